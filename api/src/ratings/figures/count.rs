//! Ratings and their answers, counted.

use super::share;

/// Some ratings, and how many of their answers gave each score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many ratings.
    pub ratings: u64,
    /// How many answers gave 1, 2, 3, 4 and 5.
    pub scores: [u64; 5],
}

impl Count {
    /// Adds answers that gave a score. One that no form knows adds nothing.
    pub fn add_answers(&mut self, score: i32, answers: u64) {
        let place = usize::try_from(score - 1).ok();
        if let Some(count) = place.and_then(|place| self.scores.get_mut(place)) {
            *count += answers;
        }
    }

    /// Adds others.
    pub fn add(&mut self, others: &Self) {
        self.ratings += others.ratings;
        for (mine, theirs) in self.scores.iter_mut().zip(others.scores) {
            *mine += theirs;
        }
    }

    /// How many answers.
    #[must_use]
    pub fn answers(&self) -> u64 {
        self.scores.iter().sum()
    }

    /// Mean of the answers in hundredths: 100 to 500. `None` without any. An end of the scale is reached only
    /// when every answer lies there: one bad answer among ten thousand good ones stays visible.
    #[must_use]
    pub fn mean_x100(&self) -> Option<u64> {
        let answers = self.answers();
        let sum: u64 = (1..).zip(self.scores).map(|(score, n)| score * n).sum();
        // Between the ends of the scale it is a share, of a way that is four long.
        let share = share::rounded(sum.checked_sub(answers)?, answers.checked_mul(4)?, 400)?;
        Some(100 + share)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count(scores: [u64; 5]) -> Count {
        Count { ratings: 1, scores }
    }

    #[test]
    fn one_bad_answer_among_many_good_ones_stays_visible() {
        assert_eq!(count([0, 0, 0, 0, 12_632]).mean_x100(), Some(500));
        assert_eq!(count([1, 0, 0, 0, 12_631]).mean_x100(), Some(499));
        assert_eq!(count([12_631, 0, 0, 0, 1]).mean_x100(), Some(101));
        assert_eq!(count([0; 5]).mean_x100(), None);
    }

    #[test]
    fn a_mean_is_rounded_to_hundredths() {
        assert_eq!(count([0, 0, 0, 1, 2]).mean_x100(), Some(467));
        assert_eq!(count([0, 1, 0, 0, 2]).mean_x100(), Some(400));
    }

    proptest! {
        #[test]
        fn a_mean_lies_on_the_scale_and_near_the_truth(scores in proptest::array::uniform5(0u64..50_000)) {
            let count = count(scores);
            let Some(mean) = count.mean_x100() else {
                prop_assert_eq!(count.answers(), 0);
                return Ok(());
            };
            prop_assert!((100..=500).contains(&mean));
            prop_assert_eq!(mean == 500, scores[..4].iter().all(|n| *n == 0));
            prop_assert_eq!(mean == 100, scores[1..].iter().all(|n| *n == 0));
            let sum: u64 = (1..).zip(scores).map(|(score, n)| score * n).sum();
            let off = (mean * count.answers()).abs_diff(sum * 100);
            prop_assert!(off <= count.answers());
        }
    }
}
