//! A server on a free port with a database of its own.

use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::JoinHandle;

use actix_web::dev::ServerHandle;
use mobile_contract::Locale;
use mobile_contract::chat::{ChatOption, Message, NewConversation, NewMessage};
use mobile_contract::client::{Client, Conversation};
use motcua::app::{App as Server, open_vault};
use motcua::config::{self, Config};
use motcua::dossiers::Dossiers;
use motcua::kernel::clock::Clock;
use motcua::kernel::vault::Vault;
use motcua::ratings::Ratings;
use motcua::tickets::Tickets;
use reqwest::{Method, RequestBuilder};
use sea_orm::DatabaseConnection;

pub use self::staff::{Bureau, ELSEWHERE, HOME, LAN, PASSWORD, Sent, TotpApp, from, with};
pub use self::template::{Database, empty};
use crate::postgres;

mod staff;
mod template;

/// The day on which everything happens: after the reform of 1 July 2025. Nine in the morning.
pub const NOW: &str = "2026-11-23T02:00:00Z";

/// A running server. It stops and its data is removed when it is dropped.
pub struct App {
    address: String,
    pub(crate) public_url: String,
    production: bool,
    pub(crate) clock: Clock,
    pub(crate) storage: config::Storage,
    pub(crate) accounts: config::Accounts,
    pub(crate) notifications: config::Notifications,
    http: reqwest::Client,
    tickets: Tickets,
    dossiers: Dossiers,
    ratings: Ratings,
    running: Option<(ServerHandle, JoinHandle<()>)>,
}

/// How a server is set up, where a test wants it unlike the others.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// Questions per second, and at once; without limit when absent.
    pub rate: Option<(u32, NonZeroU32)>,
    /// Where citizens reach it.
    pub public_url: Option<String>,
    /// What finds procedures and questions.
    pub search: config::Search,
    /// How messages leave.
    pub notifications: config::Notifications,
    /// How mail comes in.
    pub mail: config::Mail,
    /// Where files lie.
    pub attachments: config::Attachments,
    /// The apps that open our links.
    pub apps: config::Apps,
    /// Which ratings are counted apart.
    pub ratings: config::Ratings,
    /// How often one API key may ask; without limit when absent.
    pub integrations: config::Integrations,
    /// As a province runs it.
    pub production: bool,
}

impl Setup {
    /// As a province runs it, at an address of its own. Nobody is written to: no mail server answers.
    ///
    /// # Panics
    /// Never in practice: the addresses are good ones.
    #[must_use]
    pub fn production() -> Self {
        Self {
            production: true,
            public_url: Some("https://motcua.example".to_owned()),
            notifications: config::Notifications {
                smtp_url: Some("smtp://127.0.0.1:1?tls=none".parse().expect("an address")),
                mail_from: "motcua@motcua.example".to_owned(),
                ..config::Notifications::default()
            },
            ..Self::default()
        }
    }
}

/// Starts a server with the bundled knowledge. `None` where the database is not installed.
pub async fn spawn_app(database: Database) -> Option<App> {
    App::spawn(database, Setup::default()).await
}

