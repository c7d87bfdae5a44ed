use askama::Template;

use super::Chrome;

/// Whether an address gets reminders, and a button to change that.
#[derive(Template)]
#[template(path = "unsubscribe.html")]
pub struct UnsubscribePage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// What the link in the mail proves itself with.
    pub token: &'a str,
    /// Whether the address gets none now.
    pub unsubscribed: bool,
}
