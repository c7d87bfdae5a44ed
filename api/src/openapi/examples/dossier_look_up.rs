//! Looking dossiers up, and being told of them.

use serde_json::{Value, json};

const CODE: &str = "H31.12.45-261120-0012";

pub(super) fn request(id: &str) -> Option<Value> {
    Some(match id {
        "look_up_dossier" => json!({"code": CODE, "proof": "5678"}),
        "dossier_subscriptions" | "end_subscription_of_dossier" => {
            json!({"code": CODE, "proof": "pass_AAAA"})
        }
        "subscribe_to_dossier" => json!({
            "code": CODE, "proof": "5678", "channel": "mail", "address": "lan@example.vn",
        }),
        "confirm_dossier_subscription" => json!({"code": "402913"}),
        "end_dossier_subscription" => json!({
            "token": "0198c0de00007000800000000000000a.9d2f3c4b5a6978808f9eadbc",
        }),
        "ask_dossier_code" => json!({"code": CODE, "phone": "0912 345 678"}),
        _ => return None,
    })
}

pub(super) fn answer(id: &str) -> Option<Value> {
    Some(match id {
        "ask_dossier_code" => json!({
            "challenge": "0198c0de-0000-7000-8000-00000000000d", "expires_at": "2026-11-23T02:05:00Z",
        }),
        "look_up_dossier" => view(),
        "subscribe_to_dossier" => subscription("pending"),
        "confirm_dossier_subscription" => subscription("active"),
        "dossier_subscriptions" => json!({"items": [subscription("active")]}),
        "my_dossier_subscriptions" => json!({"items": [subscription("active")]}),
        "my_dossiers" => json!({"items": [view()]}),
        _ => return None,
    })
}

fn subscription(state: &str) -> Value {
    json!({
        "id": "0198c0de-0000-7000-8000-00000000000a", "code": CODE, "channel": "mail",
        "address": "l•••@example.vn", "state": state, "created_at": "2026-11-23T02:00:00Z",
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
