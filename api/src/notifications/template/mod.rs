//! What messages say: one typed struct per text, with its Vietnamese and its English side by side.
//!
//! A text is a [`Letter`]: a subject, and blocks of which the plain part, the HTML part and the
//! short form for a phone are made. So the parts cannot tell different things, and what a citizen
//! wrote stays text in each of them.

mod accounts;
mod agency_ended;
mod answers;
mod apology;
mod dossiers;
mod faqs;
mod handed_over;
mod letter;
mod mail;
mod mailbox;
mod phone;
mod staff;
#[cfg(test)]
mod tests;
mod welcome;

use chrono::{DateTime, Utc};
use mobile_contract::Locale;

pub use self::accounts::{NewSignIn, OneTimeCode, PasswordReset};
pub use self::agency_ended::TicketsMoved;
pub use self::answers::{AnswerCorrected, AnswerSent, NeedsInformation, Reopened, TicketReceived};
pub use self::apology::{ApologySent, DigestLine, DossierDigest};
pub use self::dossiers::{DossierCode, DossierCodeFor, DossierHappened, DossierNews};
pub use self::faqs::{AnswerWithdrawn, FaqPublished};
pub use self::handed_over::{HandedOver, SentToDesk};
pub use self::letter::Rendered;
use self::letter::{Block, Letter};
pub use self::mail::{MailNotTaken, SenderWrote, TicketByMail};
pub use self::mailbox::MailboxChanged;
pub use self::phone::TicketByPhone;
pub use self::staff::{DeadlineNear, Escalated, TicketRouted, Transferred};
pub use self::welcome::PasswordSetup;
use crate::error::Error;

/// What a message says, and the values in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Template {
    /// To the citizen: the ticket is here, with its code.
    TicketReceived(TicketReceived),
    /// To an agency: a ticket is yours, with a link and a reply address.
    TicketRouted(TicketRouted),
    /// To an agency: so much of the time is gone.
    DeadlineNear(DeadlineNear),
    /// To a leader or the coordination desk: a ticket has not been answered in time.
    Escalated(Escalated),
    /// To an agency: a ticket comes from another agency.
    Transferred(Transferred),
    /// To whoever follows an agency that has ended, or operators: its tickets are here.
    TicketsMoved(TicketsMoved),
    /// To the citizen: the answer.
    AnswerSent(AnswerSent),
    /// To the citizen: the agency needs to know more.
    NeedsInformation(NeedsInformation),
    /// To the citizen: an answer was wrong, and this is right.
    AnswerCorrected(AnswerCorrected),
    /// To the citizen: an answer holds no longer.
    AnswerWithdrawn(AnswerWithdrawn),
    /// To the citizen: what they asked is answered for all.
    FaqPublished(FaqPublished),
    /// To an agency: the citizen is not content with the answer.
    Reopened(Reopened),
    /// To the citizen: this has a track of its own.
    HandedOver(HandedOver),
    /// To a reception desk: somebody was sent to you.
    SentToDesk(SentToDesk),
    /// To a citizen who wrote by mail: the ticket is here, with what opens it.
    TicketByMail(TicketByMail),
    /// To somebody who called: the ticket is here, with what opens it.
    TicketByPhone(TicketByPhone),
    /// To whoever has a ticket: its sender wrote.
    SenderWrote(SenderWrote),
    /// To whoever answered a mail of ours: that was not taken.
    MailNotTaken(MailNotTaken),
    /// To whoever handed a dossier in: it takes longer.
    ApologySent(ApologySent),
    /// To leaders, in the morning: what is late or about to be.
    DossierDigest(DossierDigest),
    /// To a mailbox: it receives an agency's tickets no more.
    MailboxChanged(MailboxChanged),
    /// To staff: a link to set a new password.
    PasswordReset(PasswordReset),
    /// To staff: a link to set the password of a new account.
    PasswordSetup(PasswordSetup),
    /// To whoever signs in: a code.
    OneTimeCode(OneTimeCode),
    /// To staff: somebody has signed in on a new device.
    NewSignIn(NewSignIn),
    /// To whoever asks for a dossier or its news: a code.
    DossierCode(DossierCode),
    /// To whoever wants to know: a dossier stands otherwise now.
    DossierNews(DossierNews),
}

