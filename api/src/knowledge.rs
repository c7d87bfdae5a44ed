//! The knowledge of all rooms together: stored from the bundle, read into snapshots, indexed.
//!
//! Every writer of knowledge bumps one revision in its transaction; every server looks at the
//! revision and, when it has changed, reads everything anew and swaps it in; or only the questions for
//! all, where nothing else has changed.

mod bundle;
mod catalogue;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use actix_web::web::Data;
use async_trait::async_trait;
use mobile_contract::FaqId;
use mobile_contract::knowledge::Faq;
use tokio::sync::Mutex;

use crate::agencies::{self, Agencies};
use crate::editorial::Press;
use crate::error::{Error, Result};
use crate::faqs::{self, Faqs};
use crate::kernel::shared::Shared;
use crate::life_events::{self, LifeEvents};
use crate::names::NameIndex;
use crate::places::{self, Places};
use crate::procedures::{self, Procedures};
use crate::search::{
    IndexDocument, Keeper, Meilisearch, MeilisearchEngine, SearchEngine, TantivyEngine,
};
use crate::storage::{Database, meta};

pub use bundle::{mint_codes, store_bundle};
use catalogue::{Catalogue, Stored};

/// The snapshots that requests are answered from.
#[derive(Clone)]
pub struct Knowledge {
    /// Procedures.
    pub procedures: Data<Shared<Procedures>>,
    /// Frequently asked questions.
    pub faqs: Data<Shared<Faqs>>,
    /// Life events.
    pub life_events: Data<Shared<LifeEvents>>,
    /// Places.
    pub places: Data<Shared<Places>>,
    /// Agencies and counters.
    pub agencies: Data<Shared<Agencies>>,
    /// Names of places and agencies.
    pub names: Data<Shared<NameIndex>>,
    /// The search engine over procedures and questions.
    pub engine: Data<Shared<Arc<dyn SearchEngine>>>,
    /// The revision these were read at.
    revision: Shared<String>,
    /// What the index was built of, but questions for all.
    catalogue: Shared<Catalogue>,
    /// One reads anew at a time: a publisher and the watch in the background would build one index twice.
    turn: Arc<Mutex<()>>,
    engines: Engines,
}

/// What search runs on.
#[derive(Clone, Default)]
pub struct Engines {
    /// Where the embedded index is kept between starts; `None`: in memory.
    pub index_dir: Option<PathBuf>,
    /// The server that is asked before the embedded index.
    pub meilisearch: Option<Arc<Meilisearch>>,
}

impl Engines {
    /// The embedded engine, with its index in a folder.
    #[must_use]
    pub const fn embedded(index_dir: PathBuf) -> Self {
        Self {
            index_dir: Some(index_dir),
            meilisearch: None,
        }
    }

    /// The engine over the documents of a revision.
    fn engine(
        &self,
        revision: &str,
        documents: impl Iterator<Item = IndexDocument>,
    ) -> Result<Arc<dyn SearchEngine>> {
        let embedded = match &self.index_dir {
            Some(dir) => TantivyEngine::open_or_build(dir, revision, documents),
            None => TantivyEngine::build(None, revision, documents),
        };
        let embedded = embedded.map_err(Error::internal)?;
        Ok(match &self.meilisearch {
            Some(server) => Arc::new(MeilisearchEngine::new(
                Arc::clone(server),
                embedded,
                revision,
            )),
            None => Arc::new(embedded),
        })
    }
}

/// What is read from the database in one go.
struct Loaded {
    revision: String,
    catalogue: Catalogue,
    procedures: Procedures,
    faqs: Faqs,
    life_events: LifeEvents,
    places: Places,
    agencies: Agencies,
    names: NameIndex,
    engine: Arc<dyn SearchEngine>,
}

impl Knowledge {
    /// Reads everything and builds, or opens, the index.
    ///
    /// # Errors
    /// When the database or the index fails.
    pub async fn load(db: &Database, engines: Engines) -> Result<Self> {
        let loaded = read(db, engines.clone()).await?;
        Ok(Self {
            procedures: shared(loaded.procedures),
            faqs: shared(loaded.faqs),
            life_events: shared(loaded.life_events),
            places: shared(loaded.places),
            agencies: shared(loaded.agencies),
            names: shared(loaded.names),
            engine: shared(loaded.engine),
            revision: Shared::new(loaded.revision),
            catalogue: Shared::new(loaded.catalogue),
            turn: Arc::default(),
            engines,
        })
    }

