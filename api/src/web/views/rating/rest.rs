use askama::Template;
use mobile_contract::limits::RATING_COMMENT_CHARS;
use mobile_contract::rating::{RatingForm, RatingQuestion};
use mobile_contract::{ErrorCode, Problem};

use super::draft::RatingDraft;
use super::text::{self, Text};
use crate::kernel::words;
use crate::web::views::Chrome;

/// What is told beside the field of the contact.
const CONTACT: [&str; 3] = ["body.contact.phone", "body.contact.mail", "body.contact"];
/// What is told beside the words.
const COMMENT: &str = "body.comment";

/// `/danh-gia` after the first tap: all questions, with what was answered.
#[derive(Debug, Template)]
#[template(path = "rate_rest.html")]
pub struct RateRestPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// The form.
    pub form: &'a RatingForm,
    /// What stands in it.
    pub draft: &'a RatingDraft,
    /// Names of the counter and its agency, as far as they are known.
    pub spot: (Option<&'a str>, Option<&'a str>),
    /// Why it was not taken.
    pub problem: Option<&'a Problem>,
    /// A new visit was begun just now.
    pub again: bool,
}

/// A question, its words, and the values and words of its answers.
struct Asked<'p> {
    question: &'p RatingQuestion,
    text: &'p str,
    answers: Vec<(i32, &'p str, bool)>,
    none: bool,
}

impl RateRestPage<'_> {
    fn x(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }

    fn title(&self) -> &str {
        self.form.title.pick(self.chrome.locale)
    }

    fn asked(&self) -> Vec<Asked<'_>> {
        let locale = self.chrome.locale;
        let asked = self.form.questions.iter().map(|question| {
            let answers = self.form.scale.iter().rev().map(|step| {
                let score = i32::from(step.score);
                let given = self.draft.gave(question.id.as_str(), score);
                (score, step.words.pick(locale), given)
            });
            Asked {
                text: question.text.pick(locale),
                answers: answers.collect(),
                none: !self.draft.scores.contains_key(question.id.as_str()),
                question,
            }
        });
        asked.collect()
    }

    /// Whether it was the visit that did not do, and one has to choose how it is sent: too old, none of ours, or
    /// good for what was sent before.
    fn lapsed(&self) -> bool {
        self.sent_before()
            || self.problem.is_some_and(|problem| {
                matches!(
                    problem.code,
                    ErrorCode::VisitExpired | ErrorCode::VisitWrong
                )
            })
    }

    /// Whether something else was sent before from this page: that was taken, and this was not.
    fn sent_before(&self) -> bool {
        self.problem.is_some_and(|problem| {
            matches!(
                problem.code,
                ErrorCode::VisitUsed | ErrorCode::IdempotencyConflict
            )
        })
    }

    /// What sends it without a visit. From a page that never had one, that is simply sending it.
    fn send_open(&self) -> &'static str {
        match self.sent_before() && self.draft.qr.is_none() {
            true => self.x().send,
            false => self.x().send_open,
        }
    }

    /// Whether it is sent without a visit.
    fn is_open(&self) -> bool {
        self.draft.visit.is_none()
    }

    fn wrong_comment(&self) -> Option<String> {
        self.wrong(&[COMMENT])
    }

    fn wrong_contact(&self) -> Option<String> {
        self.wrong(&CONTACT)
    }

    fn wrong(&self, locs: &[&str]) -> Option<String> {
        let errors = &self.problem?.errors;
        let error = errors
            .iter()
            .find(|error| locs.contains(&error.loc.as_str()))?;
        Some(words::upper_first(&error.msg))
    }

    /// What is wrong with none of the fields that tell it themselves.
    fn trouble(&self) -> Option<String> {
        let problem = self.problem?;
        if self.sent_before() {
            return Some(self.x().sent_before.to_owned());
        }
        if problem.errors.is_empty() {
            return Some(
                problem
                    .detail
                    .clone()
                    .unwrap_or_else(|| problem.title.clone()),
            );
        }
        if problem
            .errors
            .iter()
            .any(|error| error.loc == "body.answers")
        {
            return Some(self.x().wrong_answer.to_owned());
        }
        let told = |loc: &str| loc == COMMENT || CONTACT.contains(&loc);
        let error = problem.errors.iter().find(|error| !told(&error.loc))?;
        Some(words::upper_first(&error.msg))
    }

    const fn most(&self) -> usize {
        RATING_COMMENT_CHARS
    }
}
