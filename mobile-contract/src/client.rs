//! The typed HTTP client: one method per operation of the contract.
//!
//! ```no_run
//! # async fn ask() -> Result<(), Box<dyn std::error::Error>> {
//! use mobile_contract::Locale;
//! use mobile_contract::client::Client;
//!
//! let client = Client::new("https://motcua.example".parse()?, Locale::Vi)?;
//! let (conversation, _greeting) = client.begin_conversation(&Default::default()).await?;
//! let answer = client.say(&conversation, &"khai sinh cần giấy tờ gì".into(), None).await?;
//! println!("{}", answer.text);
//! # Ok(())
//! # }
//! ```

mod accounts;
mod attachments;
mod conversation;
mod dossier_figures;
mod dossier_watch;
mod dossiers;
mod editorial;
mod integrations;
mod mail;
mod my_tickets;
mod posters;
mod qr;
mod rating_figures;
mod ratings;
mod staff_tickets;
mod tickets;

use std::time::Duration;

use chrono::NaiveDate;
use reqwest::header::{ACCEPT_LANGUAGE, HeaderMap, HeaderValue};
pub use reqwest::{StatusCode, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use self::accounts::{GapFilter, SignedIn};
pub use self::attachments::FileToSend;
pub use self::conversation::Conversation;
pub use self::posters::PosterFile;
pub use self::tickets::TicketKey;

use crate::knowledge::{
    Agency, Audience, Faq, FieldOfAdministration, Level, LifeEvent, Origin, Place, Procedure,
    ProcedureSummary,
};
use crate::names::NamesResponse;
use crate::search::{SearchParams, SearchResponse};
use crate::{FaqId, Locale, Page, Problem, ProcedureCode, Slug};

/// How long a phone waits for a connection.
const CONNECT: Duration = Duration::from_secs(10);
/// How long it waits for the whole answer.
const ANSWER: Duration = Duration::from_secs(30);
/// How much of an answer that nobody expected is kept.
const KEPT: usize = 2_000;

/// Why a call gave no result.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The server refused, in its own words. Decide by `code`, never by the text.
    #[error("{}: {} ({})", .0.status, .0.title, .0.code.as_str())]
    Problem(Box<Problem>),
    /// Nothing came back, or not in time. Sending again with the same key is safe.
    #[error("the server could not be reached: {0}")]
    Transport(#[from] reqwest::Error),
    /// Something answered, but not as the contract says: a proxy, or another version.
    #[error("unexpected answer with status {status}: {body}")]
    Unexpected {
        /// HTTP status.
        status: u16,
        /// The beginning of the body.
        body: String,
    },
    /// The address cannot be a server's.
    #[error("{0} is not an address of a server")]
    Address(Url),
}

impl ClientError {
    /// The problem document, when the server sent one.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            _ => None,
        }
    }
}

/// The shape of every call's result.
pub type Result<T> = std::result::Result<T, ClientError>;

/// Which page of a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Paging {
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Most rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// Which procedures to list. Filters combine.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProcedureFilter {
    /// Field of administration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<Slug>,
    /// Level of government.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Who may ask for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// Curated by hand, or imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// Which questions to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FaqFilter {
    /// Only questions about this procedure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub procedure: Option<ProcedureCode>,
}

/// Which agencies to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AgencyFilter {
    /// Only agencies that serve this place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Slug>,
    /// Only agencies that exist on this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
}

/// Which places to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PlaceFilter {
    /// Only units of this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<Slug>,
    /// Only units that exist on this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
}

#[derive(Serialize)]
struct NameQuery<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<NaiveDate>,
}

/// Kind of image of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QrImage {
    /// For print.
    Svg,
    /// For screens.
    Png,
}

impl QrImage {
    const fn file(self) -> &'static str {
        match self {
            Self::Svg => "image.svg",
            Self::Png => "image.png",
        }
    }
}

/// Speaks to one server in one language. Cheap to clone; clones share connections.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: Url,
}

