//! Dossiers (hồ sơ) of the one-stop system: their codes, alone, in free text and spoken.

pub mod clock;
mod code;
pub mod event;
pub mod figures;
pub mod intake;
mod items;
pub mod open_data;
#[cfg(test)]
mod properties;
pub mod quality;
mod reading;
mod spoken;

pub use code::{DossierCode, mentions_code};
