//! Answers that become questions for all: freed of their senders, reviewed, published, corrected.

use mobile_contract::accounts::Role;
use mobile_contract::chat::Outcome;
use mobile_contract::client::{Client, ClientError, GapFilter, SignedIn, TicketKey};
use mobile_contract::editorial::{
    AnswerTemplateFilter, EditAnswerTemplate, EditFaqDraft, FaqDraft, FaqDraftFilter, FaqReason,
    FaqState, NewAnswerTemplate, NewFaqDraft, PersonalKind, PublishFaq, WithdrawFaq,
    WithdrawalCause,
};
use mobile_contract::search::SearchParams;
use mobile_contract::ticket::{
    Merge, NewAnswer, NewContact, NewTicket, TicketCode, TicketFromChat, Transfer,
};
use mobile_contract::{ErrorCode, FaqId};
use motcua::app::open_database;
use motcua::knowledge::{Engines, Knowledge, store_bundle};
use motcua_seed::Bundle;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

const AGENCY: &str = "so-tu-phap";
/// About nothing that the province's knowledge tells, with all that letters carry along.
const LETTER: &str = "Kính gửi Sở. Tôi tên là Nguyễn Văn An, sđt 0912345678, cho tôi hỏi thuê xuồng kayak cần giấy tờ gì? Xin cảm ơn.";
const ASKED: &str = "thue xuong kayak can giay to gi";
const QUESTION: &str = "Thuê xuồng kayak cần giấy tờ gì?";
const ANSWER: &str = "Bạn mang căn cước đến bến thuyền để thuê xuồng.";
const RIGHT: &str = "Bạn mang căn cước và giấy cam kết đến bến thuyền để thuê xuồng.";
const WHY: &str = "Từ tháng này phải có thêm giấy cam kết.";

fn from(mail: &str, text: &str) -> NewTicket {
    NewTicket {
        text: text.to_owned(),
        contact: Some(NewContact {
            mail: Some(mail.to_owned()),
            ..NewContact::default()
        }),
        ..NewTicket::default()
    }
}

async fn sent(client: &Client, new: &NewTicket) -> TicketCode {
    let opened = client.send_ticket(new, None).await.unwrap();
    opened.ticket.code
}

fn code_of(refused: &ClientError) -> Option<ErrorCode> {
    refused.problem().map(|p| p.code)
}

fn words_of(refused: &ClientError) -> String {
    let fields = refused.problem().map(|p| p.errors.clone());
    let fields = fields.unwrap_or_default();
    fields.into_iter().map(|f| f.msg).collect()
}

/// The people of an agency, and the province's desk.
struct People {
    operator: SignedIn,
    officer: SignedIn,
    leader: SignedIn,
    stranger: SignedIn,
}

async fn people(app: &App) -> People {
    let of = async |login: &str, role, agency| app.signed_in(login, role, agency).await.1;
    People {
        operator: of("truc@a.vn", Role::Operator, None).await,
        officer: of("lan@a.vn", Role::Officer, Some(AGENCY)).await,
        leader: of("hung@a.vn", Role::Leader, Some(AGENCY)).await,
        stranger: of("khac@a.vn", Role::Leader, Some("so-y-te")).await,
    }
}

/// Brings a ticket to the agency, if it is not there yet.
async fn given(operator: &SignedIn, code: &TicketCode) {
    let ticket = operator.staff_ticket(code).await.unwrap();
    if ticket
        .ticket
        .agency
        .is_some_and(|a| a.id.as_str() == AGENCY)
    {
        return;
    }
    let transfer = Transfer {
        revision: ticket.revision,
        to: AGENCY.to_owned(),
        reason: "Việc này thuộc nơi nhận trả lời".to_owned(),
    };
    operator.transfer_ticket(code, &transfer).await.unwrap();
}

async fn answered(people: &People, code: &TicketCode, text: &str, cites: &[&str]) {
    given(&people.operator, code).await;
    let revision = people.officer.staff_ticket(code).await.unwrap().revision;
    let answer = NewAnswer {
        revision,
        text: Some(text.to_owned()),
        cites: cites.iter().map(|c| (*c).to_owned()).collect(),
        anyway: true,
    };
    people.officer.answer_ticket(code, &answer).await.unwrap();
}

