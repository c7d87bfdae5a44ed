//! Why something counts as a miss.

use serde::Serialize;

/// Why something counts as a miss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Nothing fitted.
    NotFound,
    /// None of the choices of a clarifying question was taken.
    UnresolvedClarify,
    /// The citizen said that the answer did not help.
    NotHelpful,
}

impl Kind {
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
