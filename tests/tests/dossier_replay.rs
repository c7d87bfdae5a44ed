//! The figures that Hưng Yên's papers of 2022 tell, made again: every number, and every sum. Most of dossiers that
//! are told event by event; the 673,231 of BHXH are written as rows.

use mobile_contract::accounts::Role;
use mobile_contract::client::SignedIn;
use mobile_contract::dossier::event::{
    DossierChannel as Channel, DossierEvent, DossierEventKind as Kind,
};
use mobile_contract::dossier::figures::{
    DossierCounts, DossierFigureFilter, DossierFigures, DossierFiguresBy as By,
};
use mobile_contract::dossier::quality::DossierQualityFilter;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::books::{Alike, at, event, fill, take};
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, spawn_app};
use rstest::rstest;

const DISTRICT: &str = "ubnd-xa-yen-my";

async fn administrator(app: &App) -> SignedIn {
    let (_, staff) = app.signed_in("qt@a.vn", Role::Administrator, None).await;
    staff
}

fn days(from: &str, to: &str) -> DossierFigureFilter {
    DossierFigureFilter {
        from: Some(from.parse().unwrap()),
        to: Some(to.parse().unwrap()),
        ..DossierFigureFilter::default()
    }
}

/// All books balance, and the rows add up to the total.
fn assert_sums(figures: &DossierFigures) {
    let all = figures.rows.iter().chain([&figures.total]);
    for row in all {
        let balance = &row.counts.balance;
        assert_eq!(
            (balance.difference, &balance.reasons[..]),
            (0, &[][..]),
            "{row:?}"
        );
        assert_eq!(balance.received, balance.accounted);
    }
    let sum = |part: fn(&DossierCounts) -> u64| -> (u64, u64) {
        let rows = figures.rows.iter().map(|row| part(&row.counts)).sum();
        (rows, part(&figures.total.counts))
    };
    let parts: [fn(&DossierCounts) -> u64; 8] = [
        |c| c.received.total,
        |c| c.received.new,
        |c| c.resolved.total,
        |c| c.resolved.late,
        |c| c.in_progress.total,
        |c| c.waiting.total,
        |c| c.not_eligible,
        |c| c.cancelled,
    ];
    for part in parts {
        let (rows, total) = sum(part);
        assert_eq!(rows, total, "{figures:?}");
    }
}

