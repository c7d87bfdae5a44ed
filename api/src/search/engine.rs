//! The embedded engine: Tantivy finds candidates in the process, `rank` puts them in order.

use std::collections::BTreeMap;
use std::path::Path;

use async_trait::async_trait;
use mobile_contract::search::{HitKind, SearchKind};
use mobile_contract::text::fold;
use tantivy::collector::TopDocs;
use tantivy::directory::{Directory, MmapDirectory, RamDirectory};
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query as TantivyQuery, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::store::StoreReader;
use tantivy::{Index, IndexReader, ReloadPolicy, TantivyDocument, Term};

use super::card::{Card, CardSource};
use super::index::IndexDocument;
use super::lexicon::Lexicon;
use super::query::{Query, Row};
use super::rank::{Features, Weights, features};
use super::understand::Understood;
use super::{Found, SearchEngine, SearchError};
use crate::kernel::text::compose;

/// Raised when the schema or the way texts are cut changes: an older index is built anew.
const FORMAT: &str = "1";
/// Memory that building may use.
const BUILD_BYTES: usize = 64 << 20;
/// Candidates that are ranked.
const CANDIDATES: usize = 120;
/// Readings find candidates as own words do, a little weaker.
const READING_BOOST: f32 = 0.9;
/// What a corrected word is worth when looking for candidates.
const CORRECTION_BOOST: f32 = 0.5;
/// What a word is worth in the running text beside the name.
const BODY_BOOST: f32 = 0.35;
/// Words that tell less than this find no candidates.
const LEAST_WEIGHT: f32 = 0.6;

/// Names of the index's fields.
struct Fields {
    name: Field,
    body: Field,
    kind: Field,
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

    fn of(schema: &Schema) -> Result<Self, tantivy::TantivyError> {
        let field = |name| schema.get_field(name);
        Ok(Self {
            name: field("name")?,
            body: field("body")?,
            kind: field("kind")?,
            card: [field("code")?, field("names")?, field("field")?, field("level")?, field("curated")?],
        })
    }
}

/// Search in the process, over one immutable index. A changed catalogue gets a new engine.
pub struct TantivyEngine {
    reader: IndexReader,
    fields: Fields,
    cards: Vec<Card>,
    lexicon: Lexicon,
    weights: Weights,
}

