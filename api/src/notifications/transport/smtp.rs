//! Mail by SMTP.

use std::error::Error;
use std::time::Duration;

use async_trait::async_trait;
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::{Failure, MailSender, Parcel, Transport};

/// Longest wait for any answer of the server: beyond, it counts as down.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Idle connections are closed after this: servers close them after some minutes themselves.
const IDLE: Duration = Duration::from_secs(30);
/// Most connections kept.
const CONNECTIONS: u32 = 8;

/// How the way to a mail server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// Not at all: a relay on this machine.
    None,
    /// STARTTLS, and nothing is sent without.
    StartTls,
    /// TLS from the first byte.
    Tls,
}

/// A mail server.
#[derive(Clone)]
pub struct SmtpServer {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is encrypted.
    pub encryption: Encryption,
    /// User and password, where it wants them. Never to be shown.
    pub login: Option<(String, String)>,
    /// Certificates, in PEM, of whoever may vouch for it beside those that this machine trusts.
    pub authorities: Option<Vec<u8>>,
}

/// Sends mail to a server, over a pool of connections.
pub struct Smtp {
    server: AsyncSmtpTransport<Tokio1Executor>,
    sender: MailSender,
}

impl Smtp {
    /// Nothing is asked of the server yet: it may be down, and we start.
    ///
    /// # Errors
    /// When TLS cannot be set up, in one sentence.
    pub fn new(server: SmtpServer, sender: MailSender) -> Result<Self, String> {
        let tls = || {
            let wrong = |error| format!("cannot set up TLS for the mail server: {error}");
            let mut tls = TlsParameters::builder(server.host.clone());
            if let Some(pem) = &server.authorities {
                tls = tls.add_root_certificate(Certificate::from_pem(pem).map_err(wrong)?);
            }
            tls.build().map_err(wrong)
        };
        let tls = match server.encryption {
            Encryption::None => Tls::None,
            Encryption::StartTls => Tls::Required(tls()?),
            Encryption::Tls => Tls::Wrapper(tls()?),
        };
        let mut builder =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server.host.as_str())
                .port(server.port)
                .tls(tls)
                .timeout(Some(TIMEOUT))
                .hello_name(ClientId::Domain(sender.domain().to_owned()))
                .pool_config(PoolConfig::new().max_size(CONNECTIONS).idle_timeout(IDLE));
        if let Some((user, password)) = server.login {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self {
            server: builder.build(),
            sender,
        })
    }
}

#[async_trait]
impl Transport for Smtp {
    async fn send(&self, parcel: &Parcel) -> Result<(), Failure> {
        let mail = self.sender.compose(parcel)?;
        match self.server.send(mail).await {
            Ok(_) => Ok(()),
            Err(error) => Err(failure(&error)),
        }
    }
}

/// What an error means for the message. The server's words may hold the address, so only its codes
/// are told.
fn failure(error: &lettre::transport::smtp::Error) -> Failure {
    match error.status().map(u16::from) {
        Some(code) => {
            let words = error.source().map(ToString::to_string).unwrap_or_default();
            of_code(code, enhanced(&words))
        }
        None if error.is_timeout() => Failure::Unreachable("timeout".to_owned()),
        None if is_distrusted(error) => Failure::Unreachable("TLS certificate".to_owned()),
        None if error.is_tls() => Failure::Unreachable("TLS".to_owned()),
        None if error.is_client() => {
            of_client(&error.source().map(ToString::to_string).unwrap_or_default())
        }
        None if error.is_response() => Failure::Temporary("broken answer".to_owned()),
        None => Failure::Unreachable("no connection".to_owned()),
    }
}

/// What our side of the talk found, by the words of `lettre` for it.
fn of_client(words: &str) -> Failure {
    let says = |part: &str| words.contains(part);
    if says("SMTPUTF8") || says("8BITMIME") {
        // The message itself cannot be sent by this server: a name in letters that it does not take.
        Failure::Permanent("cannot be sent by this server".to_owned())
    } else if says("STARTTLS") {
        // Nothing is sent in the clear instead.
        Failure::Unreachable("no STARTTLS".to_owned())
    } else if says("authentication mechanism") {
        Failure::Unreachable("no login".to_owned())
    } else {
        Failure::Temporary("unexpected".to_owned())
    }
}

