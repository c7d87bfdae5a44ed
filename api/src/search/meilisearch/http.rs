//! How the SDK reaches the server: over the HTTP client of the rest of the tree. The SDK's own
//! would bring another major of it, and another TLS stack.

use std::time::Duration;

use async_trait::async_trait;
use futures_util::io::{AsyncRead, AsyncReadExt};
use meilisearch_sdk::errors::Error;
use meilisearch_sdk::request::{HttpClient, Method, parse_response};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(2);
/// Longest wait for an answer to anything but a citizen's question, which waits less.
const ANSWER: Duration = Duration::from_secs(30);

/// Sends the SDK's requests.
#[derive(Clone, Debug)]
pub(super) struct Http(reqwest::Client);

impl Http {
    /// With the key of the server, where it wants one.
    ///
    /// # Errors
    /// When the key cannot stand in a header, or TLS cannot be set up; the sentence names no key.
    pub(super) fn new(key: Option<&str>) -> Result<Self, String> {
        let mut headers = HeaderMap::new();
        if let Some(key) = key {
            let mut value = HeaderValue::try_from(format!("Bearer {key}")).map_err(|_| {
                "the Meilisearch key holds characters that no key has; write it on one line"
                    .to_owned()
            })?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let client = reqwest::Client::builder()
            .default_headers(headers)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            .build();
        client
            .map(Self)
            .map_err(|error| format!("cannot speak to Meilisearch: {error}"))
    }
}

#[async_trait]
impl HttpClient for Http {
    async fn stream_request<
        Query: Serialize + Send + Sync,
        Body: AsyncRead + Send + Sync + 'static,
        Output: DeserializeOwned + 'static,
    >(
        &self,
        url: &str,
        method: Method<Query, Body>,
        content_type: &str,
        expected_status_code: u16,
    ) -> Result<Output, Error> {
        // Lists in addresses are written as the server reads them, which forms do otherwise.
        let query = yaup::to_string(method.query())?;
        let mut request = self.0.request(verb(&method), format!("{url}{query}"));
        if let Some(body) = method.into_body() {
            let mut bytes = Vec::new();
            Box::pin(body)
                .read_to_end(&mut bytes)
                .await
                .map_err(other)?;
            request = request.header(CONTENT_TYPE, content_type).body(bytes);
        }
        let response = request.send().await.map_err(other)?;
        let status = response.status().as_u16();
        let mut text = response.text().await.map_err(other)?;
        if text.is_empty() {
            "null".clone_into(&mut text);
        }
        parse_response(status, expected_status_code, &text, url.to_owned())
    }

    fn is_tokio(&self) -> bool {
        true
    }
}

fn other(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Other(Box::new(error))
}

const fn verb<Q, B>(method: &Method<Q, B>) -> reqwest::Method {
    match method {
        Method::Get { .. } => reqwest::Method::GET,
        Method::Post { .. } => reqwest::Method::POST,
        Method::Put { .. } => reqwest::Method::PUT,
        Method::Patch { .. } => reqwest::Method::PATCH,
        Method::Delete { .. } => reqwest::Method::DELETE,
    }
}
