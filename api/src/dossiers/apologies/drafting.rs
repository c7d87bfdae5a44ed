//! Drafting, by itself, on the working day before a dossier is due.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::accounts::Role;
use mobile_contract::dossier::apology::ApologyState;
use mobile_contract::{DossierCode, Slug};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::paper::usual_signer;
use super::store::{self, Whose};
use super::turning;
use crate::accounts::colleagues;
use crate::dossiers::Dossiers;
use crate::dossiers::entity::{apology, dossier};
use crate::dossiers::watch::Edges;
use crate::error::Result;
use crate::kernel::wire;

/// How long a draft that nobody needed is kept past its end.
const KEPT: TimeDelta = TimeDelta::days(7);
/// Drafts of one transaction.
const AT_ONCE: u64 = 200;

/// Whose name stands below a letter.
#[derive(Clone, Debug, Default)]
pub(super) struct Signer {
    office: &'static str,
    name: String,
}

impl Dossiers {
    /// Drafts an apology for each dossier that is due by the end of the next working day, drops what is not needed
    /// any more, and brings approved dates into the record where that failed. Tells how many were drafted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_apologies(&self) -> Result<u64> {
        let everyones = Edges::of(self.calendar.office(None), self.clock.now());
        self.turn_apologies(everyones.today_began).await?;
        self.record_approved().await?;
        let own: Vec<&Slug> = self.calendar.with_own_hours().collect();
        let mut drafted = self.draft_due(&everyones, Whose::NotOf(&own)).await?;
        for agency in &own {
            let edges = Edges::of(self.calendar.office(Some(agency)), self.clock.now());
            drafted += self.draft_due(&edges, Whose::Of(agency)).await?;
        }
        Ok(drafted)
    }

    /// Drafts for what is due by the end of the next working day, in the hours of those whose it is.
    async fn draft_due(&self, edges: &Edges, whose: Whose<'_>) -> Result<u64> {
        let [next, ..] = edges.next;
        let mut drafted = 0;
        loop {
            let span = (edges.today_began, next);
            let rows = store::without(&*self.db, span, whose, AT_ONCE).await?;
            let found = rows.len() as u64;
            let added = self.draft(rows).await?;
            drafted += added;
            // None was added: another server is at it, and it goes on.
            if found < AT_ONCE || added == 0 {
                return Ok(drafted);
            }
        }
    }

    async fn draft(&self, rows: Vec<dossier::Model>) -> Result<u64> {
        let mut signers: HashMap<String, Signer> = HashMap::new();
        let mut drafts = Vec::with_capacity(rows.len());
        for row in rows {
            let (Some(agency), Some(due)) = (row.agency.clone(), row.due_at) else {
                continue;
            };
            let signer = match signers.get(&agency) {
                Some(signer) => signer.clone(),
                None => {
                    let signer = self.signer(&*self.db, &agency).await?;
                    signers.insert(agency, signer.clone());
                    signer
                }
            };
            drafts.push(self.drafted(&row, due, signer));
        }
        if drafts.is_empty() {
            return Ok(0);
        }
        // One statement: who adds the same at the same time adds the rest.
        let transaction = self.db.begin().await?;
        let added = store::add(&*transaction, drafts).await?;
        transaction.commit().await?;
        Ok(added)
    }

    /// Drops what nobody needs any more, takes up what is needed after all, and gives what was forwarded to who has it.
    /// Mostly there is nothing to write.
    async fn turn_apologies(&self, today: DateTime<Utc>) -> Result<()> {
        let turned = turning::to_turn(&*self.db, today, AT_ONCE).await?;
        let moved = turning::to_readdress(&*self.db, AT_ONCE).await?;
        if turned.is_empty() && moved.is_empty() {
            return Ok(());
        }
        let transaction = self.db.begin().await?;
        for (id, into) in turned {
            turning::turn(&*transaction, id, into, today).await?;
        }
        for (id, agency) in moved {
            let Signer { office, name } = self.signer(&*transaction, &agency).await?;
            turning::readdress(&*transaction, id, agency, (office.to_owned(), name)).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Throws away drafts of long ago that nobody needed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_drafts(&self) -> Result<()> {
        let before = self.clock.now() - KEPT;
        let transaction = self.db.begin().await?;
        turning::forget_dropped(&*transaction, before).await?;
        Ok(transaction.commit().await?)
    }

    /// Who signs for an agency: the leader of who answers for it today, when there is one only.
    pub(super) async fn signer(&self, db: &impl ConnectionTrait, agency: &str) -> Result<Signer> {
        let Ok(id) = agency.parse::<Slug>() else {
            return Ok(Signer::default());
        };
        let id = self.holder(&id);
        let mut leaders = colleagues(db, Some(&id), &[Role::Leader]).await?;
        let name = match leaders.len() {
            1 => leaders.pop().map(|leader| leader.name),
            _ => None,
        };
        let kind = self.agencies.get().find(&id).map(|agency| agency.kind);
        Ok(Signer {
            office: kind.map_or("Giám đốc", usual_signer),
            name: name.unwrap_or_default(),
        })
    }

    /// A draft without a reason, which nobody can approve yet.
    pub(super) fn drafted(
        &self,
        row: &dossier::Model,
        due: DateTime<Utc>,
        signer: Signer,
    ) -> apology::Model {
        let agency: Option<Slug> = row.agency.as_deref().and_then(|id| id.parse().ok());
        let (new_due, new_due_at) = self.proposed(agency.as_ref(), due);
        apology::Model {
            id: Uuid::now_v7(),
            code: row.code.clone(),
            agency: row.agency.clone(),
            state: wire::name(ApologyState::Draft),
            due_at: due,
            new_due,
            new_due_at,
            reason: String::new(),
            signer: signer.office.to_owned(),
            signer_name: signer.name,
            number: None,
            justification: None,
            note: None,
            second: self.is_extended(row),
            late: false,
            recorded: false,
            paper: None,
            letter: None,
            drafted_at: self.clock.now(),
            written_by: None,
            submitted_at: None,
            approved_at: None,
            approved_by: None,
            sent_at: None,
            revision: 1,
        }
    }

    /// Brings approved dates into the record where a server stopped between the two.
    async fn record_approved(&self) -> Result<()> {
        for row in store::unrecorded(&*self.db, AT_ONCE).await? {
            // One that cannot be recorded must not keep the others from it.
            if let Err(error) = self.record(&row).await {
                tracing::warn!(%error, id = %row.id, "cannot record the new date of an apology");
            }
        }
        Ok(())
    }
}

/// Takes a dropped draft up again. Tells how it stands now, and whether that was done here.
///
/// # Errors
/// When the database fails.
pub(super) async fn taken_up(
    db: &impl ConnectionTrait,
    code: &DossierCode,
    (found, draft): (apology::Model, apology::Model),
) -> Result<(apology::Model, bool)> {
    if !is_dropped_draft(&found) {
        return Ok((found, false));
    }
    let old = store::lock(db, code, found.id).await?;
    // Of two presses at once, the later one finds it taken up.
    if !is_dropped_draft(&old) {
        return Ok((old, false));
    }
    let row = as_draft(old, draft);
    store::write(db, row.clone()).await?;
    Ok((row, true))
}

/// One that nobody needed, and that promised nothing.
fn is_dropped_draft(row: &apology::Model) -> bool {
    row.state == wire::name(ApologyState::Dropped) && row.approved_at.is_none()
}

/// A dropped one, as a draft again: its words stay; who signs and the new day are those of today where nobody wrote
/// them, or they hold no longer.
fn as_draft(old: apology::Model, draft: apology::Model) -> apology::Model {
    let written = old.written_by.is_some() && old.agency == draft.agency;
    let (signer, signer_name) = match written {
        true => (old.signer, old.signer_name),
        false => (draft.signer, draft.signer_name),
    };
    let (new_due, new_due_at) = match old.new_due_at > draft.drafted_at {
        true => (old.new_due, old.new_due_at),
        false => (draft.new_due, draft.new_due_at),
    };
    apology::Model {
        state: draft.state,
        agency: draft.agency,
        signer,
        signer_name,
        new_due,
        new_due_at,
        note: None,
        submitted_at: None,
        revision: old.revision.saturating_add(1),
        ..old
    }
}
