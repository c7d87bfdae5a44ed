//! Which figures of a table may be told.
//!
//! A figure of fewer than five ratings tells about single people, and one loud visitor makes an office look
//! bad; so it is withheld. But rows and columns have totals: of one withheld figure the total minus the others
//! tells all. So in each line whose total is told, what is withheld must be two figures or more that stand
//! together for five ratings or more; else the next smallest is withheld, too, and where none is left, the
//! total. Of the two ways (another cell, or the total) this keeps the total, which is what readers come for.
//!
//! All this holds within one table. Of tables of several spans or kinds laid side by side it promises nothing.

use mobile_contract::rating_figures::Withheld;

/// A figure: how many ratings it stands for, and whether it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell {
    ratings: u64,
    withheld: Option<Withheld>,
}

impl Cell {
    fn new(ratings: u64, least: u64) -> Self {
        Self {
            ratings,
            withheld: (1..least).contains(&ratings).then_some(Withheld::TooFew),
        }
    }

    const fn is_hidden(&self) -> bool {
        self.withheld.is_some()
    }
}

/// Withholds what is needed so that the hidden cells of a line stand together for enough. `false`: even all of
/// them do not.
fn shield(line: &mut [&mut Cell], least: u64) -> bool {
    loop {
        let hidden = line.iter().filter(|cell| cell.is_hidden());
        let (cells, ratings) = hidden.fold((0, 0), |(cells, ratings), cell| {
            (cells + 1, ratings + cell.ratings)
        });
        if cells == 0 || cells > 1 && ratings >= least {
            return true;
        }
        if !hide_smallest(line) {
            return false;
        }
    }
}

/// Withholds the smallest figure that is told and not empty.
fn hide_smallest(line: &mut [&mut Cell]) -> bool {
    let told = line.iter_mut().filter(|c| !c.is_hidden() && c.ratings > 0);
    match told.min_by_key(|cell| cell.ratings) {
        Some(cell) => {
            cell.withheld = Some(Withheld::Protecting);
            true
        }
        None => false,
    }
}

/// A table with its totals: each row has one cell for each column, and then its total; the last row holds the
/// totals of the columns.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table of how many ratings each cell stands for. Rows are equally long.
    #[must_use]
    pub fn new(counts: &[Vec<u64>], least: u64) -> Self {
        Self::hiding(counts, least, |_, _| false)
    }

    /// The same, where cells are withheld for other reasons, too; `hides` says which: of a row, and of how many a cell
    /// stands for. It may be none.
    #[must_use]
    pub fn hiding(counts: &[Vec<u64>], least: u64, hides: impl Fn(usize, u64) -> bool) -> Self {
        let cell = |row, n| {
            let cell = Cell::new(n, least);
            let other = hides(row, n).then_some(Withheld::Protecting);
            Cell {
                withheld: cell.withheld.or(other),
                ..cell
            }
        };
        let row = |(row, counts): (usize, &Vec<u64>)| {
            let cells = counts.iter();
            cells.map(|n| cell(row, *n)).collect()
        };
        let mut table = Self {
            rows: counts.iter().enumerate().map(row).collect(),
        };
        table.settle(least);
        table
    }

    /// Why a cell is not told.
    #[must_use]
    pub fn withheld(&self, row: usize, column: usize) -> Option<Withheld> {
        self.rows.get(row)?.get(column)?.withheld
    }

    /// Goes over rows and columns until neither needs more. Each round hides something, so there is an end.
    fn settle(&mut self, least: u64) {
        let width = self.rows.first().map_or(0, Vec::len);
        loop {
            let mut changed = false;
            for row in &mut self.rows {
                changed |= settle_line(row.iter_mut().collect(), least);
            }
            for column in 0..width {
                let line = self.rows.iter_mut();
                let line = line.filter_map(|row| row.get_mut(column)).collect();
                changed |= settle_line(line, least);
            }
            if !changed {
                return;
            }
        }
    }
}

