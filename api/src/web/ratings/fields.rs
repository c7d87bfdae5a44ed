//! The fields of the form, read into a draft.

use uuid::Uuid;

use crate::error::{Error, Result};
use crate::web::views::RatingDraft;

/// Most questions that are read; a form has fewer.
const QUESTIONS: usize = 20;

/// What a form that was sent wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// To see the other questions.
    Show,
    /// To begin the visit anew.
    BeginAgain,
    /// To be taken.
    Send,
    /// To be taken without the visit.
    SendOpen,
}

/// What was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) draft: RatingDraft,
    pub(super) deed: Deed,
}

impl Fields {
    /// Reads them. Names that are not ours mean nothing.
    ///
    /// # Errors
    /// When the key is none of a form of ours.
    pub(super) fn read(sent: Vec<(String, String)>) -> Result<Self> {
        let mut draft = RatingDraft::default();
        let mut deed = Deed::Show;
        for (name, value) in sent {
            let said = |value: String| (!value.is_empty()).then_some(value);
            match name.as_str() {
                "key" => draft.key = value,
                "form" => draft.form = value,
                "version" => draft.version = value.parse().unwrap_or_default(),
                "visit" => draft.visit = said(value),
                "qr" => draft.qr = said(value),
                "counter" => draft.counter = said(value),
                "comment" => draft.comment = value,
                "contact" => draft.contact = value,
                "own" => draft.own = true,
                "tap" => {
                    if let Some((question, score)) = value.split_once(':') {
                        answer(&mut draft, question, score);
                    }
                }
                "do" => {
                    deed = match value.as_str() {
                        "again" => Deed::BeginAgain,
                        "open" => Deed::SendOpen,
                        _ => Deed::Send,
                    }
                }
                other => {
                    if let Some(question) = other.strip_prefix("a.") {
                        answer(&mut draft, question, &value);
                    }
                }
            }
        }
        // The saved response opens a case; our own keys cannot be guessed.
        let key: Uuid = draft.key.parse().map_err(|_| {
            Error::field(
                "body.key",
                "mời mở lại trang này rồi gửi",
                "please open this page anew, then send",
            )
        })?;
        draft.key = key.simple().to_string();
        Ok(Self { draft, deed })
    }
}

/// An answer; an empty one is no opinion. What is no number is refused as a score that does not exist.
fn answer(draft: &mut RatingDraft, question: &str, score: &str) {
    if !score.is_empty() && draft.scores.len() < QUESTIONS {
        let score = score.parse().unwrap_or_default();
        let _ = draft.scores.insert(question.to_owned(), score);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "6f1c1f0e6d8b4a39a2c0a5a7f6a1d001";

    fn read(fields: &[(&str, &str)]) -> Result<Fields> {
        let fields = fields
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Fields::read(fields.collect())
    }

    #[test]
    fn a_tap_answers_the_first_question_and_sends_nothing() {
        let fields = read(&[("key", KEY), ("tap", "thai-do:4")]).unwrap();
        assert_eq!(fields.deed, Deed::Show);
        assert!(fields.draft.gave("thai-do", 4));
    }

    #[test]
    fn no_opinion_is_no_answer() {
        let sent = [
            ("key", KEY),
            ("a.thai-do", ""),
            ("a.gop-y", "5"),
            ("do", "send"),
        ];
        let fields = read(&sent).unwrap();
        assert_eq!(fields.deed, Deed::Send);
        assert_eq!(fields.draft.scores.len(), 1);
    }

    #[test]
    fn a_key_that_could_be_guessed_is_refused() {
        assert!(read(&[("key", "1"), ("do", "send")]).is_err());
        assert!(read(&[("do", "send")]).is_err());
    }
}
