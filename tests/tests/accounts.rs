//! Signing in, sessions, passwords and authenticators, by the accounts themselves.

use chrono::Duration;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::{Login, PasswordChange, PasswordReset, Role};
use motcua::accounts::{LONGEST_WAIT, Principal, Staff};
use motcua_tests::Bureau;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{PASSWORD, Sent, TotpApp, from, with};
use rstest::rstest;

const LAN: &str = "lan@hungyen.example";
const HOME: &str = "10.0.0.1";
const ELSEWHERE: &str = "192.0.2.7";

async fn staff(bureau: &Bureau, access_token: &str) -> Staff {
    match bureau.accounts.authenticate(access_token).await.unwrap() {
        Principal::Staff(staff) => staff,
        Principal::Citizen(citizen) => panic!("{citizen:?}"),
    }
}

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
    let lan = staff(&bureau, &tokens.unwrap().access_token).await;
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
    let own = staff(&bureau, &tokens[0].access_token).await;
    let second = staff(&bureau, &tokens[1].access_token).await;
    let listed = bureau.accounts.sessions_of(&own).await.unwrap();
    assert_eq!(listed.len(), 3);
    assert_eq!(listed.iter().filter(|session| session.current).count(), 1);

    let minh = bureau
        .accounts
        .sign_in(&with("minh@hungyen.example", PASSWORD), &from(HOME))
        .await;
    let minh = staff(&bureau, &minh.unwrap().access_token).await;
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
    let lan = staff(&bureau, &here.access_token).await;
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
    let reset = PasswordReset {
        token: link(&letters[2..]),
        password: "năm cửa ô Hà Nội".to_owned(),
    };
    let late = bureau.accounts.reset_password(&reset);
    assert_eq!(late.await.unwrap_err().code(), ErrorCode::LinkExpired);
    bureau.close().await;
}

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
    let lan = staff(&bureau, &tokens.access_token).await;
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
    let lan = staff(&bureau, &tokens.access_token).await;
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