/// Some dossiers of one set that are alike: how many, how they ended, and how many of them were handed in online.
struct Set {
    block: &'static str,
    received: &'static str,
    due: &'static str,
    ended: Option<(Kind, &'static str)>,
    dossiers: u32,
    online: u32,
    procedure: Option<&'static str>,
}

fn told(agency: &str, sets: &[Set]) -> Vec<DossierEvent> {
    let mut events = Vec::new();
    for set in sets {
        for n in 1..=set.dossiers {
            let code = format!("H31.{}-220105-{n:05}", set.block);
            let channel = if n <= set.online {
                Channel::Online
            } else {
                Channel::InPerson
            };
            events.push(DossierEvent {
                agency: Some(agency.to_owned()),
                channel: Some(channel),
                procedure: set.procedure.map(str::to_owned),
                due_at: Some(at(set.due)),
                ..event(&code, Kind::Received, set.received)
            });
            if let Some((kind, when)) = set.ended {
                events.push(event(&code, kind, when));
            }
        }
    }
    events
}

#[rstest]
#[tokio::test]
async fn the_district_and_the_communes_of_phu_cu(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let set = |block, ended, dossiers, online| Set {
        block,
        received: "2022-01-05 08:30",
        due: "2022-01-12 17:00",
        ended,
        dossiers,
        online,
        procedure: None,
    };
    let resolved = |when| Some((Kind::Resolved, when));
    let late_open = |block, dossiers| Set {
        received: "2022-06-10 09:00",
        due: "2022-06-20 17:00",
        ..set(block, None, dossiers, 0)
    };
    let district = [
        set("11", resolved("2022-01-10 10:00"), 700, 241),
        set("12", resolved("2022-01-12 10:00"), 400, 0),
        late_open("13", 20),
        set("14", Some((Kind::Refused, "2022-01-07 10:00")), 1, 0),
        set("15", Some((Kind::Withdrawn, "2022-01-07 10:00")), 2, 0),
    ];
    let communes = [
        set("21", resolved("2022-01-12 16:00"), 12_631, 145),
        set("22", resolved("2022-01-13 16:00"), 1, 0),
        late_open("23", 8),
        set("24", Some((Kind::Withdrawn, "2022-01-07 10:00")), 1, 0),
    ];
    take(&app, told(DISTRICT, &district)).await;
    take(&app, told("so-tu-phap", &communes)).await;

    let staff = administrator(&app).await;
    let filter = days("2021-12-15", "2022-06-13");
    let figures = staff.dossier_figures(&filter).await.unwrap();
    assert_sums(&figures);
    let of = |id: &str| {
        let row = figures
            .rows
            .iter()
            .find(|row| row.id.as_deref() == Some(id));
        &row.unwrap().counts
    };
    let district = of(DISTRICT);
    assert_eq!(district.received.total, 1_123);
    assert_eq!(district.received.new_by_channel.online, 241);
    assert_eq!(district.resolved.early + district.resolved.on_time, 1_100);
    assert_eq!(district.resolved.late, 0);
    assert_eq!(
        (district.in_progress.total, district.in_progress.overdue),
        (20, 0)
    );
    assert_eq!((district.not_eligible, district.cancelled), (1, 2));
    assert_eq!(district.resolved.on_time_percent, Some(100.0));

    let communes = of("so-tu-phap");
    assert_eq!(communes.received.total, 12_641);
    assert_eq!(communes.received.new_by_channel.online, 145);
    assert_eq!(communes.resolved.early + communes.resolved.on_time, 12_631);
    assert_eq!((communes.resolved.late, communes.in_progress.total), (1, 8));
    assert_eq!(communes.cancelled, 1);
    // 99.992 %: neither 100.0 nor hidden.
    assert_eq!(communes.resolved.on_time_percent, Some(99.99));
    let csv = staff.dossier_figures_csv(&filter).await.unwrap();
    assert!(csv.contains(",12632,"), "{csv}");
    assert!(csv.contains(",\"99,99\","), "{csv}");

    let mut page = Visitor::signed_in(&app, "qt@a.vn").await;
    let html = page
        .read("/can-bo/so-lieu-ho-so?from=2021-12-15&to=2022-06-13&agency=so-tu-phap")
        .await;
    assert!(html.contains("99,99 % (1 trễ hạn)"), "{html}");
    assert!(html.contains("12.641") && html.contains("Sổ cân"), "{html}");
    assert!(!html.contains("100,0"), "{html}");

    // A day later the twenty are still open; eight days after they were due, they are overdue.
    let later = staff
        .dossier_figures(&days("2022-06-14", "2022-06-28"))
        .await
        .unwrap();
    assert_eq!(later.total.counts.received.carried_over, 28);
    assert_eq!(later.total.counts.in_progress.overdue, 28);
    assert_sums(&later);
}

/// So many alike, in the half-year of 2022.
const fn alike<'a>(agency: &'a str, dossiers: u64) -> Alike<'a> {
    Alike {
        dossiers,
        agency,
        field: None,
        channel: Channel::InPerson,
        received: "2022-03-01",
        due: "2022-03-10",
        ended: None,
    }
}

const RESOLVED: Option<(&str, Option<&str>, &str)> =
    Some(("resolved", Some("on_time"), "2022-03-10"));

