use askama::Template;
use mobile_contract::rating::{RatingForm, RatingQuestion};

use super::draft::RatingDraft;
use super::text::{self, Text};
use crate::web::views::Chrome;

/// `/danh-gia`: the first question, answered by one tap.
#[derive(Debug, Template)]
#[template(path = "rate_first.html")]
pub struct RateFirstPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// The form.
    pub form: &'a RatingForm,
    /// What its fields carry.
    pub draft: &'a RatingDraft,
    /// Names of the counter and its agency, as far as they are known.
    pub spot: (Option<&'a str>, Option<&'a str>),
}

impl RateFirstPage<'_> {
    fn x(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }

    fn title(&self) -> &str {
        self.form.title.pick(self.chrome.locale)
    }

    fn words(&self, question: &RatingQuestion) -> String {
        question.text.pick(self.chrome.locale).to_owned()
    }

    fn question(&self) -> Option<&RatingQuestion> {
        self.form.questions.first()
    }

    /// Scores and their words, the best first, as the paper forms have it.
    fn scores(&self) -> Vec<(u8, &str)> {
        let locale = self.chrome.locale;
        let scale = self.form.scale.iter().rev();
        scale.map(|s| (s.score, s.words.pick(locale))).collect()
    }
}

/// `/danh-gia` without a code: which counter is meant.
#[derive(Debug, Template)]
#[template(path = "rate_counters.html")]
pub struct RateCountersPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// What was looked for.
    pub sought: &'a str,
    /// Ids of counters, their names and those of their agencies.
    pub counters: &'a [(String, String, String)],
    /// There are more.
    pub more: bool,
    /// Why the code or counter that was named does not do.
    pub problem: Option<&'a str>,
}

impl RateCountersPage<'_> {
    fn x(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }

    fn at(&self, counter: &str) -> String {
        self.chrome.href(&format!("/danh-gia?quay={counter}"))
    }
}
