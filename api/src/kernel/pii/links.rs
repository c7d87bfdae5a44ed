//! The signed address of a receipt opens its dossier, so it does not belong into stored words either: whoever reads
//! them shall not hold what was printed for one.

use std::borrow::Cow;

use mobile_contract::qr::QrKeyId;

/// Symbols of a whole signature. What is written right behind it is no part of it.
const WHOLE: usize = 103;
/// Symbols behind a key that are a signature: one that was cut off, or mistyped, may be guessed from what is left.
const LEAST: usize = 40;
/// Symbols on a line of its own that go on with a signature; words of people are shorter.
const LINE: usize = 20;

/// Leaves out key and signature wherever they stand behind a code: `7K3M9QK.K7Q2.…` becomes `7K3M9QK`, in whatever
/// case, alone or in an address. The code alone is no secret, and the host tells staff where it led.
#[must_use]
pub fn unsigned(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices('.') {
        let Some(end) = signature_end(text, at).filter(|_| at >= from) else {
            continue;
        };
        kept.push_str(text.get(from..at).unwrap_or_default());
        from = end;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(kept)
}

/// Where key and signature end that begin with a full stop.
fn signature_end(text: &str, at: usize) -> Option<usize> {
    let (code, rest) = (text.get(..at)?, text.get(at + 1..)?);
    if !code.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let (key, signature) = rest.split_once('.')?;
    key.parse::<QrKeyId>().ok()?;
    let (symbols, length) = symbols(signature);
    (symbols >= LEAST).then(|| at + key.len() + length + 2)
}

/// How many symbols a signature has, and up to which byte: over the ends of lines, too, since a letter breaks it.
fn symbols(signature: &str) -> (usize, usize) {
    let (mut symbols, mut length) = (0, 0);
    let mut rest = signature;
    loop {
        let run = rest.bytes().take(WHOLE - symbols);
        let run = run.take_while(u8::is_ascii_alphanumeric).count();
        let goes_on = length == 0 || run >= LINE || symbols + run == WHOLE;
        if !goes_on {
            return (symbols, length);
        }
        symbols += run;
        length = signature.len() - rest.len() + run;
        let behind = rest.get(run..).unwrap_or_default();
        let next = behind.trim_start_matches(|c: char| c.is_whitespace() || c == '=' || c == '>');
        let gap = behind.get(..behind.len() - next.len());
        if symbols == WHOLE || !gap.is_some_and(|gap| gap.contains(['\n', '\r'])) {
            return (symbols, length);
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{has_number, mask};
    use super::*;

    /// With a line's end before each of these bytes.
    fn broken(text: &str, ends: &[usize]) -> String {
        let mut broken = text.to_owned();
        for end in ends.iter().rev() {
            broken.insert_str(*end, "\r\n> ");
        }
        broken
    }

    #[test]
    fn a_signed_address_is_kept_as_its_code() {
        let signature = "0Z9Y8X7W6V5T4S3R2Q1P".repeat(5) + "A8G";
        assert_eq!(signature.len(), 103);
        let signed = format!("JVQ4GCU.K7Q2.{signature}");
        for (said, kept) in [
            (signed.clone(), "JVQ4GCU".to_owned()),
            (signed.to_lowercase(), "jvq4gcu".to_owned()),
            (
                format!("mã:HTTPS://MOTCUA.VN/Q/{signed}."),
                "mã:HTTPS://MOTCUA.VN/Q/JVQ4GCU.".to_owned(),
            ),
            (
                format!("(https://motcua.vn/ho-so?qr={signed}&lang=vi) và\n{signed}"),
                "(https://motcua.vn/ho-so?qr=JVQ4GCU&lang=vi) và\nJVQ4GCU".to_owned(),
            ),
            (
                format!("giấy{signed}của em"),
                "giấyJVQ4GCUcủa em".to_owned(),
            ),
            (format!("jvq4gc-u.k7q2.{signature}"), "jvq4gc-u".to_owned()),
            // Broken by the lines of a letter.
            (broken(&signed, &[13 + 31]), "JVQ4GCU".to_owned()),
            (broken(&signed, &[13, 13 + 80]), "JVQ4GCU".to_owned()),
            (format!("{signed}\ncủa em"), "JVQ4GCU\ncủa em".to_owned()),
            // Two symbols less are found by trying a thousand times.
            (
                format!("JVQ4GCU.K7Q2.{}", signature.get(..101).unwrap()),
                "JVQ4GCU".to_owned(),
            ),
        ] {
            assert_eq!(unsigned(&said), kept);
            assert_eq!(mask(&said), kept);
            assert!(!has_number(&said), "{said}");
        }
    }

    #[test]
    fn other_words_stay_as_they_are() {
        for said in [
            "",
            "...",
            "JVQ4GCU",
            "JVQ4GCU.K7Q2",
            "JVQ4GCU.K7Q2.",
            "https://motcua.vn/q/JVQ4GCU?seen=1",
            "H31.12.45-220715-0012",
            "a.abcd.efgh",
            "em ở thôn 1.2024.Giấy khai sinh",
        ] {
            assert_eq!(unsigned(said), said);
        }
    }
}
