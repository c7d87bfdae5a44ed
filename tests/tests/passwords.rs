//! Passwords: changed, forgotten, and what lies in the database.

use chrono::Duration;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::{PasswordChange, PasswordReset, Role};
use motcua_tests::Bureau;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{HOME, LAN, PASSWORD, Sent, from, with};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn changing_the_password_ends_the_other_sessions(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    let here = bureau
        .accounts
        .sign_in(&with(LAN, PASSWORD), &from(HOME))
        .await
        .unwrap();
    let there = bureau
        .accounts
        .sign_in(&with(LAN, PASSWORD), &from(HOME))
        .await
        .unwrap();
    let lan = bureau.staff(&here.access_token).await;
    let change = |current: &str, new: &str| PasswordChange {
        current: current.to_owned(),
        new: new.to_owned(),
    };
    let new = "năm cửa ô Hà Nội";
    for (current, chosen, code) in [
        ("sai mật khẩu", new, ErrorCode::SignInFailed),
        (PASSWORD, "quá ngắn", ErrorCode::Invalid),
        (PASSWORD, LAN, ErrorCode::Invalid),
    ] {
        let refused = bureau
            .accounts
            .change_password(&lan, &change(current, chosen), &from(HOME))
            .await;
        assert_eq!(refused.unwrap_err().code(), code, "{chosen}");
    }
    bureau
        .accounts
        .change_password(&lan, &change(PASSWORD, new), &from(HOME))
        .await
        .unwrap();
    assert!(
        bureau
            .accounts
            .authenticate(&here.access_token)
            .await
            .is_ok()
    );
    assert!(
        bureau
            .accounts
            .authenticate(&there.access_token)
            .await
            .is_err()
    );
    assert!(
        bureau
            .accounts
            .sign_in(&with(LAN, PASSWORD), &from(HOME))
            .await
            .is_err()
    );
    assert!(
        bureau
            .accounts
            .sign_in(&with(LAN, new), &from(HOME))
            .await
            .is_ok()
    );
    bureau.close().await;
}

fn link(letters: &[Sent]) -> String {
    match letters {
        [Sent::Link { to, token }] if to == LAN => token.clone(),
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[tokio::test]
async fn a_forgotten_password_is_set_anew_by_a_link_that_is_good_once(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    let signed_in = bureau
        .accounts
        .sign_in(&with(LAN, PASSWORD), &from(HOME))
        .await
        .unwrap();
    bureau
        .accounts
        .forgot_password("ai-do@hungyen.example", &from(HOME))
        .await
        .unwrap();
    assert_eq!(bureau.letters(), []);
    bureau
        .accounts
        .forgot_password(LAN, &from(HOME))
        .await
        .unwrap();
    let older = link(&bureau.letters());
    bureau
        .accounts
        .forgot_password(LAN, &from(HOME))
        .await
        .unwrap();
    let token = link(&bureau.letters());
    let reset = |token: &str, password: &str| PasswordReset {
        token: token.to_owned(),
        password: password.to_owned(),
    };
    let new = "năm cửa ô Hà Nội";
    for (token, password, code) in [
        (older.as_str(), new, ErrorCode::LinkExpired),
        ("không phải của ta", new, ErrorCode::LinkExpired),
        // A password that is refused does not use the link up.
        (token.as_str(), "ngắn", ErrorCode::Invalid),
    ] {
        let refused = bureau
            .accounts
            .reset_password(&reset(token, password))
            .await;
        assert_eq!(refused.unwrap_err().code(), code);
    }
    bureau
        .accounts
        .reset_password(&reset(&token, new))
        .await
        .unwrap();
    assert!(
        bureau
            .accounts
            .authenticate(&signed_in.access_token)
            .await
            .is_err()
    );
    let again = bureau.accounts.reset_password(&reset(&token, new)).await;
    assert_eq!(again.unwrap_err().code(), ErrorCode::LinkExpired);
    assert!(
        bureau
            .accounts
            .sign_in(&with(LAN, new), &from(HOME))
            .await
            .is_ok()
    );
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn a_link_runs_out_and_nobody_is_sent_many(#[values(Sqlite, Postgres)] database: Database) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    for _ in 0..6 {
        bureau
            .accounts
            .forgot_password(LAN, &from(HOME))
            .await
            .unwrap();
    }
    let letters = bureau.letters();
    assert_eq!(letters.len(), 3);
    bureau.pass(Duration::minutes(30));
    let late = PasswordReset {
        token: link(&letters[2..]),
        password: "năm cửa ô Hà Nội".to_owned(),
    };
    let refused = bureau.accounts.reset_password(&late).await;
    assert_eq!(refused.unwrap_err().code(), ErrorCode::LinkExpired);
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn at_rest_nothing_can_be_read_without_the_key_file(
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
    let enrolment = bureau.accounts.enrol(&lan).await.unwrap();
    bureau
        .accounts
        .forgot_password(LAN, &from(HOME))
        .await
        .unwrap();
    let token = link(&bureau.letters());
    let dump = everything(&bureau).await;
    for secret in [
        PASSWORD,
        &tokens.refresh_token,
        &enrolment.secret,
        &token,
        HOME,
    ] {
        assert!(!dump.contains(secret), "{secret} lies open in the database");
    }
    bureau.close().await;
}

/// Every text of the tables of accounts.
async fn everything(bureau: &Bureau) -> String {
    use sea_orm::{ConnectionTrait, QueryResult, Statement};
    let mut dump = String::new();
    for (table, columns) in [
        ("users", "login, password_hash, totp_secret"),
        ("sessions", "device, address_fingerprint"),
        ("refresh_tokens", "hash"),
        ("password_links", "hash"),
        ("auth_throttles", "key"),
        ("signing_keys", "public, private"),
        ("citizens", "contact, contact_fingerprint"),
        (
            "otp_challenges",
            "contact, contact_fingerprint, code_fingerprint",
        ),
    ] {
        let sql = format!("SELECT {columns} FROM {table}");
        let backend = bureau.db.get_database_backend();
        let rows: Vec<QueryResult> = bureau
            .db
            .query_all_raw(Statement::from_string(backend, sql))
            .await
            .unwrap();
        for row in rows {
            for column in columns.split(", ") {
                let value: Option<String> = row.try_get("", column).unwrap();
                dump += &value.unwrap_or_default();
                dump.push('\n');
            }
        }
    }
    dump
}
