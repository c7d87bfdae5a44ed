//! Examples of codes as people write and say them.

use super::*;

const CODE: &str = "H31.12.45-220715-0012";

fn code(text: &str) -> String {
    let read: Result<DossierCode, _> = text.parse();
    read.map_or_else(|e| e.to_string(), |code| code.to_string())
}

#[test]
fn a_code_is_read_as_people_write_it() {
    for text in [
        CODE,
        " h31.12.45 - 220715 - 0012 ",
        "H311245-220715-0012",
        "H31.1245-220715-0012",
        "h31 12 45 220715 0012",
        "h31 12 45 22 07 15 0012",
        "h31-12-45-220715-0012",
        "H31.12.45–220715—0012",
        "H31.12.45.220715.0012",
        "H31,12,45-220715-0012",
        "H31.12.45 220715 0012",
        "H3112452207150012",
        "Ｈ３１．１２．４５－２２０７１５－００１２",
        "H31.12.45\u{2011}220715\u{ad}\u{2011}0012",
        "000.45.12.H31-220715-0012",
        "000. 45. 12. h31 - 220715 - 0012",
        "0004512H31-220715-0012",
        "000 45 12 h31 220715 0012",
    ] {
        assert_eq!(code(text), CODE, "{text}");
    }
}

#[test]
fn a_code_is_read_as_people_say_it() {
    for text in [
        "h ba mốt chấm mười hai chấm bốn lăm gạch hai hai không bảy mười lăm gạch không không mười hai",
        "H ba mươi mốt chấm mười hai chấm bốn mươi lăm gạch ngang hai hai không bảy mười lăm gạch ngang không không mười hai",
        "hát ba một chấm một hai chấm bốn năm trừ hai hai không bảy một năm trừ không không một hai",
        "h ba mot cham muoi hai cham bon lam gach hai hai khong bay muoi lam gach khong khong muoi hai",
        "h ba muoi mot cham muoi hai cham bon lam gach hai hai khong bay muoi lam gach khong khong muoi hai",
        "h ba mốt mười hai bốn lăm hai hai không bảy mười lăm không không mười hai",
        "h 31 chấm 12 chấm 45 gạch 220715 gạch 0012",
        "không không không chấm bốn lăm chấm mười hai chấm h ba mốt gạch hai hai không bảy mười lăm gạch không không mười hai",
        // Decomposed letters, as some phones send them.
        "h ba mo\u{302}\u{301}t cha\u{302}\u{301}m 12 cha\u{302}\u{301}m 45 ga\u{323}ch 220715 ga\u{323}ch 0012",
    ] {
        assert_eq!(code(text), CODE, "{text}");
    }
    assert_eq!(
        code("h năm lăm chấm hai trăm bốn hai gạch 251107 gạch ba trăm linh năm"),
        "H55.242-251107-305"
    );
}