impl App {
    /// Starts a server that is set up in another way.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn spawn(database: Database, setup: Setup) -> Option<Self> {
        let storage = template::copy(database).await?;
        let clock = Clock::fixed(NOW.parse().expect("a time"));
        let accounts = config::Accounts {
            key_file: setup.production.then(|| own_key(&storage)),
            demo: false,
        };
        let config = Config {
            storage: storage.clone(),
            search: setup.search.clone(),
            accounts: accounts.clone(),
            notifications: setup.notifications.clone(),
            mail: setup.mail.clone(),
            attachments: setup.attachments.clone(),
            apps: setup.apps.clone(),
            ratings: setup.ratings.clone(),
            integrations: setup.integrations.clone(),
            server: server(&setup),
        };
        let (port, handle, (tickets, dossiers, ratings), thread) =
            run(config, clock.clone()).expect("a server");
        let address = format!("http://127.0.0.1:{port}");
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build();
        let public_url = setup.public_url.clone().unwrap_or_else(|| address.clone());
        Some(Self {
            address,
            public_url,
            production: setup.production,
            clock,
            storage,
            accounts,
            notifications: setup.notifications,
            http: http.expect("a client"),
            tickets,
            dossiers,
            ratings,
            running: Some((handle, thread)),
        })
    }

    /// `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Its clock, standing still until it is set.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The tickets that it handles, for what the clock brings about.
    #[must_use]
    pub const fn tickets(&self) -> &Tickets {
        &self.tickets
    }

    /// The dossiers that it follows, for what a one-stop system tells.
    #[must_use]
    pub const fn dossiers(&self) -> &Dossiers {
        &self.dossiers
    }

    /// The ratings that it takes in, for what time brings about.
    #[must_use]
    pub const fn ratings(&self) -> &Ratings {
        &self.ratings
    }

    /// Where its data lies.
    #[must_use]
    pub const fn storage(&self) -> &config::Storage {
        &self.storage
    }

    /// Its own secret.
    ///
    /// # Panics
    /// When it cannot be read.
    #[must_use]
    pub fn vault(&self) -> Vault {
        open_vault(&self.storage, &self.accounts).expect("a vault")
    }

    /// A connection of one's own to its database.
    pub async fn database(&self) -> DatabaseConnection {
        postgres::open(&self.storage.url()).await
    }

    /// The typed client, in Vietnamese.
    #[must_use]
    pub fn client(&self) -> Client {
        self.client_in(Locale::Vi)
    }

    /// The typed client, in a language.
    ///
    /// # Panics
    /// Never in practice: the address is a good one.
    #[must_use]
    pub fn client_in(&self, locale: Locale) -> Client {
        Client::new(self.address.parse().expect("an address"), locale).expect("a client")
    }

    /// Someone who has just begun a conversation.
    ///
    /// # Panics
    /// When it cannot be begun.
    pub async fn citizen(&self) -> Citizen {
        self.citizen_with(&NewConversation::default()).await
    }

    /// A citizen who has chosen a language.
    ///
    /// # Panics
    /// When no conversation can be begun.
    pub async fn citizen_in(&self, locale: Locale) -> Citizen {
        self.citizen_with(&NewConversation {
            locale: Some(locale),
            ..NewConversation::default()
        })
        .await
    }

    /// Someone who has just begun a conversation in some way.
    ///
    /// # Panics
    /// When no conversation can be begun.
    pub async fn citizen_with(&self, beginning: &NewConversation) -> Citizen {
        let client = self.client();
        let (conversation, greeting) = client
            .begin_conversation(beginning)
            .await
            .expect("a conversation");
        Citizen {
            client,
            conversation,
            greeting,
        }
    }

    /// A bare GET of a path with its query, written as it goes over the wire.
    pub fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path)
    }

    /// A bare POST.
    pub fn post(&self, path: &str) -> RequestBuilder {
        self.request(Method::POST, path)
    }

    /// Any bare request.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.address))
    }
}

impl Drop for App {
    fn drop(&mut self) {
        if let Some((handle, thread)) = self.running.take() {
            drop(handle.stop(false));
            let _ = thread.join();
        }
        let _ = std::fs::remove_dir_all(&self.storage.data_dir);
    }
}

/// A key file as an operator makes it.
fn own_key(storage: &config::Storage) -> PathBuf {
    let file = storage.data_dir.join("own.key");
    Vault::read_or_make(&file).expect("a key file");
    file
}

fn server(setup: &Setup) -> config::Server {
    let (rate_limit, rate_burst) = setup.rate.unwrap_or((0, NonZeroU32::MIN));
    config::Server {
        host: IpAddr::V4(Ipv4Addr::LOCALHOST),
        port: 0,
        public_url: setup
            .public_url
            .as_ref()
            .map(|url| url.parse().expect("an address")),
        workers: Some(2),
        rate_limit,
        rate_burst,
        behind_proxy: false,
        production: setup.production,
    }
}

type Running = (
    u16,
    ServerHandle,
    (Tickets, Dossiers, Ratings),
    JoinHandle<()>,
);

/// Runs a server in an actix system of its own.
fn run(config: Config, clock: Clock) -> Result<Running, String> {
    let (started, starts) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            match Server::build(&config, clock).await {
                Ok(server) => {
                    let rooms = (server.tickets(), server.dossiers(), server.ratings());
                    let _ = started.send(Ok((server.port(), server.handle(), rooms)));
                    if let Err(error) = server.run_until_stopped().await {
                        eprintln!("{error}");
                    }
                    template::discard(&config.storage).await;
                }
                Err(error) => drop(started.send(Err(error.to_string()))),
            }
        });
    });
    let (port, handle, rooms) = starts
        .recv()
        .expect("a server that starts or says why not")?;
    Ok((port, handle, rooms, thread))
}

/// Someone in a conversation.
pub struct Citizen {
    /// How they speak to the server.
    pub client: Client,
    /// Their conversation.
    pub conversation: Conversation,
    /// What they were greeted with.
    pub greeting: Message,
}

impl Citizen {
    /// Says something and reads the answer.
    ///
    /// # Panics
    /// When there is none.
    pub async fn say(&self, words: &str) -> Message {
        self.send(&words.into()).await
    }

    /// Chooses an option.
    ///
    /// # Panics
    /// When there is no answer.
    pub async fn choose(&self, option: &ChatOption) -> Message {
        self.send(&option.into()).await
    }

    /// Sends words or a choice and reads the answer.
    ///
    /// # Panics
    /// When there is no answer.
    pub async fn send(&self, message: &NewMessage) -> Message {
        let answer = self.client.say(&self.conversation, message, None).await;
        answer.unwrap_or_else(|e| panic!("{message:?}: {e}"))
    }

    /// Path of the messages of the conversation.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/v1/chat/conversations/{}/messages", self.conversation.id())
    }
}

/// Copies the files of a folder, and of the folders in it.
fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target: PathBuf = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
