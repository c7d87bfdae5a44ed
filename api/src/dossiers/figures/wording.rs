//! Words of figures.

use mobile_contract::Locale;
use mobile_contract::dossier::event::{DossierChannel, DossierFlag};
use mobile_contract::dossier::figures::ImbalanceReason;

/// How a channel is called.
#[must_use]
pub const fn channel(channel: DossierChannel, locale: Locale) -> &'static str {
    match channel {
        DossierChannel::InPerson => locale.pick("Trực tiếp", "In person"),
        DossierChannel::Online => locale.pick("Trực tuyến", "Online"),
        DossierChannel::Post => locale.pick("Bưu chính công ích", "By post"),
        DossierChannel::Centre => locale.pick("Qua trung tâm, điểm thu", "Through a centre"),
    }
}

/// Why books do not balance.
#[must_use]
pub const fn reason(reason: ImbalanceReason, locale: Locale) -> &'static str {
    match reason {
        ImbalanceReason::NotReceived => locale.pick(
            "kết thúc trong kỳ nhưng chưa có sự kiện tiếp nhận",
            "ended in the period, and nobody told of their receipt",
        ),
        ImbalanceReason::UnknownEnd => locale.pick(
            "kết thúc nhưng không rõ kết quả",
            "ended, and nobody knows how",
        ),
    }
}

/// What a flag says.
#[must_use]
pub const fn flag(flag: DossierFlag, locale: Locale) -> &'static str {
    match flag {
        DossierFlag::UnknownAgency => locale.pick("không rõ cơ quan", "agency not known"),
        DossierFlag::UnknownProcedure => locale.pick("không rõ thủ tục", "procedure not known"),
        DossierFlag::UnknownPlace => locale.pick("không rõ địa bàn", "place not known"),
        DossierFlag::ImpossibleOrder => {
            locale.pick("sự kiện sai thứ tự", "events in an order that cannot be")
        }
        DossierFlag::NotReceived => {
            locale.pick("chưa có sự kiện tiếp nhận", "nobody told of their receipt")
        }
        DossierFlag::NoTerm => locale.pick("không rõ thời hạn", "term not known"),
        DossierFlag::ClockSkew => {
            locale.pick("giờ của sự kiện ở tương lai", "an event lies in the future")
        }
        DossierFlag::DueDiffers => locale.pick(
            "ngày hẹn khác ngày tính theo quy định",
            "the promised day is not the one that the rules give",
        ),
        DossierFlag::EndMissed => locale.pick(
            "hẹn lại hoặc yêu cầu bổ sung sau khi đã hết hạn",
            "a new date or a request for papers came after its end",
        ),
        DossierFlag::CalendarUndecided => locale.pick(
            "lịch nghỉ của năm chưa công bố đủ",
            "days off on the way are not all decided",
        ),
        DossierFlag::SecondExtension => {
            locale.pick("hẹn lại quá một lần", "extended more than once")
        }
        DossierFlag::SecondSupplement => locale.pick(
            "yêu cầu bổ sung quá một lần",
            "asked for papers more than once",
        ),
    }
}

/// How it is counted, a sentence for each rule.
const NOTES: [(&str, &str); 7] = [
    (
        "Tiếp nhận gồm hồ sơ kỳ trước chuyển qua (tiếp nhận trước kỳ, chưa kết thúc trước kỳ) và hồ sơ mới tiếp nhận trong kỳ.",
        "Received are those carried over (received before the period and not ended before it) and those new in the period.",
    ),
    (
        "Số liệu tính đến hết ngày cuối kỳ, hoặc đến lúc xem nếu kỳ chưa hết. Hồ sơ kết thúc sau kỳ được tính là đang giải quyết ở cuối kỳ.",
        "Figures stand for the end of the last day, or for now while the period lasts. A dossier that ended later was in progress at the end.",
    ),
    (
        "Hồ sơ được xin lỗi, hẹn lại khi còn hạn và xong trong hạn mới được tính là đúng hạn hoặc trước hạn; số này được ghi riêng. Hẹn lại khi đã quá hạn thì vẫn tính là trễ hạn.",
        "A dossier that was extended with an apology before its end and resolved by the new date is on time or early; how many is told apart. One that was extended after its end stays late.",
    ),
    (
        "Tỷ lệ đúng hạn tính trên hồ sơ đã giải quyết có thời hạn, cắt sau hai chữ số thập phân; chỉ là 100 % khi không có hồ sơ nào trễ.",
        "The on-time share is of resolved dossiers with a term, cut off after two decimals; it is 100 % only when none was late.",
    ),
    (
        "Hạn, số lần hẹn lại và số lần bổ sung lấy theo hiện trạng hồ sơ: với kỳ đã qua, hạn mới có thể đã thay hạn cũ. Hồ sơ còn mở mà đã lỡ hạn một lần vẫn là quá hạn, dù đã được hẹn lại, tạm dừng hay bổ sung xong; danh sách theo dõi xếp hồ sơ đó theo hạn mới và ghi “Đã lỡ hẹn”.",
        "Dates, extensions and supplements are as the dossiers stand now: of a past period, a new date may have taken the place of an old one. An open dossier that missed an end once stays overdue, whatever date it was given or papers brought afterwards; the watch list puts it by its new date, with the mark “Missed”.",
    ),
    (
        "Hồ sơ chờ ở cuối kỳ mà nay đã giải quyết tiếp hoặc đã kết thúc được tính là đang giải quyết.",
        "A dossier that waited at the end of the period and went on or ended since counts as in progress.",
    ),
    (
        "Hồ sơ thuộc cơ quan đang giữ; hồ sơ đã chuyển được tính ở nơi nhận.",
        "A dossier is counted with the agency that has it; one that was forwarded, where it went.",
    ),
];

/// How it is counted, in plain words.
#[must_use]
pub fn notes(locale: Locale) -> Vec<String> {
    let notes = NOTES.iter().map(|(vi, en)| locale.pick(vi, en).to_owned());
    notes.collect()
}
