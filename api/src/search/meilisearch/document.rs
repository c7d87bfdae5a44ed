//! A record as Meilisearch keeps it.

use mobile_contract::search::HitKind;
use mobile_contract::text::fold;
use serde::Serialize;

use super::version::Version;
use crate::search::index::IndexDocument;
use crate::search::schema::words;

/// Names of the attributes that requests and settings speak of.
pub(super) mod attribute {
    pub(in super::super) const ID: &str = "id";
    pub(in super::super) const VERSION: &str = "version";
    pub(in super::super) const KIND: &str = "kind";
    pub(in super::super) const NAMES: &str = "names";
    pub(in super::super) const PAIRS: &str = "pairs";
    pub(in super::super) const BODY: &str = "body";
}

/// One record. What is searched is folded as questions are; the rest is for people who look into
/// the index.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    id: String,
    /// The knowledge it is of: every hit proves that the index is the right one.
    version: String,
    kind: &'static str,
    code: String,
    title: String,
    aliases: Vec<String>,
    curated: bool,
    /// Title and aliases.
    names: Vec<String>,
    /// Neighbours in them, each two as one word.
    pairs: String,
    /// Field and running text.
    body: String,
}

impl Document {
    /// A record of a version of the knowledge.
    pub(super) fn new(doc: IndexDocument, version: &Version) -> Self {
        let names: Vec<String> = std::iter::once(&doc.title)
            .chain(&doc.aliases)
            .chain(&doc.foreign)
            .map(|name| words(&fold(name)).collect::<Vec<_>>().join(" "))
            .filter(|name| !name.is_empty())
            .collect();
        let body = fold(&format!("{}\n{}", doc.field, doc.body));
        Self {
            id: id(doc.kind, &doc.code),
            version: version.to_string(),
            kind: kind(doc.kind),
            code: doc.code,
            title: doc.title,
            aliases: doc.aliases.into_iter().chain(doc.foreign).collect(),
            curated: doc.curated,
            pairs: pairs(&names),
            names,
            body: words(&body).collect::<Vec<_>>().join(" "),
        }
    }
}

/// How the attribute `kind` names a kind.
pub(super) const fn kind(kind: HitKind) -> &'static str {
    match kind {
        HitKind::Procedure => "procedure",
        HitKind::Faq => "faq",
    }
}

/// The key of a record, of characters that Meilisearch takes in a key. Codes are letters, digits,
/// dots and hyphens, so that different ones keep different keys.
pub(super) fn id(of: HitKind, code: &str) -> String {
    let safe: String = code
        .chars()
        .map(|c| match c {
            '.' => '_',
            c if c.is_ascii_alphanumeric() || c == '-' => c,
            _ => '-',
        })
        .collect();
    format!("{}-{safe}", kind(of))
}

/// Two neighbours as one word: Meilisearch parts words at whatever could stand between them.
pub(super) fn pair(a: &str, b: &str) -> String {
    format!("{a}{b}")
}

fn pairs(names: &[String]) -> String {
    let mut pairs: Vec<String> = names
        .iter()
        .flat_map(|name| {
            let next = name.split(' ').skip(1);
            name.split(' ').zip(next).map(|(a, b)| pair(a, b))
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_folded_for_search_and_kept_as_it_is_beside() {
        let doc = IndexDocument {
            kind: HitKind::Procedure,
            code: "1.001193.H31".into(),
            title: "Thủ tục đăng ký khai sinh".into(),
            aliases: vec!["Khai sinh (đúng hạn)".into(), String::new()],
            foreign: Vec::new(),
            field: "Hộ tịch".into(),
            body: "Ủy ban nhân dân cấp xã\nGiấy chứng sinh".into(),
            levels: 0,
            audiences: 0,
            curated: true,
        };
        let document = Document::new(doc, &Version::of("7"));
        assert_eq!(document.id, "procedure-1_001193_H31");
        assert_eq!(document.version, "1-7");
        assert_eq!(document.title, "Thủ tục đăng ký khai sinh");
        assert_eq!(
            document.names,
            ["thu tuc dang ky khai sinh", "khai sinh dung han"]
        );
        assert_eq!(
            document.pairs,
            "dangky dunghan khaisinh kykhai sinhdung thutuc tucdang"
        );
        assert!(
            document
                .body
                .starts_with("ho tich uy ban nhan dan cap xa giay")
        );
    }

    #[test]
    fn keys_hold_nothing_but_what_meilisearch_takes() {
        let key = id(HitKind::Faq, "khai-sinh mất/tiền");
        assert_eq!(key, "faq-khai-sinh-m-t-ti-n");
        assert_ne!(id(HitKind::Faq, "a"), id(HitKind::Procedure, "a"));
    }
}
