//! Texts of these pages.

texts! {
    // A call
    call_title: "Cuộc gọi", "A call";
    call_line: "Gõ lời người gọi trong lúc họ nói. Câu trả lời hiện ngay bên dưới để bạn đọc lên.", "Type what the caller says while they talk. The answer appears below, for you to read out.";
    call_words: "Người gọi hỏi gì", "What the caller asks";
    call_search: "Tìm", "Search";
    call_place: "Nơi ở của người gọi", "Where the caller lives";
    call_place_none: "Chưa biết", "Not known yet";
    call_read: "Đọc cho người gọi", "Read this out";
    call_whole: "Xem đầy đủ", "See all of it";
    call_others: "Câu trả lời khác", "Other answers";
    call_nothing: "Chưa có câu trả lời cho câu này. Bạn ghi phiếu bên dưới để cơ quan có trách nhiệm trả lời người gọi.", "There is no answer to this yet. Write it down below, and the agency responsible will answer the caller.";
    call_too_long: "Câu tìm dài quá. Bạn thử gõ ngắn hơn, tối đa số ký tự là", "That is too long to search for. Please make it shorter; the most characters are";
    call_about: "Phiếu này về thủ tục", "The ticket is about this procedure:";
    call_to_ticket: "Ghi phiếu", "Write it down as a ticket";
    call_ticket: "Ghi phiếu thay người gọi", "A ticket on behalf of the caller";
    call_ticket_line: "Phiếu được chuyển đến cơ quan có trách nhiệm. Tên bạn được ghi lại là người ghi thay.", "It goes to the agency responsible. You are noted as the one who wrote it down for the caller.";
    call_text: "Lời người gọi", "The caller's words";
    call_kind: "Về việc gì", "What it is about";
    call_kind_any: "Chưa rõ", "Not sure yet";
    call_phone: "Số gọi lại", "Number to call back";
    call_name: "Tên người gọi", "Name of the caller";
    call_mail: "Thư điện tử", "Mail address";
    call_way: "Gửi câu trả lời bằng", "Send the answer by";
    call_way_any: "Thư điện tử nếu có, không thì tin nhắn", "Mail if there is an address, a text message else";
    call_way_phone: "Tin nhắn", "Text message";
    call_way_mail: "Thư điện tử", "Mail";
    call_send: "Gửi phiếu", "Send the ticket";
    call_sent: "Đã ghi phiếu", "The ticket is written down";
    call_tell: "Đọc cho người gọi hai mã này", "Read these two codes out to the caller";
    call_tell_line: "Với hai mã này, người gọi xem được câu trả lời ở trang của tỉnh, mục Tra cứu phiếu. Mã bí mật chỉ hiện trên trang này.", "With both, the caller can see the answer on the province's pages. The secret is shown on this page only.";
    call_code: "Mã phiếu", "Code";
    call_secret: "Mã bí mật, đọc từng nhóm", "Secret, group by group";
    call_letters: "Không có chữ O, I, L, U: nghe giống O là số 0, nghe giống I hay L là số 1. Viết hoa hay thường, có dấu gạch hay không đều được.", "There is no O, I, L or U: what sounds like O is the digit 0, like I or L the digit 1. Capitals and hyphens do not matter.";
    call_told_at: "Mã phiếu và câu trả lời được gửi đến", "The code, and then the answer, are sent to";
    call_open: "Mở phiếu", "Open the ticket";
    call_next: "Cuộc gọi tiếp theo", "Next call";

    // Knowledge gaps
    gaps_title: "Câu hỏi chưa trả lời được", "What could not be answered";
    gaps_line: "Những điều người dân hỏi mà trợ lý chưa trả lời được, hỏi nhiều nhất đứng trước.", "What people asked and the assistant could not answer, most asked first.";
    gaps_days: "ngày qua", "days";
    gaps_spans: "Khoảng thời gian", "Span of time";
    gaps_since: "Từ", "Since";
    gaps_misses: "lần chưa trả lời được", "could not be answered";
    gaps_helpful: "câu trả lời được khen có ích", "answers were said to help";
    gaps_not_helpful: "câu trả lời bị chê", "were said not to help";
    gaps_none: "Không có câu nào trong thời gian này.", "There is none in this time.";
    gaps_capped: "Có nhiều hơn số đọc được một lần; những lần cũ nhất chưa được tính.", "There are more than are read at once; the oldest are left out.";
    gaps_more: "nhóm khác ít được hỏi hơn.", "more groups were asked less often.";
    gap_asked: "lần hỏi", "times asked";
    gap_in: "cuộc trò chuyện", "conversations";
    gap_newest: "Lần gần nhất", "Last asked";
    gap_not_found: "không tìm thấy gì", "found nothing";
    gap_unresolved: "không chọn câu nào được gợi ý", "took none of the choices";
    gap_not_helpful: "nói câu trả lời không có ích", "said that the answer did not help";
    gap_also: "Cũng được hỏi là", "Also asked as";
    gap_comments: "Người dân góp ý", "What citizens said";
    gap_mend: "Gợi ý", "Suggestion";
    gap_mend_faq: "Bổ sung cho câu hỏi đã có:", "Add to a question that is there:";
    gap_mend_procedure: "Thêm một câu hỏi đáp về thủ tục:", "Give this procedure a question of its own:";
    gap_mend_new: "Chủ đề mới, chưa có gì gần với câu này.", "A new topic; nothing is near it.";
    gap_write: "Soạn câu hỏi đáp", "Write an answer";

    // Users
    users_title: "Người dùng", "Users";
    users_line: "Tài khoản của cán bộ. Người dân không cần tài khoản.", "Accounts of the staff. Citizens need none.";
    users_add: "Thêm người dùng", "Add a user";
    users_added: "Đã thêm. Một liên kết đặt mật khẩu đã được gửi qua thư.", "Added. A link that sets the password has been mailed.";
    users_none: "Chưa có ai.", "There is nobody yet.";
    user_name: "Họ và tên", "Full name";
    user_login: "Địa chỉ thư điện tử", "Mail address";
    user_login_line: "Cũng là tên đăng nhập. Một liên kết đặt mật khẩu được gửi đến đây.", "Also what they sign in with. A link that sets the password is sent there.";
    user_role: "Vai trò", "Role";
    user_agency: "Cơ quan", "Agency";
    user_agency_line: "Cán bộ và lãnh đạo thuộc một cơ quan; tổng đài viên và quản trị thì không.", "Officers and leaders belong to an agency; operators and administrators to none.";
    user_agency_none: "Không thuộc cơ quan nào", "None";
    user_own_line: "Người này sẽ là cán bộ của cơ quan bạn.", "They will be an officer of your agency.";
    user_off: "Đã khóa", "Disabled";
    user_totp: "Có ứng dụng xác thực", "With an authenticator";
    user_no_totp: "Chưa có ứng dụng xác thực", "Without an authenticator";
    user_since: "Tạo lúc", "Made at";
    user_change: "Sửa", "Change";
    user_save: "Lưu", "Save";
    user_save_line: "Đổi vai trò hoặc cơ quan thì người này phải đăng nhập lại.", "Whoever gets another role or agency is signed out everywhere.";
    user_reset: "Đặt lại mật khẩu", "Reset the password";
    user_reset_line: "Mật khẩu cũ hết dùng được ngay, mọi phiên kết thúc, và một liên kết mới được gửi qua thư.", "The old password ends at once, with all sessions, and a new link is mailed.";
    user_reset_totp: "Bỏ cả ứng dụng xác thực, vì người này mất điện thoại", "Take the authenticator away, too: they lost the phone";
    user_disable: "Khóa tài khoản", "Disable the account";
    user_disable_line: "Người này bị đăng xuất khỏi mọi nơi và không đăng nhập được nữa, đến khi được mở lại.", "They are signed out everywhere, and cannot sign in until it is enabled again.";
    user_enable: "Mở lại tài khoản", "Enable the account";
    user_changed: "Đã lưu.", "Saved.";
    user_disabled: "Tài khoản đã khóa.", "The account is disabled.";
    user_enabled: "Tài khoản đã mở lại.", "The account is enabled.";
    user_was_reset: "Mật khẩu cũ không còn dùng được. Một liên kết mới đã được gửi.", "The old password is gone. A new link is on its way.";
    user_all: "Tất cả người dùng", "All users";

    // Audit
    audit_title: "Nhật ký", "Audit record";
    audit_line: "Ai đã xem hoặc sửa gì, mới nhất đứng trước. Không ai sửa hay xóa được nhật ký.", "Who saw or changed what, newest first. Nobody can change or delete an entry.";
    audit_check: "Kiểm tra toàn bộ nhật ký", "Check the whole record";
    audit_intact: "Nhật ký nguyên vẹn. Dòng mới nhất:", "The record is whole. Its newest entry:";
    audit_note: "Hãy chép số và dấu này ra nơi khác; lần sau có thể đối chiếu.", "Note this number and hash elsewhere; it can be compared later.";
    audit_broken: "Nhật ký đã bị thay đổi, từ dòng số", "The record was changed, from entry number";
    audit_call: "Báo ngay cho người quản trị máy chủ; chạy lệnh motcua audit verify để biết thêm.", "Tell whoever runs the server at once; the command motcua audit verify says more.";
    audit_empty: "Chưa có gì được ghi.", "Nothing has been recorded yet.";
    audit_when: "Lúc", "When";
    audit_who: "Ai", "Who";
    audit_what: "Việc", "What";
    audit_subject: "Đối tượng", "Of what";
    audit_detail: "Chi tiết", "Details";
    audit_nobody: "Hệ thống hoặc người dân", "The program, or a citizen";
    audit_gone: "Tài khoản cũ", "A former account";

    // Messages that did not arrive
    dead_title: "Thông báo không đến nơi", "Messages that did not arrive";
    dead_line: "Những tin đã thử nhiều lần mà không gửi được. Sửa nguyên nhân rồi gửi lại.", "What was tried many times in vain. Mend the cause, then send it again.";
    dead_none: "Mọi thông báo đều đã đến nơi.", "Every message has arrived.";
    dead_retried: "Đã đưa vào hàng gửi lại.", "It is on its way again.";
    dead_retry: "Gửi lại", "Send again";
    dead_secret: "Tin chứa mã hoặc liên kết dùng một lần, nội dung đã xóa. Người nhận cần xin mã mới.", "It held a code or a link that works once, and its words are forgotten. Its reader asks for a new one.";
    dead_written: "Viết lúc", "Written at";
    dead_attempts: "Số lần bị từ chối", "Refusals";
    dead_error: "Máy chủ báo", "The server said";
    by_mail: "Thư điện tử", "Mail";
    by_sms: "Tin nhắn", "Text message";
    by_push: "Thông báo trên ứng dụng", "Notice of the app";
    by_zalo: "Zalo", "Zalo";
    by_other: "Cách khác", "Another way";
    letter_received: "Báo đã nhận phiếu", "A ticket was received";
    letter_answer: "Câu trả lời cho người dân", "An answer to a citizen";
    stuck_title: "Chưa gửi được", "Cannot be sent now";
    stuck_waiting: "Đang chờ gửi", "Waiting";
    stuck_kept: "Không mất tin nào; hệ thống tự thử lại và gửi theo thứ tự khi thông.", "Nothing is lost: it is tried again by itself, and sent in order once it works.";
    stuck_tried: "Thử lần cuối", "Tried last";
    stuck_login: "Máy chủ thư không nhận tên hoặc mật khẩu. Người quản trị hệ thống cần xem lại tài khoản gửi thư.", "The mail server does not take the name or the password. Whoever runs the system should look at the account that sends mail.";
    stuck_clear: "Máy chủ thư không cho mã hóa đường truyền hoặc không cho đăng nhập, nên thư không được gửi đi. Người quản trị hệ thống cần xem lại máy chủ.", "The mail server offers no encryption or no login, so nothing is sent. Whoever runs the system should look at the server.";
    stuck_certificate: "Chứng chỉ của máy chủ thư không được tin cậy, nên thư không được gửi đi. Người quản trị hệ thống cần xem lại chứng chỉ.", "The certificate of the mail server is not trusted, so nothing is sent. Whoever runs the system should look at the certificate.";
    stuck_unreachable: "Không nối được tới nơi gửi. Nếu kéo dài, báo người quản trị hệ thống.", "There is no connection. If this lasts, tell whoever runs the system.";
    stuck_other: "Nơi gửi từ chối nhận tin của hệ thống. Người quản trị hệ thống cần xem mã lỗi.", "The other side takes nothing from us. Whoever runs the system should look at the code.";
    letter_corrected: "Đính chính câu trả lời", "A corrected answer";
    letter_withdrawn: "Báo câu trả lời không còn dùng", "An answer that no longer holds";
    letter_published: "Báo có câu trả lời chung", "An answer for all";
    letter_question: "Hỏi thêm người dân", "A question to a citizen";
    letter_routed: "Phiếu mới cho cơ quan", "A ticket for an agency";
    letter_transferred: "Phiếu được chuyển đến", "A ticket sent on";
    letter_reopened: "Phiếu được hỏi lại", "A ticket was reopened";
    letter_deadline: "Sắp đến hạn", "A deadline is near";
    letter_escalated: "Phiếu quá hạn", "A ticket is late";
    letter_code: "Mã dùng một lần", "A code";
    letter_password: "Liên kết đặt mật khẩu", "A link to set a password";
    letter_sign_in: "Báo đăng nhập mới", "A new sign-in";

    // Lists
    next_page: "Trang sau", "Next page";
}
