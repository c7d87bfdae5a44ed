//! Words of a form that came after its session had ended: they go along through signing in, as hidden fields,
//! and are then sent again by one press. The server keeps nothing of them.
//!
//! The browser sends its session's cookie with forms of our own pages only, so a form of another site looks
//! like one whose session has ended. Nothing of it is kept: the browser must say that one of our pages sent
//! it. What is kept is shown before it is sent again, and sent by a form like any other, with a new token.

use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use url::form_urlencoded::byte_serialize;

use super::fields::TOKEN;
use super::guest::Guest;
use super::here::shown;
use super::views::{ResumePage, SignInPage};
use super::{Fields, Here, Signed, next};
use crate::accounts::Accounts;
use crate::error::Result;
use crate::web::Site;

/// The hidden field with the address that the form was sent to; before the names of its own fields.
const NAME: &str = "giu";
/// Most fields that are kept.
const FIELDS: usize = 80;
/// Most that is kept, in bytes as forms are sent: they must fit into one with what signing in needs.
const BYTES: usize = super::FORM_BYTES - 8 * 1024;
/// Pages whose forms hold passwords and codes.
const SECRET_PAGES: [&str; 6] = [
    "/can-bo/dang-nhap",
    "/can-bo/dang-xuat",
    "/can-bo/mat-khau",
    "/can-bo/quen-mat-khau",
    "/can-bo/xac-thuc",
    "/can-bo/phien",
];
/// Fields that are never written into a page.
const SECRETS: [&str; 6] = [TOKEN, "password", "again", "current", "half", "secret"];

/// A form that is to be sent again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it goes.
    pub action: String,
    /// Its fields.
    pub fields: Vec<(String, String)>,
}

impl Kept {
    /// A form that was just sent, when it holds words that somebody typed into one of our pages.
    pub(super) fn sent(request: &HttpRequest, fields: Vec<(String, String)>) -> Option<Self> {
        if !is_own(request) {
            return None;
        }
        let action = request.uri().path_and_query()?.to_string();
        Self::new(action, fields)
    }

    /// A form that came along while somebody signed in.
    pub(super) fn carried(fields: &Fields) -> Option<Self> {
        let action = fields.said(NAME)?.to_owned();
        let own = fields.iter().filter_map(|(name, value)| {
            let name = name.strip_prefix(NAME)?.strip_prefix('.')?;
            Some((name.to_owned(), value.to_owned()))
        });
        Self::new(action, own.collect())
    }

    fn new(action: String, mut fields: Vec<(String, String)>) -> Option<Self> {
        let is_secret = SECRET_PAGES.iter().any(|page| action.starts_with(page));
        if is_secret || !next::is_ours(&action) {
            return None;
        }
        fields.retain(|(name, _)| !SECRETS.contains(&name.as_str()) && !name.starts_with(NAME));
        let kept = Self { action, fields };
        let fits = kept.fields.len() <= FIELDS && kept.bytes() <= BYTES;
        (fits && kept.words().next().is_some()).then_some(kept)
    }

    fn bytes(&self) -> usize {
        let encoded = |text: &str| byte_serialize(text.as_bytes()).map(str::len).sum::<usize>();
        let each = self.fields.iter().map(|(name, value)| {
            // "&", "giu.", "=".
            encoded(name) + encoded(value) + NAME.len() + 3
        });
        each.sum()
    }

    /// What somebody typed, to be shown; not numbers and choices.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let fields = self.fields.iter();
        let typed = fields.filter(|(name, value)| {
            let value = value.trim();
            value.contains(char::is_whitespace) || name == "text" && !value.is_empty()
        });
        typed.map(|(_, value)| value.as_str())
    }

    /// The fields by the names under which they go along.
    pub fn carrying(&self) -> impl Iterator<Item = (String, &str)> {
        let action = (NAME.to_owned(), self.action.as_str());
        let fields = self.fields.iter();
        let fields = fields.map(|(name, value)| (format!("{NAME}.{name}"), value.as_str()));
        std::iter::once(action).chain(fields)
    }

    /// Asks to sign in, with the form.
    pub(super) fn ask(
        &self,
        request: &HttpRequest,
        accounts: &Accounts,
        site: Site,
    ) -> Result<HttpResponse> {
        let here = Here::at(request, "/can-bo/dang-nhap");
        let guest = Guest::of(request);
        let page = SignInPage {
            shell: here.shell_of(None),
            token: &guest.token(accounts),
            next: &next::wanted(request),
            login: "",
            signed_out: false,
            password_set: false,
            kept: Some(self),
            problem: None,
        };
        let mut response = guest.keep(site, shown(page.render())?)?;
        *response.status_mut() = StatusCode::UNAUTHORIZED;
        Ok(response)
    }

    /// Shows what was kept, to be sent again with the token of the session that holds now.
    pub(super) fn resume(&self, request: &HttpRequest, signed: &Signed) -> Result<HttpResponse> {
        let here = Here::at(request, super::ROOM);
        let page = ResumePage {
            shell: here.shell(signed),
            kept: self,
        };
        shown(page.render())
    }
}

