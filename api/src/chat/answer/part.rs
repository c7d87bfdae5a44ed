//! One part of a procedure in lines.

use std::collections::BTreeSet;

use mobile_contract::Locale;
use mobile_contract::knowledge::{Case, Channel, Facet, Procedure};

use super::costs::{channel_names, fees, time_limits};
use super::lists::{listed, numbered};
use super::papers::{always_needed, documents, forms};
use crate::kernel::words;

/// What a procedure says about a part; empty when it says nothing.
#[must_use]
pub fn lines(p: &Procedure, facet: Facet, locale: Locale) -> Vec<String> {
    match facet {
        Facet::Documents => by_case(p, locale, |case| documents(case, locale)),
        Facet::TimeLimit => by_case(p, locale, |case| time_limits(case, locale)),
        Facet::Fee => by_case(p, locale, |case| fees(case, &p.channels, locale)),
        Facet::Place => places(p, locale),
        Facet::Steps => numbered(&p.steps, locale),
        Facet::Conditions => listed(&p.conditions, locale),
        Facet::Form => forms(p, locale),
        Facet::Who => who(p, locale),
        Facet::LegalBasis => legal_basis(p, locale),
        Facet::Result => listed(&p.results, locale),
    }
}

/// The same for an overview: of the papers only those that everyone needs.
#[must_use]
pub fn in_short(p: &Procedure, facet: Facet, locale: Locale) -> Vec<String> {
    let Some(usual) = p.cases.first() else {
        return Vec::new();
    };
    match facet {
        Facet::Documents => always_needed(usual, locale),
        Facet::TimeLimit => time_limits(usual, locale),
        Facet::Fee => fees(usual, &p.channels, locale),
        _ => lines(p, facet, locale),
    }
}

/// Whether a doubt about a field of the record is a doubt about a part.
#[must_use]
pub fn concerns(field: &str, facet: Facet) -> bool {
    let names: &[&str] = match facet {
        Facet::Documents => &["documents"],
        Facet::TimeLimit => &["time_limit"],
        Facet::Fee => &["fee"],
        Facet::Place => &["responsible", "levels", "channels", "online"],
        Facet::Steps => &["steps"],
        Facet::Conditions => &["conditions", "presence"],
        Facet::Form => &["form"],
        Facet::Who => &["audience", "responsible"],
        Facet::LegalBasis => &["legal_basis"],
        Facet::Result => &["results"],
    };
    names.iter().any(|name| field.contains(name))
}

/// Whether a doubt is about what an answer shows: the usual case, or the whole procedure.
#[must_use]
pub fn is_shown(field: &str) -> bool {
    field
        .strip_prefix("cases[")
        .is_none_or(|rest| rest.starts_with("0]"))
}

/// The usual case in full. Other cases are named where they differ: an answer must be short, and
/// the page has them all.
fn by_case(p: &Procedure, locale: Locale, of: impl Fn(&Case) -> Vec<String>) -> Vec<String> {
    let mut cases = p
        .cases
        .iter()
        .map(|case| (case, of(case)))
        .filter(|(_, lines)| !lines.is_empty());
    let Some((usual, mut all)) = cases.next() else {
        return Vec::new();
    };
    let others: Vec<&str> = cases
        .filter(|(_, lines)| *lines != all)
        .filter_map(|(case, _)| case.name.as_deref().or(case.when.as_deref()))
        .map(|name| name.trim_end_matches('.'))
        .collect();
    if let Some(name) = &usual.name {
        let label = locale.pick("Trường hợp", "Case");
        all.insert(0, format!("{label}: {}", name.trim_end_matches('.')));
    }
    if !others.is_empty() {
        let label = locale.pick(
            "Trường hợp khác, xem trang thủ tục",
            "Other cases, see the procedure's page",
        );
        all.push(format!("{label}: {}.", others.join("; ")));
    }
    all
}

fn places(p: &Procedure, locale: Locale) -> Vec<String> {
    let mut lines: Vec<String> = p
        .responsible
        .iter()
        .map(|r| {
            let level = words::level_name(r.level, locale);
            let note = r
                .note
                .as_ref()
                .map(|n| format!(". {n}"))
                .unwrap_or_default();
            format!("- {level}: {}{note}", r.agency)
        })
        .collect();
    if p.responsible.is_empty() && !p.levels.is_empty() {
        let names: Vec<&str> = p
            .levels
            .iter()
            .map(|level| words::level_name(*level, locale))
            .collect();
        let label = locale.pick(
            "Nguồn chỉ nêu cấp giải quyết",
            "The source only names the level",
        );
        lines.push(format!(
            "- {label}: {}",
            words::lower_first(&names.join(", "))
        ));
    }
    let channels: BTreeSet<Channel> = p.channels.iter().copied().collect();
    if let Some(names) = channel_names(&channels, locale) {
        lines.push(format!(
            "- {}: {}",
            locale.pick("Cách nộp", "How to hand in"),
            words::lower_first(&names)
        ));
    }
    lines
}

fn who(p: &Procedure, locale: Locale) -> Vec<String> {
    let mut lines = Vec::new();
    if !p.audience.is_empty() {
        let names: Vec<&str> = p
            .audience
            .iter()
            .map(|a| words::audience_name(*a, locale))
            .collect();
        lines.push(format!(
            "- {}: {}",
            locale.pick("Người được làm", "Who may apply"),
            names.join(", ")
        ));
    }
    if let Some(presence) = p.presence {
        lines.push(format!(
            "- {}: {}",
            locale.pick("Có phải tự đi không", "In person"),
            words::lower_first(words::presence_name(presence, locale))
        ));
    }
    if !p.responsible.is_empty() {
        let names: Vec<&str> = p.responsible.iter().map(|r| r.agency.as_str()).collect();
        lines.push(format!(
            "- {}: {}",
            locale.pick("Cơ quan giải quyết", "Who decides"),
            names.join("; ")
        ));
    }
    lines
}

fn legal_basis(p: &Procedure, locale: Locale) -> Vec<String> {
    let laws: Vec<String> = p
        .legal_basis
        .iter()
        .map(|law| match &law.number {
            Some(number) if !law.title.contains(number.as_str()) => {
                format!("{} ({number})", law.title)
            }
            _ => law.title.clone(),
        })
        .collect();
    listed(&laws, locale)
}
