//! What ratings add up to, as staff see it.

mod charts;
mod form;
mod page;
mod text;

pub use form::RatingsForm;
pub use page::{RatingsPage, Wrong};
