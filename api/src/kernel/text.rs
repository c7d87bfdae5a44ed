//! Vietnamese text: composing, cutting into syllables, and two spellings of each syllable: the
//! exact one (with its marks, the tone in its modern place) and the folded one (no marks).
//!
//! Every function here takes any text at all and never fails.

use mobile_contract::text::fold;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose as joined, decompose_canonical, is_combining_mark};

/// One syllable (âm tiết), number or code of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Syllable {
    /// Lower-case, composed, the tone where modern spelling puts it: "hoà" and "hòa" are one.
    pub exact: String,
    /// Lower-case without any mark: "hoa".
    pub folded: String,
}

impl Syllable {
    /// Reads one word; `None` when nothing of it can be searched for.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        let exact = normalise_tone(&word.to_lowercase());
        let folded = fold(&exact);
        (!folded.is_empty()).then_some(Self { exact, folded })
    }

    /// Whether any letter carries a mark.
    #[must_use]
    pub fn is_marked(&self) -> bool {
        self.exact != self.folded
    }
}

/// Composes to NFC, drops what cannot be seen (NUL, control, zero-width and direction characters)
/// and collapses white space to single spaces.
#[must_use]
pub fn compose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.nfc() {
        if c.is_whitespace() {
            space = !out.is_empty();
        } else if !is_invisible(c) {
            if std::mem::take(&mut space) {
                out.push(' ');
            }
            out.push(c);
        }
    }
    out
}

/// Control characters, zero-width characters and the marks that switch the writing direction.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Cuts composed text into syllables at everything that is neither a letter nor a digit.
pub fn syllables(text: &str) -> impl Iterator<Item = Syllable> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|word| !word.is_empty())
        .filter_map(Syllable::of)
}

/// Shape of a vowel (mũ, trăng, móc): what makes ă, â, ê, ô, ơ and ư of a plain vowel.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Letter {
    /// The letter with its shape, without tone.
    base: char,
    is_vowel: bool,
}

impl Letter {
    const fn of(base: char) -> Self {
        Self {
            base,
            is_vowel: is_vowel(base),
        }
    }
}

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Moves the tone of a lower-case word to where modern spelling puts it. Words that carry no tone,
/// several tones or no vowel are only composed.
#[must_use]
pub fn normalise_tone(word: &str) -> String {
    if word.is_ascii() || stands_as_spelt(word) {
        return word.to_owned();
    }
    let mut tone = None;
    let mut tones = 0_usize;
    let toneless: String = word
        .nfd()
        .filter(|c| {
            let is_tone = TONES.contains(c);
            if is_tone {
                tone = Some(*c);
                tones += 1;
            }
            !is_tone
        })
        .nfc()
        .collect();
    match tone {
        Some(tone) if tones == 1 => place_tone(&toneless, tone),
        _ => word.nfc().collect(),
    }
}

/// Whether a word is composed and carries at most one tone, where modern spelling puts it: nearly
/// every word does, and is spared being taken apart and put together again.
fn stands_as_spelt(word: &str) -> bool {
    const LETTERS: usize = 12;
    let mut letters = [Letter::default(); LETTERS];
    let mut length = 0;
    let mut toned = None;
    for c in word.chars() {
        let (mut base, mut tones, mut composed) = ('\0', 0, true);
        decompose_canonical(c, |part| match part {
            _ if base == '\0' => base = part,
            tone if TONES.contains(&tone) => tones += 1,
            shape => match joined(base, shape) {
                Some(letter) => base = letter,
                None => composed = false,
            },
        });
        let Some(letter) = letters.get_mut(length) else {
            return false;
        };
        if !composed || is_combining_mark(base) || tones > 1 || (tones == 1 && toned.is_some()) {
            return false;
        }
        if tones == 1 {
            toned = Some(length);
        }
        *letter = Letter::of(base);
        length += 1;
    }
    let letters = letters.get(..length).unwrap_or_default();
    toned.is_none_or(|at| tone_position(letters) == Some(at))
}

fn place_tone(toneless: &str, tone: char) -> String {
    let letters: Vec<Letter> = toneless.chars().map(Letter::of).collect();
    let Some(at) = tone_position(&letters) else {
        return toneless.chars().chain([tone]).nfc().collect();
    };
    letters
        .iter()
        .enumerate()
        .flat_map(|(i, letter)| [Some(letter.base), (i == at).then_some(tone)])
        .flatten()
        .nfc()
        .collect()
}

