//! The server: built from a configuration, knows its port, runs until it is stopped, drains.

mod open;

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{App as ActixApp, HttpServer};
use motcua_seed::Bundle;
use tracing_actix_web::TracingLogger;
use url::Url;

use self::open::open_accounts;
pub use self::open::{open_database, open_vault};
use crate::accounts::{self, Accounts};
use crate::boundary::boundary;
use crate::chat::Assistant;
use crate::config::{self, Config, MeilisearchServer};
use crate::error::Error;
use crate::kernel::clock::Clock;
use crate::kernel::rate::Limiter;
use crate::kernel::vault::{Vault, VaultError};
use crate::kernel::worktime::Calendar;
use crate::kernel::{body, idempotency};
use crate::knowledge::{self, Engines, Knowledge};
use crate::names::Names;
use crate::notifications::{self, Subscriptions, Wake, Worker};
use crate::qr::Resolver;
use crate::routing::{Knows, Router};
use crate::search::{Finder, Meilisearch, Reader};
use crate::storage::{Database, StorageError};
use crate::tickets::Tickets;
use crate::{
    agencies, chat, faqs, gaps, health, life_events, names, openapi, places, procedures, qr,
    search, telemetry, tickets,
};

/// How long requests under way may take when the server stops.
const DRAIN_SECONDS: u64 = 10;
/// How often each server looks whether knowledge has changed.
const REFRESH: Duration = Duration::from_secs(2);
/// How often clocks of tickets are looked at.
const WATCH: Duration = Duration::from_secs(20);
/// How often what has served its time is thrown away.
const TIDY: Duration = Duration::from_secs(600);

