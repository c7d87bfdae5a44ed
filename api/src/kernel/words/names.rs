//! Names of the contract's terms, amounts of money and days.

use chrono::NaiveDate;
use mobile_contract::Locale;
use mobile_contract::knowledge::{
    Audience, Basis, Channel, DocumentRole, Facet, Level, OnlineService, Presence, TimeUnit,
};

/// Words for a fact that no source gives.
#[must_use]
pub const fn not_stated(locale: Locale) -> &'static str {
    locale.pick("Nguồn không nêu", "Not stated by the source")
}

/// A number with two decimals: 4,67 in Vietnamese, 4.67 in English.
#[must_use]
pub fn decimal(number: f64, locale: Locale) -> String {
    let written = format!("{number:.2}");
    match locale {
        Locale::Vi => written.replace('.', ","),
        Locale::En => written,
    }
}

/// A number with a sign between thousands: `12.641`, in English `12,641`.
#[must_use]
pub fn number(number: u64, locale: Locale) -> String {
    let sign = match locale {
        Locale::Vi => '.',
        Locale::En => ',',
    };
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 4);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(sign);
        }
        out.push(digit);
    }
    out
}

/// An amount of money as receipts print it: `10.000 đ`.
#[must_use]
pub fn dong(amount: u64) -> String {
    let mut out = number(amount, Locale::Vi);
    // A no-break space: the sign must not stand alone on the next line.
    out.push_str("\u{a0}đ");
    out
}

/// A day as Vietnamese papers write it: `15/07/2026`.
#[must_use]
pub fn date(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// Most names of a list of bodies that a text for people spells out.
const NAMED: usize = 6;

/// Names of bodies, one after the other, or how many more there are; `None` without any.
#[must_use]
pub fn bodies<'a>(names: impl IntoIterator<Item = &'a str>, locale: Locale) -> Option<String> {
    let names: Vec<&str> = names.into_iter().collect();
    let more = names.len().saturating_sub(NAMED);
    let spelt = names.get(..names.len() - more)?.join("; ");
    match (names.is_empty(), more, locale) {
        (true, ..) => None,
        (false, 0, _) => Some(spelt),
        (false, more, Locale::Vi) => Some(format!("{spelt} và {more} nơi khác")),
        (false, more, Locale::En) => Some(format!("{spelt} and {more} more")),
    }
}

/// Name of a channel (hình thức nộp).
#[must_use]
pub const fn channel_name(channel: Channel, locale: Locale) -> &'static str {
    match channel {
        Channel::InPerson => locale.pick("Trực tiếp tại quầy", "At the counter"),
        Channel::Online => locale.pick("Trực tuyến", "Online"),
        Channel::Post => locale.pick("Qua bưu điện", "By post"),
    }
}

/// Name of a level of government.
#[must_use]
pub const fn level_name(level: Level, locale: Locale) -> &'static str {
    match level {
        Level::Commune => locale.pick("Cấp xã", "Commune"),
        Level::District => locale.pick("Cấp huyện", "District"),
        Level::Province => locale.pick("Cấp tỉnh", "Province"),
        Level::Ministry => locale.pick("Cấp bộ", "Ministry"),
        Level::Other => locale.pick("Cơ quan khác", "Another body"),
    }
}

/// Name of those who may ask for a procedure.
#[must_use]
pub const fn audience_name(audience: Audience, locale: Locale) -> &'static str {
    match audience {
        Audience::Citizen => locale.pick("Công dân Việt Nam", "Vietnamese citizens"),
        Audience::Foreigner => locale.pick("Người nước ngoài", "Foreigners"),
        Audience::OverseasVietnamese => locale.pick(
            "Người Việt Nam định cư ở nước ngoài",
            "Vietnamese living abroad",
        ),
        Audience::Enterprise => locale.pick("Doanh nghiệp", "Enterprises"),
        Audience::ForeignInvestedEnterprise => locale.pick(
            "Doanh nghiệp có vốn đầu tư nước ngoài",
            "Foreign-invested enterprises",
        ),
        Audience::Cooperative => locale.pick("Hợp tác xã", "Cooperatives"),
        Audience::Organisation => locale.pick("Tổ chức", "Organisations"),
        Audience::ForeignOrganisation => locale.pick("Tổ chức nước ngoài", "Foreign organisations"),
        Audience::Official => locale.pick("Cán bộ, công chức, viên chức", "Civil servants"),
    }
}

