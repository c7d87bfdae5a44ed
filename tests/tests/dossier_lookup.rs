//! Looking a dossier up: what opens it, what does not, and what nobody can tell from that.

use chrono::Duration;
use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, Paging};
use mobile_contract::dossier::event::{
    DossierChannel, DossierEvent, DossierEventKind as Kind, DossierState,
};
use mobile_contract::dossier::lookup::{DossierLookup, DossierOtpRequest, DossierView};
use mobile_contract::limits::{
    DOSSIER_OTP_FEW, DOSSIER_OTP_TRIES, DOSSIER_TRIES, DOSSIER_TRIES_OF_CLIENT, OTP_TRIES,
};
use mobile_contract::qr::RevokeQrCode;
use mobile_contract::{ErrorCode, Locale};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{LAN, NOW};
use motcua_tests::followed::{CODE, ID4, LAST4, OTHER, PHONE, event, received};
use motcua_tests::gateway::Gateway;
use motcua_tests::http::Answer;
use motcua_tests::{App, codes, send, spawn_app};
use rstest::rstest;
use sea_orm::ConnectionTrait;
use serde_json::json;
use uuid::Uuid;

/// Well formed, and nobody's.
const NOBODYS: &str = "H31.12.45-261120-9999";

async fn with_dossiers(db: Database) -> Option<App> {
    let app = spawn_app(db).await?;
    app.told(&[received(CODE), other()]).await;
    Some(app)
}

fn other() -> DossierEvent {
    let mut other = received(OTHER);
    let applicant = other.applicant.as_mut().unwrap();
    applicant.phone = Some("0987 000 111".to_owned());
    applicant.id_number = None;
    other
}

async fn open(app: &App, code: &str, proof: &str) -> Result<DossierView, ClientError> {
    open_by(app, code, proof, None).await
}

async fn open_by(
    app: &App,
    code: &str,
    proof: &str,
    challenge: Option<Uuid>,
) -> Result<DossierView, ClientError> {
    let lookup = DossierLookup {
        code: code.parse().unwrap(),
        proof: proof.to_owned(),
        challenge,
    };
    app.client().look_up_dossier(&lookup).await
}

fn code_of(refused: Result<DossierView, ClientError>) -> Option<ErrorCode> {
    refused.err()?.problem().map(|p| p.code)
}

async fn tried(app: &App, code: &str, proof: &str) -> Answer {
    let body = json!({"code": code, "proof": proof});
    send(app.post("/v1/dossiers/lookup").json(&body)).await
}

/// A row of numbers from the database.
async fn numbers(app: &App, sql: &str) -> Vec<i64> {
    let database = app.database().await;
    let backend = database.get_database_backend();
    let rows = sea_orm::Statement::from_string(backend, sql.to_owned());
    let rows = database.query_all_raw(rows).await.unwrap();
    rows.iter()
        .map(|row| row.try_get("", "n").unwrap())
        .collect()
}

#[rstest]
#[tokio::test]
async fn the_owner_sees_where_it_is_and_nothing_of_their_own(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = with_dossiers(db).await else {
        return;
    };
    for proof in [LAST4, ID4] {
        let view = open(&app, CODE, proof).await.unwrap();
        assert_eq!(view.state, DossierState::InProgress);
        assert_eq!(view.state_text, "Đang giải quyết, còn trong hạn");
        assert_eq!(view.applicant.as_deref(), Some("N.T.L."));
        assert_eq!(view.agency.unwrap().id.as_str(), "so-tu-phap");
        assert_eq!(view.procedure.unwrap().code.as_str(), "1.001193");
        assert!(view.due_at.is_some() && !view.late, "{:?}", view.due_at);
        assert!(view.next_step.contains("25/11/2026"), "{}", view.next_step);
        assert_eq!(view.timeline.len(), 1);
        let clock = view.clock.unwrap();
        assert_eq!(clock.due_at, view.due_at);
        assert!(!clock.dates.is_empty());
    }
    let whole = tried(&app, CODE, LAST4).await.expect(200).text();
    for private in ["Lan", "0912", "345678", "033190", "ban-03", "lan.rieng"] {
        assert!(!whole.contains(private), "{private}: {whole}");
    }
    let english = app.client_in(Locale::En);
    let lookup = DossierLookup {
        code: CODE.parse().unwrap(),
        proof: LAST4.to_owned(),
        challenge: None,
    };
    let view = english.look_up_dossier(&lookup).await.unwrap();
    assert_eq!(view.state_text, "Being processed, within the time limit");
}

#[rstest]
#[tokio::test]
async fn what_is_late_says_by_how_many_working_days(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = with_dossiers(db).await else {
        return;
    };
    // Due on Wednesday, the 25th; now it is Monday, the 30th.
    app.clock().set("2026-11-30T02:00:00Z".parse().unwrap());
    let view = open(&app, CODE, LAST4).await.unwrap();
    assert!(view.late && view.late_working_days == 3, "{view:?}");
    assert!(
        view.state_text.contains("quá hạn 3 ngày"),
        "{}",
        view.state_text
    );
    let extended = DossierEvent {
        due_at: Some("2026-12-02T17:00:00+07:00".parse().unwrap()),
        reason: Some("Cần xác minh thêm về bà NGUYỄN THỊ LAN".to_owned()),
        ..event(CODE, "2", "2026-11-30T09:00:00+07:00", Kind::Extended)
    };
    app.told(&[extended]).await;
    let view = open(&app, CODE, LAST4).await.unwrap();
    let apology = view.apology.unwrap();
    assert!(
        !view.late && apology.text.contains("02/12/2026"),
        "{apology:?}"
    );
    let reason = apology.reason.unwrap();
    assert_eq!(reason, "Cần xác minh thêm về bà •••");
    let missing = DossierEvent {
        reason: Some("Thiếu giấy chứng sinh".to_owned()),
        ..event(
            CODE,
            "3",
            "2026-11-30T10:00:00+07:00",
            Kind::SupplementRequested,
        )
    };
    app.told(&[missing]).await;
    app.clock().set("2026-12-20T02:00:00Z".parse().unwrap());
    let view = open(&app, CODE, LAST4).await.unwrap();
    assert_eq!(view.state, DossierState::Waiting);
    assert_eq!(view.reason.as_deref(), Some("Thiếu giấy chứng sinh"));
    assert!(!view.late, "waiting for papers is nobody's delay");
}