fn of_ticket(code: &TicketCode) -> NewFaqDraft {
    NewFaqDraft {
        ticket: Some(code.to_string()),
        question: None,
    }
}

fn edit(draft: &FaqDraft) -> EditFaqDraft {
    EditFaqDraft {
        revision: draft.revision,
        question: draft.question.clone(),
        also: draft.also.clone(),
        answer: draft.answer.clone(),
        procedure: draft.procedure.as_ref().map(|p| p.code.to_string()),
        facet: draft.facet,
        cites: draft.cites.clone(),
        correction: None,
    }
}

fn publishing(revision: i32) -> PublishFaq {
    PublishFaq {
        revision,
        ..PublishFaq::default()
    }
}

fn because(revision: i32) -> FaqReason {
    FaqReason {
        revision,
        reason: WHY.to_owned(),
    }
}

/// Taken back because it was wrong.
fn wrong(revision: i32) -> WithdrawFaq {
    WithdrawFaq {
        revision,
        cause: WithdrawalCause::Wrong,
        reason: WHY.to_owned(),
        instead: None,
    }
}

/// A question that the officer wrote, ready for review.
async fn handed_in(people: &People) -> FaqDraft {
    let begun = people.officer.new_faq_draft(&NewFaqDraft::default()).await;
    let begun = begun.unwrap();
    let words = EditFaqDraft {
        question: QUESTION.to_owned(),
        answer: ANSWER.to_owned(),
        ..edit(&begun)
    };
    let written = people.officer.edit_faq_draft(begun.id, &words).await;
    let written = written.unwrap();
    let officer = &people.officer;
    officer
        .submit_faq_draft(written.id, written.revision)
        .await
        .unwrap()
}

async fn found(client: &Client, words: &str) -> Vec<String> {
    let params = SearchParams {
        q: words.to_owned(),
        ..SearchParams::default()
    };
    let hits = client.search(&params).await.unwrap().hits;
    hits.into_iter().map(|hit| hit.code).collect()
}

/// Codes of the tickets whose senders got a letter of a kind, in order.
async fn told(app: &App, template: &str) -> Vec<String> {
    let db = app.database().await;
    let sql = format!(
        "SELECT t.code FROM notifications n JOIN tickets t ON t.id = n.about_id \
         WHERE n.template = '{template}' ORDER BY t.code"
    );
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}

fn sorted(codes: &[&TicketCode]) -> Vec<String> {
    let mut codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
    codes.sort();
    codes
}

