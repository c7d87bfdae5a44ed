//! `motcua seed check`: proves the bundled files complete, sourced, consistent and readable.

mod aliases;
mod catalogue;
mod freshness;
mod life_event;
mod links;
mod procedure;
mod wording;

use std::fmt;

use mobile_contract::knowledge::Source;

pub use catalogue::{Catalogue, check as check_catalogue};
pub use freshness::{STALE_AFTER_DAYS, stale};

use crate::{Bundle, Filed, coverage};

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path inside the data folder.
    pub file: String,
    /// The record: its code or id.
    pub record: String,
    /// What is wrong, in one sentence.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]: {}", self.file, self.record, self.message)
    }
}

/// What is wrong with a bundle, in file order. Empty when everything holds.
#[must_use]
pub fn check(bundle: &Bundle) -> Vec<Finding> {
    let mut report = Report::default();
    for filed in &bundle.procedures {
        procedure::check(filed, &mut report);
    }
    for filed in &bundle.faqs {
        check_faq(filed, &mut report);
    }
    life_event::check(bundle, &mut report);
    links::check(bundle, &mut report);
    aliases::check(bundle, &mut report);
    wording::check(bundle, &mut report);
    check_coverage(bundle, &mut report);
    report.sorted()
}

/// Every field is covered as far as was promised, and no procedure stands outside of all.
fn check_coverage(bundle: &Bundle, report: &mut Report) {
    const FILE: &str = "coverage.yaml";
    for row in coverage::rows(bundle) {
        if row.procedures < row.group.least {
            let message = format!("{} of {} procedures", row.procedures, row.group.least);
            report.add(FILE, &row.group.name, message);
        }
    }
    for Filed { file, record } in &bundle.procedures {
        if coverage::group_of(&bundle.coverage, record).is_none() {
            let message = format!("field {:?} is in no group of {FILE}", record.field);
            report.add(file, &record.code, message);
        }
    }
}

#[derive(Default)]
struct Report {
    findings: Vec<Finding>,
}

impl Report {
    fn sorted(mut self) -> Vec<Finding> {
        self.findings.sort();
        self.findings
    }

    fn add(&mut self, file: &str, record: &dyn fmt::Display, message: impl Into<String>) {
        self.findings.push(Finding {
            file: file.to_owned(),
            record: record.to_string(),
            message: message.into(),
        });
    }

    /// At least one source, each with a name.
    fn sourced(&mut self, file: &str, record: &dyn fmt::Display, sources: &[Source]) {
        if sources.is_empty() {
            self.add(file, record, "names no source");
        }
        for source in sources {
            if source.title.trim().is_empty() {
                self.add(file, record, "a source has no title");
            }
            if source
                .url
                .as_deref()
                .is_some_and(|u| !u.starts_with("https://") && !u.starts_with("http://"))
            {
                self.add(file, record, "a source's url is no web address");
            }
        }
    }
}

fn check_faq(filed: &Filed<mobile_contract::knowledge::Faq>, report: &mut Report) {
    let (file, faq) = (&filed.file, &filed.record);
    report.sourced(file, &faq.id, &faq.sources);
    if faq.question.trim().is_empty() {
        report.add(file, &faq.id, "has no question");
    }
    if faq.answer.trim().is_empty() {
        report.add(file, &faq.id, "has no answer");
    }
    if faq.answer.contains('!') {
        report.add(file, &faq.id, "the answer shouts (exclamation mark)");
    }
    if faq.facet.is_some() && faq.procedure.is_none() {
        report.add(file, &faq.id, "names a facet but no procedure");
    }
}

#[cfg(test)]
mod tests;
