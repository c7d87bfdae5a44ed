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
                .is_some_and(|u| !u.starts_with("https://"))
            {
                self.add(file, record, "a source's url does not begin with https://");
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
mod tests {
    use super::*;

    fn messages(bundle: &Bundle) -> Vec<String> {
        check(bundle).into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn the_bundled_files_are_complete_sourced_and_consistent() {
        let findings = check(&Bundle::embedded().unwrap());
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
    }

    #[test]
    fn the_set_is_large_enough_to_answer_most_people() {
        let bundle = Bundle::embedded().unwrap();
        for (least, count, what) in [
            (120, bundle.procedures.len(), "procedures"),
            (300, bundle.faqs.len(), "questions"),
            (12, bundle.life_events.len(), "life events"),
        ] {
            assert!(count >= least, "{count} {what}");
        }
        assert!(
            bundle.counters.len() >= 10,
            "{} counters",
            bundle.counters.len()
        );
    }

    #[test]
    fn a_procedure_without_a_source_is_found() {
        let mut bundle = Bundle::embedded().unwrap();
        bundle.procedures[0].record.sources.clear();
        assert_eq!(messages(&bundle), ["names no source"]);
    }

    #[test]
    fn a_fixed_fee_without_an_amount_is_found() {
        let mut bundle = Bundle::embedded().unwrap();
        let case = &mut bundle.procedures[0].record.cases[0];
        case.fees = vec![serde_json::from_str(r#"{"kind":"fixed"}"#).unwrap()];
        assert_eq!(messages(&bundle), ["case 1: a fixed fee has no amount"]);
    }

    #[test]
    fn an_alias_of_two_procedures_is_found() {
        let mut bundle = Bundle::embedded().unwrap();
        let alias = bundle.procedures[0].record.aliases[0].clone();
        bundle.procedures[1]
            .record
            .aliases
            .push(alias.to_uppercase());
        assert_eq!(messages(&bundle).len(), 1);
    }

    #[test]
    fn a_link_to_nowhere_is_found() {
        let mut bundle = Bundle::embedded().unwrap();
        bundle.counters[0].record.agency = "khong-co".parse().unwrap();
        assert_eq!(messages(&bundle), ["agency khong-co does not exist"]);
    }

    #[test]
    fn a_record_that_follows_itself_is_found() {
        let mut bundle = Bundle::embedded().unwrap();
        let place = bundle
            .places
            .iter_mut()
            .find(|p| p.record.valid_to.is_some())
            .unwrap();
        place.record.successors = vec![place.record.id.clone()];
        assert!(messages(&bundle).iter().any(|m| m.contains("in a circle")));
    }
}
