//! A server that speaks S3, moto, on a free loopback port, with one bucket in it. It ends when its standard
//! input does.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::missing::missing;
use crate::watched::Watched;

/// Name of the bucket.
pub const BUCKET: &str = "motcua";

const SERVER: &str = r#"
import logging, sys, urllib.request
from moto.server import ThreadedMotoServer

logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
_, port = server.get_host_and_port()
bucket = f"http://127.0.0.1:{port}/{sys.argv[1]}"
urllib.request.urlopen(urllib.request.Request(bucket, method="PUT"))
print(port, flush=True)
sys.stdin.buffer.read()
server.stop()
"#;

/// A running server.
#[derive(Debug)]
pub struct S3Server {
    port: String,
    process: Option<Watched>,
}

impl S3Server {
    /// Starts one; `None` where moto is not installed.
    #[must_use]
    pub fn start() -> Option<Self> {
        let python = python()?.display().to_string();
        let process = Watched::start(&[&python, "-c", SERVER, BUCKET]);
        Some(Self {
            port: process.first_line().to_owned(),
            process: Some(process),
        })
    }

    /// Stops it: nobody answers at its port.
    pub fn down(&mut self) {
        if let Some(process) = self.process.take() {
            process.stop();
        }
    }

    /// Where it answers.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The setting of our server that stores files there, below a prefix.
    ///
    /// # Panics
    /// Never in practice.
    #[must_use]
    pub fn url(&self, prefix: &str) -> reqwest::Url {
        let url = format!(
            "s3://{BUCKET}/{prefix}?endpoint={}&region=vn-1",
            self.endpoint()
        );
        url.parse().expect("an address")
    }
}

/// The Python that has moto: that of `MOTCUA_TEST_S3_PYTHON`, which scripts/test makes.
fn python() -> Option<PathBuf> {
    let has = |python: &PathBuf| {
        let status = Command::new(python)
            .args(["-c", "import moto.server"])
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    };
    std::env::var_os("MOTCUA_TEST_S3_PYTHON")
        .map(PathBuf::from)
        .filter(has)
        .or_else(|| missing("moto is not installed (PyPI: moto, by scripts/test)"))
}
