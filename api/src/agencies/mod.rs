//! Agencies (cơ quan) and their counters (quầy), effective-dated with successors.

mod counters;
mod entity;
pub mod routes;
mod snapshot;
pub mod store;

pub use snapshot::{Agencies, StandingAgency, StandingCounter};
