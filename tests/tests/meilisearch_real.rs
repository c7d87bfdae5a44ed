//! Search with a real Meilisearch, where `MOTCUA_TEST_MEILISEARCH_URL` is set; with a master key,
//! also `MOTCUA_TEST_MEILISEARCH_KEY`. It cannot run in CI, so that its absence is a note, no skip.

use motcua::config::{Engine, Search};
use motcua_tests::missing::note;
use motcua_tests::program::{Ended, run};
use motcua_tests::watched;
use serde_json::{Value, json};

use crate::meilisearch::{answers, assert_answers, spawn, until};

/// What a key must allow. README tells operators the same.
const ACTIONS: [&str; 8] = [
    "search",
    "documents.add",
    "indexes.create",
    "indexes.get",
    "indexes.delete",
    "indexes.swap",
    "settings.update",
    "tasks.get",
];

/// The server, and an index of our own on it.
struct Real {
    url: String,
    master: Option<String>,
    index: String,
}

impl Real {
    /// `None`, and a note, where there is none.
    fn get() -> Option<Self> {
        let Ok(url) = std::env::var("MOTCUA_TEST_MEILISEARCH_URL") else {
            note("MOTCUA_TEST_MEILISEARCH_URL is not set; the real Meilisearch was not asked");
            return None;
        };
        Some(Self {
            url: url.trim_end_matches('/').to_owned(),
            master: std::env::var("MOTCUA_TEST_MEILISEARCH_KEY").ok(),
            index: format!("motcua-test-{}", uuid::Uuid::new_v4().simple()),
        })
    }

    async fn ask(&self, method: reqwest::Method, path: &str, body: Option<Value>) -> Value {
        let mut request = reqwest::Client::new().request(method, format!("{}{path}", self.url));
        if let Some(key) = &self.master {
            request = request.bearer_auth(key);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        answer.json().await.unwrap_or_default()
    }

    /// A key that allows these actions on our index and what is built beside it.
    async fn key(&self, actions: &[&str]) -> String {
        let wanted = json!({
            "actions": actions, "indexes": [format!("{}*", self.index)], "expiresAt": null
        });
        let made = self.ask(reqwest::Method::POST, "/keys", Some(wanted)).await;
        made["key"]
            .as_str()
            .unwrap_or_else(|| panic!("{made}"))
            .to_owned()
    }

    fn settings(&self, key: Option<&str>) -> Search {
        let file = key.map(|key| {
            let file = watched::folder().join("key");
            std::fs::write(&file, key).unwrap();
            file
        });
        Search {
            search: Engine::Meilisearch,
            meilisearch_url: Some(self.url.parse().unwrap()),
            meilisearch_key_file: file,
            meilisearch_index: self.index.clone(),
        }
    }

    /// `motcua reindex` in a folder, with a key.
    fn reindex(&self, data: &str, key: &str) -> Ended {
        let settings = self.settings(Some(key));
        let file = settings.meilisearch_key_file.unwrap().display().to_string();
        run(&[
            "--data-dir",
            data,
            "--log",
            "off",
            "--search",
            "meilisearch",
            "--meilisearch-url",
            &self.url,
            "--meilisearch-key-file",
            &file,
            "--meilisearch-index",
            &self.index,
            "reindex",
        ])
    }

    async fn indexes(&self) -> Vec<String> {
        let all = self
            .ask(reqwest::Method::GET, "/indexes?limit=1000", None)
            .await;
        let names = all["results"].as_array().unwrap().iter();
        names
            .filter_map(|index| index["uid"].as_str())
            .filter(|uid| uid.starts_with(&self.index))
            .map(str::to_owned)
            .collect()
    }

    async fn clean(&self) {
        for uid in self.indexes().await {
            let path = format!("/indexes/{uid}");
            let _ = self.ask(reqwest::Method::DELETE, &path, None).await;
        }
    }
}

#[tokio::test]
async fn a_real_server_is_filled_and_answers_as_the_embedded_engine_does() {
    let Some(real) = Real::get() else { return };
    let app = spawn(real.settings(real.master.as_deref())).await;
    assert_answers(&app).await;
    until("Meilisearch answers", || answers(&app, "meilisearch")).await;
    assert_answers(&app).await;
    assert!(
        answers(&app, "meilisearch").await,
        "a question was too much for it"
    );
    let db = app.database().await;
    motcua::storage::meta::bump_revision(&db).await.unwrap();
    until("it is behind", || answers(&app, "embedded")).await;
    until("Meilisearch answers", || answers(&app, "meilisearch")).await;
    assert_answers(&app).await;
    let left = real.indexes().await;
    assert!(left.len() == 1 && left[0] == real.index, "{left:?}");
    real.clean().await;
}

#[tokio::test]
async fn a_key_with_least_rights_suffices_and_not_one_of_them_can_be_spared() {
    let Some(real) = Real::get() else { return };
    if real.master.is_none() {
        note("MOTCUA_TEST_MEILISEARCH_KEY is not set; rights of keys were not tried");
        return;
    }
    let data = watched::folder().display().to_string();
    let all = real.key(&ACTIONS).await;
    let _ = real.reindex(&data, &all).success();
    for spared in ACTIONS {
        let fewer: Vec<&str> = ACTIONS.into_iter().filter(|a| *a != spared).collect();
        let ended = real.reindex(&data, &real.key(&fewer).await);
        assert!(
            ended.refusal().contains("Meilisearch"),
            "{spared}: {ended:?}"
        );
        // What was left half built is in nobody's way.
        let _ = real.reindex(&data, &all).success();
    }
    real.clean().await;
}

#[test]
fn readme_names_the_rights_of_the_key() {
    let readme = include_str!("../../README.md");
    for action in ACTIONS {
        assert!(readme.contains(&format!("\"{action}\"")), "{action}");
    }
}
