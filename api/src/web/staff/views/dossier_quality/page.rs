use askama::Template;
use mobile_contract::dossier::quality::{
    DossierQuality, QualityExclusion, QualityGroup, QualityIndex, QualityPart,
};

use super::text::{self, Text};
use crate::dossiers::quality::sheet;
use crate::kernel::words;
use crate::web::staff::views::asked::{day, is_chosen, linked};
use crate::web::staff::views::{DossierFiguresForm, Shell, Wrong, moment};

/// `/can-bo/so-lieu-ho-so/chat-luong`: how well dossiers were resolved.
#[derive(Debug, Template)]
#[template(path = "staff/dossier_quality.html")]
pub struct DossierQualityPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What was asked for.
    pub form: &'a DossierFiguresForm,
    /// The indices; `None`: what was asked for does not fit.
    pub quality: Option<&'a DossierQuality>,
    /// What does not fit.
    pub wrong: Option<Wrong>,
    /// Names of periods to choose from, and their words.
    pub periods: &'a [(String, String)],
    /// Ids and names of agencies to choose from.
    pub agencies: &'a [(String, String)],
}

/// A line of a table: captions and what stands below them.
struct Line {
    name: String,
    how: String,
    cells: Vec<(&'static str, String)>,
    left_out: Vec<String>,
}

/// What stands where nothing is told.
const NOTHING: &str = "–";

impl DossierQualityPage<'_> {
    fn t(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    fn trouble(&self) -> Option<&'static str> {
        Some(match self.wrong? {
            Wrong::Days => self.t().wrong_days,
            Wrong::Missing => self.t().not_there,
        })
    }

    fn first(&self) -> String {
        day(self.quality.map(|quality| quality.from), &self.form.from)
    }

    fn last(&self) -> String {
        day(self.quality.map(|quality| quality.to), &self.form.to)
    }

    fn is_chosen(&self, chosen: &Option<String>, id: &str) -> bool {
        is_chosen(chosen, id)
    }

    fn link(&self, path: &str) -> String {
        linked(&self.shell, path, self.form.said())
    }

    fn days(&self, quality: &DossierQuality) -> String {
        format!("{}–{}", words::date(quality.from), words::date(quality.to))
    }

    fn as_of(&self, quality: &DossierQuality) -> String {
        moment(quality.as_of, self.shell.chrome.locale)
    }

    fn n(&self, number: &u64) -> String {
        words::number(*number, self.shell.chrome.locale)
    }

    /// A number with two decimals, as people here write it.
    fn decimal(&self, number: &f64) -> String {
        words::decimal(*number, self.shell.chrome.locale)
    }

    fn left_out(&self, exclusions: &[QualityExclusion]) -> Vec<String> {
        let all = exclusions.iter();
        all.map(|e| format!("{}: {}", e.text, self.n(&e.dossiers)))
            .collect()
    }

    /// The class, or which indices it still needs.
    fn class(&self, quality: &DossierQuality) -> String {
        let class = &quality.class;
        class.class.clone().unwrap_or_else(|| {
            let missing: Vec<String> = class.missing.iter().map(ToString::to_string).collect();
            format!("{} {}", self.t().no_class, missing.join(", "))
        })
    }

    fn indices(&self, quality: &DossierQuality) -> Vec<Line> {
        quality
            .indices
            .iter()
            .map(|index| self.index(index))
            .collect()
    }

    fn index(&self, index: &QualityIndex) -> Line {
        let t = self.t();
        let [zero, one, two] = match index.dossiers {
            Some(dossiers) => dossiers.map(|n| self.n(&n)),
            None => std::array::from_fn(|_| NOTHING.to_owned()),
        };
        let mean = index.mean.map(|mean| self.decimal(&mean));
        Line {
            name: format!("{}. {}", index.number, index.name),
            how: index.how.clone(),
            cells: vec![
                (t.two, two),
                (t.one, one),
                (t.zero, zero),
                (t.mean, mean.unwrap_or_else(|| NOTHING.to_owned())),
            ],
            left_out: self.left_out(&index.exclusions),
        }
    }

    fn parts(&self, group: &QualityGroup) -> Vec<Line> {
        group.parts.iter().map(|part| self.part(part)).collect()
    }

    fn part(&self, part: &QualityPart) -> Line {
        let (t, nothing) = (self.t(), || NOTHING.to_owned());
        let counted = part
            .share
            .map(|share| format!("{} {} {}", self.n(&share.part), t.of, self.n(&share.of)));
        let percent = part.share.and_then(|share| share.percent);
        let points = part.points.map(|points| self.decimal(&points));
        let points = match (points, part.most) {
            (Some(points), Some(most)) => format!("{points} {} {most}", t.of),
            (None, Some(most)) => format!("{NOTHING} {} {most}", t.of),
            _ => nothing(),
        };
        Line {
            name: part.name.clone(),
            how: part.how.clone(),
            cells: vec![
                (t.counts, counted.unwrap_or_else(nothing)),
                (
                    t.share,
                    percent.map_or_else(nothing, |n| format!("{} %", self.decimal(&n))),
                ),
                (t.points, points),
            ],
            left_out: Vec::new(),
        }
    }

    fn rules(&self, quality: &DossierQuality) -> Vec<String> {
        sheet::notes(quality)
    }
}
