//! Builds an index anew beside the live one, and swaps it in.

use std::time::Duration;

use meilisearch_sdk::client::SwapIndexes;
use meilisearch_sdk::errors::{Error, ErrorCode, MeilisearchError};
use meilisearch_sdk::indexes::{Index, IndexesQuery};
use meilisearch_sdk::settings::PrefixSearchSettings;
use meilisearch_sdk::task_info::TaskInfo;
use meilisearch_sdk::tasks::{Task, TasksSearchQuery};

use super::document::{Document, attribute};
use super::http::Http;
use super::indexes::{Indexes, is_missing};
use super::version::Version;
use crate::search::index::IndexDocument;

/// Longest wait for one task. A server that others use too may have much to do first.
const TASK_LIMIT: Duration = Duration::from_secs(300);
/// How often a task is looked at.
const TASK_POLL: Duration = Duration::from_millis(100);
/// Records that are sent at once; some ten MB.
const BATCH: usize = 1_000;
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

impl Indexes {
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
        self.client.swap_indexes([&swap]).await?;
        self.swapped(version).await?;
        self.delete(&uid).await?;
        self.delete_older(version).await
    }

    /// Waits until the live index holds a version. The task of a swap belongs to no single index, and
    /// is not shown to a key that may use only some.
    async fn swapped(&self, version: &Version) -> Result<(), BuildError> {
        let ended = async {
            loop {
                let live = self.live().await?.and_then(|held| held.version);
                if live.as_ref() == Some(version) {
                    return Ok(());
                }
                tokio::time::sleep(TASK_POLL).await;
            }
        };
        tokio::time::timeout(TASK_LIMIT, ended)
            .await
            .unwrap_or(Err(BuildError::TaskLimit))
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
