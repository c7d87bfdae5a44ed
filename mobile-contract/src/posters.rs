//! Posters with the codes of counters (bảng mã QR), as files to print.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::limits::POSTER_DPI_DEFAULT;

/// The paper that a poster is made for.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum PosterSheet {
    /// A wall or a window.
    A3,
    /// Beside the counter.
    #[default]
    A4,
    /// An A4 sheet folded into a tent of two A5 sides, for the table.
    A5Tent,
}

impl PosterSheet {
    /// Every sheet, the largest first.
    pub const ALL: [Self; 3] = [Self::A3, Self::A4, Self::A5Tent];

    /// The sheet on the wire and in names of files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A3 => "a3",
            Self::A4 => "a4",
            Self::A5Tent => "a5_tent",
        }
    }
}

/// Query of `GET /v1/staff/posters/counters/…`.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PosterParams {
    /// The paper.
    #[serde(default)]
    #[param(inline)]
    pub sheet: PosterSheet,
}

/// Query of `GET /v1/staff/posters/agencies/{id}.pdf` and of the places'.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PostersParams {
    /// The paper.
    #[serde(default)]
    #[param(inline)]
    pub sheet: PosterSheet,
    /// Counters that lack one or two of their codes in use are left out, too. Without it the file is refused, and
    /// each of them is named.
    #[serde(default)]
    pub skip_incomplete: bool,
}

impl From<PosterSheet> for PostersParams {
    fn from(sheet: PosterSheet) -> Self {
        Self {
            sheet,
            skip_incomplete: false,
        }
    }
}

/// Query of `GET /v1/staff/posters/counters/{id}.png`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PosterImageParams {
    /// The paper.
    #[serde(default)]
    #[param(inline)]
    pub sheet: PosterSheet,
    /// Dots per inch.
    #[serde(default = "dpi")]
    #[param(minimum = 72, maximum = 300, default = 150)]
    pub dpi: u16,
}

const fn dpi() -> u16 {
    POSTER_DPI_DEFAULT
}

impl Default for PosterImageParams {
    fn default() -> Self {
        Self {
            sheet: PosterSheet::default(),
            dpi: dpi(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_written_as_it_is_read() {
        for sheet in PosterSheet::ALL {
            let text = format!("\"{}\"", sheet.as_str());
            assert_eq!(serde_json::from_str::<PosterSheet>(&text).unwrap(), sheet);
            assert_eq!(serde_json::to_string(&sheet).unwrap(), text);
        }
        assert!(serde_json::from_str::<PosterSheet>("\"a0\"").is_err());
    }
}
