use std::collections::HashMap;

use askama::Template;
use chrono::{DateTime, Utc};
use mobile_contract::limits::{
    ANSWER_CHARS, ATTACHMENT_BYTES, ATTACHMENTS_PER_MESSAGE, FINDING_CHARS, FINDING_LEAST_CHARS,
    REASON_CHARS, REASON_LEAST_CHARS, TICKET_CHARS,
};
use mobile_contract::qr::NamedRef;
use mobile_contract::search::{Hit, HitKind};
use mobile_contract::ticket::{
    Attachment, Author, Clock, ClockPhase, DraftState, RouteGuess, StaffTicket, TicketEvent,
    TicketMessage, TicketRow, TicketSource, TicketState,
};
use uuid::Uuid;

use super::ticket_forms::{Editor, Form, Unsent};
use super::ticket_text::{self, Text};
use super::{Shell, words};
use crate::error::Error;
use crate::web::views::{Block, blocks, size, with_param};

/// `/can-bo/phieu/{code}`: a ticket.
#[derive(Debug, Template)]
#[template(path = "staff/ticket.html")]
pub struct TicketPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The ticket.
    pub it: &'a StaffTicket,
    /// Names of staff.
    pub names: &'a HashMap<Uuid, String>,
    /// Who looks.
    pub me: Uuid,
    /// They approve answers.
    pub leads: bool,
    /// The answer that is being written.
    pub editor: &'a Editor,
    /// Agencies that were looked for.
    pub agencies: &'a [NamedRef],
    /// Open tickets that may be about the same.
    pub alike: &'a [TicketRow],
    /// The form that comes back.
    pub unsent: Option<&'a Unsent<'a>>,
    /// Who changed the ticket meanwhile, and how.
    pub changed: Option<&'a str>,
    /// What was done just now.
    pub done: Option<&'a str>,
}

