//! Frequently asked questions: one answer each, sourced. Some come with the program, some were answered
//! by an agency (see the room `editorial`); both are read in one way.

mod cited;
mod entity;
pub mod routes;
mod snapshot;
pub mod store;

pub use cited::{PAGES, cited};
pub use snapshot::{Entry, Faqs};
