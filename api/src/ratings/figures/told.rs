//! What is told of counts.

use mobile_contract::rating_figures::{FigureRow, Figures, FiguresBy, TrendPoint, Withheld};

use super::count::Count;
use super::period::Span;
use super::share::decimal;
use super::veil::Veil;

/// What of a report is told.
#[derive(Clone, Debug)]
pub struct Told {
    /// The rows, by key.
    pub rows: Vec<FigureRow>,
    /// The total.
    pub total: FigureRow,
}

impl Told {
    /// Withholds what of all of it is not told.
    pub fn cover(&mut self, veil: &Veil, by: FiguresBy) {
        match by {
            FiguresBy::Period => veil.cover_steps(&mut self.rows),
            _ => self.rows.iter_mut().for_each(|row| veil.cover(row)),
        }
        veil.cover(&mut self.total);
    }
}

/// What is empty tells nothing, and stays.
pub(super) fn hide(figures: &mut Figures, why: Option<Withheld>) {
    if why.is_some() && figures.count != Some(0) {
        *figures = Figures {
            withheld: why,
            ..Figures::default()
        };
    }
}

/// What ratings add up to, unless it is withheld.
pub(super) fn figures(count: &Count, withheld: Option<Withheld>) -> Figures {
    if withheld.is_some() {
        return Figures {
            withheld,
            ..Figures::default()
        };
    }
    Figures {
        count: Some(count.ratings),
        mean: count.mean_x100().map(decimal),
        distribution: Some(count.scores),
        withheld: None,
    }
}

/// The same step by step.
pub(super) fn trend(
    included: &[Count],
    spans: &[Span],
    withheld: impl Fn(usize) -> Option<Withheld>,
) -> Vec<TrendPoint> {
    let steps = spans.iter().zip(included).enumerate();
    let points = steps.map(|(step, (span, count))| TrendPoint {
        from: span.from,
        to: span.to,
        figures: figures(count, withheld(step)),
    });
    points.collect()
}
