//! A dossier in the conversation.

use mobile_contract::chat::{NewMessage, Outcome};
use motcua::kernel::secret::sha256_hex;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::followed::{CODE, ID4, LAST4, PHONE, event, received};
use motcua_tests::gateway::Gateway;
use motcua_tests::kept::{stored, words_kept};
use motcua_tests::{Citizen, spawn_app};
use rstest::rstest;
use sea_orm::ConnectionTrait;

use mobile_contract::dossier::event::DossierEventKind as Kind;

async fn opened(citizen: &Citizen) {
    let asked = citizen
        .say("hồ sơ h31 12 45 261120 0012 của tôi tới đâu rồi")
        .await;
    assert_eq!(asked.outcome, Outcome::Dossier);
    assert!(
        asked.text.contains(CODE) && asked.text.contains("4 số cuối"),
        "{}",
        asked.text
    );
    let told = citizen.say(&format!("số cuối là {LAST4}")).await;
    assert_eq!(told.outcome, Outcome::Dossier);
    assert!(told.text.contains("Đang giải quyết"), "{}", told.text);
}

#[rstest]
#[tokio::test]
async fn the_code_is_recognised_the_proof_asked_for_and_the_state_told(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let citizen = app.citizen().await;
    opened(&citizen).await;
    let stored = stored(&app).await;
    for private in [LAST4, "Lan", "0912", "N.T.L."] {
        assert!(!stored.contains(private), "{private}: {stored}");
    }
    let spoken = "tra giúp hồ sơ h ba mốt chấm mười hai chấm bốn lăm gạch hai sáu một một hai không gạch không không một hai";
    let heard = citizen.say(spoken).await;
    assert!(heard.text.contains(CODE), "{}", heard.text);
    // What is asked next is answered as ever; the dossier is not forgotten.
    let other = citizen.say("làm khai sinh cho con cần giấy tờ gì").await;
    assert_eq!(other.outcome, Outcome::Answered);
    let told = citizen.say(LAST4).await;
    assert!(told.text.contains("Đang giải quyết"), "{}", told.text);
}

#[rstest]
#[tokio::test]
async fn a_wrong_proof_is_told_like_a_wrong_code_and_slowed_down(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let mut answers = Vec::new();
    for code in [CODE, "H31.12.45-261120-9999"] {
        let citizen = app.citizen().await;
        let _ = citizen.say(code).await;
        let wrong = citizen.say("0000").await;
        assert_eq!(wrong.outcome, Outcome::Dossier);
        answers.push(wrong.text);
    }
    assert_eq!(answers[0], answers[1]);
    let citizen = app.citizen().await;
    let _ = citizen.say(CODE).await;
    let mut last = String::new();
    for _ in 0..6 {
        last = citizen.say("0000").await.text;
    }
    assert!(last.contains("nhập sai nhiều lần"), "{last}");
    // Digits that are sent are not to be had here.
    assert!(last.contains("/ho-so"), "{last}");
    let whole = citizen.say("0912 345 678").await;
    assert!(whole.text.contains("Chỉ cần 4 số cuối"), "{}", whole.text);
    assert!(!words_kept(&app).await.contains("345"));
    // Something else is asked: the dossier is left.
    let other = citizen.say("phí làm căn cước bao nhiêu").await;
    assert_ne!(other.outcome, Outcome::Dossier);
}

#[tokio::test]
async fn a_proof_sent_under_a_key_is_no_bare_hash() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let citizen = app.citizen().await;
    let _ = citizen.say(CODE).await;
    let proof: NewMessage = LAST4.into();
    for _ in 0..2 {
        let answer = citizen
            .client
            .say(&citizen.conversation, &proof, Some("khoa-1"))
            .await;
        assert!(answer.unwrap().text.contains("Đang giải quyết"));
    }
    let database = app.database().await;
    let backend = database.get_database_backend();
    let sql = "SELECT request_hash AS h FROM idempotency_keys";
    let rows = sea_orm::Statement::from_string(backend, sql);
    let rows = database.query_all_raw(rows).await.unwrap();
    let hashes: Vec<String> = rows.iter().map(|r| r.try_get("", "h").unwrap()).collect();
    let bare = sha256_hex(&serde_json::to_vec(&proof).unwrap());
    assert!(hashes.len() == 1 && !hashes.contains(&bare), "{hashes:?}");
}

#[rstest]
#[tokio::test]
async fn what_only_looks_like_a_proof_is_answered(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    for words in ["lệ phí làm khai sinh năm 2026", "1.001193"] {
        let citizen = app.citizen().await;
        let _ = citizen.say(CODE).await;
        let answer = citizen.say(words).await;
        assert_ne!(answer.outcome, Outcome::Dossier, "{words}: {}", answer.text);
    }
}

