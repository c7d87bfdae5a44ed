//! What a syllable of Vietnamese looks like: a beginning, a rhyme, a tone.

use unicode_normalization::UnicodeNormalization;

/// Beginnings, longer ones first.
const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// Rhymes without their tone.
const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu \
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong \
    ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt \
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt \
    uyn uynh uyp uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y ynh yt yêm yên yêng yêt yêu";

/// Whether a word is a syllable of Vietnamese, with its marks, in any case.
#[must_use]
pub fn is_syllable(word: &str) -> bool {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let lower: String = word.chars().flat_map(char::to_lowercase).nfd().collect();
    if lower.chars().filter(|c| TONES.contains(c)).count() > 1 {
        return false;
    }
    let plain: String = lower.chars().filter(|c| !TONES.contains(c)).nfc().collect();
    ONSETS.iter().any(|onset| {
        let rhyme = plain.strip_prefix(onset);
        // The i of gì, gìn is written once.
        rhyme.is_some_and(|rhyme| {
            is_rhyme(rhyme) || *onset == "gi" && is_rhyme(&format!("i{rhyme}"))
        })
    })
}

fn is_rhyme(rhyme: &str) -> bool {
    !rhyme.is_empty() && RHYMES.split_ascii_whitespace().any(|known| known == rhyme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_what_looks_like_them() {
        for word in [
            "Nguyễn", "nghiêng", "quý", "Quỳnh", "gì", "giữa", "giếng", "yêu", "Đỗ", "ươm",
            "khuya", "thuở", "oan", "Ân", "xoong", "quyết", "huỳnh", "HƯNG", "Yên", "PHỐ",
        ] {
            assert!(is_syllable(word), "{word}");
        }
        for word in [
            "", "größer", "naïve", "ệệ", "ngg", "Việtt", "§", "á́", "kôông", "bơc",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
