//! The pages of staff: contract types in, HTML out. As with the citizens' pages, nothing here reads a
//! clock, a database or a request.

mod account;
mod asked;
mod chart;
mod desk;
mod dossier_figures;
mod dossier_quality;
mod dossiers;
mod error;
mod faq_text;
mod faqs;
mod format;
mod menu;
mod posters;
mod posters_text;
mod qr_codes;
mod queue;
mod ratings;
mod settings;
mod settings_text;
mod shell;
mod sign_in;
mod text;
mod ticket;
mod ticket_forms;
mod ticket_parts;
mod ticket_text;
mod words;

pub use account::{AccountPage, AuthenticatorPage, Done, RecoveryPage, SetUp};
pub use desk::{
    ApiKeyDraft, ApiKeyIssuedPage, ApiKeyRow, ApiKeysPage, AuditPage, CallDraft, CallSentPage,
    CallerFound, CallerPage, DeskText, GapsPage, NewUserPage, UndeliveredPage, UserDone, UserDraft,
    UserPage, UserRow, UsersPage,
};
pub use dossier_figures::{DossierFiguresForm, DossierFiguresPage};
pub use dossier_quality::DossierQualityPage;
pub use dossiers::{DossierDone, DossierPage, DossierTyped, DossiersForm, DossiersPage};
pub use error::ErrorPage;
pub use faqs::{AnswerTextsPage, FaqEditPage, FaqStep, FaqsPage, NewFaqPage};
pub use format::moment;
pub use posters::{PosterChoice, PosterOffer, PostersPage};
pub use qr_codes::{QrCodePage, QrCodesPage, QrDone, QrDraft};
pub use queue::{AgencyChoice, QueueFilter, QueuePage};
pub use ratings::{RatingsForm, RatingsPage, Wrong};
pub use settings::{SettingsListPage, SettingsPage};
pub use shell::{Shell, Who};
pub use sign_in::{CodePage, ForgottenPage, PasswordPage, ResumePage, SignInPage};
pub use text::Text;
pub use ticket::TicketPage;
pub use ticket_forms::{Cited, Editor, Form, Unsent};
pub use ticket_parts::{FoundPart, GonePage, OthersPart, happened};
