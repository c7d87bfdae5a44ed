//! What is rated: the counter, and who answers for it today.

use mobile_contract::knowledge::Agency;
use mobile_contract::qr::{NamedRef, QrStatus, QrTarget, ScannedCode};
use mobile_contract::rating::{
    NewRatingVisit, NewServiceRating, RatingBasis, RatingFormRef, RatingVisit,
};
use mobile_contract::{ErrorCode, Locale, Slug};

use super::visit::Visit;
use super::{DEFAULT_FORM, DOSSIER_FORM, Ratings};
use crate::error::{Error, Result};
use crate::kernel::period::EffectiveDated;
use crate::qr::bare_receipt;

/// What a rating is about.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) basis: RatingBasis,
    pub(super) counter: Option<NamedRef>,
    /// The agency answering for it today; `None`: nobody knows whose it is.
    pub(super) agency: Option<Agency>,
    pub(super) place: Option<NamedRef>,
    /// Keyed hash of the dossier's code, when the visit proves which it is.
    pub(super) dossier: Option<String>,
    /// It is how a dossier was handled, and not a counter.
    pub(super) of_dossier: bool,
}

impl Ratings {
    /// Begins a visit with a scanned code.
    ///
    /// # Errors
    /// When the code is none of ours or was withdrawn, or no form is given today.
    pub async fn begin_visit(&self, new: &NewRatingVisit, locale: Locale) -> Result<RatingVisit> {
        let scanned = self.rateable(&new.qr, locale).await?;
        let form = self.forms.on(form_of(&scanned.target), self.clock.today());
        let form = form.ok_or_else(|| Error::new(ErrorCode::RatingFormNotFound))?;
        let visit = Visit::begin(scanned.code.clone(), self.clock.now())?;
        let basis = basis(&scanned.target);
        Ok(RatingVisit {
            token: visit.sign(&self.vault)?,
            expires_at: visit.expires_at,
            basis,
            agency: scanned
                .agency
                .filter(|agency| self.working(Some(agency)).is_some()),
            counter: scanned.counter,
            place: scanned.place,
            form: RatingFormRef {
                id: form.id.clone(),
                version: form.version,
            },
        })
    }

    /// A code on which a rating can rest: of a counter, or of a dossier by a receipt that was scanned, and not
    /// withdrawn.
    async fn rateable(&self, text: &str, locale: Locale) -> Result<ScannedCode> {
        let refused = || {
            Error::field(
                "body.qr",
                "không phải mã tại quầy hay mã trên giấy hẹn đang dùng",
                "not a code in use of a counter or on the receipt of a dossier",
            )
        };
        let scanned = match self.resolver.find(text, locale).await {
            Err(error) if error.code() == ErrorCode::QrNotFound => return Err(refused()),
            scanned => scanned?,
        };
        if !scanned.is_trusted() {
            Err(refused())
        } else if scanned.is_bare_receipt() {
            Err(bare_receipt())
        } else if scanned.is_receipt() || scanned.counter.is_some() {
            Ok(scanned)
        } else {
            Err(refused())
        }
    }

    /// What a visit is about. A code that was withdrawn since it was scanned still tells where that was; a receipt was
    /// proved when the visit began.
    pub(super) async fn visited(&self, visit: &Visit) -> Result<Spot> {
        let scanned = self.resolver.noted(&visit.code, Locale::Vi).await?;
        let dossier = match &scanned.target {
            QrTarget::Dossier { code: Some(code) } => {
                Some(self.vault.fingerprint("ratings.dossier", code.as_str()))
            }
            _ => None,
        };
        Ok(Spot {
            dossier,
            ..self.standing(basis(&scanned.target), scanned)
        })
    }

    /// What a rating without a visit says it is about: a counter, or the code that was scanned once.
    pub(super) async fn claimed(&self, new: &NewServiceRating) -> Result<Spot> {
        match (new.counter.as_deref(), new.qr.as_deref()) {
            (Some(id), _) => self.named(id),
            (None, Some(qr)) => self.scanned_once(qr).await,
            (None, None) => Ok(Spot::unknown()),
        }
    }

    /// A code whose visit is not good any more tells where that was, and proves nothing: a dossier is not
    /// rated by it, or who has its code could rate it first.
    async fn scanned_once(&self, qr: &str) -> Result<Spot> {
        match self.scanned_then(qr).await {
            Ok(scanned) => Ok(self.standing(RatingBasis::Open, scanned)),
            Err(error) if error.code().status() < 500 => Err(Error::field(
                "body.qr",
                "không phải mã tại quầy hay mã trên giấy hẹn của Một Cửa",
                "not one of our codes of a counter or on the receipt of a dossier",
            )),
            Err(error) => Err(error),
        }
    }

    /// What a code stands for, and where one that was withdrawn since then hung, which is no secret. Of a receipt
    /// what its signature does not prove is withheld.
    async fn scanned_then(&self, qr: &str) -> Result<ScannedCode> {
        let scanned = self.resolver.find(qr, Locale::Vi).await?;
        if scanned.status == QrStatus::Revoked && !is_of_dossier(&scanned.target) {
            return self.resolver.noted(&scanned.code, Locale::Vi).await;
        }
        Ok(scanned)
    }

    /// A counter that is named.
    fn named(&self, id: &str) -> Result<Spot> {
        let unknown = || {
            Error::field(
                "body.counter",
                "không có quầy này",
                "there is no such counter",
            )
        };
        let id: Slug = id.parse().map_err(|_| unknown())?;
        let today = self.clock.today();
        let agencies = self.resolver.agencies.get();
        let standing = agencies.counter(&id, today).ok_or_else(unknown)?;
        Ok(Spot {
            agency: Some(standing.agency.clone()).filter(|agency| agency.holds_on(today)),
            place: self.resolver.place_today(&standing.counter.place),
            counter: Some(NamedRef {
                name: standing.counter.name.clone(),
                id,
            }),
            ..Spot::unknown()
        })
    }

    /// What a scanned code stands for today.
    fn standing(&self, basis: RatingBasis, scanned: ScannedCode) -> Spot {
        Spot {
            basis,
            agency: self.working(scanned.agency.as_ref()),
            of_dossier: is_of_dossier(&scanned.target),
            counter: scanned.counter,
            place: scanned.place,
            dossier: None,
        }
    }

    /// An agency, if it still works.
    fn working(&self, named: Option<&NamedRef>) -> Option<Agency> {
        let today = self.clock.today();
        let agencies = self.resolver.agencies.get();
        let agency = agencies.find(&named?.id).cloned();
        agency.filter(|agency| agency.holds_on(today))
    }
}

impl Spot {
    /// Nobody knows what.
    const fn unknown() -> Self {
        Self {
            basis: RatingBasis::Open,
            counter: None,
            agency: None,
            place: None,
            dossier: None,
            of_dossier: false,
        }
    }
}

const fn is_of_dossier(target: &QrTarget) -> bool {
    matches!(target, QrTarget::Dossier { .. })
}

const fn basis(target: &QrTarget) -> RatingBasis {
    match is_of_dossier(target) {
        true => RatingBasis::Dossier,
        false => RatingBasis::Visit,
    }
}

/// The form that asks about it: a dossier may have been handed in without any counter.
const fn form_of(target: &QrTarget) -> &'static str {
    match is_of_dossier(target) {
        true => DOSSIER_FORM,
        false => DEFAULT_FORM,
    }
}
