//! The charts of the page.

use mobile_contract::dossier::figures::{DossierCounts, DossierFigures};

use super::page::DossierFiguresPage;
use crate::kernel::share;
use crate::web::staff::views::chart::{Bar, Fill, drawn};

/// Most bars of a chart: the table has all rows.
const MOST_BARS: usize = 40;

impl DossierFiguresPage<'_> {
    /// How dossiers were resolved.
    pub(super) fn outcomes(&self, counts: &DossierCounts) -> String {
        let (t, resolved) = (self.t(), &counts.resolved);
        let parts = [
            (t.early, resolved.early, Fill::Solid),
            (t.on_time, resolved.on_time, Fill::Striped),
            (t.late, resolved.late, Fill::Dotted),
            (t.no_term, resolved.no_term, Fill::Dotted),
        ];
        let titles = (t.outcome_chart, t.outcome_line);
        self.parts("ket-qua", titles, &parts, resolved.total)
    }

    /// What is left at the end of the period.
    pub(super) fn left(&self, counts: &DossierCounts) -> String {
        let (t, open) = (self.t(), &counts.in_progress);
        let parts = [
            (t.within, open.within_limit, Fill::Solid),
            (t.overdue, open.overdue, Fill::Dotted),
            (t.waiting, counts.waiting.total, Fill::Striped),
            (t.no_term, open.no_term, Fill::Dotted),
        ];
        let titles = (t.open_chart, t.open_line);
        self.parts("con-lai", titles, &parts, open.total + counts.waiting.total)
    }

    /// How new dossiers were handed in.
    pub(super) fn channels(&self, counts: &DossierCounts) -> String {
        let t = self.t();
        let new = &counts.received.new_by_channel;
        let numbers = [new.in_person, new.online, new.post, new.centre];
        let named = self.channels.iter().zip(numbers);
        let named = named.map(|((_, words), n)| (words.as_str(), n, Fill::Striped));
        let parts: Vec<_> = named
            .chain([(t.unknown, new.unknown, Fill::Dotted)])
            .collect();
        let titles = (t.channel_chart, t.channel_line);
        self.parts("hinh-thuc", titles, &parts, counts.received.new)
    }

    /// The share of each row that was on time.
    pub(super) fn shares(&self, figures: &DossierFigures) -> String {
        let rows = figures.rows.iter().take(MOST_BARS);
        let bars: Vec<Bar> = rows
            .map(|row| {
                let resolved = &row.counts.resolved;
                let timely = resolved.early + resolved.on_time;
                Bar {
                    label: row.name.clone(),
                    value: self.share(&row.counts),
                    length: share::floored_x100(timely, timely + resolved.late)
                        .map(|share| share / 10),
                    fill: Fill::Solid,
                }
            })
            .collect();
        drawn(
            "dung-han",
            (self.t().share_chart, self.t().share_line),
            &bars,
        )
    }

    /// Parts of a whole; those that are nothing are left out.
    fn parts(
        &self,
        id: &str,
        titles: (&str, &str),
        parts: &[(&str, u64, Fill)],
        all: u64,
    ) -> String {
        let bars: Vec<Bar> = parts
            .iter()
            .filter(|(_, n, _)| *n > 0)
            .map(|(label, n, fill)| Bar {
                label: (*label).to_owned(),
                value: self.counted(*n, all),
                length: Some(share::rounded(*n, all, 1_000).unwrap_or(0)),
                fill: *fill,
            })
            .collect();
        drawn(id, titles, &bars)
    }

    /// A number with its share; a share that is not all is never told as all.
    fn counted(&self, n: u64, all: u64) -> String {
        let number = self.n(&n);
        match share::percent_x100(n, all) {
            Some(10_000) => format!("{number} (100 %)"),
            Some(share) => {
                let share = share::words(share, self.shell.chrome.locale);
                format!("{number} ({share} %)")
            }
            None => number,
        }
    }
}
