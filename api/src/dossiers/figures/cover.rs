//! Which figures of open data are told, cell by cell.
//!
//! A row of many still tells of single people where one of its parts is small. So each part is covered as a cell of
//! a table with totals: receipts (online and other ways), ends (early, on time, late, without a term), refusals and
//! withdrawals. And where every dossier of a row that ended was refused, withdrawn or late, that is withheld as well:
//! it would tell of each of them.

use mobile_contract::dossier::figures::DossierCounts;
use mobile_contract::dossier::open_data::OpenDossierFigures;
use mobile_contract::limits::OPEN_DATA_LEAST;

use crate::kernel::protect::Table;

/// Columns of [`Cover::receipts`]: online, other ways, and their total.
const ONLINE: usize = 0;
const RECEIVED: usize = 2;
/// Columns of [`Cover::ends`]: early, on time, late, without a term, and their total.
const EARLY: usize = 0;
const ON_TIME: usize = 1;
const LATE: usize = 2;
const NO_TERM: usize = 3;
const RESOLVED: usize = 4;

/// What of the rows of a month is told.
#[derive(Debug)]
pub(super) struct Cover {
    receipts: Table,
    ends: Table,
    refusals: Table,
    withdrawals: Table,
}

impl Cover {
    /// Of rows and, at their end, the total; `withheld` says of which nothing is told.
    pub(super) fn new(rows: &[DossierCounts], withheld: &[bool]) -> Self {
        let table = |cells: fn(&DossierCounts) -> Vec<u64>,
                     of_all: fn(&DossierCounts, usize) -> bool| {
            let counts: Vec<Vec<u64>> = rows.iter().map(cells).collect();
            Table::hiding(&counts, OPEN_DATA_LEAST, |row, column| {
                withheld.get(row).copied().unwrap_or(false)
                    || rows.get(row).is_some_and(|counts| of_all(counts, column))
            })
        };
        Self {
            receipts: table(receipts, |_, _| false),
            ends: table(ends, |c, column| {
                column == LATE && c.resolved.late == c.resolved.total
            }),
            refusals: table(|c| vec![c.not_eligible], |c, _| c.not_eligible == ended(c)),
            withdrawals: table(|c| vec![c.cancelled], |c, _| c.cancelled == ended(c)),
        }
    }

    /// What is told of a row.
    pub(super) fn told(&self, row: usize, counts: &DossierCounts) -> OpenDossierFigures {
        let cell =
            |table: &Table, column, n: u64| table.withheld(row, column).is_none().then_some(n);
        let (received, resolved) = (&counts.received, &counts.resolved);
        let late = cell(&self.ends, LATE, resolved.late);
        let no_term = cell(&self.ends, NO_TERM, resolved.no_term);
        OpenDossierFigures {
            received: cell(&self.receipts, RECEIVED, received.new),
            received_online: cell(&self.receipts, ONLINE, received.new_by_channel.online),
            resolved: cell(&self.ends, RESOLVED, resolved.total),
            early: cell(&self.ends, EARLY, resolved.early),
            on_time: cell(&self.ends, ON_TIME, resolved.on_time),
            late,
            // With the sum, the share tells how many were late, or had no term.
            on_time_percent: late.and(no_term).and(resolved.on_time_percent),
            not_eligible: cell(&self.refusals, 0, counts.not_eligible),
            cancelled: cell(&self.withdrawals, 0, counts.cancelled),
        }
    }
}

const fn ended(counts: &DossierCounts) -> u64 {
    counts.resolved.total + counts.not_eligible + counts.cancelled
}

fn receipts(counts: &DossierCounts) -> Vec<u64> {
    let (new, online) = (counts.received.new, counts.received.new_by_channel.online);
    vec![online, new.saturating_sub(online), new]
}

fn ends(counts: &DossierCounts) -> Vec<u64> {
    let resolved = &counts.resolved;
    vec![
        resolved.early,
        resolved.on_time,
        resolved.late,
        resolved.no_term,
        resolved.total,
    ]
}

#[cfg(test)]
mod tests {
    use super::super::count::Tally;
    use super::super::mark::{Mark, Outcome};
    use super::*;

    /// Rows of some outcomes, all new and online, and their total.
    fn told(rows: &[&[(Outcome, u64)]]) -> Vec<OpenDossierFigures> {
        let (mut total, mut all) = (Tally::default(), Vec::new());
        for row in rows {
            let mut tally = Tally::default();
            for (outcome, n) in *row {
                for tally in [&mut tally, &mut total] {
                    tally.add(Mark::read(outcome.number()), Some("online"), "", *n);
                }
            }
            all.push(tally.counts());
        }
        all.push(total.counts());
        let cover = Cover::new(&all, &vec![false; all.len()]);
        let rows = all.iter().enumerate();
        rows.map(|(row, counts)| cover.told(row, counts)).collect()
    }

    #[test]
    fn a_part_of_few_is_withheld_in_a_row_of_many() {
        let rows: [&[_]; 3] = [
            &[
                (Outcome::OnTime, 20),
                (Outcome::Early, 30),
                (Outcome::Late, 1),
                (Outcome::Refused, 1),
                (Outcome::Withdrawn, 1),
            ],
            &[
                (Outcome::OnTime, 40),
                (Outcome::Late, 6),
                (Outcome::Refused, 7),
            ],
            &[
                (Outcome::OnTime, 90),
                (Outcome::Late, 9),
                (Outcome::Refused, 8),
            ],
        ];
        let told = told(&rows);
        let [first, second, third, total] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!((first.received, first.resolved), (Some(53), Some(51)));
        assert_eq!(
            (first.late, first.not_eligible, first.cancelled),
            (None, None, None)
        );
        // The sum less the others is the one that was late, and so says the share.
        assert_eq!((first.early, first.on_time), (Some(30), None));
        assert_eq!(first.on_time_percent, None);
        // And so does the column: the next smallest goes along.
        assert_eq!((total.late, total.not_eligible), (Some(16), Some(16)));
        assert_eq!((second.late, second.not_eligible), (None, None));
        assert_eq!((third.late, third.not_eligible), (Some(9), Some(8)));
        assert_eq!(total.cancelled, None);
    }

    #[test]
    fn that_all_were_refused_or_late_is_withheld() {
        let rows: [&[_]; 3] = [
            &[(Outcome::Refused, 5), (Outcome::Within, 9)],
            &[(Outcome::Late, 6)],
            &[
                (Outcome::OnTime, 90),
                (Outcome::Late, 9),
                (Outcome::Refused, 8),
            ],
        ];
        let told = told(&rows);
        assert_eq!((told[0].received, told[0].not_eligible), (Some(14), None));
        assert_eq!((told[1].late, told[1].on_time_percent), (None, None));
        // All on time is nothing to hide.
        let told = self::told(&[&[(Outcome::OnTime, 12)], &[(Outcome::Early, 30)]]);
        assert_eq!(
            (told[0].on_time, told[0].on_time_percent),
            (Some(12), Some(100.0))
        );
        assert_eq!((told[0].late, told[0].not_eligible), (Some(0), Some(0)));
    }
}
