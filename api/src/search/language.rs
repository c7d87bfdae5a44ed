//! Which language a question is asked in: told by words that only one of them has.

use mobile_contract::Locale;
use motcua_seed::vocabulary::Vocabularies;

use super::slips::is_syllable;
use crate::kernel::text::Syllable;

/// The language, and whether any word is English only. English when its words outnumber those that only Vietnamese has. Many short words belong to both
/// ("to", "do", "me") and tell nothing; words of trade ("visa", "online") are used in Vietnamese.
pub(super) fn language(words: &[Syllable], vocabularies: &Vocabularies) -> (Locale, bool) {
    let (mut english, mut vietnamese) = (0_usize, 0_usize);
    for word in words {
        let known = vocabularies.is_english(&word.folded);
        let spoken = is_syllable(&word.folded) || vocabularies.vietnamese.keeps(&word.folded);
        match (word.is_marked(), known, spoken) {
            (true, ..) | (false, false, true) => vietnamese += 1,
            (false, true, false) => english += 1,
            (false, ..) => {}
        }
    }
    let language = if english > vietnamese {
        Locale::En
    } else {
        Locale::Vi
    };
    (language, english > 0)
}
