//! What the index knows of a procedure or an FAQ: the indexing face of those rooms.

use mobile_contract::knowledge::{Audience, Document, Faq, Level, Origin, Procedure};
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
    /// English names.
    pub(super) foreign: Vec<String>,
    pub(super) field: String,
    pub(super) body: String,
    /// Levels of government, a bit each; see [`level_bit`].
    pub(super) levels: u8,
    /// Who may ask, a bit each; see [`audience_bit`].
    pub(super) audiences: u16,
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
        let foreign = p.title_en.iter().chain(&p.aliases_en);
        Self {
            kind: HitKind::Procedure,
            code: p.code.to_string(),
            title: p.title.clone(),
            aliases: p.aliases.clone(),
            foreign: foreign.cloned().collect(),
            field: p.field.clone(),
            body: joined(parts),
            levels: p
                .levels
                .iter()
                .fold(0, |all, level| all | level_bit(*level)),
            audiences: p
                .audience
                .iter()
                .fold(0, |all, audience| all | audience_bit(*audience)),
            curated: p.origin == Origin::Curated,
        }
    }

    /// What is searched of a frequently asked question. The field is that of its procedure: words
    /// that are asked in every field tell little.
    #[must_use]
    pub fn of_faq(faq: &Faq, field: Option<&str>) -> Self {
        Self {
            kind: HitKind::Faq,
            code: faq.id.to_string(),
            title: faq.question.clone(),
            aliases: faq.also.clone(),
            foreign: Vec::new(),
            field: field.unwrap_or_default().to_owned(),
            body: joined([faq.answer.as_str()].into_iter()),
            levels: 0,
            audiences: 0,
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

/// The bit of a level; the nearer to the citizen, the lower.
pub(super) const fn level_bit(level: Level) -> u8 {
    match level {
        Level::Commune => 1,
        Level::District => 1 << 1,
        Level::Province => 1 << 2,
        Level::Ministry => 1 << 3,
        Level::Other => 1 << 4,
    }
}

/// The bit of who may ask.
pub(super) const fn audience_bit(audience: Audience) -> u16 {
    match audience {
        Audience::Citizen => 1,
        Audience::Foreigner => 1 << 1,
        Audience::OverseasVietnamese => 1 << 2,
        Audience::Enterprise => 1 << 3,
        Audience::ForeignInvestedEnterprise => 1 << 4,
        Audience::Cooperative => 1 << 5,
        Audience::Organisation => 1 << 6,
        Audience::ForeignOrganisation => 1 << 7,
        Audience::Official => 1 << 8,
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
