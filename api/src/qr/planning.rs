//! A code that staff ask for: whether all that it names exists and is theirs.

use mobile_contract::Slug;
use mobile_contract::qr::{NewQrCode, QrTarget};

use super::desk::Desk;
use super::minting::{draw, first};
use super::record::Code;
use crate::accounts::{Scope, Staff};
use crate::error::{Error, Result};

impl Desk {
    /// The code that was asked for, once everything it names is known to exist.
    pub(super) fn planned(&self, staff: &Staff, new: &NewQrCode) -> Result<Code> {
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
            QrTarget::Dossier { code } => code.is_some(),
        };
        if known {
            return Ok(());
        }
        Err(Error::field(
            "body.target",
            "không có thủ tục, lĩnh vực hoặc hồ sơ này",
            "there is no such procedure, field or dossier",
        ))
    }
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
