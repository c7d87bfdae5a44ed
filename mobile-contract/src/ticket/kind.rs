//! What a ticket is about, where it came from, and how it stands.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a ticket (phiếu) is about.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TicketKind {
    /// Câu hỏi.
    Question,
    /// Phản ánh về phục vụ: of an agency, its staff, or what it looks after.
    Service,
    /// Phản ánh, kiến nghị về quy định hành chính.
    Regulation,
    /// Khiếu nại: a legal track of its own (Law on Complaints, 02/2011/QH13).
    Complaint,
    /// Tố cáo: a legal track of its own (Law on Denunciations, 25/2018/QH14).
    Denunciation,
}

impl TicketKind {
    /// Whether the law has a track of its own for it: explained and handed over, not processed here.
    #[must_use]
    pub const fn has_its_own_track(self) -> bool {
        matches!(self, Self::Complaint | Self::Denunciation)
    }
}

/// The way a ticket came in.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TicketSource {
    /// The app or any other program of the citizen.
    App,
    /// The form on the web.
    Web,
    /// A conversation with the assistant.
    Chat,
    /// A poster at a counter.
    Qr,
    /// An operator, for somebody on the phone (tổng đài).
    Phone,
    /// A mail.
    Mail,
    /// A rating of a counter that is answered. Nobody is shown who gave it.
    Rating,
}

/// How a ticket stands. Being late is no state: it is what the clocks say.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TicketState {
    /// Nobody knows yet whose it is: in the operators' queue (chờ chuyển xử lý).
    Unrouted,
    /// With the agency responsible (đang xử lý).
    WithAgency,
    /// The agency has asked the citizen for something (chờ bổ sung).
    WaitingForCitizen,
    /// Answered (đã trả lời); may be reopened for some days.
    Answered,
    /// Explained and handed to the reception desk: a legal track of its own (chuyển tiếp công dân).
    HandedOver,
    /// Answered together with another one of the same matter (đã gộp).
    Merged,
    /// Taken back by the sender (đã rút).
    Withdrawn,
}

impl TicketState {
    /// Whether somebody still has to do something.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Unrouted | Self::WithAgency | Self::WaitingForCitizen
        )
    }
}
