//! The report: who may read which ratings, over which days, put together by what.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};
use mobile_contract::limits::{RATING_FIGURE_DAYS, RATING_FIGURE_ROWS, RATING_LEAST};
use mobile_contract::rating_figures::{FigureRow, FiguresBy, RatingFigures, RatingFilter};
use mobile_contract::text::fold;
use mobile_contract::{Locale, Slug};

use super::beside::Asked;
use super::period::{Span, lately};
use super::query::{self, Wanted};
use super::reach::{self, Reach, missing};
use super::told::Told;
use crate::accounts::Staff;
use crate::error::{Error, Result};
use crate::kernel::clock::to_hanoi;
use crate::ratings::{DEFAULT_FORM, Ratings};

/// Years of which somebody may ask.
const YEARS: RangeInclusive<i32> = 2000..=2100;

impl Ratings {
    /// What the ratings within someone's reach add up to.
    ///
    /// # Errors
    /// 403 for those who may not read any, 404 when what is named is not there or out of reach, 422 when the
    /// days are none or too many; when the database fails.
    pub async fn figures(
        &self,
        staff: &Staff,
        filter: &RatingFilter,
        locale: Locale,
    ) -> Result<RatingFigures> {
        let span = self.span(filter.from, filter.to)?;
        let by = filter.by.unwrap_or_default();
        let asked = self.asked(staff, filter, by, span)?;
        let steps = span.steps();
        let mut told = self.told(&asked.wanted, by, span, &steps).await?;
        self.beside(&mut told, &asked, by, &steps).await?;
        Ok(self.report(told, (by, span), filter, locale))
    }

