//! What ratings add up to, as staff see it.

mod page;
mod text;

pub use page::{RatingsForm, RatingsPage, Wrong};
