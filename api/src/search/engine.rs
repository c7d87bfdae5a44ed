//! The embedded engine: Tantivy finds candidates in the process, `rank` puts them in order.

use std::path::Path;

use async_trait::async_trait;
use mobile_contract::search::{HitKind, SearchKind};
use tantivy::collector::TopDocs;
use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::{DocId, Index, IndexReader, ReloadPolicy, Score, SegmentReader, TantivyDocument};

use super::card::Card;
use super::index::IndexDocument;
use super::lexicon::Lexicon;
use super::query::Query;
use super::rank::{Features, Weights, features};
use super::schema::{FORMAT, Fields, write};
use super::understand::Understood;
use super::{Found, SearchEngine, SearchError, candidates};

/// Candidates that are ranked.
const CANDIDATES: usize = 120;
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
        drop(write(
            MmapDirectory::open(&fresh).map_err(tantivy::TantivyError::from)?,
            docs,
        )?);
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
            match Index::open_in_dir(&wanted)
                .map_err(SearchError::from)
                .and_then(|i| Self::over(&i))
            {
                Ok(engine) => return Ok(engine),
                Err(error) => {
                    tracing::warn!(%error, "the search index is damaged and is built anew");
                }
            }
        }
        Self::build(Some(root), version, docs)
    }

    fn over(index: &Index) -> Result<Self, SearchError> {
        let fields = Fields::of(&index.schema())?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
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
        let mut bodies = Vec::new();
        for segment in searcher.segment_readers() {
            let store = segment.get_store_reader(1)?;
            for doc in store.iter::<TantivyDocument>(segment.alive_bitset()) {
                let (card, body) = self.fields.card(&doc?, &mut self.lexicon);
                self.cards.push(card);
                bodies.push(body);
            }
        }
        for (card, body) in self.cards.iter_mut().zip(&bodies) {
            card.read(body, &self.lexicon);
        }
        self.lexicon.finish();
        Ok(())
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
        if !question.has_meaning() || limit == 0 {
            return Ok(Vec::new());
        }
        let query = Query::new(question, &self.lexicon);
        let ranked = self.rank(&query, kind)?;
        let named = question
            .code
            .as_ref()
            .map(mobile_contract::ProcedureCode::national);
        let others = ranked
            .iter()
            .filter(|r| Some(r.card.code.as_str()) != named);
        Ok(self
            .by_code(named, kind)
            .into_iter()
            .chain(others.map(Ranked::found))
            .take(limit)
            .collect())
    }

    fn rank(&self, query: &Query, kind: SearchKind) -> Result<Vec<Ranked<'_>>, SearchError> {
        let candidates = self.candidates(query, kind)?;
        let best = candidates
            .first()
            .map_or(1.0, |(score, _)| score.max(f32::MIN_POSITIVE));
        let mut ranked: Vec<Ranked<'_>> = candidates
            .iter()
            .filter_map(|(score, doc)| Some((*score, self.cards.get(*doc)?)))
            .map(|(score, card)| {
                let features = features(card, query, &self.lexicon, score / best, &self.weights);
                Ranked {
                    score: features.score(&self.weights),
                    features,
                    card,
                }
            })
            .collect();
        ranked.sort_by(Ranked::order);
        Ok(ranked)
    }

    /// The procedure whose code is in the question comes first, and surely.
    fn by_code(&self, code: Option<&str>, kind: SearchKind) -> Option<Found> {
        const SURELY: f32 = 10.0;
        let code = code.filter(|_| kind != SearchKind::Faq)?;
        let card = self
            .cards
            .iter()
            .find(|c| c.kind == HitKind::Procedure && c.code == code)?;
        Some(Found {
            kind: card.kind,
            code: card.code.clone(),
            score: SURELY,
            confidence: 1.0,
            features: Features::default(),
        })
    }

    fn candidates(
        &self,
        query: &Query,
        kind: SearchKind,
    ) -> Result<Vec<(f32, usize)>, SearchError> {
        let Some(wanted) = candidates::query(query, kind, &self.fields, &self.lexicon) else {
            return Ok(Vec::new());
        };
        // Tweaked by nothing, so that Tantivy adds up all postings instead of pruning with block-max
        // WAND: over a few thousand short records, keeping dozens of terms sorted costs more than
        // it saves.
        let best = TopDocs::with_limit(CANDIDATES)
            .tweak_score(|_: &SegmentReader| |_: DocId, score: Score| score);
        let hits = self.reader.searcher().search(&wanted, &best)?;
        let admitted = |doc: usize| {
            self.cards
                .get(doc)
                .is_some_and(|card| admits(kind, card.kind))
        };
        Ok(hits
            .into_iter()
            .map(|(score, at)| (score, at.doc_id as usize))
            .filter(|(_, doc)| admitted(*doc))
            .collect())
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
            features: self.features,
        }
    }
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
        if ours
            && path != keep
            && let Err(error) = remove(&path)
        {
            tracing::warn!(%error, path = %path.display(), "an old search index stays behind");
        }
    }
}
