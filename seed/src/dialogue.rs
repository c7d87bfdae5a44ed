//! How people steer a conversation: corrections, and going back to an earlier topic.

use std::ops::Range;

use mobile_contract::text::fold;
use serde::Deserialize;

use crate::folded::spelt;

/// The phrases, folded.
#[derive(Clone, Debug, Default)]
pub struct Dialogue {
    corrections: Vec<Phrase>,
    hesitations: Vec<Phrase>,
    latest: Vec<Phrase>,
    first: Vec<Phrase>,
    what_about: Vec<Phrase>,
    next: Vec<Phrase>,
}

type Phrase = Vec<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    corrections: Vec<String>,
    hesitations: Vec<String>,
    latest: Vec<String>,
    first: Vec<String>,
    what_about: Vec<String>,
    next: Vec<String>,
}

/// A correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// What is meant instead: the text behind the opener, or, when the opener itself denies
    /// something ("không phải cấp lại, đổi cơ"), all of it.
    pub meant: String,
}

/// Which earlier topic is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// The one before the present one, unless words name another.
    Latest,
    /// The one the conversation began with, unless words name another.
    First,
}

/// Words that go back to an earlier topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Back {
    /// To which.
    pub to: Earlier,
    /// What else was said.
    pub rest: String,
}

impl Dialogue {
    /// Reads the phrases.
    ///
    /// # Errors
    /// When the text is not such a file.
    pub fn from_yaml(text: &str) -> Result<Self, serde_saphyr::Error> {
        let file: File = serde_saphyr::from_str(text)?;
        let phrases = |list: &[String]| {
            let mut phrases: Vec<Phrase> = list.iter().map(|p| folded(p)).collect();
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
            phrases
        };
        Ok(Self {
            corrections: phrases(&file.corrections),
            hesitations: phrases(&file.hesitations),
            latest: phrases(&file.latest),
            first: phrases(&file.first),
            what_about: phrases(&file.what_about),
            next: phrases(&file.next),
        })
    }

    /// Reads a message as a correction of what was answered or understood before.
    #[must_use]
    pub fn correction(&self, message: &str) -> Option<Correction> {
        let words = Words::of(message);
        let mut at = 0;
        while let Some(phrase) = self.hesitations.iter().find(|p| words.has(p, at)) {
            // "Không" hesitates only before an opener.
            if !self
                .corrections
                .iter()
                .any(|p| words.has(p, at + phrase.len()))
            {
                break;
            }
            at += phrase.len();
        }
        let opener = self.corrections.iter().find(|p| words.has(p, at))?;
        let denies = opener.last().is_some_and(|word| word == "phai");
        let from = if denies { at } else { at + opener.len() };
        // "Không mất phí à" corrects nothing: a bare denial is set apart by punctuation.
        let bare = opener.len() == 1;
        if bare && !words.pauses_after(at) && words.len() > at + 1 {
            return None;
        }
        let meant = words.without(&(0..from));
        let meant = if denies && words.len() == at + opener.len() {
            String::new()
        } else {
            meant
        };
        Some(Correction { meant })
    }

    /// Whether a message asks the same of something else.
    #[must_use]
    pub fn asks_what_about(&self, message: &str) -> bool {
        let words = Words::of(message);
        self.what_about.iter().any(|phrase| words.has(phrase, 0))
    }

    /// Whether a message asks for the next step.
    #[must_use]
    pub fn asks_what_next(&self, message: &str) -> bool {
        let words = Words::of(message);
        let has = |phrase: &Phrase| (0..words.len()).any(|at| words.has(phrase, at));
        self.next.iter().any(has)
    }

    /// Reads a message that goes back to an earlier topic.
    #[must_use]
    pub fn back(&self, message: &str) -> Option<Back> {
        let words = Words::of(message);
        let found = |phrases: &[Phrase]| {
            phrases.iter().find_map(|phrase| {
                let at = (0..words.len()).find(|at| words.has(phrase, *at))?;
                Some(at..at + phrase.len())
            })
        };
        let (to, span) = found(&self.first)
            .map(|span| (Earlier::First, span))
            .or_else(|| found(&self.latest).map(|span| (Earlier::Latest, span)))?;
        Some(Back {
            to,
            rest: words.without(&span),
        })
    }
}

