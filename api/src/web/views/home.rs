use askama::Template;
use mobile_contract::knowledge::LifeEvent;

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
    /// What happens in people's lives. About six.
    pub events: &'a [&'a LifeEvent],
    /// Whether a conversation is under way, to link back to it.
    pub conversation: bool,
    /// What was wrong with the words just sent.
    pub problem: Option<&'a str>,
}

impl HomePage<'_> {
    fn event_links(&self) -> Vec<(String, &str)> {
        let link = |event: &&LifeEvent| self.chrome.href(&format!("/su-kien/{}", event.id));
        self.events
            .iter()
            .map(|event| (link(event), event.words(self.chrome.locale).0))
            .collect()
    }
}
