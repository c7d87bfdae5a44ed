use askama::Template;
use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use mobile_contract::rating::ServiceRated;

use super::text::{self, Text};
use crate::kernel::clock::to_hanoi;
use crate::kernel::words;
use crate::web::views::Chrome;

/// Shown once, after a rating was taken.
#[derive(Debug, Template)]
#[template(path = "rated.html")]
pub struct RatedPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// What became of it.
    pub rated: &'a ServiceRated,
    /// Address of the case's page.
    pub path: Option<&'a str>,
}

impl RatedPage<'_> {
    fn x(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }

    /// In groups: somebody may write it down.
    fn grouped(&self, secret: &str) -> Vec<String> {
        let symbols: Vec<char> = secret.chars().collect();
        let groups = symbols.chunks(8);
        groups.map(|group| group.iter().collect()).collect()
    }

    fn due(&self, due: &DateTime<Utc>) -> String {
        let local = to_hanoi(*due);
        let (clock, day) = (local.format("%H:%M"), words::date(local.date()));
        match self.chrome.locale {
            Locale::Vi => format!("{clock} ngày {day}"),
            Locale::En => format!("{clock} on {day}"),
        }
    }
}

/// The rating of this visit was taken before.
#[derive(Debug, Template)]
#[template(path = "rated_before.html")]
pub struct RatedBeforePage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
}

impl RatedBeforePage<'_> {
    fn x(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }
}
