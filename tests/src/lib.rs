//! What black-box tests stand on: real servers on free ports, each with a database of its own, a
//! PostgreSQL cluster and a browser driver for the whole process, and the program itself.
//!
//! Nothing is left behind, also when a test process is killed: whatever is started or written is
//! watched by a small shell that ends it when our end of its pipe closes.
//!
//! What needs a tool that is not installed is skipped with a sentence. With
//! `MOTCUA_TEST_REQUIRE=1`, as in CI, it fails instead.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a failed test may panic, and says so on the terminal"
)]

pub mod app;
pub mod books;
pub mod browser;
pub mod catalogue;
pub mod codes;
pub mod dossiers;
pub mod ended;
pub mod fitting;
pub mod followed;
pub mod gateway;
pub mod http;
pub mod kept;
pub mod letters;
pub mod meilisearch;
pub mod missing;
pub mod office;
pub mod outbox;
pub mod pictures;
pub mod postgres;
pub mod printed;
pub mod program;
pub mod rated;
pub mod s3;
pub mod smtp;
pub mod told;
pub mod visitor;
pub mod watched;

pub use app::{App, Bureau, Citizen, Database, spawn_app};
pub use http::{Answer, send};
