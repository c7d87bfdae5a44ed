//! Codes that are sent, and what a look-up gives.

use chrono::Duration;
use mobile_contract::ErrorCode;
use mobile_contract::limits::{DOSSIER_OTP_FEW, DOSSIER_OTP_TRIES, OTP_TRIES};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::followed::{CODE, LAST4, OTHER, PHONE};
use motcua_tests::send;
use rstest::rstest;
use serde_json::json;
use uuid::Uuid;

use super::{NOBODYS, ask, code_of, digits, numbers, open, open_by, with_dossiers, with_gateway};

#[rstest]
#[tokio::test]
async fn a_code_sent_to_the_phone_in_the_dossier_opens_it_once(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(both) = with_gateway(db).await else {
        return;
    };
    let app = &both.0;
    // Another number, and a dossier of somebody else: nobody gets anything, and everybody a challenge.
    let other = ask(app, CODE, "0987 000 111").await;
    ask(app, OTHER, PHONE).await;
    ask(app, NOBODYS, PHONE).await;
    let own = ask(app, CODE, "+84 912 345 678").await;
    let sent = digits(&both, 1).await;
    assert!(both.1.texts(app, "+84987000111").await.is_empty());
    let count = "SELECT COUNT(*) AS n FROM dossier_codes";
    assert_eq!(numbers(app, count).await, [4], "as much is stored for each");
    // No digits are right where none were sent, however many are tried from however many networks.
    let live = format!("{count} WHERE code_mark <> '{}'", "0".repeat(64));
    assert_eq!(numbers(app, &live).await, [1]);
    for (code, challenge) in [(OTHER, own), (CODE, other), (CODE, Uuid::now_v7())] {
        assert_eq!(
            code_of(open_by(app, code, &sent, Some(challenge)).await),
            Some(ErrorCode::DossierNotFound)
        );
    }
    assert_eq!(
        code_of(open(app, CODE, &sent).await),
        Some(ErrorCode::Invalid)
    );
    assert!(open_by(app, CODE, &sent, Some(own)).await.is_ok());
    assert_eq!(
        code_of(open_by(app, CODE, &sent, Some(own)).await),
        Some(ErrorCode::DossierNotFound)
    );
    let fixed = json!({"code": CODE, "phone": "0221 3863 456"});
    let _ = send(app.post("/v1/dossiers/lookup/otp").json(&fixed))
        .await
        .problem(ErrorCode::Invalid);
}

#[rstest]
#[tokio::test]
async fn five_wrong_tries_use_ones_own_code_up_and_nobody_elses(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(both) = with_gateway(db).await else {
        return;
    };
    let app = &both.0;
    let own = ask(app, CODE, PHONE).await;
    let sent = digits(&both, 1).await;
    let wrong = format!("{:06}", (sent.parse::<u32>().unwrap() + 1) % 1_000_000);
    // A stranger asks, too, with a number of their own, and tries in vain.
    let strangers = ask(app, CODE, "0987 000 111").await;
    for _ in 0..=OTP_TRIES {
        assert!(open_by(app, CODE, &wrong, Some(strangers)).await.is_err());
    }
    assert!(open_by(app, CODE, &sent, Some(own)).await.is_ok());
    let own = ask(app, CODE, PHONE).await;
    let sent = digits(&both, 2).await;
    let wrong = format!("{:06}", (sent.parse::<u32>().unwrap() + 1) % 1_000_000);
    for _ in 0..OTP_TRIES {
        assert!(open_by(app, CODE, &wrong, Some(own)).await.is_err());
    }
    assert!(open_by(app, CODE, &sent, Some(own)).await.is_err());
    // A new one works, for five minutes.
    let own = ask(app, CODE, PHONE).await;
    let sent = digits(&both, 3).await;
    app.clock().set(app.clock().now() + Duration::minutes(5));
    assert!(open_by(app, CODE, &sent, Some(own)).await.is_err());
}

#[rstest]
#[tokio::test]
async fn guesses_at_sent_codes_leave_the_next_one_two_tries(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(both) = with_gateway(db).await else {
        return;
    };
    let app = &both.0;
    let codes = DOSSIER_OTP_TRIES / OTP_TRIES;
    for n in 0..codes {
        let own = ask(app, CODE, PHONE).await;
        let sent = digits(&both, usize::try_from(n + 1).unwrap()).await;
        let wrong = format!("{:06}", (sent.parse::<u32>().unwrap() + 1) % 1_000_000);
        for _ in 0..OTP_TRIES {
            assert!(open_by(app, CODE, &wrong, Some(own)).await.is_err());
        }
    }
    let own = ask(app, CODE, PHONE).await;
    let sent = digits(&both, usize::try_from(codes + 1).unwrap()).await;
    let wrong = format!("{:06}", (sent.parse::<u32>().unwrap() + 1) % 1_000_000);
    for _ in 0..DOSSIER_OTP_FEW {
        assert!(open_by(app, CODE, &wrong, Some(own)).await.is_err());
    }
    assert!(open_by(app, CODE, &sent, Some(own)).await.is_err());
}

#[rstest]
#[tokio::test]
async fn who_asks_in_vain_uses_up_nobodys_codes(#[values(Sqlite, Postgres)] db: Database) {
    let Some(both) = with_gateway(db).await else {
        return;
    };
    let app = &both.0;
    ask(app, NOBODYS, PHONE).await;
    ask(app, OTHER, PHONE).await;
    ask(app, CODE, PHONE).await;
    let _ = digits(&both, 1).await;
    // Against who asks each one counts, alone and with the number; against the number only what was sent.
    let counted = "SELECT CAST(count AS BIGINT) AS n FROM auth_throttles ORDER BY count";
    assert_eq!(numbers(app, counted).await, [1, 3, 3]);
}

#[rstest]
#[tokio::test]
async fn guesses_at_many_codes_at_once_count_whole(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = with_dossiers(db).await else {
        return;
    };
    let mut guesses = tokio::task::JoinSet::new();
    for n in 0..100 {
        let body = json!({"code": format!("H31.12.45-261120-{:04}", 5_000 + n), "proof": "0000"});
        guesses.spawn(send(app.post("/v1/dossiers/lookup").json(&body)));
    }
    let answers = guesses.join_all().await;
    let looked_at = answers.iter().filter(|a| a.status == 404).count();
    // Those that were looked at already when the counter was full: as many as there are connections.
    assert!((20..=60).contains(&looked_at), "{looked_at}");
    let most = "SELECT CAST(MAX(count) AS BIGINT) AS n FROM auth_throttles";
    let counted = numbers(&app, most).await[0];
    assert_eq!(usize::try_from(counted).unwrap(), looked_at);
}

#[rstest]
#[tokio::test]
async fn what_a_look_up_gives_opens_it_again_for_half_an_hour(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = with_dossiers(db).await else {
        return;
    };
    let pass = open(&app, CODE, LAST4).await.unwrap().pass;
    app.clock().set(app.clock().now() + Duration::minutes(20));
    // Half an hour stays half an hour, however often it is used.
    assert_eq!(open(&app, CODE, &pass).await.unwrap().pass, pass);
    assert!(open(&app, OTHER, &pass).await.is_err());
    app.clock().set(app.clock().now() + Duration::minutes(10));
    assert!(open(&app, CODE, &pass).await.is_err());
}
