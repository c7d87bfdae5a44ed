//! How one dossier is counted in the books of a period, as a small number: the database makes it of a row, and
//! counts rows by it, so that one pass over them is enough for all figures.

/// What became of it by the end of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Outcome {
    /// Resolved before the last day.
    Early,
    /// Resolved on the last day.
    OnTime,
    /// Resolved later.
    Late,
    /// Resolved; no term is known.
    Resolved,
    /// Not eligible.
    Refused,
    /// Withdrawn, cancelled.
    Withdrawn,
    /// Waits for papers.
    Waiting,
    /// Paused.
    Paused,
    /// In progress; no term is known.
    NoTerm,
    /// In progress, and late.
    Overdue,
    /// In progress, within the limit.
    Within,
    /// It ended in a way that nobody knows.
    Unknown,
}

impl Outcome {
    const ALL: [Self; 12] = [
        Self::Early,
        Self::OnTime,
        Self::Late,
        Self::Resolved,
        Self::Refused,
        Self::Withdrawn,
        Self::Waiting,
        Self::Paused,
        Self::NoTerm,
        Self::Overdue,
        Self::Within,
        Self::Unknown,
    ];

    /// Its number.
    #[must_use]
    pub const fn number(self) -> i32 {
        self as i32
    }
}

/// Outcomes take these bits.
const OUTCOMES: i32 = 16;
/// It was received before the period.
pub const CARRIED: i32 = 16;
/// Nobody told when it was received.
pub const BARE: i32 = 32;
/// Resolved, to be handed back, and not yet.
pub const KEPT: i32 = 64;
/// It was extended.
pub const EXTENDED: i32 = 128;
/// It was extended again.
pub const EXTENDED_AGAIN: i32 = 256;
/// Papers were asked for.
pub const SUPPLEMENTED: i32 = 512;
/// Papers were asked for again.
pub const SUPPLEMENTED_AGAIN: i32 = 1024;
/// Resolved, and there is nothing to hand back.
pub const NOTHING_TO_HAND_BACK: i32 = 2048;

/// A mark, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What became of it.
    pub outcome: Outcome,
    bits: i32,
}

impl Mark {
    /// Reads a mark. What no version wrote counts as an end that nobody knows.
    #[must_use]
    pub fn read(bits: i32) -> Self {
        let number = usize::try_from(bits & (OUTCOMES - 1)).ok();
        let outcome = number.and_then(|number| Outcome::ALL.get(number).copied());
        Self {
            outcome: outcome.unwrap_or(Outcome::Unknown),
            bits,
        }
    }

    /// Whether it has a bit.
    #[must_use]
    pub const fn has(self, bit: i32) -> bool {
        self.bits & bit != 0
    }

    /// Whether something happened to it in the period: it was received or it ended.
    #[must_use]
    pub const fn is_moved(self) -> bool {
        !self.has(CARRIED)
            || !matches!(
                self.outcome,
                Outcome::Waiting
                    | Outcome::Paused
                    | Outcome::NoTerm
                    | Outcome::Overdue
                    | Outcome::Within
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_comes_back_from_its_number() {
        for outcome in Outcome::ALL {
            assert_eq!(
                Mark::read(outcome.number() + CARRIED + KEPT).outcome,
                outcome
            );
        }
        assert_eq!(Mark::read(15).outcome, Outcome::Unknown);
        assert_eq!(Mark::read(-1).outcome, Outcome::Unknown);
    }
}