/// Why the server cannot start. Each reads as one clear sentence.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting is not acceptable.
    #[error("{0}")]
    Config(String),
    /// The data folder cannot be used.
    #[error("cannot use the data folder {folder}: {source}")]
    Folder {
        /// The folder.
        folder: String,
        /// Why.
        source: std::io::Error,
    },
    /// The database cannot be used.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The bundled knowledge is broken.
    #[error("the bundled knowledge cannot be read: {0}")]
    Bundle(#[from] motcua_seed::LoadError),
    /// The knowledge cannot be stored or read.
    #[error("the knowledge cannot be loaded: {0}")]
    Knowledge(Error),
    /// The server's own secret cannot be had.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The accounts cannot be opened.
    #[error("the accounts cannot be opened: {0}")]
    Accounts(Error),
    /// The address cannot be listened at.
    #[error("cannot listen at {address}: {source}; is another program using the port?")]
    Listen {
        /// Host and port.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The server failed while running.
    #[error("the server failed: {0}")]
    Serve(std::io::Error),
}

/// The folder in which the search index is kept between starts.
#[must_use]
pub fn index_dir(config: &config::Storage) -> PathBuf {
    config.data_dir.join("search")
}

/// What search runs on. Nothing is asked of a server yet: it may be down, and we start.
///
/// # Errors
/// When a setting is not acceptable.
pub(crate) fn engines(
    storage: &config::Storage,
    search: &config::Search,
    bundle: &Bundle,
    clock: &Clock,
) -> Result<Engines, StartError> {
    let mut engines = Engines::embedded(index_dir(storage));
    if let Some(server) = search.server().map_err(StartError::Config)? {
        let MeilisearchServer { url, key, index } = server;
        let server = Meilisearch::new(
            &url,
            key.as_deref(),
            &index,
            &bundle.vocabularies.vietnamese,
            clock.clone(),
        );
        engines.meilisearch = Some(Arc::new(server.map_err(StartError::Config)?));
    }
    Ok(engines)
}

/// Everything that requests share.
#[derive(Clone)]
struct Shared {
    db: Data<Database>,
    accounts: Data<Accounts>,
    knowledge: Knowledge,
    finder: Data<Arc<Finder>>,
    gaps: Data<gaps::Desk>,
    names: Data<Names>,
    assistant: Data<Assistant>,
    resolver: Data<Resolver>,
    tickets: Data<Tickets>,
    limiter: Data<Limiter>,
    metrics: Data<metrics_exporter_prometheus::PrometheusHandle>,
    site: Data<crate::web::Site>,
    search: Data<Engines>,
    wake: Data<Wake>,
    subscriptions: Data<Subscriptions>,
    /// Mail that went into files; `None` where it is really sent.
    dev_mail: Option<Data<notifications::MailFiles>>,
}

/// A server that listens, and is ready to run.
pub struct App {
    server: Server,
    address: SocketAddr,
    db: Database,
    accounts: Accounts,
    knowledge: Knowledge,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    metrics: Data<metrics_exporter_prometheus::PrometheusHandle>,
    clock: Clock,
    worker: Arc<Worker>,
}

impl App {
    /// Opens the database, loads the knowledge, and listens.
    ///
    /// # Errors
    /// When anything of that fails; see [`StartError`].
    pub async fn build(config: &Config, clock: Clock) -> Result<Self, StartError> {
        config.refuse_unsafe().map_err(StartError::Config)?;
        // Listening first: a port in use is found before any work is done.
        let (listener, address) = listen(config)?;
        let db = open_database(&config.storage).await?;
        let public_url = public_url(config, address)?;
        let vault = open_vault(&config.storage, &config.accounts)?;
        let accounts = open_accounts(config, vault.clone(), &public_url, &db, &clock).await?;
        let bundle = Bundle::embedded()?;
        let calendar = bundle.calendar.as_ref().ok_or_else(|| {
            StartError::Config("the bundle has no calendar of working days".to_owned())
        })?;
        let calendar = Arc::new(Calendar::new(calendar));
        knowledge::store_bundle(&db, &bundle)
            .await
            .map_err(StartError::Knowledge)?;
        let engines = engines(&config.storage, &config.search, &bundle, &clock)?;
        let knowledge = Knowledge::load(&db, engines)
            .await
            .map_err(StartError::Knowledge)?;
        let delivery = config
            .notifications
            .delivery(&config.storage, &public_url, &clock)
            .map_err(StartError::Config)?;
        let worker = Arc::new(Worker::new(db.clone(), delivery.transports));
        let ground = Ground {
            db: db.clone(),
            accounts: accounts.clone(),
            vault,
            calendar,
            public_url,
            clock: clock.clone(),
        };
        let mut shared = share(config, ground, &knowledge, bundle);
        shared.wake = Data::new(worker.wake());
        shared.dev_mail = delivery.files.map(Data::new);
        let limiter = shared.limiter.clone();
        let tickets = shared.tickets.clone();
        let metrics = shared.metrics.clone();
        let server = serve(config, listener, shared).map_err(StartError::Serve)?;
        Ok(Self {
            server,
            address,
            db,
            accounts,
            knowledge,
            limiter,
            tickets,
            metrics,
            clock,
            worker,
        })
    }

    /// The port it listens at.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.address.port()
    }

    /// The tickets that it handles.
    #[must_use]
    pub fn tickets(&self) -> Tickets {
        Tickets::clone(&self.tickets)
    }

    /// Stops it from elsewhere.
    #[must_use]
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Answers requests until it is stopped by a signal or its handle: first the requests under
    /// way end, then the background work, then the database connections.
    ///
    /// # Errors
    /// When the server itself fails.
    pub async fn run_until_stopped(self) -> Result<(), StartError> {
        let refresh = tokio::spawn(refresh(
            self.db.clone(),
            self.knowledge.clone(),
            self.metrics.clone(),
        ));
        let tidy = tokio::spawn(tidy(
            self.db.clone(),
            self.accounts,
            self.limiter.clone(),
            self.clock.clone(),
        ));
        let watch = tokio::spawn(watch(self.tickets.clone()));
        let (worker, clock) = (Arc::clone(&self.worker), self.clock.clone());
        let mut delivery = tokio::spawn(async move { worker.run(&clock).await });
        let keeper = self
            .knowledge
            .keeper(&self.db)
            .map(|keeper| tokio::spawn(keeper.run()));
        let address = self.address;
        let server = actix_web::rt::spawn(self.server);
        // Once it has run for the first time, signals are caught and requests answered.
        tokio::task::yield_now().await;
        tracing::info!("ready: http://{address}");
        let ended = match server.await {
            Ok(ended) => ended.map_err(StartError::Serve),
            Err(error) => Err(StartError::Serve(std::io::Error::other(error))),
        };
        refresh.abort();
        tidy.abort();
        watch.abort();
        if let Some(keeper) = keeper {
            keeper.abort();
        }
        self.worker.stop();
        let drained = Duration::from_secs(DRAIN_SECONDS);
        if tokio::time::timeout(drained, &mut delivery).await.is_err() {
            // What was being sent goes out once more after the next start, as the same message.
            tracing::warn!("notifications being sent were cut off");
            delivery.abort();
        }
        if let Err(error) = self.db.close().await {
            tracing::warn!(%error, "the database did not close cleanly");
        }
        ended
    }
}

