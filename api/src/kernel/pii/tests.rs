use proptest::prelude::*;

use super::*;

#[test]
fn a_passport_is_masked_and_a_form_is_not() {
    assert_eq!(mask("hộ chiếu C1234567 của em"), "hộ chiếu C•••••67 của em");
    for said in ["mẫu CT07", "biển 89H1 12345", "1.001193", "TT532025"] {
        assert_eq!(mask(said), said);
    }
}

#[test]
fn short_secrets_are_hidden_and_codes_are_not() {
    assert_eq!(hide("số cuối là 1234 ạ", 4), "số cuối là •••• ạ");
    assert_eq!(hide("12 34, ngõ 12", 4), "•• ••, ngõ 12");
    assert_eq!(hide("sinh 01/07/1990", 4), "sinh ••/••/••••");
    for text in [
        "H31.12.45-220715-0012",
        "hồ sơ 000.00.12.H31-201125-0001.",
        "1.001193",
        "có 2 con",
    ] {
        assert_eq!(hide(text, 4), text);
    }
    let both = hide("H31.12.45-220715-0012 5678", 4);
    assert!(!both.contains("5678"), "{both}");
}

#[test]
fn phone_and_card_numbers_are_masked() {
    assert_eq!(mask("sdt em 0912345678 nhe"), "sdt em ••••••••78 nhe");
    assert_eq!(mask("033 098 001 234"), "••• ••• ••• •34");
    for text in [
        "sđt.0912345678",
        "cccd079098001234",
        "0912345678em",
        "(091)2345678",
        "(091) 2345678",
        "0912,345,678",
        "0912/345/678",
        "0912–345–678",
    ] {
        assert!(
            mask(text).contains("••••") || mask(text).matches('•').count() >= 7,
            "{text}"
        );
    }
}

#[test]
fn codes_fees_and_years_stay() {
    for text in [
        "1.001193",
        "H31.12.45-220715-0012",
        "000.00.12.H31-201125-0001",
        "phí 70.000 đồng",
        "năm 2026",
        "2.500.000",
        "phạt 150.000.000 đồng",
        "từ 5.000.000-10.000.000 đồng",
        "lệ phí 50.000/100.000đ",
        "từ 01/07/2025-31/12/2025",
        "01/07/2025 - 31/12/2025",
    ] {
        assert_eq!(mask(text), text);
    }
}

#[test]
fn what_only_looks_like_a_sum_or_a_period_is_masked() {
    for text in [
        "033.098.001.234 đồng",
        "0912.345.678 đ",
        "145.678.901",
        "01/07/0912345678",
        "1500000000 đồng",
    ] {
        assert!(has_number(text), "{text}");
    }
}

proptest! {
    #[test]
    fn hiding_keeps_the_length_and_no_four_digits(text in "[0-9a-zđ ,()/]{0,40}") {
        let hidden = hide(&text, 4);
        prop_assert_eq!(hidden.chars().count(), text.chars().count());
        prop_assume!(DossierCode::find_in(&text).is_none());
        let digits = |c: char| c.is_ascii_digit();
        prop_assert!(hidden.split(|c| !digits(c)).all(|run| run.len() < 4), "{}", hidden);
    }

    #[test]
    fn runs_are_what_is_masked(text in "[0-9a-zđ .,()/-]{0,60}") {
        let masked: usize = runs(&text).iter().map(|run| {
            text[run.clone()].chars().filter(char::is_ascii_digit).count() - 2
        }).sum();
        prop_assert_eq!(mask(&text).matches('•').count(), masked);
    }

    #[test]
    fn masking_keeps_the_length_and_never_panics(text in ".{0,80}") {
        prop_assert_eq!(mask(&text).chars().count(), text.chars().count());
    }
}
