//! What ratings add up to: the API, the table, and the page of staff.

use chrono::TimeDelta;
use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, SignedIn, TicketKey};
use mobile_contract::limits::RATING_FIGURE_ROWS;
use mobile_contract::rating::{NewServiceRating, RatingBasis, RatingFlag, ServiceRated};
use mobile_contract::rating_figures::{
    FigureRow, FiguresBy, RatingFigures, RatingFilter, RatingListFilter, RatingRow,
};
use mobile_contract::ticket::{NewAnswer, NewFinding, Revision};
use mobile_contract::{ErrorCode, Locale};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::rated::{COUNTER, OTHER, QR, content, cross, reach, scores, settled, visited};
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, spawn_app};
use rstest::rstest;
use sea_orm::{ConnectionTrait, DbBackend};

/// Two counters of one agency, with their codes.
pub(super) const PASSPORTS: (&str, &str) = ("cong-an-tinh-xuat-nhap-canh", "H3TVEEW");
pub(super) const LICENCES: (&str, &str) = ("cong-an-tinh-xe-va-bang-lai", "V5H4N8T");

/// More of one network in ten minutes would be a burst.
const APART: TimeDelta = TimeDelta::minutes(2);

pub(super) fn pass(app: &App, time: TimeDelta) {
    app.clock().set(app.clock().now() + time);
}

pub(super) async fn visit(app: &App, qr: &str, rating: &NewServiceRating) -> ServiceRated {
    let rated = visited(&app.client(), qr, rating).await;
    pass(app, APART);
    rated
}

/// Ratings without a visit.
async fn open(app: &App, counter: Option<&str>, times: usize) {
    for _ in 0..times {
        let rating = NewServiceRating {
            counter: counter.map(str::to_owned),
            ..content()
        };
        let rated = app.client().rate_service(&rating, None).await.unwrap();
        assert_eq!(rated.basis, RatingBasis::Open);
        pass(app, APART);
    }
}

pub(super) async fn administrator(app: &App) -> SignedIn {
    let login = format!("qt{}@a.vn", app.clock().now().timestamp());
    let (_, staff) = app.signed_in(&login, Role::Administrator, None).await;
    staff
}

pub(super) fn by(by: FiguresBy) -> RatingFilter {
    RatingFilter {
        by: Some(by),
        ..RatingFilter::default()
    }
}

pub(super) async fn figures(staff: &SignedIn, filter: &RatingFilter) -> RatingFigures {
    staff.rating_figures(filter).await.unwrap()
}

pub(super) fn row<'f>(figures: &'f RatingFigures, id: &str) -> &'f FigureRow {
    let row = figures
        .rows
        .iter()
        .find(|row| row.id.as_deref() == Some(id));
    row.unwrap_or_else(|| panic!("no {id} in {figures:?}"))
}

/// How many ratings there are of each row and in all, of those that count.
pub(super) fn counts(figures: &RatingFigures) -> (Vec<Option<u64>>, Option<u64>) {
    let rows = figures.rows.iter().map(|row| row.included.count);
    (rows.collect(), figures.total.included.count)
}

pub(super) fn of_counter(counter: &str, way: FiguresBy) -> RatingFilter {
    RatingFilter {
        counter: Some(counter.to_owned()),
        ..by(way)
    }
}

fn from_to(from: &str, to: &str, way: FiguresBy) -> RatingFilter {
    RatingFilter {
        from: Some(from.parse().unwrap()),
        to: Some(to.parse().unwrap()),
        ..by(way)
    }
}

/// All single ratings of a list.
pub(super) async fn singles(staff: &SignedIn) -> Vec<RatingRow> {
    let list = RatingListFilter {
        limit: Some(100),
        ..RatingListFilter::default()
    };
    staff.ratings(&list).await.unwrap().items
}

fn refused(result: Result<impl std::fmt::Debug, ClientError>) -> Option<ErrorCode> {
    result.unwrap_err().problem().map(|problem| problem.code)
}

