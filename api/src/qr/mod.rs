//! Codes on posters: what a scanned code means today, and its image.

mod entity;
mod image;
pub mod routes;
mod scan;
mod snapshot;
pub mod store;

pub use image::svg;
pub use scan::Resolver;
pub use snapshot::QrCodes;
