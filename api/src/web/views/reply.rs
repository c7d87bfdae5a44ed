use askama::Template;
use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use mobile_contract::limits::{
    ANSWER_CHARS, FINDING_CHARS, QUERY_CHARS, REASON_CHARS, TICKET_CHARS,
};
use mobile_contract::ticket::{
    Attachment, Author, ClockPhase, StaffTicket, TicketCode, TicketMessage, TicketSource,
    TicketState,
};

use super::Chrome;
use super::format::{Block, blocks};
use super::ticket::size;
use crate::kernel::clock::to_hanoi;
use crate::kernel::words;

/// What stands in the forms of an agency's page.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReplyForm<'a> {
    /// The answer.
    pub text: &'a str,
    /// The question back.
    pub question: &'a str,
    /// What looking into a rating showed.
    pub finding: &'a str,
    /// The answer is meant as it is.
    pub anyway: bool,
    /// What was searched for.
    pub q: &'a str,
    /// Id of the agency that it is sent on to.
    pub to: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// A record that an answer cites, or could.
#[derive(Clone, Debug)]
pub struct Citable {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Whether it is cited.
    pub chosen: bool,
}

/// `/tra-loi/{code}`: a ticket, for an agency that answers from its mail.
#[derive(Debug, Template)]
#[template(path = "reply.html")]
pub struct ReplyPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Address of this page.
    pub path: &'a str,
    /// The ticket, as its agency may see it.
    pub ticket: &'a StaffTicket,
    /// What stands in the forms.
    pub form: ReplyForm<'a>,
    /// What can be cited.
    pub citable: &'a [Citable],
    /// Whether something was searched for just now.
    pub searched: bool,
    /// Id and name of the province's desk, where it can be sent to.
    pub desk: Option<&'a (String, String)>,
    /// Ids and names of agencies.
    pub agencies: &'a [(String, String)],
    /// Why a form was refused.
    pub problems: &'a [String],
    /// Which one: `tra-loi`, `hoi`, `kiem-tra`, `chuyen`, or none.
    pub trouble: &'a str,
}

impl ReplyPage<'_> {
    /// An address below that of this page.
    fn at(&self, deed: &str) -> String {
        self.chrome.href(&format!("{}/{deed}", self.path))
    }

    /// When the answer is due, in one line.
    fn due(&self) -> String {
        let t = self.chrome.t();
        let Some(clock) = &self.ticket.ticket.reply else {
            return String::new();
        };
        let due = clock.due.map(|due| self.moment(&due)).unwrap_or_default();
        match (clock.phase, clock.overdue) {
            (ClockPhase::Paused, _) => t.reply_paused.to_owned(),
            (ClockPhase::Running, true) => format!("{due}. {}", t.reply_late),
            _ => due,
        }
    }

    fn is_late(&self) -> bool {
        let clock = self.ticket.ticket.reply.as_ref();
        clock.is_some_and(|clock| clock.overdue)
    }

    /// Whether it rates a counter.
    fn is_rating(&self) -> bool {
        self.ticket.source == TicketSource::Rating
    }

    fn is_waiting(&self) -> bool {
        self.ticket.ticket.state == TicketState::WaitingForCitizen
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

    /// Address of a file.
    fn file(&self, file: &Attachment) -> String {
        format!("{}/tep/{}", self.path, file.id)
    }

    fn small(&self, file: &Attachment) -> String {
        format!("{}?size=small", self.file(file))
    }

    fn size(&self, file: &Attachment) -> String {
        size(file.bytes)
    }

    fn is_senders(&self, message: &TicketMessage) -> bool {
        message.author == Author::Citizen
    }

    fn is_to(&self, id: &str) -> bool {
        self.form.to == id
    }

    const fn most(&self) -> usize {
        ANSWER_CHARS
    }

    const fn most_of_question(&self) -> usize {
        TICKET_CHARS
    }

    const fn most_of_finding(&self) -> usize {
        FINDING_CHARS
    }

    const fn most_of_reason(&self) -> usize {
        REASON_CHARS
    }

    const fn most_of_search(&self) -> usize {
        QUERY_CHARS
    }
}

/// In the place of `/tra-loi/{code}`, when it cannot be opened any more.
#[derive(Debug, Template)]
#[template(path = "reply_gone.html")]
pub struct ReplyGonePage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Why.
    pub problem: &'a str,
    /// What was typed.
    pub typed: &'a str,
}

/// `/tra-loi/{code}/xong`: it is done.
#[derive(Debug, Template)]
#[template(path = "reply_done.html")]
pub struct ReplyDonePage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Code of the ticket.
    pub code: &'a TicketCode,
    /// What was done: `tra-loi`, `duyet`, `hoi`, `kiem-tra`, `chuyen`.
    pub deed: &'a str,
    /// The ticket's page, where it can still be opened.
    pub back: Option<String>,
}

impl ReplyDonePage<'_> {
    fn line(&self) -> &'static str {
        let t = self.chrome.t();
        match self.deed {
            "tra-loi" => t.reply_done_answered,
            "duyet" => t.reply_done_submitted,
            "hoi" => t.reply_done_asked,
            "kiem-tra" => t.reply_done_found,
            "chuyen" => t.reply_done_sent_on,
            _ => "",
        }
    }
}