#[rstest]
#[tokio::test]
async fn ratings_add_up_by_counter_question_and_week(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for _ in 0..6 {
        visit(&app, QR, &content()).await;
    }
    for _ in 0..7 {
        visit(&app, OTHER.1, &scores(&[("thai-do", 3)])).await;
    }
    open(&app, Some(COUNTER), 5).await;
    let _ = settled(&app).await;
    let staff = administrator(&app).await;

    let counters = figures(&staff, &by(FiguresBy::Counter)).await;
    let here = row(&counters, COUNTER);
    assert_eq!(here.included.count, Some(6));
    assert_eq!(here.included.distribution, Some([0, 0, 0, 6, 6]));
    assert_eq!(here.included.mean, Some(4.5));
    assert_eq!((here.open.count, here.flagged.count), (Some(5), Some(0)));
    assert!(here.name.contains("Mỹ Hào"), "{here:?}");
    assert_eq!(here.trend.len(), 13);
    assert_eq!(here.trend[12].figures.count, Some(6));
    assert_eq!(row(&counters, OTHER.0).included.mean, Some(3.0));
    assert_eq!(counters.total.included.count, Some(13));
    assert_eq!(counters.total.open.count, Some(5));

    let questions = figures(&staff, &by(FiguresBy::Question)).await;
    assert_eq!(questions.rows[0].id.as_deref(), Some("thai-do"));
    assert_eq!(questions.rows[0].name, "Thái độ, cách hướng dẫn");
    assert_eq!(
        questions.rows[0].included.distribution,
        Some([0, 0, 7, 0, 6])
    );
    assert_eq!(row(&questions, "thoi-gian").included.mean, Some(4.0));
    assert_eq!(
        questions.total.included.count,
        Some(13),
        "ratings, not answers"
    );
    assert!(
        questions
            .rows
            .iter()
            .all(|row| row.answered_in_time.is_none())
    );

    let weeks = figures(&staff, &by(FiguresBy::Period)).await;
    assert_eq!(weeks.rows.len(), 13);
    assert_eq!(weeks.rows[12].included.count, Some(13));
    assert_eq!(weeks.rows[12].name, "23/11–23/11/2026");
    assert_eq!(weeks.rows[12].id.as_deref(), Some("2026-11-23"));

    for way in [FiguresBy::Agency, FiguresBy::Place] {
        let all = figures(&staff, &by(way)).await;
        // Both counters belonged to bodies of before the reform, which one agency may follow.
        assert!((1..=2).contains(&all.rows.len()), "{all:?}");
        assert_eq!(all.total.included.count, Some(13));
        assert_ne!(Some(&all.rows[0].name), all.rows[0].id.as_ref());
    }
    let year = RatingFilter {
        from: Some("2026-01-01".parse().unwrap()),
        ..by(FiguresBy::Counter)
    };
    assert_eq!(figures(&staff, &year).await.total.trend.len(), 11);
}

#[rstest]
#[tokio::test]
async fn a_counter_with_few_ratings_is_told_nowhere(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for _ in 0..20 {
        visit(&app, PASSPORTS.1, &content()).await;
    }
    for _ in 0..3 {
        visit(&app, LICENCES.1, &content()).await;
    }
    let _ = settled(&app).await;
    let staff = administrator(&app).await;
    for way in [
        FiguresBy::Counter,
        FiguresBy::Agency,
        FiguresBy::Place,
        FiguresBy::Question,
    ] {
        let all = figures(&staff, &by(way)).await;
        let rows = if way == FiguresBy::Question { 2 } else { 1 };
        assert_eq!(counts(&all), (vec![Some(20); rows], Some(20)), "{way:?}");
        assert_eq!(all.waiting_counters, 0, "not on the day itself");
    }
    let agency = RatingFilter {
        agency: Some("cong-an-tinh".to_owned()),
        ..by(FiguresBy::Counter)
    };
    assert_eq!(counts(&figures(&staff, &agency).await).1, Some(20));
    // Nor does asking for it alone, by any days.
    for way in FiguresBy::ALL {
        let one = figures(&staff, &of_counter(LICENCES.0, way)).await;
        for row in one.rows.iter().chain([&one.total]) {
            assert_eq!(row.included.count, Some(0), "{way:?} {row:?}");
            assert_eq!(row.included.mean, None);
        }
        let day = from_to("2026-11-23", "2026-11-23", way);
        assert_eq!(counts(&figures(&staff, &day).await).1, Some(20), "{way:?}");
    }
    // Else the agency's list without the other counter's figures would be its own.
    assert_eq!(singles(&staff).await.len(), 20);
    let table = staff
        .rating_figures_csv(&by(FiguresBy::Counter))
        .await
        .unwrap();
    assert!(table.starts_with("\u{feff}Mã,Tên,Từ ngày"), "{table}");
    assert!(!table.contains(LICENCES.0), "{table}");
    let lines: Vec<&str> = table.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 3, "{table}");
    assert!(lines[1].contains(",20,\"4,50\",0,0,0,20,20,"), "{table}");
    assert!(lines[2].starts_with(",Tất cả,"), "{table}");
}

