//! Whatever the text, nothing panics, and nothing is claimed that was not said.

use proptest::prelude::*;
use serde_json::json;

use super::{Kind, Options, PartState, record};

/// Pieces of the glued style, in any order.
fn glued() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "Hình thức nộpThời gianPhí, lệ phíMô tả",
        "Trực tuyến",
        "Trực tiếp",
        "Dịch vụ bưu chính",
        "1",
        "120,000 VNĐ",
        "1.5 Ngày",
        "Ngày làm việc",
        "Miễn phí",
        "Không có thông tin",
        "(",
        ")",
        "a)",
        "20.000 đồng/lần",
        "Tên giấy tờMẫu đơn, tờ khaiSố lượng",
        "1 bản chính",
        "0 bản chính,2 bản sao",
        "Mẫu 01.docx",
        "--",
        "Bước 1: ",
        "\n",
        "Tên văn bản pháp lýMã văn bản",
        "Luật số ",
        "60/2014/QH13",
        "2024",
        "25/2022/TT-BTC",
        " ",
        "đ",
        "Mã: A1",
        "Thủ tục ",
        "miễn lệ phí cho ",
        "02 triệu đồng",
        "ế",
        "🚀",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

fn anything() -> impl Strategy<Value = String> {
    prop_oneof![glued(), any::<String>(), "\\PC{0,80}"]
}

proptest! {
    #[test]
    fn any_page_is_read_without_a_panic(
        title in anything(), ways in anything(), papers in anything(), laws in anything(), steps in anything(), who in anything(),
    ) {
        let page = json!({
            "ma_thu_tuc": "1.001193", "ten_thu_tuc": title, "cach_thuc_thuc_hien": ways, "thanh_phan_ho_so": papers,
            "can_cu_phap_ly": laws, "trinh_tu_thuc_hien": steps, "yeu_cau_dieu_kien": steps, "ket_qua_xu_ly": steps,
            "co_quan_thuc_hien": who, "cap_thuc_hien": "Cấp bộ, Cấp xã", "dia_chi_tiep_nhan": who,
        });
        if let Ok(row) = record::row(&page.to_string(), 1, Options::default()) {
            prop_assert_eq!(row.kind, Kind::Detail);
            let fees: usize = row.procedure.cases.iter().map(|case| case.fees.len()).sum();
            prop_assert!(row.parts.fee != PartState::NotStated || fees == 0);
            let round: Result<mobile_contract::knowledge::Procedure, _> =
                serde_json::to_value(&row.procedure).and_then(serde_json::from_value);
            prop_assert_eq!(round.ok(), Some(row.procedure));
        }
    }

    #[test]
    fn any_line_is_read_or_refused(line in anything(), agency in anything()) {
        let _ = record::row(&line, 1, Options::default());
        let listed = json!({"code": "1.001193", "name": line, "executing_agency": agency});
        let _ = record::row(&listed.to_string(), 1, Options::default());
    }
}
