//! The receipt of a dossier, on paper.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The paper of a receipt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptPaper {
    /// 148 × 210 mm.
    #[default]
    A5,
    /// 210 × 297 mm.
    A4,
}

/// Query of `GET /v1/staff/dossiers/{code}/receipt.pdf`.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReceiptParams {
    /// The paper; A5 when absent.
    #[serde(default)]
    #[param(inline)]
    pub paper: ReceiptPaper,
}
