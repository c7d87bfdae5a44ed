//! What corrections teach: where people sent what was guessed wrongly.

use std::collections::{BTreeSet, HashMap};

use mobile_contract::ProcedureCode;
use motcua_seed::competences::Body;
use serde::{Deserialize, Serialize};

/// Most that corrections add to a body, or take from one: about one strong word, so that a handful of wrong
/// corrections does not overrule what a text says twice.
const MOST_SHIFT: f32 = 4.0;
/// How near two texts must be to tell anything of each other, by Dice's coefficient.
const NEAR: f32 = 0.3;
/// How near the same field brings two tickets.
const SAME_FIELD: f32 = 0.4;
/// How much of the way to [`MOST_SHIFT`] one correction of the same words goes.
const ONE: f32 = 0.5;

/// A decision of a person that differs from a guess. Kept without the text: only its telling words, sorted, none with a
/// digit. Names of persons cannot be told from other words, so that kept corrections must be forgotten like texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The telling words of the text, folded.
    pub terms: BTreeSet<String>,
    /// The field of administration.
    pub field: Option<String>,
    /// The procedure.
    pub procedure: Option<ProcedureCode>,
    /// What was guessed.
    pub guessed: Option<Body>,
    /// What a person chose.
    pub chosen: Body,
}

/// All corrections.
#[derive(Clone, Debug, Default)]
pub struct Corrections(Vec<Correction>);

/// What a new ticket is compared by.
pub(super) struct Case<'a> {
    pub(super) terms: &'a BTreeSet<String>,
    pub(super) field: Option<&'a str>,
    pub(super) procedure: Option<&'a ProcedureCode>,
}

impl Corrections {
    /// Learns from kept corrections.
    #[must_use]
    pub const fn new(kept: Vec<Correction>) -> Self {
        Self(kept)
    }

    /// How far each body is moved, between -[`MOST_SHIFT`] and [`MOST_SHIFT`].
    pub(super) fn shifts(&self, case: &Case<'_>) -> HashMap<Body, f32> {
        let (mut towards, mut away) = (HashMap::new(), HashMap::new());
        for correction in &self.0 {
            let near = nearness(case, correction);
            if near < NEAR {
                continue;
            }
            // What is left of the way, multiplied: the sum stays below the most.
            let left = 1.0 - ONE * near;
            *towards.entry(&correction.chosen).or_insert(1.0_f32) *= left;
            if let Some(guessed) = &correction.guessed {
                *away.entry(guessed).or_insert(1.0_f32) *= left;
            }
        }
        let mut shifts: HashMap<Body, f32> = HashMap::new();
        for (body, left) in towards {
            *shifts.entry(body.clone()).or_default() += MOST_SHIFT * (1.0 - left);
        }
        for (body, left) in away {
            *shifts.entry(body.clone()).or_default() -= MOST_SHIFT * (1.0 - left);
        }
        shifts
    }
}

fn nearness(case: &Case<'_>, correction: &Correction) -> f32 {
    let same_procedure =
        case.procedure.is_some() && case.procedure == correction.procedure.as_ref();
    if same_procedure {
        return 1.0;
    }
    let same_field = case.field.is_some() && case.field == correction.field.as_deref();
    let by_words = dice(case.terms, &correction.terms);
    by_words.max(if same_field { SAME_FIELD } else { 0.0 })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a text has a few hundred words at most"
)]
fn dice(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f32 {
    let both = a.intersection(b).count() as f32;
    let all = (a.len() + b.len()) as f32;
    if all > 0.0 { 2.0 * both / all } else { 0.0 }
}
