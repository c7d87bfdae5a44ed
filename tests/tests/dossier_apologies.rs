//! Apologies: drafted before the end, approved by a leader, sent word for word; and the morning digest.

use std::sync::Arc;

use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, SignedIn};
use mobile_contract::dossier::apology::{
    Apology, ApologyRevision, ApologyState, EditApology, LetterWay, RejectApology, SendApology,
};
use mobile_contract::dossier::event::{
    DossierApplicant, DossierEvent, DossierEventKind as Kind, DossierFlag, DossierTerm,
};
use mobile_contract::dossier::staff::NewSupplementRequest;
use mobile_contract::dossier::watch::WatchFilter;
use mobile_contract::knowledge::TimeUnit;
use mobile_contract::limits::DOSSIER_EVENTS;
use mobile_contract::{DossierCode, ErrorCode};
use motcua::config;
use motcua::dossiers::Dossiers;
use motcua::kernel::worktime::Calendar;
use motcua_seed::calendar::CalendarData;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::Setup;
use motcua_tests::dossiers::{BUREAU, code, event, instant, received};
use motcua_tests::printed::Scanner;
use motcua_tests::smtp::MailServer;
use motcua_tests::{App, spawn_app};
use rstest::rstest;

const REASON: &str = "Cần thêm ý kiến xác minh của công an nơi cư trú trước đây.";

fn refusal<T: std::fmt::Debug>(refused: Result<T, ClientError>) -> ErrorCode {
    refused.unwrap_err().problem().unwrap().code
}

async fn leader(app: &App) -> SignedIn {
    app.signed_in("truong@a.vn", Role::Leader, Some(BUREAU))
        .await
        .1
}

async fn officer(app: &App) -> SignedIn {
    app.signed_in("canbo@a.vn", Role::Officer, Some(BUREAU))
        .await
        .1
}

/// The clock brings about what it does.
async fn watch(app: &App) {
    app.dossiers().keep_watch().await.unwrap();
}

fn seen(apology: &Apology) -> ApologyRevision {
    ApologyRevision {
        revision: apology.revision,
    }
}

fn words(apology: &Apology) -> EditApology {
    EditApology {
        revision: apology.revision,
        reason: REASON.to_owned(),
        new_due: apology.new_due,
        signer: "Giám đốc".to_owned(),
        signer_name: "Trần Văn Minh".to_owned(),
        number: Some("12/PXL-STP".to_owned()),
        justification: None,
    }
}

const fn mailed(apology: &Apology) -> SendApology {
    SendApology {
        revision: apology.revision,
        on_paper: false,
    }
}

/// A dossier of the bureau that is due on Tuesday the 24th, and it is Monday the 23rd.
async fn due_tomorrow(app: &App) -> DossierCode {
    app.tell(vec![received(&code(1), "2026-11-20T09:00:00+07:00", 2)])
        .await;
    code(1)
}

