//! Signing in, and what slows guessing down.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use motcua::accounts::LONGEST_WAIT;
use motcua_tests::Bureau;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{ELSEWHERE, HOME, LAN, PASSWORD, Sent, from, with};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn the_right_password_signs_in_and_whatever_is_wrong_looks_the_same(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    let tokens = bureau
        .accounts
        .sign_in(&with(" LAN@hungyen.example ", PASSWORD), &from(HOME))
        .await;
    let lan = bureau.staff(&tokens.unwrap().access_token).await;
    assert_eq!((lan.login.as_str(), lan.role), (LAN, Role::Officer));
    for (login, password) in [
        (LAN, "sai mật khẩu"),
        ("ai-do@hungyen.example", PASSWORD),
        ("", ""),
    ] {
        let refused = bureau
            .accounts
            .sign_in(&with(login, password), &from(HOME))
            .await;
        assert_eq!(
            refused.unwrap_err().code(),
            ErrorCode::SignInFailed,
            "{login}"
        );
    }
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn guessing_slows_down_and_the_right_password_works_after_the_wait(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    let guess = |password: &'static str| {
        let (login, caller) = (with(LAN, password), from(ELSEWHERE));
        let accounts = bureau.accounts.clone();
        async move {
            accounts
                .sign_in(&login, &caller)
                .await
                .map(drop)
                .map_err(|e| e.code())
        }
    };
    let mut refused = 0;
    for _ in 0..40 {
        match guess("sai mật khẩu").await {
            Err(ErrorCode::SignInFailed) => {}
            // Waiting for as long as is ever asked for always gives another try.
            Err(ErrorCode::RateLimited) => {
                refused += 1;
                bureau.pass(LONGEST_WAIT);
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(refused >= 15, "{refused}");
    bureau.pass(LONGEST_WAIT);
    assert_eq!(guess(PASSWORD).await, Ok(()));
    // Being right begins the count anew.
    for _ in 0..4 {
        assert_eq!(guess("sai mật khẩu").await, Err(ErrorCode::SignInFailed));
    }
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn guesses_from_elsewhere_do_not_lock_the_owner_out(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    bureau
        .accounts
        .sign_in(&with(LAN, PASSWORD), &from(HOME))
        .await
        .unwrap();
    let mut last = None;
    for _ in 0..8 {
        let guess = bureau
            .accounts
            .sign_in(&with(LAN, "sai mật khẩu"), &from(ELSEWHERE))
            .await;
        last = Some(guess.unwrap_err().code());
    }
    assert_eq!(last, Some(ErrorCode::RateLimited));
    assert!(
        bureau
            .accounts
            .sign_in(&with(LAN, PASSWORD), &from(HOME))
            .await
            .is_ok()
    );
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn guesses_sent_at_once_are_counted_one_by_one(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    let guesses: Vec<_> = (0..12)
        .map(|_| {
            let accounts = bureau.accounts.clone();
            tokio::spawn(async move {
                let guess = accounts
                    .sign_in(&with(LAN, "sai mật khẩu"), &from(ELSEWHERE))
                    .await;
                guess.unwrap_err().code()
            })
        })
        .collect();
    let mut tried = 0;
    for guess in guesses {
        tried += usize::from(guess.await.unwrap() == ErrorCode::SignInFailed);
    }
    assert_eq!(tried, 5);
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn a_sign_in_from_elsewhere_is_told_to_the_owner(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    for address in [HOME, HOME] {
        bureau
            .accounts
            .sign_in(&with(LAN, PASSWORD), &from(address))
            .await
            .unwrap();
    }
    assert_eq!(bureau.letters(), []);
    bureau
        .accounts
        .sign_in(&with(LAN, PASSWORD), &from(ELSEWHERE))
        .await
        .unwrap();
    let told = Sent::NewSignIn { to: LAN.to_owned() };
    assert_eq!(bureau.letters(), [told]);
    bureau.close().await;
}
