//! TCVN 5712:1993, VN3 ("ABC"): lower-case letters have places of their own, capitals with marks only by another font.

/// The letters from 0xA1 on; a space where the standard has none.
const LETTERS: [&str; 6] = [
    // A1
    "ĂÂÊÔƠƯĐăâêôơưđ ",
    // B0
    "     àảãáạ ằẳẵắ ",
    // C0
    "      ặầẩẫấậè ẻẽ",
    // D0
    "éẹềểễếệìỉ   ĩíịò",
    // E0
    " ỏõóọồổỗốộờởỡớợù",
    // F0
    " ủũúụừửữứựỳỷỹýỵ ",
];

pub(super) fn read(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let all = !text.contains(|c: char| c.is_ascii_lowercase()) && text.split(' ').any(is_shouted);
    for word in text.split_inclusive(' ') {
        let letters = word.chars().map(|c| letter(c).unwrap_or(c));
        if all || is_shouted(word) {
            out.extend(letters.flat_map(char::to_uppercase));
        } else {
            out.extend(letters);
        }
    }
    out
}

fn letter(c: char) -> Option<char> {
    let place = usize::try_from(u32::from(c)).ok()?.checked_sub(0xa1)?;
    let (row, column) = match place.checked_sub(0xf) {
        None => (0, place),
        Some(rest) => (1 + rest / 16, rest % 16),
    };
    let letter = LETTERS.get(row)?.chars().nth(column)?;
    (letter != ' ').then_some(letter)
}

/// Capitals with marks are small letters in a font of capitals: the plain letters beside them tell. One alone begins
/// a name.
fn is_shouted(word: &str) -> bool {
    word.chars().filter(char::is_ascii_uppercase).count() > 1
        && !word.contains(|c: char| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_one_place() {
        let places = (0xa0_u8..=0xff).filter_map(|byte| letter(char::from(byte)));
        let mut letters: Vec<char> = places.collect();
        assert_eq!(letters.len(), 7 + 67);
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), 7 + 67);
        // Its corners, by the standard.
        for (byte, letter_there) in [
            (0xa1, 'Ă'),
            (0xa7, 'Đ'),
            (0xae, 'đ'),
            (0xb5, 'à'),
            (0xbe, 'ắ'),
            (0xc6, 'ặ'),
            (0xcf, 'ẽ'),
            (0xd0, 'é'),
            (0xd4, 'ễ'),
            (0xdf, 'ò'),
            (0xe1, 'ỏ'),
            (0xef, 'ù'),
            (0xfe, 'ỵ'),
        ] {
            assert_eq!(letter(char::from(byte)), Some(letter_there));
        }
    }
}
