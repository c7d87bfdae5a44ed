//! Texts of the page of posters.

texts! {
    title: "In bảng mã QR", "Print QR posters";
    lead: "Mỗi bảng có ba mã của một quầy: tra cứu, hỏi đáp, đánh giá. Người dân quét là tới đúng quầy đó.",
        "Each poster has the three codes of a counter: look up, ask, rate. Whoever scans one gets to that counter.";
    what: "In bảng của", "Posters of";
    choose: "Chọn quầy, cơ quan hoặc địa bàn", "Choose a counter, an agency or a place";
    one_counter: "Một quầy", "One counter";
    whole_agency: "Cả cơ quan, gồm các đơn vị bên dưới", "A whole agency, with those below it";
    whole_place: "Cả địa bàn, gồm tên cũ trước sáp nhập", "A whole place, old names before mergers included";
    nothing: "Chưa có quầy nào thuộc phạm vi của anh chị.", "There is no counter within your reach yet.";
    paper: "Khổ giấy", "Paper";
    a4: "A4", "A4";
    a4_line: "Dán cạnh quầy", "Beside the counter";
    a3: "A3", "A3";
    a3_line: "Dán tường, cửa kính", "On a wall or a window";
    tent: "Để bàn (A5 gấp đôi)", "Table tent (folded A5)";
    tent_line: "In trên giấy A4, gấp đôi, đọc được từ hai phía", "Printed on A4 and folded: reads from both sides";
    look: "Xem bảng", "Show the poster";
    preview: "Xem trước", "Preview";
    preview_alt: "Hình bảng mã QR sắp in", "The poster as it will be printed";
    first_of: "Hình dưới là bảng đầu tiên. Tệp PDF có", "Below is the first one. The PDF has";
    pages: "trang, mỗi quầy một trang.", "pages, one for each counter.";
    left_out: "Không có trong tệp:", "Left out:";
    left_out_end: "quầy không còn mã nào đang dùng.", "counters without any code in use.";
    lacking: "Không có trong tệp vì thiếu mã:", "Left out, because they lack codes:";
    make_codes: "Mở trang Mã QR", "Open QR codes";
    print_others: "In bảng của các quầy còn lại:", "Print the posters of the others:";
    print: "Tải PDF để in", "Download the PDF to print";
    as_png: "Tải hình PNG", "Download as PNG";
    as_svg: "Tải hình SVG", "Download as SVG";
    actual_size: "Khi in, chọn cỡ thật (100%), không chọn thu cho vừa trang. In xong, dùng điện thoại quét thử cả ba mã trước khi dán.",
        "Print at actual size (100%), not fitted to the page. Then scan all three codes with a phone before you hang it.";
    fold: "Gấp theo vạch giữa trang, chữ quay ra ngoài.", "Fold along the line in the middle, letters outwards.";
    most: "Mỗi tệp chứa nhiều nhất", "A file holds at most";
    most_end: "quầy.", "counters.";
}
