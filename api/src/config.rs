//! What the operator can set: flags, each with an environment variable of the same name.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use url::{Host, Url};

use crate::kernel::rate::Allowance;

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

/// What finds procedures and questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// The index inside this program.
    #[default]
    Embedded,
    /// A Meilisearch server, with the embedded index behind it.
    Meilisearch,
}

/// What finds procedures and questions, and where it runs.
#[derive(Args, Clone, Debug)]
pub struct Search {
    /// What finds procedures and questions
    #[arg(long, global = true, env = "MOTCUA_SEARCH", default_value = "embedded")]
    pub search: Engine,
    /// Where Meilisearch answers: http://127.0.0.1:7700
    #[arg(
        long,
        global = true,
        env = "MOTCUA_MEILISEARCH_URL",
        value_name = "URL"
    )]
    pub meilisearch_url: Option<Url>,
    /// File that holds the key for Meilisearch, and nothing else; README says how to make one
    #[arg(
        long,
        global = true,
        env = "MOTCUA_MEILISEARCH_KEY_FILE",
        value_name = "FILE"
    )]
    pub meilisearch_key_file: Option<PathBuf>,
    /// Name of the index there; each installation needs its own
    #[arg(
        long,
        global = true,
        env = "MOTCUA_MEILISEARCH_INDEX",
        default_value = MEILISEARCH_INDEX,
        value_name = "NAME"
    )]
    pub meilisearch_index: String,
}

/// Name of the index when nothing else is said.
const MEILISEARCH_INDEX: &str = "motcua";
/// Longest name of an index: a version is appended while it is built.
const INDEX_NAME: usize = 100;

impl Default for Search {
    fn default() -> Self {
        Self {
            search: Engine::default(),
            meilisearch_url: None,
            meilisearch_key_file: None,
            meilisearch_index: MEILISEARCH_INDEX.to_owned(),
        }
    }
}

/// A Meilisearch server, by settings that are known to be good.
#[derive(Clone)]
pub struct MeilisearchServer {
    /// Its address.
    pub url: Url,
    /// The key, where there is one. Never to be shown.
    pub key: Option<String>,
    /// Name of the index.
    pub index: String,
}

impl Search {
    /// The Meilisearch server that was chosen; `None`: the embedded engine. Reads the key.
    ///
    /// # Errors
    /// When something is missing or cannot be read, in one sentence.
    pub fn server(&self) -> Result<Option<MeilisearchServer>, String> {
        if self.search == Engine::Embedded {
            return Ok(None);
        }
        let url = self
            .meilisearch_url
            .clone()
            .ok_or("--search meilisearch needs the address of the server; set --meilisearch-url")?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err("--meilisearch-url is no http or https address".to_owned());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(
                "--meilisearch-url must not carry a password; the key belongs into the file of --meilisearch-key-file"
                    .to_owned(),
            );
        }
        let index = &self.meilisearch_index;
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if index.is_empty() || index.len() > INDEX_NAME || !index.chars().all(fits) {
            return Err(format!(
                "--meilisearch-index is a name of 1 to {INDEX_NAME} letters, digits, - and _"
            ));
        }
        let key = self.meilisearch_key_file.as_deref().map(key).transpose()?;
        Ok(Some(MeilisearchServer {
            url,
            key,
            index: index.clone(),
        }))
    }

    /// What must not be in production.
    fn refuse_unsafe(&self) -> Result<(), String> {
        let (Engine::Meilisearch, Some(url)) = (self.search, &self.meilisearch_url) else {
            return Ok(());
        };
        if url.scheme() != "https" && !is_loopback(url) {
            return Err(
                "the key and citizens' questions need an encrypted way to Meilisearch; set --meilisearch-url to an https address"
                    .to_owned(),
            );
        }
        if self.meilisearch_key_file.is_none() {
            return Err(
                "a Meilisearch without a key is open to everybody; set --meilisearch-key-file"
                    .to_owned(),
            );
        }
        Ok(())
    }
}

/// Reads the key: one line, and nothing else.
fn key(file: &Path) -> Result<String, String> {
    let name = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("cannot read the Meilisearch key file {name}: {error}"))?;
    let key = text.trim();
    if key.is_empty() {
        return Err(format!("the Meilisearch key file {name} is empty"));
    }
    if !key.chars().all(|c| c.is_ascii_graphic()) {
        return Err(format!(
            "the Meilisearch key file {name} must hold the key on one line, and nothing else"
        ));
    }
    Ok(key.to_owned())
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Everything that `serve` needs.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the data lies.
    pub storage: Storage,
    /// What finds procedures and questions.
    pub search: Search,
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
            Some(url) if url.scheme() == "https" => Ok(()),
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
        server: Server,
    }

    fn refusal(flags: &str) -> Option<String> {
        let line = Line::parse_from(std::iter::once("motcua").chain(flags.split_whitespace()));
        Config {
            storage: line.storage,
            search: line.search,
            server: line.server,
        }
        .refuse_unsafe()
        .err()
    }

    #[test]
    fn production_refuses_what_is_only_good_for_trying_out() {
        assert_eq!(refusal(""), None);
        assert!(refusal("--production").unwrap().contains("--public-url"));
        assert!(refusal("--production --public-url http://a.vn").is_some());
        assert!(
            refusal("--production --public-url https://a.vn --database-url sqlite::memory:")
                .is_some()
        );
        assert_eq!(refusal("--production --public-url https://a.vn"), None);
    }

    #[test]
    fn production_wants_a_key_and_an_encrypted_way_to_meilisearch() {
        let production = "--production --public-url https://a.vn --search meilisearch";
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

    #[test]
    fn the_key_of_meilisearch_is_one_line_of_a_file() {
        let file = std::env::temp_dir().join(format!("motcua-key-test-{}", std::process::id()));
        let search = Search {
            search: Engine::Meilisearch,
            meilisearch_url: Some("http://127.0.0.1:7700/".parse().unwrap()),
            meilisearch_key_file: Some(file.clone()),
            ..Search::default()
        };
        let refusal = || search.server().map(|_| ()).unwrap_err();
        assert!(refusal().contains("cannot read"), "{}", refusal());
        for (text, says) in [
            (" \n", "is empty"),
            ("hai\ndong", "on one line"),
            ("khoá", "on one line"),
        ] {
            std::fs::write(&file, text).unwrap();
            assert!(refusal().contains(says), "{}", refusal());
        }
        std::fs::write(&file, "abc123\n").unwrap();
        let server = search.server().unwrap().unwrap();
        assert_eq!(server.key.as_deref(), Some("abc123"));
        std::fs::remove_file(&file).unwrap();
    }

    #[test]
    fn meilisearch_needs_a_good_address_and_index() {
        let refusal = |url: Option<&str>, index: &str| {
            let search = Search {
                search: Engine::Meilisearch,
                meilisearch_url: url.map(|url| url.parse().unwrap()),
                meilisearch_index: index.to_owned(),
                ..Search::default()
            };
            search.server().err().unwrap_or_default()
        };
        assert!(refusal(None, "motcua").contains("--meilisearch-url"));
        assert!(refusal(Some("ftp://a.vn"), "motcua").contains("no http"));
        assert!(refusal(Some("http://me:pw@a.vn"), "motcua").contains("password"));
        assert!(refusal(Some("http://a.vn"), "một cửa").contains("--meilisearch-index"));
        assert_eq!(refusal(Some("http://a.vn"), "motcua-2"), "");
        assert!(Search::default().server().unwrap().is_none());
    }
}
