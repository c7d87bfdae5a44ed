//! Links that set a password once: for whoever forgot it, and for whoever is new.

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;
use url::Url;

use super::entity::{password_link, user};
use super::letters::Letter;
use super::users::mail_of;
use super::{Accounts, store};
use crate::error::Result;
use crate::kernel::secret::Secret;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The password was forgotten.
    Forgotten,
    /// The account is new, or an administrator took its password away.
    First,
}

impl Purpose {
    const fn lasts(self) -> Duration {
        match self {
            Self::Forgotten => Duration::minutes(30),
            Self::First => Duration::hours(72),
        }
    }
}

/// A link and how long it is good.
pub(super) struct Link {
    pub url: Url,
    pub expires_at: DateTime<Utc>,
}

impl Accounts {
    /// Makes a link; the ones made before for the user end.
    ///
    /// The secret stands behind `#`: browsers do not send that part, so that it is in no log.
    pub(super) async fn make_link(
        &self,
        db: &DatabaseTransaction,
        user: &user::Model,
        purpose: Purpose,
    ) -> Result<Link> {
        let now = self.clock.now();
        let secret = Secret::generate();
        let expires_at = now + purpose.lasts();
        store::links::end_all(db, user.id, now).await?;
        let row = password_link::Model {
            hash: secret.hash(),
            user_id: user.id,
            created_at: now,
            expires_at,
            used_at: None,
        };
        store::links::insert(db, row).await?;
        let mut url = self.public_url.clone();
        url.set_path("/can-bo/mat-khau");
        url.set_fragment(Some(&format!("token={}", secret.reveal())));
        Ok(Link { url, expires_at })
    }

    /// Makes a link and mails it.
    pub(super) async fn mail_link(
        &self,
        db: &DatabaseTransaction,
        user: &user::Model,
        purpose: Purpose,
    ) -> Result<()> {
        let link = self.make_link(db, user, purpose).await?;
        let letter = Letter::PasswordLink {
            to: mail_of(user)?,
            name: user.name.clone(),
            url: link.url,
            expires_at: link.expires_at,
            first: purpose == Purpose::First,
        };
        self.courier.take(db, letter, self.clock.now()).await
    }
}
