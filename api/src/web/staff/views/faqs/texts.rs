use askama::Template;
use mobile_contract::editorial::AnswerTemplate;
use mobile_contract::limits::{TEMPLATE_CHARS, TEMPLATE_TITLE_CHARS};

use crate::kernel::words;
use crate::web::staff::faqs::texts::Typed;
use crate::web::staff::views::Shell;
use crate::web::staff::views::faq_text::{self, Text};

/// `/can-bo/mau-tra-loi`: texts that answers begin with.
#[derive(Debug, Template)]
#[template(path = "staff/answer_texts.html")]
pub struct AnswerTextsPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The texts.
    pub texts: &'a [AnswerTemplate],
    /// What was typed and refused.
    pub typed: Option<&'a Typed>,
}

impl AnswerTextsPage<'_> {
    fn f(&self) -> &'static Text {
        faq_text::of(self.shell.chrome.locale)
    }

    /// What was typed for a text and refused.
    fn typed_for(&self, text: &AnswerTemplate) -> Option<&Typed> {
        self.typed.filter(|typed| typed.id == Some(text.id))
    }

    fn typed_anew(&self) -> Option<&Typed> {
        self.typed.filter(|typed| typed.id.is_none())
    }

    /// Everything that is wrong, in one sentence each.
    fn wrong(&self, typed: &Typed) -> Vec<String> {
        let told = typed.error.problem(self.shell.chrome.locale, "");
        if told.errors.is_empty() {
            return vec![told.detail.unwrap_or(told.title)];
        }
        let errors = told.errors.into_iter();
        errors.map(|e| words::upper_first(&e.msg)).collect()
    }

    const fn most_of_title(&self) -> usize {
        TEMPLATE_TITLE_CHARS
    }

    const fn most_of_text(&self) -> usize {
        TEMPLATE_CHARS
    }
}
