//! An example of every answer and body, in one place. A test reads each into its type, so that an
//! example cannot say what the server would not.

mod accounts;
mod dossier_figures;
mod dossier_look_up;
mod dossier_watch;
mod dossiers;
mod editorial;
mod qr;
mod ratings;
mod settings;
mod tickets;

use serde_json::{Value, json};
use utoipa::Modify;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, RefOr, Response};

/// Adds the examples to the document.
pub(super) struct Examples;

impl Modify for Examples {
    fn modify(&self, openapi: &mut OpenApi) {
        for item in openapi.paths.paths.values_mut() {
            let operations = [
                item.get.as_mut(),
                item.post.as_mut(),
                item.put.as_mut(),
                item.patch.as_mut(),
                item.delete.as_mut(),
            ];
            for operation in operations.into_iter().flatten() {
                let id = operation.operation_id.clone().unwrap_or_default();
                add(operation, &id);
            }
        }
    }
}

fn add(operation: &mut Operation, id: &str) {
    if let Some(RefOr::T(body)) = operation.request_body.as_mut()
        && let Some(RefOr::T(content)) = body.content.values_mut().next()
    {
        content.example = request(id);
    }
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(Response { content, .. }) = response else {
            continue;
        };
        if status.starts_with('2')
            && let Some(RefOr::T(content)) = content.values_mut().next()
        {
            content.example = answer(id);
        }
    }
}

fn request(id: &str) -> Option<Value> {
    Some(match id {
        "begin_conversation" => json!({"place": "huyen-yen-my", "locale": "vi"}),
        "say" => json!({"text": "lam giay khai sinh cho con can giay to gi"}),
        "rate_message" => {
            json!({"helpful": false, "comment": "toi hoi le phi lam lai chu khong phai lam moi"})
        }
        _ => {
            return accounts::request(id)
                .or_else(|| dossier_look_up::request(id))
                .or_else(|| tickets::request(id))
                .or_else(|| ratings::request(id))
                .or_else(|| dossier_watch::request(id))
                .or_else(|| dossiers::request(id))
                .or_else(|| settings::request(id))
                .or_else(|| editorial::request(id))
                .or_else(|| qr::request(id));
        }
    })
}

