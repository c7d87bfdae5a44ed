//! Texts of the frame and of the pages of accounts.

texts! {
    // Frame
    brand: "Một Cửa", "Một Cửa";
    desk: "Bàn làm việc của cán bộ", "Staff desk";
    skip: "Đi thẳng đến nội dung", "Skip to content";
    menu: "Các mục làm việc", "Sections";
    switch_to: "English", "Tiếng Việt";
    own_account: "Tài khoản", "Account";
    sign_out: "Đăng xuất", "Sign out";
    footer: "Trang dành cho cán bộ. Mọi lần xem và sửa phiếu đều được ghi lại.", "For staff. Each look at a ticket and each change is recorded.";
    to_citizens: "Trang cho người dân", "Pages for citizens";
    citizen: "Người dân", "Citizen";
    operator: "Tổng đài viên", "Operator";
    officer: "Cán bộ", "Officer";
    leader: "Lãnh đạo", "Leader";
    administrator: "Quản trị", "Administrator";

    // Refusals
    too_fast: "Bạn đã thử nhiều lần liên tiếp. Mời chờ", "Too many tries in a row. Please wait";
    too_fast_end: "rồi thử lại.", "and try again.";
    second: "giây", "second";
    seconds: "giây", "seconds";
    minutes: "phút", "minutes";
    error_forbidden: "Tài khoản của bạn không có quyền làm việc này. Nếu công việc cần, mời hỏi người quản trị.",
        "Your account may not do this. If your work needs it, please ask an administrator.";
    error_no_ticket: "Không có phiếu này, hoặc phiếu đang ở cơ quan khác.", "There is no such ticket, or it lies with another agency.";
    error_missing: "Không có trang này, hoặc trang đã được chuyển đi.", "There is no such page, or it has moved.";
    error_sorry: "Xin lỗi bạn vì sự bất tiện này. Mời thử lại sau ít phút.", "We are sorry for the inconvenience. Please try again in a few minutes.";
    error_request: "Khi hỏi người quản trị, xin đọc mã này", "When you ask an administrator, please give this code";
    error_back: "Về trang đầu", "Back to the start";

    // Signing in
    sign_in: "Đăng nhập", "Sign in";
    sign_in_line: "Dành cho cán bộ, lãnh đạo, tổng đài viên và người quản trị. Người dân không cần tài khoản.",
        "For officers, leaders, operators and administrators. Citizens need no account.";
    login: "Địa chỉ thư điện tử", "Mail address";
    password: "Mật khẩu", "Password";
    sign_in_next: "Tiếp tục", "Continue";
    forgotten: "Quên mật khẩu", "Forgotten password";
    signed_out: "Bạn đã đăng xuất.", "You are signed out.";
    password_set: "Mật khẩu mới đã được đặt. Mời đăng nhập.", "Your new password is set. Please sign in.";
    sign_in_again: "Đã quá 5 phút từ lúc gõ mật khẩu, hoặc tài khoản vừa thay đổi. Mời đăng nhập lại từ đầu.",
        "More than five minutes have passed since the password, or the account has changed. Please sign in from the beginning.";
    session_over: "Phiên làm việc đã hết. Mời bạn đăng nhập lại; những gì bạn vừa viết vẫn còn.", "Your session has ended. Please sign in again; what you wrote is still here.";
    resume_title: "Gửi tiếp những gì bạn vừa viết?", "Send what you wrote?";
    resume_line: "Bạn đã đăng nhập lại. Những gì bạn viết trước đó chưa được gửi.", "You have signed in again. What you wrote before has not been sent yet.";
    resume_files: "Tệp chọn lúc đó cần chọn lại.", "Files that you had chosen must be chosen again.";
    resume_send: "Gửi tiếp", "Send it";
    resume_drop: "Bỏ qua", "Leave it";
    code_title: "Mã xác thực", "Your code";
    code_line: "Mở ứng dụng xác thực trên điện thoại và gõ 6 chữ số đang hiện. Không mang điện thoại thì dùng một mã dự phòng.",
        "Open the authenticator on your phone and type the six digits that it shows. Without your phone, use a recovery code.";
    code: "Mã 6 chữ số hoặc mã dự phòng", "Six digits, or a recovery code";
    sign_in_back: "Đăng nhập lại từ đầu", "Sign in from the beginning";

    // Passwords
    set_title: "Đặt mật khẩu", "Set your password";
    set_line: "Mật khẩu cần ít nhất", "A password needs at least";
    set_line_end: "ký tự. Một câu ngắn bạn dễ nhớ là tốt nhất.", "characters. A short sentence that you remember is best.";
    set_link: "Liên kết trong thư", "The link in your mail";
    set_link_line: "Chép cả liên kết trong thư, hoặc phần chữ sau dấu #, rồi dán vào đây.", "Copy the whole link from the mail, or what stands behind #, and paste it here.";
    new_password: "Mật khẩu mới", "New password";
    again: "Gõ lại mật khẩu mới", "New password once more";
    set_button: "Đặt mật khẩu", "Set the password";
    set_another: "Xin liên kết khác", "Ask for another link";
    forgotten_line: "Gõ địa chỉ bạn dùng để đăng nhập. Nếu có tài khoản, một liên kết đặt lại mật khẩu sẽ được gửi đến đó, dùng được trong 30 phút.",
        "Type the address that you sign in with. If there is an account, a link to set a new password is sent there; it is good for 30 minutes.";
    forgotten_send: "Gửi liên kết", "Send the link";
    forgotten_sent: "Nếu địa chỉ này có tài khoản, thư đã được gửi. Mời xem hộp thư, cả mục thư rác.",
        "If this address has an account, a mail is on its way. Please look into your mail, and into spam, too.";

    // One's own account
    account_title: "Tài khoản của tôi", "My account";
    sessions: "Nơi đang đăng nhập", "Where you are signed in";
    session_here: "Trình duyệt này", "This browser";
    session_device: "Thiết bị", "Device";
    session_unknown: "Thiết bị không rõ", "Unknown device";
    session_since: "Đăng nhập lúc", "Signed in at";
    session_used: "Dùng lần cuối lúc", "Last used at";
    session_end: "Kết thúc phiên này", "End this session";
    sessions_end: "Kết thúc mọi phiên khác", "End all other sessions";
    sessions_line: "Nếu có nơi nào không phải bạn, hãy kết thúc phiên đó và đổi mật khẩu.", "If one of these is not you, end it and change your password.";
    sessions_ended: "Đã kết thúc phiên.", "Done: the session has ended.";
    change_password: "Đổi mật khẩu", "Change your password";
    change_line: "Các phiên khác sẽ kết thúc.", "Your other sessions will end.";
    current_password: "Mật khẩu đang dùng", "Current password";
    password_changed: "Mật khẩu đã được đổi.", "Your password is changed.";
    totp: "Ứng dụng xác thực", "Authenticator";
    totp_is: "Đã cài. Mỗi lần đăng nhập cần thêm mã trên điện thoại.", "Set up. Signing in also needs the code from your phone.";
    totp_is_not: "Chưa cài. Có ứng dụng này, người biết mật khẩu cũng chưa đăng nhập được.", "Not set up. With it, knowing your password is not enough to sign in.";
    totp_open: "Mở trang ứng dụng xác thực", "Open the page of the authenticator";

    // Authenticator
    totp_required: "Vai trò của bạn cần ứng dụng xác thực trước khi làm việc khác.", "Your role needs an authenticator before anything else.";
    totp_how: "Cài một ứng dụng xác thực trên điện thoại (ví dụ FreeOTP, Aegis, Google Authenticator), rồi bấm nút dưới đây để lấy mã QR.",
        "Install an authenticator on your phone (such as FreeOTP, Aegis or Google Authenticator), then press the button to get a QR code.";
    totp_begin: "Lấy mã QR", "Get the QR code";
    totp_scan: "1. Quét mã này bằng ứng dụng xác thực", "1. Scan this with the authenticator";
    totp_type: "Không quét được thì gõ khóa này vào ứng dụng", "If you cannot scan it, type this key into the app";
    totp_prove: "2. Gõ 6 chữ số ứng dụng đang hiện", "2. Type the six digits that it shows";
    totp_confirm: "Xong", "Done";
    totp_begun: "Mã QR đã hiện một lần. Nếu đã quét, gõ mã đang hiện trong ứng dụng; nếu chưa, lấy mã QR khác.",
        "The QR code was shown once. If you scanned it, type the code the app shows now; if not, get another one.";
    totp_anew: "Lấy mã QR khác", "Get another QR code";
    totp_remove: "Bỏ ứng dụng xác thực", "Take the authenticator away";
    totp_remove_line: "Đổi điện thoại thì bỏ ứng dụng cũ trước, rồi cài lại trên máy mới.", "With a new phone, take the old one away first, then set it up anew.";
    qr_label: "Mã QR cho ứng dụng xác thực", "QR code for the authenticator";
    recovery_title: "Mã dự phòng", "Recovery codes";
    recovery_line: "Ứng dụng xác thực đã cài xong. Khi không có điện thoại, mỗi mã dưới đây đăng nhập được một lần. Trang này chỉ hiện một lần: hãy in hoặc chép lại và cất riêng.",
        "Your authenticator is set up. Without your phone, each of these signs you in once. They are shown only now: print or copy them, and keep them apart.";
    recovery_go: "Tôi đã cất mã, bắt đầu làm việc", "I have kept them; start working";
}
