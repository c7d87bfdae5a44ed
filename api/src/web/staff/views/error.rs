use askama::Template;
use mobile_contract::{ErrorCode, Problem};

use super::Shell;

/// A page for anything that went wrong, in the frame.
#[derive(Debug, Template)]
#[template(path = "staff/error.html")]
pub struct ErrorPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What went wrong.
    pub problem: &'a Problem,
}

impl ErrorPage<'_> {
    fn explanation(&self) -> &str {
        let t = self.shell.t();
        match (self.problem.detail.as_deref(), self.problem.code) {
            (Some(detail), _) => detail,
            (None, ErrorCode::Forbidden) => t.error_forbidden,
            (None, ErrorCode::TicketNotFound) => t.error_no_ticket,
            (None, ErrorCode::NotFound) => t.error_missing,
            (None, _) => t.error_sorry,
        }
    }
}
