//! The citizens' pages: contract types in, HTML out.
//!
//! Each page is a struct with public fields and askama's `render()`. Nothing here reads a clock,
//! a database or a request. Texts of the pages stand in `text`, wording of facts in
//! `kernel::words`, layout in `templates/`.

mod chat;
mod chrome;
mod dev_mail;
mod dossier;
mod error;
mod faq;
mod format;
mod home;
mod life_event;
mod mine;
mod procedure;
mod procedure_parts;
mod procedure_short;
mod procedures;
mod rating;
mod reply;
mod scanned;
mod search;
mod text;
mod ticket;
mod ticket_form;
mod unsubscribe;

pub use chat::{ChatPage, ChatRated, ChatTurns, Rating, Turn};
pub use chrome::Chrome;
pub use dev_mail::{DevMail, DevMails};
pub use dossier::{DossierFindPage, DossierPage, DossierStopPage, DossierToldPage};
pub use error::ErrorPage;
pub use faq::{FaqGroup, FaqListPage, FaqPage};
pub use home::HomePage;
pub use life_event::{LifeEventPage, LifeEventsPage};
pub use mine::{MyCodePage, MySignInPage, MyTicketsPage};
pub use procedure::ProcedurePage;
pub use procedures::{FieldsPage, ProcedureListPage};
pub use rating::{
    RateCountersPage, RateFirstPage, RateRestPage, RatedBeforePage, RatedPage, RatingDraft,
};
pub use reply::{Citable, ReplyDonePage, ReplyForm, ReplyGonePage, ReplyPage};
pub use scanned::{AskPage, BoardPage, Checked, Doubt, FalseCodePage, VerifyPage};
pub use search::SearchPage;
pub use text::Text;
pub use ticket::{TicketFindPage, TicketPage, TicketSentPage, TicketWithdrawPage, Unsent};
pub use ticket_form::{Draft, TicketFormPage};
pub use unsubscribe::UnsubscribePage;

pub(in crate::web) use chrome::{at_counter, with_param};
pub(in crate::web) use format::{Block, blocks, encode};
pub(in crate::web) use ticket::size;
