//! The shape of the Tantivy index, and how records are written into it.

use mobile_contract::search::HitKind;
use mobile_contract::text::fold;
use tantivy::directory::Directory;
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::{Index, TantivyDocument};

use super::SearchError;
use super::card::{Card, CardSource};
use super::index::IndexDocument;
use super::lexicon::Lexicon;
use crate::kernel::text::compose;

/// Raised when the schema or the way texts are cut changes: an older index is built anew.
pub(super) const FORMAT: &str = "1";
/// Memory that building may use.
const BUILD_BYTES: usize = 64 << 20;

/// How the field `kind` names an FAQ.
pub(super) const FAQ: &str = "faq";
const PROCEDURE: &str = "procedure";

/// Names of the index's fields.
pub(super) struct Fields {
    /// Title and aliases: folded syllables and pairs.
    pub(super) name: Field,
    /// Running text: folded syllables.
    pub(super) body: Field,
    pub(super) kind: Field,
    /// Code, names, field of administration, level, curated: stored for [`Card`].
    card: [Field; 5],
}

impl Fields {
    fn schema() -> Schema {
        let indexed = |record| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer("whitespace")
                .set_index_option(record);
            TextOptions::default().set_indexing_options(indexing)
        };
        let mut schema = Schema::builder();
        schema.add_text_field("name", indexed(IndexRecordOption::WithFreqs));
        schema.add_text_field("body", indexed(IndexRecordOption::WithFreqs));
        schema.add_text_field("kind", STRING | STORED);
        schema.add_text_field("code", STORED);
        schema.add_text_field("names", STORED);
        schema.add_text_field("field", STORED);
        schema.add_u64_field("level", STORED);
        schema.add_bool_field("curated", STORED);
        schema.build()
    }

    /// Finds the fields of an opened index.
    pub(super) fn of(schema: &Schema) -> Result<Self, tantivy::TantivyError> {
        let field = |name| schema.get_field(name);
        Ok(Self {
            name: field("name")?,
            body: field("body")?,
            kind: field("kind")?,
            card: [
                field("code")?,
                field("names")?,
                field("field")?,
                field("level")?,
                field("curated")?,
            ],
        })
    }

    /// Reads the card of a stored record, teaching the lexicon its words.
    pub(super) fn card(&self, doc: &TantivyDocument, lexicon: &mut Lexicon) -> Card {
        let [code, names, field, level, curated] = self.card;
        let text = |field| {
            doc.get_first(field)
                .and_then(|v| v.as_str())
                .unwrap_or_default()
        };
        let source = CardSource {
            kind: if text(self.kind) == FAQ {
                HitKind::Faq
            } else {
                HitKind::Procedure
            },
            code: text(code),
            names: text(names).split('\n').collect(),
            field: text(field),
            level: doc
                .get_first(level)
                .and_then(|v| v.as_u64())
                .and_then(|n| u8::try_from(n).ok())
                .unwrap_or(3),
            curated: doc
                .get_first(curated)
                .and_then(|v| v.as_bool())
                .unwrap_or(false),
        };
        Card::new(&source, lexicon)
    }
}

/// Writes an index of one segment, so that records keep their order.
pub(super) fn write<D: Directory>(
    dir: D,
    docs: impl Iterator<Item = IndexDocument>,
) -> Result<Index, SearchError> {
    let schema = Fields::schema();
    let fields = Fields::of(&schema)?;
    let mut writer = Index::builder()
        .schema(schema)
        .single_segment_index_writer::<TantivyDocument>(dir, BUILD_BYTES)?;
    for doc in docs {
        writer.add_document(tantivy_document(&fields, &doc))?;
    }
    Ok(writer.finalize()?)
}

fn tantivy_document(fields: &Fields, doc: &IndexDocument) -> TantivyDocument {
    let [code, names, field, level, curated] = fields.card;
    let all_names: Vec<String> = std::iter::once(&doc.title)
        .chain(&doc.aliases)
        .map(|name| compose(name))
        .filter(|name| !name.is_empty())
        .collect();
    let mut out = TantivyDocument::new();
    let mut tokens = String::new();
    for name in &all_names {
        push_tokens(&mut tokens, name, true);
    }
    out.add_text(fields.name, &tokens);
    tokens.clear();
    push_tokens(&mut tokens, &doc.field, false);
    push_tokens(&mut tokens, &doc.body, false);
    out.add_text(fields.body, &tokens);
    out.add_text(
        fields.kind,
        if doc.kind == HitKind::Faq {
            FAQ
        } else {
            PROCEDURE
        },
    );
    out.add_text(code, &doc.code);
    out.add_text(names, all_names.join("\n"));
    out.add_text(field, &doc.field);
    out.add_u64(level, u64::from(doc.level));
    out.add_bool(curated, doc.curated);
    out
}

/// Folded syllables, and if wanted each pair of neighbours. Pairs of running text would double the
/// index and find nothing that its names do not.
fn push_tokens(out: &mut String, text: &str, pairs: bool) {
    let folded = fold(text);
    let mut before: Option<&str> = None;
    for word in words(&folded) {
        out.push(' ');
        out.push_str(word);
        if pairs && let Some(before) = before {
            out.push(' ');
            out.push_str(&pair(before, word));
        }
        before = Some(word);
    }
}

/// The syllables of a folded text.
pub(super) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// The token of two neighbours.
pub(super) fn pair(a: &str, b: &str) -> String {
    format!("{a}_{b}")
}
