//! Texts of the pages on which citizens rate a counter.

texts! {
    title: "Đánh giá phục vụ", "Rate the service";
    first_line: "Chạm vào một mức, rồi bấm gửi. Chỉ cần trả lời một câu.", "Tap one, then press send. One answer is enough.";
    anonymous: "Không cần tên hay số điện thoại.", "No name and no phone number needed.";
    counter: "Quầy", "Counter";
    agency: "Cơ quan", "Agency";
    dossier: "Hồ sơ của bạn", "Your dossier";
    rated: "Đánh giá", "You rate";
    code: "Mã bạn quét", "The code you scanned";
    no_counter: "Không rõ quầy nào", "Counter not known";
    open_line: "Đánh giá này không qua mã tại quầy nên được thống kê riêng; vẫn được đọc và trả lời như mọi đánh giá.", "This rating does not come from a counter's code, so it is counted apart; it is read and answered like any other.";
    unsent: "Chưa gửi. Bấm “Gửi ngay” để gửi câu này, hoặc trả lời thêm các câu dưới đây.", "Not sent yet. Press “Send it now” to send this answer, or answer more below.";
    send_now: "Gửi ngay", "Send it now";
    send: "Gửi đánh giá", "Send";
    no_opinion: "Không có ý kiến", "No opinion";
    comment: "Góp ý của bạn, nếu có", "Your words, if you like";
    comment_line: "Điều gì làm bạn hài lòng hoặc chưa hài lòng? Xin đừng ghi số căn cước, số điện thoại hay tên người khác.", "What was good, what was not? Please write no ID numbers, phone numbers or names of others.";
    answered: "Có góp ý hoặc có câu bạn chưa hài lòng thì cơ quan phải kiểm tra và trả lời. Sau khi gửi, bạn có mã để xem trả lời.", "Where you write something, or are not satisfied, the agency has to look into it and answer. After sending you get a code to read the answer.";
    contact: "Báo cho tôi khi có trả lời, nếu muốn", "Tell me when there is an answer, if you like";
    contact_field: "Số điện thoại hoặc email", "Phone number or email";
    contact_line: "Cơ quan được đánh giá không nhìn thấy mục này, cũng không biết ai đã đánh giá. Hệ thống chỉ dùng để báo cho bạn khi có trả lời.", "The agency that you rate does not see this, nor who rated. It is used only to tell you when there is an answer.";
    own: "Đây là máy của tôi", "This is my own device";
    own_line: "Máy này nhớ phiếu trong 60 ngày, để bạn mở lại mà không cần nhập mã.", "It remembers the case for 60 days, so that you can open it without the code.";
    lapsed: "Câu trả lời và góp ý của bạn vẫn còn ở dưới.", "Your answers and words are still below.";
    scan_again: "Tôi còn ở quầy: lấy lượt mới", "I am still at the counter: begin anew";
    scan_again_line: "Giống như quét lại mã. Sau đó bạn bấm gửi lần nữa.", "As if you scanned the code again. Then press send once more.";
    send_open: "Gửi không kèm lượt quét", "Send it without the scan";
    again_done: "Đã có lượt mới. Mời bạn bấm gửi.", "You have begun anew. Please press send.";
    thanks: "Đã nhận đánh giá", "Your rating was received";
    due: "Hạn trả lời", "To be answered by";
    keep: "Giữ lại để xem trả lời", "Keep this to read the answer";
    to_case: "Xem phiếu này", "See the case";
    before: "Đánh giá này đã được nhận", "This rating was received already";
    before_line: "Mỗi lần quét mã gửi được một đánh giá. Lần gửi trước đã được ghi nhận đủ, bạn không cần gửi lại. Muốn đánh giá lần đến quầy khác, mời bạn quét lại mã.", "Each scan is good for one rating. The one you sent before was received whole; there is no need to send it again. To rate another visit, please scan the code again.";
    before_case: "Nếu có phiếu trả lời, bạn mở bằng mã đã hiện ở lần gửi trước.", "If it is to be answered, the code shown the first time opens it.";
    find_case: "Mở phiếu bằng mã", "Open a case by its code";
    home: "Về trang đầu", "Home";
    choose: "Bạn muốn đánh giá quầy nào?", "Which counter do you want to rate?";
    choose_line: "Nhanh nhất là quét mã QR tại quầy. Không có mã thì tìm tên quầy, cơ quan hoặc xã, phường.", "The quickest way is to scan the code at the counter. Without one, look for the counter, the agency or the place.";
    look_for: "Tên quầy, cơ quan hoặc xã, phường", "Name of the counter, agency or place";
    look: "Tìm", "Look";
    none_found: "Chưa tìm thấy quầy nào như vậy. Bạn thử ít chữ hơn, hoặc đánh giá mà không chọn quầy.", "No such counter was found. Try fewer words, or rate without naming a counter.";
    too_many: "Còn nhiều quầy nữa. Bạn gõ thêm chữ để thu hẹp.", "There are more. Please add a word.";
    without: "Tôi không rõ quầy nào", "I do not know which counter";
    wrong_answer: "Mời bạn chọn ít nhất một câu trả lời.", "Please answer at least one question.";
}
