//! The knowledge of all rooms together: stored from the bundle, read into snapshots, indexed.
//!
//! Every writer of knowledge bumps one revision in its transaction; every server looks at the
//! revision and, when it has changed, reads everything anew and swaps it in.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use actix_web::web::Data;
use async_trait::async_trait;
use mobile_contract::ProcedureCode;
use mobile_contract::knowledge::{Faq, Procedure};
use motcua_seed::{Bundle, Filed};
use tokio::sync::Mutex;

use crate::agencies::{self, Agencies};
use crate::editorial::Press;
use crate::error::{Error, Result};
use crate::faqs::{self, Faqs};
use crate::kernel::shared::Shared;
use crate::life_events::{self, LifeEvents};
use crate::names::NameIndex;
use crate::places::{self, Places};
use crate::procedures::{self, Layer, Procedures};
use crate::qr::{self, QrCodes};
use crate::search::{
    IndexDocument, Keeper, Meilisearch, MeilisearchEngine, Records, SearchEngine, Source,
    TantivyEngine,
};
use crate::storage::{Database, meta};

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
    /// Printed codes.
    pub codes: Data<Shared<QrCodes>>,
    /// The search engine over procedures and questions.
    pub engine: Data<Shared<Arc<dyn SearchEngine>>>,
    /// The revision these were read at.
    revision: Shared<String>,
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
    procedures: Procedures,
    faqs: Faqs,
    life_events: LifeEvents,
    places: Places,
    agencies: Agencies,
    names: NameIndex,
    codes: QrCodes,
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
            codes: shared(loaded.codes),
            engine: shared(loaded.engine),
            revision: Shared::new(loaded.revision),
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
        if meta::revision(&**db).await? == **self.revision.get() {
            return Ok(false);
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
        self.codes.replace(loaded.codes);
        self.revision.replace(loaded.revision);
        Ok(true)
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

/// The stored knowledge, as the index of a server wants it.
struct Stored(Database);

#[async_trait]
impl Source for Stored {
    async fn records(&self) -> std::result::Result<Records, String> {
        let read = async {
            let revision = meta::revision(&*self.0).await?;
            let procedures = procedures::store::all(&*self.0).await?;
            let faqs = faqs::store::all(&*self.0).await?;
            Ok::<_, Error>(Records {
                revision,
                documents: documents(&procedures, &faqs).collect(),
            })
        };
        read.await.map_err(|error| error.to_string())
    }
}

/// Everything that is searched.
fn documents<'a>(
    procedures: &'a [Procedure],
    faqs: &'a [Faq],
) -> impl Iterator<Item = IndexDocument> + 'a {
    let fields: HashMap<&ProcedureCode, &str> = procedures
        .iter()
        .map(|p| (&p.code, p.field.as_str()))
        .collect();
    let of_faq = move |faq: &Faq| {
        let code = faq.procedure.as_ref();
        IndexDocument::of_faq(faq, code.and_then(|code| fields.get(code).copied()))
    };
    procedures
        .iter()
        .map(IndexDocument::of_procedure)
        .chain(faqs.iter().map(of_faq))
}

fn shared<T: 'static>(value: T) -> Data<Shared<T>> {
    Data::new(Shared::new(value))
}

/// The revision is read first: a change that comes while reading is then read again, not missed.
async fn read(db: &Database, engines: Engines) -> Result<Loaded> {
    let revision = meta::revision(&**db).await?;
    let procedures = procedures::store::all(&**db).await?;
    let faqs = faqs::store::all(&**db).await?;
    let withdrawn = faqs::store::withdrawn(&**db).await?;
    let life_events = LifeEvents::new(life_events::store::all(&**db).await?)?;
    let places = Places::new(places::store::all(&**db).await?);
    let agencies = Agencies::new(
        agencies::store::all(&**db).await?,
        agencies::store::all_counters(&**db).await?,
    );
    let names = NameIndex::new(&agencies, &places);
    let codes = QrCodes::new(qr::store::all(&**db).await?);
    let version = revision.clone();
    let work = move || {
        let engine = engines.engine(&version, documents(&procedures, &faqs))?;
        let faqs = Faqs::new(faqs)?.without(withdrawn);
        Ok::<_, Error>((Procedures::new(&procedures)?, faqs, engine))
    };
    let (procedures, faqs, engine) = tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::internal)??;
    Ok(Loaded {
        revision,
        procedures,
        faqs,
        life_events,
        places,
        agencies,
        names,
        codes,
        engine,
    })
}

/// Stores the bundled knowledge, unless it is what was stored last. Says whether it did.
///
/// # Errors
/// When the database fails; then nothing was changed.
pub async fn store_bundle(db: &Database, bundle: &Bundle) -> Result<bool> {
    if meta::stored_bundle(&**db).await?.as_deref() == Some(&bundle.fingerprint) {
        return Ok(false);
    }
    let transaction = db.begin().await?;
    let mut rows = Vec::with_capacity(bundle.procedures.len());
    let mut codes = Vec::with_capacity(bundle.procedures.len());
    for Filed { record, .. } in &bundle.procedures {
        rows.push(procedures::store::Row::new(Layer::Curated, record, None)?);
        codes.push(record.code.clone());
    }
    procedures::store::write(&*transaction, &rows).await?;
    procedures::store::delete_curated_except(&*transaction, &codes).await?;
    faqs::store::replace_bundled(&*transaction, &records(&bundle.faqs)).await?;
    life_events::store::replace(&*transaction, &records(&bundle.life_events)).await?;
    places::store::write(&*transaction, &records(&bundle.places)).await?;
    agencies::store::write(&*transaction, &records(&bundle.agencies)).await?;
    let counters = records(&bundle.counters);
    agencies::store::write_counters(&*transaction, &counters).await?;
    let printed: Vec<_> = counters.iter().map(|c| (&c.qr, &c.id)).collect();
    qr::store::add(&*transaction, &printed).await?;
    meta::set_stored_bundle(&*transaction, &bundle.fingerprint).await?;
    meta::bump_revision(&*transaction).await?;
    transaction.commit().await?;
    Ok(true)
}

fn records<T>(filed: &[Filed<T>]) -> Vec<&T> {
    filed.iter().map(|filed| &filed.record).collect()
}
