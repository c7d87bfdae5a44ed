//! One part of a procedure in lines.

use std::collections::BTreeSet;

use mobile_contract::Locale;
use mobile_contract::knowledge::{Case, Channel, DocumentRole, Facet, Procedure};

use crate::kernel::words;

/// What a procedure says about a part; empty when it says nothing.
#[must_use]
pub fn lines(p: &Procedure, facet: Facet, locale: Locale) -> Vec<String> {
    match facet {
        Facet::Documents => by_case(p, locale, |case| documents(case, locale)),
        Facet::TimeLimit => by_case(p, locale, |case| time_limits(case, locale)),
        Facet::Fee => by_case(p, locale, |case| fees(case, locale)),
        Facet::Place => places(p, locale),
        Facet::Steps => numbered(&p.steps),
        Facet::Conditions => listed(&p.conditions),
        Facet::Form => forms(p, locale),
        Facet::Who => who(p, locale),
        Facet::LegalBasis => legal_basis(p),
        Facet::Result => listed(&p.results),
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

/// The usual case first; other cases under their names, unless they say the same.
fn by_case(p: &Procedure, locale: Locale, of: impl Fn(&Case) -> Vec<String>) -> Vec<String> {
    let mut all = Vec::new();
    let mut said: Vec<Vec<String>> = Vec::new();
    for case in &p.cases {
        let lines = of(case);
        if lines.is_empty() || said.contains(&lines) {
            continue;
        }
        if let Some(name) = case.name.as_ref().or(case.when.as_ref()) {
            all.push(format!("{}: {}", locale.pick("Trường hợp", "Case"), name.trim_end_matches('.')));
        }
        all.extend(lines.iter().cloned());
        said.push(lines);
    }
    all
}

fn documents(case: &Case, locale: Locale) -> Vec<String> {
    // What need not be brought comes last: first things first.
    [DocumentRole::Submit, DocumentRole::Show, DocumentRole::LookedUp]
        .into_iter()
        .flat_map(|role| case.documents.iter().filter(move |d| d.role == role))
        .map(|document| format!("- {}", words::document_line(document, locale)))
        .collect()
}

fn time_limits(case: &Case, locale: Locale) -> Vec<String> {
    let lines = case.time_limits.iter().map(|limit| {
        let mut anywhere = limit.clone();
        anywhere.channel = None;
        (limit.channel, words::time_limit_line(&anywhere, locale))
    });
    by_channel(lines.collect(), locale)
}

fn fees(case: &Case, locale: Locale) -> Vec<String> {
    let lines = case.fees.iter().map(|fee| {
        let mut anywhere = fee.clone();
        anywhere.channel = None;
        (fee.channel, words::fee_line(&anywhere, locale))
    });
    by_channel(lines.collect(), locale)
}

/// Says what is the same on several channels once.
fn by_channel(lines: Vec<(Option<Channel>, String)>, locale: Locale) -> Vec<String> {
    let mut grouped: Vec<(BTreeSet<Channel>, String)> = Vec::new();
    for (channel, line) in lines {
        match grouped.iter_mut().find(|(_, known)| *known == line) {
            Some((channels, _)) => channels.extend(channel),
            None => grouped.push((channel.into_iter().collect(), line)),
        }
    }
    grouped
        .into_iter()
        .map(|(channels, line)| match channel_names(&channels, locale) {
            Some(names) => format!("- {names}: {}", words::lower_first(&line)),
            None => format!("- {line}"),
        })
        .collect()
}

fn channel_names(channels: &BTreeSet<Channel>, locale: Locale) -> Option<String> {
    let names: Vec<String> = channels
        .iter()
        .enumerate()
        .map(|(index, channel)| {
            let name = words::channel_name(*channel, locale);
            if index == 0 { name.to_owned() } else { words::lower_first(name) }
        })
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn places(p: &Procedure, locale: Locale) -> Vec<String> {
    let mut lines: Vec<String> = p
        .responsible
        .iter()
        .map(|r| {
            let level = words::level_name(r.level, locale);
            let note = r.note.as_ref().map(|n| format!(". {n}")).unwrap_or_default();
            format!("- {level}: {}{note}", r.agency)
        })
        .collect();
    let channels: BTreeSet<Channel> = p.channels.iter().copied().collect();
    if let Some(names) = channel_names(&channels, locale) {
        lines.push(format!("- {}: {}", locale.pick("Cách nộp", "How to hand in"), words::lower_first(&names)));
    }
    lines
}

fn forms(p: &Procedure, locale: Locale) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for document in p.cases.iter().flat_map(|case| &case.documents) {
        let Some(form) = &document.form else { continue };
        let Some(name) = words::form_name(form, locale) else { continue };
        let url = form.url.as_ref().map(|u| format!(", {u}")).unwrap_or_default();
        let line = format!("- {} ({name}{url})", document.name.trim_end_matches(['.', ';']));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn who(p: &Procedure, locale: Locale) -> Vec<String> {
    let mut lines = Vec::new();
    if !p.audience.is_empty() {
        let names: Vec<&str> = p.audience.iter().map(|a| words::audience_name(*a, locale)).collect();
        lines.push(format!("- {}: {}", locale.pick("Người được làm", "Who may apply"), names.join(", ")));
    }
    if !p.responsible.is_empty() {
        let names: Vec<&str> = p.responsible.iter().map(|r| r.agency.as_str()).collect();
        lines.push(format!("- {}: {}", locale.pick("Cơ quan giải quyết", "Who decides"), names.join("; ")));
    }
    lines
}

fn legal_basis(p: &Procedure) -> Vec<String> {
    p.legal_basis
        .iter()
        .map(|law| match &law.number {
            Some(number) if !law.title.contains(number.as_str()) => format!("- {} ({number})", law.title),
            _ => format!("- {}", law.title),
        })
        .collect()
}

fn listed(items: &[String]) -> Vec<String> {
    items.iter().map(|item| format!("- {item}")).collect()
}

fn numbered(items: &[String]) -> Vec<String> {
    items.iter().enumerate().map(|(index, item)| format!("{}. {item}", index + 1)).collect()
}
