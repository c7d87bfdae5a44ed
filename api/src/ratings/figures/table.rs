//! Counts become the rows of a report.
//!
//! Figures of ratings are sums of whole lots, and all told. Only a question is answered by some of a lot: what fewer
//! than five said of it is covered as a cell of a table with totals.

use std::collections::BTreeMap;

use mobile_contract::rating_figures::{FigureRow, InTime, Withheld};

use super::count::Count;
use super::period::Span;
use super::protect::Table;
use super::share::in_time;
use super::told::{Told, figures, trend};

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

impl Side {
    /// As the database numbers them.
    #[must_use]
    pub const fn read(number: i32) -> Self {
        match number {
            0 => Self::Included,
            1 => Self::Open,
            _ => Self::Flagged,
        }
    }
}

/// What a row is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Several counters together: none of them is named.
    pub pooled: bool,
    /// Its id; `None`: it was not told, as the counter of somebody who did not know it.
    pub id: Option<String>,
}

impl Key {
    /// Of one thing.
    #[must_use]
    pub const fn of(id: String) -> Self {
        Self {
            pooled: false,
            id: Some(id),
        }
    }
}

/// The counts of a row, by side and step of the trend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    included: Vec<Count>,
    open: Vec<Count>,
    flagged: Vec<Count>,
    /// Cases answered in time, and those that were answered or are overdue; in each step.
    cases: Vec<(u64, u64)>,
}

impl Row {
    fn new(steps: usize) -> Self {
        let empty = || vec![Count::default(); steps];
        Self {
            included: empty(),
            open: empty(),
            flagged: empty(),
            cases: vec![(0, 0); steps],
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

    fn step(&self, side: Side, step: usize) -> Count {
        self.steps(side).get(step).copied().unwrap_or_default()
    }

    fn sum(&self, side: Side) -> Count {
        let mut all = Count::default();
        for count in self.steps(side) {
            all.add(count);
        }
        all
    }

    fn all_cases(&self) -> (u64, u64) {
        let cases = self.cases.iter();
        cases.fold((0, 0), |all, step| (all.0 + step.0, all.1 + step.1))
    }

    /// How many it stands for in each step, and in all.
    fn line(&self, side: Side) -> Vec<u64> {
        let mut line: Vec<u64> = self.steps(side).iter().map(|n| n.ratings).collect();
        line.push(line.iter().sum());
        line
    }

    /// The row of a report; `why` tells what of it is withheld: of a side, in a step, or in all of them.
    fn told(
        &self,
        key: &Key,
        (spans, least): (&[Span], u64),
        why: impl Fn(Side, usize) -> Option<Withheld>,
    ) -> FigureRow {
        let side = |side| figures(&self.sum(side), why(side, self.included.len()));
        FigureRow {
            id: key.id.clone(),
            name: String::new(),
            pooled: key.pooled,
            included: side(Side::Included),
            open: side(Side::Open),
            flagged: side(Side::Flagged),
            answered_in_time: timely(self.all_cases(), least),
            trend: trend(&self.included, spans, |step| why(Side::Included, step)),
        }
    }
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

    /// Adds what was counted of a row in a step, to the total as well.
    pub fn add(&mut self, key: Key, side: Side, step: usize, count: &Count) {
        self.add_row(key, side, step, count);
        self.add_total(side, step, count);
    }

    /// Adds what was counted of a row in a step. A rating has one counter, but answers several questions.
    pub fn add_row(&mut self, key: Key, side: Side, step: usize, count: &Count) {
        let steps = self.total.included.len();
        let row = self.rows.entry(key);
        let row = row.or_insert_with(|| Row::new(steps));
        if let Some(cell) = row.at(side, step) {
            cell.add(count);
        }
    }

    /// Adds ratings of the total.
    pub fn add_total(&mut self, side: Side, step: usize, count: &Count) {
        if let Some(cell) = self.total.at(side, step) {
            cell.add(count);
        }
    }

    /// Adds a case of a row, that was answered in time or not.
    pub fn add_case(&mut self, key: &Key, step: usize, timely: bool) {
        let row = self.rows.get_mut(key);
        for row in row.into_iter().chain([&mut self.total]) {
            if let Some((in_time, of)) = row.cases.get_mut(step) {
                *in_time += u64::from(timely);
                *of += 1;
            }
        }
    }

    /// The rows and the total, in the order of keys.
    #[must_use]
    pub fn told(&self, spans: &[Span], least: u64) -> Told {
        let rows = self.rows.iter();
        Told {
            rows: rows
                .map(|(key, row)| row.told(key, (spans, least), |_, _| None))
                .collect(),
            total: self.all(spans, least),
        }
    }

    /// The same where rows are questions: what fewer than five answered is withheld, and what it could be reckoned
    /// from in this table.
    #[must_use]
    pub fn by_question(&self, spans: &[Span], least: u64) -> Told {
        let covers =
            [Side::Included, Side::Open, Side::Flagged].map(|side| self.cover(side, least));
        let [included, open, flagged] = &covers;
        let why = |side, row, column| {
            let cover = match side {
                Side::Included => included,
                Side::Open => open,
                Side::Flagged => flagged,
            };
            cover.withheld(row, column)
        };
        let rows = self.rows.iter().enumerate();
        let rows = rows.map(|(at, (key, row))| FigureRow {
            answered_in_time: None,
            ..row.told(key, (spans, least), |side, column| why(side, at, column))
        });
        let last = self.rows.len();
        let total = |side, column| why(side, last, column);
        Told {
            rows: rows.collect(),
            // A step in which all answers are of one question is that question's figure.
            total: self.total.told(&Key::default(), (spans, least), total),
        }
    }

    /// Answers of each question, in each step and in all, and at the end those of all questions, which the total tells.
    fn cover(&self, side: Side, least: u64) -> Table {
        let mut counts: Vec<Vec<u64>> = self.rows.values().map(|row| row.line(side)).collect();
        let total = (0..=self.total.included.len()).map(|column| {
            let cells = counts.iter().filter_map(|line| line.get(column));
            cells.sum()
        });
        counts.push(total.collect());
        Table::new(&counts, least)
    }

    /// The steps as rows, where the report goes by period; named by their first days.
    #[must_use]
    pub fn by_step(&self, spans: &[Span], least: u64) -> Told {
        let rows = spans.iter().enumerate().map(|(step, span)| FigureRow {
            id: Some(span.from.to_string()),
            name: String::new(),
            pooled: false,
            included: figures(&self.total.step(Side::Included, step), None),
            open: figures(&self.total.step(Side::Open, step), None),
            flagged: figures(&self.total.step(Side::Flagged, step), None),
            answered_in_time: self
                .total
                .cases
                .get(step)
                .and_then(|cases| timely(*cases, least)),
            trend: Vec::new(),
        });
        Told {
            rows: rows.collect(),
            total: self.all(&[], least),
        }
    }

    fn all(&self, spans: &[Span], least: u64) -> FigureRow {
        let key = Key::default();
        self.total.told(&key, (spans, least), |_, _| None)
    }
}

/// How cases were answered; of one to four nothing is told, for nobody is judged by so few.
fn timely((timely, of): (u64, u64), least: u64) -> Option<InTime> {
    (!(1..least).contains(&of)).then(|| in_time(timely, of))
}

#[cfg(test)]
mod tests;
