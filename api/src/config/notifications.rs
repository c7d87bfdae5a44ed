//! How messages leave: mail server, webhook, or what is good for trying out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use url::{Host, Url};

use super::Storage;
use crate::kernel::clock::Clock;
use crate::notifications::{
    Encryption, LogChannel, MailFiles, MailSender, Smtp, SmtpServer, Transport, Transports,
    Webhook, WebhookSecret,
};

/// How a certificate begins.
const PEM: &str = "-----BEGIN CERTIFICATE-----";
/// As whom mail is sent when nothing is said.
const MAIL_FROM: &str = "Một Cửa <motcua@localhost>";

/// How messages leave.
#[derive(Args, Clone, Debug)]
pub struct Notifications {
    /// The mail server: smtps://USER@HOST, or smtp://USER@HOST:587 with STARTTLS; ?tls=none for a
    /// relay on this machine. Files in the data folder when absent
    #[arg(long, global = true, env = "MOTCUA_SMTP_URL", value_name = "URL")]
    pub smtp_url: Option<Url>,
    /// File that holds the password for the mail server, and nothing else
    #[arg(
        long,
        global = true,
        env = "MOTCUA_SMTP_PASSWORD_FILE",
        value_name = "FILE"
    )]
    pub smtp_password_file: Option<PathBuf>,
    /// File with certificates, in PEM, that vouch for the mail server beside those that this machine trusts
    #[arg(long, global = true, env = "MOTCUA_SMTP_CA_FILE", value_name = "FILE")]
    pub smtp_ca_file: Option<PathBuf>,
    /// As whom mail is sent: "Một Cửa <mot-cua@hungyen.gov.vn>"
    #[arg(long, global = true, env = "MOTCUA_MAIL_FROM", default_value = MAIL_FROM, value_name = "MAILBOX")]
    pub mail_from: String,
    /// The gateway for text messages, notices and Zalo, by Standard Webhooks; only a line in the
    /// log when absent
    #[arg(long, global = true, env = "MOTCUA_WEBHOOK_URL", value_name = "URL")]
    pub webhook_url: Option<Url>,
    /// File that holds the secret of the gateway, whsec_…, and nothing else
    #[arg(
        long,
        global = true,
        env = "MOTCUA_WEBHOOK_SECRET_FILE",
        value_name = "FILE"
    )]
    pub webhook_secret_file: Option<PathBuf>,
}

impl Default for Notifications {
    fn default() -> Self {
        Self {
            smtp_url: None,
            smtp_password_file: None,
            smtp_ca_file: None,
            mail_from: MAIL_FROM.to_owned(),
            webhook_url: None,
            webhook_secret_file: None,
        }
    }
}

/// How messages leave, by settings that are known to be good.
#[derive(Clone)]
pub struct Delivery {
    /// The transport of each channel.
    pub transports: Transports,
    /// The folder of mail, where mail goes into files.
    pub files: Option<MailFiles>,
}

impl Notifications {
    /// As whom mail is sent.
    ///
    /// # Errors
    /// When it is no mailbox, in one sentence.
    pub fn sender(&self, public_url: &Url) -> Result<MailSender, String> {
        MailSender::new(&self.mail_from, public_url.clone())
            .map_err(|error| format!("--mail-from: {error}"))
    }

    /// Makes the transports. Reads password and secret; asks nothing of any server.
    ///
    /// # Errors
    /// When something is missing or cannot be read, in one sentence.
    pub fn delivery(
        &self,
        storage: &Storage,
        public_url: &Url,
        clock: &Clock,
    ) -> Result<Delivery, String> {
        let sender = self.sender(public_url)?;
        let files = self
            .smtp_url
            .is_none()
            .then(|| MailFiles::new(storage.data_dir.join("mail"), sender.clone()));
        let mail: Arc<dyn Transport> = match (&self.smtp_url, &files) {
            (Some(url), _) => Arc::new(Smtp::new(self.smtp(url)?, sender)?),
            (None, Some(files)) => Arc::new(files.clone()),
            (None, None) => Arc::new(LogChannel),
        };
        let gateway = self.gateway(clock)?;
        Ok(Delivery {
            transports: Transports { mail, gateway },
            files,
        })
    }

