//! Digits said as words, wherever they stand in a text: "số cuối là năm sáu bảy tám".

use std::ops::Range;

use super::items::{Body, Item, Joint};
use super::spoken::{self, Said};
use crate::text::fold;

/// Fewest words that may be a secret though nobody can tell which number they say.
const UNREAD: usize = 4;

/// Digits that are said one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenDigits {
    /// Where the words stand, in bytes.
    pub at: Range<usize>,
    /// Every way to read them: without its marks, "muoi" is ten or tens. None where nobody can tell.
    pub readings: Vec<String>,
}

/// Every run of number words in a text, with marks or without. Single digits between the words belong to it.
#[must_use]
pub fn spoken_digits(text: &str) -> Vec<SpokenDigits> {
    let mut found = Vec::new();
    let mut open = Run::default();
    let mut at = 0;
    for piece in text.split_inclusive(is_between) {
        let word = piece.trim_end_matches(is_between);
        let start = at;
        at += piece.len();
        if word.is_empty() {
            continue;
        }
        let part = part(word);
        let gap = text.get(open.at.end..start).unwrap_or_default();
        if part.is_none() || !gap.chars().all(joins) {
            found.extend(std::mem::take(&mut open).close());
        }
        if let Some(body) = part {
            open.push(start..start + word.len(), body);
        }
    }
    found.extend(open.close());
    found
}

fn is_between(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '\u{300}'..='\u{36f}')
}

/// What may stand between two words of a run.
fn joins(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '.' | '-' | '–')
}

fn part(word: &str) -> Option<Body> {
    if let [digit @ b'0'..=b'9'] = word.as_bytes() {
        return Some(Body::Digits(vec![digit - b'0']));
    }
    match spoken::word(&word.to_lowercase(), &fold(word)) {
        Some(Said::Word(word)) => Some(Body::Word(word)),
        _ => None,
    }
}

#[derive(Default)]
struct Run {
    at: Range<usize>,
    items: Vec<Item>,
}

impl Run {
    fn push(&mut self, at: Range<usize>, body: Body) {
        if self.items.is_empty() {
            self.at.start = at.start;
        }
        self.at.end = at.end;
        self.items.push(Item {
            joint: Joint::Space,
            apart: true,
            body,
        });
    }

    fn close(self) -> Option<SpokenDigits> {
        let is_word = |item: &Item| matches!(item.body, Body::Word(_));
        if !self.items.iter().any(is_word) {
            return None;
        }
        let readings = spoken::expand(&self.items);
        let readings: Vec<String> = readings.iter().map(|items| joined(items)).collect();
        let counts = !readings.is_empty() || self.items.len() >= UNREAD;
        counts.then_some(SpokenDigits {
            at: self.at,
            readings,
        })
    }
}

fn joined(items: &[Item]) -> String {
    let digits = items.iter().flat_map(|item| match &item.body {
        Body::Digits(digits) => digits.as_slice(),
        _ => &[],
    });
    digits.map(|digit| char::from(b'0' + digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_as_they_are_said_with_marks_or_without() {
        for (said, words, digits) in [
            ("số cuối là năm sáu bảy tám ạ", "năm sáu bảy tám", "5678"),
            ("so cuoi la nam sau bay tam a", "nam sau bay tam", "5678"),
            ("Không, một; hai ba bẩy tư nhé", "hai ba bẩy tư", "2374"),
            ("chín - chín, không. mốt", "chín - chín, không. mốt", "9901"),
            ("năm 6 bảy 8", "năm 6 bảy 8", "5678"),
            ("năm mươi sáu bảy lăm", "năm mươi sáu bảy lăm", "5675"),
        ] {
            let runs = spoken_digits(said);
            let run = runs.iter().find(|run| run.readings == [digits]);
            let run = run.unwrap_or_else(|| panic!("{said}: {runs:?}"));
            assert_eq!(&said[run.at.clone()], words);
        }
        let doubted = spoken_digits("nam muoi sau bay tam");
        assert!(doubted[0].readings.contains(&"5678".to_owned()));
    }

    #[test]
    fn other_words_and_numbers_are_none() {
        for text in ["", "làm khai sinh", "tôi có 2 con", "1 2 3 4", "5678", "👍"] {
            assert_eq!(spoken_digits(text), [], "{text}");
        }
    }
}
