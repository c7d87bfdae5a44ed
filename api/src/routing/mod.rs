//! Routing (chuyển xử lý): which agency is responsible for what a citizen wrote, and why.
//!
//! The order: the procedure's responsible body by place, level and audience on the day of receipt; else the
//! field of administration; else a body that is named where service is complained about; else the counter that was
//! scanned, where service there is; else the words of the text against the competences of agencies
//! ([`motcua_seed::competences`]); else the operator's queue with the best guesses. What was not given for a ticket,
//! but stood in the conversation before it ([`Inferred`]), says less: such a procedure gives way to a counter whose
//! service is told of, and such a counter is only guessed unless the words say "here". Complaints and denunciations
//! have a legal track of their own: they go to the reception desk.
//!
//! Everything here is pure: no database, no clock but the day that is given.

mod bodies;
mod confusion;
mod corrections;
mod counter;
mod desk;
mod evidence;
mod guesses;
mod outcome;
mod phrases;
mod place;
mod read;
mod request;
mod responsible;
mod router;
#[cfg(test)]
mod tests;

pub use confusion::{Confusion, ConfusionRow};
pub use corrections::{Correction, Corrections};
pub use request::{AtCounter, DecidedBy, Guess, Inferred, Route, RouteRequest};
pub use router::{Knows, Router};

use mobile_contract::ticket::TicketKind;
use motcua_seed::guards::Guards;
use motcua_seed::kinds::Kinds;

/// What a message is to be handled as, told by its words.
#[must_use]
pub fn kind_of(text: &str, kinds: &Kinds, guards: &Guards) -> TicketKind {
    kinds.of(text, guards)
}
