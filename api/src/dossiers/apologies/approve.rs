//! Approving: the new date is promised, and goes into the record by the same way as every event.

use mobile_contract::dossier::apology::{Apology, ApologyRevision, ApologyState};
use mobile_contract::dossier::event::{DossierEvent, DossierEventKind};
use mobile_contract::dossier::staff::RepeatKind;
use mobile_contract::limits::REASON_CHARS;
use mobile_contract::{DossierCode, ErrorCode};
use uuid::Uuid;

use super::deeds::Open;
use super::{event_id, store};
use crate::accounts::Staff;
use crate::dossiers::entity::apology;
use crate::dossiers::watch::{WRITERS, hanoi, justify, words};
use crate::dossiers::{Dossiers, sees};
use crate::error::{Error, Result};
use crate::kernel::wire;

impl Dossiers {
    /// Approves an apology. The new date holds from then on; a second postponement needs a justification.
    ///
    /// The approval is kept first, and the event after it: a server that stops between the two leaves an approved
    /// apology whose date is not recorded, which the watch in the background takes up. The event has the id of the
    /// apology, so that it counts once.
    ///
    /// # Errors
    /// As all steps; 403 for who does not lead the agency; `justification_required` for a second postponement;
    /// 422 when something that a letter needs is missing.
    pub async fn approve_apology(
        &self,
        staff: &Staff,
        (code, id): (&DossierCode, Uuid),
        seen: ApologyRevision,
    ) -> Result<Apology> {
        let transaction = self.db.begin().await?;
        let mut open = self
            .open_apology(&transaction, staff, (code, id), seen.revision)
            .await?;
        if !self.leads(staff, open.dossier.agency.as_deref()) {
            return Err(Error::new(ErrorCode::Forbidden));
        }
        self.whole(&open)?;
        let now = self.clock.now();
        open.row.second = self.is_extended(&open.dossier);
        if open.row.second {
            let why = open.row.justification.as_deref().unwrap_or_default();
            if why.is_empty() {
                return Err(Error::new(ErrorCode::JustificationRequired));
            }
            let why = words(why, "body.justification", REASON_CHARS)?;
            let count = open.dossier.extensions.saturating_add(1);
            let of = (RepeatKind::Extension, count);
            let said = (why, staff.user_id, now);
            justify(&*transaction, &open.dossier.code, of, said, true).await?;
        }
        self.freeze(&mut open, staff)?;
        let action = match open.row.late {
            true => "dossier.apology_approved_late",
            false => "dossier.apology_approved",
        };
        let (row, approved) = {
            let row = open.row.clone();
            (row, self.kept(transaction, staff, open, action).await?)
        };
        self.record(&row).await?;
        Ok(approved)
    }

    /// From here on it stays as it is: date, words, and the letter on paper.
    fn freeze(&self, open: &mut Open, staff: &Staff) -> Result<()> {
        let now = self.clock.now();
        let row = &mut open.row;
        row.state = wire::name(ApologyState::Approved);
        row.approved_at = Some(now);
        row.approved_by = Some(staff.user_id);
        row.submitted_at = row.submitted_at.or(Some(now));
        row.late = self.is_too_late(row, &open.dossier);
        row.note = None;
        row.new_due_at = self.promised(row.agency.as_deref(), row.due_at, row.new_due)?;
        let contact = self.contact(&open.record)?;
        let paper = self.paper(&open.row, &open.dossier, &contact)?;
        open.row.paper = Some(self.seal(&paper)?);
        Ok(())
    }

    /// Brings the new date into the record of the dossier. Done again, it changes nothing.
    pub(super) async fn record(&self, row: &apology::Model) -> Result<()> {
        let code: DossierCode = row.code.parse().map_err(Error::internal)?;
        let approved = row.approved_at.unwrap_or(row.drafted_at);
        let event = DossierEvent {
            at: hanoi(approved),
            due_at: Some(hanoi(row.new_due_at)),
            reason: Some(row.reason.clone()),
            signer: Some(row.signer.clone()),
            ..self.own_event(&code, event_id(row), DossierEventKind::Extended)
        };
        self.take_here(event).await?;
        let transaction = self.db.begin().await?;
        store::recorded(&*transaction, row.id).await?;
        Ok(transaction.commit().await?)
    }

    /// The letter of an apology to print; before it is approved, marked as a draft.
    ///
    /// # Errors
    /// 403 for who does not handle dossiers; `not_found` when there is none that is theirs; 422 when it cannot be printed.
    pub async fn apology_pdf(
        &self,
        staff: &Staff,
        (code, id): (&DossierCode, Uuid),
    ) -> Result<Vec<u8>> {
        // It names the applicant: for those whose work it is.
        staff.require(&WRITERS)?;
        let transaction = self.db.begin().await?;
        let (dossier, record) = sees::find(&*transaction, code, &self.sees(staff)?).await?;
        let row = store::lock(&*transaction, code, id).await?;
        let pdf = match &row.paper {
            Some(sealed) => self.unseal::<super::paper::Paper>(sealed)?.pdf(false),
            None => {
                let contact = self.contact(&record)?;
                self.paper(&row, &dossier, &contact)?.pdf(true)
            }
        };
        let pdf = pdf?;
        let done = ("dossier.apology_printed", None);
        self.note(&*transaction, staff, &dossier, done).await?;
        transaction.commit().await?;
        Ok(pdf)
    }
}
