//! Is one procedure complete?

use mobile_contract::knowledge::{Case, FeeKind, Procedure};

use super::Report;
use crate::Filed;

const FEWEST_ALIASES: usize = 3;
const FEWEST_STEPS: usize = 2;

pub(super) fn check(filed: &Filed<Procedure>, report: &mut Report) {
    let (file, p) = (&filed.file, &filed.record);
    if !file.starts_with(&format!("procedures/{}-", p.code)) {
        report.add(file, &p.code, "the file name does not begin with the code");
    }
    report.sourced(file, &p.code, &p.sources);
    if p.sources.iter().any(|s| s.url.is_none()) {
        report.add(file, &p.code, "a source has no url");
    }
    for (missing, part) in [
        (p.title.trim().is_empty(), "title"),
        (p.title_en.is_none(), "title_en"),
        (p.summary.is_none(), "summary"),
        (p.summary_en.is_none(), "summary_en"),
        (p.field.trim().is_empty(), "field"),
        (p.aliases.len() < FEWEST_ALIASES, "aliases (at least three)"),
        (
            p.aliases_en.len() < FEWEST_ALIASES,
            "aliases_en (at least three)",
        ),
        (p.audience.is_empty(), "audience"),
        (p.levels.is_empty(), "levels"),
        (p.cases.is_empty(), "cases"),
    ] {
        if missing {
            report.add(file, &p.code, format!("{part} is missing"));
        }
    }
    // What no source says may stay empty, when it is said why.
    for (missing, part) in [
        (p.responsible.is_empty(), "responsible"),
        (p.channels.is_empty(), "channels"),
        (p.steps.len() < FEWEST_STEPS, "steps"),
        (p.results.is_empty(), "results"),
        (p.legal_basis.is_empty(), "legal_basis"),
    ] {
        if missing && !p.verify.iter().any(|v| v.field.contains(part)) {
            let message = format!("{part} is missing, and verify does not say why");
            report.add(file, &p.code, message);
        }
    }
    if !p.as_stated.is_empty() {
        report.add(
            file,
            &p.code,
            "as_stated belongs to imported procedures only",
        );
    }
    check_levels(file, p, report);
    check_texts(file, p, report);
    for (index, case) in p.cases.iter().enumerate() {
        check_case(file, p, index + 1, case, report);
    }
}

fn check_levels(file: &str, p: &Procedure, report: &mut Report) {
    for level in &p.levels {
        if !p.responsible.iter().any(|r| r.level == *level) {
            report.add(
                file,
                &p.code,
                format!("nobody is responsible at level {level:?}"),
            );
        }
    }
    for responsible in &p.responsible {
        if !p.levels.contains(&responsible.level) {
            let level = responsible.level;
            report.add(
                file,
                &p.code,
                format!("responsible at {level:?}, which is not in levels"),
            );
        }
    }
}

/// Texts for people do not shout and are not empty.
fn check_texts(file: &str, p: &Procedure, report: &mut Report) {
    let lists = [
        &p.aliases,
        &p.steps,
        &p.conditions,
        &p.results,
        &p.common_mistakes,
    ];
    let texts = lists.into_iter().flatten().chain(p.summary.as_ref());
    for text in texts {
        if text.trim().is_empty() {
            report.add(file, &p.code, "has an empty line in a list");
        }
        if text.contains('!') {
            report.add(file, &p.code, format!("shouts: {text:?}"));
        }
    }
}

fn check_case(file: &str, p: &Procedure, number: usize, case: &Case, report: &mut Report) {
    let mut add = |message: &str| report.add(file, &p.code, format!("case {number}: {message}"));
    if number > 1 && case.name.is_none() {
        add("only the usual case may have no name");
    }
    let doubtful = |part: &str| p.verify.iter().any(|v| v.field.contains(part));
    if case.documents.is_empty() && !doubtful("documents") {
        add("names no papers, and verify does not say why");
    }
    if case.time_limits.is_empty() && !doubtful("time_limits") {
        add("names no time limit, and verify does not say why");
    }
    if case.fees.is_empty() && !doubtful("fees") {
        add("names no fee, and verify does not say why");
    }
    for fee in &case.fees {
        match (fee.kind, fee.amount) {
            (FeeKind::Fixed, None) => add("a fixed fee has no amount"),
            (FeeKind::Fixed, Some(0..=99)) => add("a fee under 100 đồng is a slip"),
            (FeeKind::Free, Some(_)) => add("a free service has an amount"),
            (FeeKind::Varies, _) if fee.note.is_none() => add("a varying fee does not say how"),
            _ => {}
        }
    }
    for limit in &case.time_limits {
        if limit.amount.is_none() && limit.note.is_none() {
            add("a time limit says nothing");
        }
        if limit.amount.is_some() && limit.unit.is_none() && !doubtful("time_limits") {
            add("a time limit has no unit, and verify does not say why");
        }
    }
    if case.documents.iter().any(|d| d.name.trim().is_empty()) {
        add("a paper has no name");
    }
}
