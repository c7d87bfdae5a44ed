//! Texts of the pages of questions that are made of answers, and of texts for answers.

texts! {
    // Lists
    title: "Hỏi đáp", "Questions for all";
    line: "Câu trả lời hay được đưa lên đây để người sau tìm thấy ngay.", "Good answers are put here, so that whoever asks next finds them at once.";
    write_new: "Viết câu mới", "Write a new one";
    lists: "Danh sách", "Lists";
    all: "Tất cả", "All";
    draft: "Đang viết", "Being written";
    submitted: "Chờ duyệt", "Waiting for review";
    published: "Đã đăng", "Published";
    withdrawn: "Đã rút", "Taken back";
    old_live: "Người dân đang xem bản đã đăng trước", "Citizens read what was published before";
    no_question: "Chưa có câu hỏi", "No question yet";
    none: "Chưa có câu nào ở đây.", "There is nothing here yet.";
    changed: "Sửa lúc", "Changed at";
    call_centre: "Tổng đài 1022", "Call centre 1022";
    next: "Xem tiếp", "Next";

    // New
    new_title: "Viết câu hỏi đáp mới", "A new question for all";
    new_line: "Từ phiếu đã trả lời, lời chào, tên và số của người hỏi được lược bỏ. Bạn đọc lại trước khi nộp duyệt.", "Of an answered ticket, greetings, names and numbers are taken out. You read it again before handing it in.";
    new_ticket: "Mã phiếu đã trả lời", "Code of an answered ticket";
    new_question: "Hoặc câu hỏi của người dân", "Or a question that citizens ask";
    new_begin: "Bắt đầu viết", "Start writing";

    // One
    one_title: "Câu hỏi đáp", "Question for all";
    back: "Danh sách hỏi đáp", "All questions";
    by: "Nơi trả lời", "Answered by";
    answered_on: "Ngày trả lời", "Answered on";
    written_by: "Người viết", "Written by";
    of_ticket: "Từ phiếu", "From ticket";
    see_page: "Xem trang người dân đọc", "See the page that citizens read";
    note: "Người duyệt nhắn", "From the reviewer";
    saved_done: "Đã lưu.", "Saved.";
    submitted_done: "Đã nộp. Lãnh đạo cơ quan hoặc quản trị viên sẽ duyệt.", "Handed in. A leader of the agency or an administrator will review it.";
    sent_back_done: "Đã trả lại cho người viết.", "Sent back to its writer.";
    published_done: "Đã đăng. Người dân tìm là thấy ngay; những người hỏi cùng câu và có để lại liên hệ sẽ được báo.", "Published. Citizens find it now; those who asked the same and left a contact are told.";
    withdrawn_done: "Đã rút. Trang của câu này nói rõ là không còn dùng.", "Taken back. Its page says that it is no longer in use.";
    personal: "Có thể là thông tin cá nhân", "This may tell of a person";
    personal_line: "Mời sửa những chỗ này trước khi đăng.", "Please change these before it is published.";
    is_number: "số giấy tờ, tài khoản hoặc điện thoại", "number of a paper, account or phone";
    is_mail: "thư điện tử", "mail address";
    is_name: "tên người", "name of a person";
    is_address: "địa chỉ", "address";
    is_code: "mã phiếu hoặc hồ sơ", "code of a ticket or dossier";
    words: "Lời viết", "The words";
    question: "Câu hỏi", "Question";
    also: "Cách hỏi khác, mỗi dòng một câu", "Other ways to ask, one a line";
    answer: "Câu trả lời", "Answer";
    procedure: "Mã thủ tục, nếu có", "Code of the procedure, if any";
    facet: "Hỏi về", "About";
    facet_none: "Không riêng phần nào", "No part of its own";
    cites: "Căn cứ: mã thủ tục, cách nhau bằng dấu cách", "Based on: codes of procedures, with spaces between";
    cited: "Căn cứ đang áp dụng", "What it is based on";
    correction: "Câu đã đăng sai ở đâu", "What was wrong with what is published";
    correction_line: "Chỉ ghi khi câu đã đăng chưa đúng: mọi người đã đọc câu đó và có để lại liên hệ sẽ nhận thư đính chính với lời này. Sửa lỗi chính tả thì để trống.", "Only when the published answer was not right: everyone who was shown it and left a contact gets a letter with these words. Leave it empty for a slip of the pen.";
    save: "Lưu", "Save";
    submit: "Lưu và nộp duyệt", "Save and hand in";
    preview: "Người dân sẽ đọc", "As citizens will read it";
    review: "Duyệt", "Review";
    own_words: "Bạn đã viết hoặc sửa lời này từ lần đăng trước, nên một người khác sẽ duyệt.", "You wrote or changed these words since they were last published, so somebody else reviews them.";
    publish: "Đăng", "Publish";
    not_personal: "Không phải của người nào (tên đường, tên trường)", "Of nobody (a street, a school)";
    same: "Những phiếu có thể hỏi cùng câu", "Tickets that may ask the same";
    same_line: "Đánh dấu phiếu hỏi đúng câu này. Ai có để lại liên hệ sẽ được báo một lần.", "Tick those that ask just this. Whoever left a contact is told, once.";
    same_none: "Không thấy phiếu nào hỏi gần giống.", "No ticket asks anything like it.";
    alike: "giống", "alike";
    reachable: "có liên hệ", "left a contact";
    unreachable: "không để lại liên hệ", "left no contact";
    told_same: "Đã ghi là hỏi cùng câu", "Said to ask the same";
    send_back: "Trả lại người viết", "Send back to its writer";
    send_back_why: "Còn thiếu gì", "What is missing";
    withdraw: "Rút câu này", "Take it back";
    withdraw_line: "Rút rồi thì không ai tìm thấy nữa. Muốn sửa lời, bạn sửa ở trên và nộp duyệt lại.", "Nobody will find it any more. To change the words, edit them above and hand them in again.";
    withdraw_cause: "Lý do", "What kind of reason";
    cause_wrong: "Câu này sai hoặc không còn đúng", "It was wrong, or holds no longer";
    cause_wrong_line: "Ai đã đọc câu này và có để lại liên hệ sẽ nhận thư, kèm lời bạn viết bên dưới.", "Everyone who was shown it and left a contact gets a letter, with the words below.";
    cause_doubled: "Trùng với câu khác", "Another question says the same";
    cause_doubled_line: "Không gửi thư cho ai. Trang cũ dẫn sang câu kia.", "Nobody gets a letter. Its page leads to the other one.";
    withdraw_instead: "Câu đọc thay câu này", "The question that is read in its place";
    withdraw_instead_line: "Dán địa chỉ trang của câu đó. Cần khi trùng; khi câu cũ sai thì có càng tốt.", "Paste the address of its page. Needed when doubled; good to have when the old one was wrong.";
    withdraw_why: "Vì sao rút, nói cho dễ hiểu", "Why, in plain words";
    let_stand: "Người duyệt ghi nhận không phải của người nào", "The reviewer said that these tell of nobody";
    read_instead: "Xem câu thay thế", "See what is read in its place";
    history: "Các bản đã đăng", "What was published";
    version: "Bản", "Version";
    corrected: "Đính chính", "Correction";

    // Texts for answers
    texts_title: "Mẫu trả lời", "Texts for answers";
    texts_line: "Viết {ma_phieu} chỗ cần mã phiếu, {co_quan} chỗ cần tên cơ quan; hai chỗ này được điền khi dùng. Đừng ghi tên hay số của ai.", "Write {ma_phieu} where the code of the ticket goes and {co_quan} where the agency's name goes; both are filled in on use. Name nobody, and no numbers.";
    texts_none: "Chưa có mẫu nào.", "There are none yet.";
    texts_shared: "Dùng chung", "For everyone";
    texts_change: "Sửa", "Change";
    texts_delete: "Bỏ mẫu này", "Throw it away";
    texts_new: "Thêm mẫu", "Add one";
    texts_name: "Tên mẫu", "What it is for";
    texts_text: "Nội dung", "Text";
}
