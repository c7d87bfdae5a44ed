//! What was done, in words: the actions of the audit record.

use mobile_contract::Locale;

/// Names of actions, and their words in both languages. An action that is not here is shown by its
/// name.
const DEEDS: &[(&str, &str, &str)] = &[
    ("ticket.viewed", "Xem phiếu", "Looked at a ticket"),
    (
        "ticket.received",
        "Ghi phiếu thay người gọi",
        "Wrote a ticket down",
    ),
    (
        "ticket.dispatched",
        "Chuyển phiếu đến cơ quan",
        "Sent a ticket to an agency",
    ),
    (
        "ticket.transferred",
        "Chuyển phiếu sang cơ quan khác",
        "Sent a ticket on",
    ),
    (
        "ticket.sent_to_arbiter",
        "Chuyển phiếu đến đầu mối điều phối",
        "Sent a ticket to the coordination desk",
    ),
    ("ticket.assigned", "Nhận xử lý phiếu", "Took a ticket on"),
    ("ticket.noted", "Ghi chú nội bộ", "Left a note"),
    ("ticket.drafted", "Soạn câu trả lời", "Drafted an answer"),
    (
        "ticket.submitted",
        "Trình câu trả lời",
        "Submitted an answer",
    ),
    (
        "ticket.sent_back",
        "Trả lại câu trả lời",
        "Sent an answer back",
    ),
    ("ticket.answered", "Trả lời phiếu", "Answered a ticket"),
    (
        "ticket.asked_citizen",
        "Hỏi thêm người gửi",
        "Asked the sender",
    ),
    ("ticket.merged", "Gộp phiếu", "Joined a ticket"),
    (
        "ticket.kind_changed",
        "Đổi loại phiếu",
        "Put right what kind a ticket is",
    ),
    (
        "ticket.handed_over",
        "Hướng dẫn sang tiếp công dân",
        "Handed a ticket over",
    ),
    (
        "ticket.secret_renewed",
        "Cấp lại mã bí mật của phiếu",
        "Gave a ticket a new secret",
    ),
    (
        "ticket.secret_shown",
        "Xem lại mã bí mật của phiếu vừa ghi",
        "Saw the secret of a ticket again",
    ),
    (
        "ticket.file_viewed",
        "Xem tệp của phiếu",
        "Looked at a file",
    ),
    (
        "ticket.file_laid_ready",
        "Đính kèm tệp vào câu trả lời",
        "Laid a file ready",
    ),
    (
        "ticket.file_taken_back",
        "Bỏ tệp khỏi câu trả lời",
        "Took a file back",
    ),
    ("user.created", "Thêm người dùng", "Added a user"),
    ("user.changed", "Sửa người dùng", "Changed a user"),
    (
        "user.reset",
        "Đặt lại mật khẩu người khác",
        "Reset somebody's password",
    ),
    ("session.opened", "Đăng nhập", "Signed in"),
    ("session.closed", "Đăng xuất", "Signed out"),
    ("session.revoked", "Kết thúc một phiên", "Ended a session"),
    (
        "session.others_revoked",
        "Kết thúc các phiên khác",
        "Ended all other sessions",
    ),
    (
        "session.reuse_detected",
        "Phiên bị dùng lại trái phép, đã khóa",
        "A session was used twice, and ended",
    ),
    ("password.changed", "Đổi mật khẩu", "Changed their password"),
    (
        "password.reset",
        "Đặt mật khẩu bằng liên kết",
        "Set a password by a link",
    ),
    (
        "totp.set_up",
        "Cài ứng dụng xác thực",
        "Set up an authenticator",
    ),
    (
        "totp.removed",
        "Bỏ ứng dụng xác thực",
        "Took an authenticator away",
    ),
    ("api_key.created", "Tạo khóa API", "Made an API key"),
    (
        "api_key.rotated",
        "Đổi chuỗi bí mật của khóa API",
        "Gave an API key a new secret",
    ),
    ("api_key.revoked", "Thu hồi khóa API", "Revoked an API key"),
    (
        "agency.settings_changed",
        "Đổi thiết lập của cơ quan",
        "Changed an agency's settings",
    ),
    ("faq.drafted", "Soạn câu hỏi đáp", "Drafted a question"),
    ("faq.edited", "Sửa câu hỏi đáp", "Edited a question"),
    ("faq.submitted", "Trình câu hỏi đáp", "Submitted a question"),
    (
        "faq.sent_back",
        "Trả lại câu hỏi đáp",
        "Sent a question back",
    ),
    (
        "faq.published",
        "Công bố câu hỏi đáp",
        "Published a question",
    ),
    (
        "faq.published_again",
        "Công bố lại câu hỏi đáp",
        "Published a question again",
    ),
    ("faq.withdrawn", "Rút câu hỏi đáp", "Withdrew a question"),
    (
        "faq.withdrawn_as_double",
        "Rút câu hỏi đáp trùng",
        "Withdrew a doubled question",
    ),
    ("faq.viewed", "Xem câu hỏi đáp", "Looked at a question"),
    (
        "answer_template.added",
        "Thêm mẫu trả lời",
        "Added a template",
    ),
    (
        "answer_template.changed",
        "Sửa mẫu trả lời",
        "Changed a template",
    ),
    (
        "answer_template.deleted",
        "Xóa mẫu trả lời",
        "Deleted a template",
    ),
    (
        "notification.retried",
        "Gửi lại thông báo",
        "Sent a message again",
    ),
];

/// An action in words.
pub(super) fn told(action: &str, locale: Locale) -> &str {
    let known = DEEDS.iter().find(|(name, _, _)| *name == action);
    known.map_or(action, |(_, vi, en)| locale.pick(vi, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_told_in_words_and_what_is_not_by_its_name() {
        assert_eq!(told("session.opened", Locale::Vi), "Đăng nhập");
        assert_eq!(told("session.opened", Locale::En), "Signed in");
        assert_eq!(told("x.y", Locale::Vi), "x.y");
    }
}
