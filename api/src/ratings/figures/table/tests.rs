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

fn key(id: &str) -> Key {
    Key::of(id.to_owned())
}

fn counted(rows: &[(&str, Side, usize, u64)]) -> Counted {
    let mut counted = Counted::new(spans().len());
    for (id, side, step, ratings) in rows {
        counted.add(key(id), *side, *step, &good(*ratings));
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
fn a_pool_is_a_row_of_its_own() {
    let mut counted = counted(&[("a", Side::Included, 0, 10)]);
    let pool = Key {
        pooled: true,
        id: None,
    };
    counted.add(pool, Side::Included, 1, &good(6));
    counted.add(Key::default(), Side::Included, 1, &good(5));
    let told = counted.told(&spans(), LEAST);
    let rows: Vec<_> = told
        .rows
        .iter()
        .map(|row| (row.id.as_deref(), row.pooled, row.included.count))
        .collect();
    let wanted = [
        (None, false, Some(5)),
        (Some("a"), false, Some(10)),
        (None, true, Some(6)),
    ];
    assert_eq!(rows, wanted);
    assert_eq!(told.total.included.count, Some(21));
}

#[test]
fn few_cases_judge_nobody() {
    let mut counted = counted(&[
        ("a", Side::Included, 0, 10),
        ("b", Side::Included, 0, 10),
        ("c", Side::Included, 0, 10),
    ]);
    for (id, cases) in [("a", 4), ("b", 5)] {
        for case in 0..cases {
            counted.add_case(&key(id), case % 2, case > 0);
        }
    }
    let told = counted.told(&spans(), LEAST);
    let cases = |row: &FigureRow| row.answered_in_time.map(|cases| (cases.in_time, cases.of));
    let rows: Vec<_> = told.rows.iter().map(cases).collect();
    assert_eq!(rows, [None, Some((4, 5)), Some((0, 0))]);
    assert_eq!(cases(&told.total), Some((7, 9)));
    let steps = counted.by_step(&spans(), LEAST);
    let steps: Vec<_> = steps.rows.iter().map(cases).collect();
    assert_eq!(steps, [Some((3, 5)), None]);
}

#[test]
fn a_question_that_few_answered_cannot_be_reckoned() {
    let mut counted = Counted::new(2);
    for (question, step, answers) in [
        ("a", 0, 8),
        ("a", 1, 9),
        ("b", 0, 7),
        ("b", 1, 6),
        ("c", 0, 2),
    ] {
        counted.add_row(key(question), Side::Included, step, &good(answers));
    }
    counted.add_total(Side::Included, 0, &good(8));
    let told = counted.by_question(&spans(), LEAST);
    let withheld: Vec<_> = told.rows.iter().map(|row| row.included.withheld).collect();
    // All answers minus those to the other questions would tell it.
    assert_eq!(
        withheld,
        [None, Some(Withheld::Protecting), Some(Withheld::TooFew)]
    );
    let steps: Vec<_> = told.rows[2].trend.iter().map(|p| p.figures.count).collect();
    assert_eq!(steps, [None, Some(0)]);
    assert_eq!(told.total.included.count, Some(8));
    assert!(told.rows.iter().all(|row| row.answered_in_time.is_none()));
}

#[test]
fn a_step_of_the_total_does_not_tell_a_question_that_few_answered() {
    let mut counted = Counted::new(2);
    // Five people answer only one question; of the five of the next week, some leave each question out.
    for (question, step, answers) in [("a", 0, 5), ("a", 1, 2), ("b", 1, 3), ("c", 1, 4)] {
        counted.add_row(key(question), Side::Included, step, &good(answers));
    }
    for (step, answers) in [(0, 5), (1, 9)] {
        let count = Count {
            ratings: 5,
            scores: [0, 0, 0, 0, answers],
        };
        counted.add_total(Side::Included, step, &count);
    }
    let told = counted.by_question(&spans(), LEAST);
    let a = &told.rows[0];
    assert_eq!(a.included.count, Some(7));
    assert!(a.trend.iter().all(|point| point.figures.count.is_none()));
    // Seven minus the five of the first week would be the two of the second.
    let total = &told.total;
    assert_eq!(total.trend[0].figures.distribution, None);
    assert_eq!(total.trend[0].figures.withheld, Some(Withheld::Protecting));
    assert_eq!(total.trend[1].figures.count, None);
    assert_eq!(total.included.count, Some(10));
    assert_eq!(total.included.distribution, Some([0, 0, 0, 0, 14]));
}

#[test]
fn steps_can_be_rows() {
    let counted = counted(&[("", Side::Included, 0, 7), ("", Side::Included, 1, 5)]);
    let told = counted.by_step(&spans(), LEAST);
    let counts: Vec<_> = told.rows.iter().map(|row| row.included.count).collect();
    assert_eq!(counts, [Some(7), Some(5)]);
    assert_eq!(told.rows[1].id.as_deref(), Some("2026-11-16"));
    assert_eq!(told.total.included.count, Some(12));
    assert!(told.total.trend.is_empty());
}
