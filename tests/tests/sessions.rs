//! Sessions: carried on by refresh tokens, listed, ended.

use chrono::Duration;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use motcua_tests::Bureau;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{HOME, LAN, PASSWORD, from, with};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn a_refresh_token_is_good_once_and_its_reuse_ends_the_session(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    let first = bureau
        .accounts
        .sign_in(&with(LAN, PASSWORD), &from(HOME))
        .await
        .unwrap();
    let second = bureau.accounts.refresh(&first.refresh_token).await.unwrap();
    assert_ne!(first.refresh_token, second.refresh_token);
    assert!(
        bureau
            .accounts
            .authenticate(&second.access_token)
            .await
            .is_ok()
    );

    let stolen = bureau.accounts.refresh(&first.refresh_token).await;
    assert_eq!(stolen.unwrap_err().code(), ErrorCode::Unauthorized);
    for tokens in [&first, &second] {
        assert!(
            bureau
                .accounts
                .authenticate(&tokens.access_token)
                .await
                .is_err()
        );
        assert!(
            bureau
                .accounts
                .refresh(&tokens.refresh_token)
                .await
                .is_err()
        );
    }
    for nonsense in ["", "abc", &"x".repeat(5_000)] {
        let refused = bureau.accounts.refresh(nonsense).await;
        assert_eq!(refused.unwrap_err().code(), ErrorCode::Unauthorized);
    }
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn of_two_refreshes_at_once_one_wins_and_the_session_ends(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    let tokens = bureau
        .accounts
        .sign_in(&with(LAN, PASSWORD), &from(HOME))
        .await
        .unwrap();
    let refresh = || bureau.accounts.refresh(&tokens.refresh_token);
    let (one, other) = tokio::join!(refresh(), refresh());
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1);
    assert!(
        bureau
            .accounts
            .authenticate(&tokens.access_token)
            .await
            .is_err()
    );
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn a_session_ends_when_it_is_idle_for_too_long(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    let tokens = bureau
        .accounts
        .sign_in(&with(LAN, PASSWORD), &from(HOME))
        .await
        .unwrap();
    bureau.pass(Duration::hours(11));
    let tokens = bureau
        .accounts
        .refresh(&tokens.refresh_token)
        .await
        .unwrap();
    bureau.pass(Duration::hours(12));
    let refused = bureau.accounts.refresh(&tokens.refresh_token).await;
    assert_eq!(refused.unwrap_err().code(), ErrorCode::Unauthorized);
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn sessions_are_listed_and_ended_one_or_all(#[values(Sqlite, Postgres)] database: Database) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    bureau
        .user("minh@hungyen.example", Role::Officer, Some("so-y-te"))
        .await;
    let mut tokens = Vec::new();
    for _ in 0..3 {
        tokens.push(
            bureau
                .accounts
                .sign_in(&with(LAN, PASSWORD), &from(HOME))
                .await
                .unwrap(),
        );
    }
    let own = bureau.staff(&tokens[0].access_token).await;
    let second = bureau.staff(&tokens[1].access_token).await;
    let listed = bureau.accounts.sessions_of(&own).await.unwrap();
    assert_eq!(listed.len(), 3);
    assert_eq!(listed.iter().filter(|session| session.current).count(), 1);

    let minh = bureau
        .accounts
        .sign_in(&with("minh@hungyen.example", PASSWORD), &from(HOME))
        .await;
    let minh = bureau.staff(&minh.unwrap().access_token).await;
    let foreign = bureau.accounts.end_session(&minh, second.session_id).await;
    assert_eq!(foreign.unwrap_err().code(), ErrorCode::NotFound);

    bureau
        .accounts
        .end_session(&own, second.session_id)
        .await
        .unwrap();
    assert!(
        bureau
            .accounts
            .authenticate(&tokens[1].access_token)
            .await
            .is_err()
    );
    bureau.accounts.end_other_sessions(&own).await.unwrap();
    assert!(
        bureau
            .accounts
            .authenticate(&tokens[2].access_token)
            .await
            .is_err()
    );
    assert!(
        bureau
            .accounts
            .authenticate(&tokens[0].access_token)
            .await
            .is_ok()
    );
    bureau
        .accounts
        .sign_out(&tokens[0].refresh_token)
        .await
        .unwrap();
    assert!(
        bureau
            .accounts
            .authenticate(&tokens[0].access_token)
            .await
            .is_err()
    );
    bureau.close().await;
}
