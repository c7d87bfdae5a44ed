//! The people of an agency, what they write, and what came of it.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::{Client, ClientError, SignedIn};
use mobile_contract::editorial::{
    EditFaqDraft, FaqDraft, FaqReason, NewFaqDraft, PublishFaq, WithdrawFaq, WithdrawalCause,
};
use mobile_contract::search::SearchParams;
use mobile_contract::ticket::{NewAnswer, NewContact, NewTicket, TicketCode, Transfer};
use motcua_tests::App;
use sea_orm::{ConnectionTrait, Statement};

pub(super) const AGENCY: &str = "so-tu-phap";
/// About nothing that the province's knowledge tells, with all that letters carry along.
pub(super) const LETTER: &str = "Kính gửi Sở. Tôi tên là Nguyễn Văn An, sđt 0912345678, cho tôi hỏi thuê xuồng kayak cần giấy tờ gì? Xin cảm ơn.";
pub(super) const ASKED: &str = "thue xuong kayak can giay to gi";
pub(super) const QUESTION: &str = "Thuê xuồng kayak cần giấy tờ gì?";
pub(super) const ANSWER: &str = "Bạn mang căn cước đến bến thuyền để thuê xuồng.";
pub(super) const RIGHT: &str = "Bạn mang căn cước và giấy cam kết đến bến thuyền để thuê xuồng.";
pub(super) const WHY: &str = "Từ tháng này phải có thêm giấy cam kết.";

pub(super) fn from(mail: &str, text: &str) -> NewTicket {
    NewTicket {
        text: text.to_owned(),
        contact: Some(NewContact {
            mail: Some(mail.to_owned()),
            ..NewContact::default()
        }),
        ..NewTicket::default()
    }
}

pub(super) async fn sent(client: &Client, new: &NewTicket) -> TicketCode {
    let opened = client.send_ticket(new, None).await.unwrap();
    opened.ticket.code
}

pub(super) fn code_of(refused: &ClientError) -> Option<ErrorCode> {
    refused.problem().map(|p| p.code)
}

pub(super) fn words_of(refused: &ClientError) -> String {
    let fields = refused.problem().map(|p| p.errors.clone());
    let fields = fields.unwrap_or_default();
    fields.into_iter().map(|f| f.msg).collect()
}

/// The people of an agency, and the province's desk.
pub(super) struct People {
    pub(super) operator: SignedIn,
    pub(super) officer: SignedIn,
    pub(super) leader: SignedIn,
    pub(super) stranger: SignedIn,
}

pub(super) async fn people(app: &App) -> People {
    let of = async |login: &str, role, agency| app.signed_in(login, role, agency).await.1;
    People {
        operator: of("truc@a.vn", Role::Operator, None).await,
        officer: of("lan@a.vn", Role::Officer, Some(AGENCY)).await,
        leader: of("hung@a.vn", Role::Leader, Some(AGENCY)).await,
        stranger: of("khac@a.vn", Role::Leader, Some("so-y-te")).await,
    }
}

/// Brings a ticket to the agency, if it is not there yet.
pub(super) async fn given(operator: &SignedIn, code: &TicketCode) {
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

pub(super) async fn answered(people: &People, code: &TicketCode, text: &str, cites: &[&str]) {
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

pub(super) fn of_ticket(code: &TicketCode) -> NewFaqDraft {
    NewFaqDraft {
        ticket: Some(code.to_string()),
        question: None,
    }
}

pub(super) fn edit(draft: &FaqDraft) -> EditFaqDraft {
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

pub(super) fn publishing(revision: i32) -> PublishFaq {
    PublishFaq {
        revision,
        ..PublishFaq::default()
    }
}

pub(super) fn because(revision: i32) -> FaqReason {
    FaqReason {
        revision,
        reason: WHY.to_owned(),
    }
}

/// Taken back because it was wrong.
pub(super) fn wrong(revision: i32) -> WithdrawFaq {
    WithdrawFaq {
        revision,
        cause: WithdrawalCause::Wrong,
        reason: WHY.to_owned(),
        instead: None,
    }
}

/// A question that the officer wrote, ready for review.
pub(super) async fn handed_in(people: &People) -> FaqDraft {
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

pub(super) async fn found(client: &Client, words: &str) -> Vec<String> {
    let params = SearchParams {
        q: words.to_owned(),
        ..SearchParams::default()
    };
    let hits = client.search(&params).await.unwrap().hits;
    hits.into_iter().map(|hit| hit.code).collect()
}

/// Codes of the tickets whose senders got a letter of a kind, in order.
pub(super) async fn told(app: &App, template: &str) -> Vec<String> {
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

pub(super) fn sorted(codes: &[&TicketCode]) -> Vec<String> {
    let mut codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
    codes.sort();
    codes
}
