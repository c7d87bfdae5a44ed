//! Texts of the queue and of the page of a ticket.

texts! {
    // Queue
    queue: "Hàng chờ", "Queue";
    find_code: "Mở phiếu theo mã", "Open a ticket by its code";
    find_open: "Mở", "Open";
    wrong_code: "Mã phiếu gồm chữ P và 9 ký tự, ví dụ P7K3M-9QWX-4. Mời xem lại từng ký tự.", "A code is P and nine more letters or digits, as P7K3M-9QWX-4. Please check each of them.";
    filters: "Lọc phiếu", "Filters";
    tab_open: "Đang mở", "Open";
    tab_late: "Quá hạn", "Late";
    tab_submitted: "Chờ duyệt", "To approve";
    tab_unrouted: "Chờ chuyển", "To be routed";
    tab_mine: "Tôi đang xử lý", "Mine";
    tab_nobodys: "Chưa ai nhận", "Nobody's";
    tab_waiting: "Chờ người gửi", "Waiting for senders";
    more_filters: "Lọc thêm", "More filters";
    state: "Trạng thái", "State";
    all_open: "Mọi phiếu đang mở", "All that are open";
    kind: "Loại", "Kind";
    all_kinds: "Mọi loại", "All kinds";
    came_by: "Đến từ", "Came by";
    all_sources: "Mọi nguồn", "All ways";
    handled_by: "Người xử lý", "Handled by";
    anybody: "Bất kỳ ai", "Anybody";
    you: "Tôi", "You";
    nobody: "Chưa ai nhận", "Nobody yet";
    agency: "Cơ quan", "Agency";
    with_nobody: "Chưa ở cơ quan nào", "With no agency yet";
    only_late: "Chỉ phiếu quá hạn", "Only late ones";
    filter: "Lọc", "Filter";
    no_agency: "Không có cơ quan nào có tên như vậy. Mời thử vài chữ khác.", "No agency has a name like that. Please try other words.";
    which_agency: "Có nhiều cơ quan phù hợp. Mời chọn", "Several agencies fit. Please choose";
    nothing: "Không có phiếu nào ở đây.", "There is nothing here.";
    group_late: "Quá hạn", "Late";
    group_soon: "Sắp đến hạn, dưới 1 ngày làm việc", "Due within a working day";
    group_later: "Còn thời gian", "Later";
    group_still: "Không tính giờ", "Clock not running";
    late_mark: "Quá hạn", "Late";
    ticket: "Phiếu", "Ticket";
    deadline: "Thời hạn", "Due";
    clock_still: "Đang dừng giờ", "Standing still";
    next_page: "Xem tiếp", "Next page";
    done_sent_on: "Phiếu đã chuyển đi và không còn ở cơ quan của bạn.", "The ticket was sent on, and is no longer with your agency.";

    // A ticket
    texts: "Mẫu trả lời", "Texts for answers";
    texts_use: "Chèn mẫu", "Put it in";
    to_faq: "Đưa vào hỏi đáp", "Answer it for everyone";
    back: "Về hàng chờ", "Back to the queue";
    received: "Nhận lúc", "Received";
    on_behalf: "Ghi giúp người gọi", "Written down for a caller by";
    at_counter: "Quầy", "Counter";
    place: "Địa phương", "Place";
    procedure: "Thủ tục", "Procedure";
    sender: "Người gửi", "Sender";
    contact: "Liên hệ người gửi", "How to reach the sender";
    contact_line: "Chỉ dùng để giải quyết phiếu này, không đưa vào câu trả lời.", "Only for handling this ticket; never in an answer.";
    contact_none: "Người gửi không để lại liên hệ, và đọc trả lời bằng mã phiếu.", "The sender left no contact and reads the answer with the code.";
    contact_of_rating: "Người đánh giá được giữ kín. Nếu họ để lại liên hệ, hệ thống tự gửi câu trả lời.", "Who rated is kept confidential. If they left a contact, the answer is sent there by itself.";
    name: "Tên", "Name";
    phone: "Điện thoại", "Phone";
    mail: "Thư điện tử", "Mail";
    talk: "Câu hỏi và trao đổi", "Question and messages";
    chat_before: "Trò chuyện trước đó với trợ lý", "What was said to the assistant before";
    clocks: "Thời hạn", "Time limits";
    clock_dispatch: "Chuyển đến đúng cơ quan", "To reach the right agency";
    clock_reply: "Trả lời người gửi", "To answer the sender";
    clock_due: "Hạn", "Due";
    clock_how: "Cách tính", "How it is counted";
    clock_done: "Xong lúc", "Done at";
    clock_done_late: "Xong muộn, lúc", "Done late, at";
    routing: "Vì sao phiếu ở đây", "Why it is here";
    take_on: "Nhận xử lý", "Take it on";
    take_over: "Nhận thay", "Take it over";
    is_yours: "Bạn đang xử lý phiếu này.", "You handle this ticket.";
    somebody_writes: "đang soạn trả lời cho phiếu này. Hai người có thể viết trùng nhau, mời trao đổi trước.", "is writing an answer to this ticket. Please talk to each other before both of you write.";
    somebody_looks: "đang xem phiếu này.", "is looking at this ticket.";
    rating: "Người gửi đánh giá", "The sender's rating";
    of_five: "trên 5", "of 5";

    // Answering
    reply: "Trả lời", "Answer";
    reply_text: "Nội dung trả lời", "Your answer";
    reply_line: "Viết như nói với người dân: câu ngắn, nói rõ cần làm gì tiếp, ở đâu. Không ghi số điện thoại, số căn cước của ai.",
        "Write as you would speak: short sentences, what to do next, and where. No phone or ID numbers of persons.";
    search: "Tìm để trích dẫn", "Find something to cite";
    search_line: "Gõ vài chữ, có dấu hay không dấu đều được", "A few words, with or without marks";
    search_button: "Tìm", "Search";
    suggested: "Gợi ý theo câu hỏi", "Suggested by the question";
    found: "Kết quả", "Results";
    found_nothing: "Không tìm thấy. Mời thử vài chữ khác.", "Nothing was found. Please try other words.";
    chosen: "Sẽ trích dẫn", "Will be cited";
    cite: "Trích dẫn", "Cite";
    read_whole: "Đọc cả trang", "Read the whole page";
    save: "Lưu nháp", "Save draft";
    submit: "Trình lãnh đạo", "Submit to the leader";
    send: "Gửi cho người dân", "Send to the sender";
    send_anyway: "Vẫn gửi, phiếu này không cần trích dẫn hay bước tiếp theo", "Send it anyway: this one needs no citation and no next step";
    needs_leader: "Cơ quan của bạn gửi trả lời sau khi lãnh đạo duyệt.", "Your agency sends answers after a leader has approved them.";
    draft_saved: "Bản nháp của", "Draft by";
    draft_at: "lưu lúc", "saved at";
    draft_submitted: "Dự thảo chờ duyệt, của", "Draft to be approved, by";
    approve: "Duyệt và gửi", "Approve and send";
    approve_line: "Dự thảo được gửi đúng như trên. Muốn sửa, viết lại ở khung dưới rồi gửi.", "The draft is sent as it stands. To change it, write below and send that.";
    send_back: "Trả lại cho người soạn", "Send it back to its writer";
    send_back_text: "Cần sửa gì", "What is missing";

    files: "Tệp gửi kèm câu trả lời", "Files that go with the answer";
    files_line: "Ảnh JPEG, PNG hoặc PDF, tối đa", "JPEG or PNG photos, or PDF, at most";
    files_each: "tệp, mỗi tệp tối đa", "files, each of at most";
    files_add: "Đính tệp", "Attach";
    files_drop: "Bỏ tệp này", "Take it away";
    rekind: "Đổi loại phiếu", "Put right what kind it is";
    rekind_line: "Khiếu nại và tố cáo có luật riêng: người gửi được giải thích và chuyển đến tiếp công dân.", "Complaints and denunciations follow laws of their own: the sender is told, and sent to the reception desk.";
    rekind_to: "Đúng ra là", "It really is";
    rekind_do: "Đổi loại", "Change the kind";
    done_rekinded: "Đã đổi loại phiếu.", "The kind was put right.";

    // Sending on
    transfer: "Chuyển phiếu", "Send it on";
    transfer_line: "Gợi ý của hệ thống, theo nội dung phiếu:", "What the system suggests, from the words:";
    transfer_to: "Chuyển đến", "Send to";
    next_level: "Cấp trên trực tiếp", "The next level";
    other_agency: "Chuyển đến cơ quan khác", "Send it to another agency";
    agency_words: "Tên cơ quan", "Name of the agency";
    agency_line: "Gõ vài chữ, ví dụ: so y te, cong an yen my", "A few words, such as: so y te, cong an yen my";
    agency_find: "Tìm cơ quan", "Find it";
    choose_agency: "Chọn cơ quan", "Choose the agency";
    reason: "Lý do", "Reason";
    reason_line: "Cơ quan nhận sẽ đọc lý do này.", "The agency that gets it will read this.";
    suggestion: "Theo gợi ý của hệ thống", "As the system suggests";

    // Other deeds
    ask: "Hỏi lại người gửi", "Ask the sender";
    ask_line: "Thời hạn dừng đến khi người gửi trả lời. Hỏi đủ một lần.", "The clock stands still until they answer. Ask for everything at once.";
    ask_rating_line: "Hỏi đủ một lần. Thời hạn của phiếu đánh giá vẫn chạy trong khi chờ.", "Ask for everything at once. The clock of a rating runs on meanwhile.";
    ask_queue_line: "Hỏi đủ một lần, chẳng hạn người gửi đã đến quầy nào. Thời hạn chuyển phiếu vẫn chạy trong khi chờ.", "Ask for everything at once, as which counter they went to. The time for sending it on runs meanwhile.";
    ask_text: "Cần người gửi cho biết gì", "What do you need to know";
    ask_send: "Gửi câu hỏi", "Send the question";
    notes: "Ghi chú nội bộ", "Internal notes";
    notes_line: "Chỉ cán bộ đọc. Không bao giờ gửi cho người dân.", "For staff only. Never sent to the sender.";
    note_text: "Ghi chú mới", "New note";
    note_add: "Thêm ghi chú", "Add the note";
    finding: "Kết quả kiểm tra", "What looking into it showed";
    finding_missing: "Đánh giá cần được xem xét trước khi trả lời.", "A rating is looked into before it is answered.";
    finding_text: "Đã kiểm tra gì, thấy gì", "What was checked, and what it showed";
    finding_again: "Ghi lại kết quả kiểm tra", "Note it anew";
    finding_line: "Chỉ cán bộ đọc. Người đánh giá được báo là điều họ nêu đã được xem xét, và đọc câu trả lời bên dưới.", "For staff only. Who rated is told that it was looked into, and reads the answer below.";
    finding_save: "Lưu kết quả kiểm tra", "Keep it";
    merge: "Gộp vào phiếu cùng nội dung", "Join it to another ticket of the same matter";
    merge_line: "Một câu trả lời sẽ gửi riêng cho từng người. Không ai biết về người kia.", "One answer goes to each sender, privately. Nobody learns of the other.";
    merge_into: "Mã phiếu kia", "Code of the other ticket";
    merge_alike: "Phiếu đang mở có nội dung gần giống", "Open tickets that look alike";
    merge_do: "Gộp", "Join";
    history: "Lịch sử", "History";
    by_mail: "Cơ quan, qua thư điện tử", "The agency, by mail";
    by_system: "Qua hệ thống", "Through the system";
    reason_was: "Lý do", "Reason";
    closed: "Phiếu này không còn xử lý.", "This ticket is closed.";
    unknown_person: "Không rõ", "Unknown";

    // What happened just now
    done_taken: "Bạn đã nhận phiếu này.", "You have taken this ticket on.";
    done_sent: "Đã gửi trả lời cho người dân.", "Your answer was sent.";
    done_saved: "Đã lưu nháp.", "The draft is saved.";
    done_submitted: "Đã trình lãnh đạo.", "The draft was submitted.";
    done_back: "Đã trả lại dự thảo.", "The draft was sent back.";
    done_asked: "Đã hỏi lại người gửi.", "The sender was asked.";
    done_noted: "Đã thêm ghi chú.", "The note is added.";
    done_found: "Đã lưu kết quả kiểm tra. Bạn có thể trả lời.", "It is noted. You can answer now.";
    done_merged: "Đã gộp phiếu.", "The ticket was joined.";
    done_transferred: "Đã chuyển phiếu.", "The ticket was sent on.";
    changed_by: "Phiếu vừa được cập nhật bởi", "The ticket was just changed by";
    changed_end: "Chữ bạn gõ vẫn còn bên dưới. Mời xem lại phiếu rồi gửi lại.", "What you typed is still there. Please look at the ticket again, then send it.";
    gone_title: "Phiếu không còn ở cơ quan của bạn", "The ticket is no longer with your agency";
    gone_line: "Có người vừa chuyển phiếu đi trong lúc bạn viết. Chữ bạn gõ ở dưới đây để chép lại nếu cần.", "Somebody sent it on while you were writing. What you typed stands below, to be copied.";
}
