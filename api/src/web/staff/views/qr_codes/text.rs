//! Texts of the pages of QR codes.

texts! {
    title: "Mã QR tại quầy", "QR codes at counters";
    line: "Mã trên biển của từng quầy, số lượt quét, và biển nào cần xem lại.", "The codes on each counter's sign, how often they are scanned, and which signs need a look.";
    kinds: "Lọc danh sách", "Which codes";
    every: "Tất cả", "All";
    silent: "Im lặng", "Silent";
    pasted_over: "Có thể bị dán đè", "Perhaps pasted over";
    stale: "Biển cũ", "Old signs";
    revoked_scanned: "Đã thu hồi mà vẫn bị quét", "Withdrawn, still scanned";
    not_genuine: "Có thể có mã giả", "Perhaps false copies";
    none: "Không có mã nào.", "There is none.";
    none_needed: "Không có mã nào cần xem lại.", "None needs a look.";
    none_found: "Không có mã nào khớp với lựa chọn này.", "None fits this choice.";
    narrow: "Tìm và lọc", "Find and narrow";
    find: "Tên quầy, tên cơ quan, hoặc mã", "Name of a counter or an agency, or a code";
    every_counter: "Mọi quầy", "Every counter";
    every_agency: "Mọi cơ quan", "Every agency";
    show: "Xem", "Show";
    no_counter: "Mã không treo ở quầy", "Codes that hang at no counter";
    counter_sum: "Cả quầy", "The whole counter";
    counter_days: "Lượt quét từng ngày của quầy, mọi mã cộng lại", "Scans of the counter day by day, all codes together";
    board: "Bảng mã của quầy", "Board of the counter";
    chat: "Hỏi tại quầy", "Questions at the counter";
    rating: "Đánh giá tại quầy", "Rating at the counter";
    procedure: "Thủ tục", "Procedure";
    field: "Lĩnh vực", "Field";
    dossier: "Hồ sơ", "Dossier";
    active: "Đang dùng", "In use";
    superseded: "Đã có bản mới", "Superseded";
    revoked: "Đã thu hồi", "Withdrawn";
    version: "bản", "version";
    scans: "lượt quét trong 30 ngày", "scans in 30 days";
    typed: "lượt mở mà không quét", "times opened without a scan";
    typed_line: "Mở mà không quét: có người gõ 7 ký tự, hoặc đến từ một trang khác. Những lượt này không cho biết biển còn treo hay không. Mở lại từ dấu trang thì không phân biệt được với quét, nên lượt quét có thể nhiều hơn thực tế một ít.",
        "Opened without a scan: somebody typed the 7 characters, or came from another site. That does not tell whether the sign still hangs. A page that is opened again from a bookmark cannot be told from a scan, so the scans may be a few too many.";
    silent_since: "Im lặng từ sau ngày", "Silent since";
    silent_line: "Trước đây quét nhiều, nay đã ít nhất ba ngày làm việc hầu như không có lượt nào. Có thể quầy chỉ qua mùa đông khách; cần đến xem biển còn không, có bị dán đè không.",
        "It was scanned often, and hardly at all for at least three working days. A busy season may just be over; please look whether the sign still hangs, and whether something was pasted over it.";
    pasted_line: "Có thể bị dán đè: hình QR hầu như không còn ai quét, mà trang của mã vẫn có người mở không qua hình, hoặc từ một trang khác dẫn đến. Kẻ xấu có thể đã dán mã của họ lên biển rồi chuyển tiếp về đây. Cần đến xem biển ngay.",
        "It may have been pasted over: hardly anybody scans the image any more, while its page is still opened without it, or from another site. Somebody may have pasted an own code over the sign, which leads on to us. Please look at the sign at once.";
    stale_names: "Tên quầy, cơ quan hoặc địa bàn in trên biển không còn đúng: đã đổi tên hoặc sáp nhập. Cần tạo bản mới rồi in và treo biển mới.",
        "The name of the counter, the agency or the area on the sign is not right any more: it was changed or merged. Please make a new version, then print and hang the new sign.";
    stale_revoked: "Cần in lại ngay: biển in bằng khóa đã bị hủy, ai quét cũng được báo đừng tin. Biển in hôm nay đã dùng khóa mới.",
        "Please print it anew at once: the sign was printed with a key that was revoked, and whoever scans it is told not to trust it. A sign printed today has the new key.";
    stale_superseded: "Biển cũ vẫn treo: mã này đã có bản mới mà trong 28 ngày qua vẫn bị quét. Cần in và treo biển mới.", "The old sign still hangs: this code is superseded, and was scanned in the last 28 days. Please print and hang the new one.";
    stale_key: "Biển in bằng khóa đã hết hạn. Cần in lại.", "The sign was printed with a key that has ended. Please print it anew.";
    stale_soon: "Biển in bằng khóa sẽ hết hạn trong vòng một năm. Nên in và treo bản mới trước ngày đó.", "The sign was printed with a key that ends within a year. Please print and hang it anew before that day.";
    revoked_line: "Mã đã thu hồi mà trong 28 ngày qua vẫn bị quét. Cần gỡ biển.", "It is withdrawn, and was scanned in the last 28 days. Please take the sign down.";
    not_genuine_line: "Trong 28 ngày qua có nhiều lượt quét mang chữ ký không đúng: có thể ai đó đã in một bản sao của mã này. Cần đến xem biển.", "Several scans of the last 28 days came with a wrong signature: somebody may have printed a copy of this code. Please look at the sign.";
    code: "Mã", "Code";
    agency: "Cơ quan", "Agency";
    place: "Địa bàn", "Area";
    made: "Tạo lúc", "Made";
    changed: "Đổi lúc", "Changed";
    reason: "Lý do", "Reason";
    next: "Bản mới", "New version";
    address: "Địa chỉ in trong mã", "Address in the code";
    image: "Hình mã để in", "The image, for print";
    by_day: "Lượt quét từng ngày", "Scans day by day";
    day: "Ngày", "Day";
    page: "Trang", "Page";
    app: "Ứng dụng", "App";
    old: "Biển cũ", "Old sign";
    by_typing: "Không quét", "Not scanned";
    by_leading: "Từ trang khác", "From elsewhere";
    withdrawn: "Đã thu hồi", "Withdrawn";
    fake: "Chữ ký không đúng", "Wrong signature";
    supersede: "Thay bằng bản mới", "Put a new version in its place";
    supersede_line: "Sinh mã mới cho biển mới. Biển của quầy có ba mã cùng một bản, nên cả ba mã được thay cùng lúc. Mã cũ vẫn dùng được và báo là biển đã cũ, đến khi thay biển xong.",
        "Makes new codes for the new sign. A counter's sign has three codes of one version, so all three are replaced together. The old ones go on working and say that the sign is out of date.";
    supersede_go: "Tạo bản mới", "Make the new version";
    revoke: "Thu hồi", "Withdraw it";
    revoke_line: "Ai quét mã này sẽ được báo đừng tin tấm biển. Không hủy được việc thu hồi.", "Whoever scans it is told not to trust the sign. This cannot be taken back.";
    revoke_reason: "Lý do, không ghi tên người", "Reason; name nobody in it";
    revoke_go: "Thu hồi mã", "Withdraw the code";
    did_mint: "Đã tạo mã.", "The code is made.";
    did_supersede: "Đã tạo bản mới. Mời in và treo biển mới.", "The new version is made. Please print and hang the new sign.";
    did_revoke: "Đã thu hồi.", "It is withdrawn.";
    mint: "Tạo mã", "Make a code";
    mint_line: "Mỗi quầy có một mã đang dùng cho mỗi việc. Quầy đã có thì thay bằng bản mới ở trang của mã. Tạo lại mã đã thu hồi thì các mã khác của quầy cũng có bản mới.",
        "A counter has one code in use for each purpose. Where there is one, make a new version on its page. Where one was withdrawn, the counter's other codes get new versions too.";
    mint_kind: "Mã để làm gì", "What it is for";
    mint_counter: "Quầy", "Counter";
    mint_no_counter: "Không treo ở quầy nào", "At no counter";
    mint_subject: "Mã thủ tục hoặc mã lĩnh vực", "Code of the procedure, or id of the field";
    mint_subject_line: "Chỉ cần cho mã thủ tục hoặc lĩnh vực. Ví dụ 1.001193 hoặc ho-tich.", "For a procedure or a field only, such as 1.001193 or ho-tich.";
    mint_go: "Tạo mã", "Make the code";
    next_page: "Trang sau", "Next page";
    all: "Tất cả mã QR", "All QR codes";
}
