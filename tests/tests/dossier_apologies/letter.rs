//! The letter as a file, and the digest of the morning.

use mobile_contract::accounts::Role;
use mobile_contract::client::SignedIn;
use mobile_contract::dossier::apology::{EditApology, LetterWay, SendApology};
use mobile_contract::dossier::event::{DossierApplicant, DossierEvent, DossierEventKind as Kind};
use mobile_contract::{DossierCode, ErrorCode};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::dossiers::{code, event, instant, received};
use motcua_tests::printed::Scanner;
use motcua_tests::spawn_app;
use rstest::rstest;

use super::{REASON, approved, due_tomorrow, leader, mailed, refusal, seen, watch, words};

#[rstest]
#[tokio::test]
async fn without_an_address_it_is_handed_over_on_paper(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let nameless = DossierEvent {
        applicant: None,
        ..received(&code(1), "2026-11-20T09:00:00+07:00", 2)
    };
    let by_phone = DossierEvent {
        applicant: Some(DossierApplicant {
            phone: Some("0912345678".to_owned()),
            ..DossierApplicant::default()
        }),
        ..received(&code(2), "2026-11-20T09:00:00+07:00", 2)
    };
    app.tell(vec![nameless, by_phone]).await;
    let leader = leader(&app).await;
    let unreachable = approved(&leader, &code(1)).await;
    assert_eq!(unreachable.reachable, None);
    let refused = leader
        .send_apology(&code(1), unreachable.id, mailed(&unreachable))
        .await;
    assert_eq!(refusal(refused), ErrorCode::DossierState);
    let on_paper = SendApology {
        revision: unreachable.revision,
        on_paper: true,
    };
    let sent = leader
        .send_apology(&code(1), unreachable.id, on_paper)
        .await
        .unwrap();
    assert_eq!(sent.letter.unwrap().way, LetterWay::Paper);
    let told = approved(&leader, &code(2)).await;
    // Whoever approves sees what will be sent.
    let seen = told.text_message.clone().unwrap();
    let sent = leader
        .send_apology(&code(2), told.id, mailed(&told))
        .await
        .unwrap();
    let letter = sent.letter.unwrap();
    assert_eq!((letter.way, &letter.text), (LetterWay::Sms, &seen));
    assert!(
        seen.contains(code(2).as_str()) && seen.contains(REASON),
        "{seen}"
    );
    // The day has not come yet.
    assert!(!seen.contains("đúng hẹn"), "{seen}");
    assert_eq!(sent.text_message, None);
}

/// What the letter of a dossier says, handed over on paper.
async fn letter(leader: &SignedIn, dossier: &DossierCode) -> String {
    let approved = approved(leader, dossier).await;
    let how = SendApology {
        revision: approved.revision,
        on_paper: true,
    };
    let sent = leader.send_apology(dossier, approved.id, how).await;
    sent.unwrap().letter.unwrap().text
}

#[rstest]
#[tokio::test]
async fn the_letter_names_no_paper_that_says_something_else(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let at = "2026-11-20T09:00:00+07:00";
    let due = |day: &str| Some(instant(&format!("{day}T17:00:00+07:00")));
    app.tell(vec![
        received(&code(1), at, 2),
        DossierEvent {
            due_at: due("2026-11-25"),
            ..received(&code(2), at, 2)
        },
        received(&code(3), at, 2),
        DossierEvent {
            due_at: due("2026-11-27"),
            ..event(&code(3), "x", "2026-11-20T10:00:00+07:00", Kind::Extended)
        },
        received(&code(4), at, 2),
        DossierEvent {
            agency: Some("so-y-te".to_owned()),
            ..event(&code(4), "f", "2026-11-20T10:00:00+07:00", Kind::Forwarded)
        },
    ])
    .await;
    let bureau = leader(&app).await;
    let plain = letter(&bureau, &code(1)).await;
    assert!(plain.contains("ghi trên Giấy tiếp nhận"), "{plain}");
    assert!(
        plain.contains("Sở Tư pháp tỉnh Hưng Yên tiếp nhận"),
        "{plain}"
    );
    let differs = letter(&bureau, &code(2)).await;
    assert!(differs.contains("đúng thời hạn giải quyết."), "{differs}");
    assert!(!differs.contains("Giấy tiếp nhận"), "{differs}");
    let draft = bureau.begin_apology(&code(3)).await.unwrap();
    let edit = EditApology {
        justification: Some("Cơ quan phối hợp trả lời chậm, đã đôn đốc.".to_owned()),
        ..words(&draft)
    };
    let edited = bureau.edit_apology(&code(3), draft.id, &edit).await;
    let approved = bureau
        .approve_apology(&code(3), draft.id, seen(&edited.unwrap()))
        .await
        .unwrap();
    let sent = bureau
        .send_apology(&code(3), draft.id, mailed(&approved))
        .await;
    let again = sent.unwrap().letter.unwrap().text;
    assert!(again.contains("đúng ngày đã hẹn lại."), "{again}");
    assert!(!again.contains("Giấy tiếp nhận"), "{again}");
    let (_, health) = app
        .signed_in("truong@yte.vn", Role::Leader, Some("so-y-te"))
        .await;
    let forwarded = letter(&health, &code(4)).await;
    assert!(
        forwarded.contains("Sở Tư pháp tỉnh Hưng Yên tiếp nhận"),
        "{forwarded}"
    );
    assert!(
        forwarded.contains("Sở Y tế tỉnh Hưng Yên xin lỗi"),
        "{forwarded}"
    );
}