#[rstest]
#[tokio::test]
async fn social_insurance_in_the_first_half_of_2022(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let insurance = |dossiers| alike("bao-hiem-xa-hoi-tinh", dossiers);
    let open = Alike {
        due: "2022-07-15",
        ..insurance(10_324)
    };
    let new = |channel, dossiers| Alike {
        channel,
        ended: RESOLVED,
        ..insurance(dossiers)
    };
    let carried = Alike {
        received: "2021-12-20",
        due: "2022-01-05",
        ended: Some(("resolved", Some("on_time"), "2022-01-05")),
        ..insurance(52_547)
    };
    let blocks = [
        carried,
        new(Channel::Post, 48_458),
        // All that was still open had come in electronically.
        new(Channel::Online, 514_910 - 10_324),
        Alike {
            channel: Channel::Online,
            ..open
        },
        new(Channel::InPerson, 55_077),
        new(Channel::Centre, 2_239),
    ];
    fill(&app, &blocks).await;
    let staff = administrator(&app).await;
    let half = DossierFigureFilter {
        period: Some("2022-H1".to_owned()),
        by: Some(By::Channel),
        ..DossierFigureFilter::default()
    };
    let figures = staff.dossier_figures(&half).await.unwrap();
    assert_sums(&figures);
    let all = &figures.total.counts;
    assert_eq!(all.received.total, 673_231);
    assert_eq!(
        (all.received.carried_over, all.received.new),
        (52_547, 620_684)
    );
    let new = &all.received.new_by_channel;
    assert_eq!((new.post, new.online), (48_458, 514_910));
    assert_eq!((new.in_person, new.centre, new.unknown), (55_077, 2_239, 0));
    assert_eq!(new.total(), 620_684);
    assert_eq!(
        (all.resolved.total, all.in_progress.total),
        (662_907, 10_324)
    );
    assert_eq!(all.in_progress.within_limit, 10_324);
    // More than one report on quality reads records of: what rows tell is given, the rest is said to be left out.
    let quality = staff
        .dossier_quality(&DossierQualityFilter {
            period: Some("2022-H1".to_owned()),
            ..DossierQualityFilter::default()
        })
        .await
        .unwrap();
    assert_eq!(quality.dossiers, 662_907);
    assert_eq!(quality.indices[0].dossiers, Some([0, 662_907, 0]));
    assert_eq!(quality.indices[2].dossiers, Some([0, 0, 662_907]));
    for index in [&quality.indices[1], &quality.indices[3]] {
        assert_eq!(index.exclusions[0].reason, "too_many");
        assert_eq!(index.exclusions[0].dossiers, 662_907);
    }
    assert_eq!(quality.class.missing, [2, 4, 5, 6, 7, 8, 9]);
    let names: Vec<&str> = figures.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Bưu chính công ích",
            "Qua trung tâm, điểm thu",
            "Trực tiếp",
            "Trực tuyến"
        ]
    );
}

#[rstest]
#[tokio::test]
async fn yen_my_and_the_department_of_transport(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let set = |block, procedure, dossiers| Set {
        block,
        received: "2022-03-01 08:30",
        due: "2022-03-10 16:00",
        ended: Some((Kind::Resolved, "2022-03-10 10:00")),
        dossiers,
        online: 0,
        procedure,
    };
    // 87 % of what Yên Mỹ received is civil status.
    let (civil, land) = (Some("1.001193"), Some("1.012783"));
    let yen_my = [
        set("31", civil, 18_477),
        set("32", land, 21_007 - 18_477),
        Set {
            received: "2022-07-08 08:30",
            due: "2022-07-29 16:00",
            ended: None,
            ..set("33", land, 231)
        },
    ];
    let transport = [
        set("41", None, 10_944),
        Set {
            received: "2022-06-24 08:30",
            due: "2022-07-11 16:00",
            ended: None,
            ..set("42", None, 12_096 - 10_944)
        },
    ];
    take(&app, told(DISTRICT, &yen_my)).await;
    take(&app, told("so-giao-thong-van-tai", &transport)).await;
    let staff = administrator(&app).await;

    let of_agency = |agency: &str, from, to| DossierFigureFilter {
        agency: Some(agency.to_owned()),
        by: Some(By::Field),
        ..days(from, to)
    };
    let figures = staff
        .dossier_figures(&of_agency(DISTRICT, "2022-01-01", "2022-07-12"))
        .await
        .unwrap();
    assert_sums(&figures);
    let all = &figures.total.counts;
    assert_eq!((all.received.total, all.resolved.total), (21_238, 21_007));
    assert_eq!((all.in_progress.total, all.resolved.late), (231, 0));
    let civil_status = figures
        .rows
        .iter()
        .find(|row| row.id.as_deref() == Some("ho-tich"));
    let civil_status = civil_status.unwrap().counts.received.total;
    assert_eq!((civil_status * 100 + 21_238 / 2) / 21_238, 87);

    let figures = staff
        .dossier_figures(&DossierFigureFilter {
            period: Some("2022-H1".to_owned()),
            agency: Some("so-giao-thong-van-tai".to_owned()),
            ..DossierFigureFilter::default()
        })
        .await
        .unwrap();
    assert_sums(&figures);
    let all = &figures.total.counts;
    assert_eq!((all.received.total, all.resolved.total), (12_096, 10_944));
    assert_eq!(
        (all.resolved.late, all.in_progress.within_limit),
        (0, 1_152)
    );
    // Of those resolved, not of those received.
    assert_eq!(all.resolved.on_time_percent, Some(100.0));
}
