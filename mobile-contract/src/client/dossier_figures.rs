//! What dossiers add up to: for staff, and for everyone.

use reqwest::Method;

use super::accounts::SignedIn;
use super::attachments::bytes;
use super::{Client, Result, read};
use crate::dossier::figures::{DossierFigureFilter, DossierFigures};
use crate::dossier::open_data::OpenDossiers;
use crate::dossier::quality::{DossierQuality, DossierQualityFilter};

impl SignedIn {
    /// What the dossiers of a period add up to.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn dossier_figures(&self, filter: &DossierFigureFilter) -> Result<DossierFigures> {
        let request = self.request(Method::GET, &["v1", "staff", "dossiers", "figures"])?;
        read(request.query(filter)).await
    }

    /// The same as a table for a spreadsheet.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn dossier_figures_csv(&self, filter: &DossierFigureFilter) -> Result<String> {
        let bytes = self.figures_file("figures.csv", filter).await?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The same as a workbook.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn dossier_figures_xlsx(&self, filter: &DossierFigureFilter) -> Result<Vec<u8>> {
        self.figures_file("figures.xlsx", filter).await
    }

    async fn figures_file(&self, file: &str, filter: &DossierFigureFilter) -> Result<Vec<u8>> {
        let request = self.request(Method::GET, &["v1", "staff", "dossiers", file])?;
        bytes(request.query(filter)).await
    }

    /// Quality indices of the dossiers that ended in a period.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn dossier_quality(&self, filter: &DossierQualityFilter) -> Result<DossierQuality> {
        let request = self.request(Method::GET, &["v1", "staff", "dossiers", "quality"])?;
        read(request.query(filter)).await
    }
}

impl Client {
    /// Monthly figures of dossiers for everyone.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn open_dossiers(&self) -> Result<OpenDossiers> {
        let url = self.url(&["v1", "open-data", "dossiers"])?;
        read(self.http.get(url)).await
    }

    /// The same as a table for a spreadsheet.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn open_dossiers_csv(&self) -> Result<String> {
        let url = self.url(&["v1", "open-data", "dossiers.csv"])?;
        Ok(String::from_utf8_lossy(&bytes(self.http.get(url)).await?).into_owned())
    }
}
