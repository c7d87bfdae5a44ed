//! Ratings of counters (đánh giá phục vụ), on the wire.
//!
//! A citizen rates the service at a counter, or the handling of a dossier, by the questions of a form.
//! What has a comment or a low score is looked into and answered: it becomes a ticket, which the receipt
//! opens.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::knowledge::Source;
use crate::qr::NamedRef;
use crate::ticket::{NewContact, TicketCode};
use crate::{Locale, Slug};

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InBothLanguages {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl InBothLanguages {
    /// The text in a language.
    #[must_use]
    pub fn pick(&self, locale: Locale) -> &str {
        locale.pick(&self.vi, &self.en)
    }
}

/// What a question is about: the factors by which the satisfaction of people is measured (SIPAS).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RatingFactor {
    /// Tiếp cận dịch vụ.
    Access,
    /// Thủ tục hành chính.
    Procedure,
    /// Công chức trực tiếp giải quyết.
    Officer,
    /// Kết quả dịch vụ.
    Result,
    /// Tiếp nhận, xử lý góp ý, phản ánh, kiến nghị.
    Feedback,
}

/// The words of a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RatingScore {
    /// 1 (worst) to 5 (best).
    #[schema(minimum = 1, maximum = 5)]
    pub score: u8,
    /// What it says.
    pub words: InBothLanguages,
}

/// A question of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RatingQuestion {
    /// Stable id, by which it is answered. It means the same in every version of the form.
    #[schema(max_length = 80, example = "thai-do")]
    pub id: Slug,
    /// What it is about.
    pub factor: RatingFactor,
    /// Which of the nine indices of Circular 01/2018/TT-VPCP it lets a citizen judge, 1 to 9.
    #[serde(default)]
    #[schema(max_items = 9)]
    pub indices: Vec<u8>,
    /// In a few words, for charts and lists.
    pub short: InBothLanguages,
    /// The question.
    pub text: InBothLanguages,
}

/// A form (phiếu đánh giá) in one version. Versions are never changed; a new one takes its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RatingForm {
    /// Id of the form, the same for all its versions.
    #[schema(max_length = 80, example = "default")]
    pub id: Slug,
    /// Version, from 1.
    #[schema(minimum = 1)]
    pub version: u32,
    /// First day on which it is given to people.
    pub valid_from: NaiveDate,
    /// What it calls itself.
    pub title: InBothLanguages,
    /// The words of the scores, from 1 to 5.
    #[schema(min_items = 5, max_items = 5)]
    pub scale: Vec<RatingScore>,
    /// The questions, in order. The first can be answered with one tap.
    #[schema(min_items = 1, max_items = 8)]
    pub questions: Vec<RatingQuestion>,
    /// What it follows.
    #[serde(default)]
    pub sources: Vec<Source>,
}

impl RatingForm {
    /// The question with an id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&RatingQuestion> {
        self.questions
            .iter()
            .find(|question| question.id.as_str() == id)
    }

    /// The words of a score.
    #[must_use]
    pub fn words(&self, score: u8, locale: Locale) -> Option<&str> {
        let scale = self.scale.iter().find(|step| step.score == score)?;
        Some(scale.words.pick(locale))
    }
}

/// Query of `GET /v1/rating-forms/{id}`.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RatingFormParams {
    /// Which version; the one of today when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1)]
    pub version: Option<u32>,
}

/// What a rating rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RatingBasis {
    /// A visit: the code at the counter was scanned (lượt đến quầy).
    Visit,
    /// A dossier: the code on its receipt was scanned (hồ sơ).
    Dossier,
    /// Nothing that can be shown; counted apart (không qua mã).
    Open,
}

/// Why a rating is counted apart. It is never dropped for it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RatingFlag {
    /// From one network too many of one counter, or of dossiers of one agency, within minutes (gửi dồn dập): those
    /// beyond the threshold. Of a counter also those before that gave the same scores as one of them, without words.
    Burst,
    /// From a network of staff (mạng của cơ quan).
    StaffNetwork,
    /// The same words about one counter, or about dossiers of one agency (trùng lặp): many words within a day; a
    /// sentence within a day from one network; few words only from one network, with the same scores, within minutes.
    /// Or a dossier rated again.
    Copy,
}

/// Body of `POST /v1/ratings/visits`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRatingVisit {
    /// The code that was scanned at a counter; of the receipt of a dossier, all that stands behind `/q/` in its
    /// address. The receipt's number alone gives no visit: whoever reads it over a shoulder holds no receipt.
    #[schema(max_length = 300, example = "JVQ4GCU")]
    pub qr: String,
}

/// Names a form in one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RatingFormRef {
    /// Id of the form.
    pub id: Slug,
    /// Its version.
    #[schema(minimum = 1)]
    pub version: u32,
}

/// Response of `POST /v1/ratings/visits`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RatingVisit {
    /// Lets one rating count as given at this counter, or for this dossier. Good once.
    pub token: String,
    /// Until when it is good: half an hour.
    pub expires_at: DateTime<Utc>,
    /// What it rests on.
    pub basis: RatingBasis,
    /// The counter.
    pub counter: Option<NamedRef>,
    /// The agency answering for it today; null: nobody knows whose it is.
    pub agency: Option<NamedRef>,
    /// The place it serves today.
    pub place: Option<NamedRef>,
    /// The form to fill in.
    pub form: RatingFormRef,
}

/// Body of `POST /v1/ratings`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewServiceRating {
    /// Id of the form.
    #[schema(max_length = 80, example = "default")]
    pub form: String,
    /// The version that was filled in.
    #[schema(minimum = 1)]
    pub version: u32,
    /// Token of a visit; without one the rating is counted apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 300)]
    pub visit: Option<String>,
    /// Id of the counter. With a token, it must be the token's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 80, example = "mot-cua-my-hao-tu-phap")]
    pub counter: Option<String>,
    /// The code that was scanned, of a rating whose visit is not good any more: it tells which counter is meant,
    /// or who answers for the dossier. Beside `visit` or `counter` it means nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 300, example = "JVQ4GCU")]
    pub qr: Option<String>,
    /// Scores from 1 to 5 by question; a question may be left out, not all of them.
    #[schema(value_type = std::collections::HashMap<String, i32>, example = json!({"thai-do": 5}))]
    pub answers: BTreeMap<String, i32>,
    /// What there is to say. Personal numbers in it are masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    pub comment: Option<String>,
    /// How to reach who rates. Nobody of the agency sees it: the answer is sent there, that is all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<NewContact>,
    /// Code of the procedure that was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 12, example = "1.001193")]
    pub procedure: Option<String>,
    /// Language of the answer; the `Accept-Language` header when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

/// What opens the case of a rating, at `GET /v1/tickets/{code}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RatingReceipt {
    /// Code of the ticket.
    pub code: TicketCode,
    /// Opens it; sent as `Authorization: Bearer`. Shown only once.
    pub secret: String,
}

/// Response of `POST /v1/ratings`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ServiceRated {
    /// What the rating rests on.
    pub basis: RatingBasis,
    /// Opens the case in which it is looked into and answered; null when there is nothing to answer.
    pub receipt: Option<RatingReceipt>,
    /// The agency that answers.
    pub agency: Option<NamedRef>,
    /// Until when it must be answered; null when there is nothing to answer, or nobody knows yet whose it is.
    pub answer_by: Option<DateTime<Utc>>,
    /// What comes next, in the caller's language.
    pub thanks: String,
}
