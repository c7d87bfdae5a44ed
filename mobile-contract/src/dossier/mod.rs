//! Dossiers (hồ sơ) of the one-stop system: their codes, alone, in free text and spoken.

mod code;
pub mod event;
pub mod lookup;
pub mod receipt;
pub mod subscription;
pub mod intake;
mod items;
#[cfg(test)]
mod properties;
mod reading;
mod spoken;

pub use code::{DossierCode, mentions_code};
