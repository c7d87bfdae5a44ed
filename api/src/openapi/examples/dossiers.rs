//! Examples of dossiers.

use serde_json::{Value, json};

const CODE: &str = "H31.12.45-261120-0012";

pub(super) fn request(id: &str) -> Option<Value> {
    Some(match id {
        "look_up_dossier" => json!({"code": CODE, "proof": "5678"}),
        "ask_dossier_code" => json!({"code": CODE, "phone": "0912 345 678"}),
        _ => return None,
    })
}

pub(super) fn answer(id: &str) -> Option<Value> {
    Some(match id {
        "look_up_dossier" => view(),
        "my_dossiers" => json!({"items": [view()]}),
        _ => return None,
    })
}

fn view() -> Value {
    json!({
        "code": CODE,
        "procedure": {"code": "1.001193", "title": "Đăng ký khai sinh"},
        "agency": {"id": "so-tu-phap", "name": "Sở Tư pháp"},
        "place": {"id": "xa-an-thi", "name": "Xã Ân Thi"},
        "applicant": "N.T.L.", "state": "in_progress",
        "state_text": "Đang giải quyết, còn trong hạn",
        "next_step": "Bạn chưa cần làm gì. Hẹn trả kết quả: ngày 25/11/2026.",
        "received_at": "2026-11-20T02:00:00Z", "due_at": "2026-11-25T10:00:00Z",
        "late": false, "late_working_days": 0,
        "timeline": [{"at": "2026-11-20T02:00:00Z", "kind": "received", "text": "Tiếp nhận hồ sơ"}],
        "as_of": "2026-11-23T02:00:00Z", "pass": "pass_AAAA",
    })
}
