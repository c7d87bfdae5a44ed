//! Search, on the wire.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::knowledge::{Audience, Facet, Level};
use crate::qr::NamedRef;
use crate::{Locale, ProcedureCode};

/// What to look for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SearchKind {
    /// Procedures only.
    Procedure,
    /// Frequently asked questions only.
    Faq,
    /// Both.
    #[default]
    All,
}

/// Parameters of `GET /v1/search`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct SearchParams {
    /// The question, as people type it: with or without diacritics.
    #[param(
        min_length = 1,
        max_length = 500,
        example = "lam giay khai sinh cho con can giay to gi"
    )]
    pub q: String,
    /// What to look for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub kind: Option<SearchKind>,
    /// Id of the citizen's place; what is offered can depend on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 80, example = "huyen-yen-my")]
    pub place: Option<String>,
    /// Tells why each hit stands where it does. Refused in production: it says more about the
    /// ranking than a stranger should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(example = false)]
    pub explain: Option<bool>,
    /// Most hits to return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 50, default = 10)]
    pub limit: Option<u32>,
}

/// What the server understood of a query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UnderstoodQuery {
    /// The query as sent, composed (NFC) and trimmed.
    pub text: String,
    /// Folded, abbreviations spelt out.
    pub normalized: String,
    /// Which part of a procedure it asks for; null when none.
    pub facet: Option<Facet>,
    /// The language it is asked in.
    pub language: Locale,
    /// The place it names, or the place of the request; what follows it today.
    pub place: Option<NamedRef>,
    /// The level of government it names.
    pub level: Option<Level>,
    /// Who asks, when the question says so.
    pub audience: Option<Audience>,
    /// The procedure whose code it holds.
    pub code: Option<ProcedureCode>,
    /// What is to be done: `reissue`, `exchange`, `renew` and the like; tells siblings apart.
    pub actions: Vec<String>,
    /// What the question says is not wanted ("không phải cấp lại").
    pub refused: Vec<String>,
    /// Words that were read as what the law calls them.
    pub meanings: Vec<ReadAs>,
    /// What each word does. Only with `explain`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<ReadWord>,
}

/// Words of a query, and what the law calls what they say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReadAs {
    /// The words, spelling put right.
    #[schema(example = "sổ đỏ")]
    pub said: String,
    /// What the law calls it.
    #[schema(example = "giấy chứng nhận quyền sử dụng đất")]
    pub means: String,
    /// How surely, 0..=1.
    pub strength: f32,
}

/// What a word of a query does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WordRole {
    /// Says what the query is about.
    Topic,
    /// Sets the scene: people, channels, places.
    Background,
    /// Asks for a part of a procedure.
    Cue,
    /// Says nothing.
    Filler,
    /// Is denied.
    Denied,
}

/// A word of a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReadWord {
    /// The word, spelling put right.
    pub word: String,
    /// What it does.
    pub role: WordRole,
}

/// What a hit is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    /// A procedure.
    #[default]
    Procedure,
    /// A frequently asked question.
    Faq,
}

/// One hit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// Procedure code, or id of the FAQ.
    #[schema(example = "1.001193")]
    pub code: String,
    /// Title of the procedure, or the question.
    pub title: String,
    /// A line or two: the summary, or the beginning of the answer.
    pub snippet: String,
    /// The higher the better; only comparable within one response.
    pub score: f32,
    /// Why it stands here. Only with `explain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// Why a hit stands where it does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Why {
    /// How surely it is what was meant, 0..=1; comparable between responses.
    pub confidence: f32,
    /// The features of the ranking by name; the score is their weighted sum.
    pub features: BTreeMap<String, f32>,
}

/// Response of `GET /v1/search`: best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SearchResponse {
    /// What was understood.
    pub query: UnderstoodQuery,
    /// What was found.
    pub hits: Vec<Hit>,
}
