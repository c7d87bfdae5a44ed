//! The index inside the process: Tantivy finds candidates in memory or in a folder.

use std::path::Path;

use tantivy::collector::TopDocs;
use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::{DocId, Index, IndexReader, ReloadPolicy, Score, SegmentReader, TantivyDocument};

use super::SearchError;
use super::candidates;
use super::index::IndexDocument;
use super::lexicon::Lexicon;
use super::ranker::{Asked, CANDIDATES, Candidate, Ranker};
use super::schema::{FORMAT, Fields, write};

/// One immutable index. Positions of its documents are those of the cards read from it.
pub(super) struct EmbeddedIndex {
    reader: IndexReader,
    fields: Fields,
}

impl EmbeddedIndex {
    /// Builds the index of a version of the catalogue: in a new folder under `root` that is given
    /// its name when complete, or (`None`) in memory. A crash midway leaves nothing that would be
    /// taken for an index; indexes of other versions are removed.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub(super) fn build(
        root: Option<&Path>,
        version: &str,
        docs: impl Iterator<Item = IndexDocument>,
    ) -> Result<(Self, Ranker), SearchError> {
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
    pub(super) fn open_or_build(
        root: &Path,
        version: &str,
        docs: impl Iterator<Item = IndexDocument>,
    ) -> Result<(Self, Ranker), SearchError> {
        let wanted = root.join(folder_name(version));
        if wanted.is_dir() {
            match Index::open_in_dir(&wanted)
                .map_err(SearchError::from)
                .and_then(|i| Self::over(&i))
            {
                Ok(opened) => return Ok(opened),
                Err(error) => {
                    tracing::warn!(%error, "the search index is damaged and is built anew");
                }
            }
        }
        Self::build(Some(root), version, docs)
    }

    /// With the cards that are read from it: only an index that can be read whole is one.
    fn over(index: &Index) -> Result<(Self, Ranker), SearchError> {
        let index = Self {
            fields: Fields::of(&index.schema())?,
            reader: index
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .try_into()?,
        };
        let ranker = index.ranker()?;
        Ok((index, ranker))
    }

    fn ranker(&self) -> Result<Ranker, SearchError> {
        let (mut cards, mut bodies) = (Vec::new(), Vec::new());
        let mut lexicon = Lexicon::default();
        let searcher = self.reader.searcher();
        for segment in searcher.segment_readers() {
            let store = segment.get_store_reader(1)?;
            for doc in store.iter::<TantivyDocument>(segment.alive_bitset()) {
                let (card, body) = self.fields.card(&doc?, &mut lexicon);
                cards.push(card);
                bodies.push(body);
            }
        }
        for (card, body) in cards.iter_mut().zip(&bodies) {
            card.read(body, &lexicon);
        }
        lexicon.finish();
        for card in &mut cards {
            card.weigh(&lexicon);
        }
        Ranker::new(cards, lexicon)
    }

    /// What may be meant, best first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn candidates(
        &self,
        asked: &Asked<'_>,
        ranker: &Ranker,
    ) -> Result<Vec<Candidate>, SearchError> {
        let wanted = candidates::query(&asked.query, asked.kind, &self.fields, ranker.lexicon());
        let Some(wanted) = wanted else {
            return Ok(Vec::new());
        };
        // Tweaked by nothing, so that Tantivy adds up all postings instead of pruning with block-max
        // WAND: over a few thousand short records, keeping dozens of terms sorted costs more than
        // it saves.
        let best = TopDocs::with_limit(CANDIDATES)
            .tweak_score(|_: &SegmentReader| |_: DocId, score: Score| score);
        let hits = self.reader.searcher().search(&wanted, &best)?;
        Ok(hits
            .into_iter()
            .map(|(score, at)| (score, at.doc_id as usize))
            .filter(|(_, card)| ranker.admits(asked.kind, *card))
            .collect())
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