/// A line whose last cell is its total. Tells whether something more had to be withheld.
fn settle_line(mut line: Vec<&mut Cell>, least: u64) -> bool {
    let before = line.iter().filter(|cell| cell.is_hidden()).count();
    let Some((total, cells)) = line.split_last_mut() else {
        return false;
    };
    if total.is_hidden() {
        // Told one by one, its parts would tell it.
        if cells.iter().all(|cell| !cell.is_hidden()) {
            let _ = hide_smallest(cells);
        }
    } else if !shield(cells, least) && total.ratings > 0 {
        total.withheld = Some(Withheld::Protecting);
    }
    line.iter().filter(|cell| cell.is_hidden()).count() > before
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LEAST: u64 = 5;

    #[test]
    fn one_small_counter_takes_the_next_smallest_with_it() {
        use Withheld::{Protecting, TooFew};
        // One column, and its total.
        let withheld = |counts: &[u64]| -> Vec<Option<Withheld>> {
            let total = counts.iter().sum();
            let lines: Vec<Vec<u64>> = counts.iter().chain([&total]).map(|n| vec![*n]).collect();
            let table = Table::new(&lines, LEAST);
            (0..counts.len())
                .map(|row| table.withheld(row, 0))
                .collect()
        };
        assert_eq!(
            withheld(&[12, 3, 8, 40]),
            [None, Some(TooFew), Some(Protecting), None]
        );
        assert_eq!(withheld(&[12, 3, 4]), [None, Some(TooFew), Some(TooFew)]);
        // Two of them, and still only three people.
        assert_eq!(
            withheld(&[12, 1, 2]),
            [Some(Protecting), Some(TooFew), Some(TooFew)]
        );
        assert_eq!(withheld(&[12, 0, 8]), [None, None, None]);
        assert_eq!(withheld(&[3]), [Some(TooFew)]);
    }

    #[test]
    fn a_column_of_a_withheld_row_is_protected_too() {
        // Two weeks and the total; two counters, another one, and all.
        let counts = [
            vec![3, 0, 3],
            vec![0, 7, 7],
            vec![9, 9, 18],
            vec![12, 16, 28],
        ];
        let table = Table::new(&counts, LEAST);
        assert_eq!(table.withheld(0, 0), Some(Withheld::TooFew));
        // Else: all of the first week, minus the third counter's, is the first counter's.
        assert!(table.withheld(2, 0).is_some());
    }

    /// In no line whose total is told can a figure of too few be reckoned.
    fn holds(lines: &[Vec<Cell>]) -> bool {
        lines.iter().all(|line| {
            let Some((total, cells)) = line.split_last() else {
                return true;
            };
            let hidden: Vec<_> = cells.iter().filter(|cell| cell.is_hidden()).collect();
            let sum: u64 = hidden.iter().map(|cell| cell.ratings).sum();
            match total.is_hidden() {
                true => total.ratings == 0 || !hidden.is_empty(),
                // Of none, all are none: that hides nobody.
                false => {
                    hidden.is_empty() || total.ratings == 0 || hidden.len() > 1 && sum >= LEAST
                }
            }
        })
    }

    /// The same of rows and columns.
    fn holds_both_ways(table: &Table) -> bool {
        let width = table.rows.first().map_or(0, Vec::len);
        let columns: Vec<Vec<Cell>> = (0..width)
            .map(|c| table.rows.iter().map(|row| row[c]).collect())
            .collect();
        holds(&table.rows) && holds(&columns)
    }

    fn some_counts() -> impl Strategy<Value = Vec<Vec<u64>>> {
        (1usize..6, 1usize..6).prop_flat_map(|(rows, columns)| {
            let count = prop_oneof![Just(0u64), 1u64..8, 5u64..40];
            proptest::collection::vec(proptest::collection::vec(count, columns), rows)
        })
    }

    /// A table of some counts with its totals.
    fn with_totals(cells: &[Vec<u64>]) -> Vec<Vec<u64>> {
        let mut rows: Vec<Vec<u64>> = cells.to_vec();
        let width = cells.first().map_or(0, Vec::len);
        rows.push(
            (0..width)
                .map(|c| cells.iter().map(|r| r[c]).sum())
                .collect(),
        );
        for row in &mut rows {
            row.push(row.iter().sum());
        }
        rows
    }

    proptest! {
        #[test]
        fn nothing_small_is_told_and_nothing_small_can_be_reckoned(cells in some_counts()) {
            let table = Table::new(&with_totals(&cells), LEAST);
            for cell in table.rows.iter().flatten() {
                prop_assert!(cell.is_hidden() || cell.ratings == 0 || cell.ratings >= LEAST);
            }
            prop_assert!(holds_both_ways(&table), "{table:?}");
        }

        #[test]
        fn a_row_that_is_not_told_cannot_be_reckoned(cells in some_counts()) {
            let table = Table::hiding(&with_totals(&cells), LEAST, |row, _| row == 0);
            prop_assert!(table.rows[0].iter().all(Cell::is_hidden));
            prop_assert!(holds_both_ways(&table), "{table:?}");
        }
    }
}
