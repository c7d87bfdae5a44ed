//! Examples of tickets.

use serde_json::{Value, json};

const ID: &str = "0198c0de-0000-7000-8000-000000000021";
const SECRET: &str = "3f1c0c8ed6c94a3b8f0e5b1f9f7a2d4e3f1c0c8ed6c94a3b8f0e5b1f9f7a2d4e";
const MAIL: &str = "From: motcua.yenmy@hungyen.example\r\nTo: phieu+c4mz…@phieu.hungyen.example\r\nMessage-ID: <1@hungyen.example>\r\n\r\nBạn nộp tờ khai tại UBND xã, theo thủ tục 1.001193.\r\n";
const ANSWER: &str = "Có. Bạn nộp bản chính giấy chứng sinh tại UBND xã.";

pub(super) fn request(id: &str) -> Option<Value> {
    Some(match id {
        "pass_on" => json!({"ticket": new(), "share_conversation": true, "at_counter": true}),
        "send_ticket" => new(),
        "send_ticket_for_caller" => json!({"ticket": new()}),
        "write_to_ticket" | "reopen_ticket" | "write_to_my_ticket" | "reopen_my_ticket" => {
            json!({"text": "Giấy chứng sinh tôi làm mất rồi."})
        }
        "rate_ticket" | "rate_my_ticket" => json!({"score": 5, "comment": "nhanh và rõ"}),
        "transfer_ticket" => json!({
            "revision": 0, "to": "so-tu-phap", "reason": "Hộ tịch có yếu tố nước ngoài",
        }),
        "attach_to_ticket" | "attach_to_my_ticket" | "attach_to_answer" => {
            json!({"file": ["(giay-hen.jpg)"], "text": "Tôi gửi ảnh giấy hẹn."})
        }
        "be_at_ticket" => json!({"writing": true}),
        "change_ticket_kind" => json!({
            "revision": 0, "kind": "question", "reason": "Người dân chỉ hỏi thủ tục khiếu nại",
        }),
        "assign_ticket" => json!({"revision": 0}),
        "note_finding" => json!({
            "revision": 0, "text": "Đã xem lại lượt lấy số: bạn chờ 70 phút vì hai quầy nghỉ.",
        }),
        "note_on_ticket" => json!({"text": "Đã gọi hỏi bộ phận một cửa."}),
        "draft_answer" => json!({
            "revision": 0, "text": ANSWER, "cites": ["1.001193"], "submit": true,
        }),
        "answer_ticket" => json!({"revision": 0, "text": ANSWER, "cites": ["1.001193"]}),
        "ask_sender" | "send_draft_back" => {
            json!({"revision": 0, "text": "Bạn gửi giúp ngày trên giấy hẹn."})
        }
        "take_mail" => json!(MAIL),
        "merge_ticket" => json!({"revision": 0, "into": "P000000011"}),
        _ => return None,
    })
}

pub(super) fn answer(id: &str) -> Option<Value> {
    Some(match id {
        "pass_on" | "send_ticket" | "send_ticket_for_caller" => {
            json!({"ticket": ticket(), "secret": SECRET})
        }
        "my_tickets" => json!({"items": [{
            "code": "P000000011", "kind": "question", "state": "with_agency", "agency": agency(),
            "excerpt": "Làm khai sinh cho con có cần giấy chứng sinh bản gốc không?",
            "received_at": "2026-11-23T02:00:00Z", "due": "2026-11-30T10:00:00Z", "answered_at": null,
        }]}),
        "my_ticket"
        | "write_to_my_ticket"
        | "withdraw_my_ticket"
        | "reopen_my_ticket"
        | "rate_my_ticket"
        | "attach_to_my_ticket" => ticket(),
        "ticket" | "attach_to_ticket" | "write_to_ticket" | "withdraw_ticket" | "reopen_ticket"
        | "rate_ticket" => ticket(),
        "take_mail" => json!({
            "outcome": "answered", "ticket": "P000000011", "attachments_left_out": 0,
        }),
        "staff_tickets" => json!({"items": [row()]}),
        "staff_ticket_counts" => {
            json!({"unrouted": 3, "with_agency": 41, "waiting_for_citizen": 5, "overdue": 1})
        }
        "ticket_clock" => json!({"dispatch": dispatch(), "reply": reply()}),
        "staff_ticket"
        | "change_ticket_kind"
        | "transfer_ticket"
        | "assign_ticket"
        | "note_finding"
        | "note_on_ticket"
        | "draft_answer"
        | "send_draft_back"
        | "answer_ticket"
        | "ask_sender"
        | "merge_ticket"
        | "attach_to_answer"
        | "take_attachment_back" => staff_ticket(),
        "be_at_ticket" => json!([other()]),
        "routing_report" => json!({
            "from": "2026-10-24", "to": "2026-11-23", "total": 1, "right": 0, "unguessed": 1,
            "mistaken": [{"guessed": null, "with": agency(), "count": 1}],
        }),
        _ => return None,
    })
}

fn other() -> Value {
    json!({"name": "Trần Văn Bình", "writing": true, "seen_at": "2026-11-23T02:01:00Z"})
}

fn new() -> Value {
    json!({
        "text": "Làm khai sinh cho con có cần giấy chứng sinh bản gốc không?",
        "procedure": "1.001193", "place": "xa-yen-my",
        "contact": {"name": "Nguyễn Thị Hoa", "phone": "0912 345 678"},
    })
}

