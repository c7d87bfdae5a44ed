//! Errors on the wire: RFC 9457 problem documents with a stable code.

use serde::{Deserialize, Serialize};
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::Locale;

macro_rules! error_codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:literal, $vi:literal, $en:literal;)*) => {
        /// Stable error codes. The app decides by these, never by a text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// HTTP status.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// Short title for people.
            #[must_use]
            pub const fn title(self, locale: Locale) -> &'static str {
                match (self, locale) {
                    $((Self::$name, Locale::Vi) => $vi, (Self::$name, Locale::En) => $en,)*
                }
            }
        }
    };
}

// Written out, because the derive does not see through the macro that makes the names.
impl PartialSchema for ErrorCode {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "Stable error codes. Decide by these, never by a text.",
            ))
            .enum_values(Some(Self::ALL.iter().map(|code| code.as_str())))
            .into()
    }
}

impl ToSchema for ErrorCode {}

error_codes! {
    /// The request cannot be read: broken JSON, a bad query string, a bad header.
    BadRequest = "bad_request", 400, "Yêu cầu chưa đúng định dạng", "The request could not be read";
    /// A value in the request is not acceptable; `errors` says which.
    Invalid = "invalid", 422, "Có thông tin chưa đúng", "Some values are not acceptable";
    /// The cursor does not belong to this list.
    BadCursor = "bad_cursor", 400, "Dấu trang không thuộc danh sách này", "The cursor does not belong to this list";
    /// No or wrong token.
    Unauthorized = "unauthorized", 401, "Cần mã truy cập đúng", "A valid token is needed";
    /// Wrong login, password or code; nobody is told which.
    SignInFailed = "sign_in_failed", 401, "Tên đăng nhập, mật khẩu hoặc mã chưa đúng", "Login, password or code is wrong";
    /// Login and password fit; the code of the authenticator is needed, too.
    TotpRequired = "totp_required", 401, "Cần thêm mã trong ứng dụng xác thực", "The code of your authenticator is needed, too";
    /// The code sent to the citizen is wrong, used, or too old.
    OtpWrong = "otp_wrong", 401, "Mã chưa đúng hoặc đã hết hạn", "The code is wrong or has expired";
    /// The caller's role does not allow it.
    Forbidden = "forbidden", 403, "Tài khoản không có quyền làm việc này", "Your role does not allow this";
    /// The account must set up an authenticator first.
    TotpEnrolmentRequired = "totp_enrolment_required", 403, "Cần cài ứng dụng xác thực trước khi tiếp tục", "Please set up an authenticator first";
    /// The page or record does not exist, or is not for the caller.
    NotFound = "not_found", 404, "Không tìm thấy", "Not found";
    /// The procedure does not exist.
    ProcedureNotFound = "procedure_not_found", 404, "Không có thủ tục với mã này", "No procedure has this code";
    /// The scanned or typed code does not exist.
    QrNotFound = "qr_not_found", 404, "Không có mã QR này", "No such QR code";
    /// The signature in a scanned address is not ours, or its key was revoked: do not trust what it was printed on.
    QrNotGenuine = "qr_not_genuine", 400, "Không tin được mã QR này", "This QR code cannot be trusted";
    /// The code, or the counter's poster, is not in a state for that.
    QrState = "qr_state", 409, "Mã QR không ở trạng thái cho phép việc này", "The QR code is not in a state for that";
    /// No dossier has this code, or the proof does not open it: nobody is told which.
    DossierNotFound = "dossier_not_found", 404, "Mã hồ sơ hoặc thông tin xác minh chưa đúng", "The dossier code or the proof is wrong";
    /// The method is not offered at this address.
    MethodNotAllowed = "method_not_allowed", 405, "Không hỗ trợ cách gọi này", "The method is not allowed here";
    /// The same `Idempotency-Key` came with another body, or the first request is still running.
    IdempotencyConflict = "idempotency_conflict", 409, "Mã chống gửi trùng đã dùng cho yêu cầu khác", "The idempotency key was used for another request";
    /// The conversation has reached its longest length.
    ConversationFull = "conversation_full", 409, "Cuộc trò chuyện đã quá dài, mời bắt đầu cuộc mới", "The conversation is too long; please start a new one";
    /// The ticket does not exist, or the secret is not its own.
    TicketNotFound = "ticket_not_found", 404, "Không tìm thấy phiếu này", "No such ticket";
    /// The agency lets its leader approve answers: the draft must be submitted.
    ApprovalRequired = "approval_required", 409, "Câu trả lời của cơ quan này cần lãnh đạo duyệt, mời trình dự thảo", "A leader of this agency approves answers; please submit a draft";
    /// Somebody else changed the settings meanwhile.
    SettingsChanged = "settings_changed", 409, "Thiết lập vừa được người khác đổi, mời xem lại", "Somebody else changed the settings; please look at them again";
    /// Somebody else changed the ticket meanwhile; read it again.
    TicketChanged = "ticket_changed", 409, "Phiếu vừa được người khác cập nhật, mời xem lại", "Somebody else changed the ticket; please look at it again";
    /// The ticket is not in a state for that.
    TicketState = "ticket_state", 409, "Phiếu không ở trạng thái cho phép việc này", "The ticket is not in a state for that";
    /// What a rating says is looked into, and noted, before it is answered.
    FindingRequired = "finding_required", 409, "Cần ghi kết quả kiểm tra trước khi trả lời đánh giá này", "Please note what looking into this rating showed before you answer it";
    /// The token of a visit was used for another rating.
    VisitUsed = "visit_used", 409, "Lượt đánh giá này đã được dùng", "This visit has been rated already";
    /// The token of a visit is too old: scan the code again, or send the rating without it.
    VisitExpired = "visit_expired", 410, "Đã quá thời gian đánh giá của lần quét mã này", "The time to rate after this scan has passed";
    /// The token of a visit is none of ours, or of another counter.
    VisitWrong = "visit_wrong", 400, "Mã lượt đánh giá không đúng", "This is no visit of ours";
    /// There is no such form for ratings.
    RatingFormNotFound = "rating_form_not_found", 404, "Không có phiếu đánh giá này", "No such rating form";
    /// Somebody else changed the record meanwhile; read it again.
    RecordChanged = "record_changed", 409, "Nội dung vừa được người khác cập nhật, mời xem lại", "Somebody else changed this; please look at it again";
    /// The dossier, or its apology, is not in a state for that.
    DossierState = "dossier_state", 409, "Hồ sơ không ở trạng thái cho phép việc này", "The dossier is not in a state for that";
    /// It was done before: a leader has to say why it is done again.
    JustificationRequired = "justification_required", 409, "Việc này cần lãnh đạo cơ quan nêu lý do", "A leader of the agency has to say why this is done";
    /// The question is not in a state for that.
    FaqState = "faq_state", 409, "Câu hỏi đáp không ở trạng thái cho phép việc này", "The question is not in a state for that";
    /// Nobody publishes their own words: a second person reads them first.
    OwnReview = "own_review", 403, "Cần một người khác duyệt lời bạn viết", "Another person must review what you wrote";
    /// The answer was taken back by whoever gave it.
    FaqWithdrawn = "faq_withdrawn", 410, "Câu trả lời này không còn dùng nữa", "This answer is no longer in use";
    /// The notification held a code or a link that is forgotten, so it cannot be sent again.
    NotificationSecret = "notification_secret", 409, "Nội dung tin đã được xóa, không gửi lại được", "The words are forgotten; it cannot be sent again";
    /// A file is none that is taken here; `errors` says which one, and why.
    AttachmentRefused = "attachment_refused", 422, "Có tệp chưa nhận được", "A file cannot be taken";
    /// Another account signs in with this address.
    LoginTaken = "login_taken", 409, "Địa chỉ này đã có tài khoản", "This address has an account already";
    /// Another API key that is not revoked stands for this system.
    SourceTaken = "source_taken", 409, "Hệ thống này đã có khóa đang dùng", "This system has a key in use already";
    /// The API key is revoked.
    ApiKeyState = "api_key_state", 409, "Khóa này đã bị thu hồi", "This key is revoked";
    /// The batch names a dossier or an agency that is not the key's. Nothing of it was stored.
    OutsideKey = "outside_key", 403, "Khóa này không được gửi hồ sơ của cơ quan khác", "This key may not tell of another agency's dossiers";
    /// An authenticator is set up already, or none is being set up.
    TotpState = "totp_state", 409, "Ứng dụng xác thực không ở trạng thái này", "The authenticator is not in this state";
    /// The link was used, or is too old.
    LinkExpired = "link_expired", 410, "Liên kết đã dùng hoặc đã hết hạn", "The link was used or has expired";
    /// The link is none that was ever sent: changed, or made up.
    LinkWrong = "link_wrong", 403, "Liên kết không đúng", "This is no link of ours";
    /// The body is too large.
    TooLarge = "too_large", 413, "Nội dung gửi lên quá lớn", "The body is too large";
    /// The address is too long.
    UriTooLong = "uri_too_long", 414, "Địa chỉ quá dài", "The address is too long";
    /// The body is not of a type that is read here.
    UnsupportedMedia = "unsupported_media_type", 415, "Kiểu nội dung không được hỗ trợ", "The content type is not supported";
    /// Too many requests; wait as `Retry-After` says.
    RateLimited = "rate_limited", 429, "Bạn gửi hơi nhanh, vui lòng chờ một chút", "Too many requests; please wait a moment";
    /// Something failed on our side. The log has the cause under the request id.
    Internal = "internal", 500, "Hệ thống gặp lỗi, vui lòng thử lại sau", "Something went wrong on our side";
    /// The server is not ready: starting, stopping, or its database does not answer.
    Unavailable = "unavailable", 503, "Hệ thống đang bận, vui lòng thử lại sau ít phút", "The service is not ready; please try again shortly";
}

/// One value that is not acceptable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// Where: `body.text`, `query.limit`, `path.code`.
    #[schema(example = "query.limit")]
    pub loc: String,
    /// What is wrong with it, in the caller's language.
    pub msg: String,
}

/// A problem document (`application/problem+json`, RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Link that names the kind of problem.
    #[serde(rename = "type")]
    #[schema(example = "/docs/errors#not_found")]
    pub kind: String,
    /// Short title in the caller's language.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// Stable code.
    pub code: ErrorCode,
    /// What happened this time, in the caller's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The values that are not acceptable.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Id of this request, as in the log.
    pub request_id: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_written_once_and_spelt_like_its_wire_form() {
        let mut seen = std::collections::HashSet::new();
        for code in ErrorCode::ALL {
            assert!(
                seen.insert(code.as_str()),
                "{} is there twice",
                code.as_str()
            );
            assert_eq!(serde_json::json!(code), code.as_str());
            assert!((400..600).contains(&code.status()));
        }
    }
}
