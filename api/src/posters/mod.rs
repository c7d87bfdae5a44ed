//! Posters (bảng mã QR) of counters, gathered from what is known today and drawn by `motcua-posters`.
//!
//! Nothing is kept: a poster is what the codes, names and keys of the moment make it. Drawing takes a core
//! for a while, so it happens off the threads that answer requests, and only a few at once.

mod choices;
mod gather;
mod print;
pub mod routes;

use std::sync::Arc;

use mobile_contract::accounts::Role;
use tokio::sync::Semaphore;

pub use choices::Choices;
pub use gather::{Of, Wanted};
pub use print::{File, Paper};

use crate::qr::Resolver;

/// Who prints posters: officers and leaders those of their agency and of what is below it, the province's
/// desk all.
pub const PRINTERS: [Role; 4] = Role::STAFF;

/// Files drawn at once. Each takes a core, and an A3 picture 70 MB.
const MOST_AT_ONCE: usize = 2;

/// Gathers posters and draws them.
#[derive(Clone)]
pub struct Press {
    codes: Resolver,
    turns: Arc<Semaphore>,
}

impl Press {
    /// A press over the codes of this server.
    #[must_use]
    pub fn new(codes: Resolver) -> Self {
        Self {
            codes,
            turns: Arc::new(Semaphore::new(MOST_AT_ONCE)),
        }
    }
}
