//! Guesses at codes and proofs.

use chrono::Duration;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::limits::{DOSSIER_TRIES, DOSSIER_TRIES_OF_CLIENT};
use mobile_contract::qr::RevokeQrCode;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::LAN;
use motcua_tests::followed::{CODE, LAST4, OTHER, PHONE};
use motcua_tests::http::Answer;
use motcua_tests::{codes, send};
use rstest::rstest;
use serde_json::json;

use super::{
    NOBODYS, ask, code_of, digits, numbers, open, open_by, tried, with_dossiers, with_gateway,
};

#[rstest]
#[tokio::test]
async fn a_wrong_code_and_a_wrong_proof_look_alike(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = with_dossiers(db).await else {
        return;
    };
    let bytes = |answer: &Answer| {
        let text = answer.text();
        let id = answer.json()["request_id"].as_str().unwrap().to_owned();
        text.replace(&id, "")
    };
    let headers = |answer: &Answer| -> Vec<(String, String)> {
        let mut headers: Vec<_> = answer
            .headers
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "date" | "x-request-id"))
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        headers.sort();
        headers
    };
    let signed = "JVQ4GCU.K7Q2.".to_owned() + &"A".repeat(103);
    for proof in ["0000", "0001", &signed, "pass_AAAA"] {
        let wrong = tried(&app, CODE, proof).await;
        let nobodys = tried(&app, NOBODYS, proof).await;
        assert_eq!(wrong.status, 404, "{wrong:?}");
        assert_eq!(nobodys.status, 404);
        assert_eq!(bytes(&wrong), bytes(&nobodys), "{proof}");
        assert_eq!(headers(&wrong), headers(&nobodys), "{proof}");
        let _ = wrong.problem(ErrorCode::DossierNotFound);
    }
    // Both leave the same counters behind: a code that does not exist is throttled as one that does.
    let counted = "SELECT count AS n FROM auth_throttles ORDER BY count";
    let counted = match db {
        Sqlite => counted.to_owned(),
        _ => counted.replace("count AS n", "CAST(count AS BIGINT) AS n"),
    };
    // A pass that opens nothing is no guess.
    assert_eq!(numbers(&app, &counted).await, [2, 2, 6, 6]);
    // The form of a proof tells nothing of the code.
    for code in [CODE, NOBODYS] {
        let _ = tried(&app, code, "Lan").await.problem(ErrorCode::Invalid);
    }
}

#[rstest]
#[tokio::test]
async fn guessing_is_slowed_down_for_known_and_unknown_codes_alike(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = with_dossiers(db).await else {
        return;
    };
    let mut waits = Vec::new();
    for code in [CODE, NOBODYS] {
        for _ in 0..DOSSIER_TRIES {
            let _ = tried(&app, code, "0000").await.expect(404);
        }
        let refused = tried(&app, code, "0000").await.expect(429);
        waits.push((
            refused.header("retry-after").to_owned(),
            refused.json()["detail"].clone(),
        ));
    }
    assert_eq!(waits[0], waits[1]);
    assert!(
        waits[0].1.as_str().unwrap().contains("quét mã QR"),
        "{waits:?}"
    );
    // Right digits are held up, too, or waiting would tell; a little later they open it.
    let _ = tried(&app, CODE, LAST4).await.expect(429);
    app.clock().set(app.clock().now() + Duration::seconds(2));
    assert!(open(&app, CODE, LAST4).await.is_ok());
    // The next wrong one makes the wait longer: right ones in between did not start it anew.
    let _ = tried(&app, CODE, "0000").await.expect(404);
    let refused = tried(&app, CODE, "0000").await.expect(429);
    assert_eq!(refused.header("retry-after"), "2");
}

#[rstest]
#[tokio::test]
async fn guesses_sent_at_once_are_counted_one_by_one(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = with_dossiers(db).await else {
        return;
    };
    let mut guesses = tokio::task::JoinSet::new();
    for n in 0..30 {
        let body = json!({"code": CODE, "proof": format!("{n:04}")});
        let request = app.post("/v1/dossiers/lookup").json(&body);
        guesses.spawn(send(request));
    }
    let answers = guesses.join_all().await;
    let looked_at = answers.iter().filter(|a| a.status == 404).count();
    let limit = usize::try_from(DOSSIER_TRIES).unwrap();
    assert_eq!(looked_at, limit, "{answers:?}");
    assert!(answers.iter().all(|a| matches!(a.status, 404 | 429)));
}

