//! What dossiers add up to: against a slow count of one's own, who sees what, files, open data and quality.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta};
use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, SignedIn};
use mobile_contract::dossier::event::{
    DossierChannel as Channel, DossierEvent, DossierEventKind as Kind,
};
use mobile_contract::dossier::figures::{
    DossierCounts, DossierFigureFilter, DossierFiguresBy as By, ImbalanceReason,
};
use mobile_contract::dossier::quality::DossierQualityFilter;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::books::{Alike, at, event, fill, take};
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, send, spawn_app};
use reqwest::header::IF_NONE_MATCH;
use rstest::rstest;

const YEN_MY: &str = "ubnd-xa-yen-my";
const JUSTICE: &str = "so-tu-phap";

async fn administrator(app: &App) -> SignedIn {
    let (_, staff) = app.signed_in("qt@a.vn", Role::Administrator, None).await;
    staff
}

fn named(period: &str) -> DossierFigureFilter {
    DossierFigureFilter {
        period: Some(period.to_owned()),
        ..DossierFigureFilter::default()
    }
}

fn refused(result: Result<impl std::fmt::Debug, ClientError>) -> Option<ErrorCode> {
    result.unwrap_err().problem().map(|problem| problem.code)
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn to(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn hours(&mut self, below: u64) -> TimeDelta {
        TimeDelta::hours(i64::try_from(self.to(below)).unwrap())
    }
}

/// A dossier whose course is known before any event is made of it.
struct Course {
    events: Vec<DossierEvent>,
    received: DateTime<FixedOffset>,
    first_due: DateTime<FixedOffset>,
    due: DateTime<FixedOffset>,
    /// A new date came after the first one had passed.
    missed: bool,
    standing: Option<DateTime<FixedOffset>>,
    ended: Option<(Kind, DateTime<FixedOffset>)>,
    returned: Option<DateTime<FixedOffset>>,
    returnable: Option<bool>,
}

/// Ten in the morning of the first working day from a day on. No holiday lies in the summer of 2022.
fn morning(from: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    let mut day = from.date_naive();
    while day.weekday().num_days_from_monday() > 4 {
        day = day.succ_opt().unwrap();
    }
    at(&format!("{day} 10:00"))
}

fn course(n: u64, dice: &mut Dice) -> Course {
    let code = format!("H31.12-220105-{n:05}");
    let made = |kind, when: DateTime<FixedOffset>| DossierEvent {
        at: when,
        ..event(&code, kind, "2022-01-01 08:00")
    };
    let received = at("2022-06-01 07:30") + dice.hours(24 * 40);
    let first_due = morning(received + TimeDelta::days(1) + dice.hours(24 * 15));
    let mut due = first_due;
    // Of every seventh there is nothing to hand back.
    let returnable = n.is_multiple_of(7).then_some(false);
    let mut events = vec![DossierEvent {
        due_at: Some(due),
        agency: Some([YEN_MY, JUSTICE][usize::try_from(dice.to(2)).unwrap()].to_owned()),
        channel: [Some(Channel::Online), Some(Channel::Post), None]
            [usize::try_from(dice.to(3)).unwrap()],
        returnable,
        ..made(Kind::Received, received)
    }];
    let mut last = received + TimeDelta::minutes(1) + dice.hours(24 * 8);
    let (mut standing, mut returned, mut missed) = (None, None, false);
    match dice.to(4) {
        0 => {
            events.push(made(Kind::SupplementRequested, last));
            standing = Some(last);
        }
        1 => {
            missed = last > first_due;
            due = morning(last.max(first_due) + TimeDelta::days(2) + dice.hours(24 * 10));
            events.push(DossierEvent {
                due_at: Some(due),
                ..made(Kind::Extended, last)
            });
        }
        _ => {}
    }
    last += TimeDelta::minutes(1) + dice.hours(24 * 15);
    // What ends while it waits has stood until then; how long is the clock's own matter.
    let ended = match dice.to(6) {
        _ if standing.is_some() => None,
        0 => None,
        1 => Some((Kind::Refused, last)),
        2 => Some((Kind::Withdrawn, last)),
        _ => Some((Kind::Resolved, last)),
    };
    if let Some((kind, when)) = ended {
        events.push(made(kind, when));
        if kind == Kind::Resolved && dice.to(2) == 0 {
            let when = when + TimeDelta::minutes(1) + dice.hours(24 * 20);
            events.push(made(Kind::Returned, when));
            returned = Some(when);
        }
    }
    for (n, event) in (1..).zip(&mut events) {
        event.id = format!("{code}-{n}");
    }
    Course {
        events,
        received,
        first_due,
        due,
        missed,
        standing,
        ended,
        returned,
        returnable,
    }
}

/// Numbers by name, counted one dossier after the other.
type Slow = BTreeMap<&'static str, u64>;

fn slowly(courses: &[Course], from: NaiveDate, to: NaiveDate) -> Slow {
    let mut slow = Slow::new();
    let end = to.succ_opt().unwrap().and_hms_opt(0, 0, 0).unwrap();
    let before_end = |when: DateTime<FixedOffset>| when.naive_local() < end;
    for course in courses {
        let day = course.received.date_naive();
        let ended = course.ended.filter(|(_, when)| when.date_naive() <= to);
        if day > to || ended.is_some_and(|(_, when)| when.date_naive() < from) {
            continue;
        }
        let passed = |due: DateTime<FixedOffset>| due.naive_local() < end;
        let late = passed(course.due) || course.missed && passed(course.first_due);
        let mut one = |name| *slow.entry(name).or_default() += 1;
        one("received");
        one(if day < from { "carried" } else { "new" });
        match ended {
            Some((Kind::Refused, _)) => one("refused"),
            Some((Kind::Withdrawn, _)) => one("withdrawn"),
            Some((_, when)) => {
                one(if when > course.due || course.missed {
                    "late"
                } else if when.date_naive() < course.due.date_naive() {
                    "early"
                } else {
                    "on_time"
                });
                if course.returnable == Some(false) {
                    one("nothing_back");
                } else if !course.returned.is_some_and(before_end) {
                    one("kept");
                }
            }
            None if course.standing.is_some_and(before_end) => one("waiting"),
            None => one(if late { "overdue" } else { "within" }),
        }
    }
    slow
}

fn quickly(counts: &DossierCounts) -> Slow {
    let (received, resolved) = (&counts.received, &counts.resolved);
    let all = [
        ("received", received.total),
        ("carried", received.carried_over),
        ("new", received.new),
        ("refused", counts.not_eligible),
        ("withdrawn", counts.cancelled),
        ("late", resolved.late),
        ("early", resolved.early),
        ("on_time", resolved.on_time),
        ("kept", resolved.not_handed_back),
        ("nothing_back", resolved.nothing_to_hand_back),
        ("waiting", counts.waiting.total),
        ("overdue", counts.in_progress.overdue),
        ("within", counts.in_progress.within_limit),
    ];
    all.into_iter().filter(|(_, n)| *n > 0).collect()
}

#[rstest]
#[tokio::test]
async fn figures_of_any_period_agree_with_a_slow_count_and_balance(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let mut dice = Dice(20_260_704);
    let courses: Vec<Course> = (1..=600).map(|n| course(n, &mut dice)).collect();
    let events = courses.iter().flat_map(|course| course.events.clone());
    take(&app, events.collect()).await;
    let staff = administrator(&app).await;
    for (from, to) in [
        ("2022-06-01", "2022-06-30"),
        ("2022-06-20", "2022-07-05"),
        ("2022-06-24", "2022-06-24"),
        ("2022-01-01", "2022-12-31"),
        ("2022-07-01", "2022-07-31"),
        ("2022-08-01", "2022-08-31"),
    ] {
        let (from, to): (NaiveDate, NaiveDate) = (from.parse().unwrap(), to.parse().unwrap());
        let filter = |by| DossierFigureFilter {
            by: Some(by),
            from: Some(from),
            to: Some(to),
            ..DossierFigureFilter::default()
        };
        for by in By::ALL {
            let figures = staff.dossier_figures(&filter(by)).await.unwrap();
            let total = &figures.total.counts;
            assert_eq!(quickly(total), slowly(&courses, from, to), "{from}–{to}");
            assert_eq!(
                (total.balance.difference, total.balance.reasons.len()),
                (0, 0)
            );
            let rows: u64 = figures.rows.iter().map(|row| row.counts.received.new).sum();
            assert_eq!(rows, total.received.new, "{by:?}");
            if by != By::Month {
                let rows: u64 = figures
                    .rows
                    .iter()
                    .map(|row| row.counts.received.total)
                    .sum();
                assert_eq!(rows, total.received.total, "{by:?}");
            }
        }
    }
    // Each month is a period of its own, and carries over what the one before left.
    let months = staff
        .dossier_figures(&DossierFigureFilter {
            by: Some(By::Month),
            ..named("2022-H2")
        })
        .await
        .unwrap();
    assert_eq!(months.rows.len(), 6);
    for pair in months.rows.windows(2) {
        let open = pair[0].counts.in_progress.total + pair[0].counts.waiting.total;
        assert_eq!(pair[1].counts.received.carried_over, open);
    }
    assert_eq!(months.rows[1].name, "Tháng 08/2022");
    assert!(months.rows[0].counts.received.carried_over > 0);
    // This year goes on: its months up to this one; and what has not begun is no period.
    let year = DossierFigureFilter {
        by: Some(By::Month),
        ..named("2026")
    };
    let year = staff.dossier_figures(&year).await.unwrap();
    assert_eq!(year.rows.last().unwrap().id.as_deref(), Some("2026-11"));
    for wrong in ["2026-12", "2027", "2027-Q1"] {
        assert_eq!(
            refused(staff.dossier_figures(&named(wrong)).await),
            Some(ErrorCode::Invalid)
        );
    }
}

#[rstest]
#[tokio::test]
async fn books_that_do_not_balance_say_why(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let events = vec![
        event("H31.12-220105-0001", Kind::Received, "2022-01-05 08:00"),
        event("H31.12-220105-0001", Kind::Resolved, "2022-01-06 08:00"),
        // Nobody told of the receipt of these two.
        event("H31.12-220105-0002", Kind::Resolved, "2022-01-07 08:00"),
        event("H31.12-220105-0003", Kind::Forwarded, "2022-01-07 08:00"),
    ];
    take(&app, events).await;
    let staff = administrator(&app).await;
    let figures = staff.dossier_figures(&named("2022-01")).await.unwrap();
    let all = &figures.total.counts;
    assert_eq!((all.balance.received, all.balance.accounted), (1, 2));
    assert_eq!(all.balance.difference, -1);
    assert_eq!(all.balance.reasons[0].reason, ImbalanceReason::NotReceived);
    assert_eq!(figures.never_received, 1);
    let csv = staff.dossier_figures_csv(&named("2022-01")).await.unwrap();
    let last = csv.trim_end().lines().last().unwrap();
    assert!(last.contains(",1,kết thúc trong kỳ nhưng"), "{last}");
    // No term, no share: neither 0 nor 100.
    assert_eq!(
        (all.resolved.no_term, all.resolved.on_time_percent),
        (2, None)
    );
    let mut page = Visitor::signed_in(&app, "qt@a.vn").await;
    let html = page.read("/can-bo/so-lieu-ho-so?period=2022-01").await;
    assert!(html.contains("Sổ chưa cân, lệch 1 hồ sơ"), "{html}");
    assert!(
        html.contains("kết thúc trong kỳ nhưng chưa có sự kiện tiếp nhận: 1"),
        "{html}"
    );
}

#[rstest]
#[tokio::test]
async fn an_agency_sees_its_own_and_what_is_below_it(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for (n, agency) in [(1, YEN_MY), (2, JUSTICE), (3, "khong-co-that")] {
        let code = format!("H31.12-220105-{n:04}");
        let received = DossierEvent {
            agency: Some(agency.to_owned()),
            ..event(&code, Kind::Received, "2022-01-05 08:00")
        };
        take(&app, vec![received]).await;
    }
    let boss = administrator(&app).await;
    let year = named("2022");
    let all = boss.dossier_figures(&year).await.unwrap();
    assert_eq!(all.total.counts.received.total, 3);
    assert_eq!(all.rows.last().unwrap().id, None);
    let (_, lan) = app.signed_in("lan@a.vn", Role::Officer, Some(YEN_MY)).await;
    let own = lan.dossier_figures(&year).await.unwrap();
    assert_eq!(own.total.counts.received.total, 1);
    assert_eq!(own.rows[0].id.as_deref(), Some(YEN_MY));
    let other = DossierFigureFilter {
        agency: Some(JUSTICE.to_owned()),
        ..year.clone()
    };
    assert_eq!(
        refused(lan.dossier_figures(&other).await),
        Some(ErrorCode::NotFound)
    );
    assert_eq!(
        refused(lan.dossier_figures_csv(&other).await),
        Some(ErrorCode::NotFound)
    );
    assert_eq!(
        refused(lan.dossier_figures_xlsx(&other).await),
        Some(ErrorCode::NotFound)
    );
    let quality = DossierQualityFilter {
        agency: Some(JUSTICE.to_owned()),
        ..DossierQualityFilter::default()
    };
    assert_eq!(
        refused(lan.dossier_quality(&quality).await),
        Some(ErrorCode::NotFound)
    );
    for wrong in ["2022-13", "1999", "x", "2022-Q5"] {
        assert_eq!(
            refused(boss.dossier_figures(&named(wrong)).await),
            Some(ErrorCode::Invalid)
        );
    }
    let odd = DossierFigureFilter {
        place: Some("\u{0}".to_owned()),
        ..year.clone()
    };
    assert_eq!(
        refused(boss.dossier_figures(&odd).await),
        Some(ErrorCode::NotFound)
    );
}

#[rstest]
#[tokio::test]
async fn tables_open_elsewhere_and_hold_no_formula(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let received = |code: &str, place: &str| DossierEvent {
        place: Some(place.to_owned()),
        due_at: Some(at("2022-01-20 17:00")),
        ..event(code, Kind::Received, "2022-01-05 08:00")
    };
    let events = vec![
        received("H31.12-220105-0001", "=HYPERLINK(\"http://x\",\"y\")"),
        received("H31.12-220105-0002", "=HYPERLINK(\"http://x\",\"y\")"),
        received("H31.12-220105-0003", "xa-yen-my"),
        event("H31.12-220105-0003", Kind::Resolved, "2022-01-25 08:00"),
    ];
    take(&app, events).await;
    let staff = administrator(&app).await;
    let filter = DossierFigureFilter {
        by: Some(By::Place),
        ..named("2022-01")
    };
    let csv = staff.dossier_figures_csv(&filter).await.unwrap();
    assert!(
        csv.starts_with('\u{feff}') && csv.contains("Trễ hạn"),
        "{csv}"
    );
    assert!(csv.contains("\"'=HYPERLINK"), "{csv}");
    assert!(!csv.contains("\n=") && !csv.contains(",="), "{csv}");

    let book = staff.dossier_figures_xlsx(&filter).await.unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    assert_eq!(book.sheet_names(), ["Số liệu", "Cách tính"]);
    let table = book.worksheet_range("Số liệu").unwrap();
    let rows: Vec<&[Data]> = table.rows().collect();
    let column = |name: &str| {
        let heading = |cell: &Data| *cell == *name;
        rows[0]
            .iter()
            .position(heading)
            .unwrap_or_else(|| panic!("no {name}"))
    };
    assert_eq!(rows.len(), 4, "{rows:?}");
    assert!(
        rows.iter()
            .flat_map(|row| row.iter())
            .all(|cell| !cell.to_string().starts_with('='))
    );
    let total = rows[3];
    assert_eq!(total[column("Tên")], Data::String("Tất cả".to_owned()));
    assert_eq!(total[column("Tiếp nhận")], Data::Float(3.0));
    assert_eq!(total[column("Trễ hạn")], Data::Float(1.0));
    assert_eq!(total[column("Đang giải quyết, quá hạn")], Data::Float(2.0));
    let formulas = book.worksheet_formula("Số liệu").unwrap();
    assert!(
        formulas.rows().flatten().all(String::is_empty),
        "{formulas:?}"
    );
}

#[rstest]
#[tokio::test]
async fn open_data_tells_nothing_of_few(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let row = |agency, field, dossiers, ended: bool| Alike {
        dossiers,
        agency,
        field: Some(field),
        channel: Channel::Online,
        received: "2026-10-05",
        due: "2026-10-12",
        ended: ended.then_some(("resolved", Some("on_time"), "2026-10-12")),
    };
    let september = |dossiers, ended| Alike {
        received: "2026-09-07",
        due: "2026-09-14",
        ended: Some(ended),
        ..row(JUSTICE, "ho-tich", dossiers, true)
    };
    let blocks = [
        september(1, ("refused", None, "2026-09-14")),
        september(1, ("withdrawn", None, "2026-09-14")),
        september(1, ("resolved", Some("late"), "2026-09-15")),
        september(7, ("resolved", Some("on_time"), "2026-09-14")),
        row(JUSTICE, "ho-tich", 40, true),
        row(JUSTICE, "chung-thuc", 3, true),
        row(YEN_MY, "ho-tich", 8, true),
        row(YEN_MY, "dat-dai", 12, false),
    ];
    fill(&app, &blocks).await;
    let open = app.client().open_dossiers().await.unwrap();
    assert_eq!(
        (open.from.to_string(), open.to.to_string()),
        ("2025-11-01".to_owned(), "2026-10-31".to_owned())
    );
    let october: Vec<_> = open
        .rows
        .iter()
        .filter(|row| row.month == "2026-10")
        .collect();
    let of = |agency: &str, field: &str| {
        let found = october.iter().find(|row| {
            row.agency.as_deref() == Some(agency) && row.field.as_deref() == Some(field)
        });
        *found.unwrap()
    };
    assert_eq!(of(JUSTICE, "ho-tich").figures.unwrap().on_time, Some(40));
    assert!(of(JUSTICE, "chung-thuc").figures.is_none());
    // Else: the total less the others is the three.
    assert!(of(YEN_MY, "ho-tich").figures.is_none());
    assert_eq!(of(YEN_MY, "dat-dai").figures.unwrap().received, Some(12));
    let total = october.iter().find(|row| row.total).unwrap();
    assert_eq!(total.figures.unwrap().received, Some(63));
    // Ten together; who was refused, withdrew or waited too long is one person each.
    let september = open.rows.iter().filter(|row| row.month == "2026-09");
    for row in september {
        let told = row.figures.unwrap();
        assert_eq!((told.received, told.resolved), (Some(10), Some(8)));
        assert_eq!((told.not_eligible, told.cancelled), (None, None));
        assert_eq!(
            (told.late, told.on_time, told.on_time_percent),
            (None, None, None)
        );
    }

    let first = send(app.get("/v1/open-data/dossiers")).await.expect(200);
    let again = app
        .get("/v1/open-data/dossiers")
        .header(IF_NONE_MATCH, first.header("etag"));
    let _ = send(again).await.expect(304);
    let table = send(app.get("/v1/open-data/dossiers.csv"))
        .await
        .expect(200);
    assert!(
        table.text().contains("2026-10,so-tu-phap,"),
        "{}",
        table.text()
    );
    let again = app
        .get("/v1/open-data/dossiers.csv")
        .header(IF_NONE_MATCH, table.header("etag"));
    let _ = send(again).await.expect(304);
    assert_eq!(
        app.client().open_dossiers_csv().await.unwrap(),
        table.text()
    );
}

#[rstest]
#[tokio::test]
async fn quality_is_computed_as_far_as_events_tell(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let received = |n: u32, agency: &str| DossierEvent {
        agency: Some(agency.to_owned()),
        channel: Some(if n == 1 {
            Channel::Online
        } else {
            Channel::InPerson
        }),
        due_at: Some(at("2022-01-20 16:00")),
        ..event(
            &format!("H31.12-220105-{n:04}"),
            Kind::Received,
            "2022-01-05 08:00",
        )
    };
    let then = |n: u32, kind, when| event(&format!("H31.12-220105-{n:04}"), kind, when);
    let events = vec![
        // Early, one agency.
        received(1, JUSTICE),
        then(1, Kind::Resolved, "2022-01-10 08:00"),
        // Early; another agency had it in between, and asked for papers.
        received(2, JUSTICE),
        DossierEvent {
            agency: Some(YEN_MY.to_owned()),
            ..then(2, Kind::Forwarded, "2022-01-06 08:00")
        },
        then(2, Kind::SupplementRequested, "2022-01-07 08:00"),
        then(2, Kind::SupplementReceived, "2022-01-08 08:00"),
        then(2, Kind::Resolved, "2022-01-11 10:00"),
        // Late.
        received(3, JUSTICE),
        then(3, Kind::Resolved, "2022-01-21 16:00"),
        // Withdrawn: scored nowhere.
        received(4, JUSTICE),
        then(4, Kind::Withdrawn, "2022-01-06 08:00"),
        // Refused: no result to hold against the term.
        received(5, JUSTICE),
        then(5, Kind::Refused, "2022-01-06 08:00"),
        // On time.
        received(6, JUSTICE),
        then(6, Kind::Resolved, "2022-01-20 10:00"),
    ];
    take(&app, events).await;
    let staff = administrator(&app).await;
    let filter = DossierQualityFilter {
        period: Some("2022-01".to_owned()),
        ..DossierQualityFilter::default()
    };
    let quality = staff.dossier_quality(&filter).await.unwrap();
    assert_eq!(quality.dossiers, 5);
    assert_eq!(
        (
            quality.exclusions[0].reason.as_str(),
            quality.exclusions[0].dossiers
        ),
        ("withdrawn", 1)
    );
    let index = |n: usize| &quality.indices[n - 1];
    assert_eq!(index(1).dossiers, Some([1, 1, 2]));
    assert_eq!(index(1).mean, Some(1.25));
    assert_eq!(index(1).exclusions[0].reason, "refused");
    assert_eq!(index(2).dossiers, Some([1, 1, 1]));
    let reasons: Vec<&str> = index(2)
        .exclusions
        .iter()
        .map(|e| e.reason.as_str())
        .collect();
    assert_eq!(reasons, ["refused", "several_agencies"]);
    assert_eq!(index(3).dossiers, Some([0, 1, 4]));
    assert_eq!(index(4).dossiers, Some([0, 1, 4]));
    for n in 5..=9 {
        assert_eq!((index(n).dossiers, index(n).mean), (None, None));
        assert!(
            index(n).how.starts_with("Chưa tính được ở đây"),
            "{:?}",
            index(n)
        );
    }
    assert_eq!(quality.class.class, None);
    assert_eq!(
        (quality.class.known_most, &quality.class.missing[..]),
        (8, &[5, 6, 7, 8, 9][..])
    );
    let progress = &quality.groups[1].parts[0];
    // Three of four: 15 of 20 points.
    assert_eq!(
        (progress.share.unwrap().part, progress.points),
        (3, Some(15.0))
    );
    let online = &quality.groups[3].parts[0];
    assert_eq!(
        (online.share.unwrap().part, online.share.unwrap().of),
        (1, 6)
    );
    assert_eq!((online.most, online.points), (None, None));
    assert_eq!(
        quality.groups.iter().map(|group| group.most).sum::<u64>(),
        100
    );
}
