//! The server: built from a configuration, knows its port, runs until it is stopped, drains.

mod background;
mod open;
mod shared;

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::Data;
use actix_web::{App as ActixApp, HttpServer};
use motcua_seed::Bundle;
use tokio::sync::oneshot;
use tracing_actix_web::TracingLogger;
use url::Url;

use self::background::{close_lots, count_scans, refresh, remember_owners, tidy, watch};
use self::open::{open_accounts, open_clocks, open_codes};
pub use self::open::{open_database, open_dossiers, open_vault};
use self::shared::{Ground, Shared, configure, share};
use crate::accounts::Accounts;
use crate::attachments::Files;
use crate::boundary::boundary;
use crate::config::{self, Config, MeilisearchServer};
use crate::dossiers::Dossiers;
use crate::error::Error;
use crate::kernel::clock::Clock;
use crate::kernel::rate::Limiter;
use crate::kernel::vault::VaultError;
use crate::knowledge::{self, Engines, Knowledge};
use crate::notifications::{self, Outbox, Worker};
use crate::posters;
use crate::qr::{Register, Scans};
use crate::ratings::Ratings;
use crate::search::Meilisearch;
use crate::storage::{Database, StorageError};
use crate::telemetry;
use crate::tickets::Tickets;

/// How long requests under way may take when the server stops.
const DRAIN_SECONDS: u64 = 10;
/// How long storing the last counts of scans may take: a database that does not answer holds up no stop.
const COUNTED: Duration = Duration::from_secs(5);
/// How long the database may take to say goodbye. A connection that a worker thread opened cannot be waited
/// for once that thread has ended; what was committed is safe without a goodbye.
const CLOSE: Duration = Duration::from_secs(2);

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
    /// The QR codes, or the keys that sign them, cannot be opened.
    #[error("the QR codes cannot be opened: {0}")]
    Codes(Error),
    /// Notifications of before cannot be sealed.
    #[error("notifications that lie in clear cannot be sealed: {0}")]
    Notifications(Error),
    /// The dossiers for trying out cannot be kept.
    #[error("the dossiers for trying out cannot be kept: {0}")]
    Dossiers(Error),
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

/// A server that listens, and is ready to run.
pub struct App {
    server: Server,
    address: SocketAddr,
    db: Database,
    accounts: Accounts,
    knowledge: Knowledge,
    register: Register,
    scans: Scans,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    dossiers: Data<Dossiers>,
    ratings: Data<Ratings>,
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
        notifications::seal_old(&db, &vault)
            .await
            .map_err(StartError::Notifications)?;
        let accounts = open_accounts(config, vault.clone(), &public_url, &db, &clock).await?;
        let bundle = Bundle::embedded()?;
        let (calendar, reckoner) = open_clocks(&bundle)?;
        let now = clock.now();
        knowledge::store_bundle(&db, &bundle, now)
            .await
            .map_err(StartError::Knowledge)?;
        knowledge::mint_codes(&db, now)
            .await
            .map_err(StartError::Knowledge)?;
        let register = open_codes(&db, &vault, &public_url, now).await?;
        posters::warn_unprintable(&public_url);
        let engines = engines(&config.storage, &config.search, &bundle, &clock)?;
        let knowledge = Knowledge::load(&db, engines)
            .await
            .map_err(StartError::Knowledge)?;
        let delivery = config
            .notifications
            .delivery(&config.storage, &public_url, &clock)
            .map_err(StartError::Config)?;
        let sender = config.notifications.sender(&public_url);
        let post = sender.and_then(|sender| config.mail.post_office(&sender));
        let post = Arc::new(post.map_err(StartError::Config)?);
        let depot = config
            .attachments
            .depot(&config.storage)
            .map_err(StartError::Config)?;
        let scans = Scans::new(db.clone(), clock.clone());
        let outbox = Outbox::new(vault.clone());
        let worker = Arc::new(Worker::new(db.clone(), &outbox, delivery.transports));
        let ground = Ground {
            db: db.clone(),
            accounts: accounts.clone(),
            files: Files::new(db.clone(), clock.clone(), vault.clone(), depot),
            vault,
            calendar,
            reckoner,
            public_url,
            post,
            register: register.clone(),
            scans: scans.clone(),
            app_links: config.apps.links().map_err(StartError::Config)?,
            clock: clock.clone(),
        };
        let mut shared = share(config, ground, &knowledge, bundle);
        shared.wake = Data::new(worker.wake());
        shared.dev_mail = delivery.files.map(Data::new);
        if config.accounts.demo {
            shared
                .dossiers
                .store_demo()
                .await
                .map_err(StartError::Dossiers)?;
        }
        let limiter = shared.limiter.clone();
        let tickets = shared.tickets.clone();
        let dossiers = shared.dossiers.clone();
        let ratings = shared.ratings.clone();
        let metrics = shared.metrics.clone();
        let server = serve(config, listener, shared).map_err(StartError::Serve)?;
        Ok(Self {
            server,
            address,
            db,
            accounts,
            knowledge,
            register,
            scans,
            limiter,
            tickets,
            dossiers,
            ratings,
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

    /// The dossiers that it follows.
    #[must_use]
    pub fn dossiers(&self) -> Dossiers {
        Dossiers::clone(&self.dossiers)
    }

    /// The ratings that it takes in.
    #[must_use]
    pub fn ratings(&self) -> Ratings {
        Ratings::clone(&self.ratings)
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
            self.register.clone(),
            self.metrics.clone(),
        ));
        let lots = tokio::spawn(close_lots(self.ratings.clone()));
        let tidy = tokio::spawn(tidy(
            self.db.clone(),
            (self.accounts, self.tickets.clone(), self.ratings),
            self.dossiers.clone(),
            self.limiter.clone(),
            self.clock.clone(),
            (self.tickets.files.clone(), self.scans.clone()),
        ));
        let (last_count, counted_last) = oneshot::channel();
        let mut count = tokio::spawn(count_scans(self.scans.clone(), counted_last));
        let watch = tokio::spawn(watch(self.tickets.clone(), self.dossiers.clone()));
        let remember_owners = tokio::spawn(remember_owners(self.tickets.clone()));
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
        lots.abort();
        tidy.abort();
        watch.abort();
        // Asked to end, not cut off: what is cut off while it is stored might be counted twice.
        let _ = last_count.send(());
        if tokio::time::timeout(COUNTED, &mut count).await.is_err() {
            tracing::warn!("scans that were counted last are lost");
            count.abort();
        }
        remember_owners.abort();
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
        match tokio::time::timeout(CLOSE, self.db.close()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the database did not close cleanly"),
            Err(_) => tracing::warn!("connections to the database were cut off"),
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
