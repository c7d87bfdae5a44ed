//! Search, on the wire.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::knowledge::Facet;

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
    /// Most hits to return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 50, default = 10)]
    pub limit: Option<u32>,
}

/// What the server understood of a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnderstoodQuery {
    /// The query as sent, composed (NFC) and trimmed.
    pub text: String,
    /// Folded, abbreviations spelt out.
    pub normalized: String,
    /// Which part of a procedure it asks for; null when none.
    pub facet: Option<Facet>,
}

/// What a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    /// A procedure.
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
}

/// Response of `GET /v1/search`: best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SearchResponse {
    /// What was understood.
    pub query: UnderstoodQuery,
    /// What was found.
    pub hits: Vec<Hit>,
}
