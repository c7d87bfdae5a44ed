//! What is kept of a conversation once a dossier was named in it, and what is taken for its proof.

use mobile_contract::chat::Outcome;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::followed::{CODE, ID4, LAST4, received};
use motcua_tests::kept::words_kept;
use motcua_tests::{App, spawn_app};
use rstest::rstest;

const ALOUD: &str = "năm sáu bảy tám";

/// Says one thing after the other in a new conversation; the last answer.
async fn said(app: &App, all: &[&str]) -> mobile_contract::chat::Message {
    let citizen = app.citizen().await;
    let mut last = None;
    for words in all {
        last = Some(citizen.say(words).await);
    }
    last.unwrap()
}

#[rstest]
#[tokio::test]
async fn digits_are_kept_nowhere_once_a_dossier_was_named(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let fee = "phí làm căn cước bao nhiêu";
    let last = format!("4 số cuối {LAST4}");
    let named = format!("số cuối là {ALOUD}");
    let beside = format!("{LAST4} thì phí làm căn cước bao nhiêu");
    for path in [
        // After another question, understood or not.
        &[CODE, fee, LAST4][..],
        &[CODE, fee, fee, &beside],
        // Once it is open.
        &[CODE, LAST4, &last],
        &[CODE, LAST4, "gửi về lan.rieng@example.vn giúp em"],
        &[CODE, LAST4, "báo cho tôi", fee, &beside, &named],
        // As words, after a complaint, and where nothing is understood.
        &[CODE, &named],
        &[CODE, "cán bộ thái độ hách dịch quá", &beside, &named],
        &[CODE, "xyz năm sáu bảy tám nào đó qua rồi đấy"],
    ] {
        let _ = said(&app, path).await;
        let kept = words_kept(&app).await;
        for private in [LAST4, "lan.rieng", ALOUD] {
            assert!(!kept.contains(private), "{path:?}: {private}: {kept}");
        }
    }
}

#[rstest]
#[tokio::test]
async fn everyday_words_open_a_dossier(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let fee = "phí làm căn cước bao nhiêu";
    let thanks = format!("cảm ơn cán bộ, hồ sơ {CODE} xong chưa");
    for path in [
        &[CODE, "số chứng minh nhân dân là 1234"][..],
        &[CODE, "so chung minh nhan dan la 1234"],
        &[CODE, "dạ 1234 ạ, cảm ơn cán bộ"],
        &[CODE, "1234, cảm ơn chị ở quầy"],
        &[CODE, "cmnd 1234, chờ lâu quá rồi"],
        &[CODE, "số cuối là năm sáu bảy tám"],
        &[CODE, "nam sau bay tam"],
        &[CODE, fee, LAST4],
        &[CODE, "cán bộ thái độ hách dịch quá", "số cuối 5678"],
        &[&thanks, ID4],
    ] {
        let told = said(&app, path).await;
        let text = &told.text;
        assert!(text.contains("Đang giải quyết"), "{path:?}: {text}");
    }
    let asked = said(&app, &[&thanks]).await;
    assert_eq!(asked.outcome, Outcome::Dossier, "{}", asked.text);
    let kind = said(&app, &["cảm ơn cán bộ ở quầy rất nhiệt tình"]).await;
    assert_eq!(kind.outcome, Outcome::Feedback);
    assert!(!kind.text.contains("rất tiếc"), "{}", kind.text);
}

#[rstest]
#[tokio::test]
async fn what_is_told_after_a_complaint_is_no_proof(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let complaint = format!("Cán bộ phường đòi tiền lót tay mới trả hồ sơ {CODE}");
    let citizen = app.citizen().await;
    let _ = citizen.say(&complaint).await;
    for words in [
        "ngày 20/11, quầy tiếp nhận, chị mặc áo xanh",
        "lúc 14:30 chiều qua ở quầy tiếp nhận",
        "gọi 1022 lúc nào được",
        "sự việc ngày 20/11/2026 tại quầy một cửa",
        "em phải lên phường 1000 lần rồi đó",
        "ngày 21/11 quầy tiếp nhận số 2",
        "lúc 9:15 sáng nay ở quầy",
    ] {
        let answer = citizen.say(words).await;
        assert_ne!(answer.outcome, Outcome::Dossier, "{words}: {}", answer.text);
    }
    let kept = words_kept(&app).await;
    assert!(kept.contains("chị mặc áo xanh"), "{kept}");
    // None of it used up a try.
    let told = citizen.say(LAST4).await;
    assert!(told.text.contains("Đang giải quyết"), "{}", told.text);
}
