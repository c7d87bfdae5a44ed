//! One spelling of a name: short words spelt out, so that "UBND tt Bần" and "ủy ban thị trấn Bần"
//! are the same words.

use std::ops::Range;

use crate::kernel::marks::{Agreement, agreement};
use crate::kernel::text::{Syllable, syllables};

/// Short words of names, folded, and what they stand for. Longer ones first.
const LONG: [(&[&str], &str); 12] = [
    (&["uy", "ban", "nhan", "dan"], "ủy ban nhân dân"),
    (&["uy", "ban"], "ủy ban nhân dân"),
    (&["ubnd"], "ủy ban nhân dân"),
    (&["ub"], "ủy ban nhân dân"),
    (&["bhxh"], "bảo hiểm xã hội"),
    (&["ca"], "công an"),
    (&["tp"], "thành phố"),
    (&["tx"], "thị xã"),
    (&["tt"], "thị trấn"),
    (&["vpdkdd"], "văn phòng đăng ký đất đai"),
    (&["ttpvhcc"], "trung tâm phục vụ hành chính công"),
    (&["hcc"], "hành chính công"),
];

/// A word in the one spelling.
#[derive(Clone, Debug)]
pub(super) struct Spelt {
    /// Positions of the typed words it comes from.
    pub(super) from: Range<usize>,
    /// The word.
    pub(super) syllable: Syllable,
}

/// The words of a text in the one spelling.
pub(super) fn spelt(typed: &[Syllable]) -> Vec<Spelt> {
    let mut out = Vec::with_capacity(typed.len());
    let mut at = 0;
    while let Some(word) = typed.get(at) {
        let rest = typed.get(at..).unwrap_or_default();
        let short = LONG.iter().find(|(short, _)| {
            rest.len() >= short.len() && short.iter().zip(rest).all(|(s, w)| w.folded == *s)
        });
        match short {
            Some((short, long)) => {
                let from = at..at + short.len();
                out.extend(syllables(long).map(|syllable| Spelt {
                    from: from.clone(),
                    syllable,
                }));
                at = from.end;
            }
            None => {
                let syllable = word.clone();
                out.push(Spelt {
                    from: at..at + 1,
                    syllable,
                });
                at += 1;
            }
        }
    }
    out
}

/// The words of a known name in the one spelling.
pub(super) fn known(name: &str) -> Vec<Syllable> {
    let typed: Vec<Syllable> = syllables(name).collect();
    spelt(&typed)
        .into_iter()
        .map(|word| word.syllable)
        .collect()
}

/// What two spellings of a name with and without marks have in common.
pub(super) fn key<'a>(words: impl Iterator<Item = &'a Syllable>) -> String {
    words
        .map(|word| word.folded.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether typed words of the same key are the name: marks may be missing, wrong ones may not be
/// there.
pub(super) fn fit(typed: &[Spelt], known: &[Syllable]) -> bool {
    let mut pairs = typed.iter().zip(known);
    pairs.all(|(typed, known)| {
        agreement(&typed.syllable.exact, &known.exact) != Agreement::Contradicts
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(typed: &str, name: &str) -> bool {
        let typed: Vec<Syllable> = syllables(typed).collect();
        let (typed, known) = (spelt(&typed), known(name));
        key(typed.iter().map(|w| &w.syllable)) == key(known.iter()) && fit(&typed, &known)
    }

    #[test]
    fn short_words_and_missing_marks_are_the_same_name() {
        assert!(same("ubnd tt ban", "Ủy ban nhân dân thị trấn Bần"));
        assert!(same("ủy ban thị trấn Bần", "UBND thị trấn Bần"));
        assert!(same("CA huyen My Hao", "Công an huyện Mỹ Hào"));
        assert!(!same("thị trấn bạn", "Thị trấn Bần"));
        assert!(!same("thị trấn", "Thị trấn Bần"));
        assert!(!same("", "Thị trấn Bần"));
    }
}
