//! The indexes on the server: asked, and built anew beside the live one.

use std::collections::HashMap;
use std::time::Duration;

use meilisearch_sdk::client::{Client, SwapIndexes};
use meilisearch_sdk::errors::{Error, ErrorCode, ErrorType, MeilisearchError};
use meilisearch_sdk::indexes::{Index, IndexesQuery};
use meilisearch_sdk::search::{MatchingStrategies, SearchQuery, Selectors};
use meilisearch_sdk::settings::{PrefixSearchSettings, Settings};
use meilisearch_sdk::task_info::TaskInfo;
use meilisearch_sdk::tasks::{Task, TasksSearchQuery};
use serde::{Deserialize, Deserializer};
use url::Url;

use super::ask::Wording;
use super::document::{Document, attribute};
use super::guard::Reason;
use super::http::Http;
use super::version::Version;
use crate::search::index::IndexDocument;

/// Longest wait for one task. A server that others use too may have much to do first.
const TASK_LIMIT: Duration = Duration::from_secs(300);
/// How often a task is looked at.
const TASK_POLL: Duration = Duration::from_millis(100);
/// Records that are sent at once; some ten MB.
const BATCH: usize = 1_000;
/// Most records that one query finds.
const HITS: usize = 40;
/// Most indexes that are looked through for old ones.
const MOST_INDEXES: usize = 1_000;

/// Why an index could not be built. The log gets it, nobody else.
#[derive(Debug, thiserror::Error)]
pub(super) enum BuildError {
    /// The server did not take a request.
    #[error(transparent)]
    Server(#[from] Error),
    /// It took a request and could not do it.
    #[error("a task failed: {}", .0.error_message)]
    Task(Box<MeilisearchError>),
    /// It did not do it in time.
    #[error("a task took longer than {} s", TASK_LIMIT.as_secs())]
    TaskLimit,
    /// What was built is not what was sent.
    #[error("the new index holds {held} of {sent} records")]
    Incomplete {
        /// Records in the index.
        held: usize,
        /// Records sent.
        sent: usize,
    },
    /// The records could not be read.
    #[error("the records cannot be read: {0}")]
    Records(String),
}

/// What an index holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    /// The version its records are of; `None` when it has none, or of another form.
    pub(super) version: Option<Version>,
    /// How many records.
    pub(super) records: usize,
}

/// A record that was found.
#[derive(Debug)]
pub(super) struct Hit {
    pub(super) id: String,
    pub(super) version: Option<Version>,
    /// The higher the better; comparable within one answer.
    pub(super) score: f32,
}

/// What is read of a record.
#[derive(Deserialize)]
struct Mark {
    #[serde(default)]
    id: String,
    #[serde(default, deserialize_with = "readable")]
    version: Option<Version>,
}

fn readable<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Version>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.and_then(|text| text.parse().ok()))
}

/// The live index, and those beside it.
pub(super) struct Indexes {
    client: Client<Http>,
    name: String,
    settings: Settings,
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

    /// What the wordings find, in one request. What several of them find is the better.
    pub(super) async fn search(
        &self,
        wordings: &[Wording],
        filter: Option<&str>,
    ) -> Result<Vec<Hit>, Error> {
        const WANTED: &[&str] = &[attribute::ID, attribute::VERSION];
        let index = self.client.index(&self.name);
        let mut request = self.client.multi_search();
        for wording in wordings {
            let mut query = SearchQuery::new(&index);
            query
                .with_query(&wording.words)
                .with_limit(HITS)
                .with_attributes_to_search_on(&[attribute::NAMES, attribute::PAIRS])
                .with_attributes_to_retrieve(Selectors::Some(WANTED))
                .with_show_ranking_score(true)
                .with_matching_strategy(MatchingStrategies::LAST);
            if let Some(filter) = filter {
                query.with_filter(filter);
            }
            request.with_search_query(query);
        }
        let found = request.execute::<Mark>().await?;
        let lists = found.results.into_iter().map(|list| list.hits);
        let weighed = lists.zip(wordings).flat_map(|(hits, wording)| {
            hits.into_iter().map(|hit| Hit {
                id: hit.result.id,
                version: hit.result.version,
                score: wording.weight * hit.ranking_score.unwrap_or_default() as f32,
            })
        });
        Ok(merged(weighed))
    }

    /// What the live index holds; `None` when there is none.
    pub(super) async fn live(&self) -> Result<Option<Held>, Error> {
        self.held(&self.name).await
    }

