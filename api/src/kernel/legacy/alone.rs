//! One text by itself, in a document whose writing is known, or in none.

use super::{Writing, is_doubtful, makes_sense, strange, syllable::is_syllable};

const WAYS: [Writing; 3] = [Writing::Unicode, Writing::Tcvn3, Writing::Vni];

/// The text in Unicode. What makes no sense as its document is written is read in the one other way in which it does:
/// cells are copied from file to file. Names of foreigners stay as they are in a document of Unicode.
///
/// `None`: it makes no sense in any way, or in two.
#[must_use]
pub fn read_in(document: Writing, text: &str) -> Option<String> {
    if !is_doubtful(text) {
        return Some(text.to_owned());
    }
    let read = document.read(text);
    if strange(&read).all(|word| is_syllable(word) || is_abbreviation(word)) {
        return Some(read);
    }
    let is_unicode = document == Writing::Unicode;
    if is_unicode && is_foreign(text) {
        return Some(read);
    }
    let mut others: Vec<String> = others_of(document).map(|way| way.read(text)).collect();
    others.retain(|read| makes_sense(read));
    others.dedup();
    match (others.pop(), others.pop()) {
        (Some(other), None) => Some(other),
        (Some(_), Some(_)) => None,
        (None, _) if is_unicode => (!seems_old(text)).then_some(read),
        // A slip of the pen is no other font.
        (None, _) => {
            let rest = others_of(document).map(|way| known(&way.read(text)));
            (known(&read) > rest.max().unwrap_or(0)).then_some(read)
        }
    }
}

/// Whether a text that stands alone was written for an old font, beyond doubt: as Unicode it makes no sense, in such a
/// font all of it does, and no word or name of another language looks like it.
#[must_use]
pub fn is_old_font(text: &str) -> bool {
    if text.is_ascii() || !is_doubtful(text) {
        return false;
    }
    let mut telling = strange(text).filter(|word| !is_syllable(word));
    let mut several = || telling.nth(1).is_some() && !is_foreign(text);
    (has_sign_in_word(text) || several())
        && !makes_sense(text)
        && others_of(Writing::Unicode).any(|way| makes_sense(&way.read(text)))
}

fn others_of(document: Writing) -> impl Iterator<Item = Writing> {
    WAYS.into_iter().filter(move |way| *way != document)
}

/// How many words beyond ASCII are syllables.
fn known(text: &str) -> usize {
    strange(text).filter(|word| is_syllable(word)).count()
}

/// `ĐH`, `HĐND`, a `đ` behind a sum of money: no syllables, and no mistakes.
fn is_abbreviation(word: &str) -> bool {
    word == "đ" || word.chars().all(|c| c == 'Đ' || c.is_ascii_uppercase())
}

/// Loïc and Naïm would be syllables in VNI.
fn is_foreign(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| !c.is_ascii());
    letters.all(|c| matches!(c, 'ï' | 'Ï'))
}

/// Whether something of it, though not all, was written for an old font.
fn seems_old(text: &str) -> bool {
    let is_old = |word: &&str| {
        let mut ways = others_of(Writing::Unicode);
        !is_syllable(word) && !is_foreign(word) && ways.any(|way| is_syllable(&way.read(word)))
    };
    has_sign_in_word(text) || strange(text).filter(is_old).count() > 1
}

/// TCVN3 has letters where other languages have signs, which stand within no word of theirs. The dot of Catalan does,
/// and hyphens that are not shown do.
fn has_sign_in_word(text: &str) -> bool {
    let is_letter = |c: &char| c.is_ascii_alphabetic() || *c >= '\u{c0}';
    let is_sign = |c: &char| matches!(c, '\u{a1}'..='\u{bf}') && !matches!(c, '·' | '\u{ad}');
    let letters: Vec<char> = text.chars().collect();
    letters.windows(3).any(|three| match three {
        [before, sign, after] => is_letter(before) && is_sign(sign) && is_letter(after),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_another_font_than_its_document_is_read_in_it() {
        use Writing::{Tcvn3, Unicode, Vni};
        for (document, text, read) in [
            (Unicode, "NguyÔn V¨n A", Some("Nguyễn Văn A")),
            (Unicode, "Nguyeãn Vaên A", Some("Nguyễn Văn A")),
            (Unicode, "Phan Hång", Some("Phan Hồng")),
            (Tcvn3, "NguyÔn V¨n A", Some("Nguyễn Văn A")),
            (Tcvn3, "Nguyeãn Vaên A", Some("Nguyễn Văn A")),
            (Tcvn3, "Thúy", Some("Thúy")),
            (Tcvn3, "H§ND x· An Th¸i", Some("HĐND xã An Thái")),
            (Tcvn3, "50.000 ®", Some("50.000 đ")),
            (Tcvn3, "NguyÔn V¨n Xu©nn", Some("Nguyễn Văn Xuânn")),
            (Tcvn3, "Müller", None),
            (Tcvn3, "12 m²", Some("12 m²")),
            (Vni, "NguyÔn V¨n A", Some("Nguyễn Văn A")),
            (Vni, "Nguyễn Văn A", Some("Nguyễn Văn A")),
            (Vni, "plain", Some("plain")),
            // Two fonts in one cell, and what is a word in both.
            (Unicode, "NguyÔn Vaên A", None),
            (Unicode, "Höng", None),
        ] {
            assert_eq!(
                read_in(document, text).as_deref(),
                read,
                "{document:?} {text}"
            );
        }
    }

    #[test]
    fn names_of_foreigners_stay_in_unicode_and_are_no_old_font() {
        for name in [
            "Müller",
            "José Núñez",
            "Loïc",
            "Naïm Haïm",
            "Zoë Raphaël",
            "Gonçalves João",
            "Noël",
            "Françoise Lefèvre",
            "Åke Ström",
            "Þórður Jónsson",
            "Mercè Gal·la",
            "m²",
            "§ 5",
            "5 °C",
            "«Hà»",
            "Lê Hà",
            "Ñandú",
            "Größe",
            "Søren Kjær",
            "Hélène Benoît",
            "Ünal Göksu",
            "Thaï",
        ] {
            assert_eq!(read_in(Writing::Unicode, name).as_deref(), Some(name));
            assert!(!is_old_font(name), "{name}");
        }
        // One word may be anything.
        for name in ["Lång", "Phan Hång", "Léo Lång"] {
            assert!(!is_old_font(name), "{name}");
        }
        for text in ["NguyÔn V¨n A", "Nguyeãn Vaên A", "Traàn Thò Ngoïc", "V¨n"] {
            assert!(is_old_font(text), "{text}");
        }
        assert!(!is_old_font("Nguyễn Văn A"));
    }
}
