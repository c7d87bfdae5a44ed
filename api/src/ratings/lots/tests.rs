//! Whatever is given when, and whatever is asked for when: no figure and no difference of two stands for fewer than
//! five.

use chrono::NaiveDate;
use mobile_contract::rating_figures::FiguresBy;
use proptest::prelude::*;
use sea_orm::ActiveValue::Set;

use super::*;
use crate::ratings::entity::rating::ActiveModel;
use crate::ratings::figures::period::Span;
use crate::ratings::figures::query::{self, Wanted};
use crate::storage;

mod pooled;

fn of(counters: &[Option<&str>]) -> Vec<String> {
    let ids = counters.iter().map(|id| id.unwrap_or_default());
    ids.map(str::to_owned).collect()
}

#[test]
fn five_are_a_lot_and_a_pool_has_two_counters() {
    let one = [Some("a"); 5];
    assert!(Lot::Counter.is_whole(of(&one)) && !Lot::Counter.is_whole(of(&one[1..])));
    assert!(!Lot::Agency.is_whole(of(&one)));
    let two = [Some("a"), Some("b"), Some("a"), None, None];
    assert!(Lot::Place.is_whole(of(&two)) && !Lot::Place.is_whole(of(&two[1..])));
    // Of dossiers and unknown counters, too, there is a lot.
    assert!(Lot::Counter.is_whole(of(&[None; 5])));
}

/// A rating: its counter, its place, its side, and the hours until the next one.
type Given = (usize, usize, usize, i64);

const COUNTERS: [Option<&str>; 5] = [Some("a1"), Some("a2"), Some("b1"), Some("b2"), None];
const PLACES: [Option<&str>; 3] = [Some("p"), Some("q"), None];

/// Counters have one agency each; what has no counter is of the first, or of nobody.
fn agency((counter, place, _, _): Given) -> Option<&'static str> {
    match (counter, place) {
        (0 | 1, _) | (4, 0 | 1) => Some("a"),
        (2 | 3, _) => Some("b"),
        _ => None,
    }
}

fn row(given: Given, at: DateTime<Utc>) -> ActiveModel {
    let (counter, place, side, _) = given;
    let owned = |id: Option<&str>| id.map(str::to_owned);
    ActiveModel {
        id: Set(Uuid::new_v4()),
        form: Set("default".to_owned()),
        form_version: Set(1),
        basis: Set(if side == 1 { "open" } else { "visit" }.to_owned()),
        counter: Set(owned(COUNTERS[counter])),
        agency: Set(owned(agency(given))),
        place: Set(owned(PLACES[place])),
        procedure: Set(None),
        dossier: Set(None),
        visit: Set(None),
        locale: Set("vi".to_owned()),
        lowest: Set(5),
        mean_x100: Set(500),
        low: Set(false),
        ticket_id: Set(None),
        network: Set(None),
        likeness: Set(None),
        excluded: Set(side == 2),
        given_at: Set(at),
        day: Set(to_hanoi(at).date()),
        told_on: Set(None),
        pooled: Set(0),
        s1: Set(0),
        s2: Set(0),
        s3: Set(0),
        s4: Set(0),
        s5: Set(1),
    }
}

/// A question, and whether another one asks for a part of it.
#[derive(Clone, Debug)]
struct Asked {
    counter: Option<&'static str>,
    agency: Option<&'static str>,
    places: Option<&'static [&'static str]>,
    span: Span,
}

impl Asked {
    fn holds(&self, part: &Self) -> bool {
        let places = self.places.is_none_or(|mine| {
            let theirs = part.places;
            theirs.is_some_and(|theirs| theirs.iter().all(|place| mine.contains(place)))
        });
        places
            && (self.counter.is_none() || self.counter == part.counter)
            && (self.agency.is_none() || self.agency == part.agency)
            && self.span.from <= part.span.from
            && self.span.to >= part.span.to
    }

    fn wanted(&self) -> Wanted {
        Wanted {
            agencies: self.agency.map(|id| vec![id.to_owned()]),
            counter: self.counter.map(str::to_owned),
            places: self
                .places
                .map(|ids| ids.iter().map(|id| (*id).to_owned()).collect()),
            form: None,
        }
    }

