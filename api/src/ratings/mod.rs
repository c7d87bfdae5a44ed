//! Ratings of counters (đánh giá phục vụ): given by a form, kept without who gave them, and answered.
//!
//! A scan gives the token of a visit, which lets one rating count as given at that counter. What has a comment
//! or a low score opens a case with the counter's agency, in the same transaction: a ticket of source
//! `rating`, whose sender nobody of the agency learns. What looks like stuffing is flagged and counted apart,
//! never dropped. Ratings enter the figures in lots of five: see `lots`.

mod case;
mod entity;
pub mod figures;
mod giving;
mod integrity;
mod lots;
mod reading;
pub mod routes;
mod spot;
mod store;
mod thanks;
mod visit;

use std::net::IpAddr;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use mobile_contract::Locale;
use motcua_seed::rating_forms::RatingForms;
use sea_orm::ConnectionTrait;
use tokio::sync::Semaphore;

pub use self::store::forgetting_networks;
use crate::error::Result;
use crate::kernel::clock::Clock;
use crate::kernel::network::Network;
use crate::kernel::vault::Vault;
use crate::qr::Resolver;
use crate::storage::Database;
use crate::tickets::Tickets;

/// Id of the form that is given where no other is named.
pub const DEFAULT_FORM: &str = "default";
/// Id of the form that is given to who rates how their dossier was handled.
pub const DOSSIER_FORM: &str = "dossier";
/// For how long the marks are kept by which ratings of one network are told: what was stuffed is seen within
/// a month or not at all.
const NETWORK_KEPT: Duration = Duration::days(30);
/// For how long it is kept that a network rates a counter: longer than any burst.
const SENDERS_KEPT: Duration = Duration::days(1);
/// Ratings that are written at once. The others wait here, in order and for as long as it takes, and not for
/// a connection: a full hall uses up neither the database's connections nor its patience.
const AT_ONCE: usize = 6;

/// All that ratings are handled with.
#[derive(Clone)]
pub struct Ratings {
    /// Where they are kept.
    pub db: Database,
    /// The time.
    pub clock: Clock,
    /// Takes in what is answered.
    pub tickets: Tickets,
    /// What a scanned code means.
    pub resolver: Resolver,
    /// Signs tokens of visits, and makes marks of what is only matched.
    pub vault: Vault,
    /// Every form in every version.
    pub forms: Arc<RatingForms>,
    /// Networks of offices: ratings from there are counted apart.
    pub staff_networks: Arc<[Network]>,
    turns: Arc<Semaphore>,
}

/// What ratings are put together of.
pub struct Parts {
    /// Takes in what is answered; its database, clock and vault are used.
    pub tickets: Tickets,
    /// Every form in every version.
    pub forms: RatingForms,
    /// Networks of offices.
    pub staff_networks: Vec<Network>,
}

/// Who gives a rating, as far as anybody asks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Giver {
    /// Their network address. Only a keyed hash of it is kept, under a key of the day.
    pub network: Option<IpAddr>,
    /// Their language, unless the rating names one.
    pub locale: Locale,
}

impl Ratings {
    /// Puts them together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let tickets = parts.tickets;
        Self {
            db: tickets.db.clone(),
            clock: tickets.clock.clone(),
            resolver: tickets.resolver.clone(),
            vault: tickets.vault.clone(),
            tickets,
            forms: Arc::new(parts.forms),
            staff_networks: parts.staff_networks.into(),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Forgets the marks of networks that have served their time. The ratings stay.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_old(&self) -> Result<()> {
        let now = self.clock.now();
        self.forget(&*self.db, now).await
    }

    async fn forget(&self, db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
        store::forget_networks(db, now - NETWORK_KEPT).await?;
        store::forget_senders(db, now - SENDERS_KEPT).await
    }
}
