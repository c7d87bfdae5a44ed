//! Examples of dossiers for staff: the watch list, and apologies.

use serde_json::{Value, json};

const ID: &str = "0198c0de-0000-7000-8000-00000000d001";
const REASON: &str = "Cần thêm ý kiến xác minh của công an nơi cư trú trước đây.";

pub(super) fn request(id: &str) -> Option<Value> {
    Some(match id {
        "request_supplement" => {
            json!({"reason": "Còn thiếu giấy chứng sinh và căn cước của người mẹ."})
        }
        "justify_repeat" => {
            json!({"kind": "supplement", "text": "Lần đầu cán bộ hướng dẫn thiếu một giấy tờ."})
        }
        "edit_apology" => json!({
            "revision": 1, "reason": REASON, "new_due": "2026-11-30",
            "signer": "Giám đốc", "signer_name": "Trần Văn Minh", "number": "12/PXL-STP",
        }),
        "submit_apology" | "approve_apology" => json!({"revision": 2}),
        "reject_apology" => json!({"revision": 3, "note": "Nêu rõ đang chờ cơ quan nào."}),
        "send_apology" => json!({"revision": 4}),
        _ => return None,
    })
}

pub(super) fn answer(id: &str) -> Option<Value> {
    Some(match id {
        "watch_dossiers" => json!({
            "as_of": "2026-11-23T02:00:00Z", "days": ["2026-11-24", "2026-11-25", "2026-11-26"],
            "counts": counts(), "to_justify": 1,
            "apologies": {"drafts": 3, "submitted": 1, "to_send": 0, "late": 0, "second": 0},
            "agencies": [{"agency": agency(), "desk": null, "counts": counts()}],
            "desks": [{"agency": agency(), "desk": "ban-03", "counts": counts()}],
            "items": [{
                "code": "H31.12.45-261109-0012", "procedure": procedure(), "agency": agency(), "desk": "ban-03",
                "state": "in_progress", "group": "in_one", "received_at": "2026-11-09T02:15:00Z",
                "due_at": "2026-11-24T10:00:00Z", "missed_at": null, "late_days": 0,
                "return_by": "2026-11-12T10:00:00Z",
                "standing_since": null, "extensions": 0, "supplements": 0, "flags": [], "apology": "draft",
            }],
        }),
        "staff_dossier" | "request_supplement" | "justify_repeat" => dossier(),
        "dossier_apologies" => json!({"items": [apology()]}),
        "begin_apology" | "edit_apology" | "submit_apology" | "approve_apology"
        | "reject_apology" | "send_apology" => apology(),
        _ => return None,
    })
}

fn counts() -> Value {
    json!({"overdue": 1, "today": 2, "in_one": 3, "in_two": 0, "in_three": 5, "to_return": 4, "standing": 1})
}

fn agency() -> Value {
    json!({"id": "so-tu-phap", "name": "Sở Tư pháp tỉnh Hưng Yên"})
}

fn procedure() -> Value {
    json!({"code": "1.001193", "title": "Đăng ký khai sinh"})
}

fn dossier() -> Value {
    json!({
        "code": "H31.12.45-261109-0012", "procedure": procedure(), "agency": agency(), "desk": "ban-03",
        "place": {"id": "tinh-hung-yen", "name": "Tỉnh Hưng Yên"}, "channel": "in_person", "initials": "N.T.L.",
        "state": "in_progress", "timing": null, "received_at": "2026-11-09T02:15:00Z",
        "first_due_at": "2026-11-24T10:00:00Z", "due_at": "2026-11-24T10:00:00Z", "missed_at": null,
        "overdue": false, "late_days": 0,
        "return_by": "2026-11-12T10:00:00Z", "standing_since": null, "ended_at": null, "returned_at": null,
        "returnable": true, "extensions": 0, "supplements": 0, "supplement_needs_reason": "too_late", "flags": [], "clock": null,
        "events": [{
            "id": "2f9c-001", "source": "mot-cua-dien-tu", "at": "2026-11-09T02:15:00Z",
            "arrived": "2026-11-09T02:16:00Z", "kind": "received", "agency": "so-tu-phap", "desk": "ban-03",
            "due_at": null, "reason": null, "signer": null, "corrects": null, "counts": true,
        }],
        "repeats": [], "apologies": [apology()],
    })
}

fn apology() -> Value {
    json!({
        "id": ID, "dossier": "H31.12.45-261109-0012", "agency": agency(), "state": "draft",
        "due_at": "2026-11-24T10:00:00Z", "new_due": "2026-11-30", "new_due_at": "2026-11-30T10:00:00Z",
        "reason": REASON, "signer": "Giám đốc", "signer_name": "Trần Văn Minh", "number": "12/PXL-STP",
        "second": false, "justification": null, "note": null, "late": false, "reachable": "mail",
        "text_message": null, "letter": null,
        "drafted_at": "2026-11-22T17:00:20Z", "submitted_at": null, "approved_at": null, "sent_at": null,
        "revision": 2,
    })
}

#[cfg(test)]
mod tests {
    use mobile_contract::dossier::apology::{
        Apologies, Apology, ApologyRevision, EditApology, RejectApology, SendApology,
    };
    use mobile_contract::dossier::staff::{NewJustification, NewSupplementRequest, StaffDossier};
    use mobile_contract::dossier::watch::WatchList;
    use serde::de::DeserializeOwned;

    use super::*;

    fn is<T: DeserializeOwned>(example: Option<Value>) {
        serde_json::from_value::<T>(example.unwrap())
            .map(|_| ())
            .unwrap();
    }

    #[test]
    fn every_example_is_of_its_type() {
        is::<NewSupplementRequest>(request("request_supplement"));
        is::<NewJustification>(request("justify_repeat"));
        is::<EditApology>(request("edit_apology"));
        is::<ApologyRevision>(request("approve_apology"));
        is::<RejectApology>(request("reject_apology"));
        is::<SendApology>(request("send_apology"));
        is::<WatchList>(answer("watch_dossiers"));
        is::<StaffDossier>(answer("staff_dossier"));
        is::<Apologies>(answer("dossier_apologies"));
        is::<Apology>(answer("send_apology"));
    }
}
