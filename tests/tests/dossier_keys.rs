//! Keys of other systems: made, shown once, changed, ended; and what a wrong one gets.

use std::num::NonZeroU32;

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::api_keys::{NewApiKey, RotateApiKey};
use mobile_contract::client::{ClientError, Paging};
use mobile_contract::dossier::event::DossierEventKind::Received;
use motcua::accounts::Issuer;
use motcua::config::Integrations;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{App, Setup};
use motcua_tests::program::run;
use motcua_tests::told::told;
use motcua_tests::{spawn_app, watched};
use rstest::rstest;

fn code<T: std::fmt::Debug>(result: Result<T, ClientError>) -> ErrorCode {
    match result {
        Err(ClientError::Problem(problem)) => problem.code,
        other => panic!("{other:?}"),
    }
}

fn new(source: &str) -> NewApiKey {
    NewApiKey {
        name: "Một cửa điện tử tỉnh".to_owned(),
        source: source.parse().unwrap(),
        agencies: None,
        days: None,
    }
}

async fn works(app: &App, secret: &str) -> Result<(), ErrorCode> {
    let event = told(
        "e1",
        "H31.12.45-261123-0012",
        "2026-11-23T08:00:00+07:00",
        Received,
    );
    match app.client().hand_over_dossiers(secret, &[event]).await {
        Ok(_) => Ok(()),
        Err(ClientError::Problem(problem)) => Err(problem.code),
        Err(other) => panic!("{other}"),
    }
}

#[rstest]
#[tokio::test]
async fn an_administrator_makes_rotates_and_revokes_a_key(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let (user, admin) = app
        .signed_in("admin@hungyen.example", Role::Administrator, None)
        .await;
    let made = admin
        .new_api_key(&NewApiKey {
            days: Some(365),
            ..new("mot-cua-tinh")
        })
        .await
        .unwrap();
    assert_eq!(made.key.created_by, Some(user.id));
    assert_eq!(works(&app, &made.secret).await, Ok(()));
    let stored = app.rows("SELECT secret_hash FROM api_keys").await;
    assert!(!stored[0].to_string().contains(&made.secret[40..]));

    let again = admin.new_api_key(&new("mot-cua-tinh")).await;
    assert_eq!(
        again.map(|_| ()).map_err(|e| problem(&e)),
        Err(ErrorCode::SourceTaken)
    );

    let rotated = admin
        .rotate_api_key(made.key.id, RotateApiKey { old_days: 7 })
        .await
        .unwrap();
    assert_ne!(rotated.secret, made.secret);
    assert_eq!(works(&app, &rotated.secret).await, Ok(()));
    assert_eq!(works(&app, &made.secret).await, Ok(()));
    app.clock()
        .set(app.clock().now() + chrono::TimeDelta::days(8));
    assert_eq!(works(&app, &rotated.secret).await, Ok(()));
    assert_eq!(
        works(&app, &made.secret).await,
        Err(ErrorCode::Unauthorized)
    );

    let (_, admin) = app
        .signed_in("admin2@hungyen.example", Role::Administrator, None)
        .await;
    let listed = admin.api_keys(&Paging::default()).await.unwrap().items;
    assert!(listed[0].last_used_at.is_some(), "{listed:?}");
    let revoked = admin.revoke_api_key(made.key.id).await.unwrap();
    assert!(revoked.revoked_at.is_some());
    assert_eq!(
        works(&app, &rotated.secret).await,
        Err(ErrorCode::Unauthorized)
    );
    assert_eq!(
        code(admin.revoke_api_key(made.key.id).await),
        ErrorCode::ApiKeyState
    );
    // Ids of events go on being known: the system may have a new key under its old name.
    assert!(admin.new_api_key(&new("mot-cua-tinh")).await.is_ok());
    let told = admin.audit(&Paging::default()).await.unwrap().items;
    let actions: Vec<_> = told.iter().map(|entry| entry.action.as_str()).collect();
    for action in ["api_key.created", "api_key.rotated", "api_key.revoked"] {
        assert!(actions.contains(&action), "{actions:?}");
    }
}

#[rstest]
#[tokio::test]
async fn a_second_rotation_does_not_cut_the_running_system_off(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let (_, admin) = app
        .signed_in("admin@hungyen.example", Role::Administrator, None)
        .await;
    let made = admin.new_api_key(&new("mot-cua-tinh")).await.unwrap();
    let rotated = async |old_days| {
        let how = RotateApiKey { old_days };
        admin.rotate_api_key(made.key.id, how).await.unwrap().secret
    };
    let ended = Err(ErrorCode::Unauthorized);
    let (second, third) = (rotated(7).await, rotated(7).await);
    assert_eq!(works(&app, &made.secret).await, Ok(()));
    assert_eq!(works(&app, &second).await, ended);
    assert_eq!(works(&app, &third).await, Ok(()));

    // With no days, all of before end.
    let fourth = rotated(0).await;
    for old in [&made.secret, &third] {
        assert_eq!(works(&app, old).await, ended);
    }
    // What ended does not come back.
    let fifth = rotated(1).await;
    assert_eq!(works(&app, &made.secret).await, ended);
    assert_eq!(works(&app, &fourth).await, Ok(()));
    assert_eq!(works(&app, &fifth).await, Ok(()));
}

