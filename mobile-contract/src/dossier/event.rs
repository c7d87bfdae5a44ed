//! What a one-stop system tells of a dossier: one event for each thing that happened to it.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::DossierCode;
use crate::knowledge::TimeUnit;

/// What happened to a dossier (sự kiện của hồ sơ).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DossierEventKind {
    /// Tiếp nhận: it was received, and a receipt was given.
    Received,
    /// Chuyển xử lý: it lies with another agency or desk.
    Forwarded,
    /// Yêu cầu bổ sung: papers are missing, and the citizen was told which.
    SupplementRequested,
    /// Đã bổ sung: the papers are full.
    SupplementReceived,
    /// Tạm dừng: waits for something that the law does not count.
    Paused,
    /// Tiếp tục xử lý.
    Resumed,
    /// Xin lỗi và hẹn lại: a letter with the reason and a new date (`due_at`).
    Extended,
    /// Có kết quả.
    Resolved,
    /// Trả kết quả: the result was handed to the citizen.
    Returned,
    /// Không đủ điều kiện: refused with reasons.
    Refused,
    /// Rút, hủy.
    Withdrawn,
    /// Takes back the event named by `corrects`: it was told by mistake.
    Voided,
}

/// How a dossier was handed in (hình thức nộp).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DossierChannel {
    /// Trực tiếp.
    InPerson,
    /// Trực tuyến.
    Online,
    /// Bưu chính công ích.
    Post,
    /// Qua trung tâm, đại lý, điểm thu.
    Centre,
}

/// How long a dossier may take, as its receipt says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierTerm {
    /// How many.
    #[schema(minimum = 1, maximum = 10000, example = 3)]
    pub amount: u32,
    /// Of what.
    pub unit: TimeUnit,
}

/// Who handed a dossier in. Sealed on arrival; only initials and keyed hashes stay in reach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierApplicant {
    /// Full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 120, example = "Nguyễn Thị Lan")]
    pub name: Option<String>,
    /// Phone number, in any writing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 30, example = "0912 345 678")]
    pub phone: Option<String>,
    /// Number of the identity card (căn cước), or of the enterprise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 20, example = "033190001234")]
    pub id_number: Option<String>,
    /// Mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 254, example = "lan@example.vn")]
    pub email: Option<String>,
}

/// One event. What it does not say stays as other events said it; a correction of the same kind keeps what it does
/// not say of the event that it replaces. A date at midnight means that whole day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierEvent {
    /// The sender's id of the event; sent again, it is known by it.
    #[schema(min_length = 1, max_length = 100, example = "2f9c-001")]
    pub id: String,
    /// The dossier.
    pub dossier: DossierCode,
    /// When it happened.
    pub at: DateTime<FixedOffset>,
    /// What happened.
    pub kind: DossierEventKind,
    /// The id of an earlier event of the same dossier that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub corrects: Option<String>,
    /// The agency that has the dossier from now on: our id, or the sender's code of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 80, example = "so-tu-phap")]
    pub agency: Option<String>,
    /// The officer's desk, as the sender names it. No personal name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 80, example = "ban-03")]
    pub desk: Option<String>,
    /// The procedure's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 40, example = "1.001193")]
    pub procedure: Option<String>,
    /// The commune or province it was received in: our id of the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 80, example = "xa-an-thi")]
    pub place: Option<String>,
    /// How it was handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<DossierChannel>,
    /// How long it may take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<DossierTerm>,
    /// Of `received`: the date on the receipt. Of `extended`: the new date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<FixedOffset>>,
    /// Who handed it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<DossierApplicant>,
    /// Why: what is missing, why it is late, why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1000)]
    pub reason: Option<String>,
    /// Who signed the letter of an extension: name of the office, as "Phó Giám đốc".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 120)]
    pub signer: Option<String>,
    /// False: the result is never handed back (hồ sơ không phải trả).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returnable: Option<bool>,
}

/// How a dossier stands. Being late is no state: it is a matter of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DossierState {
    /// Đang giải quyết.
    InProgress,
    /// Chờ bổ sung.
    Waiting,
    /// Tạm dừng.
    Paused,
    /// Đã có kết quả.
    Resolved,
    /// Không đủ điều kiện.
    Refused,
    /// Rút, hủy.
    Withdrawn,
}

impl DossierState {
    /// Whether nothing more is to be done but handing back what there is.
    #[must_use]
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Resolved | Self::Refused | Self::Withdrawn)
    }
}

/// How the end of a resolved dossier lies to its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DossierTiming {
    /// Trước hạn: on a day before the last one.
    Early,
    /// Đúng hạn.
    OnTime,
    /// Quá hạn.
    Late,
}

/// What is remarkable about a dossier, for who keeps the books.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DossierFlag {
    /// The agency is none of ours.
    UnknownAgency,
    /// The procedure is none of ours.
    UnknownProcedure,
    /// The place is none of ours.
    UnknownPlace,
    /// Something happened that cannot have: an event before receipt, or after the end.
    ImpossibleOrder,
    /// Nobody told yet when it was received.
    NotReceived,
    /// Nobody told how long it may take.
    NoTerm,
    /// An event lies in the future of the day it was told.
    ClockSkew,
    /// The receipt promises another day than the rules give.
    DueDiffers,
    /// Its end had passed before a new date was given or papers were asked for: it stays late.
    EndMissed,
    /// Its term runs into a year whose days off are not all decided.
    CalendarUndecided,
    /// It was extended more than once.
    SecondExtension,
    /// Papers were asked for more than once.
    SecondSupplement,
}
