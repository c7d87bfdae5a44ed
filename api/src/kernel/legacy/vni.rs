//! VNI for Windows: most letters with marks are two, the plain letter and one that stands for its marks.

use unicode_normalization::UnicodeNormalization;

/// What a sign after a vowel stands for: a mark of the letter, a tone, or both, as combining characters.
fn marks(sign: char) -> Option<&'static str> {
    Some(match sign {
        'ø' | 'Ø' => "\u{300}",
        'ù' | 'Ù' => "\u{301}",
        'û' | 'Û' => "\u{309}",
        'õ' | 'Õ' => "\u{303}",
        'ï' | 'Ï' => "\u{323}",
        'â' | 'Â' => "\u{302}",
        'à' | 'À' => "\u{302}\u{300}",
        'á' | 'Á' => "\u{302}\u{301}",
        'å' | 'Å' => "\u{302}\u{309}",
        'ã' | 'Ã' => "\u{302}\u{303}",
        'ä' | 'Ä' => "\u{302}\u{323}",
        'ê' | 'Ê' => "\u{306}",
        'è' | 'È' => "\u{306}\u{300}",
        'é' | 'É' => "\u{306}\u{301}",
        'ú' | 'Ú' => "\u{306}\u{309}",
        'ü' | 'Ü' => "\u{306}\u{303}",
        'ë' | 'Ë' => "\u{306}\u{323}",
        _ => return None,
    })
}

/// Letters that are one also there.
fn single(c: char) -> Option<char> {
    Some(match c {
        'ñ' => 'đ',
        'Ñ' => 'Đ',
        'ô' => 'ơ',
        'Ô' => 'Ơ',
        'ö' => 'ư',
        'Ö' => 'Ư',
        'ì' | 'í' | 'Ì' | 'Í' => c,
        'æ' => 'ỉ',
        'Æ' => 'Ỉ',
        'ó' => 'ĩ',
        'Ó' => 'Ĩ',
        'ò' => 'ị',
        'Ò' => 'Ị',
        'î' => 'ỵ',
        'Î' => 'Ỵ',
        _ => return None,
    })
}

/// Whether these marks go on this letter: ă and â are no letters of e, o, u.
fn takes(letter: char, marks: &str) -> bool {
    match marks.chars().next() {
        Some('\u{306}') => matches!(letter, 'a' | 'A'),
        Some('\u{302}') => matches!(letter, 'a' | 'A' | 'e' | 'E' | 'o' | 'O'),
        _ => matches!(
            letter,
            'a' | 'A' | 'e' | 'E' | 'o' | 'O' | 'u' | 'U' | 'y' | 'Y' | 'ơ' | 'Ơ' | 'ư' | 'Ư'
        ),
    }
}

pub(super) fn read(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut last: Option<char> = None;
    for c in text.chars() {
        if let (Some(letter), Some(marks)) = (last, marks(c))
            && takes(letter, marks)
        {
            out.push_str(marks);
            last = None;
            continue;
        }
        let read = single(c).unwrap_or(c);
        out.push(read);
        last = Some(read);
    }
    out.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vowel_takes_its_marks() {
        for (vni, unicode) in [
            ("aø aù aû aõ aï", "à á ả ã ạ"),
            ("aâ aà aá aå aã aä", "â ầ ấ ẩ ẫ ậ"),
            ("aê aè aé aú aü aë", "ă ằ ắ ẳ ẵ ặ"),
            ("eø eù eû eõ eï eâ eà eá eå eã eä", "è é ẻ ẽ ẹ ê ề ế ể ễ ệ"),
            ("ì í æ ó ò", "ì í ỉ ĩ ị"),
            ("oø où oû oõ oï oâ oà oá oå oã oä", "ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ"),
            ("ô ôø ôù ôû ôõ ôï", "ơ ờ ớ ở ỡ ợ"),
            ("uø uù uû uõ uï ö öø öù öû öõ öï", "ù ú ủ ũ ụ ư ừ ứ ử ữ ự"),
            ("yø yù yû yõ î ñ", "ỳ ý ỷ ỹ ỵ đ"),
            ("AØ EÃ OÄ ÖÏ Ñ", "À Ễ Ộ Ự Đ"),
        ] {
            assert_eq!(read(vni), unicode);
        }
    }
}
