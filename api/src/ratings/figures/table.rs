//! Counts become the rows of a report, with what may not be told left out.

use std::collections::BTreeMap;

use mobile_contract::rating_figures::{FigureRow, InTime, Withheld};

use super::count::Count;
use super::period::Span;
use super::protect::{Table, list};
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

    /// How many ratings, whatever their side.
    fn ratings(&self) -> u64 {
        SIDES.iter().map(|side| self.sum(*side).ratings).sum()
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

    /// What there are rows of.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.rows.keys()
    }

    /// The rows and the total, as far as they may be told; named by their keys, in the order of keys.
    #[must_use]
    pub fn told(&self, spans: &[Span], least: u64) -> Told {
        let counts: Vec<Vec<u64>> = self.rows.values().chain([&self.total]).map(line).collect();
        let table = Table::new(&counts, least);
        let apart = |side| {
            let counts = self.rows.values().map(|row| row.sum(side).ratings);
            list(&counts.collect::<Vec<_>>(), least)
        };
        let (open, flagged) = (apart(Side::Open), apart(Side::Flagged));
        let all: Vec<u64> = self.rows.values().map(Row::ratings).collect();
        let cases = list(&all, least);
        let width = spans.len();
        let row = |at: usize, id: &Key, row: &Row, others: Others| FigureRow {
            id: id.clone(),
            name: id.clone().unwrap_or_default(),
            included: figures(&row.sum(Side::Included), table.withheld(at, width)),
            open: figures(&row.sum(Side::Open), others.open),
            flagged: figures(&row.sum(Side::Flagged), others.flagged),
            answered_in_time: others.cases.is_none().then(|| timely(row.cases)),
            trend: trend(&row.included, spans, |step| table.withheld(at, step)),
        };
        let rows = self.rows.iter().enumerate().map(|(at, (key, counts))| {
            let of = |withheld: &[Option<Withheld>]| withheld.get(at).copied().flatten();
            let others = Others {
                open: of(&open),
                flagged: of(&flagged),
                cases: of(&cases),
            };
            row(at, key, counts, others)
        });
        let few = |ratings: u64| (1..least).contains(&ratings).then_some(Withheld::TooFew);
        let others = Others {
            open: few(self.total.sum(Side::Open).ratings),
            flagged: few(self.total.sum(Side::Flagged).ratings),
            cases: few(self.total.ratings()),
        };
        Told {
            rows: rows.collect(),
            total: row(self.rows.len(), &None, &self.total, others),
        }
    }

    /// Why the sides of a row are not told, in their order.
    #[must_use]
    pub fn withheld(&self, key: &Key, spans: &[Span], least: u64) -> [Option<Withheld>; 3] {
        let told = self.told(spans, least);
        let row = told.rows.iter().find(|row| row.id == *key);
        row.map_or([None; 3], |row| {
            [&row.included, &row.open, &row.flagged].map(|figures| figures.withheld)
        })
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
        let rows = rows.collect();
        let mut total = self.told(&[], least).total;
        let few = (1..least).contains(&self.total.sum(Side::Included).ratings);
        total.included = figures(
            &self.total.sum(Side::Included),
            few.then_some(Withheld::TooFew),
        );
        Told { rows, total }
    }
}

/// Why what stands beside the included ratings of a row is not told.
struct Others {
    open: Option<Withheld>,
    flagged: Option<Withheld>,
    cases: Option<Withheld>,
}

/// Included ratings of each step, and of all.
fn line(row: &Row) -> Vec<u64> {
    let steps = row.included.iter().map(|count| count.ratings);
    steps.chain([row.sum(Side::Included).ratings]).collect()
}

fn timely((timely, of): (u64, u64)) -> InTime {
    in_time(timely, of)
}

#[cfg(test)]
mod tests;
