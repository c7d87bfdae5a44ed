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
import email, email.policy, json, os, ssl, sys, threading
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

folder, port, way = sys.argv[1], int(sys.argv[2]), sys.argv[3]

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
            "encrypted": session.ssl is not None or way == "tls", "let_in": bool(session.authenticated),
        }
        Keep.count += 1
        name = os.path.join(folder, f"{Keep.count:06}.json")
        with open(name + ".part", "w") as file:
            json.dump(seen, file)
        os.rename(name + ".part", name)
        return "250 kept"

def let_in(server, session, envelope, mechanism, data):
    with open(os.path.join(folder, "logins"), "a") as file:
        file.write("x")
    # Not handled: the refusal, too, is said by the server.
    right = (data.login, data.password) == (b"motcua", b"dung mat khau")
    return AuthResult(success=right, handled=False)

if way == "open":
    how = {}
else:
    how = {"authenticator": let_in, "auth_required": True, "auth_require_tls": False}
if way in ("starttls", "tls"):
    # Of no side, because the controller also connects to itself.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS)
    context.load_cert_chain(sys.argv[4], sys.argv[5])
    how |= {"tls_context": context, "require_starttls": True} if way == "starttls" else {"ssl_context": context}
server = Controller(Keep(), hostname="127.0.0.1", port=port, **how)
server.start()
print(server.server.sockets[0].getsockname()[1], flush=True)
sys.stdin.buffer.read()
server.stop()
"#;

/// User and password that servers want which want any.
pub const LOGIN: (&str, &str) = ("motcua", "dung mat khau");

/// How a mail server is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// In the clear, by anybody.
    Open,
    /// In the clear, with a login: what nobody should do.
    Clear,
    /// Encrypted after STARTTLS, and with a login.
    StartTls,
    /// Encrypted from the first byte, and with a login.
    Tls,
}

impl Way {
    const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Clear => "clear",
            Self::StartTls => "starttls",
            Self::Tls => "tls",
        }
    }
}

/// A running mail server.
#[derive(Debug)]
pub struct MailServer {
    port: u16,
    way: Way,
    /// What vouches for it.
    authority: String,
    /// Files of its certificate and its key.
    identity: [PathBuf; 2],
    folder: PathBuf,
    process: Option<Watched>,
}

impl MailServer {
    /// Starts one; `None` where aiosmtpd is not installed.
    #[must_use]
    pub fn start() -> Option<Self> {
        Self::start_as(Way::Open)
    }

    /// Starts one that is spoken to in some way, as `localhost`.
    ///
    /// # Panics
    /// When it cannot be given a certificate.
    #[must_use]
    pub fn start_as(way: Way) -> Option<Self> {
        let folder = watched::folder();
        let (authority, certificate, key) = certificates();
        let papers = watched::folder();
        let identity = [papers.join("cert.pem"), papers.join("key.pem")];
        for (file, pem) in identity.iter().zip([certificate, key]) {
            std::fs::write(file, pem).expect("a file");
        }
        // A port of our own, so that it can come back at the same one.
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let mut server = Self {
            port,
            way,
            authority,
            identity,
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
        let [certificate, key] = self.identity.clone().map(|file| file.display().to_string());
        let way = self.way.name();
        self.process = Some(Watched::start(&[
            &python,
            "-c",
            SERVER,
            &folder,
            &port,
            way,
            &certificate,
            &key,
        ]));
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

    /// The certificate, in PEM, of the authority that vouches for it.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// How often somebody tried to log in.
    #[must_use]
    pub fn logins(&self) -> usize {
        std::fs::read(self.folder.join("logins")).map_or(0, |tries| tries.len())
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

/// An authority of its own, and what it gives to `localhost`: its certificate, that of the server, and the key to
/// that; in PEM.
fn certificates() -> (String, String, String) {
    let key = || rcgen::KeyPair::generate().expect("a key");
    let mut authority = rcgen::CertificateParams::default();
    authority
        .distinguished_name
        .push(rcgen::DnType::CommonName, "An authority of the tests");
    authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority_key = key();
    let certificate = authority.self_signed(&authority_key).expect("an authority");
    let issuer = rcgen::Issuer::new(authority, authority_key);
    let server = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    let server_key = key();
    let signed = server
        .signed_by(&server_key, &issuer)
        .expect("a certificate");
    (certificate.pem(), signed.pem(), server_key.serialize_pem())
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
