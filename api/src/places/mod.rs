//! Places (đơn vị hành chính), effective-dated: an old name leads to the unit of today.

mod entity;
pub mod routes;
mod snapshot;
pub mod store;

pub use snapshot::Places;