async fn only(staff: &SignedIn, code: &DossierCode) -> Apology {
    let mut all = staff.apologies(code).await.unwrap().items;
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// Written, approved, and recorded.
async fn approved(leader: &SignedIn, code: &DossierCode) -> Apology {
    let draft = leader.begin_apology(code).await.unwrap();
    let edited = leader
        .edit_apology(code, draft.id, &words(&draft))
        .await
        .unwrap();
    leader
        .approve_apology(code, draft.id, seen(&edited))
        .await
        .unwrap()
}

#[rstest]
#[tokio::test]
async fn an_apology_is_drafted_on_the_working_day_before(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    // Due on Monday after Tết, and on a make-up Saturday.
    app.tell(vec![
        received(&code(1), "2026-02-12T09:00:00+07:00", 2),
        received(&code(2), "2026-01-08T09:00:00+07:00", 2),
    ])
    .await;
    // No token of those days would hold.
    let officer = app.known("canbo@a.vn", Role::Officer, BUREAU).await;
    let drafted = async |number| {
        watch(&app).await;
        let all = app.dossiers().apologies(&officer, &code(number)).await;
        all.unwrap().items.len()
    };
    app.set_clock("2026-01-08T23:59:00+07:00");
    assert_eq!(drafted(2).await, 0, "on Thursday, Friday is still between");
    app.set_clock("2026-01-09T00:01:00+07:00");
    assert_eq!(
        drafted(2).await,
        1,
        "on the Friday before the make-up Saturday"
    );
    app.set_clock("2026-02-12T23:00:00+07:00");
    assert_eq!(drafted(1).await, 0);
    app.set_clock("2026-02-13T08:00:00+07:00");
    assert_eq!(drafted(1).await, 1, "on the Friday before Tết");
}

#[rstest]
#[tokio::test]
async fn two_watchers_draft_it_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.tell(
        (1..=250)
            .map(|n| received(&code(n), "2026-11-20T09:00:00+07:00", 2))
            .collect(),
    )
    .await;
    let (one, other) = (app.dossiers(), app.dossiers());
    let (one, other) = tokio::join!(one.keep_apologies(), other.keep_apologies());
    one.unwrap();
    other.unwrap();
    app.dossiers().keep_apologies().await.unwrap();
    let leader = leader(&app).await;
    let counts = leader.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!((counts.apologies.drafts, counts.counts.in_one), (250, 250));
    assert_eq!(counts.items[0].apology, Some(ApologyState::Draft));
    only(&leader, &code(250)).await;
}

#[rstest]
#[tokio::test]
async fn what_is_sent_is_what_is_kept(#[values(Sqlite, Postgres)] db: Database) {
    let Some(server) = MailServer::start() else {
        return;
    };
    let notifications = config::Notifications {
        smtp_url: Some(
            format!("smtp://127.0.0.1:{}?tls=none", server.port())
                .parse()
                .unwrap(),
        ),
        mail_from: "motcua@hungyen.example".to_owned(),
        ..config::Notifications::default()
    };
    let setup = Setup {
        notifications,
        ..Setup::default()
    };
    let Some(app) = App::spawn(db, setup).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    watch(&app).await;
    let (officer, leader) = (officer(&app).await, leader(&app).await);
    let draft = only(&officer, &dossier).await;
    assert_eq!(draft.state, ApologyState::Draft);
    assert_eq!(draft.reachable, Some(LetterWay::Mail));
    assert_eq!(
        draft.new_due.to_string(),
        "2026-11-27",
        "three working days later"
    );
    // Without a reason nobody hands it in, and nobody approves it.
    let early = officer
        .submit_apology(&dossier, draft.id, seen(&draft))
        .await;
    assert_eq!(refusal(early), ErrorCode::Invalid);
    let early = leader
        .approve_apology(&dossier, draft.id, seen(&draft))
        .await;
    assert_eq!(refusal(early), ErrorCode::Invalid);
    for day in ["2026-11-28", "2026-11-24", "2026-11-23", "2028-11-24"] {
        let edit = EditApology {
            new_due: day.parse().unwrap(),
            ..words(&draft)
        };
        let refused = officer.edit_apology(&dossier, draft.id, &edit).await;
        assert_eq!(refusal(refused), ErrorCode::Invalid, "{day}");
    }
    let edited = officer
        .edit_apology(&dossier, draft.id, &words(&draft))
        .await
        .unwrap();
    let stale = officer
        .edit_apology(&dossier, draft.id, &words(&draft))
        .await;
    assert_eq!(refusal(stale), ErrorCode::RecordChanged);
    let submitted = officer
        .submit_apology(&dossier, draft.id, seen(&edited))
        .await
        .unwrap();
    assert_eq!(submitted.state, ApologyState::Submitted);
    let unapproved = officer
        .send_apology(&dossier, draft.id, mailed(&submitted))
        .await;
    assert_eq!(refusal(unapproved), ErrorCode::DossierState);
    let back = RejectApology {
        revision: submitted.revision,
        note: "Nêu rõ đang chờ cơ quan nào.".to_owned(),
    };
    let rejected = leader
        .reject_apology(&dossier, draft.id, &back)
        .await
        .unwrap();
    assert_eq!(rejected.note.as_deref(), Some(back.note.as_str()));
    let submitted = officer
        .submit_apology(&dossier, draft.id, seen(&rejected))
        .await
        .unwrap();
    let approved = leader
        .approve_apology(&dossier, draft.id, seen(&submitted))
        .await
        .unwrap();
    assert_eq!(
        (approved.state, approved.late),
        (ApologyState::Approved, false)
    );
    // The new date holds, and figures follow.
    let after = officer.staff_dossier(&dossier).await.unwrap();
    assert_eq!(
        after.due_at,
        Some(instant("2026-11-27T17:00:00+07:00").to_utc())
    );
    assert_eq!(after.first_due_at, Some(draft.due_at));
    let last = after.events.last().unwrap();
    assert_eq!(
        (last.kind, last.source.as_str()),
        (Kind::Extended, "motcua")
    );
    let again = leader
        .approve_apology(&dossier, draft.id, seen(&approved))
        .await;
    assert_eq!(refusal(again), ErrorCode::DossierState);

    let sent = officer
        .send_apology(&dossier, draft.id, mailed(&approved))
        .await
        .unwrap();
    let letter = sent.letter.unwrap();
    assert_eq!(
        (sent.state, letter.way),
        (ApologyState::Sent, LetterWay::Mail)
    );
    app.deliver().await;
    let mails = server.mails();
    let of_lan = |mail: &&serde_json::Value| mail["rcpt"][0] == "lan@nguoidan.example";
    let mail = mails.iter().find(of_lan).unwrap();
    assert_eq!(mail["headers"]["subject"], letter.subject);
    let text = mail["text"].as_str().unwrap().replace("\r\n", "\n");
    assert!(text.contains(&letter.text), "{text}\n---\n{}", letter.text);
    assert!(letter.text.contains(REASON));
    let twice = officer
        .send_apology(&dossier, draft.id, mailed(&approved))
        .await;
    assert_eq!(refusal(twice), ErrorCode::RecordChanged);
}

