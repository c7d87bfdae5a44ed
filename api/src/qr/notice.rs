//! What a person who scanned should know.

use chrono::NaiveDate;
use mobile_contract::Locale;
use mobile_contract::knowledge::Agency;
use mobile_contract::qr::{QrSignature, QrStatus, QrTarget};

use super::record::Code;
use crate::agencies::{StandingAgency, StandingCounter};
use crate::kernel::period::EffectiveDated;
use crate::kernel::words;

/// What to say of a code's status and signature; `None`: nothing.
pub(super) fn of_status(
    code: &Code,
    signature: QrSignature,
    locale: Locale,
) -> Option<&'static str> {
    if matches!(code.target, QrTarget::Dossier { .. }) {
        return of_receipt(code.status, signature, locale);
    }
    Some(match (code.status, signature) {
        (QrStatus::Revoked, _) => locale.pick(
            "Mã này đã bị thu hồi. Xin đừng làm theo biển có mã này, và báo cho cán bộ tại quầy hoặc tổng đài.",
            "This code has been withdrawn. Please do not follow the sign it is on, and tell the staff at the counter or the call centre.",
        ),
        (QrStatus::Superseded, _) => locale.pick(
            "Biển này là bản cũ, đã có biển mới. Bạn vẫn dùng được mã này.",
            "This sign is out of date, there is a newer one. You can still use this code.",
        ),
        (QrStatus::Active, QrSignature::KeyEnded) => locale.pick(
            "Biển này in đã lâu và cần thay. Bạn vẫn dùng được mã này.",
            "This sign was printed long ago and should be replaced. You can still use this code.",
        ),
        (QrStatus::Active, QrSignature::Absent | QrSignature::Valid) => return None,
    })
}

/// The same of a code on a receipt, which hangs nowhere and is printed once. Its number alone opens nothing.
fn of_receipt(status: QrStatus, signature: QrSignature, locale: Locale) -> Option<&'static str> {
    Some(match (status, signature) {
        (QrStatus::Revoked, _) => locale.pick(
            "Mã này đã bị thu hồi. Xin hỏi lại cơ quan nhận hồ sơ, hoặc gọi tổng đài.",
            "This code has been withdrawn. Please ask the agency that took your dossier, or call the call centre.",
        ),
        (_, QrSignature::Absent) => locale.pick(
            "Đây là số in trên giấy hẹn do Một Cửa cấp. Để xem hồ sơ, mời bạn quét hình QR trên giấy, hoặc tra cứu tại /ho-so bằng mã hồ sơ và 4 số cuối điện thoại hoặc căn cước của người nộp.",
            "This is the number on a receipt of ours. To see the dossier, please scan the QR image on the paper, or look it up at /ho-so with the dossier code and the last 4 digits of the applicant's phone or identity card.",
        ),
        (_, QrSignature::KeyEnded) => locale.pick(
            "Giấy hẹn này in đã lâu nên hình QR không còn mở hồ sơ. Mời bạn tra cứu tại /ho-so bằng mã hồ sơ và 4 số cuối điện thoại hoặc căn cước của người nộp.",
            "This receipt was printed long ago, so its QR image opens the dossier no more. Please look it up at /ho-so with the dossier code and the last 4 digits of the applicant's phone or identity card.",
        ),
        (QrStatus::Superseded, QrSignature::Valid) => locale.pick(
            "Giấy này là bản cũ, đã có bản mới. Bạn vẫn dùng được mã này.",
            "This paper is out of date, there is a newer one. You can still use this code.",
        ),
        (QrStatus::Active, QrSignature::Valid) => return None,
    })
}

/// What once led somewhere leads nowhere any more.
pub(super) const fn of_gone(target: &QrTarget, locale: Locale) -> &'static str {
    match target {
        QrTarget::Field { .. } => locale.pick(
            "Lĩnh vực in trên biển không còn trong danh mục. Bạn tìm thủ tục cần làm ở trang này.",
            "The field on the sign is not in the catalogue any more. Please look for your procedure on this page.",
        ),
        _ => locale.pick(
            "Thủ tục in trên biển không còn trong danh mục: có thể đã bãi bỏ hoặc thay bằng thủ tục khác. Bạn tìm thủ tục cần làm ở trang này.",
            "The procedure on the sign is not in the catalogue any more: it may have been abolished or replaced. Please look for yours on this page.",
        ),
    }
}

/// Says that the body which opened the counter has ended, and who follows it.
pub(super) fn of_counter(standing: &StandingCounter<'_>, locale: Locale) -> Option<String> {
    let old = standing.opened_by;
    let ended = ended(old, standing.day, locale)?;
    let here = locale.pick("việc ở đây", "its work");
    Some(followed(&ended, here, &standing.holders, locale))
}

/// The same of the agency whose a code is that hangs at no counter.
pub(super) fn of_agency(standing: &StandingAgency<'_>, locale: Locale) -> Option<String> {
    let ended = ended(standing.named, standing.day, locale)?;
    let its = locale.pick("việc của cơ quan này", "its work");
    Some(followed(&ended, its, &standing.holders, locale))
}

/// That a body has ended; `None`: it has not.
fn ended(old: &Agency, day: NaiveDate, locale: Locale) -> Option<String> {
    if old.holds_on(day) {
        return None;
    }
    let name = &old.name;
    Some(match (locale, old.valid_to.map(words::date)) {
        (Locale::Vi, Some(day)) => format!("{name} đã kết thúc hoạt động sau ngày {day}."),
        (Locale::Vi, None) => format!("{name} không còn hoạt động."),
        (Locale::En, Some(day)) => format!("{name} ended after {day}."),
        (Locale::En, None) => format!("{name} no longer exists."),
    })
}

/// Who does its work today.
fn followed(ended: &str, work: &str, holders: &[&Agency], locale: Locale) -> String {
    let several = holders.len() > 1;
    let names = holders.iter().map(|holder| holder.name.as_str());
    match (locale, words::bodies(names, locale)) {
        (Locale::Vi, None) => format!("{ended} Nơi làm hiện nay ghi ở từng thủ tục."),
        (Locale::Vi, Some(follow)) if several => format!(
            "{ended} Nay tùy thủ tục và nơi bạn ở, {work} do {follow} làm. Nơi làm ghi ở từng thủ tục."
        ),
        (Locale::Vi, Some(follow)) => {
            format!("{ended} Nay {work} do {follow} làm. Nơi làm ghi ở từng thủ tục.")
        }
        (Locale::En, None) => format!("{ended} Where to go now is on each procedure's page."),
        (Locale::En, Some(follow)) if several => format!(
            "{ended} Depending on the procedure and on where you live, {work} is done today by {follow}. Where to go is on each procedure's page."
        ),
        (Locale::En, Some(follow)) => {
            format!("{ended} Today {follow} does {work}. Where to go is on each procedure's page.")
        }
    }
}