    async fn held(&self, uid: &str) -> Result<Option<Held>, Error> {
        const WANTED: &[&str] = &[attribute::VERSION];
        let index = self.client.index(uid);
        let mut query = SearchQuery::new(&index);
        query
            .with_limit(1)
            .with_attributes_to_retrieve(Selectors::Some(WANTED));
        match query.execute::<Mark>().await {
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

    /// The index in which a version is built.
    fn fresh(&self, version: &Version) -> String {
        format!("{}-{version}", self.name)
    }

    /// Whether somebody works at the index of a version: something waits or is being done, and how
    /// far it has come.
    pub(super) async fn progress(&self, version: &Version) -> Result<(bool, String), Error> {
        let uid = self.fresh(version);
        let mut query = TasksSearchQuery::new(&self.client);
        query
            .with_index_uids([uid.as_str()])
            .with_statuses(["enqueued", "processing"])
            .with_limit(1);
        let waiting = self.client.get_tasks_with(&query).await?.total > 0;
        match self.client.get_raw_index(&uid).await {
            Ok(index) => Ok((waiting, index.to_string())),
            Err(error) if is_missing(&error) => Ok((waiting, String::new())),
            Err(error) => Err(error),
        }
    }

    /// Removes what somebody has left half built.
    pub(super) async fn clear(&self, version: &Version) -> Result<(), BuildError> {
        self.delete(&self.fresh(version)).await
    }

    /// Makes the empty index in which a version is built; `false` when another server has made it,
    /// and is building.
    pub(super) async fn reserve(&self, version: &Version) -> Result<bool, BuildError> {
        self.create(&self.fresh(version)).await
    }

    /// Builds a version in the index made for it, beside the live one, and puts it in its place:
    /// settings first, then the records, then both names are swapped at once.
    pub(super) async fn build(
        &self,
        version: &Version,
        records: Vec<IndexDocument>,
    ) -> Result<(), BuildError> {
        let uid = self.fresh(version);
        let index = self.client.index(&uid);
        let sent = records.len();
        let tasks = [
            index.set_settings(&self.settings).await?,
            index
                .set_prefix_search(PrefixSearchSettings::Disabled)
                .await?,
        ];
        for task in tasks {
            self.done(task).await?;
        }
        self.fill(&index, version, records).await?;
        let held = self.held(&uid).await?.map_or(0, |held| held.records);
        if held != sent {
            return Err(BuildError::Incomplete { held, sent });
        }
        self.create(&self.name).await?;
        let swap = SwapIndexes {
            indexes: (self.name.clone(), uid.clone()),
            rename: None,
        };
        let task = self.client.swap_indexes([&swap]).await?;
        self.done(task).await?;
        self.delete(&uid).await?;
        self.delete_older(version).await
    }

    /// All batches are sent before the first is waited for: the server then takes them together.
    async fn fill(
        &self,
        index: &Index<Http>,
        version: &Version,
        records: Vec<IndexDocument>,
    ) -> Result<(), BuildError> {
        let mut tasks = Vec::new();
        let mut records = records.into_iter().peekable();
        while records.peek().is_some() {
            let batch: Vec<Document> = records
                .by_ref()
                .take(BATCH)
                .map(|record| Document::new(record, version))
                .collect();
            tasks.push(index.add_or_replace(&batch, Some(attribute::ID)).await?);
        }
        for task in tasks {
            self.done(task).await?;
        }
        Ok(())
    }

    /// Creates an index; `false` when it is there already.
    async fn create(&self, uid: &str) -> Result<bool, BuildError> {
        let task = self.client.create_index(uid, Some(attribute::ID)).await?;
        match self.done(task).await {
            Ok(()) => Ok(true),
            Err(BuildError::Task(error)) if error.error_code == ErrorCode::IndexAlreadyExists => {
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    async fn delete(&self, uid: &str) -> Result<(), BuildError> {
        let task = self.client.delete_index(uid).await?;
        match self.done(task).await {
            Err(BuildError::Task(error)) if error.error_code == ErrorCode::IndexNotFound => Ok(()),
            ended => ended,
        }
    }

    /// Removes what older versions have left behind.
    async fn delete_older(&self, version: &Version) -> Result<(), BuildError> {
        let mut all = IndexesQuery::new(&self.client);
        let older: Vec<String> = all
            .with_limit(MOST_INDEXES)
            .execute()
            .await?
            .results
            .into_iter()
            .map(|index| index.uid)
            .filter(|uid| self.version_of(uid).is_some_and(|other| other < *version))
            .collect();
        for uid in older {
            self.delete(&uid).await?;
        }
        Ok(())
    }

    /// The version that is built in an index, by its name.
    fn version_of(&self, uid: &str) -> Option<Version> {
        let rest = uid.strip_prefix(&self.name)?.strip_prefix('-')?;
        rest.parse().ok()
    }

    /// Waits for a task, up to the limit.
    async fn done(&self, task: TaskInfo) -> Result<(), BuildError> {
        let ended = async {
            loop {
                match self.client.get_task(&task).await? {
                    Task::Succeeded { .. } => return Ok(()),
                    Task::Failed { content } => {
                        return Err(BuildError::Task(Box::new(content.error)));
                    }
                    Task::Enqueued { .. } | Task::Processing { .. } => {
                        tokio::time::sleep(TASK_POLL).await;
                    }
                }
            }
        };
        tokio::time::timeout(TASK_LIMIT, ended)
            .await
            .unwrap_or(Err(BuildError::TaskLimit))
    }
}

/// Each record once, with the sum of what its hits are worth, best first.
fn merged(hits: impl Iterator<Item = Hit>) -> Vec<Hit> {
    let mut at: HashMap<String, usize> = HashMap::new();
    let mut merged: Vec<Hit> = Vec::new();
    for hit in hits {
        match at.get(&hit.id).and_then(|at| merged.get_mut(*at)) {
            Some(same) => same.score += hit.score,
            None => {
                at.insert(hit.id.clone(), merged.len());
                merged.push(hit);
            }
        }
    }
    // Equals by their names, so that the same question gets the same answer.
    merged.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    merged
}

fn is_missing(error: &Error) -> bool {
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

    fn hit(id: &str, score: f32) -> Hit {
        Hit {
            id: id.to_owned(),
            version: None,
            score,
        }
    }

    #[test]
    fn what_several_queries_find_is_one_better_hit() {
        let hits = [hit("b", 0.5), hit("c", 0.75), hit("a", 0.5), hit("b", 0.5)];
        let merged: Vec<_> = merged(hits.into_iter())
            .into_iter()
            .map(|hit| (hit.id, hit.score))
            .collect();
        let expected = [("b", 1.0), ("c", 0.75), ("a", 0.5)];
        assert_eq!(merged, expected.map(|(id, score)| (id.to_owned(), score)));
    }

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
        let unreadable = serde_json::from_str::<Mark>("<html>").err().unwrap();
        assert_eq!(reason(&Error::ParseError(unreadable)), Reason::Broken);
    }
}
