//! What stands on a poster, checked once.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Field};
use crate::font::{Fonts, Weight};
use crate::limits::{ADDRESS_MAX, HOST_MAX, NAME_MAX, SHORT_CODE_MAX};
use crate::matrix::Matrix;

/// A code as it comes from whoever signs it.
#[derive(Clone, Debug)]
pub struct Code {
    /// The signed link, in upper case, e.g. `HTTPS://MOTCUA.EXAMPLE/Q/JVQ4GCU.1.…`: at most
    /// [`ADDRESS_MAX`] characters of the alphanumeric set of QR codes.
    pub address: String,
    /// The short code that people can type, as pages show it, e.g. `JVQ4GC-U`.
    pub short: String,
}

/// The data of one poster, unchecked. Names may come in any Unicode form.
#[derive(Clone, Debug)]
pub struct Details {
    /// The agency that the counter belongs to.
    pub agency: String,
    /// The counter.
    pub counter: String,
    /// Where it stands; may be empty when the names above say it.
    pub place: String,
    /// The host that people look for before they open a link, in lower case.
    pub host: String,
    /// Leads to what the counter does: procedures and papers.
    pub look_up: Code,
    /// Leads to a question, asked of this counter.
    pub ask: Code,
    /// Leads to the rating of this counter.
    pub rate: Code,
    /// Which poster of this counter it is, counted from 1.
    pub version: u32,
    /// The day from which it holds: when its newest code was made, not when it is printed. Two prints of
    /// one version carry one date, so they can be compared. They are the same only as long as the names above
    /// and the key that signs the addresses stay.
    pub day: NaiveDate,
}

/// A poster that can be drawn: names are in letters that the fonts have, codes are encoded.
#[derive(Clone, Debug)]
pub struct Poster {
    pub(crate) agency: String,
    pub(crate) counter: String,
    pub(crate) place: String,
    pub(crate) host: String,
    pub(crate) codes: [Printed; 3],
    pub(crate) version: u32,
    pub(crate) day: NaiveDate,
}

/// A code that is ready to be drawn.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    pub(crate) purpose: Purpose,
    pub(crate) short: String,
    pub(crate) matrix: Matrix,
}

/// What a code is for, in the order in which a citizen comes by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// What papers, fees and time limits there are.
    LookUp,
    /// A question.
    Ask,
    /// A rating.
    Rate,
}

impl Poster {
    /// Checks the data, brings names into one Unicode form and encodes the links.
    ///
    /// # Errors
    /// When a field is empty, too long, or has a letter that cannot be printed, and when an address
    /// leads elsewhere than to the host on the poster.
    pub fn new(details: &Details) -> Result<Self, Error> {
        let host = clean(Field::Host, &details.host, HOST_MAX)?.to_lowercase();
        let code = |purpose, code: &Code| printed(purpose, code, &host);
        Ok(Self {
            agency: clean(Field::Agency, &details.agency, NAME_MAX)?,
            counter: clean(Field::Counter, &details.counter, NAME_MAX)?,
            place: match details.place.trim() {
                "" => String::new(),
                place => clean(Field::Place, place, NAME_MAX)?,
            },
            codes: [
                code(Purpose::LookUp, &details.look_up)?,
                code(Purpose::Ask, &details.ask)?,
                code(Purpose::Rate, &details.rate)?,
            ],
            host,
            version: details.version,
            day: details.day,
        })
    }
}

fn printed(purpose: Purpose, code: &Code, host: &str) -> Result<Printed, Error> {
    let address = &code.address;
    let leads_to = ["HTTPS://", "HTTP://"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme))
        .and_then(|rest| rest.split_once('/'))
        .map(|(host, _)| host.to_lowercase());
    if address.len() > ADDRESS_MAX
        || !address.bytes().all(alphanumeric)
        || leads_to.as_deref() != Some(host)
    {
        return Err(Error::Address);
    }
    Ok(Printed {
        purpose,
        short: clean(Field::ShortCode, &code.short, SHORT_CODE_MAX)?,
        matrix: Matrix::of(address)?,
    })
}

/// The set that takes 5.5 bits a character in a QR code (ISO/IEC 18004, 7.4.4).
fn alphanumeric(byte: u8) -> bool {
    byte.is_ascii_digit() || byte.is_ascii_uppercase() || b" $%*+-./:".contains(&byte)
}

/// One line in composed letters (NFC), without control characters and doubled spaces.
fn clean(field: Field, text: &str, limit: usize) -> Result<String, Error> {
    // Bounded before it is looked at closely: a letter has at most a few marks.
    if text.chars().nth(limit.saturating_mul(4)).is_some() {
        return Err(Error::TooLong { field, limit });
    }
    let composed: String = text
        .nfc()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let line = composed.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return Err(Error::Empty(field));
    }
    if line.chars().count() > limit {
        return Err(Error::TooLong { field, limit });
    }
    let fonts = Fonts::get()?;
    for weight in [Weight::Regular, Weight::Bold] {
        if let Some(letter) = line.chars().find(|letter| !fonts.face(weight).has(*letter)) {
            return Err(Error::Letter { field, letter });
        }
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_composed_lines() {
        assert_eq!(
            clean(Field::Agency, "  U\u{31b}ng\n Ho\u{300}a ", NAME_MAX).unwrap(),
            "\u{1af}ng Hòa"
        );
    }

    #[test]
    fn every_vietnamese_letter_can_be_printed_in_both_forms() {
        let vowels = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ";
        let all = format!("{vowels}{}", vowels.to_uppercase());
        let (one, two) = (all.clone(), all.nfd().collect::<String>());
        assert_eq!(clean(Field::Agency, &one, NAME_MAX).unwrap(), all);
        assert_eq!(clean(Field::Agency, &two, NAME_MAX).unwrap(), all);
    }

    #[test]
    fn what_cannot_be_printed_is_refused_and_named() {
        let of = |text: &str| clean(Field::Counter, text, NAME_MAX).unwrap_err();
        assert_eq!(of(" \n"), Error::Empty(Field::Counter));
        assert_eq!(
            of("Quầy 中"),
            Error::Letter {
                field: Field::Counter,
                letter: '中'
            }
        );
        assert!(matches!(
            of(&"a".repeat(161)),
            Error::TooLong {
                limit: NAME_MAX,
                ..
            }
        ));
    }
}
