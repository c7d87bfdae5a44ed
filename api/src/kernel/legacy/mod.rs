//! Vietnamese in the fonts of before Unicode: TCVN3 (ABC, fonts `.Vn…`) and VNI (fonts `VNI-…`).
//!
//! Such text is Latin-1 to every program that does not know its font: `NguyÔn V¨n A`, `Nguyeãn Vaên A`. Nothing in it
//! says so; it is told by trying: what reads as Vietnamese syllables in one way and in no other was written in it.

mod alone;
mod syllable;
mod tcvn3;
mod vni;

pub use self::alone::{is_old_font, read_in};
pub use self::syllable::is_syllable;

/// How text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// As it should be.
    Unicode,
    /// TCVN 5712:1993, VN3: one byte a letter.
    Tcvn3,
    /// VNI for Windows: a letter, and its marks as a letter of their own.
    Vni,
}

impl Writing {
    /// The text in Unicode.
    #[must_use]
    pub fn read(self, text: &str) -> String {
        match self {
            Self::Unicode => text.to_owned(),
            Self::Tcvn3 => tcvn3::read(text),
            Self::Vni => vni::read(text),
        }
    }
}

/// Several texts of one document, none of which says how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it cannot be told whether this is TCVN3, VNI or something else")]
pub struct Unsure;

/// How the texts of a document were written. Texts with letters that only Unicode has say nothing of the others: a
/// document may mix fonts.
///
/// # Errors
/// When no way of reading makes sense of nearly all of them, or two do.
pub fn writing<'a>(texts: impl Iterator<Item = &'a str>) -> Result<Writing, Unsure> {
    let mut count = 0_u64;
    let mut fits = [0_u64; 3];
    let ways = [Writing::Unicode, Writing::Tcvn3, Writing::Vni];
    for text in texts.filter(|text| is_doubtful(text)) {
        count += 1;
        for (fit, way) in fits.iter_mut().zip(ways) {
            *fit += u64::from(makes_sense(&way.read(text)));
        }
    }
    // A few names of foreigners, a sign of a ruble: one in fifty may be anything.
    let enough = count - count / 50;
    let [unicode, tcvn3, vni] = fits;
    match (tcvn3 >= enough, vni >= enough) {
        _ if unicode >= enough => Ok(Writing::Unicode),
        (true, false) => Ok(Writing::Tcvn3),
        (false, true) => Ok(Writing::Vni),
        (true, true) if tcvn3 != vni => Ok(if tcvn3 > vni {
            Writing::Tcvn3
        } else {
            Writing::Vni
        }),
        _ => Err(Unsure),
    }
}

/// Whether a text has letters that a font may have meant for others.
#[must_use]
pub fn is_doubtful(text: &str) -> bool {
    let is_sign = |c: &char| ('\u{2000}'..='\u{206f}').contains(c);
    let mut foreign = text
        .chars()
        .filter(|c| !c.is_ascii() && !is_sign(c))
        .peekable();
    foreign.peek().is_some() && foreign.all(|c| c <= '\u{ff}')
}

/// Whether every word with a letter beyond ASCII is a syllable.
fn makes_sense(text: &str) -> bool {
    strange(text).all(is_syllable)
}

/// The words with a letter beyond ASCII. Signs that are the same in every font part words: `m²`.
fn strange(text: &str) -> impl Iterator<Item = &str> {
    let is_between = |c: char| {
        matches!(c, '\u{a0}' | '\u{b0}'..='\u{b4}')
            || c > '\u{1fff}'
            || c.is_ascii() && !c.is_alphabetic()
    };
    text.split(is_between).filter(|word| !word.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_either_font() {
        for (tcvn3, vni, unicode) in [
            ("NguyÔn V¨n A", "Nguyeãn Vaên A", "Nguyễn Văn A"),
            ("TrÇn ThÞ Ngäc", "Traàn Thò Ngoïc", "Trần Thị Ngọc"),
            ("§ç §øc Th¾ng", "Ñoã Ñöùc Thaéng", "Đỗ Đức Thắng"),
            ("Lª H÷u Phíc", "Leâ Höõu Phöôùc", "Lê Hữu Phước"),
            (
                "Hoµng ThÞ Mü Quúnh",
                "Hoaøng Thò Myõ Quyønh",
                "Hoàng Thị Mỹ Quỳnh",
            ),
            ("Trùc tiÕp", "Tröïc tieáp", "Trực tiếp"),
            ("Së T ph¸p", "Sôû Tö phaùp", "Sở Tư pháp"),
        ] {
            assert_eq!(Writing::Vni.read(vni), unicode);
            // ư and ơ stand on soft hyphens and signs in TCVN3; some of them look like nothing here.
            let tcvn3 = tcvn3
                .replace("H÷u Phíc", "H÷u Ph\u{ad}íc")
                .replace("Së T ph", "Së T\u{ad} ph");
            assert_eq!(Writing::Tcvn3.read(&tcvn3), unicode);
        }
        for (text, read) in [
            ("NGUYÔN THÞ §µo", "NGUYỄN THỊ Đào"),
            ("NGUYÔN THÞ Hµ", "NGUYỄN THỊ HÀ"),
            ("Lª Hµ", "Lê Hà"),
        ] {
            assert_eq!(Writing::Tcvn3.read(text), read);
        }
        assert_eq!(Writing::Vni.read("NGUYEÃN THÒ ÑAØO"), "NGUYỄN THỊ ĐÀO");
    }

    #[test]
    fn a_document_is_told_by_its_texts() {
        let way = |texts: &[&str]| writing(texts.iter().copied());
        assert_eq!(
            way(&["NguyÔn V¨n A", "TrÇn ThÞ Ngäc", "ABC"]),
            Ok(Writing::Tcvn3)
        );
        assert_eq!(
            way(&["Nguyeãn Vaên A", "Traàn Thò Ngoïc"]),
            Ok(Writing::Vni)
        );
        assert_eq!(
            way(&["Hà Nam", "Lê Thanh", "Nguyễn Văn A"]),
            Ok(Writing::Unicode)
        );
        assert_eq!(way(&["plain", ""]), Ok(Writing::Unicode));
        assert_eq!(way(&["ÄÖÜ größer", "naïveté", "§§§"]), Err(Unsure));
        // UTF-8 that was read as Latin-1.
        assert_eq!(way(&["Nguyá»\u{85}n VÄ\u{83}n A"]), Err(Unsure));
        // Signs of Unicode beside letters of a font.
        assert_eq!(way(&["TrÇn – ThÞ"]), Ok(Writing::Tcvn3));
    }
}
