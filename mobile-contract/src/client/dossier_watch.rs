//! Dossiers that are about to be late, and apologies, for staff.

use reqwest::Method;
use uuid::Uuid;

use super::accounts::SignedIn;
use super::{Result, read, refusal};
use crate::DossierCode;
use crate::dossier::apology::{
    Apologies, Apology, ApologyRevision, EditApology, RejectApology, SendApology,
};
use crate::dossier::staff::{NewJustification, NewSupplementRequest, StaffDossier};
use crate::dossier::watch::{WatchFilter, WatchList};

impl SignedIn {
    /// The watch list.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn watch_list(&self, filter: &WatchFilter) -> Result<WatchList> {
        let request = self.request(Method::GET, &["v1", "staff", "dossiers", "watch"])?;
        read(request.query(filter)).await
    }

    /// A dossier.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn staff_dossier(&self, code: &DossierCode) -> Result<StaffDossier> {
        read(self.request(Method::GET, &["v1", "staff", "dossiers", code.as_str()])?).await
    }

    /// Asks for missing papers.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn request_supplement(
        &self,
        code: &DossierCode,
        new: &NewSupplementRequest,
    ) -> Result<StaffDossier> {
        let path = ["v1", "staff", "dossiers", code.as_str(), "supplement"];
        read(self.request(Method::POST, &path)?.json(new)).await
    }

    /// Says why something was done again.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn justify_repeat(
        &self,
        code: &DossierCode,
        new: &NewJustification,
    ) -> Result<StaffDossier> {
        let path = ["v1", "staff", "dossiers", code.as_str(), "justify"];
        read(self.request(Method::POST, &path)?.json(new)).await
    }

    /// Apologies of a dossier.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn apologies(&self, code: &DossierCode) -> Result<Apologies> {
        let path = ["v1", "staff", "dossiers", code.as_str(), "apologies"];
        read(self.request(Method::GET, &path)?).await
    }

    /// Drafts an apology by hand.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn begin_apology(&self, code: &DossierCode) -> Result<Apology> {
        let path = ["v1", "staff", "dossiers", code.as_str(), "apologies"];
        read(self.request(Method::POST, &path)?).await
    }

    /// Changes the words of an apology.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn edit_apology(
        &self,
        code: &DossierCode,
        id: Uuid,
        edit: &EditApology,
    ) -> Result<Apology> {
        read(self.apology(Method::PUT, code, id, None)?.json(edit)).await
    }

    /// Hands an apology in, to be approved.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn submit_apology(
        &self,
        code: &DossierCode,
        id: Uuid,
        seen: ApologyRevision,
    ) -> Result<Apology> {
        let request = self.apology(Method::POST, code, id, Some("submit"))?;
        read(request.json(&seen)).await
    }

    /// Approves an apology: its new date holds from then on.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn approve_apology(
        &self,
        code: &DossierCode,
        id: Uuid,
        seen: ApologyRevision,
    ) -> Result<Apology> {
        let request = self.apology(Method::POST, code, id, Some("approve"))?;
        read(request.json(&seen)).await
    }

    /// Sends an apology back to be written anew.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn reject_apology(
        &self,
        code: &DossierCode,
        id: Uuid,
        why: &RejectApology,
    ) -> Result<Apology> {
        let request = self.apology(Method::POST, code, id, Some("reject"))?;
        read(request.json(why)).await
    }

    /// Sends an approved apology to the citizen.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn send_apology(
        &self,
        code: &DossierCode,
        id: Uuid,
        how: SendApology,
    ) -> Result<Apology> {
        let request = self.apology(Method::POST, code, id, Some("send"))?;
        read(request.json(&how)).await
    }

    /// The letter of an apology, ready to print.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn apology_pdf(&self, code: &DossierCode, id: Uuid) -> Result<Vec<u8>> {
        let file = format!("{id}.pdf");
        let path = ["v1", "staff", "dossiers", code.as_str(), "apologies", &file];
        let response = self.request(Method::GET, &path)?.send().await?;
        let status = response.status();
        let body = response.bytes().await?;
        if status.is_success() {
            return Ok(body.to_vec());
        }
        Err(refusal(status, &body))
    }

    fn apology(
        &self,
        method: Method,
        code: &DossierCode,
        id: Uuid,
        step: Option<&str>,
    ) -> Result<reqwest::RequestBuilder> {
        let id = id.to_string();
        let mut path = vec!["v1", "staff", "dossiers", code.as_str(), "apologies", &id];
        path.extend(step);
        self.request(method, &path)
    }
}
