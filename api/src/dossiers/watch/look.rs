//! A dossier as staff see it. Who looked is recorded.

use mobile_contract::dossier::event::{DossierState, DossierTiming};
use mobile_contract::dossier::staff::{StaffDossier, StaffDossierEvent};
use mobile_contract::{DossierCode, Locale};
use sea_orm::ConnectionTrait;

use super::{edges, repeats};
use crate::accounts::Staff;
use crate::audit::{self, Entry};
use crate::dossiers::entity::dossier;
use crate::dossiers::fold::{fold, standing};
use crate::dossiers::record::{Record, Told};
use crate::dossiers::row::flags;
use crate::dossiers::{Dossiers, apologies, sees};
use crate::error::{Error, Result};
use crate::kernel::wire;

impl Dossiers {
    /// A dossier, for whoever may meet it. Who looked is recorded.
    ///
    /// # Errors
    /// `not_found` when there is none, or it is another agency's; when the database fails.
    pub async fn look_at(
        &self,
        staff: &Staff,
        code: &DossierCode,
        locale: Locale,
    ) -> Result<StaffDossier> {
        let transaction = self.db.begin().await?;
        let (row, record) = sees::find(&*transaction, code, &self.sees(staff)?).await?;
        let shown = self
            .for_staff(&*transaction, (&row, &record), locale)
            .await?;
        self.note(&*transaction, staff, &row, ("dossier.viewed", None))
            .await?;
        transaction.commit().await?;
        Ok(shown)
    }

    /// What somebody of the staff did to a dossier goes into the audit record: the last thing before the commit.
    pub(in crate::dossiers) async fn note(
        &self,
        db: &impl ConnectionTrait,
        staff: &Staff,
        row: &dossier::Model,
        (action, detail): (&'static str, Option<String>),
    ) -> Result<()> {
        let entry = Entry {
            actor: Some(staff.user_id),
            action,
            subject: ("dossier", row.code.clone()),
            agency: row.agency.as_deref().and_then(|id| id.parse().ok()),
            detail,
            at: self.clock.now(),
        };
        audit::record(db, entry).await
    }

    /// How a dossier stands, and all that was told of it but personal data.
    pub(in crate::dossiers) async fn for_staff(
        &self,
        db: &impl ConnectionTrait,
        (row, record): (&dossier::Model, &Record),
        locale: Locale,
    ) -> Result<StaffDossier> {
        let facts = fold(record);
        let state: DossierState = wire::value(&row.state)?;
        let agency = row.agency.as_deref().and_then(|id| self.agency_ref(id));
        let office = self
            .calendar
            .office(agency.as_ref().map(|agency| &agency.id));
        let until = row.ended_at.or(row.standing_since);
        let late_days = row.due_at.map_or(0, |due| {
            edges::late_days(office, due, until.unwrap_or_else(|| self.clock.now()))
        });
        Ok(StaffDossier {
            code: row.code.parse().map_err(Error::internal)?,
            procedure: row
                .procedure
                .as_deref()
                .and_then(|code| self.procedure_ref(code)),
            desk: row.desk.clone(),
            place: row.place.as_deref().and_then(|id| self.place_ref(id)),
            channel: facts.channel,
            initials: facts.applicant.and_then(|a| a.initials.clone()),
            state,
            timing: row.timing.as_deref().map(wire::value).transpose()?,
            received_at: row.received_at,
            first_due_at: row.first_due_at,
            due_at: row.due_at,
            missed_at: row.missed_at,
            overdue: match state {
                DossierState::InProgress => row.due_at.is_some_and(|due| due < self.clock.now()),
                _ => row.timing.as_deref() == Some(&*wire::name(DossierTiming::Late)),
            },
            late_days,
            return_by: row.return_by,
            standing_since: row.standing_since.filter(|_| !state.is_ended()),
            ended_at: row.ended_at,
            returned_at: row.returned_at,
            returnable: row.returnable,
            extensions: facts.extensions,
            supplements: facts.supplements,
            supplement_needs_reason: match state {
                DossierState::InProgress => self.needs_reason(row, facts.supplements),
                _ => None,
            },
            flags: flags(&row.flags),
            clock: self.explained(record, agency.as_ref().map(|agency| &agency.id), locale),
            events: events(record),
            repeats: repeats::of(db, row).await?,
            apologies: apologies::of_dossier(self, db, (row, record)).await?,
            agency,
        })
    }
}

/// Events in the order in which they happened; those that no longer count stand where they stood.
fn events(record: &Record) -> Vec<StaffDossierEvent> {
    let counting = standing(record);
    let mut all: Vec<&Told> = record.events.iter().collect();
    all.sort_by(|a, b| (a.at, a.arrived, &a.id).cmp(&(b.at, b.arrived, &b.id)));
    let shown = all.into_iter().map(|told| StaffDossierEvent {
        id: told.id.clone(),
        source: told.source.clone(),
        at: told.at,
        arrived: told.arrived,
        kind: told.kind,
        agency: told.agency.clone(),
        desk: told.desk.clone(),
        due_at: told.due_at,
        reason: told.reason.clone(),
        signer: told.signer.clone(),
        corrects: told.corrects.clone(),
        counts: counting.iter().any(|one| std::ptr::eq(*one, told)),
    });
    shown.collect()
}
