//! What ratings add up to, for staff.

use reqwest::Method;

use super::accounts::SignedIn;
use super::{Result, read};
use crate::Page;
use crate::rating_figures::{RatingFigures, RatingFilter, RatingListFilter, RatingRow};

impl SignedIn {
    /// What ratings add up to.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn rating_figures(&self, filter: &RatingFilter) -> Result<RatingFigures> {
        let request = self.request(Method::GET, &["v1", "staff", "ratings", "figures"])?;
        read(request.query(filter)).await
    }

    /// The same as a table for a spreadsheet, with every row.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn rating_figures_csv(&self, filter: &RatingFilter) -> Result<String> {
        let request = self.request(Method::GET, &["v1", "staff", "ratings", "figures.csv"])?;
        let response = request.query(filter).send().await?;
        let status = response.status();
        let body = response.bytes().await?;
        if status.is_success() {
            return Ok(String::from_utf8_lossy(&body).into_owned());
        }
        Err(super::refusal(status, &body))
    }

    /// A page of single ratings, newest first.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn ratings(&self, filter: &RatingListFilter) -> Result<Page<RatingRow>> {
        let request = self.request(Method::GET, &["v1", "staff", "ratings"])?;
        read(request.query(filter)).await
    }
}