#[test]
fn both_orders_are_one_code_and_only_zeros_in_front_are_dropped() {
    assert_eq!(code("000.00.12.H31-201125-0001"), "H31.12-201125-0001");
    assert_eq!(code("000.00.00.H31-201125-0001"), "H31-201125-0001");
    assert_eq!(
        code("013.05.50.H15-201125-0001"),
        "H15.50.05.013-201125-0001"
    );
    assert_eq!(
        code("013.00.50.H15-201125-0001"),
        "H15.50.00.013-201125-0001"
    );
    // Not the fixed form: nothing says what its zeros mean.
    assert_eq!(code("00.12.H31-201125-0001"), "H31.12.00-201125-0001");
    for own in [
        "H15.50.05.13-261008-0975",
        "G01.899.108.000-221003-090123",
        "H31.12.00-220715-0012",
        "H55.242-251107-1800123",
        "H31-220715-0012",
    ] {
        assert_eq!(code(own), own);
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_no_code() {
    // 12.345 or 123.45; 22-07-15 and 0012, or 2-20-71 …
    for text in [
        "H3112345-220715-0012",
        "H31.12345-220715-0012",
        "H31112233-220715-0012",
    ] {
        assert_eq!(code(text), CodeError::Form.to_string(), "{text}");
    }
    // "Bốn mươi lăm" is 45, "bốn mười lăm" 415: without marks nobody can tell.
    let text = "h 31 cham 12 cham bon muoi lam gach 220715 gach 0012";
    assert_eq!(code(text), CodeError::Form.to_string());
    // 1.111 of 11 January 2011, or 11 of another day: both exist.
    assert_eq!(code("H3111110111110111"), CodeError::Form.to_string());
}

#[test]
fn what_is_no_code_is_refused() {
    for text in [
        "",
        "H31.12.45-220715",
        "-H31.12.45-220715-0012",
        "H31.12.45-220715-0012 x",
        "H31.12.45-220715-0012.",
        "H31.12.45-991332-0012",
        "H31.12.45-230229-0012",
        "H31.12.45-220715-12",
        "H31.12.45-220715-00120012",
        "H31.12.45-220715-0012-1",
        "12.H31.45-220715-0012",
        "HH31.12.45-220715-0012",
        "Đ31.12.45-220715-0012",
        "0912-345678-0001",
        "h ba trăm năm chấm mười hai",
        "làm h ba mốt",
    ] {
        assert_eq!(code(text), CodeError::Form.to_string(), "{text}");
    }
    let long = format!("H31{}", ".12".repeat(DOSSIER_CODE_CHARS));
    assert_eq!(code(&long), CodeError::TooLong.to_string());
}

#[test]
fn a_code_tells_its_parts() {
    let code: DossierCode = CODE.parse().unwrap();
    assert_eq!(code.agency_part(), "H31.12.45");
    assert_eq!(code.province(), "H31");
    assert_eq!(code.day(), NaiveDate::from_ymd_opt(2022, 7, 15).unwrap());
    assert_eq!(code.sequence(), "0012");
}

#[test]
fn the_first_code_in_a_text_is_found() {
    for (text, found) in [
        (
            "tra cuu ma ho so H29.15.27-241103-0087 gium em",
            "H29.15.27-241103-0087",
        ),
        (
            "000.00.31.H17-250214-0031 sao quá hạn",
            "H17.31-250214-0031",
        ),
        ("mã hồ sơ: H31.12.45-220715-0012, 20 ngày rồi", CODE),
        (
            "H31.12.45-220715-0012 không ạ, H31.12.45-220715-0013 thì sao",
            CODE,
        ),
        ("lúc 10 h31.12.45-220715-0012 năm nay", CODE),
        ("ngày 12 H31-220715-0012", "H31-220715-0012"),
        (
            "hồ sơ 000 00 12 h31 201125 0001 của em",
            "H31.12-201125-0001",
        ),
        (
            "em đọc là h ba mốt chấm mười hai chấm bốn lăm gạch hai hai không bảy mười lăm gạch không không mười hai ạ",
            CODE,
        ),
        (
            "https://dichvucong.hungyen.gov.vn/tra-cuu?maHoSo=000.45.12.H31-220715-0012&x=1",
            CODE,
        ),
        ("https://a.vn/?q%3D000.45.12.H31-220715-0012", CODE),
        (
            "H31.12.45-220715-0012|Nguyễn Văn A|0912345678|15/07/2022",
            CODE,
        ),
        ("(000. 00. 12. h31-201125-0001.)", "H31.12-201125-0001"),
    ] {
        let code = DossierCode::find_in(text).map(|code| code.to_string());
        assert_eq!(code.as_deref(), Some(found), "{text}");
        assert!(mentions_code(text), "{text}");
    }
}

#[test]
fn other_numbers_are_not_dossier_codes() {
    for text in [
        "1.001193",
        "1.000948.H38",
        "2025-07-01",
        "0912-345678-0001",
        "C1234567 0912345678",
        "xe 89H1 12345 ngày 220715",
        "PAKN.20200812.0012",
        "HTTPS://MOTCUA.EXAMPLE/Q/7K3M9QK.K7Q2.220715001222071500",
        "không làm hai lần, mười lăm ngày nữa em năm mươi tuổi",
        "a-b-c",
        "",
    ] {
        assert!(!mentions_code(text), "{text}");
        assert_eq!(DossierCode::find_in(text), None, "{text}");
    }
}

#[test]
fn a_code_with_a_day_that_does_not_exist_is_meant_but_not_found() {
    let text = "mã H31.12.45-991332-0012 đâu rồi";
    assert!(mentions_code(text));
    assert_eq!(DossierCode::find_in(text), None);
}

#[test]
fn the_schema_tells_the_longest_text_that_is_read() {
    let schema = serde_json::to_value(<DossierCode as utoipa::PartialSchema>::schema()).unwrap();
    assert_eq!(schema.get("maxLength"), Some(&DOSSIER_CODE_CHARS.into()));
}
