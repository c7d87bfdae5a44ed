//! The shape of the Tantivy index, and how records are written into it.

use std::collections::BTreeSet;

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
pub(super) const FORMAT: &str = "3";
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
    /// Code, names, English names, field of administration, levels, audiences, curated, words of the running text:
    /// stored for [`Card`].
    card: [Field; 8],
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
        schema.add_text_field("foreign", STORED);
        schema.add_text_field("field", STORED);
        schema.add_u64_field("levels", STORED);
        schema.add_u64_field("audiences", STORED);
        schema.add_bool_field("curated", STORED);
        schema.add_text_field("words", STORED);
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
                field("foreign")?,
                field("field")?,
                field("levels")?,
                field("audiences")?,
                field("curated")?,
                field("words")?,
            ],
        })
    }

    /// Reads the card of a stored record, teaching the lexicon its words, and the syllables of its
    /// running text.
    pub(super) fn card(&self, doc: &TantivyDocument, lexicon: &mut Lexicon) -> (Card, String) {
        let [
            code,
            names,
            foreign,
            field,
            levels,
            audiences,
            curated,
            words,
        ] = self.card;
        let number = |field| doc.get_first(field).and_then(|v| v.as_u64()).unwrap_or(0);
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
            names: text(names).lines().collect(),
            foreign: text(foreign).lines().collect(),
            field: text(field),
            levels: u8::try_from(number(levels)).unwrap_or(0),
            audiences: u16::try_from(number(audiences)).unwrap_or(0),
            curated: doc
                .get_first(curated)
                .and_then(|v| v.as_bool())
                .unwrap_or(false),
        };
        (Card::new(&source, lexicon), text(words).to_owned())
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
    let [
        code,
        names,
        foreign,
        field,
        levels,
        audiences,
        curated,
        words,
    ] = fields.card;
    let own_names = composed(std::iter::once(&doc.title).chain(&doc.aliases));
    let foreign_names = composed(doc.foreign.iter());
    let mut out = TantivyDocument::new();
    let mut tokens = String::new();
    for name in own_names.iter().chain(&foreign_names) {
        push_tokens(&mut tokens, name, true);
    }
    out.add_text(fields.name, &tokens);
    tokens.clear();
    push_tokens(&mut tokens, &doc.field, false);
    push_tokens(&mut tokens, &doc.body, false);
    out.add_text(fields.body, &tokens);
    out.add_text(words, distinct(&tokens));
    out.add_text(
        fields.kind,
        if doc.kind == HitKind::Faq {
            FAQ
        } else {
            PROCEDURE
        },
    );
    out.add_text(code, &doc.code);
    out.add_text(names, own_names.join("\n"));
    out.add_text(foreign, foreign_names.join("\n"));
    out.add_text(field, &doc.field);
    out.add_u64(levels, u64::from(doc.levels));
    out.add_u64(audiences, u64::from(doc.audiences));
    out.add_bool(curated, doc.curated);
    out
}

fn composed<'a>(names: impl Iterator<Item = &'a String>) -> Vec<String> {
    names
        .map(|name| compose(name))
        .filter(|name| !name.is_empty())
        .collect()
}

/// Each token once.
fn distinct(tokens: &str) -> String {
    let words: BTreeSet<&str> = tokens.split_whitespace().collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
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
