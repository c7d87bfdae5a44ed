//! Names of questions and scores, over all versions of a form: a question keeps its meaning with its id.

use mobile_contract::Locale;
use mobile_contract::rating::RatingForm;

use crate::ratings::{DEFAULT_FORM, Ratings};

impl Ratings {
    /// Every version of a form, the newest first.
    fn versions(&self, form: &str) -> Vec<&RatingForm> {
        let of = self.forms.iter().filter(|f| f.id.as_str() == form);
        let mut versions: Vec<&RatingForm> = of.collect();
        versions.sort_by_key(|form| std::cmp::Reverse(form.version));
        versions
    }

    /// Whether there is such a form.
    pub(super) fn has_form(&self, form: &str) -> bool {
        !self.versions(form).is_empty()
    }

    /// Ids of the questions of a form: as the newest version orders them, then those that are asked no more.
    pub(super) fn questions(&self, form: &str) -> Vec<String> {
        let mut ids = Vec::<String>::new();
        for question in self.versions(form).iter().flat_map(|form| &form.questions) {
            if !ids.iter().any(|id| id == question.id.as_str()) {
                ids.push(question.id.to_string());
            }
        }
        ids
    }

    /// A question in a few words.
    pub(super) fn question_name(&self, form: &str, id: &str, locale: Locale) -> Option<String> {
        let versions = self.versions(form);
        let question = versions.iter().find_map(|form| form.question(id))?;
        Some(question.short.pick(locale).to_owned())
    }

    /// The words of the scores from 1 to 5, in the newest version of a form.
    #[must_use]
    pub fn scale(&self, form: Option<&str>, locale: Locale) -> Vec<String> {
        let versions = self.versions(form.unwrap_or(DEFAULT_FORM));
        let newest = versions.first().map(|form| &form.scale);
        let words = newest.into_iter().flatten();
        words
            .map(|step| step.words.pick(locale).to_owned())
            .collect()
    }
}
