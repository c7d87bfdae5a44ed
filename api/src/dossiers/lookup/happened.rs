//! What happened to a dossier, and when something is due, in plain words.

use chrono::{NaiveDate, NaiveDateTime};
use mobile_contract::Locale;
use mobile_contract::dossier::event::DossierEventKind as Kind;

use crate::kernel::words::date;

/// When something is due.
#[must_use]
pub fn by(local: NaiveDateTime, at_closing: bool, locale: Locale) -> String {
    let day = date(local.date());
    match (at_closing, locale) {
        (true, Locale::Vi) => format!("ngày {day}"),
        (true, Locale::En) => format!("on {day}"),
        (false, Locale::Vi) => format!("{} ngày {day}", local.format("%H:%M")),
        (false, Locale::En) => format!("at {} on {day}", local.format("%H:%M")),
    }
}

/// What happened.
#[must_use]
pub fn step(
    kind: Kind,
    agency: Option<&str>,
    new_day: Option<NaiveDate>,
    locale: Locale,
) -> String {
    let (vi, en) = match kind {
        Kind::Received => ("Tiếp nhận hồ sơ", "Received"),
        Kind::Forwarded => ("Chuyển xử lý", "Passed on"),
        Kind::SupplementRequested => ("Yêu cầu bổ sung giấy tờ", "Missing papers asked for"),
        Kind::SupplementReceived => ("Đã nhận đủ giấy tờ bổ sung", "Missing papers received"),
        Kind::Paused => ("Tạm dừng giải quyết", "Put on hold"),
        Kind::Resumed => ("Tiếp tục giải quyết", "Goes on"),
        Kind::Extended => ("Xin lỗi và hẹn lại", "Apology with a new day"),
        Kind::Resolved => ("Đã có kết quả", "The result is ready"),
        Kind::Returned => ("Đã trả kết quả", "The result was handed over"),
        Kind::Refused => (
            "Không đủ điều kiện giải quyết",
            "Refused: conditions are not met",
        ),
        Kind::Withdrawn => ("Rút hồ sơ", "Withdrawn"),
        Kind::Voided => ("Đính chính", "Corrected"),
    };
    let what = locale.pick(vi, en);
    match (kind, agency, new_day) {
        (Kind::Forwarded, Some(agency), _) => match locale {
            Locale::Vi => format!("{what} đến {agency}"),
            Locale::En => format!("{what} to {agency}"),
        },
        (Kind::Extended, _, Some(day)) => match locale {
            Locale::Vi => format!("{what} ngày {}", date(day)),
            Locale::En => format!("{what}: {}", date(day)),
        },
        _ => what.to_owned(),
    }
}

/// The apology.
#[must_use]
pub fn apology(new_day: NaiveDate, locale: Locale) -> String {
    let day = date(new_day);
    match locale {
        Locale::Vi => {
            format!("Cơ quan giải quyết xin lỗi bạn vì hồ sơ chậm và hẹn lại ngày {day}.")
        }
        Locale::En => {
            format!("The agency apologises that your dossier is late, and names a new day: {day}.")
        }
    }
}
