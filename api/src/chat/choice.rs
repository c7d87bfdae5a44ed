//! A choice named by its number or place: "2", "cái thứ hai", "số 3 nhé", "cái cuối", "the second one".

use crate::kernel::marks::{Agreement, agreement};
use crate::kernel::text::{Syllable, compose, syllables};

/// Words beside a number that only point at a choice.
const POINTING: [&str; 42] = [
    "so", "cai", "chon", "thu", "muc", "y", "cau", "phuong", "an", "lua", "option", "number",
    "the", "one", "nhe", "nha", "a", "ay", "di", "em", "toi", "minh", "lay", "la", "do", "ban",
    "viec", "buoc", "truong", "hop", "please", "choose", "da", "vang", "ok", "step", "quay", "lai",
    "tro", "ve", "ne", "cho",
];

/// Words that count choices.
const COUNTING: [&str; 10] = [
    "so", "cai", "thu", "chon", "muc", "cau", "buoc", "option", "number", "step",
];

/// How places are said, and whether they need no word that counts.
const ORDINALS: [(&str, Named, bool); 23] = [
    ("đầu", Named::Number(1), false),
    ("đầu tiên", Named::Number(1), true),
    ("nhất", Named::Number(1), false),
    ("một", Named::Number(1), true),
    ("trên", Named::Number(1), false),
    ("trên cùng", Named::Number(1), true),
    ("first", Named::Number(1), true),
    ("hai", Named::Number(2), true),
    ("nhì", Named::Number(2), false),
    ("second", Named::Number(2), true),
    ("ba", Named::Number(3), false),
    ("third", Named::Number(3), true),
    ("tư", Named::Number(4), false),
    ("bốn", Named::Number(4), true),
    ("fourth", Named::Number(4), true),
    ("năm", Named::Number(5), false),
    ("fifth", Named::Number(5), true),
    ("sáu", Named::Number(6), false),
    ("bảy", Named::Number(7), false),
    ("cuối", Named::Last, true),
    ("cuối cùng", Named::Last, true),
    ("dưới cùng", Named::Last, true),
    ("last", Named::Last, true),
];

/// Which choice a message names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// Its number, from 1.
    Number(usize),
    /// The last one.
    Last,
}

impl Named {
    /// Reads a message that names a choice and says nothing else.
    pub(super) fn read(text: &str) -> Option<Self> {
        let all: Vec<Syllable> = syllables(&compose(text)).collect();
        let words: Vec<&Syllable> = all
            .iter()
            .filter(|word| !POINTING.contains(&word.folded.as_str()))
            .collect();
        // "Hai" alone may be a number; "ba" (father), "tư" and "năm" need something that counts.
        let counted = all
            .iter()
            .any(|word| COUNTING.contains(&word.folded.as_str()));
        let says = |phrase: &str| {
            let known: Vec<Syllable> = syllables(phrase).collect();
            known.len() == words.len()
                && words.iter().zip(&known).all(|(typed, known)| {
                    typed.folded == known.folded
                        && agreement(&typed.exact, &known.exact) != Agreement::Contradicts
                })
        };
        let named = ORDINALS
            .iter()
            .find(|(phrase, _, alone)| (*alone || counted) && says(phrase));
        if let Some((_, named, _)) = named {
            return Some(*named);
        }
        match words.as_slice() {
            [number] if number.folded.len() <= 2 => Some(Self::Number(number.folded.parse().ok()?)),
            _ => None,
        }
    }

    /// Its place among so many choices, from 0.
    pub(super) fn index(self, choices: usize) -> Option<usize> {
        match self {
            Self::Number(number) => number.checked_sub(1).filter(|at| *at < choices),
            Self::Last => choices.checked_sub(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Named> {
        Named::read(text)
    }

    #[test]
    fn a_choice_is_named_by_its_number_or_place() {
        for said in [
            "2",
            "số 2",
            "so 2 nhe",
            "cái thứ 2",
            "2.",
            "cái thứ hai",
            "thứ hai",
            "hai",
            "chọn số hai",
            "the second one",
            "option 2",
            "cho em cái số 2 ạ",
        ] {
            assert_eq!(read(said), Some(Named::Number(2)), "{said}");
        }
        for said in ["cái cuối", "cái cuối cùng ấy", "the last one"] {
            assert_eq!(read(said), Some(Named::Last), "{said}");
        }
        for said in ["cái đầu tiên", "thứ nhất", "số một"] {
            assert_eq!(read(said), Some(Named::Number(1)), "{said}");
        }
    }

    #[test]
    fn other_words_name_none() {
        for said in [
            "đâu?",
            "đi đâu",
            "em đau",
            "ba em",
            "em nam",
            "hai chục",
            "2 người đi làm",
            "",
            "ba",
            "nam",
            "bố",
            "làm lại",
            "123",
        ] {
            assert_eq!(read(said), None, "{said}");
        }
    }

    #[test]
    fn a_number_beyond_the_choices_is_none_of_them() {
        assert_eq!(Named::Number(3).index(3), Some(2));
        assert_eq!(Named::Number(0).index(3), None);
        assert_eq!(Named::Number(4).index(3), None);
        assert_eq!(Named::Last.index(0), None);
    }
}