#[rstest]
#[tokio::test]
async fn the_fifth_rating_brings_all_five(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for _ in 0..3 {
        visit(&app, QR, &content()).await;
    }
    assert_eq!(settled(&app).await, 0);
    pass(&app, TimeDelta::days(3));
    visit(&app, QR, &content()).await;
    assert_eq!(settled(&app).await, 0);
    visit(&app, QR, &content()).await;
    // For ten minutes it may turn out to be part of a burst.
    assert_eq!(app.ratings().close_lots().await.unwrap(), 0);
    assert_eq!(settled(&app).await, 5);
    assert_eq!(settled(&app).await, 0);
    let staff = administrator(&app).await;
    let all = figures(&staff, &by(FiguresBy::Counter)).await;
    assert_eq!(row(&all, COUNTER).included.count, Some(5));
    assert_eq!(all.waiting_counters, 0);
    // They count on the day on which the group was full.
    let before = from_to("2026-11-20", "2026-11-25", FiguresBy::Counter);
    assert!(figures(&staff, &before).await.rows.is_empty());
    let that = from_to("2026-11-26", "2026-11-26", FiguresBy::Counter);
    assert_eq!(counts(&figures(&staff, &that).await).1, Some(5));
    // Single ones tell the week in which they were given, and nothing finer.
    let mondays = singles(&staff).await.into_iter().map(|row| row.week);
    let monday = "2026-11-23".parse().unwrap();
    assert_eq!(mondays.collect::<Vec<_>>(), vec![monday; 5]);
}

#[rstest]
#[tokio::test]
async fn spans_that_differ_by_a_day_differ_by_whole_lots(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for (here, there) in [(10, 10), (3, 8), (1, 0), (2, 0)] {
        for _ in 0..here {
            visit(&app, QR, &content()).await;
        }
        for _ in 0..there {
            visit(&app, OTHER.1, &content()).await;
        }
        let _ = settled(&app).await;
        pass(&app, TimeDelta::days(1));
    }
    let staff = administrator(&app).await;
    // Three of the second day and one of the third wait for the fourth.
    for (counter, expected) in [
        (None, [20, 28, 28, 34]),
        (Some(COUNTER), [10, 10, 10, 16]),
        (Some(OTHER.0), [10, 18, 18, 18]),
    ] {
        for way in FiguresBy::ALL {
            for (day, expected) in (23..27).zip(expected) {
                let filter = RatingFilter {
                    counter: counter.map(str::to_owned),
                    ..from_to("2026-11-01", &format!("2026-11-{day}"), way)
                };
                let told = figures(&staff, &filter).await;
                assert_eq!(told.to.to_string(), format!("2026-11-{day}"));
                assert_eq!(counts(&told).1, Some(expected), "{counter:?} {day} {way:?}");
            }
        }
    }
}

