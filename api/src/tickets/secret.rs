//! What opens a ticket for its sender: a long secret, or one that an operator reads out.

use chrono::Duration;
use mobile_contract::ticket::{OpenedTicket, SpokenSecret, TicketCode};
use mobile_contract::{ErrorCode, Locale};
use sea_orm::ActiveValue::Set;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::entity::ticket;
use super::{Incoming, Tickets, record, store};
use crate::error::{Error, Result};
use crate::kernel::idempotency::Attempt;
use crate::kernel::secret::{self, Secret};
use crate::storage::WriteTransaction;

/// What the vault derives short secrets for, and binds their hashes to.
const PURPOSE: &str = "tickets.spoken_secret";
/// How long a request that comes again gets the ticket once more, with what opens it: a broken connection
/// is noticed within minutes, and a shared phone is handed on later.
const SENT_AGAIN: Duration = Duration::minutes(10);

/// What opens a ticket.
pub(super) enum Opener {
    /// For a screen.
    Long(Secret),
    /// For the phone.
    Spoken(SpokenSecret),
}

impl Opener {
    /// As its owner gets it.
    pub(super) fn reveal(&self) -> String {
        match self {
            Self::Long(secret) => secret.reveal().to_owned(),
            Self::Spoken(secret) => secret.printed(),
        }
    }
}

impl Tickets {
    /// What opens a ticket that comes in. Callers get one that can be heard; made of the key of the request,
    /// so that a request that comes again does not end what was read out already.
    pub(super) fn opener(&self, incoming: &Incoming, attempt: Option<&Attempt>) -> Result<Opener> {
        if incoming.operator.is_none() {
            return Ok(Opener::Long(Secret::generate()));
        }
        let mut random = [0; size_of::<u64>()];
        match attempt {
            Some(attempt) => {
                let signed = self.vault.sign(PURPOSE, attempt.name().as_bytes())?;
                for (byte, signed) in random.iter_mut().zip(signed) {
                    *byte = signed;
                }
            }
            None => secret::fill(&mut random)?,
        }
        let spoken = SpokenSecret::from_bits(u64::from_be_bytes(random));
        let spoken = spoken.ok_or_else(|| Error::internal("bits make no secret"))?;
        Ok(Opener::Spoken(spoken))
    }

    /// What is stored of it. Of a short one with a key, see [`SpokenSecret`].
    pub(super) fn hash_of(&self, opener: &Opener) -> String {
        match opener {
            Opener::Long(secret) => secret.hash(),
            Opener::Spoken(secret) => self.vault.fingerprint(PURPOSE, secret.as_str()),
        }
    }

    /// Whether what was presented is the secret behind a hash, in time that does not depend on where they
    /// differ. A short one may be typed as it was heard.
    pub(super) fn is_opened_by(&self, presented: &str, hash: &str) -> bool {
        match presented.parse::<SpokenSecret>() {
            Ok(spoken) => {
                let own = self.vault.fingerprint(PURPOSE, spoken.as_str());
                own.as_bytes().ct_eq(hash.as_bytes()).into()
            }
            Err(_) => secret::opens(presented, hash),
        }
    }

    /// The ticket of a request that came again. A long secret is not kept in the clear anywhere: there is a
    /// new one, and the old one, which never arrived, opens nothing any more. What an operator may have read
    /// out goes on opening it.
    pub(super) async fn opened_again(
        &self,
        transaction: WriteTransaction,
        saved: &str,
        opener: &Opener,
        operator: Option<Uuid>,
    ) -> Result<OpenedTicket> {
        let code: TicketCode = serde_json::from_str(saved)?;
        let mut row = store::lock(&*transaction, &code, store::Sees::All).await?;
        let now = self.clock.now();
        if now - row.received_at > SENT_AGAIN {
            return Err(sent_before(&code, operator.is_some()));
        }
        match opener {
            Opener::Long(_) => {
                let revision = row.revision;
                let changed = ticket::ActiveModel {
                    id: Set(row.id),
                    secret_hash: Set(self.hash_of(opener)),
                    ..Default::default()
                };
                row = store::update(&*transaction, changed, revision, now).await?;
            }
            // It was given another one since, or the server another key.
            Opener::Spoken(_) if !self.is_opened_by(&opener.reveal(), &row.secret_hash) => {
                return Err(sent_before(&code, operator.is_some()));
            }
            Opener::Spoken(_) => {}
        }
        let locale = Locale::from_tag(&row.locale).unwrap_or_default();
        let ticket = self.for_sender(&*transaction, &row, locale).await?;
        if let Some(operator) = operator {
            record::shown_again(&*transaction, &row, Some(operator), now).await?;
        }
        transaction.commit().await?;
        Ok(OpenedTicket {
            ticket,
            secret: opener.reveal(),
        })
    }
}

fn sent_before(code: &TicketCode, by_operator: bool) -> Error {
    let code = code.printed();
    let conflict = Error::new(ErrorCode::IdempotencyConflict);
    if by_operator {
        return conflict.detail(
            format!("Phiếu này đã được ghi, mã phiếu {code}. Mã bí mật đã đọc cho người gọi vẫn dùng được."),
            format!("This was written down before, as ticket {code}. The secret that was read out still opens it."),
        );
    }
    conflict.detail(
        "Phiếu này đã được gửi. Mời bạn mở bằng mã phiếu và mã bí mật đã nhận.",
        "This was sent before. Please open it with the code and the secret you were given.",
    )
}
