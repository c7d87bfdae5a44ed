//! What ratings add up to: the API, the table, and the page of staff.

use chrono::TimeDelta;
use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, SignedIn, TicketKey};
use mobile_contract::rating::{NewServiceRating, RatingBasis, RatingFlag, ServiceRated};
use mobile_contract::rating_figures::{
    FigureRow, Figures, FiguresBy, RatingFigures, RatingFilter, RatingListFilter, Withheld,
};
use mobile_contract::ticket::{NewAnswer, NewFinding, Revision};
use mobile_contract::{ErrorCode, Locale};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::rated::{COUNTER, OTHER, QR, content, cross, reach, scores, visited};
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, spawn_app};
use rstest::rstest;

/// More of one network in ten minutes would be a burst.
const APART: TimeDelta = TimeDelta::minutes(2);

fn pass(app: &App, time: TimeDelta) {
    app.clock().set(app.clock().now() + time);
}

async fn visit(app: &App, qr: &str, rating: &NewServiceRating) -> ServiceRated {
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

async fn administrator(app: &App) -> SignedIn {
    let login = format!("qt{}@a.vn", app.clock().now().timestamp());
    let (_, staff) = app.signed_in(&login, Role::Administrator, None).await;
    staff
}

fn by(by: FiguresBy) -> RatingFilter {
    RatingFilter {
        by: Some(by),
        ..RatingFilter::default()
    }
}

async fn figures(staff: &SignedIn, filter: &RatingFilter) -> RatingFigures {
    staff.rating_figures(filter).await.unwrap()
}

fn row<'f>(figures: &'f RatingFigures, id: &str) -> &'f FigureRow {
    let row = figures
        .rows
        .iter()
        .find(|row| row.id.as_deref() == Some(id));
    row.unwrap_or_else(|| panic!("no {id} in {figures:?}"))
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
    for _ in 0..3 {
        visit(&app, QR, &content()).await;
    }
    for _ in 0..6 {
        visit(&app, OTHER.1, &content()).await;
    }
    for _ in 0..7 {
        visit(&app, "SNDSHRN", &content()).await;
    }
    let staff = administrator(&app).await;
    let all = figures(&staff, &by(FiguresBy::Counter)).await;
    let few = row(&all, COUNTER);
    assert_eq!(few.included.withheld, Some(Withheld::TooFew));
    assert_eq!((few.included.count, few.included.mean), (None, None));
    assert!(
        few.trend
            .iter()
            .all(|p| p.figures.count.is_none_or(|n| n == 0))
    );
    // Else the total minus the others would tell it.
    let beside = row(&all, OTHER.0);
    assert_eq!(beside.included.withheld, Some(Withheld::Protecting));
    assert_eq!(all.total.included.count, Some(16));

    // Nor does asking for them one by one.
    for counter in [COUNTER, OTHER.0] {
        for way in FiguresBy::ALL {
            let one = RatingFilter {
                counter: Some(counter.to_owned()),
                ..by(way)
            };
            let one = figures(&staff, &one).await;
            let sums = one.rows.iter().chain([&one.total]);
            for row in sums {
                assert!(
                    row.included.count.is_none_or(|n| n == 0),
                    "{counter} {row:?}"
                );
            }
        }
    }
    let list = staff.ratings(&RatingListFilter::default()).await.unwrap();
    assert_eq!(list.items.len(), 16);
    let named = list.items.iter().filter_map(|row| row.counter.as_ref());
    // With the small one the next smallest has no name: else what is left would be the small one's.
    assert_eq!(named.clone().count(), 7);
    let hidden = [COUNTER, OTHER.0];
    assert!(named.clone().all(|c| !hidden.contains(&c.id.as_str())));

    let table = staff
        .rating_figures_csv(&by(FiguresBy::Counter))
        .await
        .unwrap();
    assert!(table.starts_with("\u{feff}Mã,Tên,Từ ngày"), "{table}");
    assert!(
        table.contains("dưới 5 lượt") && table.contains("\r\n"),
        "{table}"
    );
    let lines: Vec<&str> = table.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 5, "{table}");
    assert!(lines[4].starts_with(",Tất cả,"), "{table}");
}

/// Nothing of a side is told but that it is empty.
fn hidden(figures: &Figures) -> bool {
    figures.count.is_none_or(|n| n == 0) && figures.mean.is_none()
}