impl Client {
    /// A client of the server at `base`.
    ///
    /// # Errors
    /// When the address cannot be a server's, or the system offers no sockets.
    pub fn new(base: Url, locale: Locale) -> Result<Self> {
        if base.cannot_be_a_base() {
            return Err(ClientError::Address(base));
        }
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(locale.as_str()));
        let http = reqwest::Client::builder()
            .default_headers(headers)
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            .build()?;
        Ok(Self { http, base })
    }

    /// Searches procedures and answers in people's own words, best first.
    ///
    /// # Errors
    /// As every call: see [`ClientError`].
    pub async fn search(&self, params: &SearchParams) -> Result<SearchResponse> {
        self.get(&["v1", "search"], params, &()).await
    }

    /// Lists procedures in code order.
    ///
    /// # Errors
    /// As every call: see [`ClientError`].
    pub async fn procedures(
        &self,
        filter: &ProcedureFilter,
        paging: &Paging,
    ) -> Result<Page<ProcedureSummary>> {
        self.get(&["v1", "procedures"], filter, paging).await
    }

    /// Reads one procedure.
    ///
    /// # Errors
    /// As every call: see [`ClientError`].
    pub async fn procedure(&self, code: &ProcedureCode) -> Result<Procedure> {
        self.get(&["v1", "procedures", code.as_str()], &(), &())
            .await
    }

    /// Lists the fields of administration.
    ///
    /// # Errors
    /// As every call: see [`ClientError`].
    pub async fn fields(&self) -> Result<Vec<FieldOfAdministration>> {
        self.get(&["v1", "fields"], &(), &()).await
    }

    /// Lists frequently asked questions in id order.
    ///
    /// # Errors
    /// As every call: see [`ClientError`].
    pub async fn faqs(&self, filter: &FaqFilter, paging: &Paging) -> Result<Page<Faq>> {
        self.get(&["v1", "faqs"], filter, paging).await
    }

    /// Reads one frequently asked question.
    ///
    /// # Errors
    /// As every call: see [`ClientError`].
    pub async fn faq(&self, id: &FaqId) -> Result<Faq> {
        self.get(&["v1", "faqs", id.as_str()], &(), &()).await
    }

    /// Lists life events in id order.
    ///
    /// # Errors
    /// As every call: see [`ClientError`].
    pub async fn life_events(&self, paging: &Paging) -> Result<Page<LifeEvent>> {
        self.get(&["v1", "life-events"], &(), paging).await
    }

    /// Reads one life event.
    ///
    /// # Errors
    /// As every call: see [`ClientError`].
    pub async fn life_event(&self, id: &Slug) -> Result<LifeEvent> {
        self.get(&["v1", "life-events", id.as_str()], &(), &())
            .await
    }

    /// Lists agencies in id order.
    ///
    /// # Errors
    /// As every call: see [`ClientError`].
    pub async fn agencies(&self, filter: &AgencyFilter, paging: &Paging) -> Result<Page<Agency>> {
        self.get(&["v1", "agencies"], filter, paging).await
    }

    /// Reads one agency.
    ///
    /// # Errors
    /// As every call: see [`ClientError`].
    pub async fn agency(&self, id: &Slug) -> Result<Agency> {
        self.get(&["v1", "agencies", id.as_str()], &(), &()).await
    }

    /// Lists places in id order.
    ///
    /// # Errors
    /// As every call: see [`ClientError`].
    pub async fn places(&self, filter: &PlaceFilter, paging: &Paging) -> Result<Page<Place>> {
        self.get(&["v1", "places"], filter, paging).await
    }

    /// Reads one place.
    ///
    /// # Errors
    /// As every call: see [`ClientError`].
    pub async fn place(&self, id: &Slug) -> Result<Place> {
        self.get(&["v1", "places", id.as_str()], &(), &()).await
    }

    /// Resolves a name of a place or agency, of today or of the past.
    ///
    /// # Errors
    /// As every call: see [`ClientError`].
    pub async fn names(&self, name: &str, day: Option<NaiveDate>) -> Result<NamesResponse> {
        let query = NameQuery { name, day };
        self.get(&["v1", "names"], &query, &()).await
    }

    async fn get<T: DeserializeOwned>(
        &self,
        path: &[&str],
        filter: &impl Serialize,
        paging: &impl Serialize,
    ) -> Result<T> {
        read(self.http.get(self.url(path)?).query(filter).query(paging)).await
    }

    /// The address of an operation; each segment is escaped.
    fn url(&self, path: &[&str]) -> Result<Url> {
        let mut url = self.base.clone();
        match url.path_segments_mut() {
            Ok(mut segments) => {
                segments.pop_if_empty().extend(path);
            }
            Err(()) => return Err(ClientError::Address(self.base.clone())),
        }
        Ok(url)
    }
}

