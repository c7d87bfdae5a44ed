//! Posters to print.

use reqwest::Method;
use serde::Serialize;

use super::attachments::bytes;
use super::{Result, SignedIn};
use crate::Slug;
use crate::posters::{PosterImageParams, PosterParams, PosterSheet, PostersParams};

/// What a poster of one counter comes as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PosterFile {
    /// For a printer.
    Pdf,
    /// For who sets it into something of their own.
    Svg,
    /// For screens, in dots per inch.
    Png(u16),
}

impl SignedIn {
    /// The poster of a counter.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn counter_poster(
        &self,
        counter: &Slug,
        file: PosterFile,
        sheet: PosterSheet,
    ) -> Result<Vec<u8>> {
        match file {
            PosterFile::Pdf => {
                self.poster("counters", counter, "pdf", PosterParams { sheet })
                    .await
            }
            PosterFile::Svg => {
                self.poster("counters", counter, "svg", PosterParams { sheet })
                    .await
            }
            PosterFile::Png(dpi) => {
                let params = PosterImageParams { sheet, dpi };
                self.poster("counters", counter, "png", params).await
            }
        }
    }

    /// The posters of all counters of an agency and of those below it, as PDF.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn agency_posters(
        &self,
        agency: &Slug,
        params: impl Into<PostersParams>,
    ) -> Result<Vec<u8>> {
        self.poster("agencies", agency, "pdf", params.into()).await
    }

    /// The posters of all counters in a place, as PDF. A district that has ended may be named.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn place_posters(
        &self,
        place: &Slug,
        params: impl Into<PostersParams>,
    ) -> Result<Vec<u8>> {
        self.poster("places", place, "pdf", params.into()).await
    }

    async fn poster(
        &self,
        of: &str,
        id: &Slug,
        kind: &str,
        params: impl Serialize,
    ) -> Result<Vec<u8>> {
        let name = format!("{id}.{kind}");
        let request = self.request(Method::GET, &["v1", "staff", "posters", of, &name])?;
        bytes(request.query(&params)).await
    }
}