#[rstest]
#[tokio::test]
async fn an_answer_becomes_a_question_for_all(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let before = app.citizen().await;
    assert_eq!(before.say(ASKED).await.outcome, Outcome::NotFound);
    let people = people(&app).await;
    let asked = sent(&client, &from("an@b.vn", LETTER)).await;
    let same = sent(&client, &from("hoa@b.vn", ASKED)).await;
    let silent = NewTicket {
        text: "em muốn thuê xuồng kayak thì cần giấy tờ gì ạ".to_owned(),
        ..NewTicket::default()
    };
    let silent = sent(&client, &silent).await;
    let other = sent(&client, &from("binh@b.vn", "khi nao co ket qua ho chieu")).await;
    for code in [&same, &silent, &other] {
        given(&people.operator, code).await;
    }
    answered(
        &people,
        &asked,
        &format!("Chào bạn. {ANSWER} Trân trọng."),
        &["1.001193"],
    )
    .await;

    // Drafted: nothing of who asked, nothing of the salutation.
    let draft = people
        .officer
        .new_faq_draft(&of_ticket(&asked))
        .await
        .unwrap();
    assert_eq!(
        (draft.question.as_str(), draft.answer.as_str()),
        (QUESTION, ANSWER)
    );
    assert_eq!(draft.agency.as_ref().unwrap().id.as_str(), AGENCY);
    assert_eq!(draft.cites, ["1.001193"]);
    assert!(draft.personal.is_empty(), "{draft:?}");
    assert_eq!(draft.ticket.as_ref(), Some(&asked));
    let again = people
        .leader
        .new_faq_draft(&of_ticket(&asked))
        .await
        .unwrap();
    assert_eq!(again.id, draft.id, "one ticket, one draft");

    // Reviewed, with those who asked the same.
    let handed = people
        .officer
        .submit_faq_draft(draft.id, draft.revision)
        .await
        .unwrap();
    let near = people.leader.similar_tickets(draft.id).await.unwrap().items;
    let codes: Vec<&TicketCode> = near.iter().map(|t| &t.code).collect();
    assert!(
        codes.contains(&&same) && codes.contains(&&silent),
        "{near:?}"
    );
    assert!(
        !codes.contains(&&asked) && !codes.contains(&&other),
        "{near:?}"
    );
    assert!(
        found(&client, ASKED)
            .await
            .iter()
            .all(|code| !code.starts_with("thue-xuong"))
    );
    let out = people
        .leader
        .publish_faq(
            draft.id,
            &PublishFaq {
                revision: handed.revision,
                same: vec![same.to_string(), silent.to_string(), asked.to_string()],
                impersonal: Vec::new(),
            },
        )
        .await
        .unwrap();
    assert_eq!(
        (out.state, out.live, out.version),
        (FaqState::Published, true, 1)
    );

    // Found, answered and shown at once, with who stands for it; the ticket stands nowhere.
    let id = out.faq.unwrap();
    assert_eq!(found(&client, ASKED).await[0], id.as_str());
    let citizen = app.citizen().await;
    let said = citizen.say(ASKED).await;
    assert_eq!(said.outcome, Outcome::Answered, "{said:?}");
    assert!(said.text.contains(ANSWER), "{said:?}");
    let page_url = said.citations[0].url.clone().unwrap();
    assert!(page_url.ends_with(&format!("/hoi-dap/{id}")), "{page_url}");
    let faq = client.faq(&id).await.unwrap();
    let by = faq.answered_by.as_ref().unwrap();
    assert_eq!(
        (by.agency.as_ref().unwrap().as_str(), by.version),
        (AGENCY, 1)
    );
    assert_eq!(faq.sources.len(), 2, "{faq:?}");
    let page = send(app.get(&format!("/hoi-dap/{id}")))
        .await
        .expect(200)
        .text();
    for text in [page, serde_json::to_string(&faq).unwrap()] {
        assert!(text.contains(ANSWER));
        assert!(
            !text.contains(asked.as_str()) && !text.contains("Nguyễn Văn"),
            "{text}"
        );
    }

    // Who asked the same and left a contact is told, once.
    assert_eq!(told(&app, "faq_published").await, sorted(&[&same]));
    let report = people
        .leader
        .knowledge_gaps(&GapFilter::default())
        .await
        .unwrap();
    assert_eq!((report.closed, report.groups.len()), (1, 0), "{report:?}");
}

