//! Asking for missing papers, and justifying what is done again.

use chrono::{DateTime, FixedOffset, Utc};
use mobile_contract::accounts::Role;
use mobile_contract::api_keys::OWN_SOURCE;
use mobile_contract::dossier::event::{DossierEvent, DossierEventKind, DossierState};
use mobile_contract::dossier::staff::{
    NewJustification, NewSupplementRequest, RepeatKind, StaffDossier, SupplementReason,
};
use mobile_contract::limits::{EVENT_REASON_CHARS, REASON_CHARS, REASON_LEAST_CHARS};
use mobile_contract::{DossierCode, ErrorCode, Locale};
use uuid::Uuid;

use super::repeats;
use crate::accounts::Staff;
use crate::dossiers::entity::dossier;
use crate::dossiers::fold::fold;
use crate::dossiers::take::Meant;
use crate::dossiers::{Change, Dossiers, sees};
use crate::error::{Error, Result};
use crate::kernel::legacy::is_old_font;

/// By this name the record knows what was done here, and not in the one-stop system.
pub(in crate::dossiers) const HERE: &str = OWN_SOURCE;

impl Dossiers {
    /// Asks for missing papers: the clock stands still until they are there. The second time, and once it is late for
    /// it, it needs a leader, and the reason.
    ///
    /// # Errors
    /// `not_found` when the dossier is not theirs; 403 for who only looks on; `dossier_state` when it is not in
    /// progress; `justification_required` where a leader must say why; 422 when the words do not fit.
    pub async fn request_supplement(
        &self,
        staff: &Staff,
        code: &DossierCode,
        new: &NewSupplementRequest,
        locale: Locale,
    ) -> Result<StaffDossier> {
        staff.require(&super::WRITERS)?;
        let reason = words(&new.reason, "body.reason", EVENT_REASON_CHARS)?;
        let (row, record) = self.find_to_write(&*self.db, staff, code).await?;
        let facts = fold(&record);
        if facts.state != DossierState::InProgress || facts.received_at.is_none() {
            return Err(Error::new(ErrorCode::DossierState));
        }
        let why = new.justification.as_deref().unwrap_or_default().trim();
        let why = match self.needs_reason(&row, facts.supplements) {
            None => None,
            Some(needed) if why.is_empty() || !self.leads(staff, row.agency.as_deref()) => {
                return Err(unjustified(needed));
            }
            Some(_) => Some(words(why, "body.justification", REASON_CHARS)?),
        };
        let id = format!("supplement-{}", Uuid::now_v7());
        let event = DossierEvent {
            reason: Some(reason),
            ..self.own_event(code, id, DossierEventKind::SupplementRequested)
        };
        // The event first: what is justified and noted has happened. Pressed twice, or told of an end meanwhile, it
        // would count for nothing.
        let (before, after) = (row.supplements, row.supplements.saturating_add(1));
        let once = |change: &Change| {
            let was = change.before.as_ref().map(|row| row.supplements);
            match was == Some(before) && change.after.dossier.supplements == after {
                true => Ok(()),
                false => Err(Error::new(ErrorCode::DossierState)),
            }
        };
        self.take_here(event, Some(&once)).await?;
        let transaction = self.db.begin().await?;
        if let Some(why) = why {
            let of = (RepeatKind::Supplement, after);
            let said = (why, staff.user_id, self.clock.now());
            repeats::justify(&*transaction, &row.code, of, said, true).await?;
        }
        let done = ("dossier.supplement_requested", None);
        self.note(&*transaction, staff, &row, done).await?;
        transaction.commit().await?;
        self.look_at(staff, code, locale).await
    }

    /// Why a leader must say why papers are asked for: it was done before, or the days to do it in are over. A
    /// dossier that is late is not made punctual by asking for papers.
    pub(super) fn needs_reason(
        &self,
        row: &dossier::Model,
        supplements: u16,
    ) -> Option<SupplementReason> {
        let now = self.clock.now();
        let often = row
            .received_at
            .map_or(1, |at| self.reckoner.rule(at).supplement_requests);
        let over = |by: Option<DateTime<Utc>>| by.is_some_and(|by| now > by);
        if supplements >= often {
            Some(SupplementReason::Again)
        } else {
            (over(row.due_at) || over(row.return_by)).then_some(SupplementReason::TooLate)
        }
    }