impl TantivyEngine {
    /// Builds the index of a version of the catalogue: in a new folder under `root` that is given
    /// its name when complete, or (`None`) in memory. A crash midway leaves nothing that would be
    /// taken for an index; indexes of other versions are removed.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn build(
        root: Option<&Path>,
        version: &str,
        docs: impl Iterator<Item = IndexDocument>,
    ) -> Result<Self, SearchError> {
        let Some(root) = root else {
            return Self::over(&write(RamDirectory::create(), docs)?);
        };
        let wanted = root.join(folder_name(version));
        let fresh = root.join(format!("building-{}", std::process::id()));
        remove(&fresh)?;
        std::fs::create_dir_all(&fresh)?;
        drop(write(MmapDirectory::open(&fresh).map_err(tantivy::TantivyError::from)?, docs)?);
        remove(&wanted)?;
        std::fs::rename(&fresh, &wanted)?;
        remove_others(root, &wanted);
        Self::over(&Index::open_in_dir(&wanted)?)
    }

    /// Opens the index of a version of the catalogue under `root`, or builds it.
    ///
    /// # Errors
    /// When the folder cannot be used, or the index neither read nor built.
    pub fn open_or_build(
        root: &Path,
        version: &str,
        docs: impl Iterator<Item = IndexDocument>,
    ) -> Result<Self, SearchError> {
        let wanted = root.join(folder_name(version));
        if wanted.is_dir() {
            match Index::open_in_dir(&wanted).map_err(SearchError::from).and_then(|i| Self::over(&i)) {
                Ok(engine) => return Ok(engine),
                Err(error) => tracing::warn!(%error, "the search index is damaged and is built anew"),
            }
        }
        Self::build(Some(root), version, docs)
    }

    fn over(index: &Index) -> Result<Self, SearchError> {
        let fields = Fields::of(&index.schema())?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let mut engine = Self {
            reader,
            fields,
            cards: Vec::new(),
            lexicon: Lexicon::default(),
            weights: Weights::default(),
        };
        engine.read_cards()?;
        Ok(engine)
    }

    fn read_cards(&mut self) -> Result<(), SearchError> {
        let searcher = self.reader.searcher();
        for segment in searcher.segment_readers() {
            let store: StoreReader = segment.get_store_reader(1)?;
            for doc in store.iter::<TantivyDocument>(segment.alive_bitset()) {
                let card = self.read_card(&doc?);
                self.cards.push(card);
            }
        }
        Ok(())
    }

    fn read_card(&mut self, doc: &TantivyDocument) -> Card {
        let [code, names, field, level, curated] = self.fields.card;
        let text = |field| doc.get_first(field).and_then(|v| v.as_str()).unwrap_or_default();
        let source = CardSource {
            kind: if text(self.fields.kind) == FAQ { HitKind::Faq } else { HitKind::Procedure },
            code: text(code),
            names: text(names).split('\n').collect(),
            field: text(field),
            level: doc
                .get_first(level)
                .and_then(|v| v.as_u64())
                .and_then(|n| u8::try_from(n).ok())
                .unwrap_or(3),
            curated: doc.get_first(curated).and_then(|v| v.as_bool()).unwrap_or(false),
        };
        Card::new(&source, &mut self.lexicon)
    }

    /// Finds and ranks; pure computation, a millisecond or two.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find(
        &self,
        question: &Understood,
        kind: SearchKind,
        limit: usize,
    ) -> Result<Vec<Found>, SearchError> {
        let hits = self.hits(question, kind, limit)?;
        Ok(hits.into_iter().map(|(found, _)| found).collect())
    }

    /// As [`Self::find`], with the features behind each place in the order.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn explain(
        &self,
        question: &Understood,
        kind: SearchKind,
        limit: usize,
    ) -> Result<Vec<(Found, String)>, SearchError> {
        let why = |f: Option<Features>| f.map_or("named by its code".to_owned(), |f| format!("{f:?}"));
        let hits = self.hits(question, kind, limit)?;
        Ok(hits.into_iter().map(|(found, features)| (found, why(features))).collect())
    }

    fn hits(
        &self,
        question: &Understood,
        kind: SearchKind,
        limit: usize,
    ) -> Result<Vec<(Found, Option<Features>)>, SearchError> {
        if !question.has_meaning() || limit == 0 {
            return Ok(Vec::new());
        }
        let query = Query::new(question, &self.lexicon);
        let ranked = self.rank(&query, kind)?;
        let named = question.code.as_ref().map(mobile_contract::ProcedureCode::national);
        let others = ranked.iter().filter(|r| Some(r.card.code.as_str()) != named);
        Ok(self
            .by_code(named, kind)
            .into_iter()
            .map(|found| (found, None))
            .chain(others.map(|r| (r.found(), Some(r.features))))
            .take(limit)
            .collect())
    }

    fn rank(&self, query: &Query, kind: SearchKind) -> Result<Vec<Ranked<'_>>, SearchError> {
        let candidates = self.candidates(query, kind)?;
        let best = candidates.first().map_or(1.0, |(score, _)| score.max(f32::MIN_POSITIVE));
        let mut ranked: Vec<Ranked<'_>> = candidates
            .iter()
            .filter_map(|(score, doc)| Some((*score, self.cards.get(*doc)?)))
            .map(|(score, card)| {
                let features = features(card, query, &self.lexicon, score / best, &self.weights);
                Ranked { score: features.score(&self.weights), features, card }
            })
            .collect();
        ranked.sort_by(Ranked::order);
        Ok(ranked)
    }

    /// The procedure whose code is in the question comes first, and surely.
    fn by_code(&self, code: Option<&str>, kind: SearchKind) -> Option<Found> {
        const SURELY: f32 = 10.0;
        let code = code.filter(|_| kind != SearchKind::Faq)?;
        let card = self.cards.iter().find(|c| c.kind == HitKind::Procedure && c.code == code)?;
        Some(Found { kind: card.kind, code: card.code.clone(), score: SURELY, confidence: 1.0 })
    }

    fn candidates(&self, query: &Query, kind: SearchKind) -> Result<Vec<(f32, usize)>, SearchError> {
        let mut terms = BTreeMap::new();
        self.add_row(&mut terms, &query.row, 1.0);
        for alternative in &query.alternatives {
            self.add_row(&mut terms, &alternative.row, alternative.strength * READING_BOOST);
        }
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let any: Vec<(Occur, Box<dyn TantivyQuery>)> = terms
            .into_iter()
            .map(|(term, boost)| {
                let term = TermQuery::new(term, IndexRecordOption::WithFreqs);
                (Occur::Should, Box::new(BoostQuery::new(Box::new(term), boost)) as Box<dyn TantivyQuery>)
            })
            .collect();
        let mut wanted = BooleanQuery::new(any);
        if kind == SearchKind::Faq {
            let faq = TermQuery::new(
                Term::from_field_text(self.fields.kind, FAQ),
                IndexRecordOption::Basic,
            );
            wanted = BooleanQuery::new(vec![
                (Occur::Must, Box::new(BoostQuery::new(Box::new(faq), 0.0))),
                (Occur::Must, Box::new(wanted)),
            ]);
        }
        let hits = self.reader.searcher().search(&wanted, &TopDocs::with_limit(CANDIDATES).order_by_score())?;
        Ok(hits
            .into_iter()
            .map(|(score, at)| (score, at.doc_id as usize))
            .filter(|(_, doc)| self.cards.get(*doc).is_some_and(|card| admits(kind, card.kind)))
            .collect())
    }

    /// Adds the words and pairs of a row. A word that several rows look for counts once, at its best.
    fn add_row(&self, terms: &mut BTreeMap<Term, f32>, row: &Row, boost: f32) {
        let mut add = |field: Field, text: &str, boost: f32| {
            let best = terms.entry(Term::from_field_text(field, text)).or_insert(0.0_f32);
            *best = best.max(boost);
        };
        for word in row.words.iter().filter(|w| w.weight >= LEAST_WEIGHT) {
            for (i, id) in word.ids.iter().enumerate() {
                let share = if i < word.as_typed { 1.0 } else { CORRECTION_BOOST };
                let text = self.lexicon.text(*id);
                add(self.fields.name, text, boost * share);
                add(self.fields.body, text, boost * share * BODY_BOOST);
            }
        }
        for ((a, b), weight) in row.words.iter().zip(row.words.iter().skip(1)).zip(&row.pairs) {
            if *weight < LEAST_WEIGHT / 2.0 {
                continue;
            }
            for (a, b) in a.ids.iter().flat_map(|a| b.ids.iter().map(move |b| (*a, *b))) {
                if self.lexicon.pair_frequency(a, b) > 0 {
                    let text = pair(self.lexicon.text(a), self.lexicon.text(b));
                    add(self.fields.name, &text, boost);
                }
            }
        }
    }
}