    /// The days that are meant, as whole weeks or months.
    pub(super) fn span(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Span> {
        let today = to_hanoi(self.clock.now()).date();
        let to = to.unwrap_or(today);
        // Before anything is reckoned with them: the calendar has ends.
        if YEARS.contains(&to.year()) && from.is_none_or(|from| YEARS.contains(&from.year())) {
            let from = from.unwrap_or_else(|| lately(to).from);
            let span = Span { from, to };
            if (1..=RATING_FIGURE_DAYS).contains(&span.days()) {
                return Ok(span.whole(today));
            }
        }
        Err(Error::field(
            "query.from",
            format!(
                "cần 1 đến {RATING_FIGURE_DAYS} ngày trong các năm 2000–2100, ngày đầu không sau ngày cuối"
            ),
            format!(
                "1 to {RATING_FIGURE_DAYS} days within 2000–2100, the first no later than the last"
            ),
        ))
    }

    /// Which ratings a filter means, as far as they are within reach.
    fn asked(
        &self,
        staff: &Staff,
        filter: &RatingFilter,
        by: FiguresBy,
        span: Span,
    ) -> Result<Asked> {
        let agencies = self.tickets.names.agencies.get();
        let reach = Reach::of(staff, &agencies)?;
        let narrowed = reach.narrowed(filter.agency.as_deref(), &agencies)?;
        if let Some(counter) = &filter.counter {
            let id: Slug = counter.parse().map_err(|_| missing())?;
            let standing = agencies.counter(&id, span.to).ok_or_else(missing)?;
            let ours = [&standing.agency.id, &standing.opened_by.id];
            if !ours.iter().any(|agency| reach.holds(agency)) {
                return Err(missing());
            }
        }
        let places = filter.place.as_deref();
        let places = places.map(|place| reach::within(&self.tickets.names.places.get(), place));
        if let Some(form) = &filter.form
            && !self.has_form(form)
        {
            return Err(missing());
        }
        let of_questions = (by == FiguresBy::Question).then(|| DEFAULT_FORM.to_owned());
        let form = filter.form.clone().or(of_questions);
        let wanted = Wanted {
            counter: filter.counter.clone(),
            places: places.transpose()?,
            form: form.clone(),
            ..narrowed.wanted()
        };
        let widest = Wanted {
            form,
            ..reach.wanted()
        };
        Ok(Asked { wanted, widest })
    }

    async fn told(
        &self,
        wanted: &Wanted,
        by: FiguresBy,
        span: Span,
        steps: &[Span],
    ) -> Result<Told> {
        let mut counted = query::count(&*self.db, wanted, by, steps).await?;
        let timely = self
            .tickets
            .timeliness(query::case_ids(wanted, span))
            .await?;
        let mut in_steps = vec![(0, 0); steps.len()];
        for (key, day, ticket) in query::cases(&*self.db, wanted, by, span).await? {
            let Some(in_time) = timely.get(&ticket) else {
                continue;
            };
            counted.add_case(&key, *in_time);
            let step = steps.iter().position(|step| day <= step.to);
            if let Some((timely, of)) = step.and_then(|step| in_steps.get_mut(step)) {
                *timely += u64::from(*in_time);
                *of += 1;
            }
        }
        Ok(match by {
            FiguresBy::Period => counted.by_step(&in_steps, RATING_LEAST),
            _ => counted.told(steps, RATING_LEAST),
        })
    }

    fn report(
        &self,
        told: Told,
        (by, span): (FiguresBy, Span),
        filter: &RatingFilter,
        locale: Locale,
    ) -> RatingFigures {
        let Told { mut rows, total } = told;
        let steps = span.steps();
        for row in &mut rows {
            row.name = self.name(by, row, (&steps, span), filter, locale);
            if by == FiguresBy::Question {
                row.answered_in_time = None;
            }
        }
        match by {
            FiguresBy::Question => {
                let form = filter.form.as_deref().unwrap_or(DEFAULT_FORM);
                let order = self.questions(form);
                let place =
                    |row: &FigureRow| order.iter().position(|id| row.id.as_ref() == Some(id));
                rows.sort_by_key(|row| place(row).unwrap_or(usize::MAX));
            }
            FiguresBy::Period => {}
            _ => rows.sort_by_cached_key(|row| (row.id.is_none(), fold(&row.name))),
        }
        let left_off = rows.len().saturating_sub(RATING_FIGURE_ROWS);
        rows.truncate(RATING_FIGURE_ROWS);
        let name = locale.pick("Tất cả", "All").to_owned();
        RatingFigures {
            by,
            from: span.from,
            to: span.to,
            step: span.step(),
            least: RATING_LEAST,
            total: FigureRow { name, ..total },
            rows,
            left_off: u64::try_from(left_off).unwrap_or(u64::MAX),
        }
    }

    /// The name of what a row is about.
    fn name(
        &self,
        by: FiguresBy,
        row: &FigureRow,
        (steps, span): (&[Span], Span),
        filter: &RatingFilter,
        locale: Locale,
    ) -> String {
        let Some(id) = &row.id else {
            if by == FiguresBy::Counter {
                // A dossier's rating has an agency, but no counter.
                return locale
                    .pick(
                        "Hồ sơ, hoặc không rõ quầy",
                        "A dossier, or counter not known",
                    )
                    .to_owned();
            }
            return locale.pick("Không rõ", "Not known").to_owned();
        };
        let slug = id.parse::<Slug>();
        let named = match by {
            FiguresBy::Counter => slug.ok().and_then(|id| self.counter_name(&id, span.to)),
            FiguresBy::Agency => slug.ok().and_then(|id| self.agency_name(&id)),
            FiguresBy::Place => slug.ok().and_then(|id| {
                let places = self.tickets.names.places.get();
                places.find(&id).map(|place| place.name.clone())
            }),
            FiguresBy::Question => {
                let form = filter.form.as_deref().unwrap_or(DEFAULT_FORM);
                self.question_name(form, id, locale)
            }
            FiguresBy::Period => id
                .parse::<usize>()
                .ok()
                .and_then(|step| steps.get(step))
                .map(|step| step.name(span.step(), locale)),
        };
        named.unwrap_or_else(|| id.clone())
    }

    pub(super) fn counter_name(&self, id: &Slug, day: NaiveDate) -> Option<String> {
        let agencies = self.tickets.names.agencies.get();
        let standing = agencies.counter(id, day)?;
        Some(standing.counter.name.clone())
    }

    pub(super) fn agency_name(&self, id: &Slug) -> Option<String> {
        let agencies = self.tickets.names.agencies.get();
        agencies.find(id).map(|agency| agency.name.clone())
    }
}