    /// Says why something was done again that another system told of.
    ///
    /// # Errors
    /// `not_found` when the dossier is not theirs; 403 for who does not lead its agency; `dossier_state` when
    /// there is nothing to justify; 422 when the words do not fit.
    pub async fn justify(
        &self,
        staff: &Staff,
        code: &DossierCode,
        new: &NewJustification,
        locale: Locale,
    ) -> Result<StaffDossier> {
        staff.require(&[Role::Leader])?;
        let text = words(&new.text, "body.text", REASON_CHARS)?;
        let transaction = self.db.begin().await?;
        let (row, record) = sees::find(&*transaction, code, &self.sees(staff)?).await?;
        if !self.leads(staff, row.agency.as_deref()) {
            return Err(Error::new(ErrorCode::Forbidden));
        }
        let count = match new.kind {
            RepeatKind::Extension => row.extensions,
            RepeatKind::Supplement => row.supplements,
        };
        if count < 2 {
            return Err(Error::new(ErrorCode::DossierState).detail(
                "Hồ sơ chưa có lần thứ hai nào cần nêu lý do.",
                "Nothing was done to the dossier a second time.",
            ));
        }
        let said = (text, staff.user_id, self.clock.now());
        let of = (new.kind, count);
        if !repeats::justify(&*transaction, &row.code, of, said, false).await? {
            return Err(Error::new(ErrorCode::DossierState).detail(
                "Lý do đã được ghi, và được giữ nguyên.",
                "The reason was said already, and is kept as it is.",
            ));
        }
        let shown = self
            .for_staff(&*transaction, (&row, &record), locale)
            .await?;
        self.note(&*transaction, staff, &row, ("dossier.justified", None))
            .await?;
        transaction.commit().await?;
        Ok(shown)
    }

    /// An event of ours that happens now, without further words.
    pub(in crate::dossiers) fn own_event(
        &self,
        code: &DossierCode,
        id: String,
        kind: DossierEventKind,
    ) -> DossierEvent {
        DossierEvent {
            id,
            dossier: code.clone(),
            at: hanoi(self.clock.now()),
            kind,
            corrects: None,
            agency: None,
            desk: None,
            procedure: None,
            place: None,
            channel: None,
            term: None,
            due_at: None,
            applicant: None,
            reason: None,
            signer: None,
            returnable: None,
        }
    }

    /// Takes an event of ours into the record, by the same way as all others.
    ///
    /// # Errors
    /// What `meant` says, and nothing is kept then; when the database fails.
    pub(in crate::dossiers) async fn take_here(
        &self,
        event: DossierEvent,
        meant: Option<Meant<'_>>,
    ) -> Result<()> {
        let taken = self.take_meant(HERE, vec![(1, event)], meant).await?;
        match taken.refused.first() {
            None => Ok(()),
            Some(refusal) => Err(Error::internal(format!(
                "an event of ours was refused: {}",
                refusal.reason.as_str()
            ))),
        }
    }
}

fn unjustified(needed: SupplementReason) -> Error {
    let (vi, en) = match needed {
        SupplementReason::Again => (
            "Hồ sơ đã được yêu cầu bổ sung. Lần nữa cần lãnh đạo cơ quan nêu lý do.",
            "Papers were asked for already. A leader of the agency has to say why they are asked for again.",
        ),
        SupplementReason::TooLate => (
            "Đã hết hạn trả lại vì thiếu giấy tờ, hoặc hồ sơ đã quá hạn. Lúc này cần lãnh đạo cơ quan nêu lý do.",
            "The days to ask in are over, or the dossier is late. A leader of the agency has to say why papers are asked for now.",
        ),
    };
    Error::new(ErrorCode::JustificationRequired).detail(vi, en)
}

/// An instant as Vietnam's clocks show it.
pub(in crate::dossiers) fn hanoi(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    const SECONDS: i32 = 7 * 3600;
    match FixedOffset::east_opt(SECONDS) {
        Some(hanoi) => at.with_timezone(&hanoi),
        None => at.fixed_offset(),
    }
}

/// Words of somebody, trimmed: long enough to say something, and no longer than fits.
pub(in crate::dossiers) fn words(given: &str, loc: &str, most: usize) -> Result<String> {
    let text = given.trim().replace("\r\n", "\n");
    let fits = (REASON_LEAST_CHARS..=most).contains(&text.chars().count());
    let clean = !text.chars().any(|c| c.is_control() && c != '\n');
    in_unicode(&text, loc)?;
    if fits && clean {
        return Ok(text);
    }
    Err(Error::field(
        loc,
        format!("cần từ {REASON_LEAST_CHARS} đến {most} ký tự"),
        format!("must have {REASON_LEAST_CHARS} to {most} characters"),
    ))
}

/// Text that is written for an old font is taken into no record.
pub(in crate::dossiers) fn in_unicode(text: &str, loc: &str) -> Result<()> {
    if !is_old_font(text) {
        return Ok(());
    }
    Err(Error::field(
        loc,
        "viết bằng phông TCVN3 hoặc VNI, xin gõ lại bằng Unicode",
        "is written for a TCVN3 or VNI font; type Unicode",
    ))
}
