//! Writing apologies: begun by hand, worded, handed in, sent back.

use std::collections::HashMap;

use mobile_contract::dossier::apology::{
    Apologies, Apology, ApologyRevision, ApologyState, EditApology, RejectApology,
};
use mobile_contract::dossier::event::DossierState;
use mobile_contract::limits::{
    EVENT_REASON_CHARS, LETTER_NUMBER_CHARS, PERSON_NAME_CHARS, REASON_CHARS, SIGNER_CHARS,
};
use mobile_contract::{DossierCode, ErrorCode, Slug};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::drafting::taken_up;
use super::store;
use crate::accounts::Staff;
use crate::dossiers::entity::{apology, dossier};
use crate::dossiers::record::Record;
use crate::dossiers::store::agency_codes;
use crate::dossiers::watch::{in_unicode, words};
use crate::dossiers::{Dossiers, sees};
use crate::error::{Error, Result};
use crate::kernel::wire;

/// An apology that is changed, with the dossier that it is about.
pub(super) struct Open {
    pub(super) dossier: dossier::Model,
    pub(super) record: Record,
    pub(super) row: apology::Model,
    /// What one-stop systems call agencies.
    pub(super) codes: HashMap<String, Slug>,
}

impl Dossiers {
    /// The apologies of a dossier, the newest first.
    ///
    /// # Errors
    /// `not_found` when the dossier is not theirs; when the database fails.
    pub async fn apologies(&self, staff: &Staff, code: &DossierCode) -> Result<Apologies> {
        let (row, record) = sees::find(&*self.db, code, &self.sees(staff)?).await?;
        let items = super::of_dossier(self, &*self.db, (&row, &record)).await?;
        Ok(Apologies { items })
    }

    /// Drafts an apology by hand; the one that is there already, when there is one for this end. One that nobody
    /// needed meanwhile is a draft again.
    ///
    /// # Errors
    /// `not_found` when the dossier is not theirs; 403 for who only looks on; `dossier_state` when it is not in
    /// progress or has no end.
    pub async fn begin_apology(&self, staff: &Staff, code: &DossierCode) -> Result<Apology> {
        let transaction = self.db.begin().await?;
        let (row, record) = self.find_to_write(&*transaction, staff, code).await?;
        let due = row.due_at.filter(|_| in_progress(&row));
        let due = due.ok_or_else(|| Error::new(ErrorCode::DossierState))?;
        let agency = row.agency.as_deref().unwrap_or_default();
        let signer = self.signer(&*transaction, agency).await?;
        let draft = self.drafted(&row, due, signer);
        let added = store::add(&*transaction, vec![draft.clone()]).await? > 0;
        let found = store::for_end(&*transaction, &row.code, due).await?;
        let found = found.ok_or_else(|| Error::internal("a draft was not kept"))?;
        let (found, again) = taken_up(&*transaction, code, (found, draft)).await?;
        if added || again {
            let done = ("dossier.apology_drafted", None);
            self.note(&*transaction, staff, &row, done).await?;
        }
        transaction.commit().await?;
        self.apology(&found, &row, self.reachable(&record)?)
    }

    /// Changes the words of an apology. What was handed in is a draft again.
    ///
    /// # Errors
    /// As all steps: `not_found`, `record_changed`, `dossier_state`; 422 when words or day do not fit.
    pub async fn edit_apology(
        &self,
        staff: &Staff,
        (code, id): (&DossierCode, Uuid),
        edit: &EditApology,
    ) -> Result<Apology> {
        let transaction = self.db.begin().await?;
        let mut open = self
            .open_apology(&transaction, staff, (code, id), edit.revision)
            .await?;
        self.put(&mut open, edit, staff)?;
        open.row.state = wire::name(ApologyState::Draft);
        open.row.written_by = Some(staff.user_id);
        self.kept(transaction, staff, open, "dossier.apology_written")
            .await
    }

    fn put(&self, open: &mut Open, edit: &EditApology, staff: &Staff) -> Result<()> {
        let row = &mut open.row;
        row.reason = bounded(&edit.reason, "body.reason", EVENT_REASON_CHARS)?;
        row.signer = line(&edit.signer, "body.signer", SIGNER_CHARS)?;
        row.signer_name = line(&edit.signer_name, "body.signer_name", PERSON_NAME_CHARS)?;
        let number = edit.number.as_deref().unwrap_or_default();
        let number = line(number, "body.number", LETTER_NUMBER_CHARS)?;
        row.number = Some(number).filter(|number| !number.is_empty());
        row.new_due_at = self.promised(row.agency.as_deref(), row.due_at, edit.new_due)?;
        row.new_due = edit.new_due;
        let why = edit.justification.as_deref().unwrap_or_default();
        let why = Some(bounded(why, "body.justification", REASON_CHARS)?);
        let why = why.filter(|why| !why.is_empty());
        if why != row.justification {
            if !self.leads(staff, open.dossier.agency.as_deref()) {
                return Err(Error::new(ErrorCode::Forbidden).detail(
                    "Lý do hẹn lại lần nữa do lãnh đạo cơ quan ghi.",
                    "Why it is extended again is for a leader of the agency to say.",
                ));
            }
            row.justification = why;
        }
        Ok(())
    }

