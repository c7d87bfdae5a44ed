use askama::Template;
use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use mobile_contract::limits::{FEEDBACK_CHARS, TICKET_CHARS};
use mobile_contract::ticket::{
    Attachment, Author, Clock, ClockPhase, Ticket, TicketCode, TicketMessage, TicketState,
};

use super::Chrome;
use super::format::{Block, blocks};
use crate::kernel::clock::to_hanoi;
use crate::kernel::words;

/// How large a file is, as phones tell it.
pub(in crate::web) fn size(bytes: u64) -> String {
    const KILO: u64 = 1_024;
    const MEGA: u64 = KILO * KILO;
    if bytes < MEGA {
        return format!("{} kB", bytes.div_ceil(KILO));
    }
    let tenths = bytes * 10 / MEGA;
    format!("{},{} MB", tenths / 10, tenths % 10)
}

/// What is shown once, after a ticket was sent.
#[derive(Debug, Template)]
#[template(path = "ticket_sent.html")]
pub struct TicketSentPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Address of the ticket's page.
    pub path: &'a str,
    /// The ticket.
    pub ticket: &'a Ticket,
    /// Opens it.
    pub secret: &'a str,
}

impl TicketSentPage<'_> {
    /// In groups: somebody may write it down.
    fn grouped(&self) -> Vec<String> {
        let symbols: Vec<char> = self.secret.chars().collect();
        symbols
            .chunks(8)
            .map(|group| group.iter().collect())
            .collect()
    }
}

/// `/phieu/tra-cuu`: opens a ticket by code and secret.
#[derive(Debug, Template)]
#[template(path = "ticket_find.html")]
pub struct TicketFindPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// The code, as far as it is known.
    pub code: &'a str,
    /// Whether code or secret were wrong.
    pub wrong: bool,
}

/// `/phieu/{code}/rut`: asks back.
#[derive(Debug, Template)]
#[template(path = "ticket_withdraw.html")]
pub struct TicketWithdrawPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Address of the ticket's page.
    pub path: &'a str,
    /// Its code.
    pub code: &'a TicketCode,
    /// For the form, where one is signed in.
    pub csrf: Option<&'a str>,
}

impl TicketWithdrawPage<'_> {
    /// An address below that of the ticket.
    fn at(&self, deed: &str) -> String {
        self.chrome.href(&format!("{}/{deed}", self.path))
    }
}

/// Words that were refused, and why.
#[derive(Clone, Copy, Debug)]
pub struct Unsent<'a> {
    /// Why.
    pub problem: &'a str,
    /// The words.
    pub words: &'a str,
    /// HTTP status of the refusal.
    pub status: u16,
    /// Whether the files were refused, and must be chosen again.
    pub about_files: bool,
}

/// `/phieu/{code}`: the ticket.
#[derive(Debug, Template)]
#[template(path = "ticket.html")]
pub struct TicketPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Address of this page.
    pub path: &'a str,
    /// The ticket.
    pub ticket: &'a Ticket,
    /// For the forms, where one is signed in.
    pub csrf: Option<&'a str>,
    /// Whether it may be reopened today.
    pub reopens: bool,
    /// What was refused just now.
    pub unsent: Option<&'a Unsent<'a>>,
}

impl TicketPage<'_> {
    /// An address below that of the ticket.
    fn at(&self, deed: &str) -> String {
        self.chrome.href(&format!("{}/{deed}", self.path))
    }

    fn state(&self) -> &'static str {
        let t = self.chrome.t();
        match self.ticket.state {
            TicketState::Unrouted => t.state_unrouted,
            TicketState::WithAgency => t.state_with_agency,
            TicketState::WaitingForCitizen => t.state_waiting,
            TicketState::Answered | TicketState::Merged => t.state_answered,
            TicketState::HandedOver => t.state_handed_over,
            TicketState::Withdrawn => t.state_withdrawn,
        }
    }

    /// Each clock with what it is called.
    fn clocks(&self) -> Vec<(&'static str, &Clock)> {
        let t = self.chrome.t();
        // Where the law has a track of its own, no clock of ours says when.
        if self.ticket.kind.has_its_own_track() {
            return Vec::new();
        }
        let reply = self.ticket.reply.as_ref();
        [(t.clock_dispatch, &self.ticket.dispatch)]
            .into_iter()
            .chain(reply.map(|clock| (t.clock_reply, clock)))
            .collect()
    }

    /// How a clock stands, in one line.
    fn stands(&self, clock: &Clock) -> String {
        let t = self.chrome.t();
        let at = |time: Option<DateTime<Utc>>| time.map(|time| self.moment(&time));
        match clock.phase {
            ClockPhase::Running => {
                let due = at(clock.due).unwrap_or_default();
                match clock.overdue {
                    true => format!("{} {due}. {}", t.clock_due, t.clock_late),
                    false => format!("{} {due}", t.clock_due),
                }
            }
            ClockPhase::Paused => t.clock_paused.to_owned(),
            ClockPhase::Done => {
                format!("{} {}", t.clock_done, at(clock.done_at).unwrap_or_default())
            }
        }
    }

    /// A time as clocks in Vietnam show it.
    fn moment(&self, time: &DateTime<Utc>) -> String {
        let local = to_hanoi(*time);
        let day = words::date(local.date());
        match self.chrome.locale {
            Locale::Vi => format!("{} ngày {day}", local.format("%H:%M")),
            Locale::En => format!("{} on {day}", local.format("%H:%M")),
        }
    }

    fn blocks<'m>(&self, message: &'m TicketMessage) -> Vec<Block<'m>> {
        blocks(&message.text)
    }

    fn is_own(&self, message: &TicketMessage) -> bool {
        message.author == Author::Citizen
    }

    fn is_answered(&self) -> bool {
        matches!(
            self.ticket.state,
            TicketState::Answered | TicketState::Merged
        )
    }

    /// Address of a file.
    fn file(&self, file: &Attachment) -> String {
        format!("{}/tep/{}", self.path, file.id)
    }

    /// Address of its small form.
    fn small(&self, file: &Attachment) -> String {
        format!("{}?size=small", self.file(file))
    }

    fn size(&self, file: &Attachment) -> String {
        size(file.bytes)
    }

    /// Why files were refused just now.
    fn wrong_file(&self) -> Option<&str> {
        self.unsent.filter(|u| u.about_files).map(|u| u.problem)
    }

    /// Why something else was.
    fn problem(&self) -> Option<&str> {
        self.unsent.filter(|u| !u.about_files).map(|u| u.problem)
    }

    fn words(&self) -> &str {
        self.unsent.map_or("", |unsent| unsent.words)
    }

    /// Scores with their words, best first.
    fn scores(&self) -> [(u8, &'static str); 5] {
        let t = self.chrome.t();
        [
            (5, t.score_5),
            (4, t.score_4),
            (3, t.score_3),
            (2, t.score_2),
            (1, t.score_1),
        ]
    }

    fn is_score(&self, score: u8) -> bool {
        self.ticket
            .rating
            .as_ref()
            .is_some_and(|r| r.score == score)
    }

    fn comment(&self) -> &str {
        let rating = self.ticket.rating.as_ref();
        rating
            .and_then(|r| r.comment.as_deref())
            .unwrap_or_default()
    }

    const fn most(&self) -> usize {
        TICKET_CHARS
    }

    const fn most_of_comment(&self) -> usize {
        FEEDBACK_CHARS
    }
}
