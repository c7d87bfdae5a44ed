//! What staff do to codes: make one, put a new version in its place, withdraw it.

use mobile_contract::limits::{REASON_CHARS, REASON_LEAST_CHARS};
use mobile_contract::qr::{NewQrCode, QrPurpose, QrStatus, QrTarget, RevokeQrCode, StaffQrCode};
use mobile_contract::{ErrorCode, Slug};
use sea_orm::ConnectionTrait;

use super::desk::Desk;
use super::minting::{draw, edition, first, renew};
use super::record::Code;
use super::store::{self, Change};
use crate::accounts::{Scope, Staff};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::storage::meta;

/// Codes that are drawn before we give up: one that is taken already is hardly ever drawn.
const TRIES: usize = 5;

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
        let code = insert(&*transaction, code).await?;
        self.record(&*transaction, staff, "qr_code.minted", &code, None)
            .await?;
        self.renewed(&*transaction, staff, &beside, code.version)
            .await?;
        transaction.commit().await?;
        self.register.refresh().await?;
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
        self.register.refresh().await?;
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
        self.register.refresh().await?;
        self.look(staff, old.code.as_str()).await
    }

    /// The code that was asked for, once everything it names is known to exist.
    fn planned(&self, staff: &Staff, new: &NewQrCode) -> Result<Code> {
        self.check_target(&new.target)?;
        let now = self.resolver.clock.now();
        let mut code = first(draw()?, new.target.clone(), now, Some(staff.user_id));
        let scope = staff.scope()?;
        match (&new.counter, &new.agency) {
            (Some(_), Some(_)) => return Err(one_of_both()),
            (None, _) if new.target.purpose().is_some() => return Err(no_counter()),
            (Some(counter), None) => {
                code.counter = Some(counter.clone());
                let agency = self.agency_of(&code).ok_or_else(no_counter)?;
                if !self.covers(&scope, Some(&agency)) {
                    return Err(no_counter());
                }
            }
            (None, agency) => code.agency = self.own_agency(&scope, agency.as_ref())?,
        }
        Ok(code)
    }

    /// The agency that was named, or their own.
    fn own_agency(&self, scope: &Scope, named: Option<&Slug>) -> Result<Option<Slug>> {
        let unknown = || {
            Error::field(
                "body.agency",
                "không có cơ quan này trong phạm vi của bạn",
                "there is no such agency within your reach",
            )
        };
        match (named, scope) {
            (None, Scope::All) => Ok(None),
            (None, Scope::Agency(own)) => Ok(Some(own.clone())),
            (Some(agency), _) => {
                let known = self.resolver.agencies.get().find(agency).is_some();
                let reached = known && self.covers(scope, Some(agency));
                reached.then(|| Some(agency.clone())).ok_or_else(unknown)
            }
        }
    }

    fn check_target(&self, target: &QrTarget) -> Result<()> {
        let procedures = self.resolver.procedures.get();
        let known = match target {
            QrTarget::Procedure { code } => procedures.find(code).is_some(),
            QrTarget::Field { slug } => procedures.fields().iter().any(|field| field.id == *slug),
            QrTarget::Board {} | QrTarget::Chat {} | QrTarget::Rating {} => true,
            QrTarget::Dossier { .. } => true,
        };
        if known {
            return Ok(());
        }
        Err(Error::field(
            "body.target",
            "không có thủ tục hoặc lĩnh vực này",
            "there is no such procedure or field",
        ))
    }

    pub(super) async fn record(
        &self,
        db: &impl ConnectionTrait,
        staff: &Staff,
        action: &'static str,
        code: &Code,
        detail: Option<String>,
    ) -> Result<()> {
        meta::bump_codes(db).await?;
        let place = match &code.target {
            // A dossier's number stays out of the record.
            QrTarget::Dossier { code } => self.register.keys.mark(code.as_str()),
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

/// Adds a code; another one is drawn where it is taken already.
pub(super) async fn insert(db: &impl ConnectionTrait, mut code: Code) -> Result<Code> {
    for _ in 0..TRIES {
        if store::insert(db, code.clone()).await? {
            return Ok(code);
        }
        code.code = draw()?;
    }
    // Somebody else made one for the same counter meanwhile.
    Err(Error::new(ErrorCode::QrState))
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

fn no_counter() -> Error {
    Error::field(
        "body.counter",
        "cần một quầy trong phạm vi của bạn",
        "needs a counter within your reach",
    )
}

fn one_of_both() -> Error {
    Error::field(
        "body.agency",
        "quầy đã có cơ quan, mời bỏ trống",
        "the counter has an agency already; leave this out",
    )
}
