use super::*;

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
    let beside = counted.withheld(&key("b"), &spans(), LEAST);
    assert_eq!(beside, [Some(Withheld::Protecting), None, None]);
    assert_eq!(counted.withheld(&key("c"), &spans(), LEAST), [None; 3]);
    let mut alone = counted.told(&spans(), LEAST);
    alone.withhold(beside);
    assert_eq!(alone.total.included.count, None);
    assert_eq!(alone.total.open.count, Some(0));
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
