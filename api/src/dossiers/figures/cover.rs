//! Which figures of open data are told, cell by cell.
//!
//! A row of many still tells of single people where one of its parts is small. So each part is covered as a cell of
//! a table with totals: receipts (online and other ways), ends (early, on time, late, without a term), refusals and
//! withdrawals. And where all dossiers of a row that ended were refused, all withdrawn or all late, that would tell of
//! each of them: so nothing is told of their ends, zeros neither, because a figure that is missing beside zeros tells
//! what it stands for. Nothing is told of the ends of few either: else only a row that hides would look like one.

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
        let table = |cells: fn(&DossierCounts) -> Vec<u64>, silent: fn(&DossierCounts) -> bool| {
            let counts: Vec<Vec<u64>> = rows.iter().map(cells).collect();
            Table::hiding(&counts, OPEN_DATA_LEAST, |row, n| {
                n > 0 && withheld.get(row).copied().unwrap_or(false)
                    || rows.get(row).is_some_and(silent)
            })
        };
        Self {
            receipts: table(receipts, |_| false),
            ends: table(ends, |counts| ended_alike(counts) || all_late(counts)),
            refusals: table(|counts| vec![counts.not_eligible], ended_alike),
            withdrawals: table(|counts| vec![counts.cancelled], ended_alike),
        }
    }

    /// What is told of a row.
    pub(super) fn told(&self, row: usize, counts: &DossierCounts) -> OpenDossierFigures {
        let cell =
            |table: &Table, column, n: u64| table.withheld(row, column).is_none().then_some(n);
        let (received, resolved) = (&counts.received, &counts.resolved);
        let few_ended = is_few(ended(counts));
        let few_resolved = few_ended || is_few(resolved.total);
        let end = |column, n| cell(&self.ends, column, n).filter(|_| !few_resolved);
        let other = |table, n| cell(table, 0, n).filter(|_| !few_ended);
        let sum = end(RESOLVED, resolved.total);
        let late = end(LATE, resolved.late);
        let no_term = end(NO_TERM, resolved.no_term);
        OpenDossierFigures {
            received: cell(&self.receipts, RECEIVED, received.new),
            received_online: cell(&self.receipts, ONLINE, received.new_by_channel.online),
            resolved: sum,
            early: end(EARLY, resolved.early),
            on_time: end(ON_TIME, resolved.on_time),
            late,
            // With one of these, the share tells the others: it is told where it follows from what is told.
            on_time_percent: sum.and(late).and(no_term).and(resolved.on_time_percent),
            not_eligible: other(&self.refusals, counts.not_eligible),
            cancelled: other(&self.withdrawals, counts.cancelled),
        }
    }
}

/// Whether all that ended were refused, all were withdrawn, or all were late.
fn ended_alike(counts: &DossierCounts) -> bool {
    let alike = [counts.not_eligible, counts.cancelled, counts.resolved.late];
    let ended = ended(counts);
    ended > 0 && alike.contains(&ended)
}

/// Whether all that were resolved were late.
const fn all_late(counts: &DossierCounts) -> bool {
    counts.resolved.total > 0 && counts.resolved.late == counts.resolved.total
}

fn is_few(n: u64) -> bool {
    (1..OPEN_DATA_LEAST).contains(&n)
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

    /// A row of which nothing is told but how many were received.
    fn silent(received: u64) -> OpenDossierFigures {
        OpenDossierFigures {
            received: Some(received),
            received_online: Some(received),
            ..OpenDossierFigures::default()
        }
    }

    #[test]
    fn a_share_gives_nothing_back() {
        let few: &[_] = &[(Outcome::OnTime, 3), (Outcome::Within, 4)];
        let many: &[_] = &[
            (Outcome::Early, 5),
            (Outcome::OnTime, 20),
            (Outcome::Late, 15),
        ];
        let told = told(&[few, many]);
        let (row, total) = (told[1], told[2]);
        assert_eq!(told[0], silent(7));
        assert_eq!((row.early, row.late), (Some(5), Some(15)));
        assert_eq!((row.on_time, row.resolved), (None, None));
        // 62.50 of a hundred, and fifteen late: 25 in time, five of them early.
        assert_eq!(row.on_time_percent, None);
        assert_eq!((total.on_time, total.resolved), (Some(23), Some(43)));
        assert_eq!(total.on_time_percent, Some(65.11));
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
        // Not the zeros: beside them a figure that is missing is the only one.
        assert_eq!((told[0], told[1]), (silent(14), silent(6)));
        // Nor do the columns give it back.
        let (third, total) = (told[2], told[3]);
        assert_eq!((third.on_time, third.late), (None, None));
        assert_eq!((total.on_time, total.late), (Some(90), Some(15)));
        assert_eq!(
            (third.not_eligible, total.not_eligible),
            (Some(8), Some(13))
        );
        // All on time is nothing to hide.
        let told = self::told(&[&[(Outcome::OnTime, 12)], &[(Outcome::Early, 30)]]);
        assert_eq!(
            (told[0].on_time, told[0].on_time_percent),
            (Some(12), Some(100.0))
        );
        assert_eq!((told[0].late, told[0].not_eligible), (Some(0), Some(0)));
    }

    #[test]
    fn a_row_that_hides_looks_like_others() {
        let told = told(&[
            &[(Outcome::Refused, 2), (Outcome::Within, 9)],
            &[(Outcome::Withdrawn, 7), (Outcome::Within, 3)],
            &[(Outcome::OnTime, 3), (Outcome::Within, 9)],
            &[(Outcome::Late, 6), (Outcome::Refused, 7)],
            &[
                (Outcome::OnTime, 90),
                (Outcome::Late, 9),
                (Outcome::Refused, 8),
                (Outcome::Withdrawn, 6),
            ],
            &[(Outcome::Within, 8)],
        ]);
        assert_eq!(told[..3], [silent(11), silent(10), silent(12)]);
        // All that were resolved were late; what else ended is not of them.
        let resolved = (told[3].resolved, told[3].early, told[3].on_time);
        assert_eq!((resolved, told[3].late), ((None, None, None), None));
        // None ended, and that is told.
        assert_eq!((told[5].resolved, told[5].cancelled), (Some(0), Some(0)));
    }
}
