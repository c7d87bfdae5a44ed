//! An agency's right to handle one ticket, as a token in its mail proves it: while the ticket is with
//! that agency and open.

use mobile_contract::mail::MailReason;
use mobile_contract::ticket::{StaffTicket, TicketCode, TicketState};
use mobile_contract::{ErrorCode, Locale, Slug};

use super::token::{BadToken, Purpose, Token};
use crate::error::{Error, Result};
use crate::kernel::wire;
use crate::settings;
use crate::tickets::store::{self, Sees};
use crate::tickets::{Desk, Tickets};

/// The right of whoever reads an agency's mail to handle one ticket.
#[derive(Clone, Debug)]
pub struct Mandate {
    pub(super) code: TicketCode,
    pub(super) agency: Slug,
}

impl Mandate {
    /// Which ticket.
    #[must_use]
    pub const fn code(&self) -> &TicketCode {
        &self.code
    }

    /// Which agency.
    #[must_use]
    pub const fn agency(&self) -> &Slug {
        &self.agency
    }

    /// What it gives: what an officer of the agency may do, without a name.
    #[must_use]
    pub fn desk(&self) -> Desk {
        Desk::by_mail(self.agency.clone())
    }
}

/// Why a token opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closed {
    Forged,
    Expired,
    Readdressed,
    Elsewhere,
    Answered,
}

impl Closed {
    /// As the mail server is told.
    pub(super) const fn reason(self) -> MailReason {
        match self {
            Self::Forged => MailReason::Forged,
            Self::Expired | Self::Readdressed => MailReason::Expired,
            Self::Elsewhere => MailReason::Elsewhere,
            Self::Answered => MailReason::Closed,
        }
    }

    /// As people are told.
    pub(super) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Forged => (
                "Liên kết này không đúng. Mời bạn mở lại đúng liên kết trong thư, không sửa gì.",
                "This link is not right. Please open the one in the mail again, unchanged.",
            ),
            Self::Expired => (
                "Liên kết hoặc địa chỉ trả lời đã hết hạn. Mời bạn dùng thư mới nhất về phiếu này, hoặc gọi 1022.",
                "The link or reply address has expired. Please use the newest mail about this ticket, or call 1022.",
            ),
            Self::Readdressed => (
                "Cơ quan đã đổi hộp thư nhận phiếu, nên thư cũ không dùng được nữa. Mời bạn dùng thư gửi tới hộp thư mới, hoặc gọi 1022.",
                "The agency receives tickets in another mailbox now, so older letters are good no more. Please use the one sent to the new mailbox, or call 1022.",
            ),
            Self::Elsewhere => (
                "Phiếu này đã được chuyển sang cơ quan khác, nên không cần bạn trả lời nữa.",
                "This ticket is with another agency now, so you need not answer any more.",
            ),
            Self::Answered => (
                "Phiếu này đã đóng: đã có trả lời, hoặc người gửi đã rút. Cảm ơn bạn.",
                "This ticket is closed: it has been answered, or its sender took it back. Thank you.",
            ),
        }
    }
}

impl From<Closed> for Error {
    fn from(closed: Closed) -> Self {
        let (vi, en) = closed.words();
        let code = match closed {
            Closed::Forged => ErrorCode::LinkWrong,
            _ => ErrorCode::LinkExpired,
        };
        Self::new(code).detail(vi, en)
    }
}

impl Tickets {
    /// What the token of a link proves. Nothing is changed by asking.
    ///
    /// # Errors
    /// `link_wrong` when it is none of ours or no link's; `link_expired` when it is too old, the ticket
    /// is with another agency, or closed.
    pub async fn mandate(&self, token: &str) -> Result<Mandate> {
        let token = match Token::read(&self.vault, token, self.clock.now())? {
            Ok(token) if token.purpose == Purpose::Link => token,
            Ok(_) | Err(BadToken::Forged) => return Err(Closed::Forged.into()),
            Err(BadToken::Expired(_)) => return Err(Closed::Expired.into()),
        };
        Ok(self.mandate_of(&token).await??)
    }

    /// What a token of an agency that was read proves today.
    pub(super) async fn mandate_of(&self, token: &Token) -> Result<Result<Mandate, Closed>> {
        let row = match store::find(&*self.db, &token.code, Sees::All).await {
            Ok(row) => row,
            Err(e) if e.code() == ErrorCode::TicketNotFound => return Ok(Err(Closed::Answered)),
            Err(e) => return Err(e),
        };
        let agency: Option<Slug> = row.agency.as_deref().and_then(|id| id.parse().ok());
        let Some(agency) = agency.filter(|id| token.mark.is_of(id)) else {
            return Ok(Err(Closed::Elsewhere));
        };
        // Whoever read the agency's mail before may read it no more.
        let mailbox = settings::of(&*self.db, &agency).await?.mail;
        if !mailbox.is_some_and(|mailbox| token.mark.went_to(mailbox.as_str())) {
            return Ok(Err(Closed::Readdressed));
        }
        let state: TicketState = wire::value(&row.state)?;
        Ok(if state.is_open() {
            Ok(Mandate {
                code: token.code.clone(),
                agency,
            })
        } else {
            Err(Closed::Answered)
        })
    }

    /// The ticket of a mandate: without the sender's contact, which a mail that is passed on would
    /// carry along, and without notes but those that came by the agency's own mail.
    ///
    /// # Errors
    /// When the ticket has just left, or the database fails.
    pub async fn look_by(&self, mandate: &Mandate, locale: Locale) -> Result<StaffTicket> {
        let mut shown = self.look_at(&mandate.code, &mandate.desk(), locale).await?;
        shown.contact = None;
        shown.draft = None;
        shown.notes.retain(|note| {
            note.by.is_none() && note.agency.as_ref().is_some_and(|a| a.id == mandate.agency)
        });
        Ok(shown)
    }
}