/// Whether one of our own pages sent a form, as the browser says: pages cannot set these headers.
pub(super) fn is_own(request: &HttpRequest) -> bool {
    let told = |name: &str| request.headers().get(name)?.to_str().ok();
    if request.method() != Method::POST {
        return false;
    }
    if let Some(site) = told("sec-fetch-site") {
        return site == "same-origin";
    }
    let origin = told(header::ORIGIN.as_str()).and_then(|origin| origin.split_once("://"));
    let host = told(header::HOST.as_str());
    origin.is_some_and(|(_, origin)| Some(origin) == host)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
        pairs.iter().map(owned).collect()
    }

    fn post(path: &str, headers: &[(&str, &str)]) -> HttpRequest {
        let mut request = TestRequest::post().uri(path);
        for header in headers {
            request = request.insert_header(*header);
        }
        request.to_http_request()
    }

    const REPLY: &str = "/can-bo/phieu/P7K3M9QWX4/tra-loi?lang=en";

    #[test]
    fn only_forms_of_our_own_pages_are_kept() {
        let typed = || fields(&[("text", "Bạn nộp tờ khai."), ("csrf", "x")]);
        let own = post(REPLY, &[("sec-fetch-site", "same-origin")]);
        let kept = Kept::sent(&own, typed()).unwrap();
        assert_eq!(kept.action, REPLY);
        assert_eq!(kept.fields, fields(&[("text", "Bạn nộp tờ khai.")]));
        let old = post(REPLY, &[("origin", "https://a.vn"), ("host", "a.vn")]);
        assert!(Kept::sent(&old, typed()).is_some());
        for headers in [
            &[][..],
            &[
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://a.vn"),
                ("host", "a.vn"),
            ],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "https://b.vn"), ("host", "a.vn")],
            &[("origin", "null"), ("host", "a.vn")],
        ] {
            assert_eq!(
                Kept::sent(&post(REPLY, headers), typed()),
                None,
                "{headers:?}"
            );
        }
    }

    #[test]
    fn passwords_and_codes_go_into_no_page() {
        let own = [("sec-fetch-site", "same-origin")];
        let typed = fields(&[
            ("password", "a long one"),
            ("text", "lời"),
            ("giu.text", "x y"),
        ]);
        let kept = Kept::sent(&post(REPLY, &own), typed.clone()).unwrap();
        assert_eq!(kept.fields, fields(&[("text", "lời")]));
        for page in [
            "/can-bo/phien/mat-khau",
            "/can-bo/xac-thuc/ma",
            "/can-bo/dang-nhap/ma",
        ] {
            assert_eq!(Kept::sent(&post(page, &own), typed.clone()), None, "{page}");
        }
    }

    #[test]
    fn what_goes_along_comes_back_and_leads_to_our_pages_only() {
        let typed = fields(&[
            ("text", "một hai"),
            ("dan", "1"),
            ("dan", "2"),
            ("do", "send"),
        ]);
        let own = post(REPLY, &[("sec-fetch-site", "same-origin")]);
        let kept = Kept::sent(&own, typed).unwrap();
        let pairs = |action: &str| {
            let mut pairs: Vec<(String, String)> = kept
                .carrying()
                .map(|(name, value)| (name, value.to_owned()))
                .collect();
            pairs[0].1 = action.to_owned();
            Fields::new(pairs)
        };
        assert_eq!(Kept::carried(&pairs(REPLY)), Some(kept.clone()));
        for other in [
            "https://evil.example/can-bo",
            "//evil.example",
            "/chat",
            "/can-bo/phien/mat-khau",
        ] {
            assert_eq!(Kept::carried(&pairs(other)), None, "{other}");
        }
    }

    #[test]
    fn what_holds_no_words_or_too_many_is_not_kept() {
        let own = post(REPLY, &[("sec-fetch-site", "same-origin")]);
        assert_eq!(Kept::sent(&own, fields(&[("revision", "3")])), None);
        let long = "ờ".repeat(BYTES / 9 + 1);
        assert_eq!(Kept::sent(&own, fields(&[("text", &long)])), None);
        let many: Vec<_> = (0..=FIELDS)
            .map(|at| (format!("text{at}"), "a b".to_owned()))
            .collect();
        assert_eq!(Kept::sent(&own, many), None);
    }
}
