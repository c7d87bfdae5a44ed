//! Tickets as operators and agencies see them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Attachment, Clock, ContactWay, NewTicket, Ticket, TicketCode, TicketKind, TicketSource,
    TicketState,
};
use crate::Page;
use crate::chat::Citation;
use crate::qr::NamedRef;

/// Filters of `GET /v1/staff/tickets`. They combine.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StaffTicketFilter {
    /// Only tickets in this state; all that are open when absent. What waits for its sender and lies with no
    /// agency is listed as `unrouted`: the operators have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub state: Option<TicketState>,
    /// Only tickets with this agency; the caller's own rights limit it anyway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 80)]
    pub agency: Option<String>,
    /// Only tickets of this kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub kind: Option<TicketKind>,
    /// Only tickets that came in this way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub source: Option<TicketSource>,
    /// True: only those whose draft waits for the leader. False: only the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted: Option<bool>,
    /// Only those that are late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdue: Option<bool>,
    /// True: only those that the caller has taken on. False: only those that nobody has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine: Option<bool>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 200)]
    pub cursor: Option<String>,
    /// Most rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// One line of the queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TicketRow {
    /// Its code.
    pub code: TicketCode,
    /// What it is handled as.
    pub kind: TicketKind,
    /// How it stands.
    pub state: TicketState,
    /// How it came in.
    pub source: TicketSource,
    /// The beginning of its text.
    pub excerpt: String,
    /// The agency that has it.
    pub agency: Option<NamedRef>,
    /// Who has taken it on.
    pub assignee: Option<Uuid>,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// When the next of its clocks ends; null while it stands still.
    pub due: Option<DateTime<Utc>>,
    /// Working minutes until then, negative after it; null while it stands still.
    pub minutes_left: Option<i64>,
    /// Whether that has passed.
    pub overdue: bool,
}

/// A page of the queue.
pub type TicketPage = Page<TicketRow>;

/// How many tickets are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketCounts {
    /// In the operators' queue, with what they asked senders.
    pub unrouted: i64,
    /// With an agency.
    pub with_agency: i64,
    /// With an agency, which waits for their senders.
    pub waiting_for_citizen: i64,
    /// Late, of all these.
    pub overdue: i64,
}

/// How to reach the sender. Only for whoever has the ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Contact {
    /// How to address them.
    pub name: Option<String>,
    /// Phone number, as `+84912345678`.
    pub phone: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// Where they want answers, when they said so.
    #[serde(default)]
    pub prefer: Option<ContactWay>,
}

/// An agency that may be responsible, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RouteGuess {
    /// The agency.
    pub agency: NamedRef,
    /// Its share of what speaks for any.
    #[schema(minimum = 0, maximum = 1)]
    pub share: f32,
    /// Why, in the caller's language.
    pub why: String,
}

/// A note among staff (ghi chú nội bộ). There is no way from here into a [`super::TicketMessage`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Note {
    /// Its id.
    pub id: Uuid,
    /// Who wrote it; null: somebody who reads the mail of `agency`.
    pub by: Option<Uuid>,
    /// The agency, where it came by its mail.
    pub agency: Option<NamedRef>,
    /// The words.
    pub text: String,
    /// When it was written.
    pub written_at: DateTime<Utc>,
}

/// Someone else at a ticket (người đang cùng mở phiếu), so that two do not do the same work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AtTicket {
    /// Their name.
    pub name: String,
    /// Whether they write on an answer.
    pub writing: bool,
    /// When they were seen last.
    pub seen_at: DateTime<Utc>,
}

/// Body of `POST /v1/staff/tickets/{code}/kind`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKind {
    /// The revision that was seen.
    #[schema(minimum = 0)]
    pub revision: i32,
    /// What it really is.
    pub kind: TicketKind,
    /// Why; for colleagues.
    #[schema(min_length = 10, max_length = 500)]
    pub reason: String,
}

/// Body of `POST /v1/staff/tickets/{code}/presence`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketPresence {
    /// Whether an answer is being written.
    #[serde(default)]
    pub writing: bool,
}

/// What happened to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TicketEventKind {
    /// Came in.
    Received,
    /// Went to an agency (chuyển xử lý).
    Dispatched,
    /// Went on to another agency (chuyển tiếp).
    Transferred,
    /// Went to the coordination desk, because it went from hand to hand too often (chuyển trọng tài).
    SentToArbiter,
    /// Was taken on by somebody.
    Assigned,
    /// The citizen was asked for something.
    AskedCitizen,
    /// The citizen wrote.
    CitizenWrote,
    /// An answer waits for approval.
    Submitted,
    /// An answer was sent back to its writer.
    SentBack,
    /// Was looked into: what was found is noted.
    Verified,
    /// Was answered.
    Answered,
    /// Was reopened by its sender.
    Reopened,
    /// Was taken back by its sender.
    Withdrawn,
    /// Was joined to another ticket of the same matter.
    Merged,
    /// Was explained and handed to the reception desk.
    HandedOver,
    /// A share of a clock's time has passed.
    Warned,
    /// Went to the leader, or the coordination desk, because it is late.
    Escalated,
    /// Staff put right what kind of ticket it is.
    KindChanged,
    /// Was rated by its sender.
    Rated,
    /// The agency that had it has ended (sáp nhập, chia tách): it went to the only one that follows, or back to
    /// the operators.
    AgencyEnded,
}