fn agency() -> Value {
    json!({"id": "ubnd-xa-yen-my", "name": "UBND xã Yên Mỹ"})
}

fn dispatch() -> Value {
    json!({
        "due": "2026-11-23T02:15:00Z", "phase": "done", "minutes_left": null, "overdue": false,
        "done_at": "2026-11-23T02:00:00Z", "explanation": "Nhận lúc 09:00; 15 phút làm việc → 09:15",
    })
}

fn reply() -> Value {
    json!({
        "due": "2026-11-30T10:00:00Z", "phase": "running", "minutes_left": 2400, "overdue": false, "done_at": null,
        "explanation": "Nhận lúc 09:00; 5 ngày làm việc → 30/11",
    })
}

fn ticket() -> Value {
    json!({
        "code": "P000000011", "kind": "question", "state": "with_agency",
        "explanation": "UBND xã Yên Mỹ đang xử lý và sẽ trả lời bạn.",
        "procedure": {"code": "1.001193", "title": "Đăng ký khai sinh"},
        "place": {"id": "xa-yen-my", "name": "Xã Yên Mỹ"}, "counter": null,
        "agency": agency(), "received_at": "2026-11-23T02:00:00Z",
        "dispatch": dispatch(), "reply": reply(), "verified_at": null, "confidential": false,
        "messages": [{
            "id": ID, "author": "citizen", "agency": null,
            "text": "Làm khai sinh cho con có cần giấy chứng sinh bản gốc không?",
            "citations": [], "attachments": [attachment()], "sent_at": "2026-11-23T02:00:00Z",
        }],
        "attachments": [attachment()],
        "reopen_until": null, "rating": null,
    })
}

fn attachment() -> Value {
    json!({
        "id": "0198c0de-0000-7000-8000-000000000022", "name": "giay-hen.jpg",
        "media_type": "image/jpeg", "bytes": 214_503, "uploaded_at": "2026-11-23T02:00:00Z",
    })
}

fn row() -> Value {
    json!({
        "code": "P000000011", "kind": "question", "state": "with_agency", "source": "app",
        "excerpt": "Làm khai sinh cho con có cần giấy chứng sinh bản gốc không?",
        "agency": agency(), "assignee": null, "received_at": "2026-11-23T02:00:00Z",
        "due": "2026-11-30T10:00:00Z", "minutes_left": 2400, "overdue": false,
    })
}

fn staff_ticket() -> Value {
    json!({
        "ticket": ticket(), "revision": 0, "source": "app", "assignee": null, "on_behalf": null,
        "contact": {"name": "Nguyễn Thị Hoa", "phone": "+84912345678", "mail": null, "prefer": null},
        "routing": "Theo thủ tục 1.001193.",
        "guesses": [{"agency": agency(), "share": 0.9, "why": "Hộ tịch"}],
        "next_level": null, "conversation": [], "finding": null, "notes": [], "draft": null, "unsent": [],
        "others": [other()], "approval": false,
        "history": [{
            "kind": "received", "by": null, "from": null, "to": null, "reason": null,
            "at": "2026-11-23T02:00:00Z",
        }],
    })
}

#[cfg(test)]
mod tests {
    use mobile_contract::Page;
    use mobile_contract::mail::MailResult;
    use mobile_contract::ticket::{
        AtTicket, CallerTicket, Merge, MyTicket, NewAnswer, NewDraft, NewFinding, NewKind, NewNote,
        NewRating, NewRequest, NewTicket, NewTicketMessage, OpenedTicket, Revision, RoutingReport,
        StaffTicket, Ticket, TicketClocks, TicketCounts, TicketFromChat, TicketPresence, TicketRow,
        Transfer,
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
        is::<TicketFromChat>(request("pass_on"));
        is::<NewTicket>(request("send_ticket"));
        is::<CallerTicket>(request("send_ticket_for_caller"));
        is::<NewTicketMessage>(request("write_to_ticket"));
        is::<NewRating>(request("rate_ticket"));
        is::<Transfer>(request("transfer_ticket"));
        is::<Revision>(request("assign_ticket"));
        is::<NewKind>(request("change_ticket_kind"));
        is::<RoutingReport>(answer("routing_report"));
        is::<TicketPresence>(request("be_at_ticket"));
        is::<Vec<AtTicket>>(answer("be_at_ticket"));
        is::<NewFinding>(request("note_finding"));
        is::<NewNote>(request("note_on_ticket"));
        is::<NewDraft>(request("draft_answer"));
        is::<NewAnswer>(request("answer_ticket"));
        is::<NewRequest>(request("ask_sender"));
        is::<Merge>(request("merge_ticket"));
        is::<OpenedTicket>(answer("send_ticket"));
        is::<Ticket>(answer("ticket"));
        is::<Page<TicketRow>>(answer("staff_tickets"));
        is::<Page<MyTicket>>(answer("my_tickets"));
        is::<TicketCounts>(answer("staff_ticket_counts"));
        is::<TicketClocks>(answer("ticket_clock"));
        is::<StaffTicket>(answer("staff_ticket"));
        is::<String>(request("take_mail"));
        is::<MailResult>(answer("take_mail"));
    }
}
