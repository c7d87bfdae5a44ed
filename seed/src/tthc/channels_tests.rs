use super::*;

fn rows(body: &str) -> Vec<TableRow> {
    table(&format!("{HEADER}{body}")).unwrap().rows
}

#[test]
fn words_for_channels_inside_descriptions_begin_no_row() {
    let rows = rows(
        "Trực tiếp3 Ngày làm việcMiễn phíTrực tiếp tại một cửa hoặc Trực tuyến: qua cổngTrực tuyến2 GiờKhông có thông tin",
    );
    assert_eq!(rows.len(), 2);
    assert_eq!(
        rows[0].description,
        "Trực tiếp tại một cửa hoặc Trực tuyến: qua cổng"
    );
    assert_eq!(rows[1].channel, Channel::Online);
    assert_eq!(rows[1].fees[0].price, Price::NotStated);
}

#[test]
fn a_note_may_hold_brackets_and_lists() {
    let rows = rows("Trực tiếp1 Ngày5,000 VNĐ(a) cấp mới (lần đầu); b) cấp lại)Tại quầy");
    assert_eq!(rows[0].fees[0].note, "a) cấp mới (lần đầu); b) cấp lại");
    assert_eq!(rows[0].description, "Tại quầy");
}

#[test]
fn a_note_that_is_not_closed_leaves_the_description() {
    let rows = rows("Trực tiếp9 Ngày5,000 VNĐ(Phí cấp thẻ (một lần)9 ngày kể từ ngày nhận hồ sơ");
    assert_eq!(rows[0].fees[0].note, "Phí cấp thẻ (một lần)");
    assert_eq!(rows[0].description, "9 ngày kể từ ngày nhận hồ sơ");
}

#[test]
fn several_fees_of_a_row_are_all_read() {
    let rows = rows("Trực tiếp1 Ngày5,000 VNĐ(bản đầu)2,000 VNĐ(bản sau)");
    assert_eq!(rows[0].fees.len(), 2);
    assert_eq!(rows[0].fees[1].price, Price::Dong("2,000".into()));
}

#[test]
fn a_table_that_does_not_begin_with_a_row_is_not_whole() {
    assert!(
        !table(&format!(
            "{HEADER}tiếp1 NgàyMiễn phíTrực tiếp1 NgàyMiễn phí"
        ))
        .unwrap()
        .whole
    );
    assert!(!table("ngân sáchTrực tiếp1 NgàyMiễn phí").unwrap().whole);
}

#[test]
fn a_time_in_words_is_kept_as_words() {
    let rows = rows("Trực tuyếnKhông phải trả kết quảMiễn phíQua cổng");
    assert_eq!(rows[0].time, Time::Words("Không phải trả kết quả".into()));
}
