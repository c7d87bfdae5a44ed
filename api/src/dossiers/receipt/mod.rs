//! The receipt of a dossier (giấy tiếp nhận hồ sơ và hẹn trả kết quả), for the one-stop desk to print. Its signed
//! code opens the dossier, so one is made for a dossier that exists only, by whose it is.

mod lines;
pub mod routes;

use mobile_contract::accounts::Role;
use mobile_contract::dossier::receipt::ReceiptPaper;
use mobile_contract::{DossierCode, ErrorCode, Slug};
use motcua_posters::{Code, Receipt, ReceiptDetails, ReceiptSheet};

use super::Dossiers;
use super::fold::fold;
use super::reach::within;
use super::row::Known;
use super::store::{self, Kept};
use crate::accounts::{Scope, Staff};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::qr::{Desk, DossierOwners};

/// Who prints receipts.
pub const PRINTERS: [Role; 3] = [Role::Officer, Role::Leader, Role::Administrator];

/// Prints receipts. Cheap to clone.
#[derive(Clone)]
pub struct Receipts {
    /// The dossiers.
    pub dossiers: Dossiers,
    /// Makes their codes.
    pub desk: Desk,
}

impl Receipts {
    /// The receipt of a dossier, as a PDF.
    ///
    /// # Errors
    /// 404 (`dossier_not_found`) when there is none within reach; when the file cannot be drawn.
    pub async fn print(
        &self,
        staff: &Staff,
        code: &DossierCode,
        paper: ReceiptPaper,
    ) -> Result<Vec<u8>> {
        let kept = self.dossiers.within_reach(staff, code).await?;
        let agency = agency_of(&kept);
        let qr = self.desk.receipt_code(staff, code, agency.clone()).await?;
        let details = ReceiptDetails {
            agency: self.dossiers.receiving_agency(&kept).await?,
            day: self.dossiers.clock.today(),
            dossier: code.to_string(),
            lines: lines::of(&self.dossiers, &kept)?,
            code: Code {
                address: self.desk.resolver.signed_link(&qr)?,
                short: qr.printed(),
            },
            host: self.host(),
        };
        self.record(staff, code, agency).await?;
        let sheet = match paper {
            ReceiptPaper::A5 => ReceiptSheet::A5,
            ReceiptPaper::A4 => ReceiptSheet::A4,
        };
        let draw = move || Receipt::new(&details)?.pdf(sheet);
        let drawn = tokio::task::spawn_blocking(draw).await;
        drawn.map_err(Error::internal)?.map_err(Error::internal)
    }

    fn host(&self) -> String {
        let url = &self.dossiers.public_url;
        let host = url.host_str().unwrap_or_default();
        match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// A receipt has the applicant's name: who made it is kept.
    async fn record(&self, staff: &Staff, code: &DossierCode, agency: Option<Slug>) -> Result<()> {
        let transaction = self.dossiers.db.begin().await?;
        let entry = Entry {
            actor: Some(staff.user_id),
            action: "dossier.receipt_printed",
            subject: ("dossier", self.desk.register.keys.mark(code.as_str())),
            agency,
            detail: None,
            at: self.dossiers.clock.now(),
        };
        audit::record(&*transaction, entry).await?;
        transaction.commit().await?;
        Ok(())
    }
}

impl Dossiers {
    /// A dossier within someone's reach.
    ///
    /// # Errors
    /// 404 when there is none, or it is another agency's: both look alike.
    pub(super) async fn within_reach(&self, staff: &Staff, code: &DossierCode) -> Result<Kept> {
        let missing = || Error::new(ErrorCode::DossierNotFound);
        let scope = staff.scope()?;
        let mut kept = store::load(&*self.db, &[code]).await?;
        let kept = kept.remove(code.as_str()).ok_or_else(missing)?;
        let reached = match scope {
            Scope::All => true,
            Scope::Agency(own) => self.reaches(&own, &kept).await?,
        };
        reached.then_some(kept).ok_or_else(missing)
    }

    async fn reaches(&self, own: &Slug, kept: &Kept) -> Result<bool> {
        // Where it was handed in, the receipt is printed, also after it was passed on.
        let received_by = self.received_by(kept).await?;
        let agencies = self.agencies.get();
        let reached = within(&agencies, own, self.clock.today());
        let mut whose = [agency_of(kept), received_by].into_iter().flatten();
        Ok(whose.any(|id| reached.contains(&id)))
    }

    /// The agency that received a dossier, if it is one of ours.
    async fn received_by(&self, kept: &Kept) -> Result<Option<Slug>> {
        let facts = fold(&kept.record);
        let Some(named) = facts.received_by else {
            return Ok(None);
        };
        let codes = store::agency_codes(&*self.db).await?;
        let (agencies, places) = (self.agencies.get(), self.places.get());
        let procedures = self.procedures.get();
        let known = Known::new(&agencies, &places, &procedures, codes);
        Ok(known.agency(named))
    }

    /// The name of the agency that received a dossier, as it is called today. It stands at the head of the receipt also
    /// after the dossier was passed on.
    async fn receiving_agency(&self, kept: &Kept) -> Result<String> {
        let id = self.received_by(kept).await?.or_else(|| agency_of(kept));
        let agencies = self.agencies.get();
        let name = id.and_then(|id| {
            let agency = match agencies.on(&id, self.clock.today()).as_slice() {
                [only] => *only,
                _ => agencies.find(&id)?,
            };
            Some(agency.name.clone())
        });
        Ok(name.unwrap_or_else(|| "Bộ phận Một cửa".to_owned()))
    }
}

/// The agency that has a dossier.
fn agency_of(kept: &Kept) -> Option<Slug> {
    kept.dossier.agency.as_deref()?.parse().ok()
}

#[async_trait::async_trait]
impl DossierOwners for Dossiers {
    async fn is_within(&self, staff: &Staff, code: &DossierCode) -> Result<bool> {
        match self.within_reach(staff, code).await {
            Ok(_) => Ok(true),
            Err(error) if error.code() == ErrorCode::DossierNotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}
