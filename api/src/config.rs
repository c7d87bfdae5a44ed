//! What the operator can set: flags, each with an environment variable of the same name.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use url::Url;

use crate::kernel::rate::Allowance;

mod accounts;
mod app_links;
mod attachments;
mod integrations;
mod mail;
mod notifications;
mod ratings;
mod search;

pub use self::accounts::Accounts;
pub use self::app_links::Apps;
pub use self::attachments::Attachments;
pub use self::integrations::Integrations;
pub use self::mail::Mail;
pub use self::notifications::{Delivery, Notifications};
pub use self::ratings::Ratings;
pub use self::search::{Engine, MeilisearchServer, Search};

/// Where the data lies.
#[derive(Args, Clone, Debug)]
pub struct Storage {
    /// Folder for the database, the search index and whatever else must outlive a restart
    #[arg(
        long,
        global = true,
        env = "MOTCUA_DATA_DIR",
        default_value = "var",
        value_name = "FOLDER"
    )]
    pub data_dir: PathBuf,
    /// sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE; SQLite in the data folder when absent
    #[arg(
        long,
        global = true,
        env = "MOTCUA_DATABASE_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub database_url: Option<String>,
}

impl Storage {
    /// The address of the database.
    #[must_use]
    pub fn url(&self) -> String {
        self.database_url
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", self.data_dir.join("motcua.db").display()))
    }

    /// Whether the database is our own file in the data folder.
    #[must_use]
    pub const fn is_bundled(&self) -> bool {
        self.database_url.is_none()
    }
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// How the log is written, and how much.
#[derive(Args, Clone, Debug)]
pub struct Logging {
    /// How the log is written
    #[arg(long, global = true, env = "MOTCUA_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    /// How much is logged, in the syntax of RUST_LOG. actix_http is off by default: any stranger's
    /// broken request would write a line
    #[arg(
        long,
        global = true,
        env = "MOTCUA_LOG",
        default_value = "info,tantivy=warn,sqlx=warn,sea_orm_migration=warn,actix_server=warn,actix_http=off",
        value_name = "FILTER"
    )]
    pub log: String,
}

/// How the server runs.
#[derive(Args, Clone, Debug)]
pub struct Server {
    /// Address to listen at
    #[arg(long, global = true, env = "MOTCUA_HOST", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Port to listen at; 0 takes a free one
    #[arg(long, global = true, env = "MOTCUA_PORT", default_value_t = 8080)]
    pub port: u16,
    /// Where citizens reach this server: printed in QR codes. http://HOST:PORT when absent
    #[arg(long, global = true, env = "MOTCUA_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<Url>,
    /// Threads that answer requests; one per core when absent
    #[arg(long, global = true, env = "MOTCUA_WORKERS", value_name = "NUMBER")]
    pub workers: Option<usize>,
    /// Questions per second that one address may keep up; 0 does not limit
    #[arg(
        long,
        global = true,
        env = "MOTCUA_RATE_LIMIT",
        default_value_t = 20,
        value_name = "NUMBER"
    )]
    pub rate_limit: u32,
    /// Questions that one address may send at once
    #[arg(long, global = true, env = "MOTCUA_RATE_BURST", default_value_t = NonZeroU32::new(200).unwrap_or(NonZeroU32::MIN), value_name = "NUMBER")]
    pub rate_burst: NonZeroU32,
    /// A reverse proxy stands in front and appends the caller's address to X-Forwarded-For
    #[arg(long, global = true, env = "MOTCUA_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Refuse to start with settings that are only good for trying out
    #[arg(long, global = true, env = "MOTCUA_PRODUCTION")]
    pub production: bool,
}

impl Server {
    /// Where citizens reach this server: as set, or where it listens.
    ///
    /// # Errors
    /// When host and port make no address.
    pub fn reached_at(&self) -> Result<Url, url::ParseError> {
        match &self.public_url {
            Some(url) => Ok(url.clone()),
            None => Url::parse(&format!("http://{}:{}", self.host, self.port)),
        }
    }

    /// How often one address may ask.
    #[must_use]
    pub fn allowance(&self) -> Option<Allowance> {
        let per_second = NonZeroU32::new(self.rate_limit)?;
        Some(Allowance {
            per_second,
            burst: self.rate_burst,
        })
    }
}

