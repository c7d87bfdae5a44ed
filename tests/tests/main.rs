//! Black-box tests: the real server over HTTP, on both databases, and the program itself.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failed test may panic"
)]

mod knowledge;
