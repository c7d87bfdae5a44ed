use askama::Template;
use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use mobile_contract::dossier::lookup::DossierView;
use mobile_contract::ticket::{MyTicket, TicketState};

use super::Chrome;
use crate::kernel::clock::to_hanoi;
use crate::kernel::words;

/// `/cua-toi` for whoever is not signed in: asks where a code may be sent.
#[derive(Debug, Template)]
#[template(path = "my_sign_in.html")]
pub struct MySignInPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// What was typed before.
    pub contact: &'a str,
    /// Why no code was sent.
    pub problem: Option<&'a str>,
}

/// `/cua-toi/ma`: asks for the code.
#[derive(Debug, Template)]
#[template(path = "my_code.html")]
pub struct MyCodePage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Why the last one was not taken.
    pub problem: Option<&'a str>,
}

/// `/cua-toi`: the list.
#[derive(Debug, Template)]
#[template(path = "my_tickets.html")]
pub struct MyTicketsPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// The proven number or address, as much as may be shown.
    pub contact: &'a str,
    /// Whether this is the first page of tickets: it shows dossiers, too.
    pub first: bool,
    /// The newest dossiers with which the number was left; none: an address was proved, not a number.
    pub dossiers: Option<&'a [DossierView]>,
    /// Where the next page of them begins.
    pub next_dossiers: Option<&'a str>,
    /// The tickets, newest first.
    pub tickets: &'a [MyTicket],
    /// Where the next page begins.
    pub next: Option<&'a str>,
    /// For the forms.
    pub csrf: &'a str,
}

impl MyTicketsPage<'_> {
    fn at(&self, ticket: &MyTicket) -> String {
        self.chrome.href(&format!("/cua-toi/phieu/{}", ticket.code))
    }

    fn more_dossiers(&self, next: &str) -> String {
        let path = super::with_param("/cua-toi", "ho_so", next);
        self.chrome.href(&path)
    }

    fn more(&self, next: &str) -> String {
        let path = super::with_param("/cua-toi", "after", next);
        self.chrome.href(&path)
    }

    fn state(&self, ticket: &MyTicket) -> &'static str {
        let t = self.chrome.t();
        match ticket.state {
            TicketState::Unrouted => t.state_unrouted,
            TicketState::WithAgency => t.state_with_agency,
            TicketState::WaitingForCitizen => t.state_waiting,
            TicketState::Answered | TicketState::Merged => t.state_answered,
            TicketState::HandedOver => t.state_handed_over,
            TicketState::Withdrawn => t.state_withdrawn,
        }
    }

    fn day(&self, time: &DateTime<Utc>) -> String {
        let local = to_hanoi(*time);
        let day = words::date(local.date());
        match self.chrome.locale {
            Locale::Vi => format!("gửi ngày {day}"),
            Locale::En => format!("sent on {day}"),
        }
    }
}
