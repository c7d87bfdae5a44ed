//! What ratings add up to: sums, means, shares and trends, and what of them may be told.
//!
//! Every figure is a sum of whole lots, each of [`RATING_LEAST`](mobile_contract::limits::RATING_LEAST) ratings at
//! least, and so is the difference of any two: see `ratings::lots`. Only what fewer than five answered to a
//! question is withheld, as a cell of its table: see [`protect`]. That holds within a report. Of a lot some may leave
//! a question out, so that two reports (of thirteen weeks and of twelve) may still tell what fewer than five answered
//! to it; nothing is promised there. Nor is it of shares of cases: the agency knows each case.

pub mod count;
pub mod csv;
pub mod period;
pub(super) mod query;
mod reach;
mod report;
pub mod routes;
mod singles;
pub mod table;
pub mod told;
mod wording;

use crate::kernel::protect;
pub use crate::kernel::share;
pub use query::Wanted;
pub use reach::Reach;