async fn read<T: DeserializeOwned>(request: reqwest::RequestBuilder) -> Result<T> {
    let response = request.send().await?;
    let status = response.status();
    let body = response.bytes().await?;
    understand(status, &body)
}

/// An operation whose success says nothing more.
async fn nothing(request: reqwest::RequestBuilder) -> Result<()> {
    let response = request.send().await?;
    let status = response.status();
    if status.is_success() {
        return Ok(());
    }
    Err(refusal(status, &response.bytes().await?))
}

fn understand<T: DeserializeOwned>(status: StatusCode, body: &[u8]) -> Result<T> {
    if status.is_success()
        && let Ok(value) = serde_json::from_slice(body)
    {
        return Ok(value);
    }
    Err(refusal(status, body))
}

fn refusal(status: StatusCode, body: &[u8]) -> ClientError {
    match serde_json::from_slice::<Problem>(body) {
        Ok(problem) if !status.is_success() => ClientError::Problem(Box::new(problem)),
        _ => {
            let body = String::from_utf8_lossy(body).chars().take(KEPT).collect();
            ClientError::Unexpected {
                status: status.as_u16(),
                body,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    fn client(base: &str) -> Client {
        Client::new(base.parse().unwrap(), Locale::Vi).unwrap()
    }

    #[test]
    fn paths_are_built_below_the_base_with_or_without_a_last_slash() {
        for base in ["https://a.vn/tro-ly", "https://a.vn/tro-ly/"] {
            let url = client(base).url(&["v1", "qr", "7K3M9QK"]).unwrap();
            assert_eq!(url.as_str(), "https://a.vn/tro-ly/v1/qr/7K3M9QK");
        }
    }

    #[test]
    fn a_segment_cannot_leave_its_place() {
        let url = client("https://a.vn").url(&["v1", "a/b?c#d"]).unwrap();
        assert_eq!(url.as_str(), "https://a.vn/v1/a%2Fb%3Fc%23d");
    }

    #[test]
    fn what_cannot_be_a_server_is_refused_at_once() {
        let refused = Client::new("mailto:a@b.vn".parse().unwrap(), Locale::Vi);
        assert!(matches!(refused, Err(ClientError::Address(_))));
    }

    #[test]
    fn a_problem_document_is_told_from_a_proxys_page() {
        let problem = br#"{"type":"/docs/errors#not_found","title":"x","status":404,"code":"not_found","request_id":"r"}"#;
        let refused = understand::<Procedure>(StatusCode::NOT_FOUND, problem).unwrap_err();
        assert_eq!(refused.problem().unwrap().code, ErrorCode::NotFound);
        let refused = understand::<Procedure>(StatusCode::BAD_GATEWAY, b"<html>").unwrap_err();
        assert!(
            matches!(refused, ClientError::Unexpected { status: 502, .. }),
            "{refused}"
        );
        let refused = understand::<Procedure>(StatusCode::OK, b"{}").unwrap_err();
        assert!(
            matches!(refused, ClientError::Unexpected { status: 200, .. }),
            "{refused}"
        );
    }

    #[test]
    fn the_secret_is_not_shown_by_debug() {
        let conversation = Conversation::new(uuid::Uuid::nil(), "bi-mat");
        assert!(!format!("{conversation:?}").contains("bi-mat"));
    }
}