    /// Reads everything anew when another revision is stored. Says whether it did.
    ///
    /// # Errors
    /// When the database or the index fails; the present snapshots stay.
    pub async fn refresh(&self, db: &Database) -> Result<bool> {
        let _turn = self.turn.lock().await;
        let revision = meta::revision(&**db).await?;
        if revision == **self.revision.get() {
            return Ok(false);
        }
        let catalogue = self.catalogue.keep();
        if catalogue.is_of(meta::catalogue_revision(&**db).await?.as_deref()) {
            self.refresh_faqs(db, revision, catalogue).await?;
            return Ok(true);
        }
        let loaded = read(db, self.engines.clone()).await?;
        // The index first: who sees a new procedure can find it, too. A hit that is not there yet is
        // left out.
        self.engine.replace(loaded.engine);
        self.procedures.replace(loaded.procedures);
        self.faqs.replace(loaded.faqs);
        self.life_events.replace(loaded.life_events);
        self.places.replace(loaded.places);
        self.agencies.replace(loaded.agencies);
        self.names.replace(loaded.names);
        self.catalogue.replace(loaded.catalogue);
        self.revision.replace(loaded.revision);
        Ok(true)
    }

    /// Reads questions for all anew, where nothing else has changed.
    async fn refresh_faqs(
        &self,
        db: &Database,
        revision: String,
        catalogue: Arc<Catalogue>,
    ) -> Result<()> {
        let (faqs, withdrawn) = read_faqs(db).await?;
        let (engines, version) = (self.engines.clone(), revision.clone());
        let work = move || {
            let engine = engines.engine(&version, catalogue.with(&faqs))?;
            Ok::<_, Error>((Faqs::new(faqs)?.without(withdrawn), engine))
        };
        let (faqs, engine) = tokio::task::spawn_blocking(work)
            .await
            .map_err(Error::internal)??;
        self.engine.replace(engine);
        self.faqs.replace(faqs);
        self.revision.replace(revision);
        Ok(())
    }

    /// What search runs on.
    #[must_use]
    pub const fn engines(&self) -> &Engines {
        &self.engines
    }

    /// What looks after the Meilisearch server; `None` when the embedded engine was chosen.
    #[must_use]
    pub fn keeper(&self, db: &Database) -> Option<Keeper> {
        let server = Arc::clone(self.engines.meilisearch.as_ref()?);
        Some(Keeper::new(server, Box::new(Stored(db.clone()))))
    }
}

/// Brings what was just written before everyone's eyes on this server, without waiting for its watch.
#[derive(Clone)]
pub struct Reloader {
    /// The database.
    pub db: Database,
    /// What is brought up to date.
    pub knowledge: Knowledge,
}

#[async_trait]
impl Press for Reloader {
    async fn bring_out(&self) -> Result<()> {
        self.knowledge.refresh(&self.db).await.map(drop)
    }
}

fn shared<T: 'static>(value: T) -> Data<Shared<T>> {
    Data::new(Shared::new(value))
}

/// Questions for all, and those that were taken back.
async fn read_faqs(db: &Database) -> Result<(Vec<Faq>, HashMap<FaqId, Option<FaqId>>)> {
    let faqs = faqs::store::all(&**db).await?;
    Ok((faqs, faqs::store::withdrawn(&**db).await?))
}

/// The revisions are read first: a change that comes while reading is then read again, not missed.
async fn read(db: &Database, engines: Engines) -> Result<Loaded> {
    let revision = meta::revision(&**db).await?;
    let of_catalogue = meta::catalogue_revision(&**db).await?;
    let procedures = procedures::store::all(&**db).await?;
    let (faqs, withdrawn) = read_faqs(db).await?;
    let life_events = LifeEvents::new(life_events::store::all(&**db).await?)?;
    let places = Places::new(places::store::all(&**db).await?);
    let agencies = Agencies::new(
        agencies::store::all(&**db).await?,
        agencies::store::all_counters(&**db).await?,
    );
    let names = NameIndex::new(&agencies, &places);
    let version = revision.clone();
    let work = move || {
        let catalogue = Catalogue::new(of_catalogue, &procedures);
        let engine = engines.engine(&version, catalogue.with(&faqs))?;
        let faqs = Faqs::new(faqs)?.without(withdrawn);
        Ok::<_, Error>((Procedures::new(&procedures)?, faqs, engine, catalogue))
    };
    let (procedures, faqs, engine, catalogue) = tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::internal)??;
    Ok(Loaded {
        revision,
        catalogue,
        procedures,
        faqs,
        life_events,
        places,
        agencies,
        names,
        engine,
    })
}
