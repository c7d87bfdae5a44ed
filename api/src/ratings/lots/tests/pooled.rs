//! What waits too long enters with others.

use super::*;
use crate::ratings::figures::table::Key;

#[tokio::test]
async fn what_waits_for_four_weeks_enters_with_other_counters() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("pool.db").display());
    let db = storage::open(&url).await.unwrap();
    storage::migrate(&db).await.unwrap();
    let given: DateTime<Utc> = "2026-01-05T02:00:00Z".parse().unwrap();
    // Three and two in one place, and of another agency two, one and two in two places.
    for (counter, place, times) in [(0, 0, 3), (1, 0, 2), (2, 0, 2), (2, 1, 1), (3, 1, 2)] {
        for _ in 0..times {
            let row = row((counter, place, 0, 0), given);
            Entity::insert(row)
                .exec_without_returning(&*db)
                .await
                .unwrap();
        }
    }
    let late = given + PATIENCE;
    assert_eq!(close(&db, late - Duration::seconds(1)).await.unwrap(), 0);
    assert_eq!(close(&db, late).await.unwrap(), 10);
    assert_eq!(close(&db, late).await.unwrap(), 0);
    let day = to_hanoi(late).date();
    let span = Span { from: day, to: day };
    let mut names = Vec::new();
    for by in [FiguresBy::Counter, FiguresBy::Agency, FiguresBy::Place] {
        let wanted = Wanted::default();
        let counted = query::count(&*db, &wanted, by, &span.steps(), span).await;
        let told = counted.unwrap().told(&span.steps(), RATING_LEAST);
        for row in told.rows {
            names.push((row.id, row.pooled, row.included.count.unwrap()));
        }
    }
    let some = |id: &str| Some(id.to_owned());
    assert_eq!(
        names,
        [
            (None, true, 10),
            (some("a"), false, 5),
            (some("b"), false, 5),
            (None, false, 5),
            (some("p"), false, 5),
        ]
    );
}

/// What each row stands for, by counter, agency and place, and the total.
async fn rows_of(db: &Database, day: NaiveDate, wanted: &Wanted) -> (Vec<(Key, u64)>, u64) {
    let span = Span { from: day, to: day };
    let (mut rows, mut total) = (Vec::new(), 0);
    for by in [FiguresBy::Counter, FiguresBy::Agency, FiguresBy::Place] {
        let counted = query::count(&**db, wanted, by, &span.steps(), span).await;
        let told = counted.unwrap().told(&span.steps(), RATING_LEAST);
        for row in told.rows {
            let (id, pooled) = (row.id, row.pooled);
            rows.push((Key { pooled, id }, row.included.count.unwrap()));
        }
        total = told.total.included.count.unwrap();
    }
    (rows, total)
}

#[tokio::test]
async fn what_waits_for_eight_weeks_enters_with_other_agencies() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("province.db").display());
    let db = storage::open(&url).await.unwrap();
    storage::migrate(&db).await.unwrap();
    let given: DateTime<Utc> = "2026-01-05T02:00:00Z".parse().unwrap();
    // Of each agency one counter; and four flagged ones, which are too few even together.
    for (counter, side, times) in [(0, 0, 3), (2, 0, 2), (0, 2, 2), (2, 2, 2)] {
        for _ in 0..times {
            Entity::insert(row((counter, 0, side, 0), given))
                .exec_without_returning(&*db)
                .await
                .unwrap();
        }
    }
    let late = given + LONG_PATIENCE;
    assert_eq!(close(&db, late - Duration::seconds(1)).await.unwrap(), 0);
    assert_eq!(close(&db, late).await.unwrap(), 5);
    assert_eq!(close(&db, late + PATIENCE).await.unwrap(), 0);
    let day = to_hanoi(late).date();
    let (rows, total) = rows_of(&db, day, &Wanted::default()).await;
    let few = Key {
        pooled: true,
        id: None,
    };
    // No counter, no agency and no place is named.
    let expected = [(few.clone(), 5), (few, 5), (Key::default(), 5)];
    assert_eq!((rows.as_slice(), total), (expected.as_slice(), 5));
    let one = |id: &str| Some(id.to_owned());
    let filters = [
        Wanted {
            agencies: Some(vec!["a".to_owned(), "b".to_owned()]),
            ..Wanted::default()
        },
        Wanted {
            counter: one("a1"),
            ..Wanted::default()
        },
        Wanted {
            places: Some(vec!["p".to_owned()]),
            ..Wanted::default()
        },
    ];
    for wanted in filters {
        assert_eq!(rows_of(&db, day, &wanted).await, (vec![], 0), "{wanted:?}");
    }
    let form = Wanted {
        form: one("default"),
        ..Wanted::default()
    };
    assert_eq!(rows_of(&db, day, &form).await.1, 5);
}

#[test]
fn agencies_without_counters_and_places_of_a_counter_are_parts_of_the_province() {
    let parts = |all: &[&str]| all.iter().map(|part| (*part).to_owned()).collect();
    assert!(Lot::Province.is_whole(parts(&[" a p", " a p", " b p", " b p", " b p"])));
    assert!(!Lot::Province.is_whole(parts(&["c a p"; 5])));
    assert!(!Lot::Province.is_whole(parts(&[" a p", " b p", " b p", " b p"])));
}
