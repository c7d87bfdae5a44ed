use mobile_contract::rating_figures::FiguresBy;

use super::*;
use crate::ratings::figures::veil::Veil;

const LEAST: u64 = 5;

fn spans() -> Vec<Span> {
    let span = Span {
        from: "2026-11-09".parse().unwrap(),
        to: "2026-11-22".parse().unwrap(),
    };
    span.steps()
}

fn good(ratings: u64) -> Count {
    Count {
        ratings,
        scores: [0, 0, 0, 0, ratings],
    }
}

fn counted(rows: &[(&str, Side, usize, u64)]) -> Counted {
    let mut counted = Counted::new(spans().len());
    for (key, side, step, ratings) in rows {
        counted.add(&Some((*key).to_owned()), *side, *step, &good(*ratings));
        counted.add_total(*side, *step, *ratings);
    }
    counted
}

#[test]
fn included_and_apart_stand_side_by_side() {
    let counted = counted(&[
        ("a", Side::Included, 0, 10),
        ("a", Side::Open, 0, 6),
        ("b", Side::Included, 1, 20),
        ("b", Side::Flagged, 1, 11),
    ]);
    let told = counted.told(&spans(), LEAST);
    let a = &told.rows[0];
    assert_eq!(a.id.as_deref(), Some("a"));
    assert_eq!(
        (a.included.count, a.open.count, a.flagged.count),
        (Some(10), Some(6), Some(0))
    );
    assert_eq!(a.trend.len(), 2);
    assert_eq!(a.trend[1].figures.count, Some(0));
    assert_eq!(told.total.included.count, Some(30));
    assert_eq!(told.total.included.mean, Some(5.0));
    assert_eq!(told.total.flagged.distribution, Some([0, 0, 0, 0, 11]));
}

#[test]
fn a_small_counter_is_told_nowhere() {
    let counted = counted(&[
        ("a", Side::Included, 0, 3),
        ("b", Side::Included, 0, 9),
        ("c", Side::Included, 0, 30),
    ]);
    let told = counted.told(&spans(), LEAST);
    let withheld: Vec<_> = told.rows.iter().map(|row| row.included.withheld).collect();
    assert_eq!(
        withheld,
        [Some(Withheld::TooFew), Some(Withheld::Protecting), None]
    );
    assert!(told.rows[0].answered_in_time.is_none());
    assert_eq!(told.rows[0].included.mean, None);
    assert_eq!(told.total.included.count, Some(42));
    let key = |id: &str| Some(id.to_owned());
    let beside = counted.neighbours(LEAST);
    let mut alone = counted.told(&spans(), LEAST);
    alone.cover(&beside.one(&key("c")), FiguresBy::Counter);
    assert_eq!(alone.total.included.count, Some(42));
    alone.cover(&beside.one(&key("b")), FiguresBy::Counter);
    assert_eq!(alone.total.included.count, None);
    assert_eq!(alone.total.open.count, Some(0));
    assert_eq!(alone.total.answered_in_time, None);
}

/// What is told of the included ratings in each step, and over all.
fn told(counted: &Counted, veil: &Veil) -> Vec<Option<u64>> {
    let mut told = counted.told(&spans(), LEAST);
    veil.cover(&mut told.total);
    let steps = told.total.trend.iter().map(|point| point.figures.count);
    steps.chain([told.total.included.count]).collect()
}

#[test]
fn a_week_that_neighbours_would_tell_is_not_told_alone() {
    let all = counted(&[
        ("a", Side::Included, 0, 10),
        ("a", Side::Included, 1, 3),
        ("b", Side::Included, 0, 10),
        ("b", Side::Included, 1, 8),
    ]);
    let alone = counted(&[("b", Side::Included, 0, 10), ("b", Side::Included, 1, 8)]);
    let veil = all.neighbours(LEAST).one(&Some("b".to_owned()));
    assert_eq!(told(&alone, &veil), [None, None, Some(18)]);
    let mut weeks = alone.by_step(&[(0, 0), (0, 0)], LEAST);
    weeks.cover(&veil, FiguresBy::Period);
    assert!(weeks.rows.iter().all(|row| row.included.count.is_none()));
    assert_eq!(weeks.total.included.count, Some(18));
}

#[test]
fn several_together_leave_nobody_alone() {
    let all = counted(&[
        ("a", Side::Included, 0, 3),
        ("b", Side::Included, 0, 7),
        ("c", Side::Included, 0, 9),
        ("d", Side::Included, 0, 30),
    ]);
    let neighbours = all.neighbours(LEAST);
    let whole = |keys: &[&str]| {
        let part = neighbours.part(|key| key.as_deref().is_some_and(|key| keys.contains(&key)));
        told(&all, &part)[2].is_some()
    };
    // The first two are withheld.
    assert!(whole(&["a", "b"]) && whole(&["c", "d"]) && whole(&["c"]));
    assert!(whole(&["a", "b", "c"]) && whole(&["a", "b", "c", "d"]));
    assert!(!whole(&["a"]) && !whole(&["b", "d"]) && !whole(&["a", "c", "d"]));
}

#[test]
fn steps_can_be_rows() {
    let counted = counted(&[("", Side::Included, 0, 7), ("", Side::Included, 1, 2)]);
    let told = counted.by_step(&[(1, 1), (0, 0)], LEAST);
    assert_eq!(told.rows.len(), 2);
    assert_eq!(told.rows[1].included.withheld, Some(Withheld::TooFew));
    assert_eq!(told.rows[0].included.withheld, Some(Withheld::Protecting));
    assert_eq!(told.total.included.count, Some(9));
}
