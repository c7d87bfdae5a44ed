use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Facet, Source, Verify};
use crate::ProcedureCode;

/// An administrative procedure (thủ tục hành chính): everything a citizen must know to get it done.
///
/// Empty lists and absent values mean "the source does not say".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// National code.
    pub code: ProcedureCode,
    /// Official title.
    #[schema(example = "Đăng ký khai sinh")]
    pub title: String,
    /// Title in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_en: Option<String>,
    /// Two plain sentences: who needs it and when, and what they get.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary_en: Option<String>,
    /// Field of administration (lĩnh vực) as the catalogue names it.
    #[schema(example = "Hộ tịch")]
    pub field: String,
    /// What people call it: lay names, abbreviations, old names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What people who ask in English call it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases_en: Vec<String>,
    /// Who may ask for it.
    #[serde(default)]
    pub audience: Vec<Audience>,
    /// At which levels of government it is handled.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// Which body is responsible, per level.
    #[serde(default)]
    pub responsible: Vec<Responsible>,
    /// Whether the citizen must come in person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<Presence>,
    /// How far it can be done online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online: Option<OnlineService>,
    /// How a dossier may be handed in.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// The cases (trường hợp) with their own papers, fees and limits. The first is the usual one.
    #[serde(default)]
    pub cases: Vec<Case>,
    /// What happens, in order, as the citizen sees it.
    #[serde(default)]
    pub steps: Vec<String>,
    /// What must be true to be eligible.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// What the citizen holds in the end.
    #[serde(default)]
    pub results: Vec<String>,
    /// What often goes wrong.
    #[serde(default)]
    pub common_mistakes: Vec<String>,
    /// The law it rests on.
    #[serde(default)]
    pub legal_basis: Vec<LegalBasis>,
    /// Procedures that often come with it.
    #[serde(default)]
    pub related: Vec<ProcedureCode>,
    /// Where these facts were read.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// What must be confirmed before anyone relies on it.
    #[serde(default)]
    pub verify: Vec<Verify>,
    /// Text of the source for the parts that could not be taken apart, keyed by part:
    /// `time_limit`, `fee`, `documents`, `steps`, `legal_basis`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub as_stated: BTreeMap<Facet, String>,
    /// Written by hand from sources, or imported from the national catalogue.
    #[serde(default)]
    pub origin: Origin,
}

/// The line of a procedure in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProcedureSummary {
    /// National code.
    pub code: ProcedureCode,
    /// Official title.
    pub title: String,
    /// Field of administration.
    pub field: String,
    /// At which levels it is handled.
    pub levels: Vec<Level>,
    /// Who may ask for it.
    pub audience: Vec<Audience>,
    /// Written by hand from sources, or imported.
    pub origin: Origin,
}

impl From<&Procedure> for ProcedureSummary {
    fn from(p: &Procedure) -> Self {
        Self {
            code: p.code.clone(),
            title: p.title.clone(),
            field: p.field.clone(),
            levels: p.levels.clone(),
            audience: p.audience.clone(),
            origin: p.origin,
        }
    }
}

/// Where a record comes from.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Written by hand in plain words, from sources.
    #[default]
    Curated,
    /// Taken from the national catalogue as it stands.
    Imported,
}

/// Who may ask for a procedure (đối tượng thực hiện).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Công dân Việt Nam.
    Citizen,
    /// Người nước ngoài.
    Foreigner,
    /// Người Việt Nam định cư ở nước ngoài.
    OverseasVietnamese,
    /// Doanh nghiệp.
    Enterprise,
    /// Doanh nghiệp có vốn đầu tư nước ngoài.
    ForeignInvestedEnterprise,
    /// Hợp tác xã.
    Cooperative,
    /// Tổ chức (không bao gồm doanh nghiệp, hợp tác xã).
    Organisation,
    /// Tổ chức nước ngoài.
    ForeignOrganisation,
    /// Cán bộ, công chức, viên chức.
    Official,
}

/// Level of government (cấp thực hiện).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Cấp xã: xã, phường, thị trấn.
    Commune,
    /// Cấp huyện. Abolished on 1 July 2025; kept for records of before.
    District,
    /// Cấp tỉnh.
    Province,
    /// Cấp bộ, trung ương.
    Ministry,
    /// Cơ quan khác: banks, notaries, hospitals, embassies.
    Other,
}