fn answer(id: &str) -> Option<Value> {
    Some(match id {
        "search" => json!({
            "query": {
                "text": "lam lai so do bi mat o dau", "normalized": "lam lai so do bi mat o dau",
                "facet": "place", "language": "vi", "place": null, "level": null, "audience": null,
                "code": null, "actions": ["reissue"], "refused": [],
                "meanings": [{"said": "so do", "means": "giấy chứng nhận quyền sử dụng đất", "strength": 1.0}],
            },
            "hits": [{"kind": "procedure", "code": "1.012786", "title": "Cấp lại Giấy chứng nhận do bị mất (sổ đỏ, sổ hồng)", "snippet": "Dành cho người bị mất Giấy chứng nhận.", "score": 1.61}],
        }),
        "list_procedures" => json!({"items": [summary()], "next_cursor": "ZjAxMmFi"}),
        "get_procedure" => procedure(),
        "list_fields" => json!([{"id": "ho-tich", "name": "Hộ tịch", "procedures": 7}]),
        "list_faqs" => json!({"items": [faq()]}),
        "get_faq" => faq(),
        "list_life_events" => json!({"items": [life_event()]}),
        "get_life_event" => life_event(),
        "resolve_name" => json!({
            "day": "2026-11-24",
            "bearers": [{
                "kind": "agency", "id": "cong-an-huyen-yen-my", "name": "Công an huyện Yên Mỹ",
                "within": {"id": "huyen-yen-my", "name": "Huyện Yên Mỹ"},
                "valid_from": null, "valid_to": "2025-02-28",
                "holders": [{"id": "cong-an-tinh", "name": "Công an tỉnh Hưng Yên"}],
                "sources": [source()],
            }],
        }),
        "list_places" => json!({"items": [place()]}),
        "get_place" => place(),
        "list_agencies" => json!({"items": [agency()]}),
        "get_agency" => agency(),
        "begin_conversation" => json!({
            "id": "0198c0de-0000-7000-8000-000000000001",
            "token": "3f1c0c8ed6c94a3b8f0e5b1f9f7a2d4e3f1c0c8ed6c94a3b8f0e5b1f9f7a2d4e",
            "message": message("smalltalk", "Chào bạn. Bạn cần làm giấy tờ gì?"),
            "counter": null, "agency": null,
            "place": {"id": "huyen-yen-my", "name": "Huyện Yên Mỹ"},
        }),
        "say" => message("not_found", "Tôi chưa tìm thấy thủ tục phù hợp."),
        "rate_message" => json!({
            "message": "0198c0de-0000-7000-8000-000000000002", "helpful": false,
            "comment": "toi hoi le phi lam lai chu khong phai lam moi",
        }),
        "counter_poster_svg" => json!("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        "livez" => json!({"status": "ok"}),
        "readyz" => json!({"status": "ok", "procedures": 32}),
        "metrics" => json!("http_request_seconds_count{route=\"/v1/search\",status=\"200\"} 1\n"),
        _ => {
            return accounts::answer(id)
                .or_else(|| dossier_look_up::answer(id))
                .or_else(|| tickets::answer(id))
                .or_else(|| ratings::answer(id))
                .or_else(|| dossier_watch::answer(id))
                .or_else(|| dossiers::answer(id))
                .or_else(|| dossier_figures::answer(id))
                .or_else(|| settings::answer(id))
                .or_else(|| editorial::answer(id))
                .or_else(|| qr::answer(id));
        }
    })
}

fn source() -> Value {
    json!({"title": "Cổng Dịch vụ công quốc gia", "url": "https://dichvucong.gov.vn/", "as_of": "2026-07-15"})
}

fn summary() -> Value {
    json!({"code": "1.001193", "title": "Đăng ký khai sinh", "field": "Hộ tịch", "levels": ["commune"], "audience": ["citizen"], "origin": "curated"})
}

fn procedure() -> Value {
    json!({
        "code": "1.001193", "title": "Đăng ký khai sinh", "field": "Hộ tịch",
        "aliases": ["làm giấy khai sinh"], "audience": ["citizen"], "levels": ["commune"],
        "responsible": [{"level": "commune", "agency": "UBND xã, phường nơi cư trú"}],
        "channels": ["in_person", "online"],
        "cases": [{
            "time_limits": [{"basis": "statutory", "amount": 1, "unit": "working_day"}],
            "fees": [{"channel": "in_person", "kind": "free"}],
            "documents": [{"name": "Giấy chứng sinh", "role": "submit", "originals": 1}],
        }],
        "steps": ["Nộp giấy tờ.", "Nhận Giấy khai sinh."],
        "conditions": [], "results": ["Giấy khai sinh"], "common_mistakes": [],
        "legal_basis": [{"title": "Luật Hộ tịch", "number": "60/2014/QH13"}],
        "related": [], "sources": [source()], "verify": [], "origin": "curated",
    })
}

fn life_event() -> Value {
    json!({
        "id": "sinh-con", "title": "Sinh con", "title_en": "Having a child",
        "summary": "Dành cho cha mẹ có con mới sinh.", "summary_en": "For parents of a newborn child.",
        "told": ["mới sinh con"],
        "steps": [{
            "title": "Đăng ký khai sinh", "who": "Cha, mẹ hoặc người thân", "agency": "UBND xã, phường",
            "procedure": "1.001193", "when": "Trong 60 ngày từ ngày sinh",
        }],
        "sources": [source()],
    })
}

fn faq() -> Value {
    json!({
        "id": "khai-sinh-mat-tien-khong", "question": "Làm khai sinh cho con có mất tiền không?",
        "also": [], "answer": "Đăng ký khai sinh đúng hạn thì miễn phí.",
        "procedure": "1.001193", "facet": "fee", "sources": [source()],
    })
}

fn place() -> Value {
    json!({
        "id": "huyen-yen-my", "name": "Huyện Yên Mỹ", "kind": "district", "parent": "tinh-hung-yen-2022",
        "aliases": ["Yên Mỹ"], "valid_to": "2025-06-30", "successors": ["tinh-hung-yen"], "sources": [source()],
    })
}

fn agency() -> Value {
    json!({
        "id": "so-tu-phap", "name": "Sở Tư pháp tỉnh Hưng Yên", "kind": "department", "level": "province",
        "place": "tinh-hung-yen", "fields": ["Hộ tịch"], "aliases": ["Sở Tư pháp"], "successors": [], "sources": [source()],
    })
}

fn message(outcome: &str, text: &str) -> Value {
    json!({
        "id": "0198c0de-0000-7000-8000-000000000002", "outcome": outcome, "text": text,
        "facet": null, "procedure": null, "options": [], "citations": [], "suggestions": [], "confidence": 0.0,
    })
}

#[cfg(test)]
mod tests {
    use mobile_contract::Page;
    use mobile_contract::chat::{
        Conversation, Feedback, Message, NewConversation, NewFeedback, NewMessage,
    };
    use mobile_contract::knowledge::{
        Agency, Faq, FieldOfAdministration, Place, Procedure, ProcedureSummary,
    };
    use mobile_contract::search::SearchResponse;
    use serde::de::DeserializeOwned;
    use utoipa::OpenApi as _;

    use super::*;

    fn is<T: DeserializeOwned>(example: Option<Value>) {
        serde_json::from_value::<T>(example.unwrap())
            .map(|_| ())
            .unwrap();
    }

    #[test]
    fn every_example_is_of_its_type() {
        is::<NewConversation>(request("begin_conversation"));
        is::<NewMessage>(request("say"));
        is::<NewFeedback>(request("rate_message"));
        is::<Feedback>(answer("rate_message"));
        is::<SearchResponse>(answer("search"));
        is::<Page<ProcedureSummary>>(answer("list_procedures"));
        is::<Procedure>(answer("get_procedure"));
        is::<Vec<FieldOfAdministration>>(answer("list_fields"));
        is::<Page<Faq>>(answer("list_faqs"));
        is::<Faq>(answer("get_faq"));
        is::<Page<Place>>(answer("list_places"));
        is::<Place>(answer("get_place"));
        is::<Page<Agency>>(answer("list_agencies"));
        is::<Agency>(answer("get_agency"));
        is::<Conversation>(answer("begin_conversation"));
        is::<Message>(answer("say"));
    }

    #[test]
    fn every_operation_has_a_description_an_example_and_its_errors() {
        let document = crate::openapi::Document::openapi();
        for (path, item) in &document.paths.paths {
            let operations = [
                item.get.as_ref(),
                item.post.as_ref(),
                item.put.as_ref(),
                item.patch.as_ref(),
                item.delete.as_ref(),
            ];
            for operation in operations.into_iter().flatten() {
                let id = operation.operation_id.as_deref().unwrap();
                assert!(operation.description.is_some(), "{path} has no description");
                assert!(
                    answer(id).is_some()
                        // Pictures and documents say nothing in an example.
                        || id == "get_qr_png"
                        || id.ends_with("attachment")
                        || id.contains("poster")
                        || id.ends_with("_pdf")
                        || operation.responses.responses.contains_key("204"),
                    "{id} has no example"
                );
                assert!(
                    operation.responses.responses.contains_key("500"),
                    "{id} names no errors"
                );
                assert_eq!(
                    operation.request_body.is_some(),
                    request(id).is_some(),
                    "{id}"
                );
            }
        }
    }
}