#[rstest]
#[tokio::test]
async fn a_second_postponement_needs_a_leaders_reason(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    let leader = leader(&app).await;
    let first = approved(&leader, &dossier).await;
    assert!(!first.second);
    app.set_clock("2026-11-26T08:00:00+07:00");
    watch(&app).await;
    // Tokens of days ago hold no longer.
    let (_, officer) = app
        .signed_in("canbo2@a.vn", Role::Officer, Some(BUREAU))
        .await;
    let (_, leader) = app
        .signed_in("truong2@a.vn", Role::Leader, Some(BUREAU))
        .await;
    let all = officer.apologies(&dossier).await.unwrap().items;
    assert_eq!(all.len(), 2, "the new end is near");
    let draft = &all[0];
    assert!(draft.second);
    let edited = officer
        .edit_apology(&dossier, draft.id, &words(draft))
        .await
        .unwrap();
    let why = Some("Cơ quan phối hợp trả lời chậm, đã đôn đốc hai lần.".to_owned());
    let mut justified = EditApology {
        justification: why,
        ..words(&edited)
    };
    let refused = officer.edit_apology(&dossier, draft.id, &justified).await;
    assert_eq!(refusal(refused), ErrorCode::Forbidden);
    let refused = leader
        .approve_apology(&dossier, draft.id, seen(&edited))
        .await;
    assert_eq!(refusal(refused), ErrorCode::JustificationRequired);
    justified.revision = edited.revision;
    let edited = leader
        .edit_apology(&dossier, draft.id, &justified)
        .await
        .unwrap();
    leader
        .approve_apology(&dossier, draft.id, seen(&edited))
        .await
        .unwrap();
    let after = leader.staff_dossier(&dossier).await.unwrap();
    assert_eq!(after.extensions, 2);
    assert!(after.flags.contains(&DossierFlag::SecondExtension));
    assert!(after.repeats[0].justification.is_some());
    let list = leader.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!((list.apologies.second, list.to_justify), (1, 0));
}

