//! Databases with the bundled knowledge: made once by the server's own code, and copied for each
//! test. First starts are tested through the program itself.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use motcua::app::{index_dir, open_database};
use motcua::config::Storage;
use motcua::kernel::clock::Clock;
use motcua::knowledge::{Engines, Knowledge, store_bundle};
use motcua_seed::Bundle;

use super::copy_folder;
use crate::postgres::Cluster;
use crate::watched;

/// On which database a test runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// A file in a folder of its own.
    Sqlite,
    /// A database of its own in the cluster of the process.
    Postgres,
}

const TEMPLATE: &str = "motcua_template";

/// A fresh database with the bundled knowledge; `None` where it is not installed.
pub(super) async fn copy(database: Database) -> Option<Storage> {
    static SQLITE: OnceLock<PathBuf> = OnceLock::new();
    static POSTGRES: OnceLock<PathBuf> = OnceLock::new();
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let (template, database_url) = match database {
        Database::Sqlite => (SQLITE.get_or_init(|| make(None)), None),
        Database::Postgres => {
            let cluster = Cluster::get()?;
            let template = POSTGRES.get_or_init(|| make(Some(cluster)));
            let name = format!("motcua_{}", NEXT.fetch_add(1, Ordering::Relaxed));
            cluster
                .run(&format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))
                .await;
            (template, Some(cluster.url(&name)))
        }
    };
    let data_dir = watched::folder();
    copy_folder(template, &data_dir).expect("a copy");
    Some(Storage {
        data_dir,
        database_url,
    })
}

/// An empty database, for tests of the first start.
pub async fn empty(database: Database) -> Option<Storage> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let database_url = match database {
        Database::Sqlite => None,
        Database::Postgres => {
            let cluster = Cluster::get()?;
            let name = format!("motcua_empty_{}", NEXT.fetch_add(1, Ordering::Relaxed));
            cluster.run(&format!("CREATE DATABASE {name}")).await;
            Some(cluster.url(&name))
        }
    };
    Some(Storage {
        data_dir: watched::folder(),
        database_url,
    })
}

/// Removes a database of the cluster; files go with their folder.
pub(super) async fn discard(storage: &Storage) {
    if let (Some(url), Some(cluster)) = (&storage.database_url, Cluster::get())
        && let Some((_, name)) = url.rsplit_once('/')
    {
        cluster
            .run(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .await;
    }
}

/// Makes a template, in a thread of its own because the caller is within a runtime already.
fn make(cluster: Option<&'static Cluster>) -> PathBuf {
    let work = move || {
        actix_web::rt::System::new().block_on(async move {
            if let Some(cluster) = cluster {
                cluster.run(&format!("CREATE DATABASE {TEMPLATE}")).await;
            }
            let storage = Storage {
                data_dir: watched::folder(),
                database_url: cluster.map(|cluster| cluster.url(TEMPLATE)),
            };
            let db = open_database(&storage).await.expect("a database");
            store_bundle(
                &db,
                &Bundle::embedded().expect("a bundle"),
                Clock::system().now(),
            )
            .await
            .expect("stored knowledge");
            Knowledge::load(&db, Engines::embedded(index_dir(&storage)))
                .await
                .expect("an index");
            db.close().await.expect("a closed database");
            storage.data_dir
        })
    };
    std::thread::spawn(work).join().expect("a template")
}
