//! Texts of the pages of dossiers.

texts! {
    title: "Hồ sơ một cửa", "Dossiers";
    line: "Hồ sơ quá hạn hoặc sắp đến hạn, tính theo ngày làm việc.", "What is overdue or about to be, in working days.";
    find_code: "Mở hồ sơ theo mã", "Open a dossier by its code";
    find_open: "Mở", "Open";
    wrong_code: "Mã hồ sơ có dạng H31.12.45-220715-0012. Mời xem lại giấy hẹn.", "A code looks like H31.12.45-220715-0012. Please check the receipt.";
    groups: "Nhóm hồ sơ", "Groups";
    pressing: "Cần để ý", "To look after";
    overdue: "Quá hạn", "Overdue";
    today: "Đến hạn hôm nay", "Due today";
    in_one: "Còn 1 ngày", "In 1 day";
    in_two: "Còn 2 ngày", "In 2 days";
    in_three: "Còn 3 ngày", "In 3 days";
    to_return: "Sắp hết hạn trả lại", "To be returned soon";
    standing: "Dừng lâu", "Standing for long";
    to_justify: "Chờ nêu lý do", "To justify";
    filter: "Lọc", "Filter";
    filters: "Lọc theo cơ quan, bàn", "By agency and desk";
    agency: "Cơ quan", "Agency";
    every_agency: "Mọi cơ quan", "Every agency";
    desk: "Bàn xử lý", "Desk";
    every_desk: "Mọi bàn", "Every desk";
    nothing: "Không có hồ sơ nào trong nhóm này.", "There is nothing in this group.";
    dossier: "Hồ sơ", "Dossier";
    with: "Đang ở", "With";
    due: "Hạn trả", "Due";
    state: "Tình trạng", "State";
    apology: "Phiếu xin lỗi", "Apology";
    late_by: "quá", "late by";
    days: "ngày làm việc", "working days";
    next_page: "Xem tiếp", "Next page";
    as_of: "Tính đến", "As of";
    apologies: "Phiếu xin lỗi", "Apologies";
    drafts: "đang soạn", "being written";
    submitted: "chờ duyệt", "to approve";
    to_send: "đã duyệt, chưa gửi", "approved, to send";
    late_ones: "duyệt muộn trong năm", "approved late this year";
    second_ones: "hẹn lại lần hai trong năm", "second postponements this year";
    unknown_agency: "Chưa rõ cơ quan", "Agency unknown";

    // One dossier
    back: "Về danh sách", "Back to the list";
    place: "Nơi tiếp nhận", "Received in";
    applicant: "Người nộp", "Applicant";
    received: "Nhận lúc", "Received";
    first_due: "Hẹn lần đầu", "First due";
    return_by: "Hạn trả lại vì thiếu giấy tờ", "May be returned until";
    standing_since: "Dừng từ", "Standing since";
    ended: "Kết thúc lúc", "Ended";
    returned: "Trả kết quả lúc", "Handed back";
    extensions: "Số lần hẹn lại", "Extended";
    supplements: "Số lần yêu cầu bổ sung", "Papers asked for";
    times: "lần", "times";
    how_counted: "Cách tính các ngày", "How the dates come about";
    timeline: "Diễn biến", "What happened";
    of_source: "theo", "told by";
    no_longer: "đã được sửa hoặc thu hồi", "corrected or taken back";
    new_date: "Hẹn", "Date";
    reason: "Lý do", "Reason";
    signer: "Người ký", "Signed by";

    // Apologies
    begin: "Soạn phiếu xin lỗi", "Write an apology";
    begin_line: "Hệ thống tự soạn phiếu vào ngày làm việc trước hạn. Nếu biết trước sẽ trễ, bạn soạn sớm để người dân đỡ phải chờ.", "The program drafts one on the working day before the end. If you know earlier that it takes longer, write it now.";
    for_end: "Cho hạn", "For the end of";
    reason_label: "Vì sao trễ, viết để người dân đọc", "Why it takes longer, for the citizen to read";
    new_due: "Ngày hẹn mới", "New day";
    new_due_line: "Ngày làm việc, sau hôm nay và sau hạn cũ.", "A working day after today and after the old end.";
    signer_label: "Chức vụ người ký", "Office of who signs";
    signer_name: "Họ tên người ký", "Name of who signs";
    number: "Số, ký hiệu (để trống nếu ghi tay)", "Number and sign (leave it empty to write it by hand)";
    second: "Hồ sơ này đã hẹn lại một lần. Lần nữa cần lãnh đạo nêu lý do.", "It was extended once already. Another time needs a leader's reason.";
    justification: "Lý do hẹn lại lần nữa, do lãnh đạo ghi", "Why it is extended again, for a leader to say";
    save: "Lưu nháp", "Save";
    submit: "Trình lãnh đạo", "Submit to the leader";
    approve: "Duyệt và gửi người dân", "Approve and send";
    approve_line: "Duyệt xong, ngày hẹn mới có hiệu lực và được ghi vào hồ sơ.", "Once approved, the new day holds and stands in the dossier.";
    reject: "Trả lại để sửa", "Send back";
    reject_note: "Cần sửa gì", "What is to be changed";
    send: "Gửi người dân", "Send it";
    paper: "Đã giao bản giấy", "Handed over on paper";
    see_pdf: "Xem bản in (PDF)", "See it in print (PDF)";
    by_mail: "Sẽ gửi bằng thư điện tử.", "It will go out by mail.";
    by_sms: "Sẽ gửi bằng tin nhắn.", "It will go out by text message.";
    by_nothing: "Hồ sơ không có thư điện tử hay số di động: in phiếu, ký và giao tận tay.", "There is no mail address and no mobile number: print it, sign it and hand it over.";
    sent_words: "Lời đã gửi", "What was sent";
    was_late: "Duyệt sau khi đã quá hạn", "Approved after the end";
    note: "Lãnh đạo nhắn", "The leader's note";
    state_draft: "Đang soạn", "Draft";
    state_submitted: "Chờ duyệt", "Submitted";
    state_rejected: "Cần sửa", "Sent back";
    state_approved: "Đã duyệt", "Approved";
    state_sent: "Đã gửi", "Sent";
    state_dropped: "Không cần nữa", "Not needed";

    // Other deeds
    supplement: "Yêu cầu bổ sung giấy tờ", "Ask for missing papers";
    supplement_line: "Nêu đủ mọi giấy tờ còn thiếu trong một lần. Thời hạn dừng đến khi người dân nộp đủ.", "Name everything that is missing at once. The clock stands still until it is there.";
    missing: "Còn thiếu những gì", "What is missing";
    why_again: "Vì sao yêu cầu lần nữa, do lãnh đạo ghi", "Why it is asked again, for a leader to say";
    supplement_go: "Gửi yêu cầu", "Ask for it";
    repeats: "Việc làm lần thứ hai", "What was done again";
    repeat_extension: "Hẹn lại lần", "Extended, time";
    repeat_supplement: "Yêu cầu bổ sung lần", "Papers asked for, time";
    unjustified: "Chưa có lý do của lãnh đạo", "No leader has said why";
    justify: "Nêu lý do", "Say why";
    justify_go: "Ghi lý do", "Keep it";

    done_begun: "Đã soạn phiếu. Mời viết lý do.", "There is a draft. Please write the reason.";
    done_saved: "Đã lưu.", "Saved.";
    done_submitted: "Đã trình lãnh đạo.", "Submitted to the leader.";
    done_approved: "Đã duyệt. Mời in phiếu, ký và giao cho người nộp.", "Approved. Please print it, sign it and hand it over.";
    done_rejected: "Đã trả lại để sửa.", "Sent back.";
    done_sent: "Đã gửi. Lời đã gửi được giữ nguyên văn.", "Sent. It is kept word for word.";
    done_requested: "Đã yêu cầu bổ sung. Thời hạn đang dừng.", "Asked for. The clock stands still.";
    done_justified: "Đã ghi lý do.", "The reason is kept.";
}
