//! Ratings of counters.

use super::{Client, Result, TicketKey, read};
use crate::rating::{
    NewRatingVisit, NewServiceRating, RatingForm, RatingFormParams, RatingReceipt, RatingVisit,
    ServiceRated,
};

impl From<&RatingReceipt> for TicketKey {
    /// A receipt opens the ticket in which the rating is answered.
    fn from(receipt: &RatingReceipt) -> Self {
        Self::new(receipt.code.clone(), &*receipt.secret)
    }
}

impl Client {
    /// Reads a rating form, in a version or as it is given today.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn rating_form(&self, id: &str, version: Option<u32>) -> Result<RatingForm> {
        let url = self.url(&["v1", "rating-forms", id])?;
        read(self.http.get(url).query(&RatingFormParams { version })).await
    }

    /// Begins a visit with a scanned code.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn begin_rating_visit(&self, qr: &str) -> Result<RatingVisit> {
        let new = NewRatingVisit { qr: qr.to_owned() };
        let url = self.url(&["v1", "ratings", "visits"])?;
        read(self.http.post(url).json(&new)).await
    }

    /// Rates a counter. With a random key of at least 16 characters, sending it again after a broken
    /// connection makes no second rating.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn rate_service(
        &self,
        rating: &NewServiceRating,
        key: Option<&str>,
    ) -> Result<ServiceRated> {
        let mut request = self.http.post(self.url(&["v1", "ratings"])?).json(rating);
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        read(request).await
    }
}
