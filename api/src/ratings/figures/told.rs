//! What is told of counts.

use mobile_contract::rating_figures::{FigureRow, Figures, TrendPoint, Withheld};

use super::count::Count;
use super::period::Span;
use super::share::decimal;

/// What of a report is told.
#[derive(Clone, Debug)]
pub struct Told {
    /// The rows, by key.
    pub rows: Vec<FigureRow>,
    /// The total.
    pub total: FigureRow,
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
