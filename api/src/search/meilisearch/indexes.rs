//! The indexes on the server: what they find, and what they hold.

use std::collections::HashSet;

use meilisearch_sdk::client::Client;
use meilisearch_sdk::errors::{Error, ErrorCode, ErrorType};
use meilisearch_sdk::search::{MatchingStrategies, SearchQuery, Selectors};
use meilisearch_sdk::settings::Settings;
use serde::{Deserialize, Deserializer};
use url::Url;

use super::document::attribute;
use super::guard::Reason;
use super::http::Http;
use super::version::Version;

/// Most records that one query finds.
const HITS: usize = 40;

/// What an index holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    /// The version its records are of; `None` when it has none, or of another form.
    pub(super) version: Option<Version>,
    /// How many records.
    pub(super) records: usize,
}

/// A record that was found.
#[derive(Deserialize)]
pub(super) struct Hit {
    #[serde(default)]
    pub(super) id: String,
    #[serde(default, deserialize_with = "readable")]
    pub(super) version: Option<Version>,
}

fn readable<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Version>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.and_then(|text| text.parse().ok()))
}

/// The live index, and those beside it.
pub(super) struct Indexes {
    pub(super) client: Client<Http>,
    pub(super) name: String,
    pub(super) settings: Settings,
}

impl Indexes {
    pub(super) fn new(
        url: &Url,
        key: Option<&str>,
        name: &str,
        settings: Settings,
    ) -> Result<Self, String> {
        let host = url.as_str().trim_end_matches('/');
        Ok(Self {
            client: Client::new_with_client(host, key, Http::new(key)?),
            name: name.to_owned(),
            settings,
        })
    }

    /// What several queries find, in one request; each record once, in the order of the queries.
    pub(super) async fn search(
        &self,
        queries: &[String],
        filter: Option<&str>,
    ) -> Result<Vec<Hit>, Error> {
        const WANTED: &[&str] = &[attribute::ID, attribute::VERSION];
        let index = self.client.index(&self.name);
        let mut request = self.client.multi_search();
        for words in queries {
            let mut query = SearchQuery::new(&index);
            query
                .with_query(words)
                .with_limit(HITS)
                .with_attributes_to_search_on(&[attribute::NAMES, attribute::PAIRS])
                .with_attributes_to_retrieve(Selectors::Some(WANTED))
                .with_matching_strategy(MatchingStrategies::LAST);
            if let Some(filter) = filter {
                query.with_filter(filter);
            }
            request.with_search_query(query);
        }
        let found = request.execute::<Hit>().await?;
        let hits = found.results.into_iter().flat_map(|list| list.hits);
        let mut seen = HashSet::new();
        Ok(hits
            .map(|hit| hit.result)
            .filter(|hit| seen.insert(hit.id.clone()))
            .collect())
    }

    /// What the live index holds; `None` when there is none.
    pub(super) async fn live(&self) -> Result<Option<Held>, Error> {
        self.held(&self.name).await
    }

    /// What any index holds.
    pub(super) async fn held(&self, uid: &str) -> Result<Option<Held>, Error> {
        const WANTED: &[&str] = &[attribute::VERSION];
        let index = self.client.index(uid);
        let mut query = SearchQuery::new(&index);
        query
            .with_limit(1)
            .with_attributes_to_retrieve(Selectors::Some(WANTED));
        match query.execute::<Hit>().await {
            Ok(found) => Ok(Some(Held {
                records: found.estimated_total_hits.unwrap_or_default(),
                version: found
                    .hits
                    .into_iter()
                    .next()
                    .and_then(|hit| hit.result.version),
            })),
            Err(error) if is_missing(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Whether there is no such index.
pub(super) fn is_missing(error: &Error) -> bool {
    matches!(error, Error::Meilisearch(error) if error.error_code == ErrorCode::IndexNotFound)
}

/// What an error says of the server.
pub(super) fn reason(error: &Error) -> Reason {
    match error {
        error if is_missing(error) => Reason::Behind,
        Error::Meilisearch(error) => match error.error_type {
            ErrorType::Auth | ErrorType::InvalidRequest => Reason::Refused,
            _ => Reason::Broken,
        },
        Error::MeilisearchCommunication(answer) => match answer.status_code {
            401 | 403 => Reason::Refused,
            _ => Reason::Broken,
        },
        Error::Other(error) => match error.downcast_ref::<reqwest::Error>() {
            Some(error) if error.is_timeout() => Reason::Slow,
            _ => Reason::Unreachable,
        },
        _ => Reason::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_server_are_told_apart() {
        let said = |code: &str, kind: &str| -> Error {
            let json = serde_json::json!({ "message": "", "code": code, "type": kind, "link": "" });
            Error::Meilisearch(serde_json::from_value(json).unwrap())
        };
        assert_eq!(
            reason(&said("index_not_found", "invalid_request")),
            Reason::Behind
        );
        assert_eq!(reason(&said("invalid_api_key", "auth")), Reason::Refused);
        assert_eq!(reason(&said("internal", "internal")), Reason::Broken);
        let unreadable = serde_json::from_str::<Hit>("<html>").err().unwrap();
        assert_eq!(reason(&Error::ParseError(unreadable)), Reason::Broken);
    }
}
