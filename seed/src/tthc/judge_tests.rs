use super::*;

fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, 15).unwrap()
}

fn known(verdict: Verdict) -> Fee {
    match verdict {
        Verdict::Known(fee) => fee,
        other => panic!("expected a known fee, got {other:?}"),
    }
}

#[test]
fn free_is_believed_where_the_note_does_not_object() {
    assert_eq!(known(free("")).kind, FeeKind::Free);
    assert_eq!(known(free("Không")).note, None);
    assert_eq!(
        known(free("Không thu lệ phí theo Điều 2 Luật này")).kind,
        FeeKind::Free
    );
    assert_eq!(
        known(free("Miễn lệ phí (Thông tư số 47/2019/TT-BTC)")).kind,
        FeeKind::Free
    );
}

#[test]
fn free_beside_a_council_that_sets_the_fee_is_set_locally() {
    let fee = known(free(
        "Mức lệ phí do Hội đồng nhân dân tỉnh quyết định. Miễn lệ phí cho người khuyết tật; hộ nghèo.",
    ));
    assert_eq!(fee.kind, FeeKind::SetLocally);
    assert_eq!(
        fee.exemptions,
        ["Miễn lệ phí cho người khuyết tật; hộ nghèo."]
    );
    assert_eq!(
        fee.note.as_deref(),
        Some("Mức lệ phí do Hội đồng nhân dân tỉnh quyết định")
    );
}

#[test]
fn free_beside_one_clear_amount_is_that_amount() {
    let fee = known(free("150.000 đồng/giấy"));
    assert_eq!(
        (fee.kind, fee.amount, fee.per.as_deref()),
        (FeeKind::Fixed, Some(150_000), Some("giấy"))
    );
    assert_eq!(fee.note, None);
}

#[test]
fn free_beside_several_amounts_or_a_circular_is_told_by_the_note() {
    assert_eq!(
        known(free("Dưới 5 tấn: 50.000 đồng; trên 5 tấn: 90.000 đồng")).kind,
        FeeKind::Varies
    );
    assert_eq!(
        known(free("Theo quy định tại Thông tư số 10/2024/TT-BTC")).kind,
        FeeKind::Varies
    );
}

#[test]
fn one_fee_waived_does_not_waive_the_other() {
    let fee = known(free(
        "Miễn lệ phí (Thông tư số 47/2019/TT-BTC). - Phí công bố: 100.000 đồng/lần",
    ));
    assert_eq!((fee.kind, fee.amount), (FeeKind::Fixed, Some(100_000)));
    let both =
        "Không thu lệ phí đối với tổ hợp tác. - Mức lệ phí khác do Hội đồng nhân dân quyết định";
    assert_eq!(known(free(both)).kind, FeeKind::SetLocally);
}

#[test]
fn free_beside_a_label_alone_is_unclear() {
    assert_eq!(free("Phí thẩm định"), Verdict::Unclear);
    assert_eq!(free("Miễn lệ phí cho hộ nghèo."), Verdict::Unclear);
}

#[test]
fn an_amount_the_note_repeats_is_fixed() {
    let fee = known(amount(20_000, "Phí thẩm định: 20.000 đồng/lần.", as_of()));
    assert_eq!(
        (fee.kind, fee.amount, fee.per.as_deref()),
        (FeeKind::Fixed, Some(20_000), Some("lần"))
    );
    assert!(fee.note.is_some());
}

#[test]
fn an_amount_the_note_halves_for_a_time_is_not_fixed() {
    let note = "áp dụng mức phí 2.000.000 đồng/hồ sơ kể từ ngày 01/7/2025 đến hết ngày 31/12/2026";
    let fee = known(amount(4_000_000, note, as_of()));
    assert_eq!((fee.kind, fee.amount), (FeeKind::Varies, None));
    assert!(
        fee.note
            .unwrap()
            .starts_with("Bảng của cổng ghi 4.000.000 đồng. Áp dụng")
    );
    assert_eq!(
        known(amount(
            70_000,
            "70.000 đồng/thẻ, nay bằng 50% mức trên",
            as_of()
        ))
        .kind,
        FeeKind::Varies
    );
}

#[test]
fn a_waiver_that_has_passed_leaves_the_amount() {
    let note = "Phí cấp phép (Miễn kể từ ngày 07/4/2026 đến 30/6/2026)";
    assert_eq!(known(amount(500_000, note, as_of())).kind, FeeKind::Fixed);
    let before = NaiveDate::from_ymd_opt(2026, 5, 1).unwrap();
    assert_eq!(known(amount(500_000, note, before)).kind, FeeKind::Varies);
}

#[test]
fn the_points_of_an_exemption_stay_together() {
    let fee = known(free(
        "Mức thu do HĐND tỉnh quyết định. Miễn lệ phí đối với: + Người có công. + Hộ nghèo.",
    ));
    assert_eq!(
        fee.exemptions,
        ["Miễn lệ phí đối với: + Người có công. + Hộ nghèo."]
    );
}

#[test]
fn an_amount_the_note_denies_is_unclear() {
    assert_eq!(
        amount(100_000, "Không được quy định tại Biểu phí.", as_of()),
        Verdict::Unclear
    );
}

#[test]
fn remains_of_the_older_page_are_taken_off() {
    let fee = known(free("Phí : Đồng (Mức thu do HĐND tỉnh quy định.))"));
    assert_eq!(fee.note.as_deref(), Some("Mức thu do HĐND tỉnh quy định"));
}

#[test]
fn an_exemption_glued_to_a_sentence_is_still_one() {
    let fee = known(amount(
        8_000,
        "8.000 đồng/Văn bản xác nhận.Miễn lệ phí cho hộ nghèo",
        as_of(),
    ));
    assert_eq!((fee.kind, fee.exemptions.len()), (FeeKind::Fixed, 1));
}

#[test]
fn an_amount_that_holds_for_some_cases_only_is_not_fixed() {
    let note = "Trường hợp cấp đổi: 35.000.000 đồng + Trường hợp bổ sung: Không";
    assert_eq!(
        known(amount(35_000_000, note, as_of())).kind,
        FeeKind::Varies
    );
}
