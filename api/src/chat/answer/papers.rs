//! Papers and forms, in brief: what decides whether one is needed is said, the rest is on the page.

use mobile_contract::Locale;
use mobile_contract::knowledge::{Case, Document, DocumentRole, Form, Procedure};

use crate::kernel::text::cut;
use crate::kernel::words;

/// Most papers of one answer: beyond that nobody reads on in a chat.
const PAPERS: usize = 12;
/// Longest line of one paper, in characters. Imported ones can be whole paragraphs.
const LINE: usize = 220;
/// Longest note that is said along; longer ones are on the page.
const NOTE: usize = 140;

/// What need not be brought comes last: first things first.
pub(super) fn documents(case: &Case, locale: Locale) -> Vec<String> {
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

pub(super) fn always_needed(case: &Case, locale: Locale) -> Vec<String> {
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

pub(super) fn forms(p: &Procedure, locale: Locale) -> Vec<String> {
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
