//! `/verify`: how a person tells a genuine code, and what a typed one is.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::{ErrorCode, Locale};
use serde::Deserialize;
use url::Url;

use crate::error::Result;
use crate::kernel::rate::Limiter;
use crate::qr::Resolver;
use crate::web::views::{Checked, Chrome, VerifyPage};
use crate::web::{locale_of, path_of, private};

#[derive(Deserialize)]
pub(super) struct Params {
    code: Option<String>,
}

pub(super) async fn page(
    request: HttpRequest,
    limiter: Data<Limiter>,
    resolver: Data<Resolver>,
    params: Query<Params>,
) -> Result<HttpResponse> {
    let locale = locale_of(&request);
    let typed = params.code.as_deref().unwrap_or_default().trim();
    let checked = if typed.is_empty() {
        None
    } else {
        // Nobody shall find the codes by trying them all.
        limiter.check(&request)?;
        Some(check(&resolver, typed, locale).await?)
    };
    let path = path_of(&request);
    let page = VerifyPage {
        chrome: Chrome {
            locale,
            path: &path,
        },
        base: resolver.keys.base(),
        typed,
        checked: checked.as_ref(),
    };
    private(page.render())
}

/// What was typed: a code, or a whole address.
async fn check(resolver: &Resolver, typed: &str, locale: Locale) -> Result<Checked> {
    let Some(tail) = tail_of(typed, &resolver.public_url) else {
        return Ok(Checked::OtherSite);
    };
    match resolver.find(&tail, locale).await {
        Ok(scanned) => Ok(Checked::Ours(Box::new(scanned))),
        Err(error) if error.code() == ErrorCode::QrNotGenuine => Ok(Checked::Fake),
        Err(error) if error.code() == ErrorCode::QrNotFound => Ok(Checked::Unknown),
        Err(error) => Err(error),
    }
}

/// What stands for a code in what was typed: the code itself, or an address as a sign or a browser shows it,
/// with its scheme or without. Empty where an address of ours names none; `None`: it leads to another site.
fn tail_of(typed: &str, home: &Url) -> Option<String> {
    let Some((first, _)) = typed.split_once(['/', '?', '#']) else {
        return Some(typed.to_owned());
    };
    let url = if has_scheme(typed) {
        Url::parse(typed)
    } else if first.contains(['.', ':']) {
        Url::parse(&format!("{}://{typed}", home.scheme()))
    } else {
        // A path alone.
        home.join(typed)
    };
    let url = url.ok().filter(|url| url.origin() == home.origin())?;
    let mut segments = url.path_segments()?;
    let tail = match (segments.next(), segments.next()) {
        (Some(room), Some(tail)) if room.eq_ignore_ascii_case("q") => Some(tail.to_owned()),
        _ => parameter(&url, "qr").or_else(|| parameter(&url, "q")),
    };
    Some(tail.unwrap_or_default())
}

fn has_scheme(typed: &str) -> bool {
    let scheme = typed.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.chars().all(|c| c.is_ascii_alphanumeric()))
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    let mut pairs = url.query_pairs();
    pairs
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tail(typed: &str) -> Option<String> {
        tail_of(typed, &"https://motcua.example".parse().unwrap())
    }

    #[test]
    fn an_address_of_ours_is_read_as_a_browser_shows_it() {
        for typed in [
            "JVQ4GCU",
            "https://motcua.example/q/JVQ4GCU",
            "HTTPS://MOTCUA.EXAMPLE/Q/JVQ4GCU",
            "https://motcua.example:443/q/JVQ4GCU/",
            "https://motcua.example/q/JVQ4GCU?lang=en#tra-cuu",
            "https://motcua.example/danh-gia?lang=en&qr=JVQ4GCU",
            "https://motcua.example/hoi?qr=JVQ4GCU",
            "https://motcua.example/phieu?q=JVQ4GCU",
            "https://motcua.example/thu-tuc/1.001193?qr=JVQ4GCU",
            "motcua.example/q/JVQ4GCU",
            "Motcua.Example/danh-gia?qr=JVQ4GCU",
            "/q/JVQ4GCU",
            "q/JVQ4GCU",
        ] {
            assert_eq!(tail(typed).as_deref(), Some("JVQ4GCU"), "{typed}");
        }
        let signed = "JVQ4GCU.K7Q2.ABC";
        assert_eq!(tail(signed).as_deref(), Some(signed));
        let address = format!("HTTPS://MOTCUA.EXAMPLE/Q/{signed}");
        assert_eq!(tail(&address).as_deref(), Some(signed));
        for ours in ["https://motcua.example/", "motcua.example/verify", "a/b"] {
            assert_eq!(tail(ours).as_deref(), Some(""), "{ours}");
        }
    }

    #[test]
    fn any_other_origin_is_another_site() {
        for typed in [
            "https://motcua.example.evil.vn/q/JVQ4GCU",
            "https://motcua.example@evil.vn/q/JVQ4GCU",
            "motcua.example@evil.vn/q/JVQ4GCU",
            "//evil.vn/q/JVQ4GCU",
            "evil.vn/?x=https://motcua.example/q/JVQ4GCU",
            "http://motcua.example/q/JVQ4GCU",
            "https://motcua.example:8443/q/JVQ4GCU",
            "ftp://motcua.example/q/JVQ4GCU",
            "https://mọtcua.example/q/JVQ4GCU",
            "https://",
            "javascript:alert(1)//",
        ] {
            assert_eq!(tail(typed), None, "{typed}");
        }
    }
}
