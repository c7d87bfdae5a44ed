//! Life events (sự kiện trong đời): one need, the procedures it takes, in order, with who does which.
//! Recognised in what people tell: "tôi mới sinh con".

mod entity;
pub mod routes;
mod snapshot;
pub mod store;

pub use snapshot::{Entry, LifeEvents, Recognised};
