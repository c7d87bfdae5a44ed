//! What stands on the receipt of a dossier, checked once, and its PDF.

use chrono::{Datelike, NaiveDate};
use krilla::Document;
use krilla::metadata::{DateTime, Metadata};
use krilla::tagging::TagTree;
use unicode_normalization::UnicodeNormalization;

use crate::error::Error;
use crate::font::{Fonts, Weight};
use crate::matrix::Matrix;
use crate::pdf;
use crate::poster::Code;

/// Characters of a line that are printed: what is longer ends in dots.
const LINE_MAX: usize = 300;

/// The paper of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ReceiptSheet {
    /// 148 × 210 mm.
    #[default]
    A5,
    /// 210 × 297 mm.
    A4,
}

/// The data of a receipt, unchecked.
#[derive(Clone, Debug)]
pub struct ReceiptDetails {
    /// The agency.
    pub agency: String,
    /// The day it is printed.
    pub day: NaiveDate,
    /// Code of the dossier.
    pub dossier: String,
    /// The lines of the form, in order: what it is, and its value. Only what is known.
    pub lines: Vec<(String, String)>,
    /// The signed address that leads to the dossier.
    pub code: Code,
    /// The host that people look for before they open a link.
    pub host: String,
}

/// A receipt that can be drawn.
#[derive(Clone, Debug)]
pub struct Receipt {
    pub(crate) agency: String,
    pub(crate) day: NaiveDate,
    pub(crate) dossier: String,
    pub(crate) lines: Vec<(String, String)>,
    pub(crate) short: String,
    pub(crate) matrix: Matrix,
    pub(crate) host: String,
}

impl Receipt {
    /// Brings texts into letters that can be printed, and encodes the address.
    ///
    /// # Errors
    /// When the address does not fit into a code, or the fonts cannot be read.
    pub fn new(details: &ReceiptDetails) -> Result<Self, Error> {
        let lines = details.lines.iter();
        let lines = lines.map(|(name, value)| Ok((line(name)?, line(value)?)));
        Ok(Self {
            agency: line(&details.agency)?,
            day: details.day,
            dossier: line(&details.dossier)?,
            lines: lines.collect::<Result<_, Error>>()?,
            short: line(&details.code.short)?,
            matrix: Matrix::of(&details.code.address)?,
            host: line(&details.host)?,
        })
    }

    /// A PDF of one page, with its letters as text.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn pdf(&self, sheet: ReceiptSheet) -> Result<Vec<u8>, Error> {
        let mut document = Document::new();
        let mut tree = TagTree::new().with_lang(Some("vi".to_owned()));
        tree.push(pdf::page(&mut document, &self.draw(sheet)?)?);
        document.set_tag_tree(tree);
        let part = |number: u32| u8::try_from(number).unwrap_or(1);
        let date = DateTime::new(u16::try_from(self.day.year()).unwrap_or_default())
            .month(part(self.day.month()))
            .day(part(self.day.day()));
        let metadata = Metadata::new()
            .title("Giấy tiếp nhận hồ sơ và hẹn trả kết quả".to_owned())
            .language("vi".to_owned())
            .creator("Một Cửa".to_owned())
            .creation_date(date);
        document.set_metadata(metadata);
        document
            .finish()
            .map_err(|error| Error::Write(format!("{error:?}")))
    }
}

/// One line in composed letters. A receipt is needed at once: a letter that the fonts lack is left out rather than
/// the whole paper refused.
fn line(text: &str) -> Result<String, Error> {
    let face = Fonts::get()?.face(Weight::Regular);
    let composed: String = text
        .nfc()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| c.is_whitespace() || face.has(*c))
        .take(LINE_MAX + 1)
        .collect();
    let mut line = composed.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > LINE_MAX {
        line = line.chars().take(LINE_MAX).chain(['…']).collect();
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(lines: Vec<(String, String)>) -> ReceiptDetails {
        ReceiptDetails {
            agency: "Ủy ban nhân dân xã Ân Thi".to_owned(),
            day: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
            dossier: "H31.12.45-261120-0012".to_owned(),
            lines,
            code: Code {
                address: format!("HTTPS://MOTCUA.EXAMPLE/Q/JVQ4GCU.K7Q2.{}", "A".repeat(103)),
                short: "JVQ4GC-U".to_owned(),
            },
            host: "motcua.example".to_owned(),
        }
    }

    #[test]
    fn a_receipt_is_a_page_however_much_stands_on_it() {
        let long = ("Nội dung".to_owned(), "cấp lại giấy chứng nhận ".repeat(30));
        for lines in [vec![], vec![long; 9]] {
            let receipt = Receipt::new(&details(lines)).unwrap();
            for sheet in [ReceiptSheet::A5, ReceiptSheet::A4] {
                assert!(receipt.pdf(sheet).unwrap().starts_with(b"%PDF-"));
            }
        }
    }

    #[test]
    fn a_letter_that_cannot_be_printed_stops_no_receipt() {
        assert_eq!(line("Nguyễn\n  中 Lan").unwrap(), "Nguyễn Lan");
        assert_eq!(line(&"a".repeat(400)).unwrap().chars().count(), 301);
    }
}