#[rstest]
#[tokio::test]
async fn a_correction_reaches_who_was_shown_the_answer(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let people = people(&app).await;
    let asked = sent(&client, &from("an@b.vn", LETTER)).await;
    let joined = sent(&client, &from("chi@b.vn", ASKED)).await;
    let same = sent(&client, &from("hoa@b.vn", ASKED)).await;
    let cited = sent(&client, &from("dung@b.vn", ASKED)).await;
    let untold = sent(&client, &from("binh@b.vn", ASKED)).await;
    for code in [&asked, &joined, &same, &cited, &untold] {
        given(&people.operator, code).await;
    }
    let merge = Merge {
        revision: people.officer.staff_ticket(&joined).await.unwrap().revision,
        into: asked.clone(),
    };
    people.officer.merge_ticket(&joined, &merge).await.unwrap();
    answered(&people, &asked, ANSWER, &[]).await;
    let draft = people
        .officer
        .new_faq_draft(&of_ticket(&asked))
        .await
        .unwrap();
    let handed = people
        .officer
        .submit_faq_draft(draft.id, draft.revision)
        .await
        .unwrap();
    let publish = PublishFaq {
        same: vec![same.to_string()],
        ..publishing(handed.revision)
    };
    let out = people.leader.publish_faq(draft.id, &publish).await.unwrap();
    let id = out.faq.clone().unwrap();
    answered(
        &people,
        &cited,
        "Mời bạn xem câu trả lời chung.",
        &[id.as_str()],
    )
    .await;
    // One is shown it in a conversation that does not go along; another conversation never was.
    let shown = app.citizen().await;
    assert_eq!(shown.say(ASKED).await.outcome, Outcome::Answered);
    let body = |mail: &str| TicketFromChat {
        ticket: from(mail, "cho em hoi them gio mo cua"),
        share_conversation: false,
    };
    let pass_on = async |citizen: &motcua_tests::Citizen, mail: &str| {
        let opened = citizen
            .client
            .pass_on(&citizen.conversation, &body(mail), None)
            .await
            .unwrap();
        TicketKey::from(&opened).code().clone()
    };
    let chatted = pass_on(&shown, "em@b.vn").await;
    let _ = pass_on(&app.citizen().await, "giang@b.vn").await;

    // The new words wait for review; until then the old ones stand.
    let words = EditFaqDraft {
        answer: RIGHT.to_owned(),
        correction: Some(WHY.to_owned()),
        ..edit(&out)
    };
    let edited = people
        .officer
        .edit_faq_draft(draft.id, &words)
        .await
        .unwrap();
    assert_eq!((edited.state, edited.live), (FaqState::Draft, true));
    assert_eq!(client.faq(&id).await.unwrap().answer, ANSWER);
    assert!(told(&app, "answer_corrected").await.is_empty());
    let handed = people
        .officer
        .submit_faq_draft(draft.id, edited.revision)
        .await
        .unwrap();
    let out = people
        .leader
        .publish_faq(draft.id, &publishing(handed.revision))
        .await
        .unwrap();
    assert_eq!(
        (out.version, out.faq.as_ref()),
        (2, Some(&id)),
        "the id stays"
    );
    assert_eq!(client.faq(&id).await.unwrap().answer, RIGHT);
    assert!(app.citizen().await.say(ASKED).await.text.contains(RIGHT));
    assert_eq!(out.history.len(), 2);
    assert_eq!(out.history[0].correction.as_deref(), Some(WHY));
    assert_eq!(out.history[1].answer, ANSWER);
    assert_eq!(
        told(&app, "answer_corrected").await,
        sorted(&[&asked, &joined, &same, &cited, &chatted])
    );

    // A slip of the pen is nobody's news.
    let words = EditFaqDraft {
        answer: format!("{RIGHT} "),
        also: vec!["xuồng kayak thuê sao".to_owned()],
        ..edit(&out)
    };
    let edited = people
        .officer
        .edit_faq_draft(draft.id, &words)
        .await
        .unwrap();
    let handed = people
        .officer
        .submit_faq_draft(draft.id, edited.revision)
        .await
        .unwrap();
    let publish = PublishFaq {
        same: vec![same.to_string()],
        ..publishing(handed.revision)
    };
    people.leader.publish_faq(draft.id, &publish).await.unwrap();
    assert_eq!(told(&app, "answer_corrected").await.len(), 5);
    assert_eq!(
        told(&app, "faq_published").await,
        sorted(&[&same]),
        "told once"
    );
}

#[rstest]
#[tokio::test]
async fn nobody_publishes_their_own_words_or_another_agencys(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let people = people(&app).await;
    let handed = handed_in(&people).await;
    let (id, revision) = (handed.id, handed.revision);
    let publish = publishing(revision);

    // Whose it is not, does not find it.
    for refused in [
        people.stranger.faq_draft(id).await.unwrap_err(),
        people.stranger.publish_faq(id, &publish).await.unwrap_err(),
        people
            .stranger
            .edit_faq_draft(id, &edit(&handed))
            .await
            .unwrap_err(),
        people
            .stranger
            .withdraw_faq(id, &wrong(revision))
            .await
            .unwrap_err(),
        people.stranger.similar_tickets(id).await.unwrap_err(),
    ] {
        assert_eq!(code_of(&refused), Some(ErrorCode::NotFound));
    }
    let list = people
        .stranger
        .faq_drafts(&FaqDraftFilter::default())
        .await
        .unwrap();
    assert!(list.items.is_empty());
    // Whose office it is not.
    for who in [&people.officer, &people.operator] {
        let refused = who.publish_faq(id, &publish).await.unwrap_err();
        assert_eq!(code_of(&refused), Some(ErrorCode::Forbidden));
    }
    // Who saw older words.
    let refused = people
        .leader
        .publish_faq(id, &publishing(revision - 1))
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::RecordChanged));
    let stale = EditFaqDraft {
        revision: 0,
        ..edit(&handed)
    };
    let refused = people.officer.edit_faq_draft(id, &stale).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::RecordChanged));
    // Who wrote them, even when they lead.
    let mine = people
        .leader
        .edit_faq_draft(id, &edit(&handed))
        .await
        .unwrap();
    let refused = people
        .leader
        .publish_faq(id, &publishing(mine.revision))
        .await
        .unwrap_err();
    assert_eq!(
        code_of(&refused),
        Some(ErrorCode::FaqState),
        "not handed in"
    );
    let mine = people
        .leader
        .submit_faq_draft(id, mine.revision)
        .await
        .unwrap();
    let refused = people
        .leader
        .publish_faq(id, &publishing(mine.revision))
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::OwnReview));
    // Sent back, it is written anew, and the reason is there to read.
    let back = people
        .leader
        .send_faq_draft_back(id, &because(mine.revision))
        .await
        .unwrap();
    assert_eq!(
        (back.state, back.note.as_deref()),
        (FaqState::Draft, Some(WHY))
    );
    assert!(
        found(&app.client(), ASKED)
            .await
            .iter()
            .all(|code| !code.starts_with("thue-"))
    );
}

