//! Mail that a mail server hands over.

use super::{Client, Result, read};
use crate::mail::MailResult;

impl Client {
    /// Hands over a mail as it came, by the mail server's key. Handed over twice, it is one.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn hand_over_mail(&self, key: &str, raw: impl Into<Vec<u8>>) -> Result<MailResult> {
        let url = self.url(&["v1", "integrations", "mail"])?;
        let mail = self.http.post(url).bearer_auth(key);
        read(
            mail.header("Content-Type", "message/rfc822")
                .body(raw.into()),
        )
        .await
    }
}