#[rstest]
#[tokio::test]
async fn the_heir_of_an_agency_apologises_in_its_own_name(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.tell(vec![DossierEvent {
        agency: Some("so-tai-nguyen-va-moi-truong".to_owned()),
        ..received(&code(1), "2026-11-20T09:00:00+07:00", 2)
    }])
    .await;
    let (_, heir) = app
        .signed_in(
            "truong@nnmt.vn",
            Role::Leader,
            Some("so-nong-nghiep-va-moi-truong"),
        )
        .await;
    let text = letter(&heir, &code(1)).await;
    assert!(
        text.contains("Sở Nông nghiệp và Môi trường tỉnh Hưng Yên xin lỗi"),
        "{text}"
    );
    assert!(
        !text.contains("Tài nguyên và Môi trường tỉnh Hưng Yên xin lỗi"),
        "{text}"
    );
}

#[rstest]
#[tokio::test]
async fn the_letter_is_one_page_in_the_official_layout(#[values(Sqlite, Postgres)] db: Database) {
    let (Some(app), Some(scanner)) = (spawn_app(db).await, Scanner::find()) else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    let leader = leader(&app).await;
    let draft = leader.begin_apology(&dossier).await.unwrap();
    let pdf = leader.apology_pdf(&dossier, draft.id).await.unwrap();
    assert!(scanner.words(&pdf).contains("BẢN DỰ THẢO"));
    // It names the applicant, which is no business of operators.
    let (_, operator) = app.signed_in("truc@a.vn", Role::Operator, None).await;
    let refused = operator.apology_pdf(&dossier, draft.id).await;
    assert_eq!(refusal(refused), ErrorCode::Forbidden);
    let edited = leader
        .edit_apology(&dossier, draft.id, &words(&draft))
        .await
        .unwrap();
    leader
        .approve_apology(&dossier, draft.id, seen(&edited))
        .await
        .unwrap();
    let pdf = leader.apology_pdf(&dossier, draft.id).await.unwrap();
    if let Ok(file) = std::env::var("MOTCUA_KEEP_LETTER") {
        std::fs::write(file, &pdf).unwrap();
    }
    let words = scanner.words(&pdf);
    for part in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "SỞ TƯ PHÁP",
        "Số: 12/PXL-STP",
        "ngày 23 tháng 11 năm 2026",
        "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
        "Nguyễn Thị Lan",
        dossier.as_str(),
        REASON,
        "17 giờ 00 phút, ngày 27 tháng 11 năm 2026",
        "Nơi nhận:",
        "GIÁM ĐỐC",
        "Trần Văn Minh",
    ] {
        assert!(words.contains(part), "{part} in {words}");
    }
    assert!(!words.contains("DỰ THẢO"));
    assert_eq!(scanner.codes(&pdf).len(), 1, "one page");
    // What was approved stays as it was, whatever becomes of names.
    assert_eq!(pdf, leader.apology_pdf(&dossier, draft.id).await.unwrap());
}

#[rstest]
#[tokio::test]
async fn leaders_read_a_digest_once_in_the_morning(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    leader(&app).await;
    app.signed_in("truong@yte.vn", Role::Leader, Some("so-y-te"))
        .await;
    // The Sunday after.
    app.set_clock("2026-11-29T12:00:00+07:00");
    app.tell(vec![
        received(&code(1), "2026-11-23T09:00:00+07:00", 3),
        received(&code(2), "2026-11-25T09:00:00+07:00", 3),
        received(&code(3), "2026-11-25T09:00:00+07:00", 4),
    ])
    .await;
    let digests = async || app.letters_to("truong@a.vn").await;
    watch(&app).await;
    assert_eq!(digests().await.len(), 0, "nobody works on Sunday");
    app.set_clock("2026-11-30T06:00:00+07:00");
    watch(&app).await;
    assert_eq!(
        app.dossiers().send_digests().await.unwrap(),
        0,
        "it is too early"
    );
    app.set_clock("2026-11-30T08:00:00+07:00");
    let (one, other) = (app.dossiers(), app.dossiers());
    let (one, other) = tokio::join!(one.send_digests(), other.send_digests());
    assert!(
        one.unwrap() + other.unwrap() <= 1,
        "the server itself may have been faster"
    );
    watch(&app).await;
    let letters = digests().await;
    let [letter] = letters.as_slice() else {
        panic!("{letters:?}");
    };
    assert!(
        letter.subject.contains("1 quá hạn, 1 đến hạn hôm nay"),
        "{}",
        letter.subject
    );
    for part in [
        code(1).as_str(),
        code(2).as_str(),
        code(3).as_str(),
        "ban-03",
        "/can-bo/ho-so",
    ] {
        assert!(letter.text.contains(part), "{part} in {}", letter.text);
    }
    assert!(!letter.text.contains("Lan"), "no personal data");
    assert!(
        app.letters_to("truong@yte.vn").await.is_empty(),
        "there is nothing to tell"
    );
    // Another day, another one.
    app.set_clock("2026-12-01T07:40:00+07:00");
    watch(&app).await;
    assert_eq!(digests().await.len(), 2);
    // A server that is back in the evening waits for the next morning.
    app.set_clock("2026-12-02T20:00:00+07:00");
    watch(&app).await;
    assert_eq!(digests().await.len(), 2);
}
