//! Texts of the pages behind a scanned code.

texts! {
    // A counter's board
    at: "Bạn đang ở", "You are at";
    of: "Mã của", "A code of";
    place: "Địa bàn", "Area";
    code: "Mã trên biển", "Code on the sign";
    code_receipt: "Mã trên giấy", "Code on the paper";
    version: "bản", "version";
    dossier: "Mã hồ sơ", "Dossier";
    receipt_title: "Số in trên giấy hẹn", "The number on a receipt";
    dossier_line: "Mã QR này in trên giấy hẹn của hồ sơ, nên bạn không phải gõ gì thêm.", "This QR code is printed on the receipt of the dossier; there is nothing more to type.";
    dossier_open: "Xem hồ sơ đang ở đâu", "See where the dossier is";
    please_note: "Cần biết", "Please note";
    what: "Bạn cần gì", "What you can do here";
    what_else: "Xem các việc khác", "See what else there is";
    look_up: "Tra cứu thủ tục", "Look up a procedure";
    look_up_line: "Giấy tờ, lệ phí, thời hạn", "Papers, fees, how long it takes";
    ask: "Đặt câu hỏi", "Ask a question";
    ask_line: "Hỏi lúc nào cũng được, không cần chờ đến lượt", "At any time, without waiting for your turn";
    rate: "Đánh giá phục vụ", "Rate the service";
    rate_line: "Cơ quan đọc và trả lời góp ý của bạn", "The agency reads and answers what you say";
    often: "Người đến quầy này hay làm", "What people mostly come here for";
    all: "Tất cả thủ tục", "All procedures";
    how_to_tell: "Cách nhận biết mã thật", "How to tell a genuine code";

    // A withdrawn code
    revoked_title: "Mã này đã bị thu hồi", "This code has been withdrawn";
    revoked_procedure: "Trang của thủ tục này", "The page of this procedure";
    revoked_field: "Thủ tục trong lĩnh vực này", "Procedures of this field";
    revoked_now: "Trang hiện nay của quầy", "The counter's page of today";
    false_title: "Mã này không phải của Một Cửa", "This code is not ours";
    false_line: "Hình QR bạn vừa quét dẫn đến đây nhưng chữ ký trong mã không đúng. Có thể ai đó đã in hoặc dán một mã khác lên biển.",
        "The QR image you scanned leads here, but the signature in it is wrong. Somebody may have printed it, or pasted it over a sign.";
    doubted_title: "Mã này không còn chứng minh được là thật", "This code can no longer be proved genuine";
    do_not_paper: "Không nhập mật khẩu, mã OTP, không chuyển tiền.", "Enter no password or OTP code, and send no money.";
    do_not: "Xin đừng làm theo biển có mã này. Không nhập mật khẩu, mã OTP, không chuyển tiền.", "Please do not follow the sign it is on. Enter no password or OTP code, and send no money.";
    tell: "Báo cho cán bộ tại quầy, hoặc gọi tổng đài", "Tell the staff at the counter, or call";
    safe_ways: "Đi tiếp bằng lối an toàn", "Safe ways on";
    home: "Trang đầu của Một Cửa", "The start page of Một Cửa";

    // Asking
    ask_title: "Đặt câu hỏi", "Ask a question";
    ask_receipt: "Bạn gõ số in trên giấy hẹn nên câu hỏi này không gắn với hồ sơ nào. Muốn gắn, mời bạn quét hình QR trên giấy.", "You typed the number on a receipt, so your question belongs to no dossier. If it should, please scan the QR image on the paper.";
    ask_untrusted: "Mã bạn quét không còn dùng, nên câu hỏi này không gắn với quầy nào.", "The code you scanned is no longer in use, so your question belongs to no counter.";
    ask_unknown: "Không tìm thấy mã này, nên câu hỏi này không gắn với quầy nào. Bạn có thể quét lại, hoặc cứ hỏi như thường.", "There is no such code, so your question belongs to no counter. You may scan it again, or just ask.";
    ask_apart: "Câu hỏi này không gắn với quầy nào.", "Your question belongs to no counter.";

    // Telling a genuine code
    verify_title: "Nhận biết mã QR thật", "Tell a genuine QR code";
    verify_line: "Kẻ xấu có thể dán mã của họ lên biển công cộng. Mất nửa phút để xem mã bạn quét có đúng của Một Cửa không.",
        "Criminals paste codes of their own over public signs. Half a minute tells whether the one you scanned is ours.";
    before: "Trước khi mở", "Before you open it";
    see_address: "Xem địa chỉ điện thoại hiện ra khi quét. Địa chỉ thật bắt đầu bằng:", "Look at the address your phone shows. A genuine one begins with:";
    see_whole: "Phải đúng từng chữ đến hết dấu gạch chéo này, chữ hoa hay chữ thường đều được. Thêm, bớt hoặc đổi một chữ là trang khác.",
        "Each letter must match, up to that slash; capital or small letters do not matter. One letter more, less or other is another site.";
    at_sign: "Tại tấm biển", "At the sign";
    feel: "Sờ vào hình QR. Mã in liền với biển; nếu có lớp giấy dán đè lên, xin đừng quét.", "Feel the QR image. It is printed with the sign; if a sticker lies over it, do not scan it.";
    compare: "So 7 ký tự in dưới hình QR với mã trên trang mở ra. Hai mã phải giống nhau.", "Compare the 7 characters below the image with the code on the page that opens. They must be the same.";
    after: "Khi trang đã mở", "Once the page is open";
    nobody_asks: "Một Cửa không bao giờ hỏi mật khẩu, mã OTP, số thẻ, và không bảo bạn chuyển tiền hay cài ứng dụng lạ qua mã QR.",
        "We never ask for a password, an OTP code or a card number, and no code of ours asks you to send money or install an unknown app.";
    app_proves: "Ứng dụng Một Cửa tự kiểm tra chữ ký trong mã, kể cả khi không có mạng.", "Our app proves the signature in a code by itself, even without a network.";
    type_title: "Kiểm tra một mã", "Check a code";
    type_label: "7 ký tự dưới hình QR, hoặc cả địa chỉ", "The 7 characters below the QR image, or the whole address";
    type_hint: "Ví dụ 7K3M9Q-K. Chữ hoa hay chữ thường đều được.", "For example 7K3M9Q-K. Capitals do not matter.";
    type_button: "Kiểm tra", "Check";
    result: "Kết quả", "Result";
    good: "Đây là mã của Một Cửa, đang dùng.", "This is a code of ours, in use.";
    good_number: "Dãy ký tự này là mã của Một Cửa, đang dùng.", "These characters are a code of ours, in use.";
    number_only: "Như vậy mới biết dãy ký tự, chưa biết hình QR: kẻ xấu có thể dán hình của họ mà để nguyên 7 ký tự này.",
        "This proves the characters only, not the QR image: criminals may paste an image of their own and leave these 7 characters as they are.";
    to_be_sure: "Muốn chắc, khi quét bạn xem địa chỉ điện thoại hiện ra trước khi mở. Địa chỉ phải bắt đầu bằng:",
        "To be sure, look at the address that your phone shows before you open it. It must begin with:";
    or_paste: "Hoặc chép cả địa chỉ đó vào ô bên dưới.", "Or copy that whole address into the field below.";
    signed: "Chữ ký đúng: địa chỉ này do Một Cửa cấp. Ai cũng có thể in lại địa chỉ ấy, nên bạn so với nơi treo ghi dưới đây.", "The signature is right: this address is one that we gave out. Anybody can print it again, so please compare where you saw it with the place named below.";
    signed_alone: "Chữ ký đúng: địa chỉ này do Một Cửa cấp.", "The signature is right: this address is one that we gave out.";
    old: "Đây là mã của Một Cửa. Biển đã cũ nhưng mã vẫn dùng được.", "This is a code of ours. The sign is out of date, and the code still works.";
    hangs: "Biển có mã này treo ở", "The sign with this code hangs at";
    elsewhere: "Nếu bạn thấy mã này ở chỗ khác, xin báo cho tổng đài", "If you saw it elsewhere, please tell the call centre";
    open: "Mở trang của mã này", "Open the page of this code";
    revoked: "Mã này đã bị thu hồi. Xin đừng làm theo biển có mã này.", "This code has been withdrawn. Please do not follow the sign it is on.";
    revoked_receipt: "Mã này đã bị thu hồi. Xin hỏi lại cơ quan nhận hồ sơ.", "This code has been withdrawn. Please ask the agency that took your dossier.";
    good_receipt: "Đây là mã của Một Cửa, in trên giấy tờ của một hồ sơ.", "This is a code of ours, printed on the papers of a dossier.";
    unknown: "Không có mã này. Bạn xem lại từng ký tự, dễ nhầm nhất là 8 với B, 5 với S, 2 với Z. Nếu đã gõ đúng thì đây không phải mã của Một Cửa.",
        "There is no such code. Please look at each character; 8 and B, 5 and S, 2 and Z are easily mistaken. If it is typed right, it is not ours.";
    unencrypted: "Đây là tên trang của Một Cửa nhưng thiếu chữ s sau http. Mã thật không bao giờ dẫn đến địa chỉ như vậy, vì trên đường truyền người khác có thể thay trang. Xin đừng mở; nếu bạn tự gõ, mời gõ lại với https.",
        "This is our host, but the s behind http is missing. No genuine code leads to such an address, because others on the way could change the page. Please do not open it; if you typed it yourself, begin it with https.";
    other_site: "Địa chỉ này dẫn đến một trang khác, không phải Một Cửa. Xin đừng mở.", "This address leads to another site, not to ours. Please do not open it.";
    call_1022: "Gọi tổng đài 1022", "Call 1022";
}
