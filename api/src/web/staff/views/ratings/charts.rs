//! The charts of the page.

use mobile_contract::rating_figures::{FigureRow, Figures, RatingFigures};

use super::page::RatingsPage;
use crate::ratings::figures::count::Count;
use crate::ratings::figures::period::Span;
use crate::ratings::figures::share;
use crate::web::staff::views::chart::{Bar, Fill, drawn};

/// Most bars of a chart: the table has all rows.
const MOST_BARS: usize = 40;

impl RatingsPage<'_> {
    /// How often each score was given, as a chart.
    pub(super) fn distribution(&self, figures: &RatingFigures) -> String {
        let t = self.t();
        let Some(scores) = figures.total.included.distribution else {
            return String::new();
        };
        let all: u64 = scores.iter().sum();
        let best_first = scores.into_iter().enumerate().rev();
        let bars: Vec<Bar> = best_first
            .map(|(at, n)| Bar {
                label: format!("{} · {}", at + 1, self.words_of(at)),
                value: self.counted(n, all),
                length: Some(share::rounded(n, all, 1_000).unwrap_or(0)),
                fill: Fill::Solid,
            })
            .collect();
        drawn("phan-bo", (t.distribution, t.distribution_line), &bars)
    }

    /// The mean of each row, as a chart; of too many the lowest, which are to be looked at first.
    pub(super) fn means(&self, figures: &RatingFigures) -> String {
        let mut rows: Vec<&FigureRow> = figures.rows.iter().collect();
        if rows.len() > MOST_BARS {
            let mean = |row: &FigureRow| row.included.mean.unwrap_or(f64::INFINITY);
            rows.sort_by(|one, other| mean(one).total_cmp(&mean(other)));
            rows.truncate(MOST_BARS);
        }
        let bars: Vec<Bar> = rows
            .into_iter()
            .map(|row| self.mean_bar(row.name.clone(), &row.included, Fill::Striped))
            .collect();
        drawn("trung-binh", (self.t().means, self.t().means_line), &bars)
    }

    /// What the chart of means leaves out, in words.
    pub(super) fn means_cut(&self, figures: &RatingFigures) -> Option<String> {
        let all = figures.rows.len();
        (all > MOST_BARS).then(|| self.t().means_cut.replace("{n}", &all.to_string()))
    }

    /// The mean of each step of time, as a chart.
    pub(super) fn trend(&self, figures: &RatingFigures) -> String {
        let locale = self.shell.chrome.locale;
        let points = figures.total.trend.iter();
        let bars: Vec<Bar> = points
            .filter(|point| point.figures.count != Some(0))
            .map(|point| {
                let (from, to) = (point.from, point.to);
                let span = Span { from, to };
                let label = span.name(figures.step, locale);
                self.mean_bar(label, &point.figures, Fill::Dotted)
            })
            .collect();
        drawn("xu-huong", (self.t().trend, self.t().trend_line), &bars)
    }

    fn mean_bar(&self, label: String, figures: &Figures, fill: Fill) -> Bar {
        let scores = figures.distribution.unwrap_or_default();
        let mean = Count { ratings: 0, scores }.mean_x100();
        // From the worst score to the best one: four steps.
        let length = mean.map(|mean| (mean - 100) * 1_000 / 400);
        let value = match (figures.count, figures.mean) {
            (Some(n), Some(mean)) => format!("{} · {n} {}", self.number(&mean), self.t().ratings),
            (Some(n), None) => format!("{n} {}", self.t().ratings),
            _ => self.withheld(figures).to_owned(),
        };
        Bar {
            label,
            value,
            length,
            fill,
        }
    }

    fn words_of(&self, at: usize) -> &str {
        self.scale.get(at).map_or("", String::as_str)
    }

    /// A number with its share; a share that is not all is never told as all.
    fn counted(&self, n: u64, all: u64) -> String {
        match share::percent_x100(n, all) {
            Some(share) => {
                let share = share::words(share, self.shell.chrome.locale);
                format!("{n} ({share} %)")
            }
            None => n.to_string(),
        }
    }
}
