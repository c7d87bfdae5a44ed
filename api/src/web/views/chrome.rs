use chrono::NaiveDate;
use mobile_contract::knowledge::{Level, OnlineService, Presence};
use mobile_contract::{Locale, QrCode};

use super::format::{encode, web_url};
use super::text::{self, Text};
use crate::kernel::words;

/// What every page needs: the language, and the address for the language switch.
#[derive(Clone, Copy, Debug)]
pub struct Chrome<'a> {
    /// Language of the page.
    pub locale: Locale,
    /// Path and query of the page as requested. For pages behind a POST, where a GET leads back to.
    pub path: &'a str,
}

impl<'a> Chrome<'a> {
    /// The texts in the language of the page.
    #[must_use]
    pub fn t(&self) -> &'static Text {
        text::of(self.locale)
    }

    /// Language tag of the page.
    #[must_use]
    pub const fn lang(&self) -> &'static str {
        self.locale.as_str()
    }

    /// True on English pages: what the sources wrote is then marked as Vietnamese, so that a
    /// screen reader pronounces it right.
    #[must_use]
    pub fn foreign(&self) -> bool {
        self.locale == Locale::En
    }

    /// A link that keeps a language chosen by `?lang=`, so that no cookie is needed for it.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        match self.chosen() {
            Some(locale) => with_param(path, "lang", locale.as_str()),
            None => path.to_owned(),
        }
    }

    /// The language chosen by `?lang=`, for hidden fields of GET forms.
    #[must_use]
    pub fn chosen(&self) -> Option<Locale> {
        Self::chosen_in(self.path)
    }

    /// The language that an address chooses.
    #[must_use]
    pub fn chosen_in(path: &str) -> Option<Locale> {
        query(path)
            .filter_map(|pair| pair.strip_prefix("lang="))
            .find_map(Locale::from_tag)
    }

    /// The same page in the other language; every other parameter stays.
    #[must_use]
    pub fn switch(&self) -> String {
        let path = self.path.split(['?', '#']).next().unwrap_or("/");
        // "//host" would lead to another site.
        let mut url = format!("/{}", path.trim_start_matches(['/', '\\']));
        for pair in query(self.path).filter(|pair| !pair.starts_with("lang=")) {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(pair);
        }
        with_param(&url, "lang", self.other().as_str())
    }

    /// The language that this page is not in.
    #[must_use]
    pub fn other(&self) -> Locale {
        match self.locale {
            Locale::Vi => Locale::En,
            Locale::En => Locale::Vi,
        }
    }

    /// Whether the page belongs to a section of the navigation.
    #[must_use]
    pub fn within(&self, section: &str) -> bool {
        let path = self.path.split(['?', '#']).next().unwrap_or_default();
        let below = section != "/";
        path == section
            || below
                && path
                    .strip_prefix(section)
                    .is_some_and(|rest| rest.starts_with('/'))
    }
}

/// The words of the kernel in the language of the page, in the shape in which templates call them.
impl Chrome<'_> {
    pub(in crate::web) fn day(&self, day: &NaiveDate) -> String {
        words::date(*day)
    }

    /// The address, if a page may link to it.
    pub(in crate::web) fn web_url<'u>(&self, url: &'u Option<String>) -> Option<&'u str> {
        web_url(url.as_deref())
    }

    pub(super) fn level(&self, level: &Level) -> &'static str {
        words::level_name(*level, self.locale)
    }

    pub(super) fn presence(&self, presence: &Presence) -> &'static str {
        words::presence_name(*presence, self.locale)
    }

    pub(super) fn online(&self, online: &OnlineService) -> &'static str {
        words::online_name(*online, self.locale)
    }

    pub(super) fn needed_when(&self, when: &str) -> String {
        words::needed_when_line(when, self.locale)
    }
}

fn query(path: &str) -> impl Iterator<Item = &str> {
    let query = path
        .split('#')
        .next()
        .and_then(|p| p.split_once('?'))
        .map_or("", |(_, q)| q);
    query.split('&').filter(|pair| !pair.is_empty())
}

/// Adds a parameter to a path, before its fragment.
pub(in crate::web) fn with_param(path: &str, name: &str, value: &str) -> String {
    let (path, fragment) = match path.split_once('#') {
        Some((path, fragment)) => (path, format!("#{fragment}")),
        None => (path, String::new()),
    };
    let sign = if path.contains('?') { '&' } else { '?' };
    format!("{path}{sign}{name}={}{fragment}", encode(value))
}

/// A path that keeps the scanned code, so that what is asked from there is asked at its counter.
pub(in crate::web) fn at_counter(path: &str, qr: Option<&QrCode>) -> String {
    match qr {
        Some(code) => with_param(path, "qr", code.as_str()),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> Chrome<'_> {
        Chrome {
            locale: Locale::Vi,
            path,
        }
    }

    #[test]
    fn the_switch_keeps_every_other_parameter() {
        assert_eq!(
            at("/tim-kiem?q=a%20b&lang=vi&kind=faq").switch(),
            "/tim-kiem?q=a%20b&kind=faq&lang=en"
        );
        assert_eq!(at("/").switch(), "/?lang=en");
    }

    #[test]
    fn the_switch_never_leaves_the_site() {
        assert_eq!(at("//evil.example/x").switch(), "/evil.example/x?lang=en");
        assert_eq!(at("/\\evil.example").switch(), "/evil.example?lang=en");
    }

    #[test]
    fn links_keep_a_chosen_language_and_only_that() {
        assert_eq!(at("/?lang=en").href("/thu-tuc"), "/thu-tuc?lang=en");
        assert_eq!(at("/?lang=xx").href("/thu-tuc"), "/thu-tuc");
        assert_eq!(
            at("/?lang=vi").href("/chat?a=1#moi"),
            "/chat?a=1&lang=vi#moi"
        );
    }

    #[test]
    fn a_section_holds_its_pages_and_not_its_namesakes() {
        assert!(at("/thu-tuc/1.001193?lang=en").within("/thu-tuc"));
        assert!(!at("/thu-tuc-khac").within("/thu-tuc"));
        assert!(
            at("/?lang=en").within("/") && !at("/thu-tuc").within("/") && !at("//x").within("/")
        );
    }
}
