//! `rating-forms.yaml`: the forms by which citizens rate counters, in all their versions.

use chrono::NaiveDate;
use mobile_contract::Slug;
use mobile_contract::rating::{InBothLanguages, RatingForm, RatingQuestion};

/// Most questions of a form: whoever stands at a counter answers no more.
pub const MOST_QUESTIONS: usize = 8;
/// Scores of a scale.
const SCORES: [u8; 5] = [1, 2, 3, 4, 5];
/// The indices of Circular 01/2018/TT-VPCP.
const INDICES: std::ops::RangeInclusive<u8> = 1..=9;

/// Every form in every version.
#[derive(Clone, Debug, Default)]
pub struct RatingForms(Vec<RatingForm>);

/// Why forms were refused.
#[derive(Debug, thiserror::Error)]
pub enum RatingFormsError {
    /// Not YAML of the expected form.
    #[error("{0}")]
    Form(#[from] serde_saphyr::Error),
    /// A version that is there twice, or older than the one before it.
    #[error("version {1} of the form {0} is out of order")]
    Version(Slug, u32),
    /// A scale, a question or a source that is not in order.
    #[error("version {1} of the form {0}: {2}")]
    Content(Slug, u32, &'static str),
}

impl RatingForms {
    /// Reads forms.
    ///
    /// # Errors
    /// When they are not of the expected form, a version is out of order, or a form is not complete.
    pub fn from_yaml(text: &str) -> Result<Self, RatingFormsError> {
        let forms: Vec<RatingForm> = serde_saphyr::from_str(text)?;
        for (at, form) in forms.iter().enumerate() {
            let before = forms.iter().take(at).rfind(|other| other.id == form.id);
            let follows = match before {
                Some(before) => {
                    form.version == before.version + 1 && form.valid_from > before.valid_from
                }
                None => form.version == 1,
            };
            if !follows {
                return Err(RatingFormsError::Version(form.id.clone(), form.version));
            }
            check(form)
                .map_err(|why| RatingFormsError::Content(form.id.clone(), form.version, why))?;
        }
        Ok(Self(forms))
    }

    /// A form in a version.
    #[must_use]
    pub fn find(&self, id: &str, version: u32) -> Option<&RatingForm> {
        let same = |form: &&RatingForm| form.id.as_str() == id && form.version == version;
        self.0.iter().find(same)
    }

    /// The version of a form that is given to people on a day.
    #[must_use]
    pub fn on(&self, id: &str, day: NaiveDate) -> Option<&RatingForm> {
        let given = self.0.iter().filter(|form| form.id.as_str() == id);
        given
            .filter(|form| form.valid_from <= day)
            .max_by_key(|form| form.version)
    }

    /// Every form in every version.
    pub fn iter(&self) -> impl Iterator<Item = &RatingForm> {
        self.0.iter()
    }
}

fn check(form: &RatingForm) -> Result<(), &'static str> {
    let scores: Vec<u8> = form.scale.iter().map(|step| step.score).collect();
    if scores != SCORES {
        return Err("the scale must have the scores 1 to 5, in order");
    }
    if !(1..=MOST_QUESTIONS).contains(&form.questions.len()) {
        return Err("a form has one to eight questions");
    }
    if form.sources.is_empty() {
        return Err("a form names what it follows");
    }
    let words = form.scale.iter().map(|step| &step.words);
    let words = words.chain([&form.title]).chain(
        form.questions
            .iter()
            .flat_map(|question| [&question.short, &question.text]),
    );
    if words.into_iter().any(is_lacking) {
        return Err("every text is in both languages");
    }
    for (at, question) in form.questions.iter().enumerate() {
        check_question(question)?;
        let twice = form.questions.iter().take(at);
        if twice.into_iter().any(|other| other.id == question.id) {
            return Err("a question is there twice");
        }
    }
    Ok(())
}

fn check_question(question: &RatingQuestion) -> Result<(), &'static str> {
    if question.indices.iter().all(|index| INDICES.contains(index)) {
        Ok(())
    } else {
        Err("there are nine indices")
    }
}

fn is_lacking(text: &InBothLanguages) -> bool {
    text.vi.trim().is_empty() || text.en.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use mobile_contract::rating::RatingFactor;

    use super::*;

    const BUNDLED: &str = include_str!("../data/rating-forms.yaml");

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_question_is_one_that_satisfaction_answers() {
        let forms = RatingForms::from_yaml(BUNDLED).unwrap();
        for question in forms.iter().flat_map(|form| &form.questions) {
            let (vi, en) = (&question.text.vi, question.text.en.to_lowercase());
            assert!(vi.to_lowercase().contains("bạn có hài lòng với"), "{vi}");
            assert!(en.contains("how satisfied are you with"), "{en}");
        }
    }

    #[test]
    fn who_rates_a_dossier_is_asked_for_no_counter() {
        let forms = RatingForms::from_yaml(BUNDLED).unwrap();
        let form = forms.on("dossier", day("2026-11-29")).unwrap();
        let texts = form.questions.iter().map(|question| &question.text);
        for text in texts.chain([&form.title]) {
            assert!(!text.vi.contains("quầy"), "{}", text.vi);
            assert!(!text.en.contains("counter"), "{}", text.en);
        }
        for id in ["thai-do", "thoi-gian", "giay-to", "ket-qua", "gop-y"] {
            assert!(form.question(id).is_some(), "{id}");
        }
    }

    #[test]
    fn the_default_form_asks_for_every_factor_and_what_a_citizen_can_judge() {
        let forms = RatingForms::from_yaml(BUNDLED).unwrap();
        let form = forms.on("default", day("2026-11-29")).unwrap();
        for factor in [
            RatingFactor::Access,
            RatingFactor::Procedure,
            RatingFactor::Officer,
            RatingFactor::Result,
            RatingFactor::Feedback,
        ] {
            assert!(
                form.questions.iter().any(|q| q.factor == factor),
                "{factor:?}"
            );
        }
        let mut indices: Vec<u8> = form
            .questions
            .iter()
            .flat_map(|q| q.indices.clone())
            .collect();
        indices.sort_unstable();
        assert_eq!(indices, [1, 3, 4, 5, 6, 7, 8, 9]);
        assert!(forms.on("default", day("2025-12-31")).is_none());
    }

    #[test]
    fn the_newest_version_is_given_and_older_ones_stay() {
        let second = BUNDLED
            .replace("version: 1", "version: 2")
            .replace("valid_from: 2026-01-01", "valid_from: 2027-01-01");
        let forms = RatingForms::from_yaml(&format!("{BUNDLED}\n{second}")).unwrap();
        assert_eq!(forms.on("default", day("2026-12-31")).unwrap().version, 1);
        assert_eq!(forms.on("default", day("2027-01-01")).unwrap().version, 2);
        assert_eq!(forms.find("default", 1).unwrap().version, 1);
        assert!(forms.find("default", 3).is_none());
    }

    #[test]
    fn what_is_not_in_order_is_refused() {
        for (from, to) in [
            ("version: 1", "version: 2"),
            ("score: 5", "score: 6"),
            ("indices: [9]", "indices: [10]"),
            ("id: gop-y", "id: thai-do"),
            ("en: \"Neither\"", "en: \" \""),
            ("factor: officer", "factor: weather"),
        ] {
            let broken = BUNDLED.replacen(from, to, 1);
            assert_ne!(broken, BUNDLED, "{from}");
            assert!(RatingForms::from_yaml(&broken).is_err(), "{to}");
        }
        assert!(RatingForms::from_yaml(&format!("{BUNDLED}\n{BUNDLED}")).is_err());
    }
}
