//! Words of tickets that app, server and the knowledge files share.

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
