//! Codes: what they mean, the keys that prove them, and the desk of staff.

use reqwest::{Method, StatusCode};

use super::accounts::SignedIn;
use super::{Client, QrImage, Result, read, refusal};
use crate::qr::{
    NewQrCode, QrKeys, RevokeQrCode, ScanParams, ScannedCode, StaffQrCode, StaffQrFilter,
};
use crate::{Page, QrCode};

const CODES: [&str; 3] = ["v1", "staff", "qr-codes"];

impl Client {
    /// Reads what a scanned code means. Typed codes are parsed into [`QrCode`] first, which
    /// forgives what people mistype and knows a wrong symbol without asking.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn qr(&self, code: &QrCode) -> Result<ScannedCode> {
        self.get(&["v1", "qr", code.as_str()], &(), &()).await
    }

    /// Reads what a scanned address means, with all that stands behind `/q/` in it. Prove it first:
    /// [`QrLink::verify`](crate::qr::QrLink::verify) asks no server.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn scan(&self, tail: &str) -> Result<ScannedCode> {
        self.get(&["v1", "qr", tail], &(), &()).await
    }

    /// The same of an address that nobody scanned just now: a link that was followed
    /// ([`QrLink::was_seen`](crate::qr::QrLink::was_seen)), or a page shown again. It is not counted.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn qr_seen(&self, tail: &str) -> Result<ScannedCode> {
        let params = ScanParams { seen: Some(true) };
        self.get(&["v1", "qr", tail], &params, &()).await
    }

    /// The keys that sign codes. Keep them, and read them anew weekly.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn qr_keys(&self) -> Result<QrKeys> {
        let path = [".well-known", "motcua-qr-keys.json"];
        self.get(&path, &(), &()).await
    }

    /// The image of a code, as a file's bytes.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn qr_image(&self, code: &QrCode, image: QrImage) -> Result<Vec<u8>> {
        self.scanned_image(code.as_str(), image).await
    }

    /// The same by what stands behind `/q/` in a scanned address: a receipt's image is drawn for whoever holds its
    /// signature only.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn scanned_image(&self, tail: &str, image: QrImage) -> Result<Vec<u8>> {
        let url = self.url(&["v1", "qr", tail, image.file()])?;
        let response = self.http.get(url).send().await?;
        let status = response.status();
        let body = response.bytes().await?;
        if status == StatusCode::OK {
            Ok(body.to_vec())
        } else {
            Err(refusal(status, &body))
        }
    }
}

impl SignedIn {
    /// A page of codes, counter by counter.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn qr_codes(&self, filter: &StaffQrFilter) -> Result<Page<StaffQrCode>> {
        read(self.request(Method::GET, &CODES)?.query(filter)).await
    }

    /// One code with its scans.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn qr_code(&self, code: &QrCode) -> Result<StaffQrCode> {
        let path = [&CODES[..], &[code.as_str()]].concat();
        read(self.request(Method::GET, &path)?).await
    }

    /// Makes a code.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn new_qr_code(&self, new: &NewQrCode) -> Result<StaffQrCode> {
        read(self.request(Method::POST, &CODES)?.json(new)).await
    }

    /// Puts a new version in the place of a code, and reads the new one.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn supersede_qr_code(&self, code: &QrCode) -> Result<StaffQrCode> {
        let path = [&CODES[..], &[code.as_str(), "supersede"]].concat();
        read(self.request(Method::POST, &path)?).await
    }

    /// Withdraws a code.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn revoke_qr_code(&self, code: &QrCode, why: &RevokeQrCode) -> Result<StaffQrCode> {
        let path = [&CODES[..], &[code.as_str(), "revoke"]].concat();
        read(self.request(Method::POST, &path)?.json(why)).await
    }
}