#[rstest]
#[tokio::test]
async fn once_its_days_are_over_an_old_secret_is_not_kept(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(app) = spawn_app(database).await else {
        return;
    };
    let accounts = app.accounts().await;
    let (_, admin) = app
        .signed_in("admin@hungyen.example", Role::Administrator, None)
        .await;
    let made = admin.new_api_key(&new("mot-cua-tinh")).await.unwrap();
    let rotated = async || {
        let issued = accounts.rotate_api_key(Issuer::Operator, made.key.id, 7);
        issued.await.expect("a secret").secret
    };
    let second = rotated().await;
    app.clock()
        .set(app.clock().now() + chrono::TimeDelta::days(8));
    let third = rotated().await;
    assert_eq!(
        works(&app, &made.secret).await,
        Err(ErrorCode::Unauthorized)
    );
    assert_eq!(works(&app, &second).await, Ok(()));
    assert_eq!(works(&app, &third).await, Ok(()));
}

fn problem(error: &ClientError) -> ErrorCode {
    error.problem().map_or(ErrorCode::Internal, |p| p.code)
}

#[tokio::test]
async fn keys_that_make_no_sense_are_refused() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (_, admin) = app
        .signed_in("admin@hungyen.example", Role::Administrator, None)
        .await;
    for wrong in [
        NewApiKey {
            name: "  ".to_owned(),
            ..new("a")
        },
        NewApiKey {
            source: "a".repeat(41).parse().unwrap(),
            ..new("a")
        },
        new("motcua"),
        new("demo"),
        NewApiKey {
            days: Some(0),
            ..new("a")
        },
        NewApiKey {
            agencies: Some(Vec::new()),
            ..new("a")
        },
        NewApiKey {
            agencies: Some(vec!["khong-co-co-quan-nay".parse().unwrap()]),
            ..new("a")
        },
    ] {
        let refused = admin.new_api_key(&wrong).await.map(|_| ());
        assert_eq!(refused.map_err(|e| problem(&e)), Err(ErrorCode::Invalid));
    }
}

#[tokio::test]
async fn an_expired_key_is_none() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (_, admin) = app
        .signed_in("admin@hungyen.example", Role::Administrator, None)
        .await;
    let made = admin
        .new_api_key(&NewApiKey {
            days: Some(1),
            ..new("mot-cua")
        })
        .await
        .unwrap();
    assert_eq!(works(&app, &made.secret).await, Ok(()));
    app.clock()
        .set(app.clock().now() + chrono::TimeDelta::days(1));
    assert_eq!(
        works(&app, &made.secret).await,
        Err(ErrorCode::Unauthorized)
    );
}

#[tokio::test]
async fn wrong_keys_of_one_address_are_slowed_down_and_the_right_one_is_not() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let good = app.intake_key("mot-cua", None).await;
    let wrong = format!("{}0000", &good[..good.len() - 4]);
    let mut last = Ok(());
    for _ in 0..40 {
        last = works(&app, &wrong).await;
        if last == Err(ErrorCode::RateLimited) {
            break;
        }
        assert_eq!(last, Err(ErrorCode::Unauthorized));
    }
    assert_eq!(last, Err(ErrorCode::RateLimited));
    assert_eq!(works(&app, &good).await, Ok(()));
    // What is not of a key's form costs nothing, and is refused all the same.
    assert_eq!(works(&app, "mck_").await, Err(ErrorCode::Unauthorized));
}

#[tokio::test]
async fn a_key_that_asks_too_often_is_told_when_to_come_again() {
    let setup = Setup {
        integrations: Integrations {
            api_key_rate: 1,
            api_key_burst: NonZeroU32::new(2),
        },
        ..Setup::default()
    };
    let Some(app) = App::spawn(Sqlite, setup).await else {
        return;
    };
    let (busy, other) = (
        app.intake_key("mot-cua", None).await,
        app.intake_key("bhxh", None).await,
    );
    let request = || {
        app.post("/v1/integrations/dossiers")
            .bearer_auth(&busy)
            .header("content-type", "application/x-ndjson")
    };
    let mut last = motcua_tests::send(request()).await;
    for _ in 0..5 {
        last = motcua_tests::send(request()).await;
    }
    assert_eq!(last.status, 429);
    assert!(last.headers.contains_key("retry-after"));
    assert_eq!(works(&app, &other).await, Ok(()));
}

#[test]
fn a_key_is_made_at_the_command_line() {
    let folder = watched::folder().display().to_string();
    let line = |words: &[&str]| run(&[&["--data-dir", &folder], words].concat());
    let made = line(&[
        "api-key",
        "create",
        "--name",
        "Một cửa tỉnh",
        "--source",
        "mot-cua-tinh",
    ]);
    let secret = made.success().lines().last().unwrap();
    assert!(secret.starts_with("mck_"), "{made:?}");
    let listed = line(&["api-key", "list"]);
    let id = listed.success().split('\t').next().unwrap().to_owned();
    assert!(listed.out.contains("mot-cua-tinh"), "{listed:?}");
    assert!(!listed.out.contains(&secret[40..]));
    assert!(line(&["api-key", "rotate", &id]).success().contains("mck_"));
    assert!(
        line(&["api-key", "revoke", &id])
            .success()
            .contains("revoked")
    );
    let unknown = line(&[
        "api-key", "create", "--name", "x", "--source", "x", "--agency", "khong-co",
    ]);
    assert!(unknown.refusal().contains("no agency"), "{unknown:?}");
    let ours = line(&["api-key", "create", "--name", "x", "--source", "motcua"]);
    assert!(ours.refusal().contains("our own events"), "{ours:?}");
}
