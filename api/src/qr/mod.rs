//! Codes on posters: what a scanned code means today, its image, who signed it, and how it fares.

mod app_links;
mod attention;
mod counting;
mod days;
mod desk;
mod dossiers;
mod entity;
mod image;
mod keeping;
mod key_store;
mod keys;
mod leading;
mod meaning;
mod minting;
mod notice;
mod planning;
mod poster;
mod printed;
mod reach;
mod reading;
mod record;
mod register;
mod resolver;
pub mod routes;
mod scan_store;
mod scans;
mod silence;
mod snapshot;
pub mod store;

pub use app_links::AppLinks;
pub use counting::Opening;
pub use desk::Desk;
pub use dossiers::DossierOwners;
pub use image::svg;
pub use key_store::{
    KeyRow, LEAD, OVERLAP, list as list_keys, revoke as revoke_key, rotate as rotate_keys,
};
pub use keys::{Proof, SigningKeys};
pub use leading::SEEN;
pub use meaning::carried;
pub use minting::{add_bundled, mint_missing};
pub use poster::{PosterCode, PosterCodes};
pub use printed::{PrintedNames, keep_names, unnamed};
pub use reading::Untrusted;
pub use record::Code;
pub use register::Register;
pub use resolver::{Resolver, bare_receipt};
pub use scans::Scans;
pub use snapshot::QrCodes;