    fn smtp(&self, url: &Url) -> Result<SmtpServer, String> {
        let host = url.host_str().ok_or("--smtp-url names no host")?.to_owned();
        if url.password().is_some() {
            return Err("--smtp-url must not carry a password; it belongs into the file of --smtp-password-file".to_owned());
        }
        let tls = url.query_pairs().find(|(key, _)| key == "tls");
        let encryption = match (url.scheme(), tls.as_ref().map(|(_, value)| value.as_ref())) {
            ("smtps", None) => Encryption::Tls,
            ("smtp", None | Some("required")) => Encryption::StartTls,
            ("smtp", Some("none")) => Encryption::None,
            _ => {
                return Err(
                    "--smtp-url is smtps://HOST, smtp://HOST, or smtp://HOST?tls=none".to_owned(),
                );
            }
        };
        let usual = match encryption {
            Encryption::Tls => 465,
            Encryption::StartTls => 587,
            Encryption::None => 25,
        };
        Ok(SmtpServer {
            host,
            port: url.port().unwrap_or(usual),
            encryption,
            login: self.login(url)?,
            authorities: self.authorities(encryption)?,
        })
    }

    fn authorities(&self, encryption: Encryption) -> Result<Option<Vec<u8>>, String> {
        let Some(file) = &self.smtp_ca_file else {
            return Ok(None);
        };
        if encryption == Encryption::None {
            return Err("--smtp-ca-file is of no use with ?tls=none".to_owned());
        }
        let name = file.display();
        let pem = std::fs::read(file)
            .map_err(|error| format!("cannot read the certificates of {name}: {error}"))?;
        let is_pem = pem.windows(PEM.len()).any(|part| part == PEM.as_bytes());
        if !is_pem {
            return Err(format!("{name} holds no certificate in PEM"));
        }
        Ok(Some(pem))
    }

    fn login(&self, url: &Url) -> Result<Option<(String, String)>, String> {
        let user = url.username();
        match (user.is_empty(), &self.smtp_password_file) {
            (true, None) => Ok(None),
            (false, Some(file)) => {
                // An address as user name has its @ written as %40.
                let pair = url::form_urlencoded::parse(user.as_bytes()).next();
                let user = pair.map_or_else(|| user.to_owned(), |(user, _)| user.into_owned());
                Ok(Some((user, secret(file, "SMTP password")?)))
            }
            _ => Err("--smtp-url with a user and --smtp-password-file belong together".to_owned()),
        }
    }

    fn gateway(&self, clock: &Clock) -> Result<Arc<dyn Transport>, String> {
        let (url, file) = match (&self.webhook_url, &self.webhook_secret_file) {
            (None, None) => return Ok(Arc::new(LogChannel)),
            (Some(url), Some(file)) => (url, file),
            _ => return Err("--webhook-url and --webhook-secret-file belong together".to_owned()),
        };
        // Whose number gets which text is nothing to send in the open.
        let fits = url.scheme() == "https" || url.scheme() == "http" && is_loopback(url);
        if !fits {
            return Err("--webhook-url must be an https address".to_owned());
        }
        let secret = WebhookSecret::parse(&secret(file, "webhook secret")?)
            .map_err(|error| error.to_string())?;
        let webhook = Webhook::new(url.clone(), secret, clock.clone());
        Ok(Arc::new(webhook.map_err(|error| error.to_string())?))
    }

    /// What must not be in production.
    pub(super) fn refuse_unsafe(&self) -> Result<(), String> {
        let Some(url) = &self.smtp_url else {
            return Err("mail in files reaches nobody; set --smtp-url".to_owned());
        };
        let open = url
            .query_pairs()
            .any(|(key, value)| key == "tls" && value == "none");
        if open && !is_loopback(url) {
            return Err(
                "mail needs an encrypted way to its server; leave out ?tls=none of --smtp-url"
                    .to_owned(),
            );
        }
        if self.mail_from == MAIL_FROM {
            return Err("nobody can answer mail from localhost; set --mail-from".to_owned());
        }
        Ok(())
    }
}

