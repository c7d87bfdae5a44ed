use askama::Template;
use mobile_contract::limits::POSTER_COUNTERS;
use mobile_contract::posters::PosterSheet;
use mobile_contract::qr::NamedRef;

use super::Shell;
use super::posters_text::{self, Text};
use crate::error::Error;
use crate::posters::{Choices, Of};

/// Leaves out counters that lack codes.
const SKIP: &str = "&skip_incomplete=true";

/// Posters that were chosen, and can be printed.
#[derive(Clone, Debug)]
pub struct PosterChoice {
    /// Whose.
    pub of: Of,
    /// How many.
    pub count: usize,
    /// How many counters are left out, because they have no code in use.
    pub closed: usize,
    /// Names of counters that are left out, because they lack one or two of their codes.
    pub lacking: Vec<String>,
}

/// What someone can do where counters lack codes.
#[derive(Clone, Debug)]
pub struct PosterOffer {
    /// Whose posters were asked for.
    pub of: Of,
    /// How many of them could be printed without the others.
    pub complete: usize,
}

/// `/can-bo/bang-qr`: posters to look at and to print.
#[derive(Debug, Template)]
#[template(path = "staff/posters.html")]
pub struct PostersPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What can be chosen.
    pub choices: &'a Choices,
    /// What was chosen, as it was sent.
    pub of: &'a str,
    /// For which paper.
    pub sheet: PosterSheet,
    /// What was chosen, when it can be printed.
    pub chosen: Option<PosterChoice>,
    /// What to do where counters lack codes.
    pub offer: Option<PosterOffer>,
    /// Why it cannot be printed.
    pub problem: Option<&'a Error>,
}

impl PostersPage<'_> {
    fn t(&self) -> &'static Text {
        posters_text::of(self.shell.chrome.locale)
    }

    /// Each kind of choice: its name, the beginning of its values, and what there is.
    fn groups(&self) -> [(&'static str, &'static str, &[NamedRef]); 3] {
        let t = self.t();
        [
            (t.one_counter, "counter", &self.choices.counters),
            (t.whole_agency, "agency", &self.choices.agencies),
            (t.whole_place, "place", &self.choices.places),
        ]
    }

    fn is_chosen(&self, kind: &str, id: &NamedRef) -> bool {
        let chosen = self.of.split_once('.');
        chosen == Some((kind, id.id.as_str()))
    }

    fn sheets(&self) -> [(PosterSheet, &'static str, &'static str); 3] {
        let t = self.t();
        [
            (PosterSheet::A4, t.a4, t.a4_line),
            (PosterSheet::A3, t.a3, t.a3_line),
            (PosterSheet::A5Tent, t.tent, t.tent_line),
        ]
    }

    fn file(&self, choice: &PosterChoice, kind: &str) -> String {
        let (of, sheet) = (&choice.of, self.sheet.as_str());
        let skip = if choice.lacking.is_empty() { "" } else { SKIP };
        format!("/can-bo/bang-qr/tep?of={of}&sheet={sheet}&kind={kind}{skip}")
    }

    /// The same page without the counters that lack codes.
    fn others(&self, offer: &PosterOffer) -> String {
        let (of, sheet) = (&offer.of, self.sheet.as_str());
        self.shell
            .href(&format!("/can-bo/bang-qr?of={of}&sheet={sheet}{SKIP}"))
    }

    fn is_tent(&self) -> bool {
        self.sheet == PosterSheet::A5Tent
    }

    const fn most(&self) -> usize {
        POSTER_COUNTERS
    }

    /// Why it cannot be printed, in a sentence.
    fn trouble(&self) -> Option<String> {
        let of = |loc: &str| self.shell.wrong(&self.problem, loc);
        of("path.id").or_else(|| self.shell.trouble(&self.problem))
    }
}
