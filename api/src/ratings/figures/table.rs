//! Counts become the rows of a report, with what may not be told left out.

use std::collections::BTreeMap;

use mobile_contract::rating_figures::{FigureRow, InTime, Withheld};

use super::count::Count;
use super::period::Span;
use super::protect::{Table, list};
use super::share::in_time;
use super::told::{Told, figures, trend};
use super::veil::Neighbours;

/// How a rating is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// After a visit or for a dossier, and not flagged.
    Included,
    /// Nothing ties it to a visit.
    Open,
    /// Flagged.
    Flagged,
}

/// What a row is about; `None`: it was not told, as the counter of somebody who did not know it.
pub type Key = Option<String>;

/// The counts of a row, by side and step of the trend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    included: Vec<Count>,
    open: Vec<Count>,
    flagged: Vec<Count>,
    /// Cases answered in time, and those that were answered or are overdue.
    cases: (u64, u64),
}

impl Row {
    fn new(steps: usize) -> Self {
        let empty = || vec![Count::default(); steps];
        Self {
            included: empty(),
            open: empty(),
            flagged: empty(),
            cases: (0, 0),
        }
    }

    fn at(&mut self, side: Side, step: usize) -> Option<&mut Count> {
        let steps = match side {
            Side::Included => &mut self.included,
            Side::Open => &mut self.open,
            Side::Flagged => &mut self.flagged,
        };
        steps.get_mut(step)
    }

    fn steps(&self, side: Side) -> &[Count] {
        match side {
            Side::Included => &self.included,
            Side::Open => &self.open,
            Side::Flagged => &self.flagged,
        }
    }

    fn sum(&self, side: Side) -> Count {
        sum(self.steps(side))
    }
}

const SIDES: [Side; 3] = [Side::Included, Side::Open, Side::Flagged];

fn sum(counts: &[Count]) -> Count {
    counts.iter().fold(Count::default(), |mut all, count| {
        all.add(count);
        all
    })
}

/// Everything that was counted for a report.
#[derive(Clone, Debug)]
pub struct Counted {
    rows: BTreeMap<Key, Row>,
    total: Row,
}

impl Counted {
    /// Nothing yet, in as many steps.
    #[must_use]
    pub fn new(steps: usize) -> Self {
        Self {
            rows: BTreeMap::new(),
            total: Row::new(steps),
        }
    }

    /// Adds what was counted of a row in a step. Ratings of the total are added apart: a rating has one
    /// counter, but answers several questions.
    pub fn add(&mut self, key: &Key, side: Side, step: usize, count: &Count) {
        let steps = self.total.included.len();
        let row = self.rows.entry(key.clone());
        let row = row.or_insert_with(|| Row::new(steps));
        if let Some(cell) = row.at(side, step) {
            cell.add(count);
        }
        if let Some(cell) = self.total.at(side, step) {
            let answers = Count {
                ratings: 0,
                ..*count
            };
            cell.add(&answers);
        }
    }

    /// Adds ratings of the total.
    pub fn add_total(&mut self, side: Side, step: usize, ratings: u64) {
        if let Some(cell) = self.total.at(side, step) {
            cell.ratings += ratings;
        }
    }

    /// Adds a case of a row, that was answered in time or not.
    pub fn add_case(&mut self, key: &Key, timely: bool) {
        let row = self.rows.get_mut(key).map(|row| &mut row.cases);
        for (in_time, of) in row.into_iter().chain([&mut self.total.cases]) {
            *in_time += u64::from(timely);
            *of += 1;
        }
    }

    /// The tables of included, open, flagged and all ratings; the last row of each is the total.
    fn tables(&self, least: u64) -> [Table; 4] {
        let of = |sides: &[Side]| {
            let rows = self.rows.values().chain([&self.total]);
            let counts: Vec<Vec<u64>> = rows.map(|row| line(row, sides)).collect();
            Table::new(&counts, least)
        };
        let [included, open, flagged] = SIDES.map(|side| of(&[side]));
        [included, open, flagged, of(&SIDES)]
    }

    /// What is told of each row beside the others.
    #[must_use]
    pub fn neighbours(&self, least: u64) -> Neighbours {
        Neighbours {
            keys: self.rows.keys().cloned().collect(),
            tables: self.tables(least),
            steps: self.total.included.len(),
            least,
        }
    }

    /// The rows and the total, as far as they may be told; named by their keys, in the order of keys.
    #[must_use]
    pub fn told(&self, spans: &[Span], least: u64) -> Told {
        let [included, open, flagged, all] = self.tables(least);
        let whole = self.total.included.len();
        let row = |at: usize, id: &Key, row: &Row| {
            let side = |side, table: &Table| figures(&row.sum(side), table.withheld(at, whole));
            let cases = all.withheld(at, whole);
            FigureRow {
                id: id.clone(),
                name: id.clone().unwrap_or_default(),
                included: side(Side::Included, &included),
                open: side(Side::Open, &open),
                flagged: side(Side::Flagged, &flagged),
                answered_in_time: cases.is_none().then(|| timely(row.cases)),
                trend: trend(&row.included, spans, |step| included.withheld(at, step)),
            }
        };
        let rows = self.rows.iter().enumerate();
        Told {
            rows: rows
                .map(|(at, (key, counts))| row(at, key, counts))
                .collect(),
            total: row(self.rows.len(), &None, &self.total),
        }
    }

    /// The steps as rows, where the report goes by period; named by their number.
    #[must_use]
    pub fn by_step(&self, cases: &[(u64, u64)], least: u64) -> Told {
        let steps = self.total.included.len();
        let apart = |side| {
            let counts = self.total.steps(side).iter().map(|count| count.ratings);
            list(&counts.collect::<Vec<_>>(), least)
        };
        let [included, open, flagged] = SIDES.map(apart);
        let at = |side, step| {
            self.total
                .steps(side)
                .get(step)
                .copied()
                .unwrap_or_default()
        };
        let all: Vec<u64> = (0..steps)
            .map(|step| SIDES.iter().map(|side| at(*side, step).ratings).sum())
            .collect();
        let shown = list(&all, least);
        let of = |told: &[Option<Withheld>], step: usize| told.get(step).copied().flatten();
        let rows = (0..steps).map(|step| FigureRow {
            id: Some(step.to_string()),
            name: String::new(),
            included: figures(&at(Side::Included, step), of(&included, step)),
            open: figures(&at(Side::Open, step), of(&open, step)),
            flagged: figures(&at(Side::Flagged, step), of(&flagged, step)),
            answered_in_time: of(&shown, step)
                .is_none()
                .then(|| timely(cases.get(step).copied().unwrap_or_default())),
            trend: Vec::new(),
        });
        Told {
            rows: rows.collect(),
            total: self.told(&[], least).total,
        }
    }
}

/// Ratings of some sides: of each step, and of all.
fn line(row: &Row, sides: &[Side]) -> Vec<u64> {
    let at = |step: usize| {
        let counts = sides.iter().filter_map(|side| row.steps(*side).get(step));
        counts.map(|count| count.ratings).sum::<u64>()
    };
    let mut line: Vec<u64> = (0..row.included.len()).map(at).collect();
    line.push(line.iter().sum());
    line
}

fn timely((timely, of): (u64, u64)) -> InTime {
    in_time(timely, of)
}

#[cfg(test)]
mod tests;
