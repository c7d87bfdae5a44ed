//! Knowledge gaps (lỗ hổng kiến thức): what the assistant could not answer well, kept with personal
//! numbers masked, grouped by what it is about, each group with what would close it.
//!
//! A miss is a message that nothing fitted, a clarifying question of whose choices none was taken,
//! or an answer that the citizen said did not help. What guards recognise (emergencies, personal
//! data, small talk, complaints) is never one. Masking knows numbers, not names: a person's name in
//! a question stays in it, which is why misses are kept for half a year only, and are shown only to
//! the province's own staff: operators, leaders and administrators.

mod closing;
mod entity;
pub mod feedback;
mod grouping;
mod likeness;
mod rarity;
mod report;
pub mod routes;
pub mod store;
mod suggestion;
#[cfg(test)]
mod tests;
mod wording;

pub use mobile_contract::gaps::{
    GapGroup as Group, GapKind as Kind, GapReport as Report, GapSuggestion as Suggestion,
};
pub use report::{MOST_READ, Reviewer, Window};
pub use routes::Desk;