/// Everything that `serve` needs.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the data lies.
    pub storage: Storage,
    /// What finds procedures and questions.
    pub search: Search,
    /// How accounts are kept.
    pub accounts: Accounts,
    /// How messages leave.
    pub notifications: Notifications,
    /// How mail comes in.
    pub mail: Mail,
    /// Where files lie.
    pub attachments: Attachments,
    /// Ratings of counters.
    pub ratings: Ratings,
    /// Other systems that hand something over.
    pub integrations: Integrations,
    /// The apps that open our links.
    pub apps: Apps,
    /// How the server runs.
    pub server: Server,
}

impl Config {
    /// What must not be in production, in one sentence.
    ///
    /// # Errors
    /// When `--production` is set and a setting is only good for trying out.
    pub fn refuse_unsafe(&self) -> Result<(), String> {
        if !self.server.production {
            return Ok(());
        }
        if self.storage.url().contains(":memory:") || self.storage.url().contains("mode=memory") {
            return Err(
                "a database in memory loses everything at a restart; set --database-url".to_owned(),
            );
        }
        self.search.refuse_unsafe()?;
        match &self.server.public_url {
            Some(url) if url.scheme() == "https" => {
                self.accounts.refuse_unsafe()?;
                self.notifications.refuse_unsafe()
            }
            _ => Err(
                "citizens' questions need an encrypted way; set --public-url to an https address"
                    .to_owned(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        storage: Storage,
        #[command(flatten)]
        search: Search,
        #[command(flatten)]
        accounts: Accounts,
        #[command(flatten)]
        notifications: Notifications,
        #[command(flatten)]
        attachments: Attachments,
        #[command(flatten)]
        ratings: Ratings,
        #[command(flatten)]
        mail: Mail,
        #[command(flatten)]
        integrations: Integrations,
        #[command(flatten)]
        apps: Apps,
        #[command(flatten)]
        server: Server,
    }

    fn refusal(flags: &str) -> Option<String> {
        let line = Line::parse_from(std::iter::once("motcua").chain(flags.split_whitespace()));
        Config {
            storage: line.storage,
            search: line.search,
            accounts: line.accounts,
            notifications: line.notifications,
            mail: line.mail,
            attachments: line.attachments,
            ratings: line.ratings,
            integrations: line.integrations,
            apps: line.apps,
            server: line.server,
        }
        .refuse_unsafe()
        .err()
    }

    /// Mail as a province sends it.
    const MAIL: &str = "--smtp-url smtps://mail.a.vn --mail-from motcua@a.vn";

    #[test]
    fn production_refuses_what_is_only_good_for_trying_out() {
        assert_eq!(refusal(""), None);
        let production = format!("--production --key-file k {MAIL}");
        assert!(refusal(&production).unwrap().contains("--public-url"));
        assert!(refusal(&format!("{production} --public-url http://a.vn")).is_some());
        let production = format!("{production} --public-url https://a.vn");
        assert!(refusal(&format!("{production} --database-url sqlite::memory:")).is_some());
        assert!(
            refusal(&format!("{production} --demo"))
                .unwrap()
                .contains("--demo")
        );
        assert_eq!(refusal(&production), None);
        let keyless = refusal(&format!("--production {MAIL} --public-url https://a.vn")).unwrap();
        assert!(keyless.contains("--key-file"), "{keyless}");
        let files = refusal("--production --key-file k --public-url https://a.vn").unwrap();
        assert!(files.contains("--smtp-url"), "{files}");
    }

    #[test]
    fn production_wants_a_key_and_an_encrypted_way_to_meilisearch() {
        let production = format!(
            "--production --key-file k --public-url https://a.vn {MAIL} --search meilisearch"
        );
        for (flags, says) in [
            ("--meilisearch-url http://10.0.0.2:7700", "encrypted way"),
            ("--meilisearch-url http://127.0.0.1:7700", "without a key"),
            ("--meilisearch-url https://tim.a.vn", "without a key"),
        ] {
            let refused = refusal(&format!("{production} {flags}")).unwrap();
            assert!(refused.contains(says), "{flags}: {refused}");
        }
        for url in [
            "https://tim.a.vn",
            "http://127.0.0.1:7700",
            "http://localhost:7700",
            "http://[::1]:7700",
        ] {
            let flags = format!("{production} --meilisearch-key-file k --meilisearch-url {url}");
            assert_eq!(refusal(&flags), None, "{url}");
        }
    }
}