#[rstest]
#[tokio::test]
async fn what_waits_four_weeks_is_told_with_other_counters(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for (qr, times) in [(PASSPORTS.1, 3), (LICENCES.1, 2), ("QT8489H", 4)] {
        for _ in 0..times {
            visit(&app, qr, &content()).await;
        }
    }
    pass(&app, TimeDelta::days(27));
    assert_eq!(settled(&app).await, 0);
    pass(&app, TimeDelta::days(1));
    assert_eq!(settled(&app).await, 5);
    let staff = administrator(&app).await;
    let counters = figures(&staff, &by(FiguresBy::Counter)).await;
    let pool = &counters.rows[0];
    assert_eq!((pool.id.as_deref(), pool.pooled), (None, true));
    assert_eq!(pool.name, "Các quầy ít lượt");
    assert_eq!(counts(&counters), (vec![Some(5)], Some(5)));
    assert_eq!(counters.waiting_counters, 1);
    let agencies = figures(&staff, &by(FiguresBy::Agency)).await;
    assert_eq!(row(&agencies, "cong-an-tinh").included.count, Some(5));
    let places = figures(&staff, &by(FiguresBy::Place)).await;
    assert_eq!(row(&places, "tinh-hung-yen").included.count, Some(5));
    for counter in [PASSPORTS.0, LICENCES.0] {
        let one = figures(&staff, &of_counter(counter, FiguresBy::Agency)).await;
        assert_eq!(counts(&one), (vec![], Some(0)));
    }
    app.staff("mai@a.vn", Role::Administrator, None).await;
    let mut mai = Visitor::signed_in(&app, "mai@a.vn").await;
    let page = mai.read("/can-bo/danh-gia").await;
    for words in [
        "Các quầy ít lượt",
        "theo nhóm từ 5 lượt",
        "1 quầy còn lượt đánh giá",
        "đánh giá hồ sơ tính chung như một quầy",
        "để khó nhận ra từng người",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[rstest]
#[tokio::test]
async fn what_is_told_stays_where_it_was_told(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for _ in 0..6 {
        let _ = visited(&app.client(), QR, &content()).await;
    }
    let now = app.clock().now();
    assert_eq!(settled(&app).await, 6);
    // As one that came before they were told, and was written afterwards: it makes a burst.
    app.clock().set(now);
    for _ in 0..6 {
        let _ = visited(&app.client(), QR, &content()).await;
    }
    assert_eq!(settled(&app).await, 6);
    let staff = administrator(&app).await;
    let all = figures(&staff, &by(FiguresBy::Counter)).await;
    let here = row(&all, COUNTER);
    assert_eq!(
        (here.included.count, here.flagged.count),
        (Some(6), Some(6))
    );
    let flagged = singles(&staff).await;
    let flagged = flagged.iter().filter(|row| !row.flags.is_empty());
    assert_eq!(flagged.count(), 6);
}

#[rstest]
#[tokio::test]
async fn the_table_has_every_row_and_the_page_says_what_it_leaves_out(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let counters = RATING_FIGURE_ROWS + 20;
    let database = app.database().await;
    let id = match database.get_database_backend() {
        DbBackend::Postgres => "gen_random_uuid()",
        _ => "randomblob(16)",
    };
    // Five of each, whose scores differ from counter to counter.
    let fill = format!(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {} * 5 - 1) \
         INSERT INTO ratings (id, form, form_version, basis, counter, agency, place, locale, lowest, mean_x100, low, \
         excluded, given_at, day, told_on, s1, s4, s5) \
         SELECT {id}, 'default', 1, 'visit', 'quay-' || (1000 + i / 5), 'cong-an-tinh', 'tinh-hung-yen', 'vi', 4, 450, \
         FALSE, FALSE, '2026-11-20 02:00:00+00:00', '2026-11-20', '2026-11-20', \
         CASE WHEN i = 2500 THEN 1 ELSE 0 END, 1, 1 FROM n",
        counters
    );
    database.execute_unprepared(&fill).await.unwrap();
    let staff = administrator(&app).await;
    let all = figures(&staff, &by(FiguresBy::Counter)).await;
    assert_eq!((all.rows.len(), all.left_off), (RATING_FIGURE_ROWS, 20));
    let table = staff
        .rating_figures_csv(&by(FiguresBy::Counter))
        .await
        .unwrap();
    let lines: Vec<&str> = table.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), counters + 2);
    assert!(
        lines[counters].starts_with("quay-1519,"),
        "{}",
        lines[counters]
    );

    app.staff("qt@a.vn", Role::Administrator, None).await;
    let mut visitor = Visitor::signed_in(&app, "qt@a.vn").await;
    let page = visitor.read("/can-bo/danh-gia").await;
    assert!(
        page.contains("40 điểm trung bình thấp nhất trong 520"),
        "{page}"
    );
    assert!(page.contains("20 dòng nữa không hiện ở đây"), "{page}");
    // The worst one is not the first by name, and stands in the chart.
    let chart = page.find("id=\"trung-binh-ten\"").unwrap();
    let table = page.find("<table").unwrap();
    assert_eq!(page[chart..table].matches("quay-").count(), 40);
    assert!(page[chart..table].contains("quay-1500"), "{page}");
    let kept = visitor.get("/can-bo/danh-gia/so-lieu.csv").await;
    assert!(kept.expect(200).text().contains("quay-1519,"));
}

