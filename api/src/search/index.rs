//! What the index knows of a procedure or an FAQ: the indexing face of those rooms.

use mobile_contract::knowledge::{Document, Faq, Level, Origin, Procedure};
use mobile_contract::search::HitKind;

/// Most characters of running text that are indexed of one record. The beginning says what it is
/// about; the rest would only cost memory.
const BODY_CHARS: usize = 4_000;

/// One record, as the index sees it.
#[derive(Clone, Debug)]
pub struct IndexDocument {
    pub(super) kind: HitKind,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) aliases: Vec<String>,
    pub(super) field: String,
    pub(super) body: String,
    /// Nearest level of government first: 0 commune … 4 other; the usual one counts.
    pub(super) level: u8,
    pub(super) curated: bool,
}

impl IndexDocument {
    /// What is searched of a procedure.
    #[must_use]
    pub fn of_procedure(p: &Procedure) -> Self {
        let documents = p.cases.iter().flat_map(|case| &case.documents);
        let parts = p
            .summary
            .iter()
            .map(String::as_str)
            .chain(p.responsible.iter().map(|r| r.agency.as_str()))
            .chain(p.cases.iter().filter_map(|case| case.name.as_deref()))
            .chain(p.cases.iter().filter_map(|case| case.when.as_deref()))
            .chain(p.results.iter().map(String::as_str))
            .chain(documents.flat_map(names))
            .chain(p.conditions.iter().map(String::as_str));
        let mut aliases = p.aliases.clone();
        aliases.extend(p.title_en.clone());
        Self {
            kind: HitKind::Procedure,
            code: p.code.to_string(),
            title: p.title.clone(),
            aliases,
            field: p.field.clone(),
            body: joined(parts),
            level: p
                .levels
                .iter()
                .map(|level| nearness(*level))
                .min()
                .unwrap_or(3),
            curated: p.origin == Origin::Curated,
        }
    }

    /// What is searched of a frequently asked question.
    #[must_use]
    pub fn of_faq(faq: &Faq) -> Self {
        Self {
            kind: HitKind::Faq,
            code: faq.id.to_string(),
            title: faq.question.clone(),
            aliases: faq.also.clone(),
            field: String::new(),
            body: joined([faq.answer.as_str()].into_iter()),
            level: 0,
            curated: true,
        }
    }
}

fn names(document: &Document) -> impl Iterator<Item = &str> {
    let form = document.form.as_ref();
    [
        Some(document.name.as_str()),
        form.and_then(|f| f.code.as_deref()),
        form.and_then(|f| f.name.as_deref()),
    ]
    .into_iter()
    .flatten()
}

const fn nearness(level: Level) -> u8 {
    match level {
        Level::Commune => 0,
        Level::District => 1,
        Level::Province => 2,
        Level::Ministry => 3,
        Level::Other => 4,
    }
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut body = String::new();
    for part in parts {
        if body.len() >= BODY_CHARS {
            break;
        }
        body.push_str(part);
        body.push('\n');
    }
    if let Some((cut, _)) = body.char_indices().nth(BODY_CHARS) {
        body.truncate(cut);
    }
    body
}