#[async_trait]
impl SearchEngine for TantivyEngine {
    async fn search(
        &self,
        query: &Understood,
        kind: SearchKind,
        limit: usize,
    ) -> Result<Vec<Found>, SearchError> {
        self.find(query, kind, limit)
    }
}

const FAQ: &str = "faq";
const PROCEDURE: &str = "procedure";

fn admits(wanted: SearchKind, kind: HitKind) -> bool {
    match wanted {
        SearchKind::All => true,
        SearchKind::Procedure => kind == HitKind::Procedure,
        SearchKind::Faq => kind == HitKind::Faq,
    }
}

/// A candidate in its place.
struct Ranked<'a> {
    score: f32,
    features: Features,
    card: &'a Card,
}

impl Ranked<'_> {
    /// Best first; equals in the order curated, nearest office, code, so that it never changes.
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        other
            .score
            .total_cmp(&self.score)
            .then(other.card.curated.cmp(&self.card.curated))
            .then(self.card.level.cmp(&other.card.level))
            .then_with(|| self.card.code.cmp(&other.card.code))
    }

    fn found(&self) -> Found {
        Found {
            kind: self.card.kind,
            code: self.card.code.clone(),
            score: self.score,
            confidence: self.features.confidence(),
        }
    }
}

fn write<D: Directory>(
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
    out.add_text(fields.kind, if doc.kind == HitKind::Faq { FAQ } else { PROCEDURE });
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
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut before: Option<&str> = None;
    for word in words {
        out.push(' ');
        out.push_str(word);
        if pairs && let Some(before) = before {
            out.push(' ');
            out.push_str(&pair(before, word));
        }
        before = Some(word);
    }
}

fn pair(a: &str, b: &str) -> String {
    format!("{a}_{b}")
}

/// A folder's name that stands for a version, whatever it contains.
fn folder_name(version: &str) -> String {
    let safe: String = version
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(100)
        .collect();
    format!("index-{FORMAT}-{safe}")
}

fn remove(dir: &Path) -> std::io::Result<()> {
    match std::fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Old indexes only cost space; failing to remove one is no reason not to start.
fn remove_others(root: &Path, keep: &Path) {
    for entry in std::fs::read_dir(root).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let ours = name.to_string_lossy().starts_with("index-");
        if ours && path != keep && let Err(error) = remove(&path) {
            tracing::warn!(%error, path = %path.display(), "an old search index stays behind");
        }
    }
}
