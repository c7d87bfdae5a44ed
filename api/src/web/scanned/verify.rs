//! `/verify`: how a person tells a genuine code, and what a typed one is.

use std::net::Ipv4Addr;

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::qr::QrKeyId;
use mobile_contract::{ErrorCode, Locale, QrCode};
use serde::Deserialize;
use url::Url;

use crate::error::Result;
use crate::kernel::rate::Limiter;
use crate::qr::{self, Resolver};
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
    let tail = match read(typed, &resolver.public_url) {
        Typed::Tail(tail) => tail,
        Typed::Unencrypted => return Ok(Checked::Unencrypted),
        Typed::OtherSite => return Ok(Checked::OtherSite),
    };
    match resolver.find(&tail, locale).await {
        Ok(scanned) => {
            let carried = qr::carried(&tail, &scanned);
            Ok(Checked::Ours(Box::new(scanned), carried))
        }
        Err(error) if error.code() == ErrorCode::QrNotGenuine => {
            Ok(Checked::Fake(resolver.untrusted(&tail)))
        }
        Err(error) if error.code() == ErrorCode::QrNotFound => Ok(Checked::Unknown),
        Err(error) => Err(error),
    }
}

/// What was typed.
#[derive(Debug, PartialEq, Eq)]
enum Typed {
    /// What stands for a code; empty where an address of ours names none.
    Tail(String),
    /// An address at our host, but not the encrypted one that is printed.
    Unencrypted,
    /// It leads to another site.
    OtherSite,
}

/// Reads a code, or an address as a sign or a browser shows it, with its scheme or without.
fn read(typed: &str, home: &Url) -> Typed {
    let parts = typed.split_once(['/', '?', '#']);
    let url = match parts {
        None if is_host(typed) => Url::parse(&format!("{}://{typed}", home.scheme())),
        None => return Typed::Tail(typed.to_owned()),
        Some(_) if has_scheme(typed) => Url::parse(typed),
        Some((first, _)) if first.contains(['.', ':']) => {
            Url::parse(&format!("{}://{typed}", home.scheme()))
        }
        // A path alone.
        Some(_) => home.join(typed),
    };
    let Ok(url) = url else {
        return Typed::OtherSite;
    };
    if url.origin() != home.origin() {
        return match is_unencrypted(&url, home) {
            true => Typed::Unencrypted,
            false => Typed::OtherSite,
        };
    }
    let mut segments = url.path_segments().into_iter().flatten();
    let tail = match (segments.next(), segments.next()) {
        (Some(room), Some(tail)) if room.eq_ignore_ascii_case("q") => Some(tail.to_owned()),
        _ => parameter(&url, "qr").or_else(|| parameter(&url, "q")),
    };
    Typed::Tail(tail.unwrap_or_default())
}

/// Symbols of a code, and of the key that may follow it.
const SYMBOLS: [usize; 2] = [7, 4];

/// Whether words without a path are the name of a site: they end as such names do, and do not begin with a code, or
/// with what looks like one with a slip and a key behind it.
fn is_host(typed: &str) -> bool {
    let name = typed.split_once(':').map_or(typed, |(name, _)| name);
    let name = name.trim_end_matches('.');
    if name.parse::<Ipv4Addr>().is_ok() {
        return true;
    }
    let Some((_, last)) = name.rsplit_once('.') else {
        return false;
    };
    let mut parts = name.split('.');
    let begins = parts.next().unwrap_or_default();
    let key = parts.next().unwrap_or_default();
    let keyed = parts.next().is_none()
        && [begins, key].map(str::len) == SYMBOLS
        && key.parse::<QrKeyId>().is_ok()
        && begins.chars().all(is_symbol);
    let is_code = begins.parse::<QrCode>().is_ok() || keyed;
    let ends_so = last.chars().all(char::is_alphabetic) && (2..=24).contains(&last.chars().count());
    ends_so && !is_code && !typed.contains(char::is_whitespace)
}

/// A symbol of a code: no I, L or O; U only checks the others.
fn is_symbol(c: char) -> bool {
    c.is_ascii_alphanumeric() && !matches!(c.to_ascii_uppercase(), 'I' | 'L' | 'O')
}

/// Our own host, asked for without encryption.
fn is_unencrypted(url: &Url, home: &Url) -> bool {
    (url.scheme(), home.scheme()) == ("http", "https")
        && url.host() == home.host()
        && url.port() == home.port()
        && url.username().is_empty()
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
        match read(typed, &"https://motcua.example".parse().unwrap()) {
            Typed::Tail(tail) => Some(tail),
            Typed::Unencrypted | Typed::OtherSite => None,
        }
    }

    #[test]
    fn our_host_without_encryption_is_told_so() {
        let home = "https://motcua.example".parse().unwrap();
        for typed in [
            "http://motcua.example/q/JVQ4GCU",
            "HTTP://MOTCUA.EXAMPLE/Q/JVQ4GCU",
            "http://motcua.example/",
        ] {
            assert_eq!(read(typed, &home), Typed::Unencrypted, "{typed}");
        }
        for typed in [
            "http://motcua.example.evil.vn/q/JVQ4GCU",
            "http://motcua.example:8080/q/JVQ4GCU",
            "http://x@motcua.example/q/JVQ4GCU",
        ] {
            assert_eq!(read(typed, &home), Typed::OtherSite, "{typed}");
        }
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
        // Cut off, or with a slip: still a code.
        for code in [
            "JVQ4GCU.",
            "JVQ4GCU.KAQX",
            "JVQ4GCV.KAQX",
            "jvq4gcv.kaqx.",
            "JVQ4GCV",
            "xin chào. bạn",
            "JVQ4.GCU7",
        ] {
            assert_eq!(tail(code).as_deref(), Some(code), "{code}");
        }
        for ours in [
            "https://motcua.example/",
            "motcua.example/verify",
            "motcua.example",
            "a/b",
        ] {
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
            "evil.vn",
            "EVIL.VN.",
            "evil.vn:8080",
            "203.0.113.7",
            "motcua.example.evil.vn",
            "ai@evil.vn",
            "mọtcua.vn",
            "example.info",
            "jvq4gcv.kaqx.vn",
        ] {
            assert_eq!(tail(typed), None, "{typed}");
        }
    }
}
