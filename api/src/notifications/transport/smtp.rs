//! Mail by SMTP.

use std::time::Duration;

use async_trait::async_trait;
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
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
            TlsParameters::new(server.host.clone())
                .map_err(|error| format!("cannot set up TLS for the mail server: {error}"))
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

/// What an error means for the message. The server's words may hold the address, so only its code
/// is told.
fn failure(error: &lettre::transport::smtp::Error) -> Failure {
    match error.status().map(u16::from) {
        Some(code) => of_code(code),
        None if error.is_timeout() => Failure::Unreachable("timeout".to_owned()),
        None if error.is_tls() => Failure::Unreachable("TLS".to_owned()),
        // The message itself cannot be sent by this server: a name in letters that it does not take.
        None if error.is_client() => Failure::Permanent("cannot be sent by this server".to_owned()),
        None if error.is_response() => Failure::Temporary("broken answer".to_owned()),
        None => Failure::Unreachable("no connection".to_owned()),
    }
}

/// RFC 5321, 4.2, and RFC 4954 for what is about us and not about the message.
fn of_code(code: u16) -> Failure {
    let why = format!("SMTP {code}");
    match code {
        // Closing down; we are not let in; we must log in, encrypt, or use another mechanism.
        421 | 432 | 454 | 530 | 534 | 535 | 538 => Failure::Unreachable(why),
        400..=499 => Failure::Temporary(why),
        _ => Failure::Permanent(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_about_us_is_not_held_against_the_message() {
        for (code, kind) in [
            (421, "u"),
            (535, "u"),
            (450, "t"),
            (452, "t"),
            (550, "p"),
            (552, "p"),
        ] {
            let found = match of_code(code) {
                Failure::Unreachable(_) => "u",
                Failure::Temporary(_) => "t",
                Failure::Permanent(_) => "p",
            };
            assert_eq!(found, kind, "{code}");
        }
    }
}