#[rstest]
#[tokio::test]
async fn an_apology_is_shown_while_its_day_holds(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let shown = async || {
        let view = open(&app, CODE, LAST4).await.unwrap();
        view.apology
            .map(|apology| (apology.new_day.to_string(), apology.reason))
    };
    // A Saturday: the next working day is meant.
    let late = DossierEvent {
        due_at: Some("2026-12-05T00:00:00+07:00".parse().unwrap()),
        reason: Some("Cần xác minh".to_owned()),
        ..event(CODE, "2", "2026-11-23T08:00:00+07:00", Kind::Extended)
    };
    app.told(&[received(CODE), late]).await;
    let apology = Some(("2026-12-07".to_owned(), Some("Cần xác minh".to_owned())));
    assert_eq!(shown().await, apology);
    // Papers are missing: no day holds. Then the term begins anew, without an apology for it.
    let at = |id, time, kind| event(CODE, id, time, kind);
    app.told(&[at(
        "3",
        "2026-11-23T08:10:00+07:00",
        Kind::SupplementRequested,
    )])
    .await;
    assert_eq!(shown().await, None);
    app.told(&[at(
        "4",
        "2026-11-23T08:20:00+07:00",
        Kind::SupplementReceived,
    )])
    .await;
    assert_eq!(shown().await, None);
    let again = DossierEvent {
        due_at: Some("2026-12-08T17:00:00+07:00".parse().unwrap()),
        ..at("5", "2026-11-23T08:30:00+07:00", Kind::Extended)
    };
    app.told(&[again]).await;
    assert_eq!(shown().await, Some(("2026-12-08".to_owned(), None)));
    app.told(&[at("6", "2026-11-23T08:40:00+07:00", Kind::Resolved)])
        .await;
    assert_eq!(shown().await, None);
}

#[rstest]
#[tokio::test]
async fn who_filed_online_is_not_told_to_come_to_the_counter(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let online = DossierEvent {
        channel: Some(DossierChannel::Online),
        ..received(CODE)
    };
    let done = event(CODE, "2", "2026-11-23T08:00:00+07:00", Kind::Resolved);
    app.told(&[online, done]).await;
    let view = open(&app, CODE, LAST4).await.unwrap();
    assert_eq!(view.state_text, "Đã có kết quả");
    let next = &view.next_step;
    assert!(
        next.starts_with("Kết quả được trả theo cách bạn đã đăng ký"),
        "{next}"
    );
}

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

/// The same, with a gateway for text messages.
async fn with_gateway(db: Database) -> Option<(App, Gateway)> {
    let gateway = Gateway::start();
    let app = gateway.app(db).await?;
    app.told(&[received(CODE), other()]).await;
    Some((app, gateway))
}

async fn ask(app: &App, code: &str, phone: &str) -> Uuid {
    let request = DossierOtpRequest {
        code: code.parse().unwrap(),
        phone: phone.parse().unwrap(),
    };
    let challenge = app.client().ask_dossier_code(&request).await;
    challenge.unwrap().challenge
}

/// The digits that were sent last, once they are there.
async fn digits((app, gateway): &(App, Gateway), count: usize) -> String {
    for _ in 0..200 {
        let texts = gateway.texts(app, "+84912345678").await;
        if texts.len() == count {
            let text = &texts[count - 1];
            return text.split_whitespace().next().unwrap().to_owned();
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("no code was sent");
}

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

#[rstest]
#[tokio::test]
async fn a_citizen_sees_their_own_dossiers_and_no_others(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = with_dossiers(db).await else {
        return;
    };
    let later = DossierEvent {
        at: "2026-11-21T09:00:00+07:00".parse().unwrap(),
        ..received("H31.12.45-261121-0001")
    };
    app.told(&[later]).await;
    let tokens = app.citizen_tokens(PHONE).await;
    let lan = app.client().signed_in(tokens.access_token);
    let mine = lan.my_dossiers(&Paging::default()).await.unwrap();
    let codes: Vec<_> = mine.items.iter().map(|d| d.code.to_string()).collect();
    assert_eq!(codes, ["H31.12.45-261121-0001", CODE]);
    let one = |cursor| Paging {
        cursor,
        limit: Some(1),
    };
    let first = lan.my_dossiers(&one(None)).await.unwrap();
    let second = lan.my_dossiers(&one(first.next_cursor)).await.unwrap();
    assert_eq!(second.items[0].code.as_str(), CODE);
    assert_eq!(second.next_cursor, None);
    // It may be opened from there.
    assert!(open(&app, CODE, &second.items[0].pass).await.is_ok());
    let tokens = app.citizen_tokens("0987 654 321").await;
    let nobody = app.client().signed_in(tokens.access_token);
    let theirs = nobody.my_dossiers(&Paging::default()).await.unwrap();
    assert!(theirs.items.is_empty());
    assert_eq!(
        app.clock().now(),
        NOW.parse::<chrono::DateTime<chrono::Utc>>().unwrap()
    );
}
