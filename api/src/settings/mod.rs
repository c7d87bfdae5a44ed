//! Settings of agencies (thiết lập của cơ quan): where their tickets are mailed, when they work, how long
//! their answers may take, and whether a leader approves them.
//!
//! What is set holds for what comes from then on: a clock keeps the hours and the rule it was begun by.

mod entity;
mod keep;
mod reading;
pub mod routes;
mod store;

use actix_web::web::Data;
use mobile_contract::knowledge::Agency;
use mobile_contract::{ErrorCode, Slug};

pub use keep::Settings;
pub use store::{by_mail, of, readdressed, take_readdressed};

use crate::accounts::Staff;
use crate::agencies::Agencies;
use crate::error::{Error, Result};
use crate::kernel::clock::Clock;
use crate::kernel::shared::Shared;
use crate::notifications::Outbox;
use crate::storage::Database;

/// Where settings are looked at and changed.
#[derive(Clone)]
pub struct Desk {
    /// Where they are kept.
    pub db: Database,
    /// The time.
    pub clock: Clock,
    /// Letters to be sent.
    pub outbox: Outbox,
    /// Whose they are.
    pub agencies: Data<Shared<Agencies>>,
}

impl Desk {
    /// An agency within someone's reach.
    ///
    /// # Errors
    /// When there is none, or it is not theirs: both look alike.
    pub fn agency(&self, staff: &Staff, id: &str) -> Result<Agency> {
        let missing = || Error::new(ErrorCode::NotFound);
        let id: Slug = id.parse().map_err(|_| missing())?;
        if !staff.scope()?.reaches(Some(&id)) {
            return Err(missing());
        }
        let agencies = self.agencies.get();
        agencies.find(&id).cloned().ok_or_else(missing)
    }
}