/// Index of the letter that carries the tone: the last shaped vowel; else the second of two before
/// a final consonant or of three; else the first.
fn tone_position(letters: &[Letter]) -> Option<usize> {
    let mut start = letters.iter().position(|l| l.is_vowel)?;
    let rest = letters.get(start..)?;
    let run = rest.iter().take_while(|l| l.is_vowel).count();
    let onset_glide = start > 0
        && run > 1
        && letters.get(start - 1..=start).is_some_and(|pair| {
            matches!(
                pair,
                [Letter { base: 'q', .. }, Letter { base: 'u', .. }]
                    | [Letter { base: 'g', .. }, Letter { base: 'i', .. }]
            )
        });
    let end = start + run;
    if onset_glide {
        start += 1;
    }
    let vowels = letters.get(start..end)?;
    let shaped = vowels
        .iter()
        .rposition(|l| matches!(l.base, 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư'));
    let closed = end < letters.len();
    Some(
        start
            + shaped.unwrap_or(match vowels.len() {
                0 | 1 => 0,
                2 => usize::from(closed),
                _ => 1,
            }),
    )
}

const fn is_vowel(c: char) -> bool {
    matches!(
        c,
        'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y'
    )
}

/// A text of at most so many characters, cut at a word.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => {
            let kept = text.get(..end).unwrap_or(text);
            let kept = kept
                .rsplit_once(char::is_whitespace)
                .map_or(kept, |(words, _)| words);
            format!("{}…", kept.trim_end_matches([',', '.', ';', ':', ' ']))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> Vec<String> {
        syllables(&compose(text)).map(|s| s.folded).collect()
    }

    #[test]
    fn the_tone_moves_to_its_modern_place() {
        for (typed, modern) in [
            ("hoà", "hòa"),
            ("thuỷ", "thủy"),
            ("khoẻ", "khỏe"),
            ("hoàn", "hoàn"),
            ("quý", "quý"),
            ("già", "già"),
            ("gì", "gì"),
            ("giếng", "giếng"),
            ("giấy", "giấy"),
            ("được", "được"),
            ("ngoài", "ngoài"),
            ("của", "của"),
            ("mưa", "mưa"),
            ("giâý", "giấy"),
            ("tòan", "toàn"),
            ("quyền", "quyền"),
            ("nghĩa", "nghĩa"),
            ("thưở", "thưở"),
            ("ý", "ý"),
        ] {
            assert_eq!(normalise_tone(typed), modern, "{typed}");
        }
    }

    #[test]
    fn invisible_characters_are_dropped_and_spaces_collapse() {
        assert_eq!(
            compose("  khai\u{200b}\t\n sinh\0 \u{202e}con "),
            "khai sinh con"
        );
        assert_eq!(compose("gia\u{302}\u{301}y"), "giấy");
        assert_eq!(compose("\0\u{feff}"), "");
    }

    #[test]
    fn strange_input_is_cut_or_dropped() {
        assert_eq!(folded(""), Vec::<String>::new());
        assert_eq!(folded("👍👍 !!"), Vec::<String>::new());
        assert_eq!(folded("mẫu CT07, C/O"), ["mau", "ct07", "c", "o"]);
        assert_eq!(folded("مرحبا giấy"), ["مرحبا", "giay"]);
        assert_eq!(folded(&"giấy ".repeat(20_000)).len(), 20_000);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_panic(text in "\\PC{0,80}") {
            let _ = folded(&text);
        }

        #[test]
        fn what_stands_as_spelt_is_what_taking_it_apart_gives(word in "[a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ\u{301}\u{302}ç]{1,8}") {
            if stands_as_spelt(&word) {
                let tone = word.nfd().find(|c| TONES.contains(c));
                let toneless: String = word.nfd().filter(|c| !TONES.contains(c)).nfc().collect();
                let placed = tone.map_or(toneless.clone(), |tone| place_tone(&toneless, tone));
                prop_assert_eq!(placed, word);
            }
        }

        #[test]
        fn any_string_is_composed_once(text in any::<String>()) {
            let once = compose(&text);
            prop_assert_eq!(&compose(&once), &once);
            for syllable in syllables(&once) {
                prop_assert_eq!(normalise_tone(&syllable.exact), syllable.exact.clone());
            }
        }
    }
}
