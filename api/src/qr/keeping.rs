//! What staff do to codes: make one, put a new version in its place, withdraw it.

use mobile_contract::limits::{REASON_CHARS, REASON_LEAST_CHARS};
use mobile_contract::qr::{NewQrCode, QrPurpose, QrStatus, QrTarget, RevokeQrCode, StaffQrCode};
use mobile_contract::{ErrorCode, Slug};
use sea_orm::ConnectionTrait;

use super::desk::Desk;
use super::minting::{edition, insert, renew};
use super::record::Code;
use super::store::{self, Change};
use crate::accounts::Staff;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::storage::meta;

impl Desk {
    /// Makes a code.
    ///
    /// # Errors
    /// When what it names does not exist or is not theirs, the counter has such a code in use, or the
    /// database fails.
    pub async fn mint(&self, staff: &Staff, new: &NewQrCode) -> Result<StaffQrCode> {
        self.check_owner(staff, &new.target).await?;
        let mut code = self.planned(staff, new)?;
        let transaction = self.db.begin().await?;
        let mut beside = Vec::new();
        if let Some((counter, purpose)) = code.at_counter() {
            let hung = store::at_counter(&*transaction, counter).await?;
            code.version = next_version(&hung, purpose)?;
            let older = |old: &Code| old.status == QrStatus::Active && old.version < code.version;
            beside.extend(hung.into_iter().filter(older));
        }
        code.printed = self.resolver.names_of_today(&code);
        // Somebody else made one for the same counter meanwhile.
        let code = insert(&*transaction, code).await?;
        let code = code.ok_or_else(|| Error::new(ErrorCode::QrState))?;
        self.record(&*transaction, staff, "qr_code.minted", &code, None)
            .await?;
        self.renewed(&*transaction, staff, &beside, code.version)
            .await?;
        transaction.commit().await?;
        self.notice().await;
        self.show(&code).await
    }

    /// Puts a new version in the place of a code in use, and tells the new one. The old one goes on working
    /// and says that it is out of date. A poster shows one version: all codes in use of a counter get their
    /// new ones together.
    ///
    /// # Errors
    /// When there is no such code within reach, it is not in use, or the database fails.
    pub async fn supersede(&self, staff: &Staff, code: &str) -> Result<StaffQrCode> {
        let old = self.within_reach(staff, code).await?;
        let transaction = self.db.begin().await?;
        let together = match old.at_counter() {
            Some((counter, _)) => {
                let mut hung = store::at_counter(&*transaction, counter).await?;
                hung.retain(|code| code.status == QrStatus::Active);
                hung
            }
            None => vec![old.clone()],
        };
        let newest = together.iter().map(|code| code.version).max();
        let version = newest.unwrap_or_default() + 1;
        let place = together.iter().position(|code| code.code == old.code);
        let place = place.ok_or_else(not_in_use)?;
        let mut renewed = self
            .renewed(&*transaction, staff, &together, version)
            .await?;
        let next = renewed.swap_remove(place);
        transaction.commit().await?;
        self.notice().await;
        self.show(&next).await
    }

    /// Puts new versions in the place of codes in use, in the same order, and keeps that in the audit record.
    async fn renewed(
        &self,
        db: &impl ConnectionTrait,
        staff: &Staff,
        old: &[Code],
        version: u32,
    ) -> Result<Vec<Code>> {
        let now = self.resolver.clock.now();
        let mut renewed = Vec::with_capacity(old.len());
        for old in old {
            let next = renew(db, old, version, now, Some(staff.user_id)).await?;
            let mut next = next.ok_or_else(not_in_use)?;
            next.printed = self.resolver.names_of_today(&next);
            if let Some(names) = &next.printed {
                store::keep_printed(db, &next.code, names).await?;
            }
            let detail = Some(format!("{} v{}", next.code, next.version));
            self.record(db, staff, "qr_code.superseded", old, detail)
                .await?;
            renewed.push(next);
        }
        Ok(renewed)
    }