#[rstest]
#[tokio::test]
async fn a_client_who_tries_many_codes_is_slowed_down(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = with_dossiers(db).await else {
        return;
    };
    let mut refused = None;
    for n in 0..40 {
        let answer = tried(&app, &format!("H31.12.45-261120-{:04}", 5_000 + n), "0000").await;
        if answer.status == 429 {
            refused = Some(n);
            break;
        }
    }
    assert_eq!(refused, Some(20));
    // Whoever shares the address is told what else opens a dossier; a pass does.
    let answer = tried(&app, CODE, LAST4).await.expect(429);
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    assert!(
        detail.contains("Mạng bạn") && detail.contains("quét mã QR"),
        "{detail}"
    );
}

#[rstest]
#[tokio::test]
async fn guesses_from_the_same_address_hold_no_code_up_that_was_sent(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(both) = with_gateway(db).await else {
        return;
    };
    let app = &both.0;
    let pass = open(app, CODE, LAST4).await.unwrap().pass;
    let own = ask(app, CODE, PHONE).await;
    let sent = digits(&both, 1).await;
    for n in 0..=DOSSIER_TRIES_OF_CLIENT {
        let _ = tried(app, &format!("H31.12.45-261120-{:04}", 5_000 + n), "0000").await;
    }
    let _ = tried(app, CODE, LAST4).await.expect(429);
    assert!(open(app, CODE, &pass).await.is_ok());
    assert!(open_by(app, CODE, &sent, Some(own)).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn a_pass_that_ran_out_is_no_guess(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = with_dossiers(db).await else {
        return;
    };
    let pass = open(&app, CODE, LAST4).await.unwrap().pass;
    app.clock().set(app.clock().now() + Duration::minutes(31));
    for code in [CODE, OTHER] {
        for _ in 0..=DOSSIER_TRIES_OF_CLIENT {
            let _ = tried(&app, code, &pass).await.expect(404);
        }
    }
    assert!(open(&app, CODE, LAST4).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn a_receipt_opens_its_own_dossier_also_while_others_guess(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = with_dossiers(db).await else {
        return;
    };
    let (_, keeper) = app.signed_in(LAN, Role::Administrator, None).await;
    let receipt = codes::of_dossier(CODE, codes::AGENCY);
    let made = keeper.new_qr_code(&receipt).await.unwrap();
    let link = codes::printed(&app, &made.code);
    for _ in 0..=DOSSIER_TRIES {
        let _ = tried(&app, CODE, "0000").await;
    }
    let _ = tried(&app, CODE, LAST4).await.expect(429);
    let tail = codes::tail(&link);
    let copied = format!("{link}).");
    for proof in [link.as_str(), tail, &tail.to_lowercase(), &copied] {
        assert!(open(&app, CODE, proof).await.is_ok(), "{proof}");
    }
    // Another dossier is not opened by it, nor this one by its bare code or a changed signature.
    assert_eq!(
        code_of(open(&app, OTHER, &link).await),
        Some(ErrorCode::DossierNotFound)
    );
    assert_eq!(
        code_of(open(&app, CODE, made.code.as_str()).await),
        Some(ErrorCode::Invalid)
    );
    let changed = format!("{}{}", &tail[..tail.len() - 3], "AAA");
    assert_eq!(
        code_of(open(&app, CODE, &changed).await),
        Some(ErrorCode::DossierNotFound)
    );
    let why = RevokeQrCode {
        reason: "Giấy hẹn in nhầm".to_owned(),
    };
    keeper.revoke_qr_code(&made.code, &why).await.unwrap();
    assert_eq!(
        code_of(open(&app, CODE, &link).await),
        Some(ErrorCode::DossierNotFound)
    );
}
