//! States, kinds and times of tickets in words.

use mobile_contract::Locale;
use mobile_contract::ticket::{TicketEventKind, TicketKind, TicketSource, TicketState};

use crate::kernel::wire;

/// Working minutes of an hour and of a day.
const HOUR: i64 = 60;
const DAY: i64 = 8 * HOUR;

/// Working time until a clock ends, or since: `còn 2 giờ làm việc`. Rounded down, so that nobody believes
/// to have more time than there is.
#[must_use]
pub(super) fn left(minutes: i64, locale: Locale) -> String {
    let time = amount(minutes.abs(), locale);
    match (minutes < 0, locale) {
        (false, Locale::Vi) => format!("còn {time}"),
        (true, Locale::Vi) => format!("trễ {time}"),
        (false, Locale::En) => format!("{time} left"),
        (true, Locale::En) => format!("{time} late"),
    }
}

fn amount(minutes: i64, locale: Locale) -> String {
    let (number, vi, en) = match minutes {
        ..HOUR => (minutes, "phút", "minute"),
        HOUR..DAY => (minutes / HOUR, "giờ", "hour"),
        DAY.. => (minutes / DAY, "ngày", "day"),
    };
    match locale {
        Locale::Vi if number == 0 => "dưới 1 phút làm việc".to_owned(),
        Locale::En if number == 0 => "less than a working minute".to_owned(),
        Locale::Vi => format!("{number} {vi} làm việc"),
        Locale::En if number == 1 => format!("1 working {en}"),
        Locale::En => format!("{number} working {en}s"),
    }
}

/// How a ticket stands.
#[must_use]
pub(super) const fn state(state: TicketState, locale: Locale) -> &'static str {
    match state {
        TicketState::Unrouted => locale.pick("Chờ chuyển xử lý", "To be routed"),
        TicketState::WithAgency => locale.pick("Đang xử lý", "In progress"),
        TicketState::WaitingForCitizen => locale.pick("Chờ người gửi", "Waiting for the sender"),
        TicketState::Answered => locale.pick("Đã trả lời", "Answered"),
        TicketState::HandedOver => locale.pick("Đã hướng dẫn sang tiếp công dân", "Handed over"),
        TicketState::Merged => locale.pick("Đã trả lời gộp", "Answered with another"),
        TicketState::Withdrawn => locale.pick("Người gửi đã rút", "Taken back"),
    }
}

/// What a ticket is about.
#[must_use]
pub(super) const fn kind(kind: TicketKind, locale: Locale) -> &'static str {
    match kind {
        TicketKind::Question => locale.pick("Câu hỏi", "Question"),
        TicketKind::Service => locale.pick("Phản ánh về phục vụ", "About service"),
        TicketKind::Regulation => locale.pick("Kiến nghị về quy định", "About a regulation"),
        TicketKind::Complaint => locale.pick("Khiếu nại", "Complaint"),
        TicketKind::Denunciation => locale.pick("Tố cáo", "Denunciation"),
    }
}

/// How a ticket came in.
#[must_use]
pub(super) const fn source(source: TicketSource, locale: Locale) -> &'static str {
    match source {
        TicketSource::App => locale.pick("Ứng dụng", "App"),
        TicketSource::Web => locale.pick("Trang web", "Web"),
        TicketSource::Chat => locale.pick("Trò chuyện", "Chat"),
        TicketSource::Qr => locale.pick("Mã QR tại quầy", "QR code at a counter"),
        TicketSource::Phone => locale.pick("Điện thoại", "Phone"),
        TicketSource::Mail => locale.pick("Thư điện tử", "Mail"),
        TicketSource::Rating => locale.pick("Đánh giá tại quầy", "Rating of a counter"),
    }
}

