//! What could not be answered well, for those who add answers.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why something counts as a miss.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum GapKind {
    /// Nothing fitted.
    NotFound,
    /// None of the choices of a clarifying question was taken.
    UnresolvedClarify,
    /// The citizen said that the answer did not help.
    NotHelpful,
}

impl GapKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::NotFound, Self::UnresolvedClarify, Self::NotHelpful];

    /// The name in the database and in what is printed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::UnresolvedClarify => "unresolved_clarify",
            Self::NotHelpful => "not_helpful",
        }
    }

    /// The kind of a name. `None`: a newer program wrote it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Where the knowledge could be mended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "target", rename_all = "snake_case")]
pub enum GapSuggestion {
    /// A question that is there: give it these wordings, or a better answer.
    Faq {
        /// Its id.
        id: String,
        /// Its words.
        question: String,
        /// How surely search leads to it, 0..=1.
        confidence: f32,
    },
    /// A procedure that is there: give it a question of its own.
    Procedure {
        /// Its code.
        code: String,
        /// Its title.
        title: String,
        /// How surely search leads to it, 0..=1.
        confidence: f32,
    },
    /// Nothing near.
    NewTopic {
        /// How surely search leads to the nearest thing, 0..=1.
        confidence: f32,
    },
}

/// The misses of some time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GapReport {
    /// From when.
    pub since: DateTime<Utc>,
    /// Misses read.
    pub misses: usize,
    /// There were more than are read at once: the oldest are left out.
    pub capped: bool,
    /// Misses in which no word says what they are about; they are in no group.
    pub wordless: usize,
    /// Answers that were said to help.
    pub helpful: u64,
    /// Answers that were said not to help.
    pub not_helpful: u64,
    /// Groups found.
    pub groups_found: usize,
    /// Misses that an agency's answer has closed since: they are in no group.
    pub closed: usize,
    /// The largest of them.
    pub groups: Vec<GapGroup>,
}

/// Misses about one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GapGroup {
    /// How many.
    pub misses: usize,
    /// In how many conversations.
    pub conversations: usize,
    /// How many of each kind.
    #[schema(value_type = BTreeMap<String, usize>)]
    pub kinds: BTreeMap<GapKind, usize>,
    /// How many asked for a part of a procedure, by the part.
    pub facets: BTreeMap<String, usize>,
    /// When the last one was.
    pub newest: DateTime<Utc>,
    /// How it was said, newest first; personal numbers are masked.
    pub examples: Vec<String>,
    /// What citizens said about the answers they got.
    pub comments: Vec<String>,
    /// What they were answered with or offered, most often first: codes of procedures and ids of
    /// questions.
    pub answered_with: Vec<String>,
    /// What would close it.
    pub suggestion: GapSuggestion,
}
