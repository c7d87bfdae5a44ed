//! Which engine finds procedures and questions, and where it runs.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use url::{Host, Url};

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
    pub(super) fn refuse_unsafe(&self) -> Result<(), String> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
