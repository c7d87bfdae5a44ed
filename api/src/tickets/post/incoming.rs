//! A mail that comes in: what it is, and to whom it goes.

use mobile_contract::mail::{MailOutcome, MailReason, MailResult};
use mobile_contract::ticket::TicketCode;
use mobile_contract::{ErrorCode, MailAddress};

use super::mandate::Closed;
use super::store::{self, Arrival};
use super::token::{BadToken, Purpose, Token};
use crate::error::{Error, Result};
use crate::kernel::secret::sha256_hex;
use crate::notifications::inbound::{AutoKind, Bounce, Inbound, InboundError, parse};
use crate::notifications::staff::bounced;
use crate::tickets::Tickets;

/// Most tickets that one mail answers.
const TICKETS_PER_MAIL: usize = 5;

/// What the vault's fingerprints of senders are for.
const SENDER: &str = "inbound mail";

/// What the address of a mail proves.
enum Addressed {
    /// A token that is good.
    By(Token),
    /// A token that opens nothing.
    In(Closed, Option<Box<Token>>),
    /// No token: to everybody's address.
    ToAll,
    /// To none of ours.
    Elsewhere,
}

impl Addressed {
    /// The ticket that it is good for.
    const fn code(&self) -> Option<&TicketCode> {
        match self {
            Self::By(token) => Some(&token.code),
            _ => None,
        }
    }
}

impl Tickets {
    /// Takes in a mail as the mail server hands it over. Handed over again, it changes nothing and
    /// comes to the same. Of a mail to several tickets it tells what became of it at the first.
    ///
    /// # Errors
    /// `too_large`, `invalid` when it is no mail, `rate_limited` in a flood of new tickets; when the
    /// database fails. The mail server keeps it then, and tries again.
    pub async fn take_mail(&self, raw: Vec<u8>) -> Result<MailResult> {
        let domain = self.post.domain().to_owned();
        let read = tokio::task::spawn_blocking(move || {
            let whole = sha256_hex(&raw);
            parse(&raw, &domain).map(|mail| (mail, whole))
        });
        let (mail, whole) = read.await.map_err(Error::internal)?.map_err(unreadable)?;
        let mut first = None;
        for addressed in self.addressed(&mail)? {
            let result = self.take_at(&mail, &whole, addressed).await?;
            first.get_or_insert(result);
        }
        first.ok_or_else(|| Error::internal("a mail went nowhere"))
    }

    /// Takes in a mail at one of its addresses.
    async fn take_at(
        &self,
        mail: &Inbound,
        whole: &str,
        addressed: Addressed,
    ) -> Result<MailResult> {
        let arrival = self.arrival(mail, whole, addressed.code());
        if let Some(known) = store::known(&*self.db, &arrival.key).await? {
            return Ok(known);
        }
        match self.sort_mail(mail, addressed, &arrival).await {
            // Handed over twice at once: by now the first has come to something.
            Err(e) if e.code() == ErrorCode::IdempotencyConflict => {
                store::known(&*self.db, &arrival.key).await?.ok_or(e)
            }
            result => result,
        }
    }

    fn arrival(&self, mail: &Inbound, whole: &str, code: Option<&TicketCode>) -> Arrival {
        // A sender's own id; of a mail without one, all of it.
        let id = mail.message_id.as_deref().unwrap_or(whole);
        let code = code.map_or("", TicketCode::as_str);
        let sender = mail.from.parse::<MailAddress>().ok();
        let left_out = mail.attachments.len() + mail.attachments_left_out;
        Arrival {
            key: sha256_hex(format!("{}\n{id}\n{code}", mail.from).as_bytes()),
            sender: sender.map(|sender| self.vault.fingerprint(SENDER, sender.as_str())),
            left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
            at: self.clock.now(),
        }
    }