    /// Withdraws a code: whoever scans it is told not to trust the poster.
    ///
    /// # Errors
    /// When there is no such code within reach, it is withdrawn already, the reason is too short or too
    /// long, or the database fails.
    pub async fn revoke(
        &self,
        staff: &Staff,
        code: &str,
        revoke: &RevokeQrCode,
    ) -> Result<StaffQrCode> {
        let reason = reason(&revoke.reason)?;
        let old = self.within_reach(staff, code).await?;
        let transaction = self.db.begin().await?;
        let change = Change {
            status: QrStatus::Revoked,
            successor: None,
            reason: Some(reason),
            by: Some(staff.user_id),
            at: self.resolver.clock.now(),
        };
        let from = [QrStatus::Active, QrStatus::Superseded];
        if !store::change(&*transaction, &old.code, &from, &change).await? {
            return Err(not_in_use());
        }
        let detail = Some(reason.to_owned());
        self.record(&*transaction, staff, "qr_code.revoked", &old, detail)
            .await?;
        transaction.commit().await?;
        self.notice().await;
        self.look(staff, old.code.as_str()).await
    }

    /// Knows at once here what was just done. Should that fail, it is done all the same, and known within seconds
    /// by what looks for changes.
    async fn notice(&self) {
        if let Err(error) = self.register.refresh().await {
            tracing::warn!(%error, "a change of codes is stored, and not known to this server yet");
        }
    }

    pub(super) async fn record(
        &self,
        db: &impl ConnectionTrait,
        staff: &Staff,
        action: &'static str,
        code: &Code,
        detail: Option<String>,
    ) -> Result<()> {
        // Codes of dossiers are in no server's memory: nobody needs to read anything anew.
        if !matches!(code.target, QrTarget::Dossier { .. }) {
            meta::bump_codes(db).await?;
        }
        let place = match &code.target {
            // A dossier's number stays out of the record.
            QrTarget::Dossier { code: Some(code) } => self.register.keys.mark(code.as_str()),
            _ => code
                .counter
                .as_ref()
                .map_or("-".to_owned(), Slug::to_string),
        };
        let what = format!("{} {place} v{}", code.target.kind(), code.version);
        let entry = Entry {
            actor: Some(staff.user_id),
            action,
            subject: ("qr_code", code.code.to_string()),
            agency: self.agency_of(code),
            detail: Some(detail.map_or(what.clone(), |detail| format!("{what}: {detail}"))),
            at: self.resolver.clock.now(),
        };
        audit::record(db, entry).await
    }
}

/// The version of a counter's new code. Whatever is in use stays so: then there is none.
fn next_version(hung: &[Code], purpose: QrPurpose) -> Result<u32> {
    let hung: Vec<&Code> = hung.iter().collect();
    let mut of_purpose = hung
        .iter()
        .filter(|code| code.target.purpose() == Some(purpose));
    if let Some(code) = of_purpose.find(|code| code.status == QrStatus::Active) {
        return Err(Error::new(ErrorCode::QrState).detail(
            format!(
                "Quầy đã có mã {} đang dùng cho việc này. Mời thay mã đó bằng bản mới.",
                code.code
            ),
            format!(
                "The counter has the code {} in use for this. Please supersede that one.",
                code.code
            ),
        ));
    }
    Ok(edition(&hung, purpose))
}

fn reason(text: &str) -> Result<&str> {
    let text = text.trim();
    if (REASON_LEAST_CHARS..=REASON_CHARS).contains(&text.chars().count()) {
        return Ok(text);
    }
    Err(Error::field(
        "body.reason",
        format!("cần từ {REASON_LEAST_CHARS} đến {REASON_CHARS} ký tự"),
        format!("needs {REASON_LEAST_CHARS} to {REASON_CHARS} characters"),
    ))
}

fn not_in_use() -> Error {
    Error::new(ErrorCode::QrState).detail(
        "Mã này không còn ở trạng thái đó; có thể người khác vừa thay hoặc thu hồi. Mời xem lại.",
        "The code is not in that state any more; somebody may have changed it. Please look again.",
    )
}
