//! Settings of an agency on the wire: how it is reached, when it works, and how long its answers may take.

use chrono::{DateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::MailAddress;
use crate::qr::NamedRef;
use crate::ticket::TicketKind;

/// A day of the week.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum WeekDay {
    /// Thứ hai.
    Monday,
    /// Thứ ba.
    Tuesday,
    /// Thứ tư.
    Wednesday,
    /// Thứ năm.
    Thursday,
    /// Thứ sáu.
    Friday,
    /// Thứ bảy.
    Saturday,
    /// Chủ nhật.
    Sunday,
}

impl WeekDay {
    /// Monday to Sunday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
}

/// One session (buổi) of office hours, as clocks in Vietnam show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeSession {
    /// Its beginning, such as `07:30:00`.
    #[schema(value_type = String, pattern = "^[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?$", example = "07:30:00")]
    #[serde(with = "time_of_day")]
    pub from: NaiveTime,
    /// Its end.
    #[schema(value_type = String, pattern = "^[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?$", example = "11:30:00")]
    #[serde(with = "time_of_day")]
    pub to: NaiveTime,
}

/// The hours of some days of the week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeDays {
    /// The days.
    #[schema(min_items = 1, max_items = 7)]
    pub days: Vec<WeekDay>,
    /// Their sessions, in order.
    #[schema(min_items = 1, max_items = 4)]
    pub sessions: Vec<OfficeSession>,
}

/// What the time of an answer is counted in. "Ngày" and "ngày làm việc" are different units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReplyUnit {
    /// Giờ làm việc.
    WorkingHour,
    /// Ngày làm việc.
    WorkingDay,
    /// Ngày.
    CalendarDay,
}

/// How long an agency's answers may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyTerm {
    /// The kinds of ticket it holds for; empty: all.
    #[serde(default)]
    #[schema(max_items = 5)]
    pub kinds: Vec<TicketKind>,
    /// How many.
    #[schema(minimum = 1, maximum = 240)]
    pub amount: u32,
    /// Of what.
    pub unit: ReplyUnit,
    /// The decision that says so: number, date, who signed it.
    #[schema(min_length = 10, max_length = 300)]
    pub source: String,
}

/// Settings of an agency (thiết lập của cơ quan).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgencySettings {
    /// Whose.
    pub agency: NamedRef,
    /// Where its tickets are mailed, beside its officers with accounts. Absent: nowhere.
    pub mail: Option<MailAddress>,
    /// Whether a leader approves answers before they are sent.
    pub approval: bool,
    /// Its office hours; absent: those of everyone.
    pub hours: Option<Vec<OfficeDays>>,
    /// How long its answers may take; where none holds, the rule of everyone does.
    pub replies: Vec<ReplyTerm>,
    /// Grows with every change; 0 where nothing was set yet.
    pub revision: i32,
    /// When they were changed last.
    pub updated_at: Option<DateTime<Utc>>,
}

/// Settings to be kept. They hold for what comes from now on: clocks that run are not rewritten.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAgencySettings {
    /// Where its tickets are mailed.
    #[serde(default)]
    pub mail: Option<MailAddress>,
    /// Whether a leader approves answers before they are sent.
    #[serde(default)]
    pub approval: bool,
    /// Its office hours. Monday to Friday each need some.
    #[serde(default)]
    #[schema(max_items = 7)]
    pub hours: Option<Vec<OfficeDays>>,
    /// How long its answers may take.
    #[serde(default)]
    #[schema(max_items = 8)]
    pub replies: Vec<ReplyTerm>,
    /// The revision that was seen.
    #[schema(minimum = 0)]
    pub revision: i32,
}

mod time_of_day {
    use chrono::NaiveTime;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(time: &NaiveTime, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(&time.format("%H:%M:%S"))
    }

    /// With or without seconds: people write `07:30`.
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<NaiveTime, D::Error> {
        let text = String::deserialize(d)?;
        let read = NaiveTime::parse_from_str(&text, "%H:%M:%S");
        read.or_else(|_| NaiveTime::parse_from_str(&text, "%H:%M"))
            .map_err(|_| serde::de::Error::custom("not a time of day such as 07:30"))
    }
}