/// The body responsible at one level (cơ quan thực hiện).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Responsible {
    /// Level of government.
    pub level: Level,
    /// The body as a citizen would look for it.
    #[schema(example = "UBND xã, phường nơi cư trú của cha hoặc mẹ")]
    pub agency: String,
    /// Kind of agency, to find the one of a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<super::AgencyKind>,
    /// Whom it serves at this level, when levels split by audience.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<Audience>,
    /// Where to go or what to mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Whether the citizen must come in person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Must come in person at least once.
    Required,
    /// Someone else may hand it in.
    NotRequired,
}

/// How far a procedure can be done online. "Toàn trình" and "một phần" since 2022.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnlineService {
    /// Toàn trình: no visit at all.
    Full,
    /// Một phần: handed in online, at least one visit remains.
    Partial,
    /// Not offered online.
    None,
}

/// How a dossier is handed in (hình thức nộp).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Trực tiếp: at the counter.
    InPerson,
    /// Trực tuyến: on a portal.
    Online,
    /// Dịch vụ bưu chính: public post.
    Post,
}

/// One case of a procedure (trường hợp).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Short name; absent for the usual case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When this case applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// How long it takes.
    #[serde(default)]
    pub time_limits: Vec<TimeLimit>,
    /// What it costs.
    #[serde(default)]
    pub fees: Vec<Fee>,
    /// Which papers are needed.
    #[serde(default)]
    pub documents: Vec<Document>,
}

/// Who set a time limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Set by law.
    #[default]
    Statutory,
    /// The province's own, shorter promise.
    Committed,
}

/// Unit of a time limit. "Ngày" and "ngày làm việc" are different units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// Phút.
    Minute,
    /// Giờ, by the clock.
    Hour,
    /// Giờ làm việc.
    WorkingHour,
    /// Nửa ngày làm việc (một buổi).
    HalfDay,
    /// Ngày làm việc.
    WorkingDay,
    /// Ngày.
    CalendarDay,
    /// Tháng.
    Month,
    /// Năm.
    Year,
}

/// How long a procedure takes (thời hạn giải quyết).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeLimit {
    /// The channel it holds for; absent: every channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Set by law or promised by the province.
    #[serde(default)]
    pub basis: Basis,
    /// How many units. Absent when the source gives only words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u32>,
    /// The unit. Absent when the source gives only a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<TimeUnit>,
    /// What the source adds: from when it counts, exceptions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What kind of fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// Nothing to pay.
    Free,
    /// A fixed amount.
    Fixed,
    /// Depends on what the note says.
    Varies,
    /// Set by the provincial People's Council (HĐND tỉnh).
    SetLocally,
}

/// What a procedure costs (phí, lệ phí).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// The channel it holds for; absent: every channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// What kind of fee.
    pub kind: FeeKind,
    /// In đồng, for fixed fees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 8000)]
    pub amount: Option<u64>,
    /// What is paid for once: "bản", "trang", "lần".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    /// What the money is for, and what the source adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who does not pay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exemptions: Vec<String>,
}

/// What to do with a paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentRole {
    /// Hand it in (nộp).
    #[default]
    Submit,
    /// Show it and take it back (xuất trình).
    Show,
    /// Need not be brought: the agency looks it up itself.
    LookedUp,
}

/// A form to fill in (mẫu đơn, tờ khai).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Number of the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "CT01")]
    pub code: Option<String>,
    /// Its name or file name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where to get it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A paper of the dossier (thành phần hồ sơ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// What it is.
    pub name: String,
    /// Hand in, show, or looked up by the agency.
    #[serde(default)]
    pub role: DocumentRole,
    /// How many originals (bản chính).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub originals: Option<u16>,
    /// How many copies (bản sao).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<u16>,
    /// The form to fill in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// When it is needed; absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed_when: Option<String>,
    /// What to mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A legal document a procedure rests on (căn cứ pháp lý).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// What it is called.
    pub title: String,
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "60/2014/QH13")]
    pub number: Option<String>,
}