#[rstest]
#[tokio::test]
async fn ordinary_words_around_the_four_digits_are_a_proof(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    for words in [
        format!("4 số cuối căn cước công dân là {ID4}"),
        format!("chứng minh nhân dân của bố em {ID4} nha bác"),
        format!("dạ số của người nộp là {LAST4} đó, cảm ơn"),
        format!("4 so cuoi dien thoai cua vo toi la {LAST4}"),
    ] {
        let citizen = app.citizen().await;
        let _ = citizen.say(CODE).await;
        let told = citizen.say(&words).await;
        assert!(
            told.text.contains("Đang giải quyết"),
            "{words}: {}",
            told.text
        );
    }
    // What is not understood as a proof is kept without its digits all the same.
    for words in [
        format!("{LAST4} thì phí làm căn cước bao nhiêu"),
        format!(
            "nhà tôi ở ngõ 12, hẻm 34, gọi số nào cũng được, cccd.{ID4}x, hỏi lan.rieng@example.vn"
        ),
    ] {
        let citizen = app.citizen().await;
        let _ = citizen.say(CODE).await;
        let _ = citizen.say(&words).await;
    }
    let stored = words_kept(&app).await;
    for private in [LAST4, ID4, "lan.rieng"] {
        assert!(!stored.contains(private), "{private}: {stored}");
    }
}

#[rstest]
#[tokio::test]
async fn danger_complaints_and_whole_numbers_come_before_a_code(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let citizen = app.citizen().await;
    let said = format!("Cán bộ phường đòi tiền lót tay mới trả hồ sơ {CODE}, số em {LAST4}");
    let answer = citizen.say(&said).await;
    assert_eq!(answer.outcome, Outcome::Feedback, "{}", answer.text);
    assert!(answer.text.contains("phản ánh"), "{}", answer.text);
    let kept = words_kept(&app).await;
    assert!(
        kept.contains("đòi tiền lót tay") && kept.contains(CODE) && !kept.contains(LAST4),
        "{kept}"
    );
    // Who complains of a dossier may look it up at once.
    let told = citizen.say(LAST4).await;
    assert!(told.text.contains("Đang giải quyết"), "{}", told.text);

    let citizen = app.citizen().await;
    let said = format!("cứu với, cháy nhà rồi, {CODE}");
    let answer = citizen.say(&said).await;
    assert_ne!(answer.outcome, Outcome::Dossier, "{}", answer.text);

    let citizen = app.citizen().await;
    let said = format!("xem hồ sơ {CODE}, căn cước 033190001234");
    let warned = citizen.say(&said).await;
    assert_eq!(warned.outcome, Outcome::Dossier);
    assert!(
        warned.text.contains("đã che dãy số") && warned.text.contains("4 số cuối"),
        "{}",
        warned.text
    );
    let kept = words_kept(&app).await;
    assert!(!kept.contains("033190"), "{kept}");
}

#[rstest]
#[tokio::test]
async fn after_half_an_hour_the_proof_is_asked_for_anew(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let citizen = app.citizen().await;
    opened(&citizen).await;
    let _ = citizen.say("báo cho tôi khi xong").await;
    app.clock()
        .set(app.clock().now() + chrono::Duration::minutes(31));
    let late = citizen.say(PHONE).await;
    assert!(late.text.contains("quá 30 phút"), "{}", late.text);
    let told = citizen.say(LAST4).await;
    assert!(told.text.contains("Đang giải quyết"), "{}", told.text);
}

#[rstest]
#[tokio::test]
async fn who_wants_to_be_told_says_so_and_is(#[values(Sqlite, Postgres)] db: Database) {
    let gateway = Gateway::start();
    let Some(app) = gateway.app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let citizen = app.citizen().await;
    opened(&citizen).await;
    let asked = citizen.say("báo cho tôi khi xong").await;
    assert!(asked.text.contains("số di động"), "{}", asked.text);
    let sent = citizen.say(PHONE).await;
    assert!(sent.text.contains("•••678"), "{}", sent.text);
    let texts = gateway.texts(&app, "+84912345678").await;
    let _code = texts[0].split_whitespace().next().unwrap();
    let wrong = citizen.say("mã xác nhận là 000000").await;
    assert!(wrong.text.contains("chưa đúng"), "{}", wrong.text);
    // Sent again, there is a new code.
    let again = citizen.say("số của tôi là 0912345678").await;
    assert!(again.text.contains("•••678"), "{}", again.text);
    let texts = gateway.texts(&app, "+84912345678").await;
    let code = texts[1].split_whitespace().next().unwrap();
    let done = citizen.say(code).await;
    assert!(done.text.contains("Từ nay"), "{}", done.text);
    let stored = stored(&app).await;
    for private in ["345", code, LAST4] {
        assert!(!stored.contains(private), "{private}: {stored}");
    }
    app.told(&[event(
        CODE,
        "2",
        "2026-11-23T08:00:00+07:00",
        Kind::Resolved,
    )])
    .await;
    assert_eq!(gateway.texts(&app, "+84912345678").await.len(), 3);
}
