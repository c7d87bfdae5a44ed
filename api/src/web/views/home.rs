use askama::Template;

use super::Chrome;

/// `/`: one question box, and the ways around it.
#[derive(Debug, Template)]
#[template(path = "home.html")]
pub struct HomePage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Idempotency key of the forms; a fresh one per rendering.
    pub key: &'a str,
    /// Questions many people ask, as they ask them. About six.
    pub popular: &'a [String],
    /// Whether a conversation is under way, to link back to it.
    pub conversation: bool,
    /// What was wrong with the words just sent.
    pub problem: Option<&'a str>,
}
