//! Dossiers: where one is, and who is told.

use reqwest::{Method, StatusCode};

use super::{Client, Paging, Result, SignedIn, read, refusal};
use crate::Page;
use crate::dossier::lookup::{DossierLookup, DossierOtpRequest, DossierView};

impl Client {
    /// Looks a dossier up with its code and a proof.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn look_up_dossier(&self, lookup: &DossierLookup) -> Result<DossierView> {
        read(self.posted(&["v1", "dossiers", "lookup"], lookup)?).await
    }

    /// Has a code sent to the phone named in a dossier. Nobody is told whether one was.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn ask_dossier_code(&self, request: &DossierOtpRequest) -> Result<()> {
        let request = self.posted(&["v1", "dossiers", "lookup", "otp"], request)?;
        let response = request.send().await?;
        let status = response.status();
        if status == StatusCode::ACCEPTED {
            return Ok(());
        }
        Err(refusal(status, &response.bytes().await?))
    }
}

impl SignedIn {
    /// The dossiers with which the proven number was left, those received last first.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn my_dossiers(&self, paging: &Paging) -> Result<Page<DossierView>> {
        let request = self.request(Method::GET, &["v1", "me", "dossiers"])?;
        read(request.query(paging)).await
    }
}