fn listen(config: &Config) -> Result<(TcpListener, SocketAddr), StartError> {
    let address = SocketAddr::new(config.server.host, config.server.port);
    let error = |source| StartError::Listen { address, source };
    let listener = TcpListener::bind(address).map_err(error)?;
    let address = listener.local_addr().map_err(error)?;
    Ok((listener, address))
}

/// What the rest of the server stands on.
struct Ground {
    db: Database,
    accounts: Accounts,
    vault: Vault,
    calendar: Arc<Calendar>,
    public_url: Url,
    clock: Clock,
}

fn share(config: &Config, ground: Ground, knowledge: &Knowledge, bundle: Bundle) -> Shared {
    let Ground {
        db,
        accounts,
        vault,
        calendar,
        public_url,
        clock,
    } = ground;
    let names = Names {
        index: knowledge.names.clone(),
        places: knowledge.places.clone(),
        agencies: knowledge.agencies.clone(),
        clock: clock.clone(),
    };
    let reader = Reader {
        vocabularies: Arc::new(bundle.vocabularies),
        names: names.clone(),
    };
    let router = Router::new(
        Knows {
            names: names.clone(),
            procedures: knowledge.procedures.clone(),
            vocabularies: reader.vocabularies.clone(),
        },
        bundle.competences,
    );
    let guards = Arc::new(bundle.guards);
    let finder = Finder {
        engine: knowledge.engine.clone(),
        reader: reader.clone(),
        procedures: knowledge.procedures.clone(),
        faqs: knowledge.faqs.clone(),
        explains: !config.server.production,
    };
    let gaps = gaps::Desk {
        db: db.clone(),
        engine: knowledge.engine.clone(),
        vocabularies: Arc::clone(&reader.vocabularies),
        procedures: knowledge.procedures.clone(),
        faqs: knowledge.faqs.clone(),
        clock: clock.clone(),
    };
    let assistant = Assistant {
        db: db.clone(),
        procedures: knowledge.procedures.clone(),
        faqs: knowledge.faqs.clone(),
        life_events: knowledge.life_events.clone(),
        engine: knowledge.engine.clone(),
        reader,
        dialogue: Arc::new(bundle.dialogue),
        guards: guards.clone(),
        clock: clock.clone(),
    };
    let resolver = Resolver {
        codes: knowledge.codes.clone(),
        agencies: knowledge.agencies.clone(),
        places: knowledge.places.clone(),
        procedures: knowledge.procedures.clone(),
        clock: clock.clone(),
        public_url: public_url.clone(),
    };
    let tickets = Tickets {
        db: db.clone(),
        clock: clock.clone(),
        router,
        calendar,
        rules: Arc::new(bundle.clocks),
        kinds: Arc::new(bundle.kinds),
        guards,
        names: names.clone(),
        procedures: knowledge.procedures.clone(),
        faqs: knowledge.faqs.clone(),
        resolver: resolver.clone(),
        public_url: public_url.clone(),
        vault,
    };
    let subscriptions = Subscriptions {
        db: db.clone(),
        clock,
    };
    Shared {
        tickets: Data::new(tickets),
        db: Data::new(db),
        accounts: Data::new(accounts),
        knowledge: knowledge.clone(),
        finder: Data::new(Arc::new(finder)),
        gaps: Data::new(gaps),
        names: Data::new(names),
        assistant: Data::new(assistant),
        resolver: Data::new(resolver),
        limiter: Data::new(Limiter::new(
            config.server.allowance(),
            config.server.behind_proxy,
        )),
        metrics: Data::new(telemetry::start_metrics()),
        site: Data::new(crate::web::Site::new(&public_url)),
        search: Data::new(knowledge.engines().clone()),
        wake: Data::default(),
        subscriptions: Data::new(subscriptions),
        dev_mail: None,
    }
}

fn public_url(config: &Config, address: SocketAddr) -> Result<Url, StartError> {
    match &config.server.public_url {
        Some(url) => Ok(url.clone()),
        None => format!("http://{address}").parse().map_err(|e| {
            StartError::Config(format!("http://{address} is no address for citizens: {e}"))
        }),
    }
}

