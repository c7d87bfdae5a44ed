//! What routing is asked, and what it answers.

use chrono::NaiveDate;
use mobile_contract::knowledge::{Agency, Audience};
use mobile_contract::ticket::TicketKind;
use mobile_contract::{ProcedureCode, Slug};
use motcua_seed::Bilingual;
use serde::{Deserialize, Serialize};

/// The counter that a ticket was sent from.
#[derive(Clone, Copy, Debug)]
pub struct AtCounter<'a> {
    /// What the sign above it says.
    pub name: &'a str,
    /// Who answers for it on the day.
    pub agency: &'a Agency,
}

/// What of a ticket was not given for it, but stood in the conversation that it began from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inferred {
    /// The procedure was talked about last.
    pub procedure: bool,
    /// The code of the counter was scanned when the conversation began.
    pub counter: bool,
}

/// What a ticket says.
#[derive(Clone, Debug)]
pub struct RouteRequest<'a> {
    /// The citizen's words.
    pub text: &'a str,
    /// The procedure it is about, when that is known.
    pub procedure: Option<&'a ProcedureCode>,
    /// The field of administration, when that is known.
    pub field: Option<&'a str>,
    /// The unit it is about; a name in the text counts when it is absent.
    pub place: Option<&'a Slug>,
    /// The counter whose code was scanned, with who answers for it.
    pub counter: Option<AtCounter<'a>>,
    /// What of these was not given for the ticket.
    pub inferred: Inferred,
    /// Who asks.
    pub audience: Option<Audience>,
    /// What it is handled as.
    pub kind: TicketKind,
    /// The day of receipt.
    pub day: NaiveDate,
}

/// How the agency was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecidedBy {
    /// The procedure names the responsible body.
    Procedure,
    /// The field of administration does.
    Field,
    /// The text names the body whose service it is about.
    Name,
    /// The words of the text do.
    Words,
    /// It is about the service at a counter: the agency answering for that one.
    Counter,
    /// It has a legal track of its own: the reception desk.
    Desk,
    /// Nothing does: an operator decides.
    Queue,
}

/// An agency that may be responsible.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Guess {
    /// The agency.
    pub agency: Agency,
    /// Its share of what speaks for any, 0..=1.
    pub share: f32,
    /// Why.
    pub why: Bilingual,
}

/// Where a ticket goes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Route {
    /// The agency responsible on the day; `None`: the operator's queue.
    pub to: Option<Agency>,
    /// How it was found.
    pub decided_by: DecidedBy,
    /// Why, for people.
    pub why: Bilingual,
    /// The best guesses, at most [`Route::MOST_GUESSES`], the best first; also where the decision is not by words.
    pub guesses: Vec<Guess>,
    /// What of the request was not given for the ticket: so it is routed anew.
    pub inferred: Inferred,
    /// The legal track of its own, which nobody follows here.
    pub special: Option<TicketKind>,
    /// The next level, to which the commune hands over what is beyond it.
    pub handover: Option<Agency>,
    /// The unit it is about, as of the day.
    pub place: Option<Slug>,
    /// Whether a commune's agency is responsible and no commune is known.
    pub needs_place: bool,
}

impl Route {
    /// Most guesses.
    pub const MOST_GUESSES: usize = 3;
}
