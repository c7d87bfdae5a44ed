//! Looking a dossier up without leaking: the code can be guessed, so it never opens one alone.
//!
//! A wrong code and a wrong proof come to the same answer by the same work: the same queries, the same hashes,
//! the same comparisons, against a stand-in where there is nothing to compare with. Wrong tries are counted by
//! code, client and network, each with growing waits; a code that does not exist is counted as one that does.
//! What cannot be guessed (the signature of a receipt, a code that was sent, a pass) is held up by none of these
//! counters, so that nobody can lock an owner out by guessing. Tries at a code that was sent are bounded by the code
//! itself; it is right only once it went to the number in the dossier.

mod happened;
mod marks;
mod mine;
mod next;
mod open;
mod pass;
mod proof;
mod reasons;
pub mod routes;
mod tries;
mod view;
pub mod words;

use super::Dossiers;
use crate::qr::Resolver;

pub use open::Proven;
pub(in crate::dossiers) use reasons::reasoned_by;
pub(in crate::dossiers) use view::Reader;

/// Opens dossiers for those who prove that they are theirs. Cheap to clone.
#[derive(Clone)]
pub struct LookUp {
    /// The dossiers.
    pub dossiers: Dossiers,
    /// Proves receipts.
    pub resolver: Resolver,
}
