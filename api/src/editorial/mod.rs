//! The editorial desk (biên tập hỏi đáp): an answered ticket, or a question that found no answer, becomes a
//! question for all. Words are drafted with what tells of a person taken out, reviewed by somebody else,
//! and published among the other questions, where search and chat find them at once. Whoever asked the same
//! is told; should the answer turn out wrong, everyone who was shown it is told what is right, or that it holds no
//! longer.
//!
//! What is published never names the ticket that it was made from. Beside the questions, the texts that an
//! agency's answers begin with are kept here.

mod drafting;
mod entity;
mod letters;
mod people;
mod personal;
mod publishing;
mod reduce;
pub mod routes;
mod similar;
mod store;
mod template_store;
mod templates;
mod view;
mod withdrawing;
mod words;

use std::sync::Arc;

use async_trait::async_trait;

use crate::error::Result;
use crate::gaps;
use crate::tickets::Tickets;

/// Brings what was published before the eyes of this server's readers.
#[async_trait]
pub trait Press: Send + Sync {
    /// Returns once questions that were stored before are served and found here.
    ///
    /// # Errors
    /// When they cannot be read; the server's own watch tries again.
    async fn bring_out(&self) -> Result<()>;
}

/// All that questions are made with.
#[derive(Clone)]
pub struct Editorial {
    /// Answers, and whom they concern. Its database, clock and names are used here as well.
    pub tickets: Tickets,
    /// Tells how alike two questions are.
    pub gaps: gaps::Desk,
    /// Brings out what was published.
    pub press: Arc<dyn Press>,
}