#[rstest]
#[tokio::test]
async fn approved_too_late_it_is_counted_as_late(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    app.set_clock("2026-11-25T08:00:00+07:00");
    let leader = leader(&app).await;
    assert!(approved(&leader, &dossier).await.late);
    let list = leader.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!((list.apologies.late, list.apologies.to_send), (1, 1));
}

#[rstest]
#[tokio::test]
async fn approved_on_the_last_day_it_is_late_as_well(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    // The law wants it a day before the end.
    let dossier = due_tomorrow(&app).await;
    app.set_clock("2026-11-24T16:00:00+07:00");
    let leader = leader(&app).await;
    assert!(approved(&leader, &dossier).await.late);
}

#[rstest]
#[tokio::test]
async fn a_forwarded_dossier_takes_its_draft_along(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    watch(&app).await;
    let bureau = leader(&app).await;
    let (_, health) = app
        .signed_in("truong@yte.vn", Role::Leader, Some("so-y-te"))
        .await;
    let forwarded = DossierEvent {
        agency: Some("so-y-te".to_owned()),
        ..event(&dossier, "f", "2026-11-23T08:30:00+07:00", Kind::Forwarded)
    };
    app.tell(vec![forwarded]).await;
    watch(&app).await;
    let draft = only(&health, &dossier).await;
    assert_eq!(draft.agency.as_ref().unwrap().id.as_str(), "so-y-te");
    assert_eq!(
        refusal(bureau.apologies(&dossier).await),
        ErrorCode::NotFound
    );
    let drafts = |list: &mobile_contract::dossier::watch::WatchList| list.apologies.drafts;
    let own = bureau.watch_list(&WatchFilter::default()).await.unwrap();
    let theirs = health.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!((drafts(&own), drafts(&theirs)), (0, 1));
}

#[rstest]
#[tokio::test]
async fn what_ended_meanwhile_is_not_sent(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    let leader = leader(&app).await;
    let approved = approved(&leader, &dossier).await;
    app.set_clock("2026-11-23T09:05:00+07:00");
    app.tell(vec![event(
        &dossier,
        "e",
        "2026-11-23T09:02:00+07:00",
        Kind::Resolved,
    )])
    .await;
    let refused = leader
        .send_apology(&dossier, approved.id, mailed(&approved))
        .await;
    assert_eq!(refusal(refused), ErrorCode::DossierState);
    watch(&app).await;
    assert_eq!(only(&leader, &dossier).await.state, ApologyState::Dropped);
    let list = leader.watch_list(&WatchFilter::default()).await.unwrap();
    assert_eq!(list.apologies.to_send, 0);
}