    /// All that may be asked about some days.
    fn all(days: &[NaiveDate]) -> Vec<Self> {
        let mut all = Vec::new();
        for counter in [None, Some("a1"), Some("b2")] {
            for agency in [None, Some("a")] {
                for places in [None, Some(["p", "q"].as_slice()), Some(["p"].as_slice())] {
                    for (from, to) in [(0, 2), (0, 1), (1, 2)] {
                        let (from, to) = (days[from], days[to]);
                        all.push(Self {
                            counter,
                            agency,
                            places,
                            span: Span { from, to },
                        });
                    }
                }
            }
        }
        all
    }

    /// How many ratings of each side are told in all; no row of any table tells of fewer than five.
    async fn told(&self, db: &Database) -> [u64; 3] {
        let steps = self.span.steps();
        let mut sums = [0; 3];
        for by in [FiguresBy::Counter, FiguresBy::Agency, FiguresBy::Place] {
            let snapshot = db.snapshot().await.unwrap();
            let wanted = self.wanted();
            let counted = query::count(&snapshot, &wanted, by, &steps, self.span).await;
            let told = counted.unwrap().told(&steps, RATING_LEAST);
            for row in told.rows.iter().chain([&told.total]) {
                let steps = row.trend.iter().map(|point| &point.figures);
                let sides = [&row.included, &row.open, &row.flagged];
                for figures in sides.into_iter().chain(steps) {
                    let n = figures.count.unwrap();
                    assert!(n == 0 || n >= RATING_LEAST, "{self:?} {by:?} {row:?}");
                    assert_eq!(figures.distribution.unwrap(), [0, 0, 0, 0, n]);
                }
            }
            let total = &told.total;
            sums = [&total.included, &total.open, &total.flagged].map(|side| side.count.unwrap());
            let rows = told.rows.iter().map(|row| row.included.count.unwrap());
            assert_eq!(rows.sum::<u64>(), sums[0], "{self:?} {by:?}");
        }
        sums
    }
}

async fn lots_hold(all: &[Given]) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("lots.db").display());
    let db = storage::open(&url).await.unwrap();
    storage::migrate(&db).await.unwrap();
    let mut now: DateTime<Utc> = "2026-01-05T02:00:00Z".parse().unwrap();
    let hours: i64 = all.iter().map(|given| given.3).sum();
    let day = |part: i64| (now + Duration::hours(hours * part / 4)).date_naive();
    // After the last one, what waits enters with other counters, and then with other agencies.
    let ends = [PATIENCE, LONG_PATIENCE].map(|wait| now + Duration::hours(hours) + wait);
    let asked = Asked::all(&[day(0), day(2), to_hanoi(ends[1]).date()]);
    let mut before = Vec::new();
    for (number, given) in all.iter().enumerate() {
        let row = row(*given, now);
        Entity::insert(row)
            .exec_without_returning(&*db)
            .await
            .unwrap();
        now += Duration::hours(given.3);
        let _ = close(&db, now).await.unwrap();
        if number + 1 == all.len() || number + 1 == all.len() / 2 {
            before = compared(&db, &asked, &before).await;
        }
    }
    for end in ends {
        let _ = close(&db, end).await.unwrap();
        before = compared(&db, &asked, &before).await;
    }
}

/// What is told now. Whoever lays two answers side by side, of the same moment or of an earlier one, reckons whole
/// lots.
async fn compared(
    db: &Database,
    asked: &[Asked],
    before: &[(Asked, [u64; 3])],
) -> Vec<(Asked, [u64; 3])> {
    let mut after = Vec::new();
    for asked in asked {
        after.push((asked.clone(), asked.told(db).await));
    }
    for (whole, sums) in &after {
        let parts = before.iter().chain(&after);
        for (part, of) in parts.filter(|(part, _)| whole.holds(part)) {
            for (all, of) in sums.iter().zip(of) {
                let rest = all.checked_sub(*of).unwrap();
                assert!(
                    rest == 0 || rest >= RATING_LEAST,
                    "{whole:?} minus {part:?}"
                );
            }
        }
    }
    after
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn no_figure_and_no_difference_stands_for_fewer_than_five(
        given in proptest::collection::vec((0usize..5, 0usize..3, prop_oneof![4 => Just(0usize), 1 => Just(1), 1 => Just(2)], 0i64..30), 60..140)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(lots_hold(&given));
    }
}