#[rstest]
#[tokio::test]
async fn an_agency_reads_its_own_and_what_is_below_it(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (ward, department) = (("ubnd-phuong-my-hao", "QT8489H"), ("so-tu-phap", "S6QDAVC"));
    for _ in 0..6 {
        let rated = visit(&app, ward.1, &content()).await;
        assert_eq!(rated.agency.unwrap().id.as_str(), ward.0);
    }
    for _ in 0..6 {
        visit(&app, department.1, &content()).await;
    }
    let _ = settled(&app).await;
    let staff = administrator(&app).await;
    let agencies = figures(&staff, &by(FiguresBy::Agency)).await;
    assert_eq!(agencies.rows.len(), 2, "{agencies:?}");
    let (_, lan) = app.signed_in("lan@a.vn", Role::Officer, Some(ward.0)).await;
    let own = figures(&lan, &by(FiguresBy::Agency)).await;
    assert_eq!(own.rows.len(), 1);
    assert_eq!(own.rows[0].id.as_deref(), Some(ward.0));
    assert_eq!(own.total.included.count, Some(6));
    let list = lan.ratings(&RatingListFilter::default()).await.unwrap();
    assert_eq!(list.items.len(), 6);
    for row in &list.items {
        assert_eq!(row.agency.as_ref().unwrap().id.as_str(), ward.0);
    }

    let other = RatingFilter {
        agency: Some(department.0.to_owned()),
        ..RatingFilter::default()
    };
    let missing = Some(ErrorCode::NotFound);
    assert_eq!(refused(lan.rating_figures(&other).await), missing);
    assert_eq!(refused(lan.rating_figures_csv(&other).await), missing);
    let other = RatingListFilter {
        agency: Some(department.0.to_owned()),
        ..RatingListFilter::default()
    };
    assert_eq!(refused(lan.ratings(&other).await), missing);
    // A counter of another agency, and one that is not there, look alike.
    let of_counter = |counter| of_counter(counter, FiguresBy::Counter);
    for counter in ["hcc-tinh-tu-phap", "khong-co", "Không"] {
        let one = lan.rating_figures(&of_counter(counter)).await;
        assert_eq!(refused(one), missing, "{counter}");
    }
    let mine = figures(&lan, &of_counter("hcc-phuong-my-hao-ho-tich")).await;
    assert_eq!(mine.total.included.count, Some(6));
    let ours = RatingFilter {
        agency: Some(ward.0.to_owned()),
        ..by(FiguresBy::Place)
    };
    assert_eq!(figures(&staff, &ours).await.total.included.count, Some(6));
    // Whoever stands above both reads both.
    let above = app.client().agency(&ward.0.parse().unwrap()).await.unwrap();
    let above = above.parent.unwrap().to_string();
    let (_, boss) = app.signed_in("ct@a.vn", Role::Leader, Some(&above)).await;
    let both = figures(&boss, &by(FiguresBy::Agency)).await;
    assert_eq!(both.total.included.count, Some(12), "{both:?}");
    // Single ratings are for the agency that answers them.
    let single = boss.ratings(&RatingListFilter::default()).await.unwrap();
    assert!(single.items.is_empty(), "{single:?}");
    let below = RatingListFilter {
        agency: Some(ward.0.to_owned()),
        ..RatingListFilter::default()
    };
    assert_eq!(refused(boss.ratings(&below).await), missing);
    assert_eq!(lan.ratings(&below).await.unwrap().items.len(), 6);
    for (number, (wrong, code)) in [
        ("from=2026-11-24&to=2026-11-23", 422),
        ("from=2020-01-01", 422),
        ("from=hom-qua", 422),
        ("by=officer", 422),
        ("to=-262143-01-01", 422),
        ("to=-10000-01-01&by=place", 422),
        ("from=2026-11-23&to=2101-01-01", 422),
        ("agency=khong-co", 404),
        ("place=khong-co", 404),
        ("form=khong-co", 404),
        ("network=1", 422),
    ]
    .into_iter()
    .enumerate()
    {
        let (_, tokens) = app
            .staff(&format!("ai{number}@a.vn"), Role::Operator, None)
            .await;
        let path = format!("/v1/staff/ratings/figures?{wrong}");
        let request = app.get(&path).bearer_auth(tokens.access_token);
        let _ = motcua_tests::send(request).await.expect(code);
    }
}