/// One event of a ticket's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketEvent {
    /// What happened.
    pub kind: TicketEventKind,
    /// Who did it; null: the citizen, the system, or an agency from its mail.
    pub by: Option<Uuid>,
    /// The agency it came from.
    pub from: Option<NamedRef>,
    /// The agency it went to.
    pub to: Option<NamedRef>,
    /// Why; for staff.
    pub reason: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// How an answer that is being written stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DraftState {
    /// Being written.
    Writing,
    /// Waits for the leader.
    Submitted,
}

/// An answer that is being written (dự thảo).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Draft {
    /// How it stands.
    pub state: DraftState,
    /// Who wrote it last; null: somebody who reads the agency's mail.
    pub by: Option<Uuid>,
    /// The words.
    pub text: String,
    /// What it cites.
    pub citations: Vec<Citation>,
    /// Codes of procedures and ids of questions that it cites.
    pub cites: Vec<String>,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
}

/// A ticket, as whoever has it sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StaffTicket {
    /// What its sender sees.
    pub ticket: Ticket,
    /// Grows with every change. Sent back with what depends on having seen the last one.
    pub revision: i32,
    /// How it came in.
    pub source: TicketSource,
    /// Who has taken it on.
    pub assignee: Option<Uuid>,
    /// The operator who wrote it down for a caller.
    pub on_behalf: Option<Uuid>,
    /// How to reach the sender; never told of a rating.
    pub contact: Option<Contact>,
    /// Why it went where it went, in the caller's language.
    pub routing: String,
    /// The agencies that may be responsible, best first.
    pub guesses: Vec<RouteGuess>,
    /// The next level, when the commune's is not enough.
    pub next_level: Option<NamedRef>,
    /// What the citizen and the assistant said before, when the citizen sent it along.
    pub conversation: Vec<String>,
    /// What looking into it showed.
    #[serde(default)]
    pub finding: Option<Finding>,
    /// Notes among staff, in order.
    pub notes: Vec<Note>,
    /// The answer that is being written.
    pub draft: Option<Draft>,
    /// Others who are at this ticket now, so that two do not do the same work.
    pub others: Vec<AtTicket>,
    /// Whether its agency lets a leader approve answers.
    pub approval: bool,
    /// Files that go out with the next answer; the sender sees nothing of them yet.
    pub unsent: Vec<Attachment>,
    /// What happened to it, in order.
    pub history: Vec<TicketEvent>,
}

/// Both clocks with how they come about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketClocks {
    /// Until when it must lie with the agency responsible.
    pub dispatch: Clock,
    /// Until when it must be answered.
    pub reply: Option<Clock>,
}

/// Body of `POST /v1/staff/tickets`: for somebody on the phone.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallerTicket {
    /// What the caller says, with the number to call back in `contact`.
    pub ticket: NewTicket,
}

/// The state of a ticket that a change rests on.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// `revision` of the ticket as it was seen.
    pub revision: i32,
}

/// Body of `POST /v1/staff/tickets/{code}/transfer`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// `revision` of the ticket as it was seen.
    pub revision: i32,
    /// Id of the agency that is responsible.
    #[schema(max_length = 80, example = "so-tu-phap")]
    pub to: String,
    /// Why.
    #[schema(min_length = 10, max_length = 500)]
    pub reason: String,
}

/// Body of `POST /v1/staff/tickets/{code}/notes`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// The words.
    #[schema(max_length = 4000)]
    pub text: String,
}

/// Body of `POST /v1/staff/tickets/{code}/draft`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDraft {
    /// `revision` of the ticket as it was seen.
    pub revision: i32,
    /// The words.
    #[schema(max_length = 8000)]
    pub text: String,
    /// Procedures and questions it cites, by code or id.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub cites: Vec<String>,
    /// Whether it goes to the leader for approval.
    #[serde(default)]
    pub submit: bool,
}

/// Body of `POST /v1/staff/tickets/{code}/answer`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnswer {
    /// `revision` of the ticket as it was seen.
    pub revision: i32,
    /// The words; the draft's when absent, which is how a leader approves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 8000)]
    pub text: Option<String>,
    /// Procedures and questions it cites, by code or id.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub cites: Vec<String>,
    /// Sends it although it cites nothing or names no next step: there are questions that need neither.
    #[serde(default)]
    pub anyway: bool,
}

/// Body of `POST /v1/staff/tickets/{code}/ask` and `…/send-back`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRequest {
    /// `revision` of the ticket as it was seen.
    pub revision: i32,
    /// The words.
    #[schema(max_length = 4000)]
    pub text: String,
}

/// What looking into a ticket showed (kết quả kiểm tra). For staff; the sender reads the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finding {
    /// The words.
    pub text: String,
    /// Who noted it; null: somebody of the agency by the link in its mail.
    pub by: Option<Uuid>,
    /// The agency that looked into it.
    pub agency: Option<NamedRef>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Body of `POST /v1/staff/tickets/{code}/finding`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFinding {
    /// `revision` of the ticket as it was seen.
    pub revision: i32,
    /// What was looked at, and what it showed.
    #[schema(min_length = 10, max_length = 4000)]
    pub text: String,
}

/// Body of `POST /v1/staff/tickets/{code}/merge`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// `revision` of the ticket as it was seen.
    pub revision: i32,
    /// The ticket of the same matter that will be answered for both.
    pub into: TicketCode,
}
