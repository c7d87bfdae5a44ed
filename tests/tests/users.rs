//! Who keeps whom, over HTTP: administrators everyone, leaders the officers of their own agency.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::{NewUser, Reset, Role, UserChange};
use mobile_contract::client::{ClientError, GapFilter, Paging};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{App, PASSWORD, Setup, TotpApp, with};
use motcua_tests::spawn_app;
use rstest::rstest;

fn code<T: std::fmt::Debug>(result: Result<T, ClientError>) -> ErrorCode {
    match result {
        Err(ClientError::Problem(problem)) => problem.code,
        other => panic!("{other:?}"),
    }
}

fn new(login: &str, role: Role, agency: Option<&str>) -> NewUser {
    NewUser {
        login: login.parse().unwrap(),
        name: "Trần Văn Minh".to_owned(),
        role,
        agency: agency.map(|id| id.parse().unwrap()),
    }
}

#[rstest]
#[tokio::test]
async fn an_administrator_makes_changes_and_disables_users(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let (_, admin) = app
        .signed_in("admin@hungyen.example", Role::Administrator, None)
        .await;
    let asked = new("minh@hungyen.example", Role::Officer, Some("so-tu-phap"));
    let minh = admin.create_user(&asked, Some("minh-1")).await.unwrap();
    assert_eq!(
        admin.create_user(&asked, Some("minh-1")).await.unwrap(),
        minh
    );
    assert_eq!(
        code(admin.create_user(&asked, None).await),
        ErrorCode::LoginTaken
    );
    for refused in [
        new("a@hungyen.example", Role::Officer, None),
        new("b@hungyen.example", Role::Operator, Some("so-tu-phap")),
        new("c@hungyen.example", Role::Citizen, None),
        new(
            "d@hungyen.example",
            Role::Officer,
            Some("khong-co-co-quan-nay"),
        ),
        NewUser {
            name: "Minh\r\nBcc: a@b.vn".to_owned(),
            ..new("e@hungyen.example", Role::Operator, None)
        },
    ] {
        let login = refused.login.clone();
        assert_eq!(
            code(admin.create_user(&refused, None).await),
            ErrorCode::Invalid,
            "{login:?}"
        );
    }
    let leader = UserChange {
        role: Some(Role::Leader),
        ..UserChange::default()
    };
    let changed = admin.change_user(minh.id, &leader).await.unwrap();
    assert_eq!(
        (changed.role, &changed.agency),
        (Role::Leader, &minh.agency)
    );
    let told = admin.audit(&Paging::default()).await.unwrap().items;
    let last = &told[0];
    assert_eq!(last.action, "user.changed");
    assert_eq!(last.subject.id, minh.id.to_string());
    assert_eq!(last.detail.as_deref(), Some("role officer to leader"));
    let page = admin
        .users(&Paging {
            limit: Some(1),
            cursor: None,
        })
        .await
        .unwrap();
    let rest = admin
        .users(&Paging {
            limit: None,
            cursor: page.next_cursor,
        })
        .await
        .unwrap();
    assert_eq!(
        (page.items.len(), rest.items.as_slice()),
        (1, [changed].as_slice())
    );
}

#[rstest]
#[tokio::test]
async fn whoever_is_disabled_is_out_at_once(#[values(Sqlite, Postgres)] database: Database) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let (_, admin) = app
        .signed_in("admin@hungyen.example", Role::Administrator, None)
        .await;
    let (lan, officer) = app
        .signed_in("lan@hungyen.example", Role::Officer, Some("so-y-te"))
        .await;
    assert_eq!(officer.me().await.unwrap(), lan);
    let off = UserChange {
        active: Some(false),
        ..UserChange::default()
    };
    admin.change_user(lan.id, &off).await.unwrap();
    assert_eq!(code(officer.me().await), ErrorCode::Unauthorized);
    let login = with("lan@hungyen.example", PASSWORD);
    assert_eq!(
        code(app.client().login(&login).await),
        ErrorCode::SignInFailed
    );
}

#[rstest]
#[tokio::test]
async fn the_last_administrator_stays(#[values(Sqlite, Postgres)] database: Database) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let (one, first) = app
        .signed_in("admin@hungyen.example", Role::Administrator, None)
        .await;
    let off = UserChange {
        active: Some(false),
        ..UserChange::default()
    };
    let less = UserChange {
        role: Some(Role::Operator),
        ..UserChange::default()
    };
    for change in [&off, &less] {
        assert_eq!(
            code(first.change_user(one.id, change).await),
            ErrorCode::Invalid
        );
    }
    let (two, second) = app
        .signed_in("hai@hungyen.example", Role::Administrator, None)
        .await;
    // They disable each other at once: one of them remains.
    let (a, b) = tokio::join!(
        first.change_user(two.id, &off),
        second.change_user(one.id, &off)
    );
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
}

