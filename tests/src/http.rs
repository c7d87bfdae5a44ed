//! Requests without the typed client, for what it would not send, and their answers.

use std::fmt;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use mobile_contract::{ErrorCode, Problem};
use reqwest::RequestBuilder;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::App;

/// An answer, read to its end.
#[derive(Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body as it came.
    pub body: Vec<u8>,
}

/// Sends a request and reads the answer.
///
/// # Panics
/// When nothing answers.
pub async fn send(request: RequestBuilder) -> Answer {
    let response = request.send().await.expect("an answer");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = response.bytes().await.expect("a whole body").to_vec();
    Answer {
        status,
        headers,
        body,
    }
}

/// A form, posted as a browser does.
///
/// # Panics
/// Never in practice: the server's address is a good one.
pub fn post_form(app: &App, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
    let mut url = reqwest::Url::parse("http://form").expect("an address");
    url.query_pairs_mut().extend_pairs(fields);
    let body = url.query().unwrap_or_default().to_owned();
    app.post(path)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body)
}

/// Sends bytes as they are to an address such as `http://127.0.0.1:80`, and gives what comes back
/// until the server closes. For requests that no client would make.
///
/// # Panics
/// When nobody listens.
#[must_use]
pub fn send_bytes(address: &str, request: &[u8]) -> String {
    let address = address.strip_prefix("http://").unwrap_or(address);
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("a timeout");
    // The server may have refused, and closed, before everything is sent.
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body: String = self.text().chars().take(2000).collect();
        write!(f, "{} {:?}\n{body}", self.status, self.headers)
    }
}

impl Answer {
    /// Fails, and shows the answer, unless it has this status.
    ///
    /// # Panics
    /// When it has another one.
    #[must_use]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as a value of the contract.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// The body as any JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        self.read()
    }

    /// A header's text; empty when absent.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The problem document with this code, after proving that it is one in every way.
    ///
    /// # Panics
    /// When it is not.
    #[must_use]
    pub fn problem(&self, code: ErrorCode) -> Problem {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{self:?}"
        );
        let problem: Problem = self.read();
        assert_eq!(problem.code, code, "{self:?}");
        assert_eq!(
            (problem.status, self.status),
            (code.status(), code.status()),
            "{self:?}"
        );
        assert_eq!(problem.request_id, self.header("x-request-id"), "{self:?}");
        assert!(!problem.request_id.is_empty(), "{self:?}");
        problem
    }
}
