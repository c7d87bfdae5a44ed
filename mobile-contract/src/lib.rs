//! What the server and the app agree on: wire types, stable error codes, and newtypes that are
//! parsed once and right from then on. Nothing here knows a web framework or a database.
//!
//! The typed HTTP client is behind the feature `client`.

pub mod accounts;
pub mod api_keys;
pub mod audit;
pub mod chat;
#[cfg(feature = "client")]
pub mod client;
pub mod code;
pub mod contact;
pub mod dossier;
pub mod editorial;
pub mod gaps;
pub mod knowledge;
pub mod limits;
pub mod locale;
pub mod mail;
pub mod names;
pub mod notifications;
pub mod page;
pub mod posters;
pub mod problem;
pub mod qr;
pub mod rating;
pub mod rating_figures;
pub mod search;
pub mod settings;
pub mod text;
pub mod ticket;

pub use code::{CodeError, FaqId, ProcedureCode, QrCode, Slug};
pub use contact::{ContactError, MailAddress, PhoneNumber};
pub use dossier::DossierCode;
pub use locale::Locale;
pub use page::Page;
pub use problem::{ErrorCode, FieldError, Problem};
