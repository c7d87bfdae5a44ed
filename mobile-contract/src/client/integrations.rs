//! What other systems hand over, and the keys that they have for it.

use reqwest::header::CONTENT_TYPE;
use reqwest::{Body, Method};
use uuid::Uuid;

use super::accounts::SignedIn;
use super::{Client, Paging, Result, nothing, read};
use crate::Page;
use crate::api_keys::{ApiKey, IssuedApiKey, NewApiKey, RotateApiKey};
use crate::dossier::event::DossierEvent;
use crate::dossier::intake::{DossierAgencyCode, DossierIntake, NewDossierAgencyCode};

const KEYS: [&str; 3] = ["v1", "staff", "api-keys"];
const CODES: [&str; 3] = ["v1", "staff", "dossier-agency-codes"];

impl Client {
    /// Hands over events of dossiers, by an API key. Sent again, they are known by their ids.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn hand_over_dossiers(
        &self,
        key: &str,
        events: &[DossierEvent],
    ) -> Result<DossierIntake> {
        let mut lines = Vec::new();
        for event in events {
            // An event cannot fail to be written: it has no map with other keys than texts.
            let _ = serde_json::to_writer(&mut lines, event);
            lines.push(b'\n');
        }
        self.hand_over_dossier_lines(key, lines).await
    }

    /// Hands over events as they are written already: one JSON object a line.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn hand_over_dossier_lines(
        &self,
        key: &str,
        lines: impl Into<Body>,
    ) -> Result<DossierIntake> {
        let url = self.url(&["v1", "integrations", "dossiers"])?;
        let request = self.http.post(url).bearer_auth(key);
        read(
            request
                .header(CONTENT_TYPE, "application/x-ndjson")
                .body(lines),
        )
        .await
    }
}

impl SignedIn {
    /// Lists API keys, newest first.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn api_keys(&self, paging: &Paging) -> Result<Page<ApiKey>> {
        read(self.request(Method::GET, &KEYS)?.query(paging)).await
    }

    /// Makes an API key.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn new_api_key(&self, new: &NewApiKey) -> Result<IssuedApiKey> {
        read(self.request(Method::POST, &KEYS)?.json(new)).await
    }

    /// Gives an API key a new secret.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn rotate_api_key(&self, id: Uuid, how: RotateApiKey) -> Result<IssuedApiKey> {
        let id = id.to_string();
        let path = [&KEYS[..], &[id.as_str(), "rotate"]].concat();
        read(self.request(Method::POST, &path)?.json(&how)).await
    }

    /// Ends an API key at once.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn revoke_api_key(&self, id: Uuid) -> Result<ApiKey> {
        let id = id.to_string();
        let path = [&KEYS[..], &[id.as_str(), "revoke"]].concat();
        read(self.request(Method::POST, &path)?).await
    }

    /// Lists what one-stop systems call agencies.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn dossier_agency_codes(&self, paging: &Paging) -> Result<Page<DossierAgencyCode>> {
        read(self.request(Method::GET, &CODES)?.query(paging)).await
    }

    /// Says which agency a code means.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn put_dossier_agency_code(
        &self,
        code: &str,
        new: &NewDossierAgencyCode,
    ) -> Result<DossierAgencyCode> {
        let path = [&CODES[..], &[code]].concat();
        read(self.request(Method::PUT, &path)?.json(new)).await
    }

    /// Forgets a code.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn delete_dossier_agency_code(&self, code: &str) -> Result<()> {
        let path = [&CODES[..], &[code]].concat();
        nothing(self.request(Method::DELETE, &path)?).await
    }
}
