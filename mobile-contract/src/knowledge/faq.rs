use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Source;
use crate::{FaqId, ProcedureCode, Slug};

/// The part of a procedure a question asks for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// Which papers.
    Documents,
    /// How long.
    TimeLimit,
    /// How much.
    Fee,
    /// Where to go.
    Place,
    /// What to do, in order.
    Steps,
    /// Who is eligible, what must be true.
    Conditions,
    /// Which form.
    Form,
    /// Who may ask, who decides.
    Who,
    /// On which law.
    LegalBasis,
    /// What one holds in the end.
    Result,
}

impl Facet {
    /// Every facet, in the order in which a page shows them.
    pub const ALL: [Self; 10] = [
        Self::Documents,
        Self::Fee,
        Self::TimeLimit,
        Self::Place,
        Self::Steps,
        Self::Conditions,
        Self::Form,
        Self::Who,
        Self::LegalBasis,
        Self::Result,
    ];

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::TimeLimit => "time_limit",
            Self::Fee => "fee",
            Self::Place => "place",
            Self::Steps => "steps",
            Self::Conditions => "conditions",
            Self::Form => "form",
            Self::Who => "who",
            Self::LegalBasis => "legal_basis",
            Self::Result => "result",
        }
    }
}

/// The agency that stands for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnsweredBy {
    /// Its id; absent for the province's call centre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<Slug>,
    /// Its name.
    #[schema(example = "Sở Tư pháp tỉnh Hưng Yên")]
    pub name: String,
    /// Since when the answer stands as it is.
    pub valid_from: NaiveDate,
    /// How often it was published: 1 is the first time.
    #[schema(minimum = 1)]
    pub version: u32,
}

/// A frequently asked question, in people's own words, with one answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Faq {
    /// Stable id.
    pub id: FaqId,
    /// The question as people ask it.
    #[schema(example = "Làm khai sinh cho con có mất tiền không?")]
    pub question: String,
    /// Other ways to ask the same.
    #[serde(default)]
    pub also: Vec<String>,
    /// One answer, short.
    pub answer: String,
    /// The procedure it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<ProcedureCode>,
    /// The part of the procedure it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facet: Option<Facet>,
    /// Where the answer was read.
    pub sources: Vec<Source>,
    /// Who answered, when the answer was first given to a citizen; absent for what comes with the
    /// program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<AnsweredBy>,
    /// Why the answer must be confirmed before anyone relies on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify: Option<String>,
}
