//! Residue of Vietnamese typing methods: "ddawng kys" and "dang9 ky1" are "đăng ký" typed while the
//! keyboard was not listening (Telex and VNI).

use std::sync::LazyLock;

use mobile_contract::text::fold;
use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

use crate::kernel::text::Syllable;

const ONSETS: [&str; 27] = [
    "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
    "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

/// Folded rhymes of Vietnamese.
const RHYMES: &str = " a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i \
    ia ich iec iem ien ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oat \
    oay oc oe oen oeo oet oi om on ong ooc oong op ot u ua uan uang uat uau uay uc ue uech uen uenh ui \
    um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt uyu y yem \
    yen yeng yet yeu ";

/// [`RHYMES`], to be looked up: every word of every question is.
static BY_RHYME: LazyLock<FxHashSet<&str>> = LazyLock::new(|| RHYMES.split_whitespace().collect());

/// Whether a folded word could be a Vietnamese syllable.
pub(super) fn is_syllable(folded: &str) -> bool {
    let rest = |onset: &&str| folded.strip_prefix(*onset);
    ONSETS
        .iter()
        .filter_map(rest)
        .any(|rhyme| BY_RHYME.contains(rhyme))
        || folded == "gi"
}

/// Reads a word as Telex or VNI residue. `None` when it is a syllable as it stands, or none when
/// decoded either.
pub(super) fn repair(word: &Syllable) -> Option<Syllable> {
    let typed = &word.exact;
    if typed.chars().count() > 9 || is_syllable(&word.folded) {
        return None;
    }
    let decoded = telex(typed).or_else(|| vni(typed))?;
    let letters = decoded.chars().filter(|c| c.is_alphabetic()).count();
    let syllable = Syllable::of(&decoded)?;
    (letters > 1 && is_syllable(&syllable.folded)).then_some(syllable)
}

fn shaped(letter: char, mark: char) -> Option<char> {
    Some(match (letter, mark) {
        ('a', '^') => 'â',
        ('e', '^') => 'ê',
        ('o', '^') => 'ô',
        ('a', 'v') => 'ă',
        ('o', 'h') => 'ơ',
        ('u', 'h') => 'ư',
        ('d', '-') => 'đ',
        _ => return None,
    })
}

/// Shapes may stand anywhere in the word; a tone letter only at its end, where slips happen.
fn telex(word: &str) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let tone = match letters.last() {
        Some('s') => Some('\u{301}'),
        Some('f') => Some('\u{300}'),
        Some('r') => Some('\u{309}'),
        Some('x') => Some('\u{303}'),
        Some('j') => Some('\u{323}'),
        _ => None,
    };
    if tone.is_some() {
        letters.pop();
    }
    let mut out: Vec<char> = Vec::with_capacity(letters.len());
    for c in letters {
        let at = match c {
            'w' => out.iter().rposition(|l| matches!(l, 'a' | 'o' | 'u')),
            'a' | 'e' | 'o' => out.len().checked_sub(1).filter(|i| out.get(*i) == Some(&c)),
            'd' => (out.as_slice() == ['d']).then_some(0),
            _ => None,
        };
        match at {
            Some(i) => {
                let mark = telex_mark(c, out.get(i).copied());
                reshape(&mut out, i, mark);
            }
            None => out.push(c),
        }
    }
    finish(&out, tone, word)
}

const fn telex_mark(key: char, on: Option<char>) -> char {
    match (key, on) {
        ('w', Some('a')) => 'v',
        ('w', _) => 'h',
        ('d', _) => '-',
        _ => '^',
    }
}

fn vni(word: &str) -> Option<String> {
    let mut tone = None;
    let mut out: Vec<char> = Vec::with_capacity(word.len());
    for c in word.chars() {
        let (mark, on): (char, &[char]) = match c {
            '1' => (tone_of(&mut tone, '\u{301}'), &[]),
            '2' => (tone_of(&mut tone, '\u{300}'), &[]),
            '3' => (tone_of(&mut tone, '\u{309}'), &[]),
            '4' => (tone_of(&mut tone, '\u{303}'), &[]),
            '5' => (tone_of(&mut tone, '\u{323}'), &[]),
            '6' => ('^', &['a', 'e', 'o']),
            '7' => ('h', &['o', 'u']),
            '8' => ('v', &['a']),
            '9' => ('-', &['d']),
            '0' => return None,
            _ => {
                out.push(c);
                continue;
            }
        };
        if mark != ' ' {
            let at = out.iter().rposition(|l| on.contains(l))?;
            reshape(&mut out, at, mark);
        }
    }
    finish(&out, tone, word)
}

fn tone_of(slot: &mut Option<char>, tone: char) -> char {
    *slot = Some(tone);
    ' '
}

/// Puts a mark on a letter; the horn of "uo" belongs to both.
fn reshape(out: &mut [char], at: usize, mark: char) {
    let pair = at.checked_sub(1).filter(|before| {
        mark == 'h' && out.get(*before) == Some(&'u') && out.get(at) == Some(&'o')
    });
    for i in [Some(at), pair].into_iter().flatten() {
        if let Some(letter) = out.get_mut(i)
            && let Some(new) = shaped(*letter, mark)
        {
            *letter = new;
        }
    }
}

/// A word that decoding did not change is no residue.
fn finish(out: &[char], tone: Option<char>, typed: &str) -> Option<String> {
    let plain: String = out.iter().collect();
    if tone.is_none() && plain == typed {
        return None;
    }
    // The tone only has to be somewhere behind a vowel; spelling is normalised afterwards.
    let vowel = plain.char_indices().rfind(|(_, c)| {
        matches!(
            fold(&c.to_string()).as_str(),
            "a" | "e" | "i" | "o" | "u" | "y"
        )
    })?;
    let cut = vowel.0 + vowel.1.len_utf8();
    let (head, tail) = (plain.get(..cut)?, plain.get(cut..)?);
    Some(head.chars().chain(tone).chain(tail.chars()).nfc().collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn repaired(word: &str) -> Option<String> {
        repair(&Syllable::of(word)?).map(|s| s.exact)
    }

    #[test]
    fn telex_and_vni_residue_is_read() {
        for (typed, meant) in [
            ("ddawng", "đăng"),
            ("kys", "ký"),
            ("suwar", "sửa"),
            ("giaays", "giấy"),
            ("ky1", "ký"),
            ("d9a8ng", "đăng"),
            ("ddaats", "đất"),
            ("nuowcs", "nước"),
            ("truwowngf", "trường"),
            ("dduowcj", "được"),
            ("thur", "thủ"),
            ("tucj", "tục"),
            ("ho65", "hộ"),
            ("thuo7ng2", "thường"),
        ] {
            assert_eq!(repaired(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn words_that_are_right_or_hopeless_stay() {
        for word in [
            "khai",
            "ct07",
            "a1",
            "b2",
            "visa",
            "gplx",
            "vneid",
            "2024",
            "01",
            "hhhhhhhhhhhhh",
        ] {
            assert_eq!(repaired(word), None, "{word}");
        }
    }

    proptest! {
        #[test]
        fn no_word_panics(word in "\\PC{0,12}") {
            let _ = repaired(&word);
        }
    }
}
