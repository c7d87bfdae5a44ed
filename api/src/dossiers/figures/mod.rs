//! What dossiers add up to: the books of a period, by agency, place, field, procedure, channel or month.
//!
//! All figures follow from the narrow rows as they stand, by their dates. Received = carried over + new; and the
//! same = resolved + in progress + waiting + not eligible + cancelled, or [`count`] says by how many not, and why.

pub mod count;
mod cover;
pub mod mark;
mod open;
mod query;
mod report;
pub mod routes;
mod scope;
pub mod sheet;
pub mod span;
mod wording;
pub mod workbook;

pub use open::OpenData;
pub use query::Wanted;
pub use wording::{channel as channel_name, flag as flag_name};
