//! A small server that speaks as much of Meilisearch's language as ours uses, and that can be slow,
//! broken or gone. The real one is tested where `MOTCUA_TEST_MEILISEARCH_URL` is set.

use std::collections::{BTreeMap, BTreeSet};
use std::net::TcpListener;
use std::sync::mpsc;
use std::sync::{Mutex, MutexGuard};
use std::thread::JoinHandle;

use actix_web::dev::ServerHandle;
use actix_web::web::{self, Data, Json, Path, Query};
use actix_web::{HttpResponse, HttpServer};
use serde_json::{Value, json};

/// What is wrong with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// Nothing.
    #[default]
    Well,
    /// Questions are never answered; everything else is.
    Slow,
    /// Every request gets an error.
    Broken,
    /// Takes no key.
    Refusing,
}

/// The server. It stops when it is dropped.
pub struct FakeMeilisearch {
    port: u16,
    state: Data<State>,
    running: Option<(ServerHandle, JoinHandle<()>)>,
}

#[derive(Default)]
struct State(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    mood: Mood,
    indexes: BTreeMap<String, Index>,
    /// Error codes of tasks that failed; all others succeeded.
    failed: BTreeMap<usize, &'static str>,
    tasks: usize,
    /// `METHOD path` of every request, with the uid of a new index.
    seen: Vec<String>,
}

#[derive(Clone, Debug, Default)]
struct Index {
    documents: BTreeMap<String, Value>,
    settings: Value,
}

impl State {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().expect("a whole state")
    }
}

impl FakeMeilisearch {
    /// Starts one without any index.
    #[must_use]
    pub fn start() -> Self {
        let mut fake = Self {
            port: 0,
            state: Data::new(State::default()),
            running: None,
        };
        fake.come_back();
        fake
    }

    /// `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Stops it: nobody listens any more. Its indexes stay.
    pub fn go_away(&mut self) {
        if let Some((handle, thread)) = self.running.take() {
            drop(handle.stop(false));
            let _ = thread.join();
        }
    }

    /// Starts it again, at the same port.
    ///
    /// # Panics
    /// When somebody else has taken the port.
    pub fn come_back(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).expect("a port");
        self.port = listener.local_addr().expect("an address").port();
        self.running = Some(run(listener, self.state.clone()));
    }

    /// Changes what is wrong with it.
    pub fn feel(&self, mood: Mood) {
        self.state.lock().mood = mood;
    }

    /// How many requests began with this: `"POST /swap-indexes"`.
    #[must_use]
    pub fn seen(&self, request: &str) -> usize {
        let state = self.state.lock();
        state
            .seen
            .iter()
            .filter(|seen| seen.starts_with(request))
            .count()
    }

    /// Names of the indexes, and how many records each holds.
    #[must_use]
    pub fn indexes(&self) -> Vec<(String, usize)> {
        let state = self.state.lock();
        state
            .indexes
            .iter()
            .map(|(uid, index)| (uid.clone(), index.documents.len()))
            .collect()
    }

    /// One setting of an index.
    #[must_use]
    pub fn setting(&self, uid: &str, name: &str) -> Value {
        self.state
            .lock()
            .indexes
            .get(uid)
            .map_or(Value::Null, |index| index.settings[name].clone())
    }

    /// Makes every record of an index one of another version of the knowledge.
    pub fn mark(&self, uid: &str, version: &str) {
        if let Some(index) = self.state.lock().indexes.get_mut(uid) {
            for document in index.documents.values_mut() {
                document["version"] = json!(version);
            }
        }
    }

    /// Makes an empty index, as another server does that has just begun to build.
    pub fn create(&self, uid: &str) {
        let mut state = self.state.lock();
        state.indexes.insert(uid.to_owned(), Index::default());
    }

    /// Takes every record out of an index.
    pub fn empty(&self, uid: &str) {
        if let Some(index) = self.state.lock().indexes.get_mut(uid) {
            index.documents.clear();
        }
    }
}

impl Drop for FakeMeilisearch {
    fn drop(&mut self) {
        self.go_away();
    }
}

