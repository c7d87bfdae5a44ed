//! Approving: the new date is promised, and goes into the record by the same way as every event.

use mobile_contract::dossier::apology::{Apology, ApologyRevision, ApologyState};
use mobile_contract::dossier::event::{DossierEvent, DossierEventKind};
use mobile_contract::dossier::staff::RepeatKind;
use mobile_contract::limits::REASON_CHARS;
use mobile_contract::{DossierCode, ErrorCode};
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::deeds::Open;
use super::{event_id, store};
use crate::accounts::Staff;
use crate::dossiers::Dossiers;
use crate::dossiers::entity::{apology, dossier};
use crate::dossiers::store::agency_codes;
use crate::dossiers::watch::{hanoi, justify, words};
use crate::error::{Error, Result};
use crate::kernel::wire;

impl Dossiers {
    /// Approves an apology. The new date holds from then on; a second postponement needs a justification.
    ///
    /// The approval is kept first, and the event after it: a server that stops between the two leaves an approved
    /// apology whose date is not recorded, which the watch in the background takes up. The event has the id of the
    /// apology, so that it counts once. Why it is extended again is noted last, when it has counted.
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
        open.row.second = self.is_extended(&open.dossier);
        if open.row.second {
            let why = open.row.justification.as_deref().unwrap_or_default();
            if why.is_empty() {
                return Err(Error::new(ErrorCode::JustificationRequired).detail(
                    "Hồ sơ đã hẹn lại một lần. Lần nữa cần lãnh đạo cơ quan nêu lý do.",
                    "It was extended once already. A leader has to say why it is extended again.",
                ));
            }
            open.row.justification = Some(words(why, "body.justification", REASON_CHARS)?);
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
        row.late = self.is_too_late(row, &open.record);
        row.note = None;
        row.new_due_at = self.promised(row.agency.as_deref(), row.due_at, row.new_due)?;
        let paper = self.paper(&open.row, &open.dossier, (&open.record, &open.codes))?;
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
        self.take_here(event, None).await?;
        let transaction = self.db.begin().await?;
        self.say_why_again(&*transaction, row).await?;
        store::recorded(&*transaction, row.id).await?;
        Ok(transaction.commit().await?)
    }

    /// Notes why it was extended again, for as often as it was: an event that does not count needs no reason.
    async fn say_why_again(&self, db: &impl ConnectionTrait, row: &apology::Model) -> Result<()> {
        let why = row.justification.clone().filter(|_| row.second);
        let (Some(why), Some(by), Some(at)) = (why, row.approved_by, row.approved_at) else {
            return Ok(());
        };
        let dossier = dossier::Entity::find_by_id(&row.code).one(db).await?;
        let count = dossier.map_or(0, |dossier| dossier.extensions);
        let of = (RepeatKind::Extension, count);
        justify(db, &row.code, of, (why, by, at), false).await?;
        Ok(())
    }

    /// The letter of an apology to print; before it is approved, marked as a draft.
    ///
    /// # Errors
    /// 403 for who does not work on the dossier; `not_found` when there is none that is theirs; 422 when it cannot be printed.
    pub async fn apology_pdf(
        &self,
        staff: &Staff,
        (code, id): (&DossierCode, Uuid),
    ) -> Result<Vec<u8>> {
        let transaction = self.db.begin().await?;
        // It names the applicant: for those whose work it is.
        let (dossier, record) = self.find_to_write(&*transaction, staff, code).await?;
        let row = store::lock(&*transaction, code, id).await?;
        let pdf = match &row.paper {
            Some(sealed) => self.unseal::<super::paper::Paper>(sealed)?.pdf(false),
            None => {
                let codes = agency_codes(&*transaction).await?;
                self.paper(&row, &dossier, (&record, &codes))?.pdf(true)
            }
        };
        let pdf = pdf?;
        let done = ("dossier.apology_printed", None);
        self.note(&*transaction, staff, &dossier, done).await?;
        transaction.commit().await?;
        Ok(pdf)
    }
}