/// Reads a secret: one line of printable letters, and nothing else.
pub(super) fn secret(file: &Path, what: &str) -> Result<String, String> {
    let name = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("cannot read the {what} file {name}: {error}"))?;
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() || secret.chars().any(char::is_control) {
        return Err(format!(
            "the {what} file {name} must hold it on one line, and nothing else"
        ));
    }
    Ok(secret.to_owned())
}

/// `smtp` is no scheme whose hosts [`Url`] knows: an address of digits is a name to it.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => {
            name == "localhost"
                || name
                    .parse()
                    .is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(smtp: Option<&str>) -> Notifications {
        Notifications {
            smtp_url: smtp.map(|url| url.parse().unwrap()),
            mail_from: "Một Cửa <mot-cua@hungyen.gov.vn>".to_owned(),
            ..Notifications::default()
        }
    }

    fn refusal(settings: &Notifications) -> String {
        let storage = Storage {
            data_dir: PathBuf::from("var"),
            database_url: None,
        };
        let url = "https://motcua.hungyen.gov.vn".parse().unwrap();
        let made = settings.delivery(&storage, &url, &Clock::system());
        made.err().unwrap_or_default()
    }

    #[test]
    fn a_mail_server_is_reached_encrypted_unless_said_otherwise() {
        let read = |url: &str| {
            let server = settings(None).smtp(&url.parse().unwrap()).unwrap();
            (server.port, server.encryption)
        };
        assert_eq!(read("smtps://mail.a.vn"), (465, Encryption::Tls));
        assert_eq!(read("smtp://mail.a.vn"), (587, Encryption::StartTls));
        assert_eq!(
            read("smtp://127.0.0.1:2525?tls=none"),
            (2525, Encryption::None)
        );
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        for (url, says) in [
            ("http://mail.a.vn", "smtps://HOST"),
            ("smtp://mail.a.vn?tls=maybe", "smtps://HOST"),
            ("smtps://me:pw@mail.a.vn", "password"),
            ("smtps://me@mail.a.vn", "belong together"),
        ] {
            let refused = refusal(&settings(Some(url)));
            assert!(refused.contains(says), "{url}: {refused}");
        }
        let mut certificates = settings(Some("smtps://mail.a.vn"));
        certificates.smtp_ca_file = Some(PathBuf::from("no-such-file"));
        assert!(refusal(&certificates).contains("cannot read"));
        certificates.smtp_ca_file = Some(PathBuf::from("Cargo.toml"));
        assert!(refusal(&certificates).contains("no certificate"));
        certificates.smtp_url = Some("smtp://127.0.0.1?tls=none".parse().unwrap());
        assert!(refusal(&certificates).contains("tls=none"));
        let mut webhook = settings(None);
        webhook.webhook_url = Some("https://sms.a.vn".parse().unwrap());
        assert!(refusal(&webhook).contains("belong together"));
        webhook.webhook_url = Some("http://sms.a.vn".parse().unwrap());
        webhook.webhook_secret_file = Some(PathBuf::from("no-such-file"));
        assert!(refusal(&webhook).contains("https"));
        webhook.webhook_url = Some("http://127.0.0.1:9".parse().unwrap());
        assert!(refusal(&webhook).contains("cannot read"));
        let mut nobody = settings(None);
        nobody.mail_from = "không phải thư".to_owned();
        assert!(refusal(&nobody).contains("--mail-from"));
    }

    #[test]
    fn production_sends_real_mail_over_an_encrypted_way() {
        let refused = |url| settings(url).refuse_unsafe().err().unwrap_or_default();
        assert!(refused(None).contains("--smtp-url"));
        assert!(refused(Some("smtp://mail.a.vn?tls=none")).contains("encrypted"));
        assert_eq!(refused(Some("smtp://127.0.0.1?tls=none")), "");
        assert_eq!(refused(Some("smtps://mail.a.vn")), "");
    }
}