impl Template {
    /// Its stable name, in the database and in webhooks.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::TicketReceived(_) => "ticket_received",
            Self::TicketRouted(_) => "ticket_routed",
            Self::DeadlineNear(_) => "deadline_near",
            Self::Escalated(_) => "escalated",
            Self::Transferred(_) => "transferred",
            Self::TicketsMoved(_) => "tickets_moved",
            Self::AnswerSent(_) => "answer_sent",
            Self::NeedsInformation(_) => "needs_information",
            Self::AnswerCorrected(_) => "answer_corrected",
            Self::AnswerWithdrawn(_) => "answer_withdrawn",
            Self::FaqPublished(_) => "faq_published",
            Self::Reopened(_) => "reopened",
            Self::HandedOver(_) => "handed_over",
            Self::SentToDesk(_) => "sent_to_desk",
            Self::TicketByMail(_) => "ticket_by_mail",
            Self::TicketByPhone(_) => "ticket_by_phone",
            Self::SenderWrote(_) => "sender_wrote",
            Self::MailNotTaken(_) => "mail_not_taken",
            Self::ApologySent(_) => "apology_sent",
            Self::DossierDigest(_) => "dossier_digest",
            Self::MailboxChanged(_) => "mailbox_changed",
            Self::PasswordReset(_) => "password_reset",
            Self::PasswordSetup(_) => "password_setup",
            Self::OneTimeCode(_) => "one_time_code",
            Self::NewSignIn(_) => "new_sign_in",
            Self::DossierCode(_) => "dossier_code",
            Self::DossierNews(_) => "dossier_news",
        }
    }

    /// Whether its words open something: a code, a link that is a key. They are forgotten once sent.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        matches!(
            self,
            Self::PasswordReset(_)
                | Self::PasswordSetup(_)
                | Self::OneTimeCode(_)
                | Self::DossierCode(_)
                | Self::TicketByMail(_)
        )
    }

    /// After this it helps nobody: a code that is no longer taken must not arrive.
    #[must_use]
    pub const fn expires_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::PasswordReset(values) => Some(values.expires_at),
            Self::PasswordSetup(values) => Some(values.expires_at),
            Self::OneTimeCode(values) => Some(values.expires_at),
            Self::DossierCode(values) => Some(values.expires_at),
            _ => None,
        }
    }

    /// Puts it into words.
    ///
    /// # Errors
    /// When a template fails.
    pub fn render(&self, locale: Locale) -> Result<Rendered, Error> {
        self.letter(locale).render()
    }

    fn letter(&self, locale: Locale) -> Letter {
        match self {
            Self::TicketReceived(values) => values.letter(locale),
            Self::TicketRouted(values) => values.letter(locale),
            Self::DeadlineNear(values) => values.letter(locale),
            Self::Escalated(values) => values.letter(locale),
            Self::Transferred(values) => values.letter(locale),
            Self::TicketsMoved(values) => values.letter(locale),
            Self::AnswerSent(values) => values.letter(locale),
            Self::NeedsInformation(values) => values.letter(locale),
            Self::AnswerCorrected(values) => values.letter(locale),
            Self::AnswerWithdrawn(values) => values.letter(locale),
            Self::FaqPublished(values) => values.letter(locale),
            Self::Reopened(values) => values.letter(locale),
            Self::HandedOver(values) => values.letter(locale),
            Self::SentToDesk(values) => values.letter(locale),
            Self::TicketByMail(values) => values.letter(locale),
            Self::TicketByPhone(values) => values.letter(locale),
            Self::SenderWrote(values) => values.letter(locale),
            Self::MailNotTaken(values) => values.letter(locale),
            Self::ApologySent(values) => values.letter(locale),
            Self::DossierDigest(values) => values.letter(locale),
            Self::MailboxChanged(values) => values.letter(locale),
            Self::PasswordReset(values) => values.letter(locale),
            Self::PasswordSetup(values) => values.letter(locale),
            Self::OneTimeCode(values) => values.letter(locale),
            Self::NewSignIn(values) => values.letter(locale),
            Self::DossierCode(values) => values.letter(locale),
            Self::DossierNews(values) => values.letter(locale),
        }
    }
}