/// Whether one must come in person, in a few words.
#[must_use]
pub const fn presence_name(presence: Presence, locale: Locale) -> &'static str {
    match presence {
        Presence::Required => locale.pick("Phải có mặt", "Must come in person"),
        Presence::NotRequired => locale.pick("Không bắt buộc có mặt", "No need to come in person"),
    }
}

/// How far it can be done online, in a few words.
#[must_use]
pub const fn online_name(online: OnlineService, locale: Locale) -> &'static str {
    match online {
        OnlineService::Full => locale.pick("Làm trực tuyến toàn trình", "Fully online"),
        OnlineService::Partial => locale.pick("Làm trực tuyến một phần", "Partly online"),
        OnlineService::None => locale.pick("Không làm trực tuyến", "Not offered online"),
    }
}

/// Name of a part of a procedure, as headings and labels write it.
#[must_use]
pub const fn facet_name(facet: Facet, locale: Locale) -> &'static str {
    match facet {
        Facet::Documents => locale.pick("Giấy tờ", "Papers"),
        Facet::TimeLimit => locale.pick("Thời gian", "Time"),
        Facet::Fee => locale.pick("Phí, lệ phí", "Fee"),
        Facet::Place => locale.pick("Nơi làm", "Where to go"),
        Facet::Steps => locale.pick("Các bước", "Steps"),
        Facet::Conditions => locale.pick("Điều kiện", "Conditions"),
        Facet::Form => locale.pick("Mẫu đơn, tờ khai", "Forms"),
        Facet::Who => locale.pick("Ai làm được", "Who may apply"),
        Facet::LegalBasis => locale.pick("Căn cứ pháp lý", "Legal basis"),
        Facet::Result => locale.pick("Kết quả nhận được", "What you receive"),
    }
}

/// What is paid for once. Units that are not in the table stay as the source writes them.
pub(super) fn per_name(per: &str, locale: Locale) -> &str {
    let en = match per.trim().to_lowercase().as_str() {
        "bản" | "bản sao" => "copy",
        "trang" => "page",
        "lần" => "time",
        "hồ sơ" => "dossier",
        "người" => "person",
        "giấy" | "giấy phép" => "licence",
        "thẻ" => "card",
        "xe" => "vehicle",
        "trường hợp" => "case",
        "việc" => "matter",
        _ => per,
    };
    locale.pick(per, en)
}

/// Name of a unit of time; in English the singular.
pub(super) const fn unit_name(unit: TimeUnit, locale: Locale) -> &'static str {
    match unit {
        TimeUnit::Minute => locale.pick("phút", "minute"),
        TimeUnit::Hour => locale.pick("giờ", "hour"),
        TimeUnit::WorkingHour => locale.pick("giờ làm việc", "working hour"),
        TimeUnit::HalfDay => locale.pick("buổi làm việc", "half working day"),
        TimeUnit::WorkingDay => locale.pick("ngày làm việc", "working day"),
        TimeUnit::CalendarDay => locale.pick("ngày", "calendar day"),
        TimeUnit::Month => locale.pick("tháng", "month"),
        TimeUnit::Year => locale.pick("năm", "year"),
    }
}

/// Who set a time limit, in a few words.
#[must_use]
pub const fn basis_name(basis: Basis, locale: Locale) -> &'static str {
    match basis {
        Basis::Statutory => locale.pick("theo quy định", "by law"),
        Basis::Committed => locale.pick("tỉnh cam kết", "promised by the province"),
    }
}

/// What to do with a paper, as a heading of a list.
#[must_use]
pub const fn role_name(role: DocumentRole, locale: Locale) -> &'static str {
    match role {
        DocumentRole::Submit => locale.pick("Cần nộp", "Hand in"),
        DocumentRole::Show => locale.pick("Mang theo để xuất trình", "Bring along to show"),
        DocumentRole::LookedUp => locale.pick(
            "Cơ quan tự tra cứu, chỉ mang khi được yêu cầu",
            "The office looks it up; bring it only when asked",
        ),
    }
}