fn run(listener: TcpListener, state: Data<State>) -> (ServerHandle, JoinHandle<()>) {
    let (started, starts) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let server = HttpServer::new(move || {
                actix_web::App::new()
                    .app_data(state.clone())
                    .app_data(web::JsonConfig::default().limit(64 << 20))
                    .wrap(actix_web::middleware::from_fn(mood))
                    .route("/indexes", web::post().to(create))
                    .route("/indexes", web::get().to(list))
                    .route("/indexes/{uid}", web::get().to(index))
                    .route("/indexes/{uid}", web::delete().to(delete))
                    .route("/indexes/{uid}/settings", web::patch().to(settings))
                    .route(
                        "/indexes/{uid}/settings/prefix-search",
                        web::put().to(prefix),
                    )
                    .route("/indexes/{uid}/documents", web::post().to(add))
                    .route("/indexes/{uid}/search", web::post().to(search))
                    .route("/multi-search", web::post().to(multi_search))
                    .route("/swap-indexes", web::post().to(swap))
                    .route("/tasks", web::get().to(tasks))
                    .route("/tasks/{uid}", web::get().to(task))
            })
            .workers(1)
            .disable_signals()
            .listen(listener)
            .expect("a listener")
            .run();
            let _ = started.send(server.handle());
            let _ = server.await;
        });
    });
    (starts.recv().expect("a server"), thread)
}

async fn mood(
    request: actix_web::dev::ServiceRequest,
    next: actix_web::middleware::Next<impl actix_web::body::MessageBody + 'static>,
) -> Result<actix_web::dev::ServiceResponse<impl actix_web::body::MessageBody>, actix_web::Error> {
    let state: &Data<State> = request.app_data().expect("a state");
    let mood = {
        let mut state = state.lock();
        let line = format!("{} {}", request.method(), request.path());
        state.seen.push(line);
        state.mood
    };
    let answer = match mood {
        Mood::Broken => Some(problem(500, "internal")),
        Mood::Refusing => Some(problem(403, "invalid_api_key")),
        Mood::Slow if request.path() == "/multi-search" => std::future::pending().await,
        Mood::Slow | Mood::Well => None,
    };
    match answer {
        Some(answer) => Ok(request.into_response(answer).map_into_right_body()),
        None => Ok(next.call(request).await?.map_into_left_body()),
    }
}

fn error(code: &str) -> Value {
    let kind = match code {
        "internal" => "internal",
        "invalid_api_key" => "auth",
        _ => "invalid_request",
    };
    json!({ "message": code, "code": code, "type": kind, "link": "" })
}

fn problem(status: u16, code: &str) -> HttpResponse {
    let status = actix_web::http::StatusCode::from_u16(status).expect("a status");
    HttpResponse::build(status).json(error(code))
}

/// The receipt of a task, which is done at once.
fn done(state: &mut Inner, kind: &str, failed: Option<&'static str>) -> HttpResponse {
    let uid = state.tasks;
    state.tasks += 1;
    if let Some(code) = failed {
        state.failed.insert(uid, code);
    }
    HttpResponse::Accepted().json(json!({
        "taskUid": uid, "indexUid": null, "status": "enqueued", "type": kind,
        "enqueuedAt": "2026-11-23T02:00:00Z"
    }))
}

async fn create(state: Data<State>, body: Json<Value>) -> HttpResponse {
    let uid = body["uid"].as_str().expect("a uid").to_owned();
    let mut state = state.lock();
    let there = state.indexes.contains_key(&uid);
    state.indexes.entry(uid).or_default();
    let failed = there.then_some("index_already_exists");
    done(&mut state, "indexCreation", failed)
}

fn described(uid: &str) -> Value {
    json!({ "uid": uid, "createdAt": "2026-11-23T02:00:00Z", "updatedAt": "2026-11-23T02:00:00Z", "primaryKey": "id" })
}

async fn list(state: Data<State>) -> HttpResponse {
    let all: Vec<Value> = state.lock().indexes.keys().map(|u| described(u)).collect();
    HttpResponse::Ok()
        .json(json!({ "results": all, "offset": 0, "limit": 1000, "total": all.len() }))
}

async fn index(state: Data<State>, uid: Path<String>) -> HttpResponse {
    match state.lock().indexes.get(uid.as_str()) {
        Some(_) => HttpResponse::Ok().json(described(&uid)),
        None => problem(404, "index_not_found"),
    }
}

async fn delete(state: Data<State>, uid: Path<String>) -> HttpResponse {
    let mut state = state.lock();
    let gone = state.indexes.remove(uid.as_str()).is_none();
    done(
        &mut state,
        "indexDeletion",
        gone.then_some("index_not_found"),
    )
}

