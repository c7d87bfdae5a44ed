//! Texts of the pages of dossiers.

texts! {
    find: "Tra cứu hồ sơ", "Where is my dossier?";
    find_line: "Nhập mã hồ sơ và 4 số cuối để biết hồ sơ đang ở đâu, hẹn ngày nào và cần làm gì tiếp.",
        "Enter the code and four digits to learn where your dossier is, when it is due and what to do next.";
    code: "Mã hồ sơ", "Dossier code";
    code_line: "In trên giấy tiếp nhận và hẹn trả kết quả. Viết liền, có dấu cách hay thiếu dấu chấm đều được. Ví dụ: H31.12.45-261120-0012",
        "It stands on your receipt. Spaces or missing dots do not matter. For example: H31.12.45-261120-0012";
    proof: "4 số cuối", "Last 4 digits";
    proof_line: "4 số cuối của số điện thoại hoặc số căn cước của người nộp hồ sơ.",
        "Of the applicant's phone number or identity card number.";
    open: "Xem hồ sơ", "See the dossier";
    by_phone: "Nhận mã về điện thoại", "Have a code sent to the phone";
    by_phone_line: "Nếu bạn không nhớ 4 số cuối, hoặc mã hồ sơ vừa bị nhập sai nhiều lần.",
        "If you do not know the digits, or wrong ones were tried several times.";
    phone: "Số di động đã khai khi nộp hồ sơ", "The mobile number left with the dossier";
    send: "Gửi mã", "Send a code";
    sent: "Nếu số này đúng là số đã khai trong hồ sơ, mã 6 số đang được gửi đến.",
        "If this is the number left with the dossier, a code of 6 digits is on its way.";
    sent_code: "Mã 6 số vừa nhận", "The 6 digits you received";
    sent_line: "Mã dùng được trong 5 phút. Chưa thấy mã thì kiểm tra lại mã hồ sơ và số điện thoại, đợi một giờ rồi thử lại, hoặc quét mã QR trên giấy hẹn.",
        "It works for 5 minutes. If none comes, check the code and the number, try again after an hour, or scan the QR code on the receipt.";
    other: "Xem hồ sơ khác", "See another dossier";
    mine: "Hoặc đăng nhập bằng số điện thoại đã khai để xem mọi hồ sơ của bạn", "Or sign in by the phone you left to see all your dossiers";
    scanned: "Bạn có giấy hẹn in mã QR? Quét mã là xem được, không phải gõ gì.",
        "Does your receipt have a QR code? Scan it, and there is nothing to type.";
    next: "Việc tiếp theo", "What to do next";
    why: "Lý do", "Reason";
    apology: "Xin lỗi và hẹn lại", "Apology and new day";
    procedure: "Thủ tục", "Procedure";
    agency: "Cơ quan đang giải quyết", "Agency that has it";
    place: "Nơi nộp", "Handed in at";
    applicant: "Người nộp", "Applicant";
    received: "Ngày tiếp nhận", "Received";
    due: "Hẹn trả", "Due";
    standing: "Tạm dừng từ", "On hold since";
    ended: "Ngày xong", "Finished";
    returned: "Ngày trả kết quả", "Handed over";
    how: "Ngày hẹn được tính thế nào", "How the date was reckoned";
    course: "Quá trình giải quyết", "What has happened";
    as_of: "Thông tin lúc", "As of";
    tell: "Báo tin cho tôi", "Tell me";
    tell_line: "Khi hồ sơ có thay đổi, bạn nhận được tin kèm việc cần làm và ngày hẹn. Ban đêm không gửi tin. Lúc nào cũng ngừng được.",
        "When something changes you get a message with the next step and the date. None is sent at night. You can stop at any time.";
    address: "Số di động hoặc thư điện tử", "Mobile number or mail address";
    tell_go: "Nhận tin", "Get news";
    told: "Từ nay tin về hồ sơ này được gửi đến", "From now on, news of this dossier goes to";
    told_line: "Cuối mỗi tin có liên kết để ngừng nhận.", "Each message ends with a link to stop.";
    confirm_line: "Để chắc đây là địa chỉ của bạn, mời nhập mã 6 số vừa gửi đến", "To make sure that it is yours, please enter the 6 digits just sent to";
    confirm: "Xác nhận", "Confirm";
    back: "Trở lại hồ sơ", "Back to the dossier";
    stop: "Ngừng nhận tin", "No more news";
    stop_line: "Bạn muốn ngừng nhận tin về hồ sơ", "Do you want no more news of the dossier";
    stopped: "Đã ngừng gửi tin về hồ sơ", "No more news will be sent of the dossier";
    at: "đến", "to";
    who: "Ai đang nhận tin", "Who is told";
    who_none: "Chưa có nơi nào nhận tin về hồ sơ này.", "Nobody is told of this dossier.";
    who_line: "Có nơi nào không phải của bạn thì bấm Ngừng.", "If one of these is not yours, press Stop.";
    who_hidden: "Muốn xem ai đang nhận tin và ngừng bớt, mời bạn mở hồ sơ bằng mã QR trên giấy hẹn hoặc mã 6 số gửi về điện thoại đã khai.",
        "To see who is told, and to stop it, open the dossier by the receipt's QR code or by six digits sent to the phone named in it.";
    who_stop: "Ngừng", "Stop";
    by_mail: "Thư điện tử", "Mail";
    by_sms: "Tin nhắn", "SMS";
    by_app: "Ứng dụng", "App";
    by_zalo: "Zalo", "Zalo";
    print: "Muốn in trang này, bạn dùng lệnh In của trình duyệt.", "To print this page, use your browser's print command.";
    close: "Đóng hồ sơ này", "Close this dossier";
    close_line: "Nên bấm nếu bạn dùng máy chung. Trang tự đóng sau 30 phút.", "Please do so on a shared device. It closes by itself after 30 minutes.";
}
