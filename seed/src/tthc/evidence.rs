//! What the rows of a table witness for each other.

use super::channels::{Price, Table, Time};
use super::{money, numbers};

/// An amount that counts thousands would be below this one.
pub(super) const SMALLEST: u64 = 1000;

/// Everything in a table that is not in doubt.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Times that stand alone without a unit.
    times: Vec<u32>,
    /// Amounts in đồng: of clear fee cells and of notes.
    amounts: Vec<u64>,
}

impl Evidence {
    pub fn of(table: &Table) -> Self {
        let mut evidence = Self::default();
        for row in &table.rows {
            if let Time::Number(number, None) = row.time {
                evidence.times.extend(number.whole());
            }
            for fee in &row.fees {
                if let Price::Dong(digits) = &fee.price {
                    evidence
                        .amounts
                        .extend(numbers::amount(digits).filter(|a| *a >= SMALLEST));
                }
                evidence.amounts.extend(money::amounts(&fee.note));
            }
        }
        evidence
    }

    /// The amount a fee cell means. Below a thousand the portal means thousands ("135 VNĐ" with a
    /// note of 135.000), but only a witness makes that sure.
    pub fn amount(&self, digits: &str, note: &str) -> Option<u64> {
        let value = numbers::amount(digits)?;
        if value >= SMALLEST || value == 0 {
            return Some(value);
        }
        let thousands = value.checked_mul(1000)?;
        self.witnesses(note)
            .contains(&thousands)
            .then_some(thousands)
    }

    /// Splits digits in which a time without a unit and an amount are glued. `None` when the text
    /// leaves more than one reading, or none.
    pub fn split(&self, digits: &str, note: &str) -> Option<(Option<u32>, u64)> {
        let witnesses = self.witnesses(note);
        let mut readings = Vec::new();
        for at in 0..=digits.len().min(3) {
            let (Some(time), Some(money)) = (digits.get(..at), digits.get(at..)) else {
                continue;
            };
            let Some(value) = numbers::amount(money).filter(|v| *v > 0) else {
                continue;
            };
            if at > 0 && (time.starts_with('0') || !time.bytes().all(|b| b.is_ascii_digit())) {
                continue;
            }
            let meant = if value < SMALLEST {
                value * 1000
            } else {
                value
            };
            if witnesses.contains(&meant) {
                readings.push((time.parse().ok(), meant));
            }
        }
        match readings.as_slice() {
            [one] => Some(*one),
            several => {
                let known =
                    |r: &&(Option<u32>, u64)| r.0.is_some_and(|time| self.times.contains(&time));
                let mut known = several.iter().filter(known);
                known.next().copied().filter(|_| known.next().is_none())
            }
        }
    }

    /// The row's own note is the best witness; where it names no amount, the other rows are.
    fn witnesses(&self, note: &str) -> Vec<u64> {
        let own = money::amounts(note);
        if own.is_empty() {
            self.amounts.clone()
        } else {
            own
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glued_number_is_split_where_the_note_bears_witness() {
        let evidence = Evidence::default();
        assert_eq!(
            evidence.split("120", "20.000 đồng/tờ khai"),
            Some((Some(1), 20_000))
        );
        assert_eq!(
            evidence.split("120,000", "120.000 đồng/lần"),
            Some((None, 120_000))
        );
        assert_eq!(
            evidence.split("120,000", "20.000 đồng/lần"),
            Some((Some(1), 20_000))
        );
    }

    #[test]
    fn a_glued_number_without_a_witness_is_not_split() {
        assert_eq!(Evidence::default().split("120,000", "theo quy định"), None);
        let both = "20.000 đồng/lần; 120.000 đồng/năm";
        assert_eq!(Evidence::default().split("120,000", both), None);
    }

    #[test]
    fn sibling_rows_bear_witness() {
        let evidence = Evidence {
            times: vec![1],
            amounts: vec![20_000, 120_000],
        };
        assert_eq!(evidence.split("120,000", ""), Some((Some(1), 20_000)));
    }

    #[test]
    fn a_small_number_means_thousands_only_when_the_note_says_so() {
        let evidence = Evidence::default();
        assert_eq!(
            evidence.amount("135", "Lệ phí: 135.000 đồng/lần"),
            Some(135_000)
        );
        assert_eq!(evidence.amount("25", "25.000.000đ/giấy"), None);
        assert_eq!(evidence.amount("45", ""), None);
        assert_eq!(evidence.amount("2,000", ""), Some(2_000));
    }
}
