//! One part of a procedure in lines.

use std::collections::BTreeSet;

use mobile_contract::Locale;
use mobile_contract::knowledge::{Case, Channel, Document, DocumentRole, Facet, Form, Procedure};

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

/// A text of at most so many characters, cut at a word.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => {
            let kept = text.get(..end).unwrap_or(text);
            let kept = kept
                .rsplit_once(char::is_whitespace)
                .map_or(kept, |(words, _)| words);
            format!("{}…", kept.trim_end_matches([',', '.', ';', ':', ' ']))
        }
    }
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

/// Most papers of one answer: beyond that nobody reads on in a chat.
const PAPERS: usize = 12;
/// Longest line of one paper, in characters. Imported ones can be whole paragraphs.
const LINE: usize = 220;
/// Most items of a list in one answer.
const ITEMS: usize = 8;
/// Longest line of a list, in characters.
const LONG_LINE: usize = 300;
/// Longest note that is said along; longer ones are on the page.
const NOTE: usize = 140;

/// What need not be brought comes last: first things first.
fn documents(case: &Case, locale: Locale) -> Vec<String> {
    let mut sorted: Vec<&Document> = case.documents.iter().collect();
    sorted.sort_by_key(|d| match d.role {
        DocumentRole::Submit => 0,
        DocumentRole::Show => 1,
        DocumentRole::LookedUp => 2,
    });
    let shortened = case.documents.len() > PAPERS || case.documents.iter().any(has_long_note);
    let mut lines: Vec<String> = sorted
        .into_iter()
        .take(PAPERS)
        .map(|d| paper(d, locale))
        .collect();
    if shortened {
        let more = locale.pick(
            "Danh sách đầy đủ và lưu ý cho từng giấy tờ có trên trang thủ tục.",
            "The full list, and what to mind about each paper, is on the procedure's page.",
        );
        lines.push(more.to_owned());
    }
    lines
}

fn paper(document: &Document, locale: Locale) -> String {
    format!(
        "- {}",
        cut(&words::document_line(&in_brief(document), locale), LINE)
    )
}

fn has_long_note(document: &Document) -> bool {
    document
        .note
        .as_ref()
        .is_some_and(|note| note.chars().count() > NOTE)
}

fn in_brief(document: &Document) -> Document {
    let mut brief = document.clone();
    if has_long_note(document) {
        brief.note = None;
    }
    // A form called like the paper itself would be said twice; a file's name says nothing.
    let says_nothing = |form: &Form| {
        let file = form
            .name
            .as_ref()
            .is_some_and(|n| n.to_lowercase().contains(".doc") || n.contains(".pdf"));
        form.code.is_none() && (file || form.name.as_ref() == Some(&document.name))
    };
    brief.form = brief.form.filter(|form| !says_nothing(form));
    brief
}

fn always_needed(case: &Case, locale: Locale) -> Vec<String> {
    let (always, sometimes): (Vec<&Document>, Vec<&Document>) = case
        .documents
        .iter()
        .filter(|d| d.role != DocumentRole::LookedUp)
        .partition(|d| d.needed_when.is_none());
    if always.is_empty() {
        return documents(case, locale);
    }
    let mut lines: Vec<String> = always
        .into_iter()
        .take(PAPERS)
        .map(|d| paper(d, locale))
        .collect();
    if !sometimes.is_empty() {
        let more = match locale {
            Locale::Vi => format!(
                "- Thêm {} giấy tờ chỉ cần trong một số trường hợp",
                sometimes.len()
            ),
            Locale::En => format!(
                "- {} more papers needed only in some cases",
                sometimes.len()
            ),
        };
        lines.push(more);
    }
    lines
}

fn time_limits(case: &Case, locale: Locale) -> Vec<String> {
    let lines = case.time_limits.iter().map(|limit| {
        let mut anywhere = limit.clone();
        anywhere.channel = None;
        (
            limit.channel,
            cut(&words::time_limit_line(&anywhere, locale), LONG_LINE),
        )
    });
    by_channel(lines.collect(), locale)
}

/// A channel of which the source names no fee is said so: silence would read as "the same".
fn fees(case: &Case, channels: &[Channel], locale: Locale) -> Vec<String> {
    let mut lines: Vec<(Option<Channel>, String)> = case
        .fees
        .iter()
        .map(|fee| {
            let mut anywhere = fee.clone();
            anywhere.channel = None;
            (
                fee.channel,
                cut(&words::fee_line(&anywhere, locale), LONG_LINE),
            )
        })
        .collect();
    let everywhere = case.fees.is_empty() || case.fees.iter().any(|fee| fee.channel.is_none());
    let silent = channels
        .iter()
        .filter(|c| !case.fees.iter().any(|fee| fee.channel == Some(**c)));
    if !everywhere {
        lines.extend(silent.map(|c| (Some(*c), words::not_stated(locale).to_owned())));
    }
    by_channel(lines, locale)
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
            if index == 0 {
                name.to_owned()
            } else {
                words::lower_first(name)
            }
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

fn forms(p: &Procedure, locale: Locale) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for document in p.cases.iter().flat_map(|case| &case.documents) {
        let Some(form) = &document.form else { continue };
        let Some(name) = words::form_name(form, locale) else {
            continue;
        };
        let url = form
            .url
            .as_ref()
            .map(|u| format!(", {u}"))
            .unwrap_or_default();
        let line = format!(
            "- {} ({name}{url})",
            document.name.trim_end_matches(['.', ';'])
        );
        if !lines.contains(&line) {
            lines.push(line);
        }
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

fn listed(items: &[String], locale: Locale) -> Vec<String> {
    bounded(items, locale, |_, item| format!("- {item}"))
}

fn numbered(items: &[String], locale: Locale) -> Vec<String> {
    bounded(items, locale, |index, item| {
        format!("{}. {item}", index + 1)
    })
}

/// As many items as fit an answer, each cut to a few lines of a phone.
fn bounded(items: &[String], locale: Locale, line: impl Fn(usize, &str) -> String) -> Vec<String> {
    let kept = items.iter().take(ITEMS).enumerate();
    let mut lines: Vec<String> = kept
        .map(|(index, item)| line(index, &cut(&one_line(item), LONG_LINE)))
        .collect();
    let shortened =
        items.len() > ITEMS || items.iter().any(|item| item.chars().count() > LONG_LINE);
    if shortened {
        let more = locale.pick(
            "Đầy đủ trên trang thủ tục.",
            "In full on the procedure's page.",
        );
        lines.push(more.to_owned());
    }
    lines
}

/// Imported texts break lines wherever the portal did.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
