//! What one wants done: the words that tell siblings apart ("cấp lại" is neither "cấp" nor "đổi").

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::kernel::marks::{Agreement, agreement};
use crate::kernel::text::{Syllable, syllables};

/// A set of actions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Actions(u32);

/// The law's words for each action, one row per action with its name, and those of the English
/// names. A row without action only shields words that look like one when marks are missing: "doi
/// voi" is not "đổi".
const ROWS: [(u32, &str, &[&str]); 20] = [
    (
        0,
        "",
        &["đối với", "thay mặt", "đổi mới", "một số", "gắn liền"],
    ),
    (
        1 << 0,
        "reissue",
        &[
            "cấp lại",
            "làm lại",
            "xin lại",
            "reissue",
            "replace",
            "replacement",
            "lost",
        ],
    ),
    (
        1 << 1,
        "exchange",
        &["cấp đổi", "đổi", "chuyển đổi", "exchange", "convert"],
    ),
    (
        1 << 2,
        "renew",
        &["gia hạn", "extend", "extension", "renew", "renewal"],
    ),
    (
        1 << 3,
        "change",
        &[
            "thay đổi",
            "điều chỉnh",
            "sửa đổi",
            "bổ sung",
            "cải chính",
            "đính chính",
            "chỉnh sửa",
            "sửa",
            "cập nhật",
            "change",
            "correct",
            "correction",
            "amend",
        ],
    ),
    (
        1 << 4,
        "cancel",
        &[
            "xóa",
            "thu hồi",
            "hủy",
            "hủy bỏ",
            "chấm dứt",
            "giải thể",
            "xin thôi",
            "cancel",
            "close",
            "closing",
            "dissolve",
            "dissolution",
            "removal",
            "remove",
        ],
    ),
    (
        1 << 5,
        "suspend",
        &[
            "tạm ngừng",
            "tạm dừng",
            "đình chỉ",
            "dừng",
            "suspend",
            "suspension",
        ],
    ),
    (
        1 << 6,
        "transfer",
        &[
            "sang tên",
            "chuyển nhượng",
            "chuyển quyền",
            "tặng cho",
            "thừa kế",
            "transfer",
        ],
    ),
    (1 << 7, "confirm", &["xác nhận", "confirmation"]),
    (
        1 << 8,
        "certify",
        &[
            "chứng thực",
            "certify",
            "certified",
            "certification",
            "notarise",
        ],
    ),
    (1 << 9, "copy", &["bản sao", "trích lục", "copy", "copies"]),
    (
        1 << 10,
        "split",
        &[
            "tách",
            "hợp thửa",
            "tách thửa",
            "sáp nhập",
            "hợp nhất",
            "chia",
            "split",
            "splitting",
        ],
    ),
    (1 << 11, "restore", &["phục hồi", "khôi phục", "trở lại"]),
    (
        1 << 12,
        "re_register",
        &["đăng ký lại", "re registration", "register again"],
    ),
    (1 << 13, "declare", &["trình báo", "khai báo"]),
    (1 << 14, "notify", &["thông báo"]),
    (
        1 << 15,
        "recognise",
        &["công nhận", "phong tặng", "xét tặng", "recognition"],
    ),
    (1 << 16, "record", &["ghi vào sổ", "ghi chú"]),
    (1 << 17, "first", &["cấp mới", "lần đầu"]),
    (
        1 << 18,
        "authorise",
        &["ủy quyền", "lĩnh thay", "authorise", "someone else collect"],
    ),
];

/// Words that open a procedure without telling siblings apart.
const PLAIN: [&str; 4] = ["cấp", "đăng ký", "giải quyết", "đề nghị"];

impl Actions {
    /// Reads the actions of a title or a question.
    pub(super) fn of(words: &[Syllable]) -> Self {
        let mut set = Self::default();
        let mut at = 0;
        while at < words.len() {
            let rest = words.get(at..).unwrap_or_default();
            let (bit, length) = longest(rest).unwrap_or((0, 1));
            set.0 |= bit;
            at += length;
        }
        set
    }

    /// How many words of an action words begin with.
    pub(super) fn opening(words: &[Syllable]) -> Option<usize> {
        longest(words)
            .filter(|(bit, _)| *bit != 0)
            .map(|(_, length)| length)
    }

    /// Their names on the wire.
    pub(super) fn names(self) -> Vec<&'static str> {
        ROWS.iter()
            .filter(|(bit, ..)| self.0 & bit != 0)
            .map(|(_, name, _)| *name)
            .collect()
    }

    /// Those that are not in the other set.
    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Both sets together.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is none.
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many are in both.
    pub(super) const fn shared(self, other: Self) -> u32 {
        (self.0 & other.0).count_ones()
    }

    /// How many of these are not in the other.
    pub(super) const fn beyond(self, other: Self) -> u32 {
        (self.0 & !other.0).count_ones()
    }

    /// How many there are.
    pub(super) const fn len(self) -> u32 {
        self.0.count_ones()
    }
}

/// How many words of a plain opening words begin with.
pub(super) fn opens_plainly(words: &[Syllable]) -> Option<usize> {
    if longest(words).is_some() {
        return None;
    }
    PLAIN.iter().find_map(|phrase| {
        let phrase: Vec<Syllable> = syllables(phrase).collect();
        begins(words, &phrase).then_some(phrase.len())
    })
}

/// A phrase of [`ROWS`], read once.
struct Phrase {
    bit: u32,
    words: Vec<Syllable>,
}

/// The phrases by their first folded word: titles and questions are read by the thousand.
static BY_FIRST: LazyLock<HashMap<String, Vec<Phrase>>> = LazyLock::new(|| {
    let mut by_first: HashMap<String, Vec<Phrase>> = HashMap::new();
    for (bit, _, phrases) in ROWS {
        for phrase in phrases {
            let words: Vec<Syllable> = syllables(phrase).collect();
            if let Some(first) = words.first() {
                by_first
                    .entry(first.folded.clone())
                    .or_default()
                    .push(Phrase { bit, words });
            }
        }
    }
    by_first
});

/// The longest phrase that words begin with: its bit and length.
fn longest(words: &[Syllable]) -> Option<(u32, usize)> {
    BY_FIRST
        .get(&words.first()?.folded)?
        .iter()
        .filter(|phrase| begins(words, &phrase.words))
        .map(|phrase| (phrase.bit, phrase.words.len()))
        .max_by_key(|(bit, length)| (*length, std::cmp::Reverse(*bit)))
}

fn begins(words: &[Syllable], phrase: &[Syllable]) -> bool {
    words.len() >= phrase.len()
        && words
            .iter()
            .zip(phrase)
            .all(|(typed, known)| agrees(typed, known))
}

fn agrees(typed: &Syllable, known: &Syllable) -> bool {
    typed.folded == known.folded && agreement(&typed.exact, &known.exact) != Agreement::Contradicts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Actions {
        Actions::of(&syllables(text).collect::<Vec<_>>())
    }

    #[test]
    fn siblings_differ() {
        assert_ne!(of("cấp lại thẻ căn cước"), of("cấp đổi thẻ căn cước"));
        assert_eq!(of("cap doi the can cuoc"), of("đổi thẻ"));
        assert_eq!(of("cấp thẻ căn cước"), Actions::default());
        assert_eq!(of("doi voi nguoi nuoc ngoai"), Actions::default());
        assert_eq!(of("đối với người"), Actions::default());
        assert_eq!(of("đăng ký lại khai sinh").len(), 1);
    }
}
