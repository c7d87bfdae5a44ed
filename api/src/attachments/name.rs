//! Names of files, as they are shown: a sender's phone chooses them, so nothing in them is trusted.

use mobile_contract::limits::ATTACHMENT_NAME_CHARS;
use mobile_contract::ticket::AttachmentType;

use crate::kernel::pii;
use crate::kernel::text::compose;

/// What a file is called that has no name of its own.
const NAMELESS: &str = "tep";
/// What some systems do not allow in names, or read as something else.
const NOT_IN_NAMES: [char; 9] = ['"', '<', '>', '|', ':', '*', '?', '%', ';'];

/// A name without folders, control and direction characters, and numbers of people; bounded, with the ending
/// of what the file really is.
pub(super) fn clean(name: &str, kind: AttachmentType) -> String {
    let stem = shown(name);
    let stem = match stem.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) => stem,
        _ => &stem,
    };
    let stem = stem.trim_matches(['.', ' ', '-']);
    let stem = if stem.is_empty() { NAMELESS } else { stem };
    let most = ATTACHMENT_NAME_CHARS - kind.extension().len() - 1;
    let stem: String = stem.chars().take(most).collect();
    format!("{}.{}", stem.trim_end(), kind.extension())
}

/// The name of a file whose sender stays unknown: their own may say who they are.
pub(super) fn numbered(number: u64, kind: AttachmentType) -> String {
    format!("{NAMELESS}-{number}.{}", kind.extension())
}

/// A name to tell its sender about, when the file is not taken.
pub(super) fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = compose(last)
        .chars()
        .filter(|c| !c.is_control() && !NOT_IN_NAMES.contains(c))
        .take(ATTACHMENT_NAME_CHARS)
        .collect();
    let kept = pii::mask(kept.trim()).into_owned();
    if kept.is_empty() {
        NAMELESS.to_owned()
    } else {
        kept
    }
}

/// Whether what stands behind the last dot is an ending and not a part of the name: "Đơn 1.2" has none.
fn is_ending(text: &str) -> bool {
    (1..=5).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric())
        && text.bytes().any(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_a_name_and_nothing_else() {
        for (given, kept) in [
            ("Giấy hẹn.JPEG", "Giấy hẹn.jpg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("C:\\Users\\Lan\\anh.png", "anh.jpg"),
            ("a\r\nSet-Cookie: x=1.jpg", "a Set-Cookie x=1.jpg"),
            ("\u{202e}gpj.exe", "gpj.jpg"),
            ("anh\".jpg", "anh.jpg"),
            ("", "tep.jpg"),
            ("....", "tep.jpg"),
            (".htaccess", "htaccess.jpg"),
            ("Đơn 1.2", "Đơn 1.2.jpg"),
            ("x.php.jpg", "x.php.jpg"),
        ] {
            assert_eq!(clean(given, AttachmentType::Jpeg), kept, "{given:?}");
        }
        let masked = clean("CCCD 033099001234.pdf", AttachmentType::Pdf);
        assert!(!masked.contains("0330990"), "{masked}");
    }

    proptest! {
        #[test]
        fn any_name_ends_up_harmless(name in ".{0,300}") {
            let kept = clean(&name, AttachmentType::Pdf);
            prop_assert!(kept.ends_with(".pdf"));
            prop_assert!(kept.chars().count() <= ATTACHMENT_NAME_CHARS);
            let bad = |c: char| c.is_control() || matches!(c, '/' | '\\' | '"' | '\u{202e}');
            prop_assert!(!kept.contains(bad));
            prop_assert!(!kept.starts_with('.'));
        }
    }
}
