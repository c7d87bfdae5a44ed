//! Where signing in leads: back to the page that was asked for, and never to another site.

use actix_web::HttpRequest;
use actix_web::http::{Method, header};
use url::Url;

use super::ROOM;

/// Longest address that is led back to, in bytes.
const LONGEST: usize = 1_000;

/// Whether an address, path and query, is one of the pages of staff.
pub(super) fn is_ours(address: &str) -> bool {
    let plain = |c: char| !c.is_control() && c != '\\';
    let (path, _) = address.split_once('?').unwrap_or((address, ""));
    address.len() <= LONGEST
        && address.chars().all(plain)
        && path
            .strip_prefix(ROOM)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        && !path.contains("//")
        && !path.contains("/..")
}

/// The address to lead to, when it is ours; the first page else.
pub(super) fn or_first(address: Option<&str>) -> &str {
    address.filter(|address| is_ours(address)).unwrap_or(ROOM)
}

/// Where somebody wanted to go who has to sign in first. Who sent a form is led to the page on which it
/// stood: its address alone shows nothing.
pub(super) fn wanted(request: &HttpRequest) -> String {
    let asked = match *request.method() {
        Method::GET => request.uri().path_and_query().map(ToString::to_string),
        _ => referer(request),
    };
    or_first(asked.as_deref()).to_owned()
}

fn referer(request: &HttpRequest) -> Option<String> {
    let header = request.headers().get(header::REFERER)?.to_str().ok()?;
    let url = Url::parse(header).ok()?;
    Some(match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_to_pages_of_staff_only() {
        for ours in [
            "/can-bo",
            "/can-bo?late=1",
            "/can-bo/phieu/P7K3M9QWX4?lang=en",
            "/can-bo?q=a//b",
        ] {
            assert_eq!(or_first(Some(ours)), ours);
        }
        for other in [
            "",
            "https://evil.example/can-bo",
            "//evil.example/can-bo",
            "/can-bo//evil.example",
            "/can-bo\\evil.example",
            "/can-bo/../chat",
            "/can-bo/\r\nLocation: https://evil.example",
            "/can-bo.evil.example",
            "/can-bo@evil.example",
            "/chat",
            "javascript:alert(1)",
            &format!("/can-bo/{}", "a".repeat(LONGEST)),
        ] {
            assert_eq!(or_first(Some(other)), "/can-bo", "{other}");
        }
        assert_eq!(or_first(None), "/can-bo");
    }
}
