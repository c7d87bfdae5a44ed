//! Dossiers (hồ sơ) of the one-stop system: their codes, alone, in free text and spoken.

pub mod clock;
mod code;
pub mod event;
pub mod intake;
mod items;
#[cfg(test)]
mod properties;
mod reading;
mod spoken;

pub use code::{DossierCode, mentions_code};
