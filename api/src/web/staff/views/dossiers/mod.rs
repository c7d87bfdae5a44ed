//! The pages of dossiers.

mod list;
mod names;
mod one;
mod text;

pub use list::{DossiersForm, DossiersPage};
pub use one::{DossierDone, DossierPage, DossierTyped};

/// Where these pages lie.
const ROOM: &str = "/can-bo/ho-so";
