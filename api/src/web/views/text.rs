//! Every text of the pages, in both languages, side by side.

texts! {
    // Frame
    brand: "Một Cửa", "Một Cửa";
    brand_line: "Hỏi đáp thủ tục hành chính", "Public procedures, explained";
    skip: "Đi thẳng đến nội dung", "Skip to content";
    menu: "Các mục chính", "Main sections";
    nav_ask: "Hỏi", "Ask";
    nav_search: "Tìm kiếm", "Search";
    nav_procedures: "Thủ tục", "Procedures";
    nav_faq: "Hỏi đáp", "FAQ";
    switch_to: "English", "Tiếng Việt";
    footer_source: "Thông tin trên trang lấy từ các nguồn công khai, mỗi chỗ đều ghi nguồn và ngày xem. Nếu có điểm khác nhau, xin theo hướng dẫn của cơ quan giải quyết.",
        "What you read here comes from public sources; each part names its source and the day it was read. Where they differ, follow the guidance of the office in charge.";
    footer_access: "Trang được làm để dễ đọc trên điện thoại, dùng được bằng bàn phím và trình đọc màn hình (theo hướng dẫn WCAG 2.2, mức AA).",
        "Made to be easy to read on a phone and to work with a keyboard and a screen reader (following WCAG 2.2, level AA).";
    footer_docs: "Dành cho kỹ sư: tài liệu API", "For engineers: API documentation";
    otp: "Không ai hỏi mã OTP của bạn", "Nobody will ask for your OTP code";
    otp_more: "Trang này không hỏi mật khẩu, mã OTP hay số tài khoản ngân hàng. Ai hỏi những thứ đó là người khác giả danh.",
        "This page never asks for a password, an OTP code or a bank account. Whoever asks for them is pretending.";
    in_vietnamese: "", "Names of papers and details are given in Vietnamese, as the source writes them.";

    // Asking
    home_title: "Bạn cần làm giấy tờ gì?", "What do you need to get done?";
    home_line: "Hỏi bằng lời của bạn, có dấu hay không dấu đều được. Bạn sẽ biết cần giấy tờ gì, mất bao lâu, bao nhiêu tiền và đến đâu.",
        "Ask in your own words. You will learn which papers you need, how long it takes, what it costs and where to go.";
    ask_label: "Câu hỏi của bạn", "Your question";
    ask_example: "Ví dụ: làm giấy khai sinh cho con cần giấy tờ gì", "For example: what papers do I need to register a birth";
    ask_button: "Hỏi", "Ask";
    ask_private: "Xin đừng ghi số căn cước, số điện thoại hay mật khẩu vào câu hỏi.", "Please leave ID numbers, phone numbers and passwords out of your question.";
    popular: "Nhiều người hỏi", "Often asked";
    more_ways: "Tìm theo cách khác", "Other ways to find it";
    way_dossier: "Tra cứu hồ sơ đã nộp", "Where is my dossier?";
    way_dossier_line: "Mã hồ sơ và 4 số cuối điện thoại hoặc căn cước", "The code and the last 4 digits of phone or identity card";
    way_search: "Tìm theo tên thủ tục", "Search by name";
    way_search_line: "Gõ tên hoặc vài chữ bạn nhớ", "Type a name or a few words you remember";
    way_fields: "Xem theo lĩnh vực", "Browse by field";
    way_fields_line: "Hộ tịch, cư trú, đất đai và các lĩnh vực khác", "Civil status, residence, land and others";
    way_faq: "Câu hỏi thường gặp", "Frequently asked questions";
    way_faq_line: "Câu trả lời ngắn cho việc hay hỏi", "Short answers to common questions";
    continue_chat: "Xem tiếp cuộc trò chuyện của bạn", "Continue your conversation";

    // Chat
    chat_title: "Hỏi đáp thủ tục", "Ask about procedures";
    chat_log: "Cuộc trò chuyện", "Conversation";
    you: "Bạn hỏi", "You asked";
    answer: "Trả lời", "Answer";
    see_procedure: "Xem đầy đủ thủ tục", "See the whole procedure";
    choose: "Bạn chọn một việc:", "Choose one:";
    ask_next: "Bạn có thể hỏi tiếp:", "You could ask next:";
    ask_more: "Hỏi thêm", "Ask another question";
    restart: "Bắt đầu lại", "Start over";
    busy: "Đang tìm câu trả lời…", "Looking for the answer…";
    call: "Gọi", "Call";
    rate_ask: "Câu trả lời này có giúp được bạn không?", "Did this answer help you?";
    rate_yes: "Có", "Yes";
    rate_no: "Chưa", "Not yet";
    rate_thanks: "Cảm ơn bạn đã cho biết.", "Thank you for telling us.";
    rate_why: "Nếu muốn, bạn viết thêm điều còn cần biết", "If you like, write what else you need to know";
    rate_private: "Xin đừng ghi họ tên, số căn cước hay số điện thoại.", "Please leave out names, ID numbers and phone numbers.";
    rate_send: "Gửi", "Send";

    // Sources
    source: "Nguồn", "Source";
    sources: "Nguồn thông tin", "Sources";
    seen_on: "xem ngày", "read on";
    no_source: "Chưa ghi nguồn", "No source recorded";

    // Search and lists
    search_title: "Tìm kiếm", "Search";
    search_label: "Tên thủ tục hoặc việc bạn cần làm", "A procedure, or what you need to do";
    search_button: "Tìm", "Search";
    search_for: "Kết quả cho", "Results for";
    search_filter: "Lọc kết quả", "Filter results";
    kind_all: "Tất cả", "All";
    kind_procedure: "Thủ tục", "Procedures";
    kind_faq: "Hỏi đáp", "FAQ";
    hit_procedure: "Thủ tục", "Procedure";
    hit_faq: "Hỏi đáp", "FAQ";
    none_found: "Chưa tìm thấy kết quả phù hợp", "Nothing found yet";
    none_found_1: "Thử dùng ít chữ hơn, ví dụ “khai sinh” hoặc “bằng lái”.", "Try fewer words, for example “khai sinh” or “passport”.";
    none_found_2: "Không cần gõ dấu, và gõ sai một chữ cũng không sao.", "Vietnamese accents are not needed, and a small typing slip does no harm.";
    none_found_3: "Xem danh sách theo lĩnh vực", "Browse by field";
    ask_instead: "Hỏi bằng câu này", "Ask this as a question";
    fields_title: "Thủ tục theo lĩnh vực", "Procedures by field";
    fields_line: "Chọn lĩnh vực để xem các thủ tục.", "Choose a field to see its procedures.";
    procedures_title: "Danh sách thủ tục", "Procedures";
    procedures_word: "thủ tục", "procedures";
    empty_list: "Chưa có gì trong danh sách này.", "There is nothing in this list yet.";
    next_page: "Trang tiếp", "Next page";
    all_fields: "Tất cả lĩnh vực", "All fields";
    faq_title: "Câu hỏi thường gặp", "Frequently asked questions";
    faq_general: "Câu hỏi chung", "General questions";
    faq_also: "Cũng là câu hỏi này", "The same question in other words";
    all_faqs: "Tất cả câu hỏi", "All questions";
    code: "Mã thủ tục", "Procedure code";

    // Life events
    events_title: "Khi có việc lớn trong đời", "When something big happens";
    events_line: "Mỗi việc gồm các thủ tục xếp theo thứ tự, ghi rõ ai làm và làm ở đâu.", "Each comes with its procedures in order, who does which, and where.";
    all_events: "Xem tất cả các việc", "All life events";
    event_steps: "Các việc làm lần lượt", "What to do, in this order";
    event_notes: "Cần nhớ", "Worth knowing";
    step_only: "Chỉ khi", "Only if";
    step_where: "Nơi làm", "Where";
    step_who: "Người làm", "Who";
    step_when: "Khi nào", "When";
    step_more: "Xem giấy tờ, phí và nơi nộp", "See papers, fees and where to go";
    hit_event: "Việc lớn trong đời", "Life event";
    step_or: "Hoặc:", "Or:";

    // Procedure
    on_this_page: "Trên trang này", "On this page";
    imported: "Thông tin lấy tự động từ Cổng Dịch vụ công quốc gia", "Taken automatically from the National Public Service Portal";
    imported_more: "Chưa có người soát lại từng chỗ. Nếu có chỗ khó hiểu, mời đọc nguyên văn tại nguồn.", "Nobody has checked it part by part. Where it is unclear, please read the original at the source.";
    who: "Ai làm được", "Who may apply";
    also_called: "Còn gọi là", "Also called";
    usual_case: "Trường hợp thông thường", "The usual case";
    case_word: "Trường hợp", "Case";
    case_when: "Áp dụng khi", "Applies when";
    papers: "Giấy tờ cần có", "Papers you need";
    papers_hint: "Đánh dấu vào giấy tờ bạn đã có.", "Tick the papers you already have.";
    get_form: "Lấy mẫu", "Get the form";
    fee_and_time: "Thời gian và phí", "Time and fee";
    channel: "Cách nộp", "How you apply";
    any_channel: "Mọi cách nộp", "However you apply";
    time: "Thời gian", "Time";
    fee: "Phí, lệ phí", "Fee";
    exempt: "Được miễn", "Exempt";
    where_to_go: "Đến đâu để làm", "Where to go";
    channels: "Cách nộp hồ sơ", "How to hand it in";
    steps: "Các bước", "Steps";
    conditions: "Điều kiện", "Conditions";
    results: "Bạn nhận được gì", "What you receive";
    mistakes: "Những điều hay nhầm", "Common mistakes";
    legal: "Căn cứ pháp lý", "Legal basis";
    verify: "Cần xác nhận", "To be confirmed";
    as_stated: "Nguyên văn trên Cổng Dịch vụ công", "Original wording on the Public Service Portal";
    not_split: "Phần này chưa tách được thành từng mục. Mời đọc nguyên văn bên dưới.", "This part could not be taken apart. Please read the original wording below.";
    see_stated: "Xem nguyên văn bên dưới", "See the original wording below";
    shortened: "Thủ tục này rất dài nên trang đã được rút gọn cho nhẹ.", "This procedure is very long, so the page was shortened.";
    see_whole: "Xem đầy đủ", "See everything";
    not_stated: "Nguồn không nêu", "Not stated by the source";
    related: "Thủ tục hay làm cùng", "Often done together";
    faqs_here: "Câu hỏi về thủ tục này", "Questions about this procedure";
    ask_here: "Hỏi về thủ tục này", "Ask about this procedure";
    ask_here_example: "Ví dụ: ông bà đi làm thay có được không", "For example: can a grandparent apply instead";

    // Scanned code
    qr_agency: "Cơ quan", "Agency";
    qr_context: "Bạn đang hỏi tại", "You are asking at";

    // Tickets
    way_ticket: "Gửi câu hỏi, phản ánh đến cơ quan", "Send a question or feedback to the agency";
    way_ticket_line: "Cơ quan có trách nhiệm trả lời, có hẹn ngày", "The agency responsible answers, by a given day";
    way_ticket_find: "Xem phiếu đã gửi", "See what you have sent";
    way_ticket_find_line: "Có mã phiếu và mã bí mật là xem được", "All you need is its code and its secret";
    qr_ticket: "Gửi phản ánh hoặc câu hỏi", "Send feedback or a question";
    qr_ticket_line: "Gửi đến cơ quan có trách nhiệm và nhận trả lời có hẹn ngày.", "It goes to the agency responsible, which answers by a given day.";
    qr_ticket_go: "Viết phiếu", "Write it";
    pass_on: "Gửi câu hỏi này đến cơ quan", "Send this question to the agency";
    pass_share: "Gửi kèm cuộc trò chuyện này", "Send this conversation along";
    ticket_title: "Gửi câu hỏi, phản ánh đến cơ quan", "Send a question or feedback to the agency";
    ticket_line: "Bạn viết một lần, chúng tôi chuyển đến nơi có trách nhiệm. Bạn sẽ biết ai đang xử lý và bao giờ có trả lời.",
        "Write once, and it goes to whoever is responsible. You will see who has it and when the answer is due.";
    ticket_counter: "Việc xảy ra ở quầy", "It happened at the counter";
    ticket_counter_line: "Chỉ chọn khi bạn viết về quầy này; không chọn thì phiếu không ghi quầy.", "Tick it only if you write about this counter; otherwise it is not named.";
    ticket_at_counter: "Quầy", "Counter";
    ticket_have_one: "Bạn đã gửi rồi? Xem phiếu của bạn", "Sent one before? See it here";
    ticket_text: "Bạn cần hỏi hoặc phản ánh điều gì?", "What do you want to ask or tell?";
    ticket_text_line: "Viết như bạn nói thường ngày. Nếu có, bạn nêu ngày giờ, nơi xảy ra và việc bạn mong muốn.",
        "Write as you would say it. Where it helps, name the day, the place, and what you hope for.";
    ticket_share: "Gửi kèm cuộc trò chuyện này", "Send this conversation along";
    ticket_share_line: "Người trả lời sẽ đọc được những gì bạn đã hỏi ở đây.", "Whoever answers will read what you have asked here.";
    ticket_kind: "Đây là việc gì?", "What is it?";
    kind_any: "Tôi chưa rõ", "I am not sure";
    kind_any_line: "Chúng tôi xem giúp theo nội dung bạn viết.", "We will see from what you write.";
    kind_question: "Hỏi về thủ tục, hồ sơ", "A question about a procedure or an application";
    kind_question_line: "Cần giấy tờ gì, hồ sơ đến đâu, nộp ở đâu.", "Which papers, how far it has come, where to go.";
    kind_service: "Phản ánh về cách phục vụ", "Feedback on service";
    kind_service_line: "Thái độ, chậm trễ, đường sá, vệ sinh và việc khác cơ quan phải lo.", "Manners, delays, roads, cleanliness and other things an agency looks after.";
    kind_regulation: "Góp ý về quy định, thủ tục", "A remark on a rule or procedure";
    kind_regulation_line: "Quy định rườm rà, không hợp lý hoặc chồng chéo.", "Rules that are cumbersome, unreasonable or in conflict.";
    ticket_own_track: "Khiếu nại và tố cáo được giải quyết theo luật riêng, không giải quyết tại đây. Nếu bạn viết ở đây, chúng tôi sẽ chỉ nơi nhận đơn.",
        "Complaints and denunciations (khiếu nại, tố cáo) follow laws of their own and are not handled here. If you write one, we will tell you where it goes.";
    ticket_place: "Xã, phường (không bắt buộc)", "Commune or ward (optional)";
    ticket_place_line: "Nơi xảy ra việc hoặc nơi bạn làm thủ tục. Biết nơi thì chuyển đúng chỗ nhanh hơn.", "Where it happened, or where you apply. It helps to find the right office sooner.";
    ticket_place_none: "Không chọn", "None chosen";
    ticket_contact: "Để lại cách liên hệ (không bắt buộc)", "Leave a way to reach you (optional)";
    ticket_contact_line: "Chỉ dùng để báo cho bạn khi có trả lời; để trống thì bạn xem trả lời bằng mã phiếu.",
        "Used only to tell you that there is an answer; left empty, you read it with the code.";
    ticket_name: "Tên để xưng hô", "How to address you";
    ticket_phone: "Số điện thoại", "Phone number";
    ticket_mail: "Thư điện tử", "Mail address";
    ticket_way: "Nếu bạn để lại cả hai, báo cho tôi bằng", "If you leave both, tell me by";
    ticket_by_mail: "Thư điện tử", "Mail";
    ticket_by_phone: "Tin nhắn", "Text message";
    ticket_own: "Đây là máy của riêng tôi", "This device is my own";
    ticket_own_line: "Máy này sẽ nhớ phiếu trong 60 ngày. Nếu dùng máy chung, bạn đừng chọn.", "It will remember this for 60 days. Leave it unticked on a shared device.";
    ticket_send: "Gửi", "Send";
    ticket_sent_before: "Bạn đã gửi một phiếu từ trang này rồi. Nếu đây là phiếu khác, bạn bấm Gửi lần nữa.",
        "You have already sent one from this page. If this is another one, press Send once more.";
    ticket_sent: "Đã nhận phiếu của bạn", "We have received it";
    ticket_keep: "Bạn giữ lại hai mã này", "Please keep these two codes";
    ticket_keep_line: "Có đủ hai mã mới xem được trả lời. Bạn chụp màn hình hoặc chép lại.", "Both are needed to read the answer. Take a screenshot or write them down.";
    ticket_code: "Mã phiếu", "Code";
    ticket_secret: "Mã bí mật", "Secret";
    ticket_once: "Mã bí mật chỉ hiện một lần này. Bạn đừng đưa cho ai.", "The secret is shown only this once. Please give it to nobody.";
    ticket_to_page: "Xem phiếu của bạn", "See it";
    ticket_find: "Xem phiếu đã gửi", "See what you have sent";
    ticket_find_line: "Nhập hai mã bạn nhận được khi gửi.", "Enter the two codes that you got when you sent it.";
    ticket_code_line: "Ví dụ: P7K3M-9QWX-Z. Viết thường hay có gạch nối đều được.", "For example: P7K3M-9QWX-Z. Lower case and hyphens are fine.";
    ticket_secret_line: "Dãy chữ và số hiện khi bạn gửi, hoặc 12 chữ và số tổng đài đọc cho bạn. Có dấu cách hay không đều được.",
        "The letters and digits that you saw when you sent it, or the 12 that the hotline read out. With or without spaces.";
    ticket_wrong: "Mã phiếu hoặc mã bí mật chưa đúng. Bạn xem lại giúp.", "The code or the secret is not right. Please check them.";
    ticket_open: "Xem phiếu", "Open it";
    ticket_new: "Gửi phiếu mới", "Send a new one";
    ticket_lost: "Nếu mất mã bí mật, bạn gửi phiếu mới hoặc gọi tổng đài 1022.", "If the secret is lost, please send a new one or call 1022.";
    ticket_one: "Phiếu", "Ticket";
    ticket_received: "Nhận lúc", "Received at";
    ticket_about_place: "Nơi", "Place";
    state_unrouted: "Đang tìm nơi trả lời", "Finding who can answer";
    state_with_agency: "Đang xử lý", "Being handled";
    state_waiting: "Đang chờ bạn trả lời", "Waiting for your reply";
    state_answered: "Đã trả lời", "Answered";
    state_handed_over: "Cần gửi theo đường khác", "This goes another way";
    state_withdrawn: "Bạn đã rút phiếu", "You have taken it back";
    clocks: "Thời hạn", "Time limits";
    clock_dispatch: "Chuyển đến đúng cơ quan", "Sent to the right agency";
    clock_reply: "Trả lời bạn", "Answer to you";
    clock_due: "Chậm nhất", "At the latest";
    clock_late: "Đã quá hạn, chúng tôi xin lỗi bạn.", "This is late. We are sorry.";
    clock_paused: "Tạm dừng đến khi bạn trả lời", "Stands still until you reply";
    clock_done: "Xong lúc", "Done at";
    clock_how: "Cách tính", "How it is counted";
    ticket_messages: "Trao đổi", "Messages";
    ticket_you: "Bạn viết", "You wrote";
    ticket_add: "Viết thêm", "Add something";
    files: "Ảnh hoặc giấy tờ (không bắt buộc)", "Photos or papers (optional)";
    files_line: "Ảnh JPEG, PNG, WebP hoặc tệp PDF. Tối đa 5 tệp, mỗi tệp 10 MB, một lần gửi 20 MB. Nơi chụp và tên máy ghi trong ảnh được xóa trước khi lưu.",
        "Pictures (JPEG, PNG, WebP) or PDF files. At most 5 files, 10 MB each, 20 MB at once. Where and with what a picture was taken is removed before it is kept.";
    photos_line: "Chỉ nhận ảnh JPEG, PNG, WebP. Tối đa 5 ảnh, mỗi ảnh 10 MB, một lần gửi 20 MB. Nơi chụp và tên máy ghi trong ảnh được xóa trước khi lưu, tên tệp được thay bằng số.",
        "JPEG, PNG or WebP photos only. At most 5, 10 MB each, 20 MB at once. Where a photo was taken and by which device is removed before it is kept, and its name becomes a number.";
    unsigned: "Cơ quan đọc nguyên lời bạn viết: đừng ghi tên mình nếu không muốn cơ quan biết bạn là ai.",
        "The agency reads your words as you write them: leave out your name if it should not know who you are.";
    call_centre: "Tổng đài", "The call centre";
    files_again: "Lời bạn viết vẫn còn ở trên. Bạn chọn lại tệp rồi gửi giúp.", "Your words are still here. Please choose the files again and send.";
    ticket_withdraw: "Rút phiếu", "Take it back";
    ticket_withdraw_ask: "Bạn muốn rút phiếu này?", "Do you want to take this back?";
    ticket_withdraw_line: "Rút rồi thì không ai trả lời phiếu này nữa. Bạn vẫn xem lại được, và gửi phiếu mới lúc nào cũng được.",
        "Nobody will answer it then. You can still read it, and send a new one at any time.";
    ticket_withdraw_yes: "Rút phiếu", "Take it back";
    ticket_withdraw_no: "Giữ lại", "Keep it";
    ticket_rate: "Câu trả lời này có giúp được bạn không?", "Did this answer help you?";
    score_5: "5 · Rất tốt", "5 · Very good";
    score_4: "4 · Tốt", "4 · Good";
    score_3: "3 · Tạm được", "3 · Fair";
    score_2: "2 · Chưa tốt", "2 · Poor";
    score_1: "1 · Rất kém", "1 · Very poor";
    ticket_rate_why: "Vì sao? (không bắt buộc)", "Why? (optional)";
    ticket_rate_send: "Gửi đánh giá", "Send";
    ticket_rate_again: "Sửa đánh giá", "Change it";
    ticket_reopen: "Còn điều chưa rõ? Bạn hỏi lại", "Something left open? Ask again";
    ticket_reopen_line: "Hỏi lại được đến", "You can ask again until";
    ticket_reopen_send: "Hỏi lại", "Ask again";
    ticket_close: "Đóng phiếu trên máy này", "Close it on this device";
    ticket_close_line: "Nên làm khi dùng máy chung. Muốn xem lại thì nhập hai mã.", "Wise on a shared device. To see it again, enter the two codes.";

    // Answering from a letter
    reply_title: "Câu hỏi chờ bạn trả lời", "A question waits for your answer";
    reply_waiting: "Đang chờ người gửi trả lời thêm", "Waiting for the sender to reply";
    reply_for: "Chuyển đến", "Sent to";
    reply_refused: "Chưa gửi được. Điều bạn viết vẫn còn bên dưới.", "Not sent yet. What you wrote is still below.";
    reply_due: "Hạn trả lời", "Answer due";
    reply_late: "Đã quá hạn, người dân đang chờ.", "This is late; the citizen is waiting.";
    reply_paused: "Tạm dừng đến khi người gửi trả lời", "Stands still until the sender replies";
    reply_sender: "Người gửi viết", "The sender wrote";
    reply_conversation: "Người gửi đã hỏi trợ lý những gì", "What the sender asked the assistant before";
    reply_answer: "Trả lời người gửi", "Answer the sender";
    reply_answer_label: "Câu trả lời", "Your answer";
    reply_answer_line: "Viết rõ người dân cần làm gì tiếp, ở đâu. Xin đừng ghi số giấy tờ hay số điện thoại của cá nhân.", "Say what to do next, and where. Please leave out numbers of people's papers and phones.";
    reply_cite: "Căn cứ", "What it is based on";
    reply_cite_line: "Chọn thủ tục hoặc câu hỏi mà câu trả lời dựa vào. Người gửi sẽ thấy nguồn.", "Choose the procedures or questions that the answer rests on. The sender sees the source.";
    reply_look: "Xem", "Look";
    reply_nothing: "Không tìm thấy thủ tục hay câu hỏi nào. Bạn thử từ khác.", "Nothing was found. Please try other words.";
    reply_search: "Tìm thêm căn cứ", "Find more to cite";
    reply_search_button: "Tìm", "Search";
    reply_anyway: "Gửi dù chưa có căn cứ hoặc chưa nói việc cần làm tiếp", "Send it without a citation or a next step";
    reply_anyway_line: "Chỉ chọn khi câu trả lời đã đủ như vậy.", "Only where the answer is complete as it is.";
    reply_approval: "Cơ quan bạn có lãnh đạo duyệt trước khi gửi. Câu trả lời sẽ chờ duyệt.", "Your agency lets a leader approve answers. Yours will wait for that.";
    reply_submit: "Trình lãnh đạo duyệt", "Submit for approval";
    reply_send: "Gửi trả lời", "Send the answer";
    reply_finding: "Kết quả kiểm tra", "What looking into it showed";
    reply_finding_label: "Đã kiểm tra gì, thấy gì", "What was checked, and what it showed";
    reply_finding_again: "Ghi lại kết quả kiểm tra", "Note it anew";
    reply_finding_line: "Cần ghi trước khi trả lời. Chỉ cán bộ đọc; người đánh giá đọc câu trả lời bên dưới.", "It is noted before the rating is answered. For staff only; who rated reads the answer below.";
    reply_finding_save: "Lưu kết quả kiểm tra", "Keep it";
    reply_ask: "Cần hỏi lại người gửi", "You need to ask the sender";
    reply_ask_label: "Điều cần hỏi", "Your question";
    reply_ask_line: "Hỏi đủ một lần. Thời hạn tạm dừng đến khi người gửi trả lời.", "Ask for all of it at once. The clock stands still until they reply.";
    reply_ask_rating_line: "Hỏi đủ một lần. Thời hạn của phiếu đánh giá vẫn chạy trong khi chờ.", "Ask for all of it at once. The clock of a rating runs on meanwhile.";
    reply_ask_send: "Gửi câu hỏi", "Ask";
    reply_wrong: "Không thuộc thẩm quyền của cơ quan bạn", "Not your agency's to answer";
    reply_to: "Chuyển đến", "Send it to";
    reply_to_line: "Nếu chưa rõ nơi nào, bạn chuyển về nơi điều phối.", "If it is not clear whose it is, send it to the coordination desk.";
    reply_to_none: "Chọn cơ quan", "Choose an agency";
    reply_to_desk: "Nơi điều phối", "Coordination desk";
    reply_why: "Vì sao", "Why";
    reply_send_on: "Chuyển phiếu", "Send it on";
    reply_private: "Liên kết này chỉ dành cho cơ quan bạn.", "This link is for your agency only.";
    reply_private_line: "Ai có thư cũng mở được phiếu này, nên xin đừng chuyển tiếp ra ngoài cơ quan.", "Whoever has the mail can open this ticket; please do not pass it on outside.";
    reply_gone: "Không mở được phiếu này", "This ticket cannot be opened";
    reply_typed: "Điều bạn đã viết", "What you wrote";
    reply_typed_line: "Chưa được gửi. Bạn chép lại nếu còn cần.", "It was not sent. Copy it if you still need it.";
    reply_done: "Đã gửi. Cảm ơn bạn.", "Sent. Thank you.";
    reply_done_answered: "Người gửi đã nhận được câu trả lời. Nếu họ hỏi lại, bạn sẽ nhận được thư mới.", "The sender has the answer. If they ask again, you get a new mail.";
    reply_done_submitted: "Câu trả lời đang chờ lãnh đạo cơ quan duyệt.", "The answer waits for your leader's approval.";
    reply_done_found: "Kết quả kiểm tra đã được lưu. Mời bạn mở lại phiếu để trả lời.", "It is noted. Please open the ticket again to answer.";
    reply_done_asked: "Câu hỏi đã đến người gửi. Bạn sẽ nhận được thư khi họ trả lời.", "Your question is with the sender. You get a mail when they reply.";
    reply_done_sent_on: "Phiếu đã được chuyển đi, kèm lý do của bạn.", "The ticket went on, with your reason.";
    reply_back: "Về lại phiếu", "Back to the ticket";
    reply_close: "Bạn có thể đóng trang này.", "You can close this page.";
    // My dossiers and tickets
    way_my_line: "Xem bằng số điện thoại hoặc địa chỉ thư đã để lại", "By the phone number or mail address you left";
    my_title: "Hồ sơ và phiếu của tôi", "My dossiers and tickets";
    my_line: "Xem hồ sơ và phiếu mà bạn đã để lại số điện thoại, hoặc phiếu đã để lại địa chỉ thư. Bạn nhận một mã, không cần mật khẩu.",
        "See the dossiers and tickets with which you left your phone number, or the tickets with your mail address. You get a code; no password is needed.";
    my_contact: "Số di động hoặc địa chỉ thư", "Mobile number or mail address";
    my_contact_line: "Mã sáu số được gửi đến đó và dùng được trong 5 phút.", "A code of six digits is sent there, and is good for 5 minutes.";
    my_send_code: "Nhận mã", "Get a code";
    my_by_code: "Tôi có mã phiếu và mã bí mật", "I have the ticket's code and secret";
    my_instead: "Xem mọi phiếu bằng số điện thoại hoặc thư", "See all tickets by phone number or mail";
    my_otp_title: "Giữ kín mã này", "Keep the code to yourself";
    my_otp: "Mã này chỉ để bạn tự nhập vào trang này. Đừng đọc mã cho ai, kể cả người xưng là cán bộ.",
        "This code is only for you to enter on this page. Tell it to nobody, not even to someone who says they are an officer.";
    my_code_title: "Nhập mã vừa nhận", "Enter the code you got";
    my_code_line: "Mã có thể đến sau một phút. Nếu bạn gửi yêu cầu vài lần, hãy dùng mã mới nhất.",
        "It may take a minute to arrive. If you asked several times, use the latest one.";
    my_code: "Mã sáu số", "Code of six digits";
    my_own: "Đây là máy của riêng tôi", "This is my own device";
    my_own_line: "Máy này mở được trang trong 30 ngày. Nếu không chọn: 2 giờ.", "It stays signed in for 30 days. Otherwise: 2 hours.";
    my_enter: "Xem danh sách", "Show my list";
    my_again: "Nhận mã khác", "Get another code";
    my_of: "Hồ sơ và phiếu để lại", "Dossiers and tickets with";
    my_dossiers: "Hồ sơ", "Dossiers";
    my_no_dossiers: "Chưa có hồ sơ nào khai số này.", "No dossier has this number yet.";
    my_dossiers_by_phone: "Muốn xem hồ sơ, mời đăng nhập bằng số điện thoại đã khai khi nộp.",
        "To see dossiers, please sign in with the phone number that was left with them.";
    my_tickets: "Phiếu hỏi và phản ánh", "Questions and feedback";
    my_none: "Chưa có phiếu nào để lại số hoặc địa chỉ này.", "No ticket has this number or address yet.";
    my_more_dossiers: "Xem hồ sơ cũ hơn", "Show older dossiers";
    my_more: "Xem phiếu cũ hơn", "Show older ones";
    my_leave: "Thoát", "Sign out";
    my_leave_line: "Nên làm khi dùng máy chung.", "Wise on a shared device.";
    my_back: "Về danh sách của tôi", "Back to my list";

    // Errors
    error_sorry: "Xin lỗi bạn vì sự bất tiện này.", "We are sorry for the inconvenience.";
    error_missing: "Trang bạn tìm không có hoặc đã được chuyển đi.", "The page you are looking for does not exist or has moved.";
    error_request: "Khi liên hệ hỗ trợ, xin đọc mã này", "When you ask for help, please give this code";
    back_home: "Về trang đầu", "Back to the start";
    try_search: "Thử tìm thủ tục bạn cần", "Try searching for what you need";
}

#[cfg(test)]
mod tests {
    use mobile_contract::Locale;

    use super::*;

    #[test]
    fn each_language_has_its_own_texts() {
        assert_eq!(of(Locale::Vi).ask_button, "Hỏi");
        assert_eq!(of(Locale::En).ask_button, "Ask");
    }
}
