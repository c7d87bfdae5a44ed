//! What is rated: the counter, and who answers for it today.

use chrono::NaiveDate;
use mobile_contract::knowledge::Agency;
use mobile_contract::qr::{NamedRef, QrTarget, ScannedCode};
use mobile_contract::rating::{
    NewRatingVisit, NewServiceRating, RatingBasis, RatingFormRef, RatingVisit,
};
use mobile_contract::{ErrorCode, Locale, Slug};

use super::visit::Visit;
use super::{DEFAULT_FORM, Ratings};
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
    /// Keyed hash of the dossier's code.
    pub(super) dossier: Option<String>,
}

impl Ratings {
    /// Begins a visit with a scanned code.
    ///
    /// # Errors
    /// When the code is none of ours or was withdrawn, or no form is given today.
    pub async fn begin_visit(&self, new: &NewRatingVisit, locale: Locale) -> Result<RatingVisit> {
        let scanned = self.rateable(&new.qr, locale).await?;
        let today = self.clock.today();
        let form = self.forms.on(DEFAULT_FORM, today);
        let form = form.ok_or_else(|| Error::new(ErrorCode::RatingFormNotFound))?;
        let visit = Visit::begin(scanned.code.clone(), self.clock.now())?;
        let basis = basis(&scanned.target);
        Ok(RatingVisit {
            token: visit.sign(&self.vault)?,
            expires_at: visit.expires_at,
            basis,
            counter: scanned.counter,
            agency: scanned.agency,
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
        let agency = scanned.agency.as_ref();
        let dossier = match &scanned.target {
            QrTarget::Dossier { code: Some(code) } => {
                Some(self.vault.fingerprint("ratings.dossier", code.as_str()))
            }
            _ => None,
        };
        Ok(Spot {
            basis: basis(&scanned.target),
            agency: agency.and_then(|agency| self.today(&agency.id, self.clock.today())),
            counter: scanned.counter,
            place: scanned.place,
            dossier,
        })
    }

    /// What a rating without a visit says it is about.
    pub(super) fn claimed(&self, new: &NewServiceRating) -> Result<Spot> {
        let mut spot = Spot {
            basis: RatingBasis::Open,
            counter: None,
            agency: None,
            place: None,
            dossier: None,
        };
        let Some(id) = new.counter.as_deref() else {
            return Ok(spot);
        };
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
        spot.agency = Some(standing.agency.clone()).filter(|agency| agency.holds_on(today));
        spot.place = self.resolver.place_today(&standing.counter.place);
        spot.counter = Some(NamedRef {
            name: standing.counter.name.clone(),
            id,
        });
        Ok(spot)
    }

    /// An agency, if it still works.
    fn today(&self, id: &Slug, day: NaiveDate) -> Option<Agency> {
        let agencies = self.resolver.agencies.get();
        let agency = agencies.find(id).cloned();
        agency.filter(|agency| agency.holds_on(day))
    }
}

const fn basis(target: &QrTarget) -> RatingBasis {
    match target {
        QrTarget::Dossier { .. } => RatingBasis::Dossier,
        _ => RatingBasis::Visit,
    }
}
