//! Dossiers (hồ sơ) of the one-stop system: their codes, alone, in free text and spoken.

mod aloud;
pub mod apology;
pub mod clock;
mod code;
pub mod event;
pub mod figures;
pub mod intake;
mod items;
pub mod lookup;
pub mod open_data;
#[cfg(test)]
mod properties;
pub mod quality;
mod reading;
pub mod receipt;
mod spoken;
pub mod staff;
pub mod subscription;
pub mod watch;

pub use aloud::{SpokenDigits, spoken_digits};
pub use code::{DossierCode, mentions_code};
