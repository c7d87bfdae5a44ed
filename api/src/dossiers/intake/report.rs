//! What became of a batch.

use mobile_contract::Locale;
use mobile_contract::dossier::intake::{DossierIntake, DossierRefusal};
use mobile_contract::limits::INTAKE_REFUSALS;

use crate::dossiers::{Refusal, Taken};

/// What became of a batch, counted as it is stored.
#[derive(Debug, Default)]
pub(super) struct Tally {
    stored: u64,
    duplicates: u64,
    flagged: u64,
    refused: u64,
    refusals: Vec<Refusal>,
}

impl Tally {
    /// Counts what became of a chunk.
    pub(super) fn add(&mut self, taken: Taken) {
        self.stored += taken.stored;
        self.duplicates += taken.duplicates;
        self.flagged += taken.flagged;
        self.refuse(taken.refused);
    }

    /// Counts refusals, and keeps the first.
    pub(super) fn refuse(&mut self, refused: Vec<Refusal>) {
        for refusal in refused {
            self.refused += 1;
            if self.refusals.len() < INTAKE_REFUSALS {
                self.refusals.push(refusal);
            }
        }
    }

    /// In the caller's language.
    pub(super) fn told(mut self, locale: Locale) -> DossierIntake {
        self.refusals.sort_by_key(|refusal| refusal.line);
        let shown = u64::try_from(self.refusals.len()).unwrap_or(u64::MAX);
        DossierIntake {
            received: self.stored + self.duplicates + self.refused,
            stored: self.stored,
            duplicates: self.duplicates,
            refused: self.refused,
            flagged: self.flagged,
            refusals_left_off: self.refused.saturating_sub(shown),
            refusals: self
                .refusals
                .into_iter()
                .map(|refusal| DossierRefusal {
                    line: refusal.line,
                    id: refusal.id,
                    reason: refusal.reason.as_str().to_owned(),
                    text: refusal.reason.text(locale).to_owned(),
                    detail: refusal.detail,
                })
                .collect(),
        }
    }
}
