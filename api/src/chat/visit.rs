//! How long a scanned code tells where somebody is: a conversation outlives the visit to the counter that it began at.

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::Locale;
use mobile_contract::qr::ScannedCode;

use super::store::Access;
use crate::error::Result;
use crate::qr::Resolver;

/// After this time from the scan, whoever writes is probably elsewhere.
const VISIT: TimeDelta = TimeDelta::hours(6);

impl Access {
    /// Whether the code was scanned so lately that what is told probably happened there.
    #[must_use]
    pub fn is_visit(&self, now: DateTime<Utc>) -> bool {
        self.qr().is_some() && now - self.begun() < VISIT
    }
}

/// What was scanned when a conversation began, as long as it is to be trusted: what a citizen never typed must not be
/// what is refused. Never a receipt, whose number alone stands for nothing.
///
/// # Errors
/// When the database fails.
pub async fn scanned_at(
    resolver: &Resolver,
    access: &Access,
    locale: Locale,
) -> Result<Option<ScannedCode>> {
    let here = resolver.noted_if_any(access.qr(), locale).await?;
    Ok(here.filter(|scanned| !scanned.is_receipt()))
}
