//! Names of states and events, for staff.

use mobile_contract::Locale;
use mobile_contract::dossier::apology::ApologyState;
use mobile_contract::dossier::event::{DossierEventKind as Kind, DossierState};
use mobile_contract::dossier::watch::WatchGroup;

use super::text::Text;
pub(super) use crate::dossiers::figures::channel_name as channel;

pub(super) const fn group(group: WatchGroup, d: &'static Text) -> &'static str {
    match group {
        WatchGroup::Overdue => d.overdue,
        WatchGroup::Today => d.today,
        WatchGroup::InOne => d.in_one,
        WatchGroup::InTwo => d.in_two,
        WatchGroup::InThree => d.in_three,
        WatchGroup::ToReturn => d.to_return,
        WatchGroup::Standing => d.standing,
        WatchGroup::ToJustify => d.to_justify,
    }
}

pub(super) const fn apology(state: ApologyState, d: &'static Text) -> &'static str {
    match state {
        ApologyState::Draft => d.state_draft,
        ApologyState::Submitted => d.state_submitted,
        ApologyState::Rejected => d.state_rejected,
        ApologyState::Approved => d.state_approved,
        ApologyState::Sent => d.state_sent,
        ApologyState::Dropped => d.state_dropped,
    }
}

pub(super) const fn state(state: DossierState, locale: Locale) -> &'static str {
    let (vi, en) = match state {
        DossierState::InProgress => ("Đang giải quyết", "In progress"),
        DossierState::Waiting => ("Chờ bổ sung", "Waiting for papers"),
        DossierState::Paused => ("Tạm dừng", "Paused"),
        DossierState::Resolved => ("Đã có kết quả", "Resolved"),
        DossierState::Refused => ("Không đủ điều kiện", "Refused"),
        DossierState::Withdrawn => ("Đã rút", "Withdrawn"),
    };
    match locale {
        Locale::Vi => vi,
        Locale::En => en,
    }
}

pub(super) const fn event(kind: Kind, locale: Locale) -> &'static str {
    let (vi, en) = match kind {
        Kind::Received => ("Tiếp nhận", "Received"),
        Kind::Forwarded => ("Chuyển xử lý", "Forwarded"),
        Kind::SupplementRequested => ("Yêu cầu bổ sung", "Papers asked for"),
        Kind::SupplementReceived => ("Đã bổ sung", "Papers handed in"),
        Kind::Paused => ("Tạm dừng", "Paused"),
        Kind::Resumed => ("Tiếp tục", "Resumed"),
        Kind::Extended => ("Xin lỗi và hẹn lại", "Extended with an apology"),
        Kind::Resolved => ("Có kết quả", "Resolved"),
        Kind::Returned => ("Trả kết quả", "Handed back"),
        Kind::Refused => ("Không đủ điều kiện", "Refused"),
        Kind::Withdrawn => ("Rút hồ sơ", "Withdrawn"),
        Kind::Voided => ("Thu hồi một sự kiện", "An event was taken back"),
    };
    match locale {
        Locale::Vi => vi,
        Locale::En => en,
    }
}
