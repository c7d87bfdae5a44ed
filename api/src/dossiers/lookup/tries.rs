//! Wrong digits and receipts, counted by code, client and network, with growing waits.

use chrono::{DateTime, Duration, Utc};
use mobile_contract::limits::{DOSSIER_TRIES, DOSSIER_TRIES_OF_CLIENT, DOSSIER_TRIES_OF_NETWORK};
use mobile_contract::{DossierCode, ErrorCode};
use sea_orm::ConnectionTrait;

use crate::accounts::{HeldTries, LONGEST_WAIT, Slowing};
use crate::dossiers::Origin;
use crate::error::{Error, Result};
use crate::kernel::vault::Vault;

/// Digits tried for one code. Ten thousand fours would be through in four months at one in fifteen minutes: so
/// waits grow to four hours, and a day of rest is no new beginning. Receipts and codes that are sent stay open meanwhile.
const OF_CODE: Slowing = Slowing {
    free: DOSSIER_TRIES,
    longest: Duration::hours(4),
    forgets: Some(Duration::hours(4)),
};
/// Wrong proofs from one address, whatever the codes. Thousands of phones share one: slips are forgotten soon.
const OF_CLIENT: Slowing = Slowing {
    free: DOSSIER_TRIES_OF_CLIENT,
    longest: LONGEST_WAIT,
    forgets: Some(Duration::minutes(1)),
};
/// Wrong proofs from one network.
const OF_NETWORK: Slowing = Slowing {
    free: DOSSIER_TRIES_OF_NETWORK,
    longest: LONGEST_WAIT,
    forgets: Some(Duration::seconds(10)),
};

/// The counters of one try.
pub(super) struct Tries {
    client: String,
    network: String,
    code: Option<HeldTries>,
}

impl Tries {
    /// Looks whether a try may be made now.
    ///
    /// # Errors
    /// 429 when it comes too early.
    pub(super) async fn begin(
        db: &impl ConnectionTrait,
        vault: &Vault,
        origin: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let client = vault.fingerprint("dossier tries of client", &origin.client);
        let network = vault.fingerprint("dossier tries of network", &origin.network);
        let looked = Slowing::look(db, &[&client, &network], now).await;
        looked.map_err(|error| other_ways(error, FROM_HERE))?;
        Ok(Self {
            client,
            network,
            code: None,
        })
    }

    /// Holds the counter of a code, whether or not there is such a dossier: guesses that come at once wait for
    /// each other.
    ///
    /// # Errors
    /// 429 when the try comes too early.
    pub(super) async fn hold_code(
        &mut self,
        db: &impl ConnectionTrait,
        vault: &Vault,
        code: &DossierCode,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let key = vault.fingerprint("dossier tries of code", code.as_str());
        let held = OF_CODE.hold(db, &key, now).await;
        self.code = Some(held.map_err(|error| other_ways(error, OF_THIS_CODE))?);
        Ok(())
    }

    /// Counts a wrong try. Always in this order: tries that meet wait, and do not lock each other out.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn wrong(self, db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
        if let Some(code) = self.code {
            code.count(db, now).await?;
        }
        for (slowing, key) in [(OF_CLIENT, &self.client), (OF_NETWORK, &self.network)] {
            let held = slowing.hold_anyway(db, key, now).await?;
            held.count(db, now).await?;
        }
        Ok(())
    }
}

/// What happened to a code, in both languages.
const OF_THIS_CODE: (&str, &str) = (
    "Mã hồ sơ này vừa bị nhập sai nhiều lần.",
    "Wrong digits were tried for this code several times.",
);
/// What came from a client or network.
const FROM_HERE: (&str, &str) = (
    "Mạng bạn đang dùng vừa có nhiều lần nhập sai.",
    "Wrong digits were tried from your network many times.",
);

/// An owner who is kept waiting by somebody's guesses is told what is open.
fn other_ways(error: Error, (vi, en): (&str, &str)) -> Error {
    if error.code() != ErrorCode::RateLimited {
        return error;
    }
    error.detail(
        format!(
            "{vi} Mời bạn quét mã QR trên giấy hẹn, nhận mã 6 số về điện thoại đã khai trong hồ sơ, hoặc chờ rồi thử lại."
        ),
        format!(
            "{en} Please scan the QR code on your receipt, have six digits sent to the phone named in the dossier, or wait and try again."
        ),
    )
}
