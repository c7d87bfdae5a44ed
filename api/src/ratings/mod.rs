//! Ratings of counters.

pub mod figures;
