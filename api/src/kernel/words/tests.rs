use chrono::NaiveDate;
use mobile_contract::Locale::{En, Vi};
use mobile_contract::knowledge::{
    Basis, Channel, Document, DocumentRole, Fee, FeeKind, Form, TimeLimit, TimeUnit,
};

use super::*;

fn fee(kind: FeeKind, amount: Option<u64>) -> Fee {
    Fee {
        channel: None,
        kind,
        amount,
        per: None,
        note: None,
        exemptions: vec![],
    }
}

fn limit(amount: u32, unit: TimeUnit) -> TimeLimit {
    TimeLimit {
        channel: None,
        basis: Basis::Statutory,
        amount: Some(amount),
        unit: Some(unit),
        note: None,
    }
}

fn paper(name: &str) -> Document {
    Document {
        name: name.to_owned(),
        role: DocumentRole::Submit,
        originals: None,
        copies: None,
        form: None,
        needed_when: None,
        note: None,
    }
}

/// Tests read better with plain spaces.
fn plain(text: impl AsRef<str>) -> String {
    text.as_ref().replace('\u{a0}', " ")
}

#[test]
fn money_has_dots_between_thousands() {
    for (amount, words) in [
        (0, "0 đ"),
        (999, "999 đ"),
        (8_000, "8.000 đ"),
        (1_234_567, "1.234.567 đ"),
    ] {
        assert_eq!(plain(dong(amount)), words);
    }
}

#[test]
fn a_day_is_written_day_first() {
    let day = NaiveDate::from_ymd_opt(2026, 7, 5).unwrap_or_default();
    assert_eq!(date(day), "05/07/2026");
}

#[test]
fn a_fee_names_channel_amount_note_and_who_is_exempt() {
    let fee = Fee {
        channel: Some(Channel::Online),
        per: Some("bản".into()),
        note: Some("phí sao trích lục.".into()),
        exemptions: vec!["người cao tuổi;".into(), "trẻ em".into()],
        ..fee(FeeKind::Fixed, Some(4_000))
    };
    assert_eq!(
        plain(fee_line(&fee, Vi)),
        "Trực tuyến: 4.000 đ/bản. Phí sao trích lục. Được miễn: người cao tuổi; trẻ em."
    );
    assert_eq!(
        plain(fee_line(&fee, En)),
        "Online: 4.000 đ/copy. Phí sao trích lục. Exempt: người cao tuổi; trẻ em."
    );
}

#[test]
fn an_unknown_amount_is_said_to_be_unknown() {
    assert_eq!(fee_line(&fee(FeeKind::Free, None), Vi), "Miễn phí");
    assert_eq!(
        fee_line(&fee(FeeKind::Fixed, None), Vi),
        "Có thu, nguồn không nêu mức"
    );
    assert_eq!(
        fee_line(&fee(FeeKind::SetLocally, None), Vi),
        "Theo mức HĐND tỉnh quy định"
    );
    assert_eq!(
        plain(fee_line(&fee(FeeKind::SetLocally, Some(5_000)), Vi)),
        "5.000 đ (theo mức HĐND tỉnh quy định)"
    );
}

#[test]
fn days_and_working_days_are_different_words() {
    assert_eq!(
        plain(time_limit_line(&limit(3, TimeUnit::WorkingDay), Vi)),
        "3 ngày làm việc (theo quy định)"
    );
    assert_eq!(
        plain(time_limit_line(&limit(3, TimeUnit::CalendarDay), Vi)),
        "3 ngày (theo quy định)"
    );
    assert_eq!(
        plain(time_limit_line(&limit(1, TimeUnit::WorkingDay), En)),
        "1 working day (by law)"
    );
    assert_eq!(
        plain(time_limit_line(&limit(2, TimeUnit::HalfDay), En)),
        "2 half working days (by law)"
    );
    assert_eq!(
        time_limit_line(&limit(1, TimeUnit::HalfDay), Vi),
        "Nửa ngày làm việc (theo quy định)"
    );
}

#[test]
fn a_promise_of_the_province_is_told_from_the_law() {
    let promise = TimeLimit {
        channel: Some(Channel::InPerson),
        basis: Basis::Committed,
        note: Some("nhận sau 15 giờ thì trả ngày hôm sau".into()),
        ..limit(1, TimeUnit::WorkingHour)
    };
    assert_eq!(
        plain(time_limit_line(&promise, Vi)),
        "Trực tiếp tại quầy: 1 giờ làm việc (tỉnh cam kết). Nhận sau 15 giờ thì trả ngày hôm sau."
    );
}

#[test]
fn a_limit_in_words_only_keeps_the_words() {
    let words = TimeLimit {
        amount: None,
        unit: None,
        note: Some("Ngay trong ngày.".into()),
        ..limit(0, TimeUnit::Hour)
    };
    assert_eq!(
        time_limit_line(&words, Vi),
        "Ngay trong ngày (theo quy định)"
    );
    let nothing = TimeLimit {
        note: None,
        ..words
    };
    assert_eq!(time_limit_line(&nothing, En), "Not stated by the source");
}

#[test]
fn a_number_without_unit_is_not_given_one() {
    let bare = TimeLimit {
        unit: None,
        ..limit(15, TimeUnit::Hour)
    };
    assert_eq!(
        time_amount(&bare, Vi).as_deref(),
        Some("nguồn chỉ ghi số 15, không ghi là ngày hay giờ")
    );
}

#[test]
fn a_paper_says_how_many_and_when() {
    let declaration = Document {
        originals: Some(1),
        copies: Some(2),
        form: Some(Form {
            code: Some("CT01".into()),
            name: None,
            url: None,
        }),
        needed_when: Some("khi nộp trực tiếp.".into()),
        ..paper("Tờ khai thay đổi cư trú")
    };
    assert_eq!(
        plain(document_line(&declaration, Vi)),
        "Tờ khai thay đổi cư trú (mẫu CT01): 1 bản chính, 2 bản sao. Cần khi: nộp trực tiếp."
    );
    assert_eq!(
        plain(document_line(&declaration, En)),
        "Tờ khai thay đổi cư trú (form CT01): 1 original, 2 copies. Needed when: nộp trực tiếp."
    );
}

#[test]
fn a_paper_to_show_is_told_from_one_to_hand_in() {
    let id_card = Document {
        role: DocumentRole::Show,
        originals: Some(0),
        ..paper("Thẻ căn cước;")
    };
    assert_eq!(
        document_line(&id_card, Vi),
        "Thẻ căn cước. Mang theo để xuất trình."
    );
    assert_eq!(
        document_line(&paper("Giấy chứng sinh"), Vi),
        "Giấy chứng sinh"
    );
}

#[test]
fn only_the_first_of_several_names_has_a_capital() {
    assert_eq!(
        enumerate(&["Trực tiếp tại quầy", "Trực tuyến"]),
        "Trực tiếp tại quầy, trực tuyến"
    );
    assert_eq!(
        enumerate(&["Foreigners", "Vietnamese living abroad"]),
        "Foreigners, Vietnamese living abroad"
    );
    assert_eq!(enumerate(&[]), "");
}
