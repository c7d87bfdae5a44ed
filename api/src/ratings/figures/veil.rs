//! What may not be told of a part, because of what is told of its neighbours.

use mobile_contract::rating_figures::{FigureRow, Withheld};

use super::protect::Table;
use super::table::Key;
use super::told::hide;

/// Why the included, the open and the flagged ratings of something are not told, and how its cases were answered.
pub type Hidden = [Option<Withheld>; 4];

/// Something and all that stands beside it: its tables of included, open, flagged and all ratings. Each has the
/// steps of the trend as columns, and then the whole span.
#[derive(Clone, Debug)]
pub struct Neighbours {
    pub(super) keys: Vec<Key>,
    pub(super) tables: [Table; 4],
    pub(super) steps: usize,
    pub(super) least: u64,
}

impl Neighbours {
    /// What of one row is not told. Of a row that is not there, all may be told: it is empty.
    #[must_use]
    pub fn one(&self, key: &Key) -> Veil {
        let at = self.keys.iter().position(|other| other == key);
        self.veil(|table, column| table.withheld(at?, column))
    }

    /// What of several rows together is not told.
    #[must_use]
    pub fn part(&self, ours: impl Fn(&Key) -> bool) -> Veil {
        let ours: Vec<bool> = self.keys.iter().map(ours).collect();
        self.veil(|table, column| table.part(&ours, column, self.least))
    }

    fn veil(&self, why: impl Fn(&Table, usize) -> Option<Withheld>) -> Veil {
        let at = |column: usize| self.tables.each_ref().map(|table| why(table, column));
        Veil {
            steps: (0..self.steps).map(at).collect(),
            whole: at(self.steps),
        }
    }
}

/// What of a row is not told, step by step and over the whole span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Veil {
    steps: Vec<Hidden>,
    whole: Hidden,
}

impl Veil {
    /// Withholds it from a row with its trend.
    pub fn cover(&self, row: &mut FigureRow) {
        cover(row, self.whole);
        for (point, [included, ..]) in row.trend.iter_mut().zip(&self.steps) {
            hide(&mut point.figures, *included);
        }
    }

    /// Withholds it from rows that are the steps.
    pub fn cover_steps(&self, rows: &mut [FigureRow]) {
        for (row, hidden) in rows.iter_mut().zip(&self.steps) {
            cover(row, *hidden);
        }
    }
}

fn cover(row: &mut FigureRow, [included, open, flagged, cases]: Hidden) {
    hide(&mut row.included, included);
    hide(&mut row.open, open);
    hide(&mut row.flagged, flagged);
    if cases.is_some() {
        row.answered_in_time = None;
    }
}
