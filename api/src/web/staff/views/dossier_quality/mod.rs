//! How well dossiers were resolved, as staff see it.

mod page;
mod text;

pub use page::DossierQualityPage;
