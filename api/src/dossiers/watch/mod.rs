//! The watch list: dossiers that are late or about to be, before anybody has to ask.
//!
//! Groups are ranges of instants, which the calendar gives once for a request: so the database compares and
//! counts, and knows nothing of working days.

mod edges;
mod look;
mod parts;
mod repeats;
pub mod routes;
mod store;
mod supplement;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::chat::ProcedureRef;
use mobile_contract::dossier::watch::{
    ApologyCounts, WatchCounts, WatchFilter, WatchGroup, WatchList, WatchPart, WatchRow,
};
use mobile_contract::limits::{PAGE_DEFAULT, PAGE_LIMIT};
use mobile_contract::qr::NamedRef;
use mobile_contract::{Page, ProcedureCode, Slug};

pub use edges::Edges;
pub(super) use repeats::{justify, note_repeats};
pub(super) use supplement::{HERE, hanoi, in_unicode, words};

use self::parts::{by_agency, sum, worst_first};
use self::store::{After, Counted};
use super::Dossiers;
use super::apologies;
use super::entity::dossier;
use super::row::flags;
use super::sees::Sees;
use crate::accounts::Staff;
use crate::error::{Error, Result};
use crate::kernel::cursor::{List, bounded};
use crate::kernel::wire;

/// Who writes to dossiers: those whose they are.
pub const WRITERS: [Role; 2] = [Role::Officer, Role::Leader];
/// Desks of an answer.
const DESKS: usize = 100;

/// What there is to watch, in numbers.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Of all.
    pub counts: WatchCounts,
    /// By agency and desk.
    pub desks: Vec<WatchPart>,
    /// Dossiers with a repeat that no leader has justified.
    pub to_justify: i64,
    /// What becomes of apologies.
    pub apologies: ApologyCounts,
}

impl Dossiers {
    /// The watch list, as somebody may see it.
    ///
    /// # Errors
    /// `not_found` when the agency is not theirs; when the cursor or the limit is not acceptable, or the
    /// database fails.
    pub async fn watch_list(&self, staff: &Staff, filter: &WatchFilter) -> Result<WatchList> {
        let sees = self.sees_of(staff, filter.agency.as_deref())?;
        let desk = filter.desk.as_deref().filter(|desk| !desk.is_empty());
        let edges = self.watch_edges(filter.agency.as_deref(), staff);
        let figures = self.watch_figures(&sees, desk, &edges).await?;
        let page = self.watch_page(&sees, desk, filter, &edges).await?;
        let agencies = by_agency(&figures.desks);
        let mut desks = figures.desks;
        desks.truncate(DESKS);
        Ok(WatchList {
            as_of: edges.now,
            days: edges.days.to_vec(),
            counts: figures.counts,
            to_justify: figures.to_justify,
            apologies: figures.apologies,
            agencies,
            desks,
            items: page.items,
            next_cursor: page.next_cursor,
        })
    }