impl TicketPage<'_> {
    pub(super) fn t(&self) -> &'static Text {
        ticket_text::of(self.shell.chrome.locale)
    }

    /// An address below that of the ticket.
    pub(super) fn at(&self, deed: &str) -> String {
        let path = format!("/can-bo/phieu/{}/{deed}", self.it.ticket.code);
        self.shell.href(&path)
    }

    fn is_open(&self) -> bool {
        self.it.ticket.state.is_open()
    }

    /// Whether an answer went out that others may read, too.
    fn is_answered(&self) -> bool {
        matches!(
            self.it.ticket.state,
            TicketState::Answered | TicketState::Merged
        )
    }

    fn moment(&self, time: &DateTime<Utc>) -> String {
        super::moment(*time, self.shell.chrome.locale)
    }

    fn state(&self) -> &'static str {
        words::state(self.it.ticket.state, self.shell.chrome.locale)
    }

    fn kind(&self) -> &'static str {
        words::kind(self.it.ticket.kind, self.shell.chrome.locale)
    }

    fn source(&self) -> &'static str {
        words::source(self.it.source, self.shell.chrome.locale)
    }

    fn event(&self, event: &TicketEvent) -> &'static str {
        words::event(event.kind, self.shell.chrome.locale)
    }

    fn name_of(&self, id: &Uuid) -> &str {
        if *id == self.me {
            return self.t().you;
        }
        let unknown = self.t().unknown_person;
        self.names.get(id).map_or(unknown, String::as_str)
    }

    /// Who wrote something: who reads an agency's mail has no name here.
    fn writer(&self, id: &Option<Uuid>) -> &str {
        id.as_ref().map_or(self.t().by_mail, |id| self.name_of(id))
    }

    fn is_mine(&self) -> bool {
        self.it.assignee == Some(self.me)
    }

    fn is_sender(&self, message: &TicketMessage) -> bool {
        message.author == Author::Citizen
    }

    fn blocks<'m>(&self, text: &'m str) -> Vec<Block<'m>> {
        blocks(text)
    }

    /// Each clock with what it is called.
    fn clocks(&self) -> Vec<(&'static str, &Clock)> {
        let (t, ticket) = (self.t(), &self.it.ticket);
        if ticket.kind.has_its_own_track() {
            return Vec::new();
        }
        let reply = ticket.reply.as_ref();
        [(t.clock_dispatch, &ticket.dispatch)]
            .into_iter()
            .chain(reply.map(|clock| (t.clock_reply, clock)))
            .collect()
    }

    /// How a clock stands, in one line.
    fn stands(&self, clock: &Clock) -> String {
        let t = self.t();
        match (clock.phase, clock.minutes_left, &clock.due, &clock.done_at) {
            (ClockPhase::Running, Some(minutes), Some(due), _) => {
                let left = words::left(minutes, self.shell.chrome.locale);
                format!("{left} · {} {}", t.clock_due, self.moment(due))
            }
            (ClockPhase::Done, .., Some(at)) if clock.overdue => {
                format!("{} {}", t.clock_done_late, self.moment(at))
            }
            (ClockPhase::Done, .., Some(at)) => format!("{} {}", t.clock_done, self.moment(at)),
            _ => t.clock_still.to_owned(),
        }
    }

    fn is_late(&self, clock: &Clock) -> bool {
        clock.overdue && clock.phase == ClockPhase::Running
    }

    /// A draft that waits for whoever looks.
    fn to_approve(&self) -> Option<&mobile_contract::ticket::Draft> {
        let draft = self.it.draft.as_ref();
        draft.filter(|draft| self.leads && draft.state == DraftState::Submitted)
    }

    /// Whether what is written goes to the leader rather than to the sender.
    fn only_submits(&self) -> bool {
        self.it.approval && !self.leads
    }

    /// Why to send it to an agency that was guessed.
    fn reason_of(&self, guess: &RouteGuess) -> String {
        let whole = format!("{}: {}", self.t().suggestion, guess.why);
        whole.chars().take(REASON_CHARS).collect()
    }

    /// Guesses but for the agency that has it.
    fn guesses(&self) -> Vec<&RouteGuess> {
        let others = self.it.guesses.iter();
        others
            .filter(|guess| self.is_elsewhere(&guess.agency))
            .collect()
    }

    /// The next level, unless it has the ticket or is guessed anyway.
    fn next_level(&self) -> Option<&NamedRef> {
        let next = self.it.next_level.as_ref()?;
        let guessed = self
            .it
            .guesses
            .iter()
            .any(|guess| guess.agency.id == next.id);
        (!guessed && self.is_elsewhere(next)).then_some(next)
    }

    fn is_elsewhere(&self, agency: &NamedRef) -> bool {
        let here = self.it.ticket.agency.as_ref();
        here.is_none_or(|here| here.id != agency.id)
    }

    /// Address of a file.
    fn file(&self, file: &Attachment) -> String {
        self.at(&format!("tep/{}", file.id))
    }

    /// Address of its small form.
    fn small(&self, file: &Attachment) -> String {
        with_param(&self.file(file), "size", "small")
    }

    fn size(&self, file: &Attachment) -> String {
        size(file.bytes)
    }

    /// Whether it rates a counter.
    fn is_rating(&self) -> bool {
        self.it.source == TicketSource::Rating
    }

    /// Whether what it is handled as may be put right.
    fn may_rekind(&self) -> bool {
        let open = self.is_open() && !self.is_rating();
        open || self.it.ticket.state == TicketState::HandedOver
    }

    /// The other kinds, to choose from.
    fn kinds(&self) -> Vec<(String, &'static str, bool)> {
        let typed = Some(self.word(Form::Rekind, "kind"));
        let own = crate::kernel::wire::name(self.it.ticket.kind);
        let kinds = words::kinds(self.shell.chrome.locale, typed).into_iter();
        kinds.filter(|(value, ..)| *value != own).collect()
    }

    const fn most_files(&self) -> usize {
        ATTACHMENTS_PER_MESSAGE
    }

    const fn most_megabytes(&self) -> usize {
        ATTACHMENT_BYTES / 1_024 / 1_024
    }

    /// What was typed into a form that comes back.
    fn word(&self, form: Form, name: &str) -> &str {
        let unsent = self.unsent.filter(|unsent| unsent.form == form);
        unsent.map_or("", |unsent| unsent.fields.text(name))
    }

    fn is_back(&self, form: Form) -> bool {
        self.unsent.is_some_and(|unsent| unsent.form == form)
    }

    fn problem(&self, form: Form) -> Option<&Error> {
        self.unsent.filter(|unsent| unsent.form == form)?.problem
    }

    /// What is wrong with a field of a form.
    fn wrong(&self, form: Form, loc: &str) -> Option<String> {
        self.shell.wrong(&self.problem(form), loc)
    }

    /// What is wrong with no field that is shown.
    fn trouble(&self) -> Option<String> {
        let problem = self.unsent?.problem;
        if self.changed.is_some() {
            return None;
        }
        self.shell.trouble(&problem)
    }

    /// The answer was refused by the check before sending, which may be overruled.
    fn may_send_anyway(&self) -> bool {
        let problem = self.problem(Form::Reply);
        problem.is_some_and(|error| error.code() == mobile_contract::ErrorCode::Invalid)
    }

    /// What the check before sending finds in a draft that is approved; it may be overruled.
    fn wrong_draft(&self) -> Option<String> {
        let wrong = |loc| self.wrong(Form::Approve, loc);
        let parts = [wrong("body.cites"), wrong("body.text")];
        let told: Vec<String> = parts.into_iter().flatten().collect();
        (!told.is_empty()).then(|| told.join(" "))
    }

    fn is_procedure(&self, hit: &Hit) -> bool {
        hit.kind == HitKind::Procedure
    }

    fn told(&self) -> Option<&'static str> {
        super::ticket_parts::told(self.done?, self.t())
    }

    const fn most(&self) -> usize {
        TICKET_CHARS
    }

    const fn most_of_answer(&self) -> usize {
        ANSWER_CHARS
    }

    const fn most_of_reason(&self) -> usize {
        REASON_CHARS
    }

    const fn most_of_finding(&self) -> usize {
        FINDING_CHARS
    }

    const fn least_of_finding(&self) -> usize {
        FINDING_LEAST_CHARS
    }

    const fn least_of_reason(&self) -> usize {
        REASON_LEAST_CHARS
    }
}
