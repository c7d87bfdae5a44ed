//! The watch list (danh sách theo dõi): dossiers that are late, or about to be.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::DossierCode;
use super::apology::ApologyState;
use super::event::{DossierFlag, DossierState};
use crate::chat::ProcedureRef;
use crate::qr::NamedRef;

/// How near its end a dossier is. Days are working days.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum WatchGroup {
    /// Quá hạn: its end has passed.
    Overdue,
    /// Đến hạn hôm nay.
    Today,
    /// Due on the next working day: the last one on which an apology comes in time.
    InOne,
    /// Due on the working day after that.
    InTwo,
    /// Due on the third working day from today.
    InThree,
    /// To be sent back for missing papers by the end of the next working day, if at all.
    ToReturn,
    /// Waits for papers, or is paused, for many days.
    Standing,
    /// Extended, or sent back for papers, a second time, and no leader has said why.
    ToJustify,
}

impl WatchGroup {
    /// Every group, the most pressing first.
    pub const ALL: [Self; 8] = [
        Self::Overdue,
        Self::Today,
        Self::InOne,
        Self::InTwo,
        Self::InThree,
        Self::ToReturn,
        Self::Standing,
        Self::ToJustify,
    ];

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::InOne => "in_one",
            Self::InTwo => "in_two",
            Self::InThree => "in_three",
            Self::ToReturn => "to_return",
            Self::Standing => "standing",
            Self::ToJustify => "to_justify",
        }
    }

    /// The group of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.as_str() == name)
    }
}

/// Filters of the watch list. They combine.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WatchFilter {
    /// Only of this agency and those below it; the caller's own rights limit it anyway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 80)]
    pub agency: Option<String>,
    /// Only of this desk, as the one-stop system names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 80)]
    pub desk: Option<String>,
    /// Only of this group; all that are overdue or due within three working days when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub group: Option<WatchGroup>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 200)]
    pub cursor: Option<String>,
    /// Most rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// How many dossiers there are in each group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WatchCounts {
    /// Overdue.
    pub overdue: i64,
    /// Due today, and not yet overdue.
    pub today: i64,
    /// Due on the next working day.
    pub in_one: i64,
    /// Due on the second working day from today.
    pub in_two: i64,
    /// Due on the third working day from today.
    pub in_three: i64,
    /// To be returned for missing papers by the end of the next working day.
    pub to_return: i64,
    /// Waiting or paused for long.
    pub standing: i64,
}

impl WatchCounts {
    /// How many are overdue or due within three working days.
    #[must_use]
    pub const fn pressing(&self) -> i64 {
        self.overdue + self.today + self.in_one + self.in_two + self.in_three
    }
}

/// Counts of an agency, or of one of its desks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WatchPart {
    /// The agency; null: the one-stop system named none that is known.
    pub agency: Option<NamedRef>,
    /// The desk; null in counts of whole agencies, and where none was named.
    pub desk: Option<String>,
    /// How many.
    pub counts: WatchCounts,
}

/// What becomes of apologies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApologyCounts {
    /// Drafted, or sent back to be written anew.
    pub drafts: i64,
    /// Handed in: a leader approves them.
    pub submitted: i64,
    /// Approved and not yet sent.
    pub to_send: i64,
    /// Approved this year after the dossier was overdue.
    pub late: i64,
    /// Second postponements, approved this year with a justification.
    pub second: i64,
}

/// A dossier of the watch list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WatchRow {
    /// Its code.
    pub code: DossierCode,
    /// What it is about.
    pub procedure: Option<ProcedureRef>,
    /// The agency that has it.
    pub agency: Option<NamedRef>,
    /// The desk that has it.
    pub desk: Option<String>,
    /// How it stands.
    pub state: DossierState,
    /// How near its end it is; null: further than three working days, or standing still.
    pub group: Option<WatchGroup>,
    /// When it was received.
    pub received_at: Option<DateTime<Utc>>,
    /// When it is due.
    pub due_at: Option<DateTime<Utc>>,
    /// An end that was missed before this one: figures count it as overdue, whatever date it has now.
    pub missed_at: Option<DateTime<Utc>>,
    /// Working days since it was due; 0 on the day itself.
    pub late_days: u32,
    /// Until when it may be returned for missing papers.
    pub return_by: Option<DateTime<Utc>>,
    /// Since when its clock stands still.
    pub standing_since: Option<DateTime<Utc>>,
    /// How often it was extended.
    pub extensions: u16,
    /// How often papers were asked for.
    pub supplements: u16,
    /// What is remarkable.
    pub flags: Vec<DossierFlag>,
    /// How its apology stands, when one was drafted for this end.
    pub apology: Option<ApologyState>,
}

/// The watch list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WatchList {
    /// The moment at which it holds.
    pub as_of: DateTime<Utc>,
    /// The three working days after today.
    pub days: Vec<NaiveDate>,
    /// How many there are in each group, of everything that the filters leave but the group.
    pub counts: WatchCounts,
    /// Dossiers with a repeated postponement or request for papers that waits for a leader's reason.
    pub to_justify: i64,
    /// What becomes of apologies.
    pub apologies: ApologyCounts,
    /// By agency, the most overdue first; at most 200.
    pub agencies: Vec<WatchPart>,
    /// By desk, the most overdue first; at most 100.
    pub desks: Vec<WatchPart>,
    /// A page of the dossiers, what is due first.
    pub items: Vec<WatchRow>,
    /// Leads to the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_called_as_on_the_wire() {
        for group in WatchGroup::ALL {
            assert_eq!(serde_json::json!(group), group.as_str());
            assert_eq!(WatchGroup::from_name(group.as_str()), Some(group));
        }
        assert_eq!(WatchGroup::from_name("soon"), None);
    }
}
