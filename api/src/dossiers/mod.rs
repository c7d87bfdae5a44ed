//! Dossiers (hồ sơ) of the one-stop system: followed by its events, never owned.
//!
//! Everything that was told of a dossier is one document ([`record::Record`]), read and written whole. How it
//! stands follows from it: [`fold`] puts events in the order in which they happened, [`clock`] reckons dates by the
//! rules, and the narrow row that lists and reports read is made of both. So it does not matter in which order
//! events come, how often, and what is put right later.

pub mod agency_codes;
pub mod apologies;
mod bulk;
mod check;
pub mod clock;
mod codes;
mod demo;
mod digest;
mod entity;
pub mod figures;
pub mod fold;
pub mod import;
pub mod intake;
pub mod lookup;
mod origin;
pub mod quality;
pub mod reach;
pub mod receipt;
pub mod record;
mod refold;
pub mod routes;
pub mod row;

mod sees;
mod store;
pub mod subscriptions;
mod take;
mod term;
pub mod watch;

use std::sync::Arc;

use actix_web::web::Data;
use url::Url;

pub use check::{Refusal, RefusedFor};
pub use clock::Reckoner;
pub use demo::{DEMO_DOSSIER, DEMO_PHONE};
pub use lookup::{LookUp, Proven};
pub use origin::Origin;
pub use receipt::Receipts;
pub use refold::Refolded;
pub use row::{Known, Rows};
pub use sees::Sees;
pub use take::{Change, Taken};

use crate::agencies::Agencies;
use crate::kernel::clock::Clock;
use crate::kernel::shared::Shared;
use crate::kernel::vault::Vault;
use crate::kernel::worktime::Calendar;
use crate::notifications::Outbox;
use crate::places::Places;
use crate::procedures::Procedures;
use crate::storage::Database;

/// All that dossiers are followed with. Cheap to clone.
#[derive(Clone)]
pub struct Dossiers {
    /// Where they are kept.
    pub db: Database,
    /// The time.
    pub clock: Clock,
    /// Seals applicants, and makes marks of what is only matched.
    pub vault: Vault,
    /// Days off and hours.
    pub calendar: Arc<Calendar>,
    /// Reckons their dates.
    pub reckoner: Reckoner,
    /// Whose they are.
    pub agencies: Data<Shared<Agencies>>,
    /// Where they were received.
    pub places: Data<Shared<Places>>,
    /// What they are about.
    pub procedures: Data<Shared<Procedures>>,
    /// Takes what people are told.
    pub outbox: Outbox,
    /// Where citizens reach this server.
    pub public_url: Url,
    /// What batches of events wait for.
    pub gates: intake::Gates,
}

impl Dossiers {
    /// What the clock brings about: apologies are drafted, leaders are told. Several servers may do it at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_watch(&self) -> crate::error::Result<()> {
        // Where one fails, the other goes on.
        let drafted = self.keep_apologies().await;
        let sent = self.send_digests().await;
        drafted.and(sent.map(|_| ()))
    }
}