#[rstest]
#[tokio::test]
async fn a_small_week_is_told_by_no_neighbour(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for _ in 0..10 {
        visit(&app, QR, &content()).await;
        visit(&app, OTHER.1, &content()).await;
    }
    pass(&app, TimeDelta::days(7));
    for _ in 0..3 {
        visit(&app, QR, &content()).await;
    }
    for _ in 0..8 {
        visit(&app, OTHER.1, &content()).await;
    }
    let staff = administrator(&app).await;
    let weeks = figures(&staff, &by(FiguresBy::Period)).await;
    let counts: Vec<_> = weeks.rows[11..].iter().map(|w| w.included.count).collect();
    assert_eq!(counts, [Some(20), Some(11)]);
    for (counter, all) in [(COUNTER, 13), (OTHER.0, 18)] {
        for way in FiguresBy::ALL {
            let one = RatingFilter {
                counter: Some(counter.to_owned()),
                ..by(way)
            };
            let one = figures(&staff, &one).await;
            assert_eq!(one.total.included.count, Some(all), "{way:?}");
            for row in one.rows.iter().chain([&one.total]) {
                assert!(
                    row.trend.iter().all(|p| hidden(&p.figures)),
                    "{way:?} {row:?}"
                );
            }
            let weeks = one.rows.iter().filter(|_| way == FiguresBy::Period);
            assert!(weeks.clone().all(|week| hidden(&week.included)), "{one:?}");
        }
    }

    // A day is its week, and the list names no counter that has few of what it lists.
    let day = |day: &str| Some(day.parse().unwrap());
    let wednesday = RatingFilter {
        from: day("2026-11-25"),
        to: day("2026-11-25"),
        ..by(FiguresBy::Counter)
    };
    let week = figures(&staff, &wednesday).await;
    assert_eq!(
        (Some(week.from), Some(week.to)),
        (day("2026-11-23"), day("2026-11-29"))
    );
    assert_eq!(week.total.included.count, Some(20));
    for (from, rows, named) in [("2026-11-25", 20, 20), ("2026-11-30", 11, 0)] {
        let list = RatingListFilter {
            from: day(from),
            to: day(from),
            limit: Some(50),
            ..RatingListFilter::default()
        };
        let list = staff.ratings(&list).await.unwrap();
        assert_eq!(list.items.len(), rows, "{from}");
        let names = list.items.iter().filter(|row| row.counter.is_some());
        assert_eq!(names.count(), named, "{from}");
    }
}

#[rstest]
#[tokio::test]
async fn a_small_agency_is_told_by_no_neighbour(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (ward, department) = (("ubnd-phuong-my-hao", "QT8489H"), ("so-tu-phap", "S6QDAVC"));
    for _ in 0..3 {
        visit(&app, ward.1, &content()).await;
    }
    for _ in 0..20 {
        visit(&app, department.1, &content()).await;
    }
    let staff = administrator(&app).await;
    let all = figures(&staff, &by(FiguresBy::Agency)).await;
    assert!(all.rows.iter().all(|row| hidden(&row.included)), "{all:?}");
    assert_eq!(all.total.included.count, Some(23));
    for agency in [ward.0, department.0] {
        for way in FiguresBy::ALL {
            let one = RatingFilter {
                agency: Some(agency.to_owned()),
                ..by(way)
            };
            let one = figures(&staff, &one).await;
            for row in one.rows.iter().chain([&one.total]) {
                assert!(hidden(&row.included), "{agency} {way:?} {row:?}");
                assert!(row.trend.iter().all(|p| hidden(&p.figures)), "{row:?}");
            }
        }
    }
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
    let of_counter = |counter: &str| RatingFilter {
        counter: Some(counter.to_owned()),
        ..RatingFilter::default()
    };
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
    for (wrong, code) in [
        ("from=2026-11-24&to=2026-11-23", 422),
        ("from=2020-01-01", 422),
        ("to=-262143-01-01", 422),
        ("to=-10000-01-01&by=place", 422),
        ("from=hom-qua", 400),
        ("by=officer", 400),
        ("agency=khong-co", 404),
        ("place=khong-co", 404),
        ("form=khong-co", 404),
        ("network=1", 400),
    ] {
        let (_, tokens) = app
            .staff(
                &format!("ai{}@a.vn", wrong.len() + usize::from(code)),
                Role::Operator,
                None,
            )
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
    for _ in 0..4 {
        visit(&app, QR, &content()).await;
    }
    let one = visit(&app, QR, &cross()).await;
    let late = NewServiceRating {
        comment: Some("Phiếu hẹn ghi sai ngày".to_owned()),
        ..cross()
    };
    visit(&app, QR, &late).await;
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
            (1, 2, Some(50.0))
        );
        let rows = all.rows.iter().filter_map(|row| row.answered_in_time);
        assert_eq!(rows.map(|t| t.of).sum::<u64>(), 2, "{way:?}");
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
    assert!(page.contains("1 trên 2 (50,00 %)"), "{page}");
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
        page.contains("Chưa có lượt đánh giá nào") && !page.contains("Gửi dồn dập"),
        "{page}"
    );
    let english = app.client_in(Locale::En);
    let refused = english
        .signed_in("nobody")
        .rating_figures(&by(FiguresBy::Place))
        .await;
    assert!(refused.is_err());
}