    /// Hands an apology in.
    ///
    /// # Errors
    /// As all steps; 422 when something that a letter needs is missing.
    pub async fn submit_apology(
        &self,
        staff: &Staff,
        (code, id): (&DossierCode, Uuid),
        seen: ApologyRevision,
    ) -> Result<Apology> {
        let transaction = self.db.begin().await?;
        let mut open = self
            .open_apology(&transaction, staff, (code, id), seen.revision)
            .await?;
        self.whole(&open)?;
        open.row.state = wire::name(ApologyState::Submitted);
        open.row.submitted_at = Some(self.clock.now());
        open.row.note = None;
        self.kept(transaction, staff, open, "dossier.apology_submitted")
            .await
    }

    /// Sends an apology back to be written anew.
    ///
    /// # Errors
    /// As all steps; 403 for who does not lead the agency.
    pub async fn reject_apology(
        &self,
        staff: &Staff,
        (code, id): (&DossierCode, Uuid),
        why: RejectApology,
    ) -> Result<Apology> {
        let note = words(&why.note, "body.note", REASON_CHARS)?;
        let transaction = self.db.begin().await?;
        let mut open = self
            .open_apology(&transaction, staff, (code, id), why.revision)
            .await?;
        if !self.leads(staff, open.dossier.agency.as_deref()) {
            return Err(Error::new(ErrorCode::Forbidden));
        }
        open.row.state = wire::name(ApologyState::Rejected);
        open.row.note = Some(note);
        self.kept(transaction, staff, open, "dossier.apology_rejected")
            .await
    }

    /// An apology of theirs that can still be written, and is needed, in the revision that was seen.
    pub(super) async fn open_apology(
        &self,
        db: &DatabaseTransaction,
        staff: &Staff,
        (code, id): (&DossierCode, Uuid),
        revision: i32,
    ) -> Result<Open> {
        let (dossier, record) = self.find_to_write(db, staff, code).await?;
        let mut row = store::lock(db, code, id).await?;
        // Whoever has the dossier now apologises.
        row.agency.clone_from(&dossier.agency);
        if row.revision != revision {
            return Err(Error::new(ErrorCode::RecordChanged));
        }
        let state: ApologyState = wire::value(&row.state)?;
        if !state.is_open() || !in_progress(&dossier) || dossier.due_at != Some(row.due_at) {
            return Err(Error::new(ErrorCode::DossierState).detail(
                "Phiếu xin lỗi này đã duyệt, hoặc hồ sơ đã có kết quả hay có ngày hẹn khác.",
                "The apology was approved already, or the dossier ended or is due on another day.",
            ));
        }
        Ok(Open {
            dossier,
            record,
            row,
            codes: agency_codes(db).await?,
        })
    }

    /// Whether everything is there that a letter needs, and fits on its page.
    pub(super) fn whole(&self, open: &Open) -> Result<()> {
        let row = &open.row;
        words(&row.reason, "body.reason", EVENT_REASON_CHARS)?;
        for (text, loc) in [
            (&row.signer, "body.signer"),
            (&row.signer_name, "body.signer_name"),
        ] {
            if text.is_empty() {
                return Err(Error::field(loc, "còn thiếu", "is missing"));
            }
        }
        self.promised(row.agency.as_deref(), row.due_at, row.new_due)?;
        self.paper(row, &open.dossier, (&open.record, &open.codes))?
            .pdf(true)?;
        Ok(())
    }

    /// Keeps what was changed.
    pub(super) async fn kept(
        &self,
        transaction: crate::storage::WriteTransaction,
        staff: &Staff,
        open: Open,
        action: &'static str,
    ) -> Result<Apology> {
        let Open {
            dossier,
            record,
            mut row,
            ..
        } = open;
        row.revision = row.revision.saturating_add(1);
        store::write(&*transaction, row.clone()).await?;
        self.note(&*transaction, staff, &dossier, (action, None))
            .await?;
        transaction.commit().await?;
        self.apology(&row, &dossier, self.reachable(&record)?)
    }
}

fn in_progress(row: &dossier::Model) -> bool {
    row.state == wire::name(DossierState::InProgress)
}

/// Words that may still be missing.
fn bounded(given: &str, loc: &str, most: usize) -> Result<String> {
    let text = given.trim().replace("\r\n", "\n");
    in_unicode(&text, loc)?;
    let clean = !text.chars().any(|c| c.is_control() && c != '\n');
    if clean && text.chars().count() <= most {
        return Ok(text);
    }
    Err(Error::field(
        loc,
        format!("tối đa {most} ký tự"),
        format!("must have at most {most} characters"),
    ))
}

/// Words on one line.
fn line(given: &str, loc: &str, most: usize) -> Result<String> {
    let text = bounded(given, loc, most)?;
    if text.contains('\n') {
        return Err(Error::field(loc, "chỉ một dòng", "must be one line"));
    }
    Ok(text)
}
