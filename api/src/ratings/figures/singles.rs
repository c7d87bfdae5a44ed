//! Single ratings for staff, once they are in the figures, those of the last day first. Nothing of who gave them, nor
//! when: within a day their order is that of random ids (ratings of before them keep theirs). See [`RatingRow`].

use std::collections::HashMap;

use chrono::{NaiveDate, Weekday};
use mobile_contract::limits::{PAGE_DEFAULT, PAGE_LIMIT};
use mobile_contract::qr::NamedRef;
use mobile_contract::rating_figures::{RatedAnswer, RatingListFilter, RatingRow};
use mobile_contract::{ErrorCode, Page, Slug};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::reach::Reach;
use crate::accounts::Staff;
use crate::error::{Error, Result};
use crate::kernel::cursor::{List, bounded};
use crate::kernel::wire;
use crate::ratings::Ratings;
use crate::ratings::entity::{answer, flag, rating};

/// What the key is for that hides in cursors which rating they name.
const CURSOR: &str = "ratings.cursor";

impl Ratings {
    /// A page of the ratings of someone's own agency, those that entered the figures last first; the province's desk
    /// reads all. Agencies above read figures only: single ratings are for those who answer them.
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
        let after = after.map(|key| self.opened(&key)).transpose()?;
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
        let mut rows = rating::Entity::find().filter(listed);
        if let Some((day, id)) = after {
            rows = rows.filter(after_one(day, id));
        }
        let rows = rows
            .order_by_desc(rating::Column::ToldOn)
            .order_by_asc(rating::Column::Id)
            .limit(limit as u64 + 1)
            .all(&*self.db)
            .await?;
        let shown = self.shown(rows).await?;
        let Page { items, next_cursor } = list.page(shown.into_iter(), limit, |(id, _)| id);
        Ok(Page {
            items: items.into_iter().map(|(_, row)| row).collect(),
            next_cursor,
        })
    }

    async fn shown(&self, rows: Vec<rating::Model>) -> Result<Vec<(String, RatingRow)>> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut answers = self.answers_of(&ids).await?;
        let mut flags = self.flags_of(&ids).await?;
        let cases: Vec<Uuid> = rows.iter().filter_map(|row| row.ticket_id).collect();
        let codes = self.tickets.codes_of(&cases).await?;
        let shown = rows.into_iter().map(|row| {
            // What entered with other agencies is told of none, here as in the figures.
            let agency = row.agency.as_deref().filter(|_| row.pooled < 3);
            let agency = agency.and_then(|id| id.parse::<Slug>().ok());
            let cursor = self.sealed(row.told_on, row.id)?;
            let shown = RatingRow {
                week: week(row.day),
                basis: wire::value(&row.basis)?,
                agency: agency.map(|id| NamedRef {
                    name: self.agency_name(&id).unwrap_or_else(|| id.to_string()),
                    id,
                }),
                form: row.form,
                form_version: u32::try_from(row.form_version).unwrap_or_default(),
                answers: answers.remove(&row.id).unwrap_or_default(),
                // A burst that was found too late has flags, and changes no figure.
                flags: flags
                    .remove(&row.id)
                    .filter(|_| row.excluded)
                    .unwrap_or_default(),
                case: row.ticket_id.and_then(|id| codes.get(&id).cloned()),
            };
            Ok((cursor, shown))
        });
        shown.collect()
    }

    /// A rating as cursors name it: ids of before tell the second in which it was given.
    fn sealed(&self, day: Option<NaiveDate>, id: Uuid) -> Result<String> {
        let key = serde_json::to_vec(&(day.unwrap_or_default(), id))?;
        let sealed = self.vault.seal(CURSOR, &key);
        sealed.map_err(Error::internal)
    }

    fn opened(&self, sealed: &str) -> Result<(NaiveDate, Uuid)> {
        let key = self.vault.open(CURSOR, sealed).ok();
        let key = key.and_then(|key| serde_json::from_slice(&key).ok());
        key.ok_or_else(|| Error::new(ErrorCode::BadCursor))
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
}

/// What is listed after a rating that entered the figures on a day.
fn after_one(day: NaiveDate, id: Uuid) -> Condition {
    let same_day = rating::Column::ToldOn.eq(day);
    Condition::any()
        .add(rating::Column::ToldOn.lt(day))
        .add(same_day.and(rating::Column::Id.gt(id)))
}

/// The Monday of the week that a day lies in.
fn week(day: NaiveDate) -> NaiveDate {
    day.week(Weekday::Mon).first_day()
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