#[rstest]
#[tokio::test]
async fn an_administrator_alone_publishes_what_they_wrote(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, admin) = app.signed_in("admin@a.vn", Role::Administrator, None).await;
    let begun = admin.new_faq_draft(&NewFaqDraft::default()).await.unwrap();
    let words = EditFaqDraft {
        question: QUESTION.to_owned(),
        answer: ANSWER.to_owned(),
        ..edit(&begun)
    };
    let written = admin.edit_faq_draft(begun.id, &words).await.unwrap();
    let handed = admin
        .submit_faq_draft(begun.id, written.revision)
        .await
        .unwrap();
    let (_, other) = app
        .signed_in("admin2@a.vn", Role::Administrator, None)
        .await;
    let refused = admin
        .publish_faq(begun.id, &publishing(handed.revision))
        .await
        .unwrap_err();
    assert_eq!(
        code_of(&refused),
        Some(ErrorCode::OwnReview),
        "there is another one"
    );
    let off = mobile_contract::accounts::UserChange {
        active: Some(false),
        ..Default::default()
    };
    let other = other.me().await.unwrap();
    admin.change_user(other.id, &off).await.unwrap();
    let out = admin
        .publish_faq(begun.id, &publishing(handed.revision))
        .await
        .unwrap();
    assert!(out.live);
}

#[rstest]
#[tokio::test]
async fn what_tells_of_a_person_is_not_published(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let people = people(&app).await;
    let handed = handed_in(&people).await;
    let words = EditFaqDraft {
        question: "Đường Nguyễn Văn Linh thuê xuồng của chị Hoa, số 0912345678?".to_owned(),
        answer: "Gặp ông Trần Văn Bình.".to_owned(),
        ..edit(&handed)
    };
    let edited = people
        .officer
        .edit_faq_draft(handed.id, &words)
        .await
        .unwrap();
    let kinds: Vec<PersonalKind> = edited.personal.iter().map(|found| found.kind).collect();
    assert_eq!(
        kinds,
        [PersonalKind::Name, PersonalKind::Number, PersonalKind::Name]
    );
    let handed = people
        .officer
        .submit_faq_draft(handed.id, edited.revision)
        .await
        .unwrap();
    let refused = people
        .leader
        .publish_faq(handed.id, &publishing(handed.revision))
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::Invalid));
    let words = words_of(&refused);
    for named in ["Hoa", "0912345678", "Trần Văn Bình"] {
        assert!(words.contains(named), "{words}");
    }
    // A reviewer knows that a name is a boat's; a number is let through by nobody.
    let publish = PublishFaq {
        impersonal: vec![
            "hoa".to_owned(),
            "Trần Văn Bình".to_owned(),
            "0912345678".to_owned(),
        ],
        ..publishing(handed.revision)
    };
    let refused = people
        .leader
        .publish_faq(handed.id, &publish)
        .await
        .unwrap_err();
    let words = words_of(&refused);
    assert!(
        words.contains("0912345678") && !words.contains("Bình"),
        "{words}"
    );
}

