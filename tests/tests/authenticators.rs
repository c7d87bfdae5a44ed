//! Authenticators: proved, asked for, and no code is good twice.

use chrono::Duration;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::{Login, Role};
use motcua_tests::Bureau;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{HOME, LAN, PASSWORD, TotpApp, from, with};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn an_authenticator_is_proved_asked_for_and_no_code_is_good_twice(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Operator, None).await;
    let tokens = bureau
        .accounts
        .sign_in(&with(LAN, PASSWORD), &from(HOME))
        .await
        .unwrap();
    let lan = bureau.staff(&tokens.access_token).await;
    let early = bureau
        .accounts
        .confirm_totp(&lan, "123456", &from(HOME))
        .await;
    assert_eq!(early.unwrap_err().code(), ErrorCode::TotpState);
    let enrolment = bureau.accounts.enrol(&lan).await.unwrap();
    assert!(
        enrolment.uri.starts_with("otpauth://totp/"),
        "{}",
        enrolment.uri
    );
    let phone = TotpApp::new(&enrolment.secret);
    let wrong = bureau
        .accounts
        .confirm_totp(&lan, "000000", &from(HOME))
        .await;
    assert_eq!(wrong.unwrap_err().code(), ErrorCode::SignInFailed);
    let code = phone.shows(bureau.clock.now());
    let recovery = bureau
        .accounts
        .confirm_totp(&lan, &code, &from(HOME))
        .await
        .unwrap();
    let again = bureau.accounts.enrol(&lan).await;
    assert_eq!(again.unwrap_err().code(), ErrorCode::TotpState);

    let sign_in = |code: Option<String>| {
        let accounts = bureau.accounts.clone();
        let login = Login {
            code,
            ..with(LAN, PASSWORD)
        };
        async move {
            accounts
                .sign_in(&login, &from(HOME))
                .await
                .map(drop)
                .map_err(|e| e.code())
        }
    };
    assert_eq!(sign_in(None).await, Err(ErrorCode::TotpRequired));
    // The code that proved the secret has been used.
    assert_eq!(sign_in(Some(code)).await, Err(ErrorCode::SignInFailed));
    bureau.pass(Duration::seconds(30));
    let next = phone.shows(bureau.clock.now());
    assert_eq!(sign_in(Some(next.clone())).await, Ok(()));
    assert_eq!(sign_in(Some(next)).await, Err(ErrorCode::SignInFailed));
    let spare = recovery.codes[0].to_uppercase();
    assert_eq!(sign_in(Some(spare.clone())).await, Ok(()));
    assert_eq!(sign_in(Some(spare)).await, Err(ErrorCode::SignInFailed));
    bureau
        .accounts
        .disable_totp(&lan, &recovery.codes[1], &from(HOME))
        .await
        .unwrap();
    assert_eq!(sign_in(None).await, Ok(()));
    bureau.close().await;
}
