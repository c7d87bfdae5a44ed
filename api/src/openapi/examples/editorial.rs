//! Examples of questions that are made of answers.

use serde_json::{Value, json};

const DRAFT: &str = "0198c0de-0000-7000-8000-0000000000f1";
const PERSON: &str = "0198c0de-0000-7000-8000-0000000000a1";
const REVIEWER: &str = "0198c0de-0000-7000-8000-0000000000a2";
const TEMPLATE: &str = "0198c0de-0000-7000-8000-0000000000f2";

pub(super) fn request(id: &str) -> Option<Value> {
    Some(match id {
        "new_faq_draft" => json!({"ticket": "P000000011"}),
        "edit_faq_draft" => json!({
            "revision": 0, "question": QUESTION, "also": ["khai sinh muộn có phạt không"],
            "answer": ANSWER, "procedure": "1.001193", "facet": "fee", "cites": ["1.001193"],
        }),
        "submit_faq_draft" => json!({"revision": 1}),
        "send_faq_draft_back" => {
            json!({"revision": 2, "reason": "Cần nói rõ làm ở xã nào."})
        }
        "publish_faq" => json!({"revision": 2, "same": ["P000000011"], "impersonal": []}),
        "withdraw_faq" => json!({
            "revision": 3, "cause": "wrong", "reason": "Quy định đã thay đổi.",
            "instead": "khai-sinh-mat-tien-khong",
        }),
        "new_answer_template" => json!({"title": "Hẹn trả kết quả", "text": TEXT}),
        "edit_answer_template" => {
            json!({"revision": 0, "title": "Hẹn trả kết quả", "text": TEXT})
        }
        _ => return None,
    })
}

pub(super) fn answer(id: &str) -> Option<Value> {
    Some(match id {
        "faq_drafts" => json!({"items": [{
            "id": DRAFT, "state": "submitted", "live": false, "question": QUESTION,
            "agency": agency(), "updated_at": "2026-11-24T02:00:00Z",
        }], "next_cursor": null}),
        "new_faq_draft" | "faq_draft" | "edit_faq_draft" | "send_faq_draft_back" => draft("draft"),
        "submit_faq_draft" => draft("submitted"),
        "publish_faq" => draft("published"),
        "withdraw_faq" => draft("withdrawn"),
        "similar_tickets" => json!({"items": [{
            "code": "P000000011", "state": "with_agency", "excerpt": "con em sinh nam ngoai chua khai sinh co bi phat khong",
            "received_at": "2026-11-20T02:00:00Z", "likeness": 0.72, "reachable": true,
        }]}),
        "answer_templates" => json!({"items": [template()]}),
        "new_answer_template" | "edit_answer_template" => template(),
        _ => return None,
    })
}

const QUESTION: &str = "Làm khai sinh quá hạn có bị phạt không?";
const ANSWER: &str = "Không. Quá 60 ngày vẫn đăng ký được, bạn nộp tờ khai tại UBND xã.";
const TEXT: &str =
    "{co_quan} đã xem phiếu {ma_phieu}. Bạn mang giấy hẹn đến bộ phận một cửa để nhận kết quả.";

fn agency() -> Value {
    json!({"id": "so-tu-phap", "name": "Sở Tư pháp tỉnh Hưng Yên"})
}

fn template() -> Value {
    json!({
        "id": TEMPLATE, "agency": agency(), "title": "Hẹn trả kết quả", "text": TEXT, "filled": null,
        "editable": true, "revision": 0, "updated_at": "2026-11-24T02:00:00Z",
    })
}

fn draft(state: &str) -> Value {
    let out = matches!(state, "published" | "withdrawn");
    let faq = out.then_some("lam-khai-sinh-qua-han-co-bi-phat-khong-0000f1aa");
    let withdrawn = (state == "withdrawn").then(|| {
        json!({
            "cause": "wrong", "reason": "Quy định đã thay đổi.", "instead": "khai-sinh-mat-tien-khong",
            "by": REVIEWER, "at": "2026-11-25T02:00:00Z",
        })
    });
    let history = json!([{
        "version": 1, "question": QUESTION, "answer": ANSWER, "correction": null,
        "writer": PERSON, "writers": [PERSON], "reviewer": REVIEWER, "impersonal": [],
        "published_at": "2026-11-24T02:00:00Z", "withdrawn": withdrawn,
    }]);
    json!({
        "id": DRAFT, "state": state, "revision": 1, "version": i32::from(out), "faq": faq,
        "live": state == "published", "question": QUESTION, "also": [], "answer": ANSWER,
        "procedure": {"code": "1.001193", "title": "Đăng ký khai sinh"}, "field": "Hộ tịch",
        "facet": "fee", "cites": ["1.001193"],
        "citations": [{"title": "Đăng ký khai sinh (1.001193)", "url": "https://dichvucong.gov.vn/", "as_of": "2026-07-15"}],
        "agency": agency(), "answered_on": "2026-11-23", "ticket": "P000000011", "correction": null,
        "note": null, "writer": PERSON, "writers": [PERSON], "reviewer": out.then_some(REVIEWER),
        "personal": [{"part": "question", "kind": "name", "words": "chị Hoa"}], "same": [],
        "history": if out { history } else { json!([]) },
        "created_at": "2026-11-24T01:00:00Z", "updated_at": "2026-11-24T02:00:00Z",
    })
}

#[cfg(test)]
mod tests {
    use mobile_contract::editorial::{
        AnswerTemplate, AnswerTemplates, EditAnswerTemplate, EditFaqDraft, FaqDraft, FaqDraftPage,
        FaqReason, FaqRevision, NewAnswerTemplate, NewFaqDraft, PublishFaq, SimilarTickets,
        WithdrawFaq,
    };
    use serde::de::DeserializeOwned;

    use super::*;

    fn is<T: DeserializeOwned>(example: Option<Value>) {
        serde_json::from_value::<T>(example.unwrap())
            .map(|_| ())
            .unwrap();
    }

    #[test]
    fn every_example_is_of_its_type() {
        is::<NewFaqDraft>(request("new_faq_draft"));
        is::<EditFaqDraft>(request("edit_faq_draft"));
        is::<FaqRevision>(request("submit_faq_draft"));
        is::<FaqReason>(request("send_faq_draft_back"));
        is::<PublishFaq>(request("publish_faq"));
        is::<WithdrawFaq>(request("withdraw_faq"));
        is::<NewAnswerTemplate>(request("new_answer_template"));
        is::<EditAnswerTemplate>(request("edit_answer_template"));
        is::<FaqDraftPage>(answer("faq_drafts"));
        for id in [
            "faq_draft",
            "submit_faq_draft",
            "publish_faq",
            "withdraw_faq",
        ] {
            is::<FaqDraft>(answer(id));
        }
        is::<SimilarTickets>(answer("similar_tickets"));
        is::<AnswerTemplates>(answer("answer_templates"));
        is::<AnswerTemplate>(answer("new_answer_template"));
    }
}
