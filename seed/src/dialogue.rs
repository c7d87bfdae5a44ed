//! How people steer a conversation: corrections, and going back to an earlier topic.

use std::ops::Range;

use mobile_contract::text::fold;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

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

/// Words of a phrase: with their marks, and without.
type Phrase = Vec<(String, String)>;

/// Words, folded, after which "không phải" says that something need not be done.
const EXEMPTING: [&str; 15] = [
    "de", "xin", "nop", "dong", "lam", "co", "dang", "tra", "khai", "mat", "di", "mang", "len",
    "ra", "cong",
];
/// Words, folded, that end a question: "không phải công chứng hả".
const ASKING: [&str; 6] = ["a", "ha", "sao", "khong", "chu", "nhi"];

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
        let denies = opener.last().is_some_and(|(_, word)| word == "phai");
        let from = if denies { at } else { at + opener.len() };
        let end = at + opener.len();
        // "Không mất phí à" corrects nothing: a bare denial is set apart by punctuation.
        let bare = opener.len() == 1 || opener.last().is_some_and(|(_, word)| word == "dung");
        if bare && !words.pauses_after(end - 1) && words.len() > end {
            return None;
        }
        // "Không phải đóng phí à" asks about what was answered.
        if denies && (words.is_one_of(end, &EXEMPTING) || words.asks()) {
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
    let phrase: String = phrase.to_lowercase().nfc().collect();
    phrase
        .split_whitespace()
        .map(|word| (word.to_owned(), fold(word)))
        .collect()
}

/// The words of a message with their places in it.
struct Words<'a> {
    text: &'a str,
    words: Vec<Word>,
}

struct Word {
    span: Range<usize>,
    /// Lower-case, composed.
    exact: String,
    folded: String,
}

impl Word {
    /// A typed mark that says something else speaks against it: "này" is not "nãy". Missing marks do
    /// not.
    fn is(&self, (exact, folded): &(String, String)) -> bool {
        self.folded == *folded && (self.exact.is_ascii() || self.exact == *exact)
    }
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
                    let exact: String = word.to_lowercase().nfc().collect();
                    let folded = fold(&exact);
                    let long = spelt(&folded);
                    // A texting word carries no marks of what it is short for.
                    let exact = if long == folded {
                        exact
                    } else {
                        long.to_owned()
                    };
                    words.push(Word {
                        span: from..at,
                        folded: long.to_owned(),
                        exact,
                    });
                }
                _ => {}
            }
        }
        Self { text, words }
    }

    fn len(&self) -> usize {
        self.words.len()
    }

    fn has(&self, phrase: &Phrase, at: usize) -> bool {
        let here = self.words.get(at..at + phrase.len());
        here.is_some_and(|words| words.iter().zip(phrase).all(|(word, known)| word.is(known)))
    }

    fn is_one_of(&self, at: usize, known: &[&str]) -> bool {
        let word = self.words.get(at);
        word.is_some_and(|word| known.contains(&word.folded.as_str()))
    }

    /// Whether it ends as a question does.
    fn asks(&self) -> bool {
        let last = self.words.len().checked_sub(1);
        self.text.trim_end().ends_with('?') || last.is_some_and(|at| self.is_one_of(at, &ASKING))
    }

    /// Whether punctuation follows a word.
    fn pauses_after(&self, at: usize) -> bool {
        let end = self.words.get(at).map_or(0, |word| word.span.end);
        let rest = self.text.get(end..).unwrap_or_default().trim_start();
        rest.starts_with([',', '.', ';', ':', '!', '…', '-', '–'])
    }

    /// The text without a run of words.
    fn without(&self, span: &Range<usize>) -> String {
        let Some(words) = self.words.get(span.clone()).filter(|w| !w.is_empty()) else {
            return self.text.trim().to_owned();
        };
        let from = words.first().map_or(0, |word| word.span.start);
        let to = words.last().map_or(0, |word| word.span.end);
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
            "không phải đóng phí à",
            "không phải công chứng hả",
            "Không phải lên công an à?",
            "không đúng tuyến thì được hưởng bao nhiêu",
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
        for said in [
            "mất bao lâu",
            "thủ tục này mất bao lâu",
            "lúc này nộp được không",
            "hôm nay tôi muốn làm hộ chiếu cho con",
        ] {
            assert_eq!(dialogue.back(said), None, "{said}");
        }
    }
}