#[rstest]
#[tokio::test]
async fn what_was_taken_back_is_found_no_more(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let people = people(&app).await;
    let handed = handed_in(&people).await;
    let words = EditFaqDraft {
        answer: "<script>alert(1)</script> Bạn mang căn cước đến bến thuyền.".to_owned(),
        ..edit(&handed)
    };
    let edited = people
        .officer
        .edit_faq_draft(handed.id, &words)
        .await
        .unwrap();
    let handed = people
        .officer
        .submit_faq_draft(handed.id, edited.revision)
        .await
        .unwrap();
    let out = people
        .leader
        .publish_faq(handed.id, &publishing(handed.revision))
        .await
        .unwrap();
    let id = out.faq.clone().unwrap();
    let path = format!("/hoi-dap/{id}");
    let page = send(app.get(&path)).await.expect(200).text();
    assert!(
        page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"),
        "{page}"
    );

    // Two servers over one database, and a program of tomorrow that brings other questions along.
    let db = open_database(app.storage()).await.unwrap();
    let second = Knowledge::load(&db, Engines::default()).await.unwrap();
    assert!(second.faqs.get().find(&id).is_some());
    let mut tomorrow = Bundle::embedded().unwrap();
    tomorrow.fingerprint = "tomorrow".to_owned();
    assert!(store_bundle(&db, &tomorrow).await.unwrap());
    assert!(second.refresh(&db).await.unwrap());
    assert!(second.faqs.get().find(&id).is_some(), "an import keeps it");

    let gone = people
        .leader
        .withdraw_faq(out.id, &wrong(out.revision))
        .await
        .unwrap();
    assert_eq!((gone.state, gone.live), (FaqState::Withdrawn, false));
    assert!(second.refresh(&db).await.unwrap());
    assert!(second.faqs.get().find(&id).is_none());
    let client = app.client();
    assert!(!found(&client, ASKED).await.contains(&id.to_string()));
    let refused = client.faq(&id).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::FaqWithdrawn));
    let page = send(app.get(&path).header("accept", "text/html"))
        .await
        .expect(410)
        .text();
    assert!(page.contains("không còn đúng"), "{page}");
    let never: FaqId = "khong-co-cau-nay".parse().unwrap();
    let refused = client.faq(&never).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::NotFound));
    let twice = people
        .leader
        .withdraw_faq(out.id, &wrong(gone.revision))
        .await
        .unwrap_err();
    assert_eq!(code_of(&twice), Some(ErrorCode::FaqState));

    // Mended, it comes back under its old address, on the other server, too.
    let words = EditFaqDraft {
        answer: RIGHT.to_owned(),
        ..edit(&gone)
    };
    let edited = people.officer.edit_faq_draft(out.id, &words).await.unwrap();
    let handed = people
        .officer
        .submit_faq_draft(out.id, edited.revision)
        .await
        .unwrap();
    let back = people
        .leader
        .publish_faq(out.id, &publishing(handed.revision))
        .await
        .unwrap();
    assert_eq!(back.faq.as_ref(), Some(&id));
    assert_eq!(found(&client, ASKED).await[0], id.as_str());
    assert!(second.refresh(&db).await.unwrap());
    assert_eq!(second.faqs.get().find(&id).unwrap().faq.answer, RIGHT);
    db.close().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_draft_needs_an_answer_and_a_ticket_of_ones_own(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let people = people(&app).await;
    let asked = sent(&client, &from("an@b.vn", LETTER)).await;
    given(&people.operator, &asked).await;
    let open = people
        .officer
        .new_faq_draft(&of_ticket(&asked))
        .await
        .unwrap_err();
    assert_eq!(code_of(&open), Some(ErrorCode::TicketState));
    answered(&people, &asked, ANSWER, &[]).await;
    let foreign = people
        .stranger
        .new_faq_draft(&of_ticket(&asked))
        .await
        .unwrap_err();
    assert_eq!(code_of(&foreign), Some(ErrorCode::TicketNotFound));

    let of_gap = NewFaqDraft {
        ticket: None,
        question: Some("cho em hỏi thuê xuồng kayak ở đâu".to_owned()),
    };
    let draft = people.operator.new_faq_draft(&of_gap).await.unwrap();
    assert_eq!(draft.question, "Thuê xuồng kayak ở đâu");
    let refused = people
        .operator
        .submit_faq_draft(draft.id, draft.revision)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::Invalid), "no answer yet");
    let unknown = EditFaqDraft {
        answer: ANSWER.to_owned(),
        cites: vec!["9.999999".to_owned()],
        ..edit(&draft)
    };
    let refused = people
        .operator
        .edit_faq_draft(draft.id, &unknown)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::Invalid));
    let missing = people.operator.faq_draft(Uuid::nil()).await.unwrap_err();
    assert_eq!(code_of(&missing), Some(ErrorCode::NotFound));

    let first = FaqDraftFilter {
        limit: Some(1),
        ..FaqDraftFilter::default()
    };
    people
        .operator
        .new_faq_draft(&NewFaqDraft::default())
        .await
        .unwrap();
    let page = people.operator.faq_drafts(&first).await.unwrap();
    let next = FaqDraftFilter {
        cursor: page.next_cursor.clone(),
        ..first
    };
    let rest = people.operator.faq_drafts(&next).await.unwrap();
    assert_ne!(page.items[0].id, rest.items[0].id);
    assert!(rest.next_cursor.is_none(), "two drafts in all");
}

