//! Are the codes real ones, and do the titles belong to them? Asked of the national catalogue's
//! files, which are not part of the bundle.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use mobile_contract::ProcedureCode;
use mobile_contract::knowledge::Procedure;
use mobile_contract::text::fold;

use super::{Finding, Report};
use crate::Bundle;
use crate::tthc::{self, Options};

/// Share of the shorter title's words that must stand in the longer one: titles are shortened, and
/// their abbreviations spelt out.
const SHARED_WORDS: f32 = 0.6;

/// Official titles and fields by code. A code of two files has those of both.
#[derive(Debug, Default)]
pub struct Catalogue(HashMap<ProcedureCode, Vec<Official>>);

#[derive(Debug)]
struct Official {
    title: String,
    field: String,
}

impl Catalogue {
    /// Reads one more file of the catalogue. Lines that are refused are left out.
    ///
    /// # Errors
    /// When the file cannot be opened, or breaks off.
    pub fn read(&mut self, file: &Path) -> std::io::Result<()> {
        for row in tthc::open(file, Options::default())? {
            let Procedure {
                code, title, field, ..
            } = match row {
                Ok(row) => row.procedure,
                Err(tthc::Error::Refused(_)) => continue,
                Err(tthc::Error::Broken { source, .. }) => return Err(source),
            };
            let known = self.0.entry(code).or_default();
            known.push(Official { title, field });
        }
        Ok(())
    }
}

/// Codes that the catalogue does not know, and procedures whose title or field is another one.
#[must_use]
pub fn check(bundle: &Bundle, catalogue: &Catalogue) -> Vec<Finding> {
    let mut report = Report::default();
    for filed in &bundle.procedures {
        let (file, p) = (&filed.file, &filed.record);
        match catalogue.0.get(&p.code) {
            None => report.add(file, &p.code, "the catalogue does not know this code"),
            Some(official) => {
                if !official.iter().any(|o| o.field == p.field) {
                    let field = &p.field;
                    report.add(file, &p.code, format!("{field:?} is not its field"));
                }
                if !official.iter().any(|o| agrees(&p.title, &o.title)) {
                    let title = &p.title;
                    report.add(file, &p.code, format!("{title:?} is not its title"));
                }
            }
        }
        for code in p
            .related
            .iter()
            .filter(|code| !catalogue.0.contains_key(*code))
        {
            report.add(file, &p.code, format!("the catalogue does not know {code}"));
        }
    }
    report.sorted()
}

/// Whether a title is the official one, shortened or put straight.
fn agrees(title: &str, official: &str) -> bool {
    let words = |text: &str| -> HashSet<String> {
        fold(text)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (title, official) = (words(title), words(official));
    let shared = title.intersection(&official).count();
    #[expect(clippy::cast_precision_loss, reason = "a title has few words")]
    let share = shared as f32 / title.len().min(official.len()).max(1) as f32;
    share >= SHARED_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortened_title_agrees_and_another_one_does_not() {
        let official = "Thủ tục đăng ký khai sinh có yếu tố nước ngoài";
        assert!(agrees("Đăng ký khai sinh có yếu tố nước ngoài", official));
        assert!(!agrees("Cấp lại thẻ căn cước", official));
    }
}
