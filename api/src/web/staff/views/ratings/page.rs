use askama::Template;
use chrono::NaiveDate;
use mobile_contract::limits::RATING_FIGURE_ROWS;
use mobile_contract::rating::{RatingBasis, RatingFlag};
use mobile_contract::rating_figures::{
    FigureRow, Figures, FiguresBy, InTime, RatingFigures, RatingRow, Withheld,
};
use mobile_contract::ticket::TicketRow;

use super::form::RatingsForm;
use super::text::{self, Text};
use crate::kernel::{wire, words};
use crate::web::staff::views::asked::{day, is_chosen, linked};
use crate::web::staff::views::{Shell, moment, words as staff_words};

/// `/can-bo/danh-gia`: what ratings add up to, and what waits.
#[derive(Debug, Template)]
#[template(path = "staff/ratings.html")]
pub struct RatingsPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What was asked for.
    pub form: &'a RatingsForm,
    /// The figures; `None`: what was asked for does not fit.
    pub figures: Option<&'a RatingFigures>,
    /// What does not fit.
    pub wrong: Option<Wrong>,
    /// The words of the scores, from 1 to 5.
    pub scale: &'a [String],
    /// Cases that are late, the latest first.
    pub overdue: &'a [TicketRow],
    /// Ratings that were flagged lately.
    pub flagged: &'a [RatingRow],
    /// Ids and names of agencies to choose from.
    pub agencies: &'a [(String, String)],
    /// Ids and names of counters to choose from.
    pub counters: &'a [(String, String)],
    /// Ids and names of places to choose from.
    pub places: &'a [(String, String)],
    /// Ids and titles of forms to choose from.
    pub forms: &'a [(String, String)],
}

/// What of a filter does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Its days.
    Days,
    /// What it names.
    Missing,
}

impl RatingsPage<'_> {
    pub(super) fn t(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    fn trouble(&self) -> Option<&'static str> {
        Some(match self.wrong? {
            Wrong::Days => self.t().wrong_days,
            Wrong::Missing => self.t().not_there,
        })
    }

    /// Values and words of what figures can be put together by.
    fn ways(&self) -> Vec<(String, &'static str, bool)> {
        let t = self.t();
        let chosen = self.figures.map_or_else(FiguresBy::default, |f| f.by);
        let ways = FiguresBy::ALL.into_iter().map(|by| {
            let words = match by {
                FiguresBy::Counter => t.by_counter,
                FiguresBy::Agency => t.by_agency,
                FiguresBy::Place => t.by_place,
                FiguresBy::Question => t.by_question,
                FiguresBy::Period => t.by_period,
            };
            (wire::name(by), words, by == chosen)
        });
        ways.collect()
    }

    fn by(&self) -> &'static str {
        let chosen = self.ways().into_iter().find(|(_, _, chosen)| *chosen);
        chosen.map_or(self.t().by_counter, |(_, words, _)| words)
    }

    /// A day as fields of forms want it.
    fn first(&self) -> String {
        day(self.figures.map(|figures| figures.from), &self.form.from)
    }

    fn last(&self) -> String {
        day(self.figures.map(|figures| figures.to), &self.form.to)
    }

    fn table_link(&self) -> String {
        linked(
            &self.shell,
            "/can-bo/danh-gia/so-lieu.csv",
            self.form.said(),
        )
    }

    fn late_link(&self) -> String {
        self.shell.href("/can-bo?source=rating&late=1")
    }

    fn cases_link(&self) -> String {
        self.shell.href("/can-bo?source=rating")
    }

    fn ticket(&self, code: &mobile_contract::ticket::TicketCode) -> String {
        self.shell.href(&format!("/can-bo/phieu/{code}"))
    }

    fn left(&self, row: &TicketRow) -> String {
        let locale = self.shell.chrome.locale;
        row.minutes_left
            .map(|minutes| staff_words::left(minutes, locale))
            .unwrap_or_default()
    }

    fn due(&self, row: &TicketRow) -> String {
        let locale = self.shell.chrome.locale;
        row.due.map(|due| moment(due, locale)).unwrap_or_default()
    }

    fn is_chosen(&self, chosen: &Option<String>, id: &str) -> bool {
        is_chosen(chosen, id)
    }

    /// A number with two decimals.
    pub(super) fn number(&self, number: &f64) -> String {
        words::decimal(*number, self.shell.chrome.locale)
    }

    pub(super) fn withheld(&self, figures: &Figures) -> &'static str {
        match figures.withheld {
            Some(Withheld::Protecting) => self.t().protecting,
            _ => self.t().too_few,
        }
    }

    /// How cases were answered, in words.
    fn in_time(&self, row: &FigureRow) -> String {
        match row.answered_in_time {
            None => self.t().few_cases.to_owned(),
            Some(InTime { of: 0, .. }) => self.t().none_due.to_owned(),
            Some(InTime {
                in_time,
                of,
                percent,
            }) => {
                let share = percent
                    .map(|percent| self.number(&percent))
                    .unwrap_or_default();
                format!("{in_time} {} {of} ({share} %)", self.t().of)
            }
        }
    }

    /// The rows, as many as one reads, and the total at their end.
    fn lines<'f>(&self, figures: &'f RatingFigures) -> Vec<&'f FigureRow> {
        let rows = figures.rows.iter().take(RATING_FIGURE_ROWS);
        rows.chain([&figures.total]).collect()
    }

    fn left_off(&self, figures: &RatingFigures) -> usize {
        figures.rows.len().saturating_sub(RATING_FIGURE_ROWS)
    }

    /// What counts, and what is counted apart.
    fn sides<'r>(&self, row: &'r FigureRow) -> [(&'static str, &'r Figures); 3] {
        let t = self.t();
        [
            (t.included, &row.included),
            (t.open, &row.open),
            (t.flagged, &row.flagged),
        ]
    }

    fn spread(&self, scores: &[u64; 5]) -> String {
        scores.map(|n| n.to_string()).join(" / ")
    }

    /// How many counters wait; nothing when none does.
    fn waiting(&self, figures: &RatingFigures) -> Option<String> {
        match figures.waiting_counters {
            0 => None,
            1 => Some(self.t().waiting_one.to_owned()),
            n => Some(self.t().waiting_many.replace("{n}", &n.to_string())),
        }
    }

    fn is_questions(&self, figures: &RatingFigures) -> bool {
        figures.by == FiguresBy::Question
    }

    fn day(&self, day: &NaiveDate) -> String {
        words::date(*day)
    }

    fn flag(&self, flag: &RatingFlag) -> &'static str {
        let t = self.t();
        match flag {
            RatingFlag::Burst => t.flag_burst,
            RatingFlag::StaffNetwork => t.flag_staff,
            RatingFlag::Copy => t.flag_copy,
        }
    }

    fn is_dossier(&self, row: &RatingRow) -> bool {
        row.basis == RatingBasis::Dossier
    }

    fn scores(&self, row: &RatingRow) -> String {
        let scores: Vec<String> = row.answers.iter().map(|a| a.score.to_string()).collect();
        scores.join(", ")
    }
}
