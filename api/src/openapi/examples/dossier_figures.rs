//! Examples of figures of dossiers.

use serde_json::{Value, json};

pub(super) fn answer(id: &str) -> Option<Value> {
    Some(match id {
        "dossier_figures" => figures(),
        "dossier_figures_csv" => json!(
            "Mã,Tên,Từ ngày,Đến ngày,Tiếp nhận,…\r\nso-tu-phap,Sở Tư pháp tỉnh Hưng Yên,2026-11-01,2026-11-30,1123,…\r\n"
        ),
        "dossier_figures_xlsx" => json!("PK…"),
        "open_dossiers" => json!({
            "from": "2025-11-01", "to": "2026-10-31", "least": 5,
            "licence": "https://creativecommons.org/licenses/by/4.0/",
            "notes": ["Mỗi dòng là một tháng, một cơ quan, một lĩnh vực; dòng total là cả tháng."],
            "rows": [
                {"month": "2026-10", "agency": "so-tu-phap", "agency_name": "Sở Tư pháp tỉnh Hưng Yên",
                 "field": "ho-tich", "field_name": "Hộ tịch", "total": false, "figures": open_figures()},
                {"month": "2026-10", "agency": null, "agency_name": null, "field": null, "field_name": null,
                 "total": true, "withheld": "too_few"},
            ],
        }),
        "open_dossiers_csv" => json!(
            "month,agency,agency_name,field,field_name,total,received,…\r\n2026-10,so-tu-phap,Sở Tư pháp tỉnh Hưng Yên,ho-tich,Hộ tịch,false,40,…\r\n"
        ),
        "dossier_quality" => quality(),
        _ => return None,
    })
}

fn open_figures() -> Value {
    json!({
        "received": 40, "received_online": 12, "resolved": 38, "early": 30, "on_time": null, "late": null,
        "on_time_percent": null, "not_eligible": null, "cancelled": 0
    })
}

fn figures() -> Value {
    let by_channel = |online: u32, in_person: u32| json!({"in_person": in_person, "online": online, "post": 0, "centre": 0, "unknown": 0});
    let counts = json!({
        "received": {
            "total": 12_641, "carried_over": 0, "new": 12_641,
            "new_by_channel": by_channel(145, 12_496), "carried_by_channel": by_channel(0, 0),
        },
        "resolved": {
            "total": 12_632, "early": 11_000, "on_time": 1_631, "late": 1, "no_term": 0, "extended": 2,
            "not_handed_back": 14, "nothing_to_hand_back": 0, "on_time_percent": 99.99,
        },
        "in_progress": {"total": 8, "within_limit": 8, "overdue": 0, "no_term": 0},
        "waiting": {"total": 0, "supplement": 0, "paused": 0},
        "not_eligible": 0, "cancelled": 1,
        "extended": {"once": 2, "again": 0}, "supplemented": {"once": 31, "again": 1},
        "balance": {"received": 12_641, "accounted": 12_641, "difference": 0, "reasons": []},
        "flags": [{"flag": "second_supplement", "dossiers": 1}],
    });
    json!({
        "by": "agency", "from": "2021-12-15", "to": "2022-06-13", "as_of": "2022-06-13T17:00:00Z",
        "total": {"name": "Tất cả", "counts": counts},
        "rows": [{"id": "so-tu-phap", "name": "Sở Tư pháp tỉnh Hưng Yên", "counts": counts}],
        "left_off": 0, "never_received": 0,
        "notes": ["Hồ sơ thuộc cơ quan đang giữ; hồ sơ đã chuyển được tính ở nơi nhận."],
    })
}

fn quality() -> Value {
    let source = "Thông tư số 01/2018/TT-VPCP ngày 23/11/2018 của Văn phòng Chính phủ";
    json!({
        "from": "2026-10-01", "to": "2026-10-31", "as_of": "2026-11-23T02:00:00Z", "dossiers": 1123,
        "exclusions": [{"reason": "withdrawn", "text": "người dân rút, hủy hồ sơ", "dossiers": 2}],
        "indices": [
            {
                "number": 1, "name": "Thời gian thực hiện thủ tục hành chính", "dossiers": [0, 400, 700],
                "mean": 1.63, "how": "Giải quyết trước hạn 2 điểm, đúng hạn 1 điểm, trễ hạn 0 điểm.",
                "exclusions": [{"reason": "no_term", "text": "không rõ thời hạn", "dossiers": 23}],
                "source": source,
            },
            {
                "number": 5, "name": "Thực hiện tại Bộ phận Một cửa",
                "how": "Chưa tính được ở đây: sự kiện không ghi khâu nào làm tại Bộ phận Một cửa.",
                "exclusions": [], "source": source,
            },
        ],
        "class": {
            "class": null, "known_points": 6.81, "known_most": 8, "missing": [5, 6, 7, 8, 9],
            "classes": [{"least": 15, "name": "Xuất sắc"}, {"least": 0, "name": "Yếu"}],
        },
        "groups": [{
            "name": "Tiến độ giải quyết", "most": 20,
            "parts": [{
                "name": "Tỷ lệ hồ sơ giải quyết trước hạn, đúng hạn",
                "share": {"part": 1100, "of": 1100, "percent": 100.0}, "most": 20, "points": 20.0,
                "how": "Hồ sơ giải quyết trước và đúng hạn trên hồ sơ đã giải quyết có thời hạn, nhân 20 điểm.",
            }],
            "source": "Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ",
            "verify": "Công thức từng chỉ số cần đối chiếu với văn bản.",
        }],
    })
}

#[cfg(test)]
mod tests {
    use mobile_contract::dossier::figures::DossierFigures;
    use mobile_contract::dossier::open_data::OpenDossiers;
    use mobile_contract::dossier::quality::DossierQuality;

    use super::*;

    #[test]
    fn every_example_is_what_the_contract_says() {
        let figures: DossierFigures =
            serde_json::from_value(answer("dossier_figures").unwrap()).unwrap();
        let balance = &figures.total.counts.balance;
        assert_eq!(balance.received, balance.accounted);
        serde_json::from_value::<OpenDossiers>(answer("open_dossiers").unwrap()).unwrap();
        serde_json::from_value::<DossierQuality>(answer("dossier_quality").unwrap()).unwrap();
    }
}
