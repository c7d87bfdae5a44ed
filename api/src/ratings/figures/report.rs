//! The report: who may read which ratings, over which days, put together by what.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};
use mobile_contract::limits::{RATING_FIGURE_DAYS, RATING_FIGURE_ROWS, RATING_LEAST};
use mobile_contract::rating_figures::{FigureRow, FiguresBy, RatingFigures, RatingFilter};
use mobile_contract::{Locale, Slug};
use sea_orm::ConnectionTrait;

use super::period::{Span, lately};
use super::query::{self, Wanted};
use super::reach::{self, Reach, missing};
use super::told::Told;
use crate::accounts::Staff;
use crate::error::{Error, Result};
use crate::kernel::clock::to_hanoi;
use crate::kernel::order;
use crate::ratings::{DEFAULT_FORM, Ratings};

/// Years of which somebody may ask.
const YEARS: RangeInclusive<i32> = 2000..=2100;

impl Ratings {
    /// What the ratings within someone's reach add up to, in as many rows as one reads.
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
        let mut figures = self.all_figures(staff, filter, locale).await?;
        let left_off = figures.rows.len().saturating_sub(RATING_FIGURE_ROWS);
        figures.rows.truncate(RATING_FIGURE_ROWS);
        figures.left_off = u64::try_from(left_off).unwrap_or(u64::MAX);
        Ok(figures)
    }

    /// The same with every row, for a file.
    ///
    /// # Errors
    /// As [`figures`](Self::figures).
    pub async fn all_figures(
        &self,
        staff: &Staff,
        filter: &RatingFilter,
        locale: Locale,
    ) -> Result<RatingFigures> {
        let span = self.span(filter.from, filter.to)?;
        let by = filter.by.unwrap_or_default();
        let wanted = self.wanted(staff, filter, by, span)?;
        // Of all that they may read, whatever is asked for.
        let reach = Reach::of(staff, &self.tickets.names.agencies.get())?.wanted();
        let today = to_hanoi(self.clock.now()).date();
        // Counts, answers and cases of one moment: a lot that is closed meanwhile is in all of them or in none.
        let db = self.db.snapshot().await?;
        let told = self.told(&db, &wanted, by, span).await?;
        let waiting = query::waiting_counters(&db, &reach, today).await?;
        db.commit().await?;
        let report = self.report(told, (by, span), filter, locale);
        Ok(RatingFigures {
            waiting_counters: waiting,
            ..report
        })
    }

    /// The days that are meant.
    pub(super) fn span(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Span> {
        let to = to.unwrap_or_else(|| to_hanoi(self.clock.now()).date());
        // Before anything is reckoned with them: the calendar has ends.
        if YEARS.contains(&to.year()) && from.is_none_or(|from| YEARS.contains(&from.year())) {
            let from = from.unwrap_or_else(|| lately(to).from);
            let span = Span { from, to };
            if (1..=RATING_FIGURE_DAYS).contains(&span.days()) {
                return Ok(span);
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
    fn wanted(
        &self,
        staff: &Staff,
        filter: &RatingFilter,
        by: FiguresBy,
        span: Span,
    ) -> Result<Wanted> {
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
        Ok(Wanted {
            counter: filter.counter.clone(),
            places: places.transpose()?,
            form: filter.form.clone().or(of_questions),
            ..narrowed.wanted()
        })
    }

    async fn told(
        &self,
        db: &impl ConnectionTrait,
        wanted: &Wanted,
        by: FiguresBy,
        span: Span,
    ) -> Result<Told> {
        let steps = span.steps();
        let mut counted = query::count(db, wanted, by, &steps, span).await?;
        let ids = query::case_ids(wanted, span);
        let timely = self.tickets.timeliness(db, ids).await?;
        for (key, step, ticket) in query::cases(db, wanted, by, &steps, span).await? {
            if let Some(in_time) = timely.get(&ticket) {
                counted.add_case(&key, step, *in_time);
            }
        }
        Ok(match by {
            FiguresBy::Period => counted.by_step(&steps, RATING_LEAST),
            FiguresBy::Question => counted.by_question(&steps, RATING_LEAST),
            _ => counted.told(&steps, RATING_LEAST),
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
        for row in &mut rows {
            row.name = self.name((by, span), row, filter, locale);
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
            // Those of nobody in particular at the end.
            _ => {
                let place = |row: &FigureRow| (row.id.is_none(), !row.pooled, order::of(&row.name));
                rows.sort_by_cached_key(place);
            }
        }
        let name = locale.pick("Tất cả", "All").to_owned();
        RatingFigures {
            by,
            from: span.from,
            to: span.to,
            step: span.step(),
            least: RATING_LEAST,
            total: FigureRow { name, ..total },
            rows,
            left_off: 0,
            waiting_counters: 0,
        }
    }

    /// The name of what a row is about.
    fn name(
        &self,
        (by, span): (FiguresBy, Span),
        row: &FigureRow,
        filter: &RatingFilter,
        locale: Locale,
    ) -> String {
        let Some(id) = &row.id else {
            return nameless(by, row.pooled, locale).to_owned();
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
            FiguresBy::Period => {
                let day = id.parse::<NaiveDate>().ok();
                let step = day.and_then(|day| span.step_from(day));
                step.map(|step| step.name(span.step(), locale))
            }
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

/// What a row is called that is about nothing with an id.
fn nameless(by: FiguresBy, pooled: bool, locale: Locale) -> &'static str {
    match by {
        FiguresBy::Counter if pooled => {
            locale.pick("Các quầy ít lượt", "Counters with few ratings")
        }
        // A dossier's rating has an agency, but no counter.
        FiguresBy::Counter => locale.pick(
            "Hồ sơ, hoặc không rõ quầy",
            "A dossier, or counter not known",
        ),
        FiguresBy::Place => locale.pick(
            "Nhiều địa bàn, hoặc không rõ",
            "Several places, or not known",
        ),
        FiguresBy::Agency if pooled => {
            locale.pick("Các cơ quan ít lượt", "Agencies with few ratings")
        }
        _ => locale.pick("Không rõ", "Not known"),
    }
}