    async fn sort_mail(
        &self,
        mail: &Inbound,
        addressed: Addressed,
        arrival: &Arrival,
    ) -> Result<MailResult> {
        let ignored = |why| MailResult::new(MailOutcome::Ignored).because(why);
        match &mail.auto {
            Some(AutoKind::Bounce(bounce)) => return self.take_bounce(bounce, arrival).await,
            Some(AutoKind::Loop) => return self.ended_as(arrival, ignored(MailReason::Loop)).await,
            Some(AutoKind::AutoReply) => {
                return self.ended_as(arrival, ignored(MailReason::AutoReply)).await;
            }
            None => {}
        }
        if mail.from.eq_ignore_ascii_case(&self.post.own) {
            return self.ended_as(arrival, ignored(MailReason::Loop)).await;
        }
        match addressed {
            Addressed::By(token) if token.purpose == Purpose::Sender => {
                self.add_by_mail(mail, &token, arrival).await
            }
            Addressed::By(token) => self.answer_by_mail(mail, &token, arrival).await,
            Addressed::In(why, token) => {
                self.refuse_token(mail, why, token.as_deref(), arrival)
                    .await
            }
            Addressed::ToAll => match self.rating_answered(mail).await? {
                Some(row) => self.refuse_rater(&row, arrival).await,
                None => self.open_by_mail(mail, arrival).await,
            },
            Addressed::Elsewhere => {
                let refused = MailResult::new(MailOutcome::Refused);
                self.ended_as(arrival, refused.because(MailReason::NotForUs))
                    .await
            }
        }
    }

    /// What its addresses prove: each ticket of theirs once, or else the best of the rest.
    fn addressed(&self, mail: &Inbound) -> Result<Vec<Addressed>> {
        let (mut good, mut bad): (Vec<Token>, _) = (Vec::new(), None);
        for text in mail.to.iter().filter_map(|to| self.post.token_in(to)) {
            match Token::read(&self.vault, text, self.clock.now())? {
                // A link's token opens a page, and is no address.
                Ok(token) if token.purpose != Purpose::Link => {
                    let known = good.iter().any(|other| other.code == token.code);
                    if !known && good.len() < TICKETS_PER_MAIL {
                        good.push(token);
                    }
                }
                Err(BadToken::Expired(token)) if token.purpose != Purpose::Link => {
                    bad = Some(Addressed::In(Closed::Expired, Some(token)));
                }
                _ => {
                    bad.get_or_insert(Addressed::In(Closed::Forged, None));
                }
            }
        }
        // What no person wrote answers nothing, however many addresses it has.
        if mail.auto.is_some() {
            good.truncate(1);
        }
        if !good.is_empty() {
            return Ok(good.into_iter().map(Addressed::By).collect());
        }
        let ours = || mail.to.iter().any(|to| self.post.is_ours(to));
        Ok(vec![match bad {
            Some(bad) => bad,
            None if ours() => Addressed::ToAll,
            None => Addressed::Elsewhere,
        }])
    }

    /// A mail of ours came back.
    async fn take_bounce(&self, bounce: &Bounce, arrival: &Arrival) -> Result<MailResult> {
        let transaction = self.db.begin().await?;
        let now = self.clock.now();
        let kept = match &bounce.original_message_id {
            Some(id) if bounce.permanent => {
                bounced(&*transaction, id, bounce.status.as_deref(), now).await?
            }
            _ => false,
        };
        let result = match kept {
            true => MailResult::new(MailOutcome::Bounced),
            false => MailResult::new(MailOutcome::Ignored).because(MailReason::Delayed),
        };
        arrival.became(&*transaction, &result).await?;
        transaction.commit().await?;
        Ok(result)
    }

    /// Keeps what became of a mail that changes nothing.
    pub(super) async fn ended_as(
        &self,
        arrival: &Arrival,
        result: MailResult,
    ) -> Result<MailResult> {
        let result = arrival.counted(result);
        let transaction = self.db.begin().await?;
        arrival.became(&*transaction, &result).await?;
        transaction.commit().await?;
        Ok(result)
    }
}

impl Arrival {
    /// With the files that were not taken.
    pub(super) fn counted(&self, mut result: MailResult) -> MailResult {
        result.attachments_left_out = self.left_out;
        result
    }
}

fn unreadable(error: InboundError) -> Error {
    match error {
        InboundError::TooLarge => Error::new(ErrorCode::TooLarge),
        InboundError::NotMail => Error::field(
            "body",
            "không phải thư điện tử, hoặc thư không ghi người gửi",
            "this is no mail, or it names no sender",
        ),
    }
}
