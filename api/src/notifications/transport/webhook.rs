//! Text messages, notices and Zalo by a webhook of the province's gateway, signed as
//! <https://www.standardwebhooks.com> says.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::header::CONTENT_TYPE;
use serde::Serialize;
use sha2::Sha256;
use url::Url;
use uuid::Uuid;

use super::{Failure, Parcel, Transport};
use crate::kernel::clock::Clock;

/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// Longest wait for an answer.
const ANSWER: Duration = Duration::from_secs(15);
/// Fewest and most bytes of a secret, by the specification.
const SECRET_BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// Why a webhook cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// The secret is not of the form.
    #[error("the webhook secret is whsec_ and 24 to 64 bytes in base64")]
    Secret,
    /// TLS cannot be set up.
    #[error("cannot speak to the webhook: {0}")]
    Client(#[from] reqwest::Error),
}

/// What messages are signed with.
#[derive(Clone)]
pub struct WebhookSecret(Vec<u8>);

impl WebhookSecret {
    /// Reads `whsec_…`.
    ///
    /// # Errors
    /// When it is not of the form.
    pub fn parse(text: &str) -> Result<Self, WebhookError> {
        let base64 = text.trim().strip_prefix("whsec_");
        let key = base64.and_then(|text| BASE64.decode(text).ok());
        let key = key.filter(|key| SECRET_BYTES.contains(&key.len()));
        key.map(Self).ok_or(WebhookError::Secret)
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(…)")
    }
}

/// The signature of a message: HMAC-SHA256 of `id.timestamp.body`, as `v1,BASE64`. `None` never
/// happens: HMAC takes keys of any length.
#[must_use]
pub fn signature(secret: &WebhookSecret, id: &str, timestamp: i64, body: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&secret.0).ok()?;
    mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
    Some(format!("v1,{}", BASE64.encode(mac.finalize().into_bytes())))
}

/// Posts messages to a gateway.
pub struct Webhook {
    url: Url,
    secret: WebhookSecret,
    clock: Clock,
    http: reqwest::Client,
}

#[derive(Serialize)]
struct Event<'a> {
    /// `notification.sms`, `notification.push`, `notification.zalo`.
    #[serde(rename = "type")]
    kind: String,
    timestamp: String,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    id: Uuid,
    to: &'a str,
    subject: &'a str,
    text: &'a str,
    locale: &'a str,
    template: &'a str,
}

impl Webhook {
    /// A gateway at an address.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(url: Url, secret: WebhookSecret, clock: Clock) -> Result<Self, WebhookError> {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            .build()?;
        Ok(Self {
            url,
            secret,
            clock,
            http,
        })
    }

    fn body(parcel: &Parcel) -> Result<String, Failure> {
        let event = Event {
            kind: format!("notification.{}", parcel.channel.as_str()),
            timestamp: parcel.written_at.to_rfc3339(),
            data: Data {
                id: parcel.id,
                to: &parcel.address,
                subject: &parcel.subject,
                text: &parcel.text,
                locale: parcel.locale.as_str(),
                template: &parcel.template,
            },
        };
        serde_json::to_string(&event).map_err(|_| Failure::Permanent("JSON".to_owned()))
    }
}

#[async_trait]
impl Transport for Webhook {
    async fn send(&self, parcel: &Parcel) -> Result<(), Failure> {
        let body = Self::body(parcel)?;
        // The same id however often it is sent: the gateway can leave out the second one.
        let id = parcel.id.to_string();
        let timestamp = self.clock.now().timestamp();
        let signature = signature(&self.secret, &id, timestamp, &body)
            .ok_or_else(|| Failure::Unreachable("no signature".to_owned()))?;
        let answer = self
            .http
            .post(self.url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signature)
            .body(body)
            .send()
            .await;
        match answer {
            Ok(answer) => of_status(answer.status().as_u16()),
            Err(error) if error.is_timeout() => Err(Failure::Unreachable("timeout".to_owned())),
            Err(_) => Err(Failure::Unreachable("no connection".to_owned())),
        }
    }
}

fn of_status(status: u16) -> Result<(), Failure> {
    let why = format!("HTTP {status}");
    match status {
        200..=299 => Ok(()),
        // About this message: its number, its text.
        400 | 409 | 413 | 422 => Err(Failure::Permanent(why)),
        500 => Err(Failure::Temporary(why)),
        // About us, the address, or all of them.
        _ => Err(Failure::Unreachable(why)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's reference libraries.
    #[test]
    fn a_signature_is_that_of_the_specification() {
        let secret = WebhookSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signed = signature(
            &secret,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(
            signed.unwrap(),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn a_secret_that_is_none_is_refused() {
        for bad in [
            "",
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_",
            "whsec_YWJj",
            "whsec_ü",
        ] {
            assert!(WebhookSecret::parse(bad).is_err(), "{bad}");
        }
    }
}
