//! Texts of the pages of QR codes.

texts! {
    title: "Mã QR tại quầy", "QR codes at counters";
    line: "Mã trên biển của từng quầy, số lượt quét, và biển nào cần xem lại.", "The codes on each counter's sign, how often they are scanned, and which signs need a look.";
    kinds: "Lọc danh sách", "Which codes";
    every: "Tất cả", "All";
    silent: "Im lặng", "Silent";
    stale: "Biển cũ", "Old signs";
    revoked_scanned: "Đã thu hồi mà vẫn bị quét", "Withdrawn, still scanned";
    not_genuine: "Có thể có mã giả", "Perhaps false copies";
    none: "Không có mã nào.", "There is none.";
    none_needed: "Không có mã nào cần xem lại.", "None needs a look.";
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
    silent_since: "Im lặng từ sau ngày", "Silent since";
    silent_line: "Trước đây quét nhiều, nay đã ít nhất ba ngày làm việc không có lượt nào. Cần đến xem biển còn không, có bị dán đè không.",
        "It was scanned often, and not once for at least three working days. Please look whether the sign still hangs, and whether something was pasted over it.";
    stale_superseded: "Biển cũ vẫn treo: mã này đã có bản mới mà vẫn bị quét. Cần in và treo biển mới.", "The old sign still hangs: this code is superseded and still scanned. Please print and hang the new one.";
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
    withdrawn: "Đã thu hồi", "Withdrawn";
    fake: "Chữ ký không đúng", "Wrong signature";
    no_scans: "Chưa có lượt quét nào trong 30 ngày.", "No scan in 30 days.";
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
