//! Settings of mail that comes in.

use std::path::PathBuf;

use clap::Args;
use mobile_contract::MailAddress;

use crate::kernel::secret::sha256_hex;
use crate::notifications::MailSender;
use crate::tickets::PostOffice;

/// Shortest key of a mail server, in characters.
const KEY_CHARS: usize = 32;

/// How mail comes in.
#[derive(Args, Clone, Debug, Default)]
pub struct Mail {
    /// Domain whose mail is handed to us: letters are answered to phieu+…@DOMAIN, and phieu@DOMAIN
    /// takes new questions. Letters cannot be answered by mail when absent
    #[arg(
        long,
        global = true,
        env = "MOTCUA_REPLY_DOMAIN",
        value_name = "DOMAIN"
    )]
    pub reply_domain: Option<String>,
    /// File that holds the key by which the mail server hands mail over (POST
    /// /v1/integrations/mail), and nothing else: at least 32 characters. No mail is taken when absent
    #[arg(
        long,
        global = true,
        env = "MOTCUA_MAIL_HOOK_KEY_FILE",
        value_name = "FILE"
    )]
    pub mail_hook_key_file: Option<PathBuf>,
}

impl Mail {
    /// How mail is exchanged, with settings that are known to be good. Reads the key.
    ///
    /// # Errors
    /// When a setting is not acceptable, in one sentence.
    pub fn post_office(&self, sender: &MailSender) -> Result<PostOffice, String> {
        let domain = self.reply_domain.as_deref().map(str::trim);
        if domain.is_some_and(|domain| format!("phieu@{domain}").parse::<MailAddress>().is_err()) {
            return Err("--reply-domain is a domain such as phieu.hungyen.gov.vn".to_owned());
        }
        let key = self.mail_hook_key_file.as_deref();
        let key = key.map(|file| super::notifications::secret(file, "mail key"));
        let key = key.transpose()?;
        if key
            .as_ref()
            .is_some_and(|key| key.chars().count() < KEY_CHARS)
        {
            return Err(format!(
                "the key of --mail-hook-key-file needs at least {KEY_CHARS} characters; make one with: head -c 32 /dev/urandom | base64"
            ));
        }
        if domain.is_some() && key.is_none() {
            return Err(
                "--reply-domain without --mail-hook-key-file: answers by mail would be lost"
                    .to_owned(),
            );
        }
        Ok(PostOffice {
            own: sender.address(),
            reply_domain: domain.map(str::to_lowercase),
            hook_key: key.map(|key| sha256_hex(key.as_bytes())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(mail: &Mail) -> String {
        let url = "https://motcua.example".parse().unwrap();
        let sender = MailSender::new("Một Cửa <mot-cua@hungyen.gov.vn>", url).unwrap();
        mail.post_office(&sender).err().unwrap_or_default()
    }

    #[test]
    fn what_would_lose_mail_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        let mut mail = Mail {
            reply_domain: Some("phieu.hungyen.gov.vn".to_owned()),
            mail_hook_key_file: None,
        };
        assert!(refusal(&mail).contains("would be lost"));
        std::fs::write(&file, "short\n").unwrap();
        mail.mail_hook_key_file = Some(file.clone());
        assert!(refusal(&mail).contains("32 characters"));
        std::fs::write(&file, "k".repeat(KEY_CHARS)).unwrap();
        assert_eq!(refusal(&mail), "");
        for bad in ["khong phai ten mien", "a@b.vn", "", "localhost"] {
            mail.reply_domain = Some(bad.to_owned());
            assert!(refusal(&mail).contains("--reply-domain"), "{bad}");
        }
    }
}
