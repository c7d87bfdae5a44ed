//! Procedures (thủ tục hành chính): stored in layers, merged, served from a snapshot.
//!
//! A procedure has up to three layers: curated by hand, imported from the national portal's
//! detail pages, imported from the national list. Each writer touches only its own layer, so that
//! no import can overwrite a curated field; readers see the layers merged.

mod entity;
pub mod import;
pub mod layer;
pub mod routes;
mod snapshot;
pub mod store;

pub use layer::Layer;
pub use snapshot::{Entry, Filter, Procedures};
