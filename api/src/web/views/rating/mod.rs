//! The pages on which citizens rate a counter.

mod done;
mod draft;
mod first;
mod rest;
mod text;

pub use done::{RatedBeforePage, RatedPage};
pub use draft::RatingDraft;
pub use first::{RateCountersPage, RateFirstPage};
pub use rest::RateRestPage;