#[rstest]
#[tokio::test]
async fn texts_for_answers_are_an_agencys_or_everyones(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let people = people(&app).await;
    let asked = sent(&client, &from("an@b.vn", LETTER)).await;
    given(&people.operator, &asked).await;
    let text = |title: &str| NewAnswerTemplate {
        title: title.to_owned(),
        text: "{co_quan} đã xem phiếu {ma_phieu}.".to_owned(),
    };
    let everyones = people
        .operator
        .new_answer_template(&text("Chung"))
        .await
        .unwrap();
    let own = people
        .officer
        .new_answer_template(&text("Riêng"))
        .await
        .unwrap();
    let filter = AnswerTemplateFilter {
        ticket: Some(asked.to_string()),
    };
    let seen = people
        .officer
        .answer_templates(&filter)
        .await
        .unwrap()
        .items;
    let titles: Vec<(&str, bool)> = seen
        .iter()
        .map(|t| (t.title.as_str(), t.editable))
        .collect();
    assert_eq!(titles, [("Riêng", true), ("Chung", false)]);
    let filled = format!("Sở Tư pháp tỉnh Hưng Yên đã xem phiếu {}.", asked.printed());
    assert_eq!(seen[0].filled.as_deref(), Some(filled.as_str()));
    let foreign = people.stranger.answer_templates(&filter).await.unwrap_err();
    assert_eq!(code_of(&foreign), Some(ErrorCode::TicketNotFound));
    let others = people
        .stranger
        .answer_templates(&AnswerTemplateFilter::default())
        .await;
    assert_eq!(others.unwrap().items.len(), 1);

    let change = EditAnswerTemplate {
        revision: 0,
        title: "Khác".to_owned(),
        text: "Lời khác.".to_owned(),
    };
    let refused = people
        .stranger
        .edit_answer_template(own.id, &change)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::NotFound));
    let refused = people
        .officer
        .edit_answer_template(everyones.id, &change)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::Forbidden));
    let changed = people
        .leader
        .edit_answer_template(own.id, &change)
        .await
        .unwrap();
    assert_eq!((changed.title.as_str(), changed.revision), ("Khác", 1));
    let refused = people
        .officer
        .edit_answer_template(own.id, &change)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::RecordChanged));
    for bad in ["Gọi 0912345678.", "Chào {ten}.", "", &"a".repeat(4_001)] {
        let bad = NewAnswerTemplate {
            title: "Sai".to_owned(),
            text: bad.to_owned(),
        };
        let refused = people.officer.new_answer_template(&bad).await.unwrap_err();
        assert_eq!(code_of(&refused), Some(ErrorCode::Invalid), "{bad:?}");
    }
    people.officer.delete_answer_template(own.id).await.unwrap();
    let left = people
        .officer
        .answer_templates(&AnswerTemplateFilter::default())
        .await;
    assert_eq!(left.unwrap().items.len(), 1);
}