#[rstest]
#[tokio::test]
async fn a_draft_that_nobody_needs_is_dropped(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    watch(&app).await;
    let leader = leader(&app).await;
    let draft = only(&leader, &dossier).await;
    app.tell(vec![event(
        &dossier,
        "e",
        "2026-11-23T08:30:00+07:00",
        Kind::Resolved,
    )])
    .await;
    let refused = leader
        .edit_apology(&dossier, draft.id, &words(&draft))
        .await;
    assert_eq!(refusal(refused), ErrorCode::DossierState);
    watch(&app).await;
    assert_eq!(only(&leader, &dossier).await.state, ApologyState::Dropped);
    // It was told by mistake.
    let voided = DossierEvent {
        corrects: Some("e".to_owned()),
        ..event(&dossier, "v", "2026-11-23T08:40:00+07:00", Kind::Voided)
    };
    app.tell(vec![voided]).await;
    watch(&app).await;
    assert_eq!(only(&leader, &dossier).await.state, ApologyState::Draft);
    assert_eq!(
        refusal(leader.begin_apology(&code(77)).await),
        ErrorCode::NotFound
    );
}

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
async fn who_stands_above_looks_on(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    watch(&app).await;
    let (_, above) = app
        .signed_in("chutich@tinh.vn", Role::Leader, Some("ubnd-tinh-hung-yen"))
        .await;
    let draft = only(&above, &dossier).await;
    above.staff_dossier(&dossier).await.unwrap();
    let forbidden = ErrorCode::Forbidden;
    assert_eq!(refusal(above.begin_apology(&dossier).await), forbidden);
    let edited = above.edit_apology(&dossier, draft.id, &words(&draft)).await;
    assert_eq!(refusal(edited), forbidden);
    let submitted = above.submit_apology(&dossier, draft.id, seen(&draft)).await;
    assert_eq!(refusal(submitted), forbidden);
    let approved = above
        .approve_apology(&dossier, draft.id, seen(&draft))
        .await;
    assert_eq!(refusal(approved), forbidden);
    let sent = above.send_apology(&dossier, draft.id, mailed(&draft)).await;
    assert_eq!(refusal(sent), forbidden);
    let printed = above.apology_pdf(&dossier, draft.id).await;
    assert_eq!(refusal(printed), forbidden);
    let papers = NewSupplementRequest {
        reason: "Còn thiếu giấy chứng sinh.".to_owned(),
        justification: None,
    };
    let asked = above.request_supplement(&dossier, &papers).await;
    assert_eq!(refusal(asked), forbidden);
    let after = above.staff_dossier(&dossier).await.unwrap();
    assert_eq!((after.supplements, after.events.len()), (0, 1));
    assert_eq!(after.apologies[0].revision, draft.revision);
}

#[rstest]
#[tokio::test]
async fn a_draft_that_was_dropped_is_begun_again_after_its_end(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    watch(&app).await;
    let officer = app.known("canbo@a.vn", Role::Officer, BUREAU).await;
    let rooms = app.dossiers();
    let draft = &rooms.apologies(&officer, &dossier).await.unwrap().items[0];
    let edited = rooms
        .edit_apology(&officer, (&dossier, draft.id), &words(draft))
        .await
        .unwrap();
    let submitted = rooms
        .submit_apology(&officer, (&dossier, draft.id), seen(&edited))
        .await
        .unwrap();
    assert!(submitted.submitted_at.is_some());
    app.set_clock("2026-11-24T09:00:00+07:00");
    let resolved = event(&dossier, "e", "2026-11-24T08:30:00+07:00", Kind::Resolved);
    app.tell(vec![resolved]).await;
    watch(&app).await;
    // The day after its end it turns out that it was told by mistake.
    app.set_clock("2026-11-25T09:00:00+07:00");
    let voided = DossierEvent {
        corrects: Some("e".to_owned()),
        ..event(&dossier, "v", "2026-11-25T08:30:00+07:00", Kind::Voided)
    };
    app.tell(vec![voided]).await;
    watch(&app).await;
    let leader = leader(&app).await;
    assert_eq!(only(&leader, &dossier).await.state, ApologyState::Dropped);
    let (again, other) = tokio::join!(
        leader.begin_apology(&dossier),
        leader.begin_apology(&dossier)
    );
    let (again, other) = (again.unwrap(), other.unwrap());
    assert_eq!(again.revision, other.revision, "it is taken up once");
    assert_eq!(
        (again.state, again.submitted_at),
        (ApologyState::Draft, None)
    );
    watch(&app).await;
    let done = approved(&leader, &dossier).await;
    assert_eq!((done.id, done.state), (again.id, ApologyState::Approved));
}

