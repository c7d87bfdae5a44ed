//! What the features of the ranking weigh: `data/ranking.yaml`, written by `scripts/tune`. What each
//! feature is stands in the server's `search/rank.rs`.

use serde::Deserialize;

const BUNDLED: &str = include_str!("../data/ranking.yaml");

/// Why the weights were refused.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct RankingError(String);

/// The weights.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranking {
    /// Of the score.
    pub weights: Weights,
    /// Of the confidence.
    pub confidence: Confidence,
}

impl Ranking {
    /// The bundled weights.
    ///
    /// # Errors
    /// When the file is not of this form; a test of this crate keeps that from happening.
    pub fn embedded() -> Result<Self, RankingError> {
        serde_saphyr::from_str(BUNDLED).map_err(|e| RankingError(e.to_string()))
    }
}

/// What each feature adds to the score.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "the features are described where they are computed"
)]
pub struct Weights {
    pub coverage: f32,
    pub focus: f32,
    pub typed: f32,
    pub engine: f32,
    pub same_action: f32,
    pub missing_action: f32,
    pub other_action: f32,
    pub plain: f32,
    pub exact: f32,
    pub curated: f32,
    pub everyday: f32,
    pub far: f32,
    pub refused: f32,
    pub level: f32,
    pub audience: f32,
    pub body: f32,
    pub alias: f32,
}

/// A logistic regression: how surely a hit is what was meant.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "the features are described where they are computed"
)]
pub struct Confidence {
    pub bias: f32,
    pub certainty: f32,
    pub coverage: f32,
    pub focus: f32,
    pub typed: f32,
    pub mass: f32,
    pub missing_action: f32,
    pub other_action: f32,
    pub body: f32,
    pub refused: f32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_weights_are_read() {
        let ranking = Ranking::embedded().unwrap();
        assert!(ranking.weights.coverage > 0.0 && ranking.confidence.bias < 0.0);
    }
}
