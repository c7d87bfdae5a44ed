use askama::Template;
use mobile_contract::QrCode;
use mobile_contract::knowledge::LifeEvent;
use mobile_contract::search::{Hit, HitKind, SearchKind, SearchResponse};

use super::format::encode;
use super::{Chrome, at_counter};

/// `/tim-kiem`: the search box and what was found.
#[derive(Debug, Template)]
#[template(path = "search.html")]
pub struct SearchPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Idempotency key for asking the query as a question.
    pub key: &'a str,
    /// The query as typed; empty before the first search.
    pub q: &'a str,
    /// What was looked for.
    pub kind: SearchKind,
    /// The life event that the query tells.
    pub event: Option<&'a LifeEvent>,
    /// What was found; `None` before the first search.
    pub results: Option<&'a SearchResponse>,
    /// What was wrong with the query.
    pub problem: Option<&'a str>,
    /// The code that was scanned: a question from here is asked at its counter.
    pub qr: Option<QrCode>,
}

impl SearchPage<'_> {
    fn tabs(&self) -> [Tab; 3] {
        let t = self.chrome.t();
        let tab = |kind, name, label| Tab {
            url: self.at(&format!("/tim-kiem?q={}&kind={name}", encode(self.q))),
            label,
            current: self.kind == kind,
        };
        [
            tab(SearchKind::All, "all", t.kind_all),
            tab(SearchKind::Procedure, "procedure", t.kind_procedure),
            tab(SearchKind::Faq, "faq", t.kind_faq),
        ]
    }

    fn event_title<'e>(&self, event: &'e LifeEvent) -> &'e str {
        event.words(self.chrome.locale).0
    }

    fn hit_url(&self, hit: &Hit) -> String {
        let code = encode(&hit.code);
        match hit.kind {
            HitKind::Procedure => self.at(&format!("/thu-tuc/{code}")),
            HitKind::Faq => self.chrome.href(&format!("/hoi-dap/{code}")),
        }
    }

    /// A link that keeps the scanned code.
    fn at(&self, path: &str) -> String {
        self.chrome.href(&at_counter(path, self.qr.as_ref()))
    }

    fn hit_kind(&self, hit: &Hit) -> &'static str {
        match hit.kind {
            HitKind::Procedure => self.chrome.t().hit_procedure,
            HitKind::Faq => self.chrome.t().hit_faq,
        }
    }
}

/// A link that narrows the results.
#[derive(Debug)]
pub(super) struct Tab {
    url: String,
    label: &'static str,
    current: bool,
}
