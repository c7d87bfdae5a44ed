//! What columns of an export tell of, and how their cells are written.

use mobile_contract::dossier::event::DossierEventKind;
use serde::Deserialize;

use crate::kernel::legacy::Writing;

/// What a column of dates tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventColumn {
    /// Received.
    Received,
    /// Papers were asked for.
    SupplementRequested,
    /// They came.
    SupplementReceived,
    /// The clock was stopped.
    Paused,
    /// It went on.
    Resumed,
    /// A new date was set.
    Extended,
    /// There was a result.
    Resolved,
    /// It was refused.
    Refused,
    /// It was withdrawn.
    Withdrawn,
    /// The result was handed back.
    Returned,
}

impl EventColumn {
    /// What happened.
    #[must_use]
    pub const fn kind(self) -> DossierEventKind {
        match self {
            Self::Received => DossierEventKind::Received,
            Self::SupplementRequested => DossierEventKind::SupplementRequested,
            Self::SupplementReceived => DossierEventKind::SupplementReceived,
            Self::Paused => DossierEventKind::Paused,
            Self::Resumed => DossierEventKind::Resumed,
            Self::Extended => DossierEventKind::Extended,
            Self::Resolved => DossierEventKind::Resolved,
            Self::Refused => DossierEventKind::Refused,
            Self::Withdrawn => DossierEventKind::Withdrawn,
            Self::Returned => DossierEventKind::Returned,
        }
    }

    /// Whether nothing more is to be done afterwards, but handing back what there is.
    #[must_use]
    pub const fn is_end(self) -> bool {
        matches!(
            self,
            Self::Resolved | Self::Refused | Self::Withdrawn | Self::Returned
        )
    }

    /// Its name, which ids of events are made of: it never changes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::SupplementRequested => "supplement_requested",
            Self::SupplementReceived => "supplement_received",
            Self::Paused => "paused",
            Self::Resumed => "resumed",
            Self::Extended => "extended",
            Self::Resolved => "resolved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Returned => "returned",
        }
    }
}

/// How cells are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8, UTF-16, or a workbook as it should be.
    Unicode,
    /// TCVN3 (ABC), fonts `.Vn…`.
    Tcvn3,
    /// VNI, fonts `VNI-…`.
    Vni,
}

impl From<Encoding> for Writing {
    fn from(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Unicode => Self::Unicode,
            Encoding::Tcvn3 => Self::Tcvn3,
            Encoding::Vni => Self::Vni,
        }
    }
}
