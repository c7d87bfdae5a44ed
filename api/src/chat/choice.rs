//! A choice named by its number or place: "2", "cái thứ hai", "số 3 nhé", "cái cuối", "the second one".

use mobile_contract::text::fold;

/// Words beside a number that only point at a choice.
const POINTING: [&str; 42] = [
    "so", "cai", "chon", "thu", "muc", "y", "cau", "phuong", "an", "lua", "option", "number",
    "the", "one", "nhe", "nha", "a", "ay", "di", "em", "toi", "minh", "lay", "la", "do", "ban",
    "viec", "buoc", "truong", "hop", "please", "choose", "da", "vang", "ok", "step", "quay", "lai",
    "tro", "ve", "ne", "cho",
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
        let folded = fold(text);
        let all: Vec<&str> = folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let words: Vec<&str> = all
            .iter()
            .copied()
            .filter(|word| !POINTING.contains(word))
            .collect();
        // "Hai" alone may be a number; "tư" and "ba" need something that points.
        let pointed = words.len() < all.len();
        Some(match words.as_slice() {
            ["dau"] | ["dau", "tien"] | ["nhat"] | ["first"] | ["tren"] | ["tren", "cung"] => {
                Self::Number(1)
            }
            ["mot"] => Self::Number(1),
            ["hai"] | ["second"] | ["nhi"] => Self::Number(2),
            ["third"] => Self::Number(3),
            ["ba"] if pointed => Self::Number(3),
            ["tu" | "bon"] if pointed => Self::Number(4),
            ["fourth"] => Self::Number(4),
            ["nam"] if pointed => Self::Number(5),
            ["fifth"] => Self::Number(5),
            ["cuoi"] | ["cuoi", "cung"] | ["last"] | ["duoi", "cung"] => Self::Last,
            [number] if number.len() <= 2 => Self::Number(number.parse().ok()?),
            _ => return None,
        })
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
