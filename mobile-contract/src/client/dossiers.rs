//! Dossiers: where one is, and who is told.

use reqwest::Method;
use uuid::Uuid;

use super::attachments::bytes;
use super::{Client, Paging, Result, SignedIn, nothing, read};
use crate::accounts::OtpChallenge;
use crate::dossier::lookup::{DossierLookup, DossierOtpRequest, DossierView};
use crate::dossier::receipt::ReceiptParams;
use crate::dossier::subscription::{
    DossierSubscription, DossierSubscriptionCode, DossierSubscriptions, EndDossierSubscription,
    NewDossierSubscription,
};
use crate::{DossierCode, Page};

impl Client {
    /// Looks a dossier up with its code and a proof.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn look_up_dossier(&self, lookup: &DossierLookup) -> Result<DossierView> {
        let url = self.url(&["v1", "dossiers", "lookup"])?;
        read(self.http.post(url).json(lookup)).await
    }

    /// Has a code sent to the phone named in a dossier. Nobody is told whether one was.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn ask_dossier_code(&self, request: &DossierOtpRequest) -> Result<OtpChallenge> {
        let url = self.url(&["v1", "dossiers", "lookup", "otp"])?;
        read(self.http.post(url).json(request)).await
    }
}

impl Client {
    /// Has somebody told of a dossier.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn subscribe_to_dossier(
        &self,
        new: &NewDossierSubscription,
    ) -> Result<DossierSubscription> {
        let url = self.url(&["v1", "dossiers", "subscriptions"])?;
        read(self.http.post(url).json(new)).await
    }

    /// Who is told of a dossier, for a proof that cannot be guessed.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn dossier_subscriptions(
        &self,
        lookup: &DossierLookup,
    ) -> Result<DossierSubscriptions> {
        let url = self.url(&["v1", "dossiers", "subscriptions", "list"])?;
        read(self.http.post(url).json(lookup)).await
    }

    /// Ends one of these.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn end_subscription_of_dossier(
        &self,
        id: Uuid,
        lookup: &DossierLookup,
    ) -> Result<()> {
        let id = id.to_string();
        let url = self.url(&["v1", "dossiers", "subscriptions", &id, "end"])?;
        nothing(self.http.post(url).json(lookup)).await
    }

    /// Confirms an address with the code that was sent there.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn confirm_dossier_subscription(
        &self,
        id: Uuid,
        code: &DossierSubscriptionCode,
    ) -> Result<DossierSubscription> {
        let id = id.to_string();
        let url = self.url(&["v1", "dossiers", "subscriptions", &id, "confirm"])?;
        read(self.http.post(url).json(code)).await
    }

    /// Ends a subscription by the token in its messages.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn end_dossier_subscription(&self, end: &EndDossierSubscription) -> Result<()> {
        let url = self.url(&["v1", "dossiers", "subscriptions", "end"])?;
        nothing(self.http.post(url).json(end)).await
    }
}

impl SignedIn {
    /// The receipt of a dossier, a PDF's bytes.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn dossier_receipt(
        &self,
        code: &DossierCode,
        params: &ReceiptParams,
    ) -> Result<Vec<u8>> {
        let path = ["v1", "staff", "dossiers", code.as_str(), "receipt.pdf"];
        bytes(self.request(Method::GET, &path)?.query(params)).await
    }

    /// What is told to one's own number or address.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn my_dossier_subscriptions(
        &self,
        paging: &Paging,
    ) -> Result<Page<DossierSubscription>> {
        let request = self.request(Method::GET, &["v1", "me", "dossier-subscriptions"])?;
        read(request.query(paging)).await
    }

    /// Ends what is told to one's own number or address.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn end_my_dossier_subscription(&self, id: Uuid) -> Result<()> {
        let id = id.to_string();
        nothing(self.request(Method::DELETE, &["v1", "me", "dossier-subscriptions", &id])?).await
    }

    /// The dossiers with which the proven number was left, those received last first.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn my_dossiers(&self, paging: &Paging) -> Result<Page<DossierView>> {
        let request = self.request(Method::GET, &["v1", "me", "dossiers"])?;
        read(request.query(paging)).await
    }
}