/// Whether the server is not, or cannot be shown to be, who it should be. `rustls` tells so somewhere below.
fn is_distrusted(error: &lettre::transport::smtp::Error) -> bool {
    let mut below: Option<&(dyn Error + 'static)> = error.source();
    while let Some(error) = below {
        if error.to_string().contains("invalid peer certificate") {
            return true;
        }
        below = error.source();
    }
    false
}

/// Subject and detail of an enhanced status code (RFC 3463), which begins the words of an answer:
/// `5.1.1` is (1, 1).
fn enhanced(words: &str) -> Option<(u16, u16)> {
    let code = words.split_ascii_whitespace().next()?;
    let mut parts = code.split('.');
    let class = parts.next()?;
    let (subject, detail) = (parts.next()?, parts.next()?);
    if !matches!(class, "4" | "5") || parts.next().is_some() {
        return None;
    }
    Some((subject.parse().ok()?, detail.parse().ok()?))
}

/// RFC 5321, 4.2, RFC 4954 and RFC 3463 for what is about us and not about the message.
fn of_code(code: u16, enhanced: Option<(u16, u16)>) -> Failure {
    let why = match enhanced {
        Some((subject, detail)) => {
            format!("SMTP {code} {}.{subject}.{detail}", code / 100)
        }
        None => format!("SMTP {code}"),
    };
    match code {
        // Closing down; nothing is taken here; we are not let in; we must log in, encrypt, or use
        // another mechanism.
        421 | 432 | 454 | 521 | 530 | 534 | 535 | 538 => return Failure::Unreachable(why),
        400..=499 => return Failure::Temporary(why),
        _ => {}
    }
    match enhanced {
        // Our sender's address is not known, or not good.
        Some((1, 7 | 8))
        // The server itself: full, or does not do what we ask. Too long a mail (3.4) is the mail's.
        | Some((3, 0..=3 | 5..))
        // Who may send what from where. Some servers say so of one recipient, too: then others get
        // through, and the message is given up after its attempts.
        | Some((7, _)) => Failure::Unreachable(why),
        _ => Failure::Permanent(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_about_us_is_not_held_against_the_message() {
        for (code, words, kind) in [
            (421, "", "u"),
            (535, "5.7.8 Authentication credentials invalid", "u"),
            (550, "5.1.8 <mot-cua@b.vn>: Sender address rejected", "u"),
            (553, "5.1.7 <mot-cua@b.vn>: Sender address rejected", "u"),
            (554, "5.7.1 Relay access denied", "u"),
            (550, "5.3.2 System not accepting network messages", "u"),
            (450, "4.2.0 Greylisted", "t"),
            (452, "", "t"),
            (550, "", "p"),
            (550, "5.1.1 <lan@b.vn>: Recipient address rejected", "p"),
            (552, "5.2.2 Mailbox full", "p"),
            (552, "5.3.4 Message too big", "p"),
            (550, "10.1.7.1 is blocked", "p"),
        ] {
            let found = match of_code(code, enhanced(words)) {
                Failure::Unreachable(_) => "u",
                Failure::Temporary(_) => "t",
                Failure::Permanent(_) => "p",
            };
            assert_eq!(found, kind, "{code} {words}");
        }
    }

    #[test]
    fn a_server_that_does_not_do_what_we_want_is_no_fault_of_the_message() {
        let kind = |words| of_client(words).to_string();
        assert_eq!(
            kind("STARTTLS is not supported on this server"),
            "unreachable: no STARTTLS"
        );
        assert_eq!(
            kind("No compatible authentication mechanism was found"),
            "unreachable: no login"
        );
        let utf8 = "Envelope contains non-ascii chars but server does not support SMTPUTF8";
        assert_eq!(kind(utf8), "refused: cannot be sent by this server");
        assert_eq!(kind("?"), "refused for now: unexpected");
    }

    #[test]
    fn a_log_gets_codes_and_no_words() {
        let why = of_code(550, enhanced("5.1.1 <lan@b.vn>: unknown")).to_string();
        assert_eq!(why, "refused: SMTP 550 5.1.1");
    }
}
