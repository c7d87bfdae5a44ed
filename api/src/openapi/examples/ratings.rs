//! Examples of ratings.

use serde_json::{Value, json};

const SECRET: &str = "3f1c0c8ed6c94a3b8f0e5b1f9f7a2d4e3f1c0c8ed6c94a3b8f0e5b1f9f7a2d4e";
const TOKEN: &str = "AWkd1bBb1m1V7H2wUu0u9Q8Xk2m1SlZRNEdDVaXw0kK1qUu7m2b3c4d5e6f";

pub(super) fn request(id: &str) -> Option<Value> {
    Some(match id {
        "begin_rating_visit" => json!({"qr": "JVQ4GCU"}),
        "rate_service" => json!({
            "form": "default", "version": 1, "visit": TOKEN,
            "answers": {"thai-do": 5, "thoi-gian": 2},
            "comment": "Cán bộ hướng dẫn kỹ, nhưng phải chờ hơn một giờ.",
            "procedure": "1.001193",
        }),
        _ => return None,
    })
}

pub(super) fn answer(id: &str) -> Option<Value> {
    Some(match id {
        "rating_form" => form(),
        "begin_rating_visit" => json!({
            "token": TOKEN, "expires_at": "2026-11-23T02:30:00Z", "basis": "visit",
            "counter": {"id": "mot-cua-my-hao-tu-phap", "name": "Bộ phận Một cửa TX Mỹ Hào – Quầy Tư pháp, hộ tịch"},
            "agency": agency(),
            "place": {"id": "phuong-my-hao", "name": "Phường Mỹ Hào"},
            "form": {"id": "default", "version": 1},
        }),
        "rate_service" => json!({
            "basis": "visit", "receipt": {"code": "P000000011", "secret": SECRET},
            "agency": agency(), "answer_by": "2026-11-30T10:00:00Z",
            "thanks": "Cảm ơn bạn. UBND phường Mỹ Hào sẽ xem xét điều bạn nêu rồi trả lời. Bạn xem trả lời bằng mã phiếu và mã bí mật này.",
        }),
        "rating_figures" => figures(),
        "rating_figures_csv" => json!(
            "Mã,Tên,Từ ngày,Đến ngày,Tính vào kết quả – số lượt,…\r\nthai-do,\"Thái độ, cách hướng dẫn\",2026-11-01,2026-11-23,31,…\r\n"
        ),
        "staff_ratings" => json!({"items": [{
            "week": "2026-11-23", "basis": "visit", "agency": agency(),
            "form": "default", "form_version": 1,
            "answers": [{"question": "thai-do", "score": 5}, {"question": "thoi-gian", "score": 2}],
            "flags": [], "case": "P000000011",
        }]}),
        _ => return None,
    })
}

fn figures() -> Value {
    let included = json!({"count": 31, "mean": 4.42, "distribution": [1, 1, 3, 5, 21]});
    let row = |id: Option<&str>, name: &str| {
        json!({
            "id": id, "name": name, "included": included,
            "open": {"count": 6, "mean": 4.0, "distribution": [0, 0, 2, 2, 2]},
            "flagged": {"count": 0, "distribution": [0, 0, 0, 0, 0]},
            "answered_in_time": {"in_time": 5, "of": 6, "percent": 83.33},
            "trend": [{"from": "2026-11-16", "to": "2026-11-22", "figures": included}],
        })
    };
    json!({
        "by": "counter", "from": "2026-11-16", "to": "2026-11-22", "step": "week", "least": 5,
        "total": row(None, "Tất cả"),
        "rows": [row(Some("mot-cua-my-hao-tu-phap"), "Bộ phận Một cửa TX Mỹ Hào – Quầy Tư pháp, hộ tịch")],
        "left_off": 0, "waiting_counters": 2,
    })
}

fn agency() -> Value {
    json!({"id": "ubnd-phuong-my-hao", "name": "UBND phường Mỹ Hào"})
}

fn form() -> Value {
    json!({
        "id": "default", "version": 1, "valid_from": "2026-01-01",
        "title": {"vi": "Đánh giá phục vụ tại quầy", "en": "Rate the service at this counter"},
        "scale": [
            {"score": 1, "words": {"vi": "Rất không hài lòng", "en": "Very dissatisfied"}},
            {"score": 2, "words": {"vi": "Không hài lòng", "en": "Dissatisfied"}},
            {"score": 3, "words": {"vi": "Bình thường", "en": "Neither"}},
            {"score": 4, "words": {"vi": "Hài lòng", "en": "Satisfied"}},
            {"score": 5, "words": {"vi": "Rất hài lòng", "en": "Very satisfied"}},
        ],
        "questions": [{
            "id": "thai-do", "factor": "officer", "indices": [7],
            "short": {"vi": "Thái độ, cách hướng dẫn", "en": "Attitude and guidance"},
            "text": {
                "vi": "Bạn có hài lòng với thái độ và cách hướng dẫn của cán bộ tại quầy không?",
                "en": "How satisfied are you with how the staff at the counter treated and guided you?",
            },
        }],
        "sources": [{"title": "Thông tư số 01/2018/TT-VPCP của Văn phòng Chính phủ", "as_of": "2026-11-29"}],
    })
}

#[cfg(test)]
mod tests {
    use mobile_contract::Page;
    use mobile_contract::rating::{
        NewRatingVisit, NewServiceRating, RatingForm, RatingVisit, ServiceRated,
    };
    use mobile_contract::rating_figures::{RatingFigures, RatingRow};
    use serde::de::DeserializeOwned;

    use super::*;

    fn is<T: DeserializeOwned>(example: Option<Value>) {
        serde_json::from_value::<T>(example.unwrap())
            .map(|_| ())
            .unwrap();
    }

    #[test]
    fn every_example_is_of_its_type() {
        is::<NewRatingVisit>(request("begin_rating_visit"));
        is::<NewServiceRating>(request("rate_service"));
        is::<RatingForm>(answer("rating_form"));
        is::<RatingVisit>(answer("begin_rating_visit"));
        is::<ServiceRated>(answer("rate_service"));
        is::<RatingFigures>(answer("rating_figures"));
        is::<Page<RatingRow>>(answer("staff_ratings"));
    }
}