/// What happened to a ticket.
#[must_use]
pub(super) const fn event(kind: TicketEventKind, locale: Locale) -> &'static str {
    match kind {
        TicketEventKind::Received => locale.pick("Tiếp nhận", "Came in"),
        TicketEventKind::Dispatched => locale.pick("Chuyển đến cơ quan", "Sent to an agency"),
        TicketEventKind::Transferred => {
            locale.pick("Chuyển sang cơ quan khác", "Sent to another agency")
        }
        TicketEventKind::SentToArbiter => locale.pick(
            "Chuyển đến đầu mối điều phối",
            "Sent to the coordination desk",
        ),
        TicketEventKind::Assigned => locale.pick("Nhận xử lý", "Taken on"),
        TicketEventKind::AskedCitizen => locale.pick("Hỏi lại người gửi", "Asked the sender"),
        TicketEventKind::CitizenWrote => locale.pick("Người gửi viết thêm", "The sender wrote"),
        TicketEventKind::Submitted => locale.pick("Trình lãnh đạo", "Submitted for approval"),
        TicketEventKind::SentBack => locale.pick("Trả lại dự thảo", "Draft sent back"),
        TicketEventKind::Verified => locale.pick("Ghi kết quả kiểm tra", "Looked into"),
        TicketEventKind::Answered => locale.pick("Trả lời", "Answered"),
        TicketEventKind::Reopened => locale.pick("Người gửi hỏi lại", "Reopened by the sender"),
        TicketEventKind::Withdrawn => locale.pick("Người gửi rút phiếu", "Taken back"),
        TicketEventKind::Merged => locale.pick("Gộp vào phiếu khác", "Joined to another ticket"),
        TicketEventKind::HandedOver => {
            locale.pick("Hướng dẫn sang tiếp công dân", "Explained and handed over")
        }
        TicketEventKind::KindChanged => locale.pick("Đổi loại phiếu", "Handled as another kind"),
        TicketEventKind::Warned => locale.pick("Nhắc hạn", "Warned of its end"),
        TicketEventKind::Escalated => locale.pick("Báo lên vì quá hạn", "Escalated: it is late"),
        TicketEventKind::Rated => locale.pick("Người gửi đánh giá", "Rated by the sender"),
        TicketEventKind::AgencyEnded => {
            locale.pick("Cơ quan cũ kết thúc hoạt động", "The agency has ended")
        }
    }
}

/// Values on the wire with names, and which one is chosen.
type Choices = Vec<(String, &'static str, bool)>;

/// Every state, to choose from.
pub(super) fn states(locale: Locale, chosen: Option<&str>) -> Choices {
    let all = [
        TicketState::Unrouted,
        TicketState::WithAgency,
        TicketState::WaitingForCitizen,
        TicketState::Answered,
        TicketState::HandedOver,
        TicketState::Merged,
        TicketState::Withdrawn,
    ];
    all.map(|each| choice(wire::name(each), state(each, locale), chosen))
        .into()
}

/// Every kind, to choose from.
pub(super) fn kinds(locale: Locale, chosen: Option<&str>) -> Choices {
    let all = [
        TicketKind::Question,
        TicketKind::Service,
        TicketKind::Regulation,
        TicketKind::Complaint,
        TicketKind::Denunciation,
    ];
    all.map(|each| choice(wire::name(each), kind(each, locale), chosen))
        .into()
}

/// Every way in, to choose from.
pub(super) fn sources(locale: Locale, chosen: Option<&str>) -> Choices {
    let all = [
        TicketSource::App,
        TicketSource::Web,
        TicketSource::Chat,
        TicketSource::Qr,
        TicketSource::Phone,
        TicketSource::Mail,
        TicketSource::Rating,
    ];
    all.map(|each| choice(wire::name(each), source(each, locale), chosen))
        .into()
}

fn choice(value: String, name: &'static str, chosen: Option<&str>) -> (String, &'static str, bool) {
    let is_chosen = chosen == Some(value.as_str());
    (value, name, is_chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_its_largest_whole_unit_and_never_too_long() {
        for (minutes, vi, en) in [
            (
                0,
                "còn dưới 1 phút làm việc",
                "less than a working minute left",
            ),
            (1, "còn 1 phút làm việc", "1 working minute left"),
            (59, "còn 59 phút làm việc", "59 working minutes left"),
            (179, "còn 2 giờ làm việc", "2 working hours left"),
            (480, "còn 1 ngày làm việc", "1 working day left"),
            (2_399, "còn 4 ngày làm việc", "4 working days left"),
            (-61, "trễ 1 giờ làm việc", "1 working hour late"),
            (-960, "trễ 2 ngày làm việc", "2 working days late"),
        ] {
            assert_eq!(left(minutes, Locale::Vi), vi);
            assert_eq!(left(minutes, Locale::En), en);
        }
    }
}
