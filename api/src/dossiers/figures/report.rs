//! The report: the books of a period, put together by something.

use std::collections::BTreeMap;

use mobile_contract::dossier::figures::{
    DossierFigureFilter, DossierFigureRow, DossierFigures, DossierFiguresBy as By,
};
use mobile_contract::{Locale, ProcedureCode, Slug};

use super::count::Tally;
use super::query::{self, Counted, Wanted};
use super::span::Span;
use super::wording;
use crate::accounts::Staff;
use crate::dossiers::Dossiers;
use crate::dossiers::entity::dossier::Column;
use crate::error::Result;
use crate::kernel::{order, wire};

/// The column that rows are put together by; months are counted one by one.
const fn column(by: By) -> Column {
    match by {
        By::Agency => Column::Agency,
        By::Place => Column::Place,
        By::Field => Column::Field,
        By::Procedure => Column::Procedure,
        By::Channel | By::Month => Column::Channel,
    }
}

impl Tally {
    /// Adds rows that the database counted.
    pub fn add_counted(&mut self, counted: &Counted) {
        let channel = counted.channel.as_deref();
        self.add(counted.mark, channel, &counted.flags, counted.dossiers);
    }
}

/// Counts of all, and of each row.
#[derive(Debug, Default)]
struct Books {
    total: Tally,
    rows: BTreeMap<Option<String>, Tally>,
}

impl Dossiers {
    /// What the dossiers within someone's reach add up to; as many rows as asked for.
    ///
    /// # Errors
    /// 403 for those who may not see any, 404 when what is named is not there or out of reach, 422 when the
    /// period is none; when the database fails.
    pub async fn figures(
        &self,
        staff: &Staff,
        filter: &DossierFigureFilter,
        locale: Locale,
        most: usize,
    ) -> Result<DossierFigures> {
        let days = (filter.from, filter.to);
        let span = Span::asked(filter.period.as_deref(), days, self.clock.today())?;
        let by = filter.by.unwrap_or_default();
        let wanted = self.wanted(staff, filter)?;
        let books = self.books(&wanted, span, by).await?;
        let never_received = query::never_received(&*self.db, &wanted).await?;
        let mut rows = self.named(books.rows, by, locale);
        let left_off = rows.len().saturating_sub(most);
        rows.truncate(most);
        Ok(DossierFigures {
            by,
            from: span.from,
            to: span.to,
            as_of: span.as_of(self.clock.now()),
            total: DossierFigureRow {
                id: None,
                name: locale.pick("Tất cả", "All").to_owned(),
                counts: books.total.counts(),
            },
            rows,
            left_off: u64::try_from(left_off).unwrap_or(u64::MAX),
            never_received,
            notes: wording::notes(locale),
        })
    }

    async fn books(&self, wanted: &Wanted, span: Span, by: By) -> Result<Books> {
        let mut books = Books::default();
        let (now, columns) = (self.clock.now(), [column(by); 2]);
        let all = (span, span.as_of(now));
        for counted in query::count(&*self.db, wanted, all, columns).await? {
            books.total.add_counted(&counted);
            if by != By::Month {
                let [key, _] = counted.keys.clone();
                books.rows.entry(key).or_default().add_counted(&counted);
            }
        }
        let months = if by == By::Month {
            span.months_until(self.clock.today())
        } else {
            Vec::new()
        };
        for month in months {
            let tally = books.rows.entry(Some(month.month_id())).or_default();
            let within = (month, month.as_of(now));
            for counted in query::count(&*self.db, wanted, within, columns).await? {
                tally.add_counted(&counted);
            }
        }
        Ok(books)
    }

    /// Rows with their names, in order: by name, and what is unknown last.
    fn named(
        &self,
        tallies: BTreeMap<Option<String>, Tally>,
        by: By,
        locale: Locale,
    ) -> Vec<DossierFigureRow> {
        let rows = tallies.into_iter().map(|(id, tally)| DossierFigureRow {
            name: match &id {
                Some(id) => self.name_of(by, id, locale),
                None => locale.pick("Không rõ", "Not known").to_owned(),
            },
            id,
            counts: tally.counts(),
        });
        let mut rows: Vec<_> = rows.collect();
        if by != By::Month {
            rows.sort_by_cached_key(|row| (row.id.is_none(), order::of(&row.name), row.id.clone()));
        }
        rows
    }

    fn name_of(&self, by: By, id: &str, locale: Locale) -> String {
        let slug = || id.parse::<Slug>().ok();
        let named = match by {
            By::Agency => slug().and_then(|id| self.agency_name(&id)),
            By::Place => slug().and_then(|id| {
                let places = self.places.get();
                places.find(&id).map(|place| place.name.clone())
            }),
            By::Field => self.field_name(id),
            By::Procedure => id.parse::<ProcedureCode>().ok().and_then(|code| {
                let procedures = self.procedures.get();
                procedures
                    .find(&code)
                    .map(|entry| entry.summary.title.clone())
            }),
            By::Channel => {
                let channel = wire::value(id).ok();
                channel.map(|channel| wording::channel(channel, locale).to_owned())
            }
            By::Month => Span::named(id).map(|month| month.month_name(locale)),
        };
        named.unwrap_or_else(|| id.to_owned())
    }

    pub(super) fn agency_name(&self, id: &Slug) -> Option<String> {
        let agencies = self.agencies.get();
        agencies.find(id).map(|agency| agency.name.clone())
    }

    pub(super) fn field_name(&self, id: &str) -> Option<String> {
        let procedures = self.procedures.get();
        let field = procedures
            .fields()
            .iter()
            .find(|field| field.id.as_str() == id);
        field.map(|field| field.name.clone())
    }
}
