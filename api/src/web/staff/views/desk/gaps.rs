use std::collections::BTreeMap;

use askama::Template;
use mobile_contract::gaps::{GapGroup, GapKind, GapReport, GapSuggestion};
use mobile_contract::limits::GAP_DAYS_DEFAULT;

use super::text::{self, Text};
use crate::web::staff::views::{Shell, moment};
use crate::web::views::encode;

/// Choices of how many days back.
const DAYS: [u32; 4] = [7, 30, 90, 180];

/// `/can-bo/lo-hong`: what could not be answered.
#[derive(Debug, Template)]
#[template(path = "staff/gaps.html")]
pub struct GapsPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The report.
    pub report: &'a GapReport,
    /// How many days back were asked for.
    pub days: Option<u32>,
}

impl GapsPage<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    /// Links to other spans of time: days, address, and whether it is the one shown.
    fn spans(&self) -> Vec<(u32, String, bool)> {
        let shown = self.days.unwrap_or(GAP_DAYS_DEFAULT);
        DAYS.iter()
            .map(|days| {
                let path = format!("/can-bo/lo-hong?days={days}");
                (*days, self.shell.href(&path), *days == shown)
            })
            .collect()
    }

    fn since(&self) -> String {
        moment(self.report.since, self.shell.chrome.locale)
    }

    fn newest(&self, group: &GapGroup) -> String {
        moment(group.newest, self.shell.chrome.locale)
    }

    /// How many of each kind, in words.
    fn kinds(&self, kinds: &BTreeMap<GapKind, usize>) -> String {
        let d = self.d();
        let told = kinds.iter().map(|(kind, number)| {
            let what = match kind {
                GapKind::NotFound => d.gap_not_found,
                GapKind::UnresolvedClarify => d.gap_unresolved,
                GapKind::NotHelpful => d.gap_not_helpful,
            };
            format!("{number} {what}")
        });
        told.collect::<Vec<_>>().join(" · ")
    }

    /// The wording that stands for a group, and the others.
    fn heading<'g>(&self, group: &'g GapGroup) -> &'g str {
        group.examples.first().map_or("…", String::as_str)
    }

    fn others<'g>(&self, group: &'g GapGroup) -> &'g [String] {
        group.examples.get(1..).unwrap_or_default()
    }

    /// What would close it: words before, a link and its text.
    fn suggestion(&self, group: &GapGroup) -> (&'static str, Option<(String, String)>) {
        let d = self.d();
        match &group.suggestion {
            GapSuggestion::Faq { id, question, .. } => {
                let path = self.shell.href(&format!("/hoi-dap/{}", encode(id)));
                (d.gap_mend_faq, Some((path, question.clone())))
            }
            GapSuggestion::Procedure { code, title, .. } => {
                let path = self.shell.href(&format!("/thu-tuc/{}", encode(code)));
                (d.gap_mend_procedure, Some((path, title.clone())))
            }
            GapSuggestion::NewTopic { .. } => (d.gap_mend_new, None),
        }
    }

    /// Where an answer for it is written; the question goes along in the form, not in the address.
    fn draft(&self) -> String {
        self.shell.href("/can-bo/hoi-dap/moi")
    }
}
