use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Level, Source};
use crate::{QrCode, Slug};

/// Kind of agency: what it is responsible for, independent of where it stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    /// Ủy ban nhân dân.
    PeopleCommittee,
    /// Sở and bodies of the same rank.
    Department,
    /// Công an.
    Police,
    /// Bảo hiểm xã hội.
    SocialInsurance,
    /// Chi nhánh Văn phòng đăng ký đất đai.
    LandRegistration,
    /// Cơ quan thuế.
    Tax,
    /// Trung tâm Phục vụ hành chính công.
    PublicService,
    /// Ban quản lý (khu công nghiệp, khu đại học).
    ManagementBoard,
    /// Thanh tra.
    Inspectorate,
    /// Bưu điện, điện lực and the like.
    Utility,
    /// Anything else.
    Other,
}

/// An agency (cơ quan), for the period in which it exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Stable id.
    #[schema(example = "so-tu-phap")]
    pub id: Slug,
    /// Full name.
    #[schema(example = "Sở Tư pháp tỉnh Hưng Yên")]
    pub name: String,
    /// Kind of agency.
    pub kind: AgencyKind,
    /// Level of government.
    pub level: Level,
    /// The unit it serves.
    pub place: Slug,
    /// The agency above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Slug>,
    /// Fields of administration it is responsible for, as the catalogue names them.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Other names people use.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// First day of existence; absent: before our records begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Last day of existence; absent: exists today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// The agencies that follow it.
    #[serde(default)]
    pub successors: Vec<Slug>,
    /// Where this was read.
    pub sources: Vec<Source>,
}

/// A counter (quầy) where dossiers are received, with its QR code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Counter {
    /// Stable id.
    pub id: Slug,
    /// What the sign above it says.
    pub name: String,
    /// The agency that runs it.
    pub agency: Slug,
    /// The unit it stands in.
    pub place: Slug,
    /// Procedures people mostly come for.
    #[serde(default)]
    pub procedures: Vec<crate::ProcedureCode>,
    /// The code on its poster.
    pub qr: QrCode,
    /// Where this was read.
    pub sources: Vec<Source>,
}
