//! Dossiers (hồ sơ) of the one-stop system: their codes, alone, in free text and spoken.

pub mod clock;
mod code;
pub mod event;
pub mod intake;
mod items;
pub mod lookup;
#[cfg(test)]
mod properties;
mod reading;
pub mod receipt;
mod spoken;
pub mod subscription;

pub use code::{DossierCode, mentions_code};
