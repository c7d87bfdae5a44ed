//! What staff do to codes: make one, put a new version in its place, withdraw it.

use mobile_contract::limits::{REASON_CHARS, REASON_LEAST_CHARS};
use mobile_contract::qr::{NewQrCode, QrPurpose, QrStatus, QrTarget, RevokeQrCode, StaffQrCode};
use mobile_contract::{ErrorCode, Slug};
use sea_orm::ConnectionTrait;

use super::desk::Desk;
use super::minting::{draw, first};
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
        let mut code = self.planned(staff, new)?;
        let transaction = self.db.begin().await?;
        if let Some((counter, purpose)) = code.at_counter() {
            code.version = next_version(&*transaction, counter, purpose).await?;
        }
        let code = insert(&*transaction, code).await?;
        self.record(&*transaction, staff, "qr_code.minted", &code, None)
            .await?;
        transaction.commit().await?;
        self.register.refresh().await?;
        self.show(&code).await
    }

    /// Puts a new version in the place of a code in use, and tells the new one. The old one goes on working
    /// and says that it is out of date.
    ///
    /// # Errors
    /// When there is no such code within reach, it is not in use, or the database fails.
    pub async fn supersede(&self, staff: &Staff, code: &str) -> Result<StaffQrCode> {
        let old = self.within_reach(staff, code).await?;
        let now = self.resolver.clock.now();
        let mut next = first(draw()?, old.target.clone(), now, Some(staff.user_id));
        next.counter = old.counter.clone();
        next.agency = old.agency.clone();
        next.version = old.version + 1;
        let transaction = self.db.begin().await?;
        let change = Change {
            status: QrStatus::Superseded,
            successor: Some(&next.code),
            reason: None,
            by: Some(staff.user_id),
            at: now,
        };
        if !store::change(&*transaction, &old.code, &[QrStatus::Active], &change).await? {
            return Err(not_in_use());
        }
        if !store::insert(&*transaction, next.clone()).await? {
            return Err(Error::unavailable("the code that was drawn is taken"));
        }
        let detail = Some(format!("{} v{}", next.code, next.version));
        self.record(&*transaction, staff, "qr_code.superseded", &old, detail)
            .await?;
        transaction.commit().await?;
        self.register.refresh().await?;
        self.show(&next).await
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

    async fn record(
        &self,
        db: &impl ConnectionTrait,
        staff: &Staff,
        action: &'static str,
        code: &Code,
        detail: Option<String>,
    ) -> Result<()> {
        meta::bump_codes(db).await?;
        let place = code.counter.as_ref().map_or("-", Slug::as_str);
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

/// The version after all that the counter had for a purpose. Whatever is in use stays so: then there is none.
async fn next_version(
    db: &impl ConnectionTrait,
    counter: &Slug,
    purpose: QrPurpose,
) -> Result<u32> {
    let all = store::all(db).await?;
    let mut newest = 0;
    for code in all
        .iter()
        .filter(|code| code.at_counter() == Some((counter, purpose)))
    {
        if code.status == QrStatus::Active {
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
        newest = newest.max(code.version);
    }
    Ok(newest + 1)
}

async fn insert(db: &impl ConnectionTrait, mut code: Code) -> Result<Code> {
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