fn serve(config: &Config, listener: TcpListener, shared: Shared) -> std::io::Result<Server> {
    let mut server = HttpServer::new(move || {
        let shared = shared.clone();
        ActixApp::new()
            .configure(move |config| configure(config, shared))
            .wrap(from_fn(boundary))
            .wrap(TracingLogger::<telemetry::RequestSpan>::new())
            .wrap(Compress::default())
    })
    .shutdown_timeout(DRAIN_SECONDS);
    if let Some(workers) = config.server.workers {
        server = server.workers(workers.max(1));
    }
    Ok(server.listen(listener)?.run())
}

fn configure(config: &mut ServiceConfig, shared: Shared) {
    let Shared {
        db,
        accounts,
        knowledge,
        finder,
        gaps,
        names,
        assistant,
        resolver,
        tickets,
        limiter,
        metrics,
        site,
        search,
        wake,
        subscriptions,
        dev_mail,
    } = shared;
    if let Some(files) = dev_mail {
        config
            .app_data(files)
            .configure(crate::web::configure_dev_mail);
    }
    config
        .app_data(db)
        .app_data(accounts)
        .app_data(knowledge.procedures)
        .app_data(knowledge.faqs)
        .app_data(knowledge.life_events)
        .app_data(knowledge.places)
        .app_data(knowledge.agencies)
        .app_data(finder)
        .app_data(gaps)
        .app_data(names)
        .app_data(assistant)
        .app_data(resolver)
        .app_data(tickets)
        .app_data(limiter)
        .app_data(metrics)
        .app_data(site)
        .app_data(search)
        .app_data(wake)
        .app_data(subscriptions)
        .configure(body::configure)
        .configure(accounts::routes::configure)
        .configure(search::routes::configure)
        .configure(procedures::routes::configure)
        .configure(faqs::routes::configure)
        .configure(life_events::routes::configure)
        .configure(names::routes::configure)
        .configure(places::routes::configure)
        .configure(agencies::routes::configure)
        .configure(chat::routes::configure)
        .configure(gaps::routes::configure)
        .configure(qr::routes::configure)
        .configure(tickets::routes::configure)
        .configure(notifications::routes::configure)
        .configure(health::configure)
        .configure(openapi::routes::configure)
        .configure(crate::web::configure)
        .default_service(web::to(nothing_here));
}

async fn nothing_here() -> Result<actix_web::HttpResponse, Error> {
    Err(Error::new(mobile_contract::ErrorCode::NotFound))
}

/// Notices knowledge that another process has changed; a failure is logged and tried again. Also
/// folds the metrics' samples, which would pile up between scrapes.
async fn refresh(
    db: Database,
    knowledge: Knowledge,
    metrics: Data<metrics_exporter_prometheus::PrometheusHandle>,
) {
    let mut ticks = tokio::time::interval(REFRESH);
    loop {
        ticks.tick().await;
        metrics.run_upkeep();
        match knowledge.refresh(&db).await {
            Ok(true) => tracing::info!(
                procedures = knowledge.procedures.get().len(),
                "new knowledge loaded"
            ),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "cannot look for new knowledge"),
        }
    }
}

/// Looks at the clocks of tickets; a failure is logged and tried again.
async fn watch(tickets: Data<Tickets>) {
    let mut ticks = tokio::time::interval(WATCH);
    loop {
        ticks.tick().await;
        if let Err(error) = tickets.watch().await {
            tracing::warn!(%error, "cannot look at the clocks of tickets");
        }
    }
}

/// Throws away what has served its time.
async fn tidy(db: Database, accounts: Accounts, limiter: Data<Limiter>, clock: Clock) {
    let mut ticks = tokio::time::interval(TIDY);
    loop {
        ticks.tick().await;
        limiter.forget_idle();
        if let Err(error) = idempotency::forget_old(&*db, clock.now()).await {
            tracing::warn!(%error, "cannot throw away old idempotency keys");
        }
        if let Err(error) = accounts.forget_old().await {
            tracing::warn!(%error, "cannot throw away old sessions and codes");
        }
        if let Err(error) = gaps::store::forget_old(&*db, clock.now()).await {
            tracing::warn!(%error, "cannot throw away old knowledge gaps");
        }
        if let Err(error) = notifications::store::forget_old(&*db, clock.now()).await {
            tracing::warn!(%error, "cannot throw away old notifications");
        }
    }
}
