use askama::Template;
use mobile_contract::QrCode;
use mobile_contract::chat::ProcedureRef;
use mobile_contract::knowledge::{
    Audience, Document, Facet, Faq, Form, Level, Origin, Procedure, Responsible,
};

use super::procedure_parts::{CaseView, Stated, stated, verify_place};
use super::procedure_short::shorten;
use super::{Chrome, at_counter, with_param};
use crate::kernel::words;

/// `/thu-tuc/{code}`: everything known about a procedure, to read, to tick off and to print.
#[derive(Debug, Template)]
#[template(path = "procedure.html")]
pub struct ProcedurePage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Idempotency key of the question box.
    pub key: &'a str,
    /// The procedure.
    pub procedure: &'a Procedure,
    /// Procedures that often come with it, with their titles.
    pub related: &'a [ProcedureRef],
    /// Frequently asked questions about it.
    pub faqs: &'a [Faq],
    /// The code that was scanned: a question from here is asked at its counter.
    pub qr: Option<QrCode>,
    /// The page was shortened and links to the whole one. [`Self::light`] sets it.
    pub shortened: bool,
}

/// Heaviest HTML of a procedure's page, in bytes; with style and script it stays under 60 kB.
const LIGHT_BYTES: usize = 42_000;

impl<'a> ProcedurePage<'a> {
    /// The page, shortened when it would be too heavy for a clogged network. Only a few procedures
    /// are that long; their shortened page links to `?full=1`, which is to be answered by `render`.
    ///
    /// # Errors
    /// As `render`: never, with these templates.
    pub fn light(&self) -> askama::Result<String> {
        let html = self.render()?;
        if html.len() <= LIGHT_BYTES {
            return Ok(html);
        }
        let procedure = shorten(self.procedure);
        ProcedurePage {
            procedure: &procedure,
            shortened: true,
            qr: self.qr.clone(),
            ..*self
        }
        .render()
    }

    fn full_url(&self) -> String {
        let path = self.here(self.procedure.code.as_str());
        self.chrome.href(&with_param(&path, "full", "1"))
    }

    /// The page of another procedure, still at the counter whose code was scanned.
    fn other(&self, procedure: &ProcedureRef) -> String {
        self.chrome.href(&self.here(procedure.code.as_str()))
    }

    fn here(&self, code: &str) -> String {
        at_counter(&format!("/thu-tuc/{code}"), self.qr.as_ref())
    }

    fn title(&self) -> &str {
        match &self.procedure.title_en {
            Some(title) if self.chrome.foreign() => title,
            _ => &self.procedure.title,
        }
    }

    /// The title is in the page's own language.
    fn title_is_local(&self) -> bool {
        !self.chrome.foreign() || self.procedure.title_en.is_some()
    }

    fn summary(&self) -> Option<&str> {
        let english = self
            .procedure
            .summary_en
            .as_deref()
            .filter(|_| self.chrome.foreign());
        english.or(self.procedure.summary.as_deref())
    }

    fn summary_is_local(&self) -> bool {
        !self.chrome.foreign() || self.procedure.summary_en.is_some()
    }

    fn imported(&self) -> bool {
        self.procedure.origin == Origin::Imported
    }

    fn audience(&self) -> String {
        self.audience_words(&self.procedure.audience)
    }

    fn audience_words(&self, audience: &[Audience]) -> String {
        let names: Vec<&str> = audience
            .iter()
            .map(|a| words::audience_name(*a, self.chrome.locale))
            .collect();
        words::enumerate(&names)
    }

    fn channels(&self) -> String {
        let channels = self.procedure.channels.iter();
        let names: Vec<&str> = channels
            .map(|c| words::channel_name(*c, self.chrome.locale))
            .collect();
        words::enumerate(&names)
    }

    /// Levels for which no body is named: the level alone is all that is known.
    fn bare_levels(&self) -> Vec<Level> {
        let named = |level: &Level| self.procedure.responsible.iter().any(|r| r.level == *level);
        self.procedure
            .levels
            .iter()
            .copied()
            .filter(|l| !named(l))
            .collect()
    }

    fn served(&self, responsible: &Responsible) -> String {
        self.audience_words(&responsible.audience)
    }

    /// At least one case, so that an absent fact is said to be absent.
    fn cases(&self) -> Vec<CaseView<'a>> {
        CaseView::all(self.procedure, self.chrome.locale)
    }

    fn several_cases(&self) -> bool {
        self.procedure.cases.len() > 1
    }

    /// Level of the headings within a case: one deeper where the case has a heading itself.
    fn heading_level(&self) -> u8 {
        let named = self.procedure.cases.iter().any(|case| case.name.is_some());
        if named || self.several_cases() { 3 } else { 2 }
    }

    fn stated(&self, facet: Facet) -> Option<Stated<'a>> {
        stated(self.procedure, facet, self.chrome.locale)
    }

    /// Doubts about a part outside the cases.
    fn doubts(&self, facet: Facet) -> Vec<&'a str> {
        self.doubts_where(|place| place == Some(facet))
    }

    /// Doubts about what has no section of its own.
    fn other_doubts(&self) -> Vec<&'a str> {
        self.doubts_where(|place| matches!(place, None | Some(Facet::Who)))
    }

    fn doubts_where(&self, fits: impl Fn(Option<Facet>) -> bool) -> Vec<&'a str> {
        let places = self
            .procedure
            .verify
            .iter()
            .map(|v| (verify_place(&v.field), v.why.as_str()));
        places
            .filter(|((_, facet), _)| fits(*facet))
            .map(|(_, why)| why)
            .collect()
    }

    /// Sections made of a plain list: anchor, heading, items, in order or not, and their facet.
    fn lists(&self) -> Vec<ListSection<'a>> {
        let t = self.chrome.t();
        let p = self.procedure;
        let section =
            |id, heading, items: &'a [String], ordered, facet: Option<Facet>| ListSection {
                id,
                heading,
                items,
                // Steps that the source numbers itself ("Bước 1: …") need no second number.
                ordered: ordered && !items.iter().any(|i| i.trim_start().starts_with("Bước ")),
                doubts: facet.map(|f| self.doubts(f)).unwrap_or_default(),
                stated: facet.and_then(|f| self.stated(f)),
            };
        let all = [
            section("cac-buoc", t.steps, &p.steps, true, Some(Facet::Steps)),
            section(
                "dieu-kien",
                t.conditions,
                &p.conditions,
                false,
                Some(Facet::Conditions),
            ),
            section("ket-qua", t.results, &p.results, false, Some(Facet::Result)),
            section("hay-nham", t.mistakes, &p.common_mistakes, false, None),
        ];
        all.into_iter()
            .filter(|s| !s.items.is_empty() || !s.doubts.is_empty() || s.stated.is_some())
            .collect()
    }

    fn form_words(&self, form: &Form) -> Option<String> {
        words::form_name(form, self.chrome.locale).map(|name| words::upper_first(&name))
    }

    fn counts(&self, document: &Document) -> Option<String> {
        words::document_counts(document, self.chrome.locale)
    }
}

/// A section that is a list.
#[derive(Debug)]
pub(super) struct ListSection<'a> {
    id: &'static str,
    heading: &'static str,
    items: &'a [String],
    ordered: bool,
    doubts: Vec<&'a str>,
    stated: Option<Stated<'a>>,
}
