//! Accounts: staff who sign in, citizens who prove a contact, and what each may do.
//!
//! Other rooms put [`Staff`], [`Citizen`] or [`Integration`] before their handlers and ask [`Staff::require`] and
//! [`Staff::scope`]. An access token is checked by its signature first and then against its
//! session, so that an account or a session that was ended is out at once, and not only when the
//! token runs out.

mod account;
mod api_keys;
mod authenticate;
mod caller;
mod citizen_pages;
mod colleagues;
mod command;
mod entity;
mod guard;
mod integration;
mod keys;
mod letters;
mod links;
mod manage;
mod otp;
mod pages;
mod password;
mod passwords;
pub mod routes;
mod sessions;
mod sign_in;
mod store;
mod throttle;
mod token;
mod totp;
mod two_factor;
mod undelivered;
mod users;

use std::sync::Arc;

use url::Url;

pub use self::account::NewAccount;
pub use self::api_keys::Issuer;
pub use self::caller::Caller;
pub use self::colleagues::{Colleague, colleague, colleagues, led_agencies, names_of};
pub use self::command::DEMO_PASSWORD;
pub use self::guard::{Citizen, Enrolling, Principal, Scope, Staff};
pub use self::integration::Integration;
use self::keys::Keys;
pub use self::keys::rotate as rotate_keys;
pub use self::letters::{Contact, Courier, Letter, Outbox};
pub use self::manage::Keeper;
pub use self::pages::{PageKey, SignInStep, same_token};
use self::password::Hasher;
pub use self::throttle::{HeldTries, LONGEST_WAIT, Quota, Slowing};
pub use self::users::known_agency;
use crate::error::Result;
use crate::kernel::clock::Clock;
use crate::kernel::vault::Vault;
use crate::storage::Database;

/// Everything that accounts need.
#[derive(Clone)]
pub struct Accounts {
    db: Database,
    vault: Vault,
    clock: Clock,
    hasher: Hasher,
    keys: Keys,
    courier: Arc<dyn Courier>,
    /// Where people reach this service; also who signs its tokens.
    public_url: Url,
    /// Administrators and operators must have an authenticator.
    strict: bool,
}

/// What accounts are opened with.
pub struct Parts {
    /// The database.
    pub db: Database,
    /// The server's own secret.
    pub vault: Vault,
    /// The clock.
    pub clock: Clock,
    /// Takes letters.
    pub courier: Arc<dyn Courier>,
    /// Where people reach this service.
    pub public_url: Url,
    /// As a province runs it: administrators and operators must have an authenticator.
    pub production: bool,
}

/// Keyed hash of a number or address as it is kept, as [`Accounts::contact_fingerprint`] makes it.
#[must_use]
pub fn fingerprint(vault: &Vault, contact: &str) -> String {
    vault.fingerprint("contact", contact)
}

impl Accounts {
    /// Opens the accounts, and makes the first signing key.
    ///
    /// # Errors
    /// When the database fails, or what it holds was sealed with another key file.
    pub async fn open(parts: Parts) -> Result<Self> {
        let keys = Keys::open(&parts.db, &parts.vault, &parts.clock).await?;
        Ok(Self {
            db: parts.db,
            vault: parts.vault,
            clock: parts.clock,
            hasher: Hasher::new()?,
            keys,
            courier: parts.courier,
            public_url: parts.public_url,
            strict: parts.production,
        })
    }

    /// Keyed hash of a contact: equal for equal contacts, and worthless without the key file.
    #[must_use]
    pub fn contact_fingerprint(&self, contact: &Contact) -> String {
        fingerprint(&self.vault, contact.as_str())
    }

    /// Throws away what has served its time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_old(&self) -> Result<()> {
        let now = self.clock.now();
        throttle::forget_old(&*self.db, now).await?;
        store::citizens::forget_challenges_before(&*self.db, now).await?;
        store::links::forget_before(&*self.db, now).await?;
        store::sessions::forget_before(&*self.db, now - sessions::REMEMBERED).await
    }
}
