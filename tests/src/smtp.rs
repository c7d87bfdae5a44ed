//! A real mail server, aiosmtpd, on a free loopback port. It keeps what it gets in a folder, and
//! does as it is told by the local part of an address.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::missing::{find_program, missing};
use crate::watched::{self, Watched};

/// Keeps mails as files, numbered as they came. `later@…` is refused with 450, `never@…` with 550.
/// Ends when its standard input does.
const SERVER: &str = r#"
import email, email.policy, json, os, sys, threading
from aiosmtpd.controller import Controller

folder, port = sys.argv[1], int(sys.argv[2])

class Keep:
    count = len(os.listdir(folder))
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("later@"):
            return "450 4.2.1 try again"
        if address.startswith("never@"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"
    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        part = lambda kind: (mail.get_body((kind,)).get_content() if mail.get_body((kind,)) else None)
        seen = {
            "rcpt": envelope.rcpt_tos, "mail_from": envelope.mail_from,
            "headers": {name.lower(): str(value) for name, value in mail.items()},
            "names": [name.lower() for name in mail.keys()],
            "defects": [str(d) for d in mail.defects],
            "to_name": mail["to"].addresses[0].display_name,
            "text": part("plain"), "html": part("html"),
            "ascii": envelope.content.isascii(),
        }
        Keep.count += 1
        name = os.path.join(folder, f"{Keep.count:06}.json")
        with open(name + ".part", "w") as file:
            json.dump(seen, file)
        os.rename(name + ".part", name)
        return "250 kept"

server = Controller(Keep(), hostname="127.0.0.1", port=port)
server.start()
print(server.server.sockets[0].getsockname()[1], flush=True)
sys.stdin.buffer.read()
server.stop()
"#;

/// A running mail server.
#[derive(Debug)]
pub struct MailServer {
    port: u16,
    folder: PathBuf,
    process: Option<Watched>,
}

impl MailServer {
    /// Starts one; `None` where aiosmtpd is not installed.
    #[must_use]
    pub fn start() -> Option<Self> {
        let folder = watched::folder();
        // A port of our own, so that it can come back at the same one.
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let mut server = Self {
            port,
            folder,
            process: None,
        };
        server.up()?;
        Some(server)
    }

    /// Starts it again, at the port where it was.
    pub fn up(&mut self) -> Option<()> {
        let python = python()?;
        let (folder, port) = (self.folder.display().to_string(), self.port.to_string());
        let python = python.display().to_string();
        self.process = Some(Watched::start(&[&python, "-c", SERVER, &folder, &port]));
        Some(())
    }

    /// Stops it: nobody answers at its port.
    pub fn down(&mut self) {
        if let Some(process) = self.process.take() {
            process.stop();
        }
    }

    /// Its port.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The mails that came, in order, as Python's `email` reads them: `headers`, `text`, `html`,
    /// `rcpt`, `to_name`, `defects`.
    ///
    /// # Panics
    /// When a file cannot be read.
    #[must_use]
    pub fn mails(&self) -> Vec<Value> {
        let entries = std::fs::read_dir(&self.folder).expect("a folder");
        let mut files: Vec<PathBuf> = entries
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|e| e == "json"))
            .collect();
        files.sort();
        let read = |file| std::fs::read(file).expect("a file");
        files
            .into_iter()
            .map(|file| serde_json::from_slice(&read(file)).expect("JSON"))
            .collect()
    }
}

/// The Python that has aiosmtpd: that of `MOTCUA_TEST_AIOSMTPD_PYTHON`, which scripts/test makes,
/// or the one on the search path.
fn python() -> Option<PathBuf> {
    let told = std::env::var_os("MOTCUA_TEST_AIOSMTPD_PYTHON").map(PathBuf::from);
    let has = |python: &PathBuf| {
        let status = Command::new(python)
            .args(["-c", "import aiosmtpd.controller"])
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    };
    told.or_else(|| find_program(&["python3"]))
        .filter(has)
        .or_else(|| missing("aiosmtpd is not installed (PyPI: aiosmtpd, by scripts/test)"))
}