#[rstest]
#[tokio::test]
async fn a_leader_keeps_the_officers_of_their_own_agency(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let (own, leader) = app
        .signed_in("ld@hungyen.example", Role::Leader, Some("so-tu-phap"))
        .await;
    let (foreign, _) = app
        .staff("yt@hungyen.example", Role::Officer, Some("so-y-te"))
        .await;
    let officer = new("cb@hungyen.example", Role::Officer, Some("so-tu-phap"));
    let officer = leader.create_user(&officer, None).await.unwrap();
    for refused in [
        new("x@hungyen.example", Role::Leader, Some("so-tu-phap")),
        new("y@hungyen.example", Role::Officer, Some("so-y-te")),
        new("z@hungyen.example", Role::Administrator, None),
    ] {
        assert_eq!(
            code(leader.create_user(&refused, None).await),
            ErrorCode::Forbidden
        );
    }
    let seen = leader.users(&Paging::default()).await.unwrap().items;
    assert_eq!(
        seen.iter().map(|user| user.id).collect::<Vec<_>>(),
        [own.id, officer.id]
    );

    let off = UserChange {
        active: Some(false),
        ..UserChange::default()
    };
    let rise = UserChange {
        role: Some(Role::Administrator),
        ..UserChange::default()
    };
    let move_away = UserChange {
        agency: Some("so-y-te".parse().unwrap()),
        ..UserChange::default()
    };
    assert_eq!(code(leader.user(foreign.id).await), ErrorCode::NotFound);
    assert_eq!(
        code(leader.change_user(foreign.id, &off).await),
        ErrorCode::NotFound
    );
    assert_eq!(
        code(leader.reset_user(foreign.id, Reset::default()).await),
        ErrorCode::NotFound
    );
    assert_eq!(
        code(leader.change_user(officer.id, &rise).await),
        ErrorCode::Forbidden
    );
    assert_eq!(
        code(leader.change_user(officer.id, &move_away).await),
        ErrorCode::Forbidden
    );
    assert_eq!(
        code(leader.change_user(own.id, &rise).await),
        ErrorCode::Forbidden
    );
    assert!(!leader.change_user(officer.id, &off).await.unwrap().active);
}

#[tokio::test]
async fn in_production_an_administrator_sets_up_an_authenticator_first() {
    let Some(app) = App::spawn(Sqlite, Setup::production()).await else {
        return;
    };
    let (_, tokens) = app
        .staff("admin@hungyen.example", Role::Administrator, None)
        .await;
    assert!(tokens.totp_enrolment_required);
    let admin = app.client().signed_in(tokens.access_token);
    assert_eq!(
        code(admin.users(&Paging::default()).await),
        ErrorCode::TotpEnrolmentRequired
    );
    assert_eq!(
        code(admin.sessions().await),
        ErrorCode::TotpEnrolmentRequired
    );
    assert!(!admin.me().await.unwrap().totp);
    let enrolment = admin.enrol_totp().await.unwrap();
    let code = TotpApp::new(&enrolment.secret).shows(app.clock().now());
    let codes = admin
        .confirm_totp(&mobile_contract::accounts::TotpCode { code })
        .await
        .unwrap();
    assert_eq!(codes.codes.len(), 10);
    assert_eq!(
        admin.users(&Paging::default()).await.unwrap().items.len(),
        1
    );
    let (_, officer) = app
        .staff("cb@hungyen.example", Role::Officer, Some("so-y-te"))
        .await;
    assert!(!officer.totp_enrolment_required);
}

#[rstest]
#[tokio::test]
async fn staff_read_what_could_not_be_answered(#[values(Sqlite, Postgres)] database: Database) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let citizen = app.citizen().await;
    citizen
        .say("cho em hỏi thuê xuồng kayak cần giấy tờ gì")
        .await;
    let (_, operator) = app
        .signed_in("td@hungyen.example", Role::Operator, None)
        .await;
    let report = operator
        .knowledge_gaps(&GapFilter::default())
        .await
        .unwrap();
    assert_eq!((report.misses, report.groups.len()), (1, 1));
    let far = GapFilter {
        days: Some(181),
        limit: None,
    };
    assert_eq!(
        code(operator.knowledge_gaps(&far).await),
        ErrorCode::Invalid
    );
}
