//! What dossiers add up to, as staff see it.

mod charts;
mod form;
mod page;
mod text;

pub use form::DossierFiguresForm;
pub use page::DossierFiguresPage;