#[rstest]
#[tokio::test]
async fn flagged_ratings_are_counted_apart_and_listed(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for _ in 0..6 {
        visit(&app, OTHER.1, &content()).await;
    }
    for _ in 0..12 {
        let rating = NewServiceRating {
            contact: Some(reach("hoa@thu.example")),
            ..content()
        };
        let _ = visited(&app.client(), QR, &rating).await;
    }
    let _ = settled(&app).await;
    let staff = administrator(&app).await;
    let all = figures(&staff, &by(FiguresBy::Counter)).await;
    let burst = row(&all, COUNTER);
    assert_eq!(
        (burst.included.count, burst.flagged.count),
        (Some(0), Some(12))
    );
    assert_eq!(burst.flagged.mean, Some(4.5));
    assert_eq!(all.total.included.count, Some(6));

    let flagged = RatingListFilter {
        flagged: Some(true),
        limit: Some(5),
        ..RatingListFilter::default()
    };
    let first = staff.ratings(&flagged).await.unwrap();
    assert_eq!(first.items.len(), 5);
    assert_eq!(first.items[0].flags, [RatingFlag::Burst]);
    let mut seen = first.items.len();
    let mut cursor = first.next_cursor;
    while let Some(next) = cursor {
        let page = RatingListFilter {
            cursor: Some(next.clone()),
            ..flagged.clone()
        };
        let page = staff.ratings(&page).await.unwrap();
        seen += page.items.len();
        cursor = page.next_cursor;
        // Of another list it is none.
        let elsewhere = RatingListFilter {
            cursor: Some(next),
            ..RatingListFilter::default()
        };
        assert_eq!(
            refused(staff.ratings(&elsewhere).await),
            Some(ErrorCode::BadCursor)
        );
    }
    assert_eq!(seen, 12);
    let (_, tokens) = app.staff("x@a.vn", Role::Operator, None).await;
    let request = app
        .get("/v1/staff/ratings")
        .bearer_auth(tokens.access_token);
    let bare = motcua_tests::send(request).await.expect(200).text();
    for secret in [
        "hoa@",
        "0912",
        "network",
        "127.0.0.1",
        "likeness",
        "visit\":\"",
        "counter",
        "day",
        COUNTER,
    ] {
        assert!(!bare.contains(secret), "{secret}: {bare}");
    }
}

