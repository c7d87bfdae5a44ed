//! Posters (bảng mã QR) of counters, gathered from what is known today and drawn by `motcua-posters`.
//!
//! Nothing is kept: a poster is what the codes, names and keys of the moment make it. Drawing takes a core
//! for a while, so it happens off the threads that answer requests, only a few at once, and one of each account.

mod address;
mod choices;
mod gather;
mod of;
mod print;
mod refusals;
pub mod routes;
mod turns;

use mobile_contract::accounts::Role;

pub use address::warn_unprintable;
pub use choices::Choices;
pub use gather::{Printed, Wanted};
pub use of::Of;
pub use print::{File, Order, Paper};
pub use refusals::Lacking;

use self::turns::Turns;
use crate::qr::Resolver;

/// Who prints posters: officers and leaders those of their agency and of what is below it, the province's
/// desk all.
pub const PRINTERS: [Role; 4] = Role::STAFF;

/// Gathers posters and draws them.
#[derive(Clone)]
pub struct Press {
    codes: Resolver,
    turns: Turns,
}

impl Press {
    /// A press over the codes of this server.
    #[must_use]
    pub fn new(codes: Resolver) -> Self {
        Self {
            codes,
            turns: Turns::new(),
        }
    }
}
