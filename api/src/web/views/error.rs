use askama::Template;
use mobile_contract::Problem;

use super::Chrome;

/// A page for anything that went wrong. It needs nothing but the problem, so that it also works
/// when the database does not.
#[derive(Debug, Template)]
#[template(path = "error.html")]
pub struct ErrorPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// What went wrong.
    pub problem: &'a Problem,
}

impl ErrorPage<'_> {
    fn missing(&self) -> bool {
        matches!(self.problem.status, 404 | 410)
    }

    fn explanation(&self) -> &str {
        let t = self.chrome.t();
        match self.problem.detail.as_deref() {
            Some(detail) => detail,
            None if self.missing() => t.error_missing,
            None => t.error_sorry,
        }
    }
}