    /// What there is to watch, in numbers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn watch_figures(
        &self,
        sees: &Sees,
        desk: Option<&str>,
        edges: &Edges,
    ) -> Result<Figures> {
        let mut counts: BTreeMap<(Option<String>, Option<String>), WatchCounts> = BTreeMap::new();
        let due = store::due(&*self.db, sees, desk, edges).await?;
        let still = store::still(&*self.db, sees, desk, edges).await?;
        for Counted { part, add } in due.into_iter().chain(still) {
            let counts = counts.entry(part).or_default();
            *counts = sum(*counts, add);
        }
        let all = counts
            .values()
            .fold(WatchCounts::default(), |all, some| sum(all, *some));
        let mut desks: Vec<WatchPart> = counts
            .into_iter()
            .map(|((agency, desk), counts)| WatchPart {
                agency: agency.and_then(|id| self.agency_ref(&id)),
                desk,
                counts,
            })
            .collect();
        worst_first(&mut desks);
        Ok(Figures {
            counts: all,
            desks,
            to_justify: repeats::count(&*self.db, (sees, desk)).await?,
            apologies: apologies::counts(&*self.db, (sees, desk), edges.year_began).await?,
        })
    }

    /// A page of the dossiers of a group, or of all that press.
    async fn watch_page(
        &self,
        sees: &Sees,
        desk: Option<&str>,
        filter: &WatchFilter,
        edges: &Edges,
    ) -> Result<Page<WatchRow>> {
        let limit = bounded(filter.limit, PAGE_DEFAULT, PAGE_LIMIT)?;
        let list = List::new(format!(
            "watch {:?} {:?} {:?}",
            filter.agency, filter.desk, filter.group
        ));
        let after = list.after(filter.cursor.as_deref())?;
        let after = after.as_deref().map(read_after).transpose()?;
        let most = limit as u64 + 1;
        let rows = store::rows(&*self.db, sees, (desk, filter.group), edges, (after, most)).await?;
        let keyed = rows.into_iter().map(|row| {
            let at = store::key(&row, filter.group);
            (format!("{} {}", at.to_rfc3339(), row.code), row)
        });
        let Page { items, next_cursor } = list.page(keyed, limit, |(key, _)| key);
        let codes: Vec<&str> = items.iter().map(|(_, row)| row.code.as_str()).collect();
        let apologies = apologies::of_rows(&*self.db, &codes).await?;
        let items = items.iter().map(|(_, row)| {
            let apology = row.due_at.and_then(|due| {
                let of = apologies
                    .iter()
                    .find(|a| a.code == row.code && a.due_at == due);
                wire::value(&of?.state).ok()
            });
            let shown = self.watch_row(row, edges)?;
            Ok(WatchRow { apology, ..shown })
        });
        Ok(Page {
            items: items.collect::<Result<_>>()?,
            next_cursor,
        })
    }

    /// The first codes of a group.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn watch_codes(
        &self,
        sees: &Sees,
        group: WatchGroup,
        edges: &Edges,
        most: u64,
    ) -> Result<Vec<String>> {
        let rows = store::rows(&*self.db, sees, (None, Some(group)), edges, (None, most)).await?;
        Ok(rows.into_iter().map(|row| row.code).collect())
    }

    fn watch_row(&self, row: &dossier::Model, edges: &Edges) -> Result<WatchRow> {
        let state = wire::value(&row.state)?;
        let runs = row.standing_since.is_none() && row.ended_at.is_none();
        let due = row.due_at.filter(|_| runs);
        let agency = row.agency.as_deref().and_then(|id| self.agency_ref(id));
        let office = self
            .calendar
            .office(agency.as_ref().map(|agency| &agency.id));
        Ok(WatchRow {
            code: row.code.parse().map_err(Error::internal)?,
            procedure: row
                .procedure
                .as_deref()
                .and_then(|code| self.procedure_ref(code)),
            desk: row.desk.clone(),
            state,
            group: due.and_then(|due| edges.group(due)),
            received_at: row.received_at,
            due_at: row.due_at,
            missed_at: row.missed_at,
            late_days: due.map_or(0, |due| edges::late_days(office, due, edges.now)),
            return_by: row.return_by,
            standing_since: row.standing_since,
            extensions: u16::try_from(row.extensions).unwrap_or_default(),
            supplements: u16::try_from(row.supplements).unwrap_or_default(),
            flags: flags(&row.flags),
            apology: None,
            agency,
        })
    }

    /// The instants between groups, in the hours of the agency that is looked at.
    fn watch_edges(&self, agency: Option<&str>, staff: &Staff) -> Edges {
        let named: Option<Slug> = agency.and_then(|id| id.parse().ok());
        let agency = named.or_else(|| staff.agency.clone());
        Edges::of(self.calendar.office(agency.as_ref()), self.clock.now())
    }

    pub(super) fn agency_ref(&self, id: &str) -> Option<NamedRef> {
        let id: Slug = id.parse().ok()?;
        let name = self
            .agencies
            .get()
            .find(&id)
            .map(|agency| agency.name.clone());
        Some(NamedRef {
            name: name.unwrap_or_else(|| id.to_string()),
            id,
        })
    }

    pub(super) fn place_ref(&self, id: &str) -> Option<NamedRef> {
        let id: Slug = id.parse().ok()?;
        let name = self.places.get().find(&id)?.name.clone();
        Some(NamedRef { id, name })
    }

    pub(super) fn procedure_ref(&self, code: &str) -> Option<ProcedureRef> {
        let code: ProcedureCode = code.parse().ok()?;
        let procedures = self.procedures.get();
        let title = procedures.find(&code)?.summary.title.clone();
        Some(ProcedureRef { code, title })
    }
}

fn read_after(key: &str) -> Result<After> {
    let refused = || Error::new(ErrorCode::BadCursor);
    let (at, code) = key.split_once(' ').ok_or_else(refused)?;
    let at = DateTime::parse_from_rfc3339(at).map_err(|_| refused())?;
    Ok(After {
        at: at.to_utc(),
        code: code.to_owned(),
    })
}

/// The group by which rows are put in order: those that press have one order together.
pub(super) const fn order_of(group: Option<WatchGroup>) -> WatchGroup {
    match group {
        Some(WatchGroup::ToReturn) => WatchGroup::ToReturn,
        Some(WatchGroup::Standing) => WatchGroup::Standing,
        Some(WatchGroup::ToJustify) => WatchGroup::ToJustify,
        _ => WatchGroup::Overdue,
    }
}

/// What stands in place of a time that is not known: before everything.
pub(super) const fn never() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}
