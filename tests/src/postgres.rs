//! One PostgreSQL cluster for the test process, on a free loopback port.

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::OnceLock;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

use crate::missing::missing;
use crate::watched::Watched;

/// Starts a cluster that nobody relies on: durability is off. Sorting is Vietnamese, as a province
/// would have it, so that nothing relies on the order of bytes.
const CLUSTER: &str = r#"
exec 3<&0
BIN=$1 PORT=$2 P=
DIR=$(mktemp -d "${TMPDIR:-/tmp}/motcua-postgres.XXXXXX") || exit 1
trap '[ -z "$P" ] || { kill -INT $P; wait $P; }; rm -rf "$DIR"' EXIT
trap 'exit 1' INT TERM HUP
make() { rm -rf "$DIR/data"; "$BIN/initdb" -D "$DIR/data" -U motcua -A trust --no-sync -E UTF8 "$@"; }
make --locale=C.UTF-8 --locale-provider=icu --icu-locale=vi >"$DIR/log" 2>&1 ||
  make --locale=C >"$DIR/log" 2>&1 || { cat "$DIR/log" >&2; exit 1; }
"$BIN/postgres" -D "$DIR/data" -p "$PORT" -k "$DIR" -c listen_addresses=127.0.0.1 \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off \
  -c max_connections=400 -c shared_buffers=64MB >"$DIR/log" 2>&1 3<&- & P=$!
until "$BIN/pg_isready" -q -h 127.0.0.1 -p "$PORT" -U motcua -d postgres; do
  kill -0 $P 2>/dev/null || { cat "$DIR/log" >&2; exit 1; }
  sleep 0.05
done
echo ready
cat <&3 >/dev/null
"#;

/// A running cluster.
#[derive(Debug)]
pub struct Cluster {
    port: u16,
    _process: Watched,
}

impl Cluster {
    /// The cluster of this process; `None` where PostgreSQL is not installed.
    pub fn get() -> Option<&'static Self> {
        static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
        let cluster = CLUSTER.get_or_init(|| programs().map(|bin| Self::start(&bin)));
        cluster
            .as_ref()
            .or_else(|| missing("PostgreSQL is not installed (Debian: postgresql)"))
    }

    fn start(bin: &std::path::Path) -> Self {
        // Another process could take the port in between; then the cluster says so and we fail.
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|l| l.local_addr())
            .expect("a free port")
            .port();
        let (bin, number) = (bin.display().to_string(), port.to_string());
        let shell = ["sh", "-c", CLUSTER, "sh", &bin, &number];
        // PostgreSQL refuses to be run by root; Debian's package brings a user for it.
        let process = if is_root() {
            Watched::start(&[&["runuser", "-u", "postgres", "--"][..], &shell].concat())
        } else {
            Watched::start(&shell)
        };
        Self {
            port,
            _process: process,
        }
    }

    /// The address of a database.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!("postgres://motcua@127.0.0.1:{}/{database}", self.port)
    }

    /// Runs a statement that is not about one database.
    ///
    /// # Panics
    /// When it fails.
    pub async fn run(&self, sql: &str) {
        let db = open(&self.url("postgres")).await;
        db.execute_unprepared(sql)
            .await
            .unwrap_or_else(|e| panic!("{sql}: {e}"));
        let _ = db.close().await;
    }
}

/// One connection to a database.
///
/// # Panics
/// When it cannot be opened.
pub async fn open(url: &str) -> DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options)
        .await
        .unwrap_or_else(|e| panic!("{url}: {e}"))
}

/// The folder of the newest installed PostgreSQL: Debian's, or that of the search path.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, bin)| bin.join("initdb").is_file())
        .collect();
    found.sort();
    let on_path = || {
        Some(
            crate::missing::find_program(&["initdb"])?
                .parent()?
                .to_owned(),
        )
    };
    found.pop().map(|(_, bin)| bin).or_else(on_path)
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    // Our own process' folder belongs to whoever we are.
    std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}