async fn settings(state: Data<State>, uid: Path<String>, body: Json<Value>) -> HttpResponse {
    let mut state = state.lock();
    let index = state.indexes.entry(uid.into_inner()).or_default();
    assert!(index.documents.is_empty(), "settings come before documents");
    index.settings = body.into_inner();
    done(&mut state, "settingsUpdate", None)
}

async fn prefix(state: Data<State>, _: Path<String>, _: Json<Value>) -> HttpResponse {
    done(&mut state.lock(), "settingsUpdate", None)
}

async fn add(state: Data<State>, uid: Path<String>, body: Json<Vec<Value>>) -> HttpResponse {
    let mut state = state.lock();
    let index = state.indexes.entry(uid.into_inner()).or_default();
    for document in body.into_inner() {
        let id = document["id"].as_str().expect("an id").to_owned();
        index.documents.insert(id, document);
    }
    done(&mut state, "documentAdditionOrUpdate", None)
}

async fn swap(state: Data<State>, body: Json<Value>) -> HttpResponse {
    let mut state = state.lock();
    let name = |at: usize| body[0]["indexes"][at].as_str().expect("a uid").to_owned();
    let (a, b) = (name(0), name(1));
    match (state.indexes.remove(&a), state.indexes.remove(&b)) {
        (Some(first), Some(second)) => {
            state.indexes.insert(a, second);
            state.indexes.insert(b, first);
            done(&mut state, "indexSwap", None)
        }
        _ => done(&mut state, "indexSwap", Some("index_not_found")),
    }
}

async fn tasks(_: Query<BTreeMap<String, String>>) -> HttpResponse {
    HttpResponse::Ok()
        .json(json!({ "results": [], "total": 0, "limit": 1, "from": null, "next": null }))
}

async fn task(state: Data<State>, uid: Path<usize>) -> HttpResponse {
    let failed = state.lock().failed.get(&uid).copied();
    HttpResponse::Ok().json(json!({
        "uid": *uid, "indexUid": null, "type": "indexCreation", "details": null,
        "status": if failed.is_some() { "failed" } else { "succeeded" },
        "error": failed.map(error), "canceledBy": null, "duration": "PT0.1S",
        "enqueuedAt": "2026-11-23T02:00:00Z", "startedAt": "2026-11-23T02:00:00Z",
        "finishedAt": "2026-11-23T02:00:00Z"
    }))
}

async fn search(state: Data<State>, uid: Path<String>, _: Json<Value>) -> HttpResponse {
    let state = state.lock();
    let Some(index) = state.indexes.get(uid.as_str()) else {
        return problem(404, "index_not_found");
    };
    let first: Vec<&Value> = index.documents.values().take(1).collect();
    HttpResponse::Ok().json(json!({
        "hits": first, "query": "", "processingTimeMs": 0,
        "estimatedTotalHits": index.documents.len()
    }))
}

/// For each query the records that share words with it, the more the better.
async fn multi_search(state: Data<State>, body: Json<Value>) -> HttpResponse {
    let state = state.lock();
    let mut results = Vec::new();
    for query in body["queries"].as_array().expect("queries") {
        let Some(index) = state
            .indexes
            .get(query["indexUid"].as_str().expect("a uid"))
        else {
            return problem(404, "index_not_found");
        };
        let wanted: BTreeSet<&str> = query["q"].as_str().expect("words").split(' ').collect();
        let documents = index.documents.values();
        let mut hits: Vec<(f64, &Value)> = documents.map(|d| (share(&wanted, d), d)).collect();
        hits.retain(|(score, _)| *score > 0.0);
        hits.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let limit = query["limit"].as_u64().expect("a limit");
        hits.truncate(usize::try_from(limit).expect("a small limit"));
        let hits: Vec<Value> = hits.into_iter().map(hit).collect();
        results.push(json!({ "hits": hits, "query": query["q"], "processingTimeMs": 0 }));
    }
    HttpResponse::Ok().json(json!({ "results": results }))
}

fn hit((score, document): (f64, &Value)) -> Value {
    json!({ "id": document["id"], "version": document["version"], "_rankingScore": score })
}

fn share(wanted: &BTreeSet<&str>, document: &Value) -> f64 {
    let names = document["names"].as_array().expect("names");
    let mut words: BTreeSet<&str> = document["pairs"]
        .as_str()
        .expect("pairs")
        .split(' ')
        .collect();
    words.extend(
        names
            .iter()
            .filter_map(Value::as_str)
            .flat_map(|n| n.split(' ')),
    );
    wanted.intersection(&words).count() as f64 / wanted.len().max(1) as f64
}