#[rstest]
#[tokio::test]
async fn a_term_that_began_anew_leaves_time_until_its_end(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    // Two working hours, from full papers at half past one: no working day lies before their end.
    app.tell(vec![
        DossierEvent {
            term: Some(DossierTerm {
                amount: 2,
                unit: TimeUnit::WorkingHour,
            }),
            ..received(&code(1), "2026-11-10T09:00:00+07:00", 2)
        },
        event(
            &code(1),
            "a",
            "2026-11-10T09:30:00+07:00",
            Kind::SupplementRequested,
        ),
        event(
            &code(1),
            "b",
            "2026-11-23T13:30:00+07:00",
            Kind::SupplementReceived,
        ),
    ])
    .await;
    app.set_clock("2026-11-23T14:00:00+07:00");
    let leader = leader(&app).await;
    assert!(!approved(&leader, &code(1)).await.late);
}

#[rstest]
#[tokio::test]
async fn drafts_go_by_the_hours_of_the_agency(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    // Due on Monday. Whoever works on Saturdays has a working day between Friday and then.
    app.set_clock("2026-11-20T16:00:00+07:00");
    app.tell(vec![received(&code(1), "2026-11-19T09:00:00+07:00", 2)])
        .await;
    let own = "agencies: [{agency: so-tu-phap, hours: {week: [{days: [Mon, Tue, Wed, Thu, Fri, Sat], \
               sessions: [{from: \"07:30\", to: \"17:00\"}]}]}}]";
    let data = include_str!("../../seed/data/calendar.yaml").replace("agencies: []", own);
    let calendar = Calendar::new(&CalendarData::from_yaml(&data).unwrap());
    let theirs = Dossiers {
        calendar: Arc::new(calendar),
        ..app.dossiers().clone()
    };
    assert_eq!(theirs.keep_apologies().await.unwrap(), 0);
    // The server watches as well, and may have been faster.
    app.dossiers().keep_apologies().await.unwrap();
    let drafts = app.rows("SELECT code FROM dossier_apologies").await;
    assert_eq!(drafts.len(), 1);
}

#[rstest]
#[tokio::test]
async fn old_drafts_that_nobody_wrote_in_are_thrown_away(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.tell(vec![
        received(&code(1), "2026-11-20T09:00:00+07:00", 2),
        received(&code(2), "2026-11-20T09:00:00+07:00", 2),
        received(&code(3), "2026-11-20T09:00:00+07:00", 2),
    ])
    .await;
    watch(&app).await;
    let officer = app.known("canbo@a.vn", Role::Officer, BUREAU).await;
    let dossiers = app.dossiers();
    let draft = &dossiers.apologies(&officer, &code(2)).await.unwrap().items[0];
    dossiers
        .edit_apology(&officer, (&code(2), draft.id), &words(draft))
        .await
        .unwrap();
    let resolved = |n| event(&code(n), "e", "2026-11-23T08:30:00+07:00", Kind::Resolved);
    app.tell(vec![resolved(1), resolved(2)]).await;
    watch(&app).await;
    let left = async || {
        dossiers.forget_drafts().await.unwrap();
        let mut left = Vec::new();
        for n in 1..=3 {
            let all = dossiers.apologies(&officer, &code(n)).await.unwrap();
            left.push(all.items.len());
        }
        left
    };
    app.set_clock("2026-12-01T09:00:00+07:00");
    assert_eq!(left().await, [1, 1, 1], "a week has not passed");
    app.set_clock("2026-12-02T09:00:00+07:00");
    assert_eq!(left().await, [0, 1, 1], "one was written in, one is needed");
}

#[rstest]
#[tokio::test]
async fn a_promise_is_recorded_however_much_was_told_before(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let dossier = due_tomorrow(&app).await;
    let forwarded = |n: usize| {
        let id = format!("f{n}");
        event(&dossier, &id, "2026-11-20T10:00:00+07:00", Kind::Forwarded)
    };
    app.tell((1..DOSSIER_EVENTS).map(forwarded).collect()).await;
    let leader = leader(&app).await;
    approved(&leader, &dossier).await;
    let after = leader.staff_dossier(&dossier).await.unwrap();
    assert_eq!(
        (after.events.len(), after.extensions),
        (DOSSIER_EVENTS + 1, 1)
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
