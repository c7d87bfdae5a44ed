//! What ratings add up to: sums, means, shares and trends, and what of them may be told.
//!
//! A figure stands for at least [`RATING_LEAST`](mobile_contract::limits::RATING_LEAST) ratings. What
//! stands for fewer is withheld, and so is what it could be reckoned from within a table: see [`protect`].

mod beside;
pub mod count;
pub mod csv;
pub mod period;
mod query;
mod reach;
mod report;
pub mod routes;
mod singles;
pub mod table;
pub mod told;
pub mod veil;
mod wording;

use crate::kernel::protect;
pub use crate::kernel::share;
pub use query::Wanted;
pub use reach::Reach;