fn folded(phrase: &str) -> Phrase {
    fold(phrase).split_whitespace().map(str::to_owned).collect()
}

/// The words of a message with their places in it.
struct Words<'a> {
    text: &'a str,
    words: Vec<(Range<usize>, String)>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let mut words = Vec::new();
        let mut begun: Option<usize> = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (c.is_alphanumeric() || is_mark(c), begun) {
                (true, None) => begun = Some(at),
                (false, Some(from)) => {
                    begun = None;
                    let word = text.get(from..at).unwrap_or_default();
                    words.push((from..at, spelt(&fold(word)).to_owned()));
                }
                _ => {}
            }
        }
        Self { text, words }
    }

    fn len(&self) -> usize {
        self.words.len()
    }

    fn has(&self, phrase: &[String], at: usize) -> bool {
        let here = self.words.get(at..at + phrase.len());
        here.is_some_and(|words| words.iter().map(|(_, word)| word).eq(phrase))
    }

    /// Whether punctuation follows a word.
    fn pauses_after(&self, at: usize) -> bool {
        let end = self.words.get(at).map_or(0, |(span, _)| span.end);
        let rest = self.text.get(end..).unwrap_or_default().trim_start();
        rest.starts_with([',', '.', ';', ':', '!', '…', '-', '–'])
    }

    /// The text without a run of words.
    fn without(&self, span: &Range<usize>) -> String {
        let Some(words) = self.words.get(span.clone()).filter(|w| !w.is_empty()) else {
            return self.text.trim().to_owned();
        };
        let from = words.first().map_or(0, |(range, _)| range.start);
        let to = words.last().map_or(0, |(range, _)| range.end);
        let before = self.text.get(..from).unwrap_or_default();
        let after = self.text.get(to..).unwrap_or_default();
        let after = after.trim_start_matches([' ', ',', '.', ';', ':', '!', '…']);
        format!("{} {after}", before.trim_end()).trim().to_owned()
    }
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialogue() -> Dialogue {
        Dialogue::from_yaml(include_str!("../data/dialogue.yaml")).unwrap()
    }

    #[test]
    fn a_correction_says_what_is_meant() {
        let dialogue = dialogue();
        for (said, meant) in [
            ("không, ý em là tạm trú", "tạm trú"),
            ("ko y e la tam tru", "tam tru"),
            (
                "nhầm, hộ chiếu chứ không phải căn cước",
                "hộ chiếu chứ không phải căn cước",
            ),
            ("không phải cấp lại, đổi cơ", "không phải cấp lại, đổi cơ"),
            ("dạ không phải", ""),
            ("ý tôi là cấp lại", "cấp lại"),
            ("sai rồi", ""),
            ("no, I meant the driving licence", "the driving licence"),
        ] {
            let read = dialogue
                .correction(said)
                .unwrap_or_else(|| panic!("{said}"));
            assert_eq!(read.meant, meant, "{said}");
        }
    }

    #[test]
    fn a_question_is_no_correction() {
        let dialogue = dialogue();
        for said in [
            "không mất phí à",
            "làm khai sinh cần gì",
            "không có hộ khẩu thì sao",
        ] {
            assert_eq!(dialogue.correction(said), None, "{said}");
        }
    }

    #[test]
    fn an_earlier_topic_is_gone_back_to() {
        let dialogue = dialogue();
        let back = dialogue
            .back("quay lại chuyện khai sinh lúc nãy, mất tiền không")
            .unwrap();
        assert_eq!(back.to, Earlier::Latest);
        let back = dialogue.back("còn vụ đầu tiên nộp ở đâu").unwrap();
        assert_eq!(
            (back.to, back.rest.as_str()),
            (Earlier::First, "còn nộp ở đâu")
        );
        assert_eq!(dialogue.back("trở lại quốc tịch Việt Nam"), None);
        assert_eq!(dialogue.back("mất bao lâu"), None);
    }
}
