//! Frequently asked questions: one answer each, sourced.

mod entity;
pub mod routes;
mod snapshot;
pub mod store;

pub use snapshot::{Entry, Faqs};