#[rstest]
#[tokio::test]
async fn cases_are_answered_in_time_or_not(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let one = visit(&app, QR, &cross()).await;
    for hour in ["7", "8", "9", "10"] {
        let late = NewServiceRating {
            comment: Some(format!("Phiếu hẹn ghi sai ngày, đến lúc {hour} giờ")),
            ..cross()
        };
        visit(&app, QR, &late).await;
    }
    let _ = settled(&app).await;
    let staff = administrator(&app).await;
    let none = figures(&staff, &by(FiguresBy::Counter)).await;
    assert_eq!(
        none.total.answered_in_time.map(|t| (t.in_time, t.of)),
        Some((0, 0))
    );

    let agency = one.agency.unwrap().id.to_string();
    let (_, lan) = app.signed_in("lan@a.vn", Role::Leader, Some(&agency)).await;
    let key = TicketKey::from(&one.receipt.unwrap());
    let code = key.code();
    let ticket = lan.staff_ticket(code).await.unwrap();
    let revision = ticket.revision;
    let ticket = lan
        .assign_ticket(code, Revision { revision })
        .await
        .unwrap();
    let finding = NewFinding {
        revision: ticket.revision,
        text: "Đã xem lại lượt lấy số: chờ 70 phút vì một quầy nghỉ.".to_owned(),
    };
    let ticket = lan.note_finding(code, &finding).await.unwrap();
    let answer = NewAnswer {
        revision: ticket.revision,
        text: Some("Xin lỗi bạn đã phải chờ. Bạn lấy số trước trên Cổng dịch vụ công.".to_owned()),
        cites: Vec::new(),
        anyway: true,
    };
    lan.answer_ticket(code, &answer).await.unwrap();
    pass(&app, TimeDelta::days(60));
    let staff = administrator(&app).await;
    for way in [FiguresBy::Counter, FiguresBy::Period] {
        let filter = RatingFilter {
            from: Some("2026-11-02".parse().unwrap()),
            ..by(way)
        };
        let all = figures(&staff, &filter).await;
        let timely = all.total.answered_in_time.unwrap();
        assert_eq!(
            (timely.in_time, timely.of, timely.percent),
            (1, 5, Some(20.0))
        );
        let rows = all.rows.iter().filter_map(|row| row.answered_in_time);
        assert_eq!(rows.map(|t| t.of).sum::<u64>(), 5, "{way:?}");
    }

    // The page: what is late stands first, with a link.
    let (_, _) = app.staff("mai@a.vn", Role::Officer, Some(&agency)).await;
    let mut mai = Visitor::signed_in(&app, "mai@a.vn").await;
    let page = mai.read("/can-bo/danh-gia?from=2026-11-02").await;
    let overdue = page.find("Phiếu đánh giá đã quá hạn trả lời").unwrap();
    assert!(overdue < page.find("<svg").unwrap(), "{page}");
    assert!(
        page.contains("Phiếu hẹn ghi sai ngày") && page.contains("/can-bo/phieu/P"),
        "{page}"
    );
    assert!(page.contains("1 trên 5 (20,00 %)"), "{page}");
}

#[rstest]
#[tokio::test]
async fn the_page_shows_charts_with_their_numbers(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for _ in 0..5 {
        visit(&app, QR, &content()).await;
    }
    visit(&app, QR, &cross()).await;
    for _ in 0..12 {
        let _ = visited(&app.client(), OTHER.1, &content()).await;
    }
    let _ = settled(&app).await;
    app.staff("qt@a.vn", Role::Administrator, None).await;
    let mut visitor = Visitor::signed_in(&app, "qt@a.vn").await;
    let page = visitor.read("/can-bo/danh-gia").await;
    for words in [
        "role=\"img\"",
        "<title id=\"phan-bo-ten\">",
        "5 · Rất hài lòng",
        "1 · Rất không hài lòng",
        "Trung bình: <b>4,17</b>",
        "Gửi dồn dập",
        "Lượt bị gắn cờ cũng chờ đủ nhóm",
        "so-lieu.csv",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(
        !page.contains("style=") && !page.contains("127.0.0.1"),
        "{page}"
    );
    let by_week = visitor.read("/can-bo/danh-gia?by=period&lang=en").await;
    assert!(
        by_week.contains("Ratings") && by_week.contains("23/11–23/11/2026"),
        "{by_week}"
    );
    let csv = visitor
        .get("/can-bo/danh-gia/so-lieu.csv?by=question")
        .await
        .expect(200);
    assert!(
        csv.header("content-type").starts_with("text/csv"),
        "{csv:?}"
    );
    assert!(
        csv.text().contains("\"Thái độ, cách hướng dẫn\""),
        "{csv:?}"
    );
    let wrong = visitor
        .get("/can-bo/danh-gia?from=2026-11-24&to=2026-11-23")
        .await;
    assert!(wrong.expect(422).text().contains("Khoảng ngày chưa đúng"));
    let missing = visitor
        .get("/can-bo/danh-gia?agency=khong-co")
        .await
        .expect(404);
    assert!(missing.text().contains("trong phạm vi của bạn"));

    app.staff("y@a.vn", Role::Officer, Some("so-y-te")).await;
    let mut officer = Visitor::signed_in(&app, "y@a.vn").await;
    let page = officer.read("/can-bo/danh-gia").await;
    assert!(
        page.contains("Chưa có nhóm đánh giá nào vào thống kê") && !page.contains("Gửi dồn dập"),
        "{page}"
    );
    let english = app.client_in(Locale::En);
    let refused = english
        .signed_in("nobody")
        .rating_figures(&by(FiguresBy::Place))
        .await;
    assert!(refused.is_err());
}
