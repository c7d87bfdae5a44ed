use askama::Template;
use mobile_contract::dossier::figures::{
    DossierCounts, DossierFigureRow, DossierFigures, DossierFiguresBy as By,
};

use super::form::DossierFiguresForm;
use super::text::{self, Text};
use crate::dossiers::figures::sheet::remarks;
use crate::kernel::clock::to_hanoi;
use crate::kernel::{share, wire, words};
use crate::web::staff::views::asked::{day, is_chosen, linked};
use crate::web::staff::views::{Shell, Wrong, moment};

/// `/can-bo/so-lieu-ho-so`: what dossiers add up to.
#[derive(Debug, Template)]
#[template(path = "staff/dossier_figures.html")]
pub struct DossierFiguresPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What was asked for.
    pub form: &'a DossierFiguresForm,
    /// The figures; `None`: what was asked for does not fit.
    pub figures: Option<&'a DossierFigures>,
    /// What does not fit.
    pub wrong: Option<Wrong>,
    /// Names of periods to choose from, and their words.
    pub periods: &'a [(String, String)],
    /// Ids and names of agencies to choose from.
    pub agencies: &'a [(String, String)],
    /// Ids and names of places to choose from.
    pub places: &'a [(String, String)],
    /// Ids and names of fields to choose from.
    pub fields: &'a [(String, String)],
    /// Names and words of channels.
    pub channels: &'a [(String, String)],
}

impl DossierFiguresPage<'_> {
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
        let chosen = self.figures.map_or_else(By::default, |figures| figures.by);
        let ways = By::ALL.into_iter().map(|by| {
            let words = match by {
                By::Agency => t.by_agency,
                By::Place => t.by_place,
                By::Field => t.by_field,
                By::Procedure => t.by_procedure,
                By::Channel => t.by_channel,
                By::Month => t.by_month,
            };
            (wire::name(by), words, by == chosen)
        });
        ways.collect()
    }

    pub(super) fn by(&self) -> &'static str {
        let chosen = self.ways().into_iter().find(|(_, _, chosen)| *chosen);
        chosen.map_or(self.t().by_agency, |(_, words, _)| words)
    }

    /// A day as fields of forms want it.
    fn first(&self) -> String {
        day(self.figures.map(|figures| figures.from), &self.form.from)
    }

    fn last(&self) -> String {
        day(self.figures.map(|figures| figures.to), &self.form.to)
    }

    fn days(&self, figures: &DossierFigures) -> String {
        format!("{}–{}", words::date(figures.from), words::date(figures.to))
    }

    /// The moment that open dossiers are told for, in words.
    fn as_of(&self, figures: &DossierFigures) -> String {
        let t = self.t();
        if to_hanoi(figures.as_of).date() > figures.to {
            format!("{} {}", t.end_of, words::date(figures.to))
        } else {
            let now = moment(figures.as_of, self.shell.chrome.locale);
            format!("{} {now}", t.as_of)
        }
    }

    fn link(&self, path: &str) -> String {
        linked(&self.shell, path, self.form.said())
    }

    /// How well the same dossiers were resolved.
    fn quality_link(&self) -> String {
        self.link("/can-bo/so-lieu-ho-so/chat-luong")
    }

    fn csv_link(&self) -> String {
        self.link("/can-bo/so-lieu-ho-so/bang.csv")
    }

    fn xlsx_link(&self) -> String {
        self.link("/can-bo/so-lieu-ho-so/bang.xlsx")
    }

    fn is_chosen(&self, chosen: &Option<String>, id: &str) -> bool {
        is_chosen(chosen, id)
    }

    /// A number as people here write it.
    pub(super) fn n(&self, number: &u64) -> String {
        words::number(*number, self.shell.chrome.locale)
    }

    /// The share of what was on time; how many were late stands beside it.
    pub(super) fn share(&self, counts: &DossierCounts) -> String {
        let resolved = &counts.resolved;
        let timely = resolved.early + resolved.on_time;
        let Some(share) = share::floored_x100(timely, timely + resolved.late) else {
            return self.t().share_none.to_owned();
        };
        // A hundred per cent has no decimals: nothing was cut off.
        let share = match share {
            10_000 => "100".to_owned(),
            share => share::words(share, self.shell.chrome.locale),
        };
        if resolved.late == 0 {
            return format!("{share} %");
        }
        let late = self.n(&resolved.late);
        format!("{share} % ({late} {})", self.t().late_some)
    }

    fn off_by(&self, counts: &DossierCounts) -> String {
        self.n(&counts.balance.difference.unsigned_abs())
    }

    fn remarks(&self, counts: &DossierCounts) -> Vec<String> {
        remarks(counts, self.shell.chrome.locale)
    }

    /// The rows, and the total at their end.
    fn lines<'f>(&self, figures: &'f DossierFigures) -> Vec<&'f DossierFigureRow> {
        figures.rows.iter().chain([&figures.total]).collect()
    }
}
