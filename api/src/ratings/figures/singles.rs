//! Single ratings for staff, newest first. Nothing of who gave them: see [`RatingRow`].

use std::collections::{HashMap, HashSet};

use mobile_contract::limits::{PAGE_DEFAULT, PAGE_LIMIT, RATING_LEAST};
use mobile_contract::qr::NamedRef;
use mobile_contract::rating_figures::{RatedAnswer, RatingListFilter, RatingRow};
use mobile_contract::{ErrorCode, Page, Slug};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::protect;
use super::reach::Reach;
use crate::accounts::Staff;
use crate::error::{Error, Result};
use crate::kernel::cursor::{List, bounded};
use crate::kernel::wire;
use crate::ratings::Ratings;
use crate::ratings::entity::{answer, flag, rating};

impl Ratings {
    /// A page of the ratings of someone's own agency, newest first; the province's desk reads all. Agencies above
    /// read figures only: single ratings are for those who answer them.
    ///
    /// # Errors
    /// 403 for those who may not read any, 404 when the agency is not there or out of reach, 422 when the days,
    /// the cursor or the limit are not acceptable; when the database fails.
    pub async fn singles(
        &self,
        staff: &Staff,
        filter: &RatingListFilter,
    ) -> Result<Page<RatingRow>> {
        let limit = bounded(filter.limit, PAGE_DEFAULT, PAGE_LIMIT)?;
        let list = List::new(name_of(filter)?);
        let after = list.after(filter.cursor.as_deref())?;
        let after = after.map(|key| key.parse::<Uuid>());
        let after = after
            .transpose()
            .map_err(|_| Error::new(ErrorCode::BadCursor))?;
        let span = self.span(filter.from, filter.to)?;
        let wanted = {
            let agencies = self.tickets.names.agencies.get();
            let reach = Reach::own(staff, &agencies)?;
            reach
                .narrowed(filter.agency.as_deref(), &agencies)?
                .wanted()
        };
        let flagged = filter
            .flagged
            .map(|flagged| rating::Column::Excluded.eq(flagged));
        let low = filter.low.map(|low| rating::Column::Low.eq(low));
        let listed = [flagged, low].into_iter().flatten();
        let listed = listed.fold(wanted.condition(span), Condition::add);
        let mut rows = rating::Entity::find().filter(listed.clone());
        if let Some(id) = after {
            rows = rows.filter(rating::Column::Id.lt(id));
        }
        // Ids are of their time.
        let rows = rows
            .order_by_desc(rating::Column::Id)
            .limit(limit as u64 + 1)
            .all(&*self.db)
            .await?;
        let shown = self.shown(listed, rows).await?;
        let Page { items, next_cursor } = list.page(shown.into_iter(), limit, |(id, _)| id);
        Ok(Page {
            items: items.into_iter().map(|(_, row)| row).collect(),
            next_cursor,
        })
    }

    async fn shown(
        &self,
        listed: Condition,
        rows: Vec<rating::Model>,
    ) -> Result<Vec<(String, RatingRow)>> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut answers = self.answers_of(&ids).await?;
        let mut flags = self.flags_of(&ids).await?;
        let cases: Vec<Uuid> = rows.iter().filter_map(|row| row.ticket_id).collect();
        let codes = self.tickets.codes_of(&cases).await?;
        let large = self.large_counters(listed).await?;
        let shown = rows.into_iter().map(|row| {
            let counter = row.counter.as_deref().filter(|id| large.contains(*id));
            let counter = counter.and_then(|id| id.parse::<Slug>().ok());
            let agency = row.agency.as_deref().and_then(|id| id.parse::<Slug>().ok());
            let shown = RatingRow {
                day: row.day,
                basis: wire::value(&row.basis)?,
                agency: agency.map(|id| NamedRef {
                    name: self.agency_name(&id).unwrap_or_else(|| id.to_string()),
                    id,
                }),
                counter: counter.map(|id| NamedRef {
                    name: self
                        .counter_name(&id, row.day)
                        .unwrap_or_else(|| id.to_string()),
                    id,
                }),
                form: row.form,
                form_version: u32::try_from(row.form_version).unwrap_or_default(),
                answers: answers.remove(&row.id).unwrap_or_default(),
                flags: flags.remove(&row.id).unwrap_or_default(),
                case: row.ticket_id.and_then(|id| codes.get(&id).cloned()),
            };
            Ok((row.id.to_string(), shown))
        });
        shown.collect()
    }

    async fn answers_of(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<RatedAnswer>>> {
        let rows = answer::Entity::find()
            .filter(answer::Column::RatingId.is_in(ids.iter().copied()))
            .order_by_asc(answer::Column::Question)
            .all(&*self.db)
            .await?;
        let mut of = HashMap::<Uuid, Vec<RatedAnswer>>::new();
        for row in rows {
            of.entry(row.rating_id).or_default().push(RatedAnswer {
                question: row.question,
                score: u8::try_from(row.score).unwrap_or_default(),
            });
        }
        Ok(of)
    }

    async fn flags_of<F: serde::de::DeserializeOwned>(
        &self,
        ids: &[Uuid],
    ) -> Result<HashMap<Uuid, Vec<F>>> {
        let rows = flag::Entity::find()
            .filter(flag::Column::RatingId.is_in(ids.iter().copied()))
            .order_by_asc(flag::Column::Flag)
            .all(&*self.db)
            .await?;
        let mut of = HashMap::<Uuid, Vec<F>>::new();
        for row in rows {
            of.entry(row.rating_id)
                .or_default()
                .push(wire::value(&row.flag)?);
        }
        Ok(of)
    }

    /// Counters that have enough of the listed ratings, over all pages, to be named. Where a smaller one would
    /// be the only one without a name, the next smallest has none, too.
    async fn large_counters(&self, listed: Condition) -> Result<HashSet<String>> {
        let counts: Vec<(String, i64)> = rating::Entity::find()
            .select_only()
            .column(rating::Column::Counter)
            .column_as(rating::Column::Id.count(), "ratings")
            .filter(listed)
            .filter(rating::Column::Counter.is_not_null())
            .group_by(rating::Column::Counter)
            .order_by_asc(rating::Column::Counter)
            .into_tuple()
            .all(&*self.db)
            .await?;
        let numbers = counts.iter().map(|(_, n)| u64::try_from(*n).unwrap_or(0));
        let withheld = protect::list(&numbers.collect::<Vec<_>>(), RATING_LEAST);
        let named = counts.into_iter().zip(withheld);
        let named = named.filter(|(_, withheld)| withheld.is_none());
        Ok(named.map(|((counter, _), _)| counter).collect())
    }
}

/// A list with its filters: a cursor of another one is refused.
fn name_of(filter: &RatingListFilter) -> Result<String> {
    let filters = RatingListFilter {
        cursor: None,
        limit: None,
        ..filter.clone()
    };
    Ok(format!("ratings {}", serde_json::to_string(&filters)?))
}
