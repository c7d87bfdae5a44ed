//! Texts of the page of quality.

texts! {
    title: "Chất lượng giải quyết hồ sơ", "Quality of dossiers";
    line: "Chín chỉ số của Thông tư 01/2018/TT-VPCP và các nhóm của Quyết định 766/QĐ-TTg, tính lại từ sự kiện của hồ sơ kết thúc trong kỳ. Điều gì sự kiện không nói được ghi rõ, không suy đoán.", "The nine indices of Circular 01/2018/TT-VPCP and the groups of Decision 766/QĐ-TTg, reckoned from the events of dossiers that ended in the period. What events do not tell is named, never guessed.";
    back: "Về số liệu hồ sơ", "Back to the figures";
    filters: "Chọn kỳ và cơ quan", "Choose a period and an agency";
    period: "Kỳ", "Period";
    by_days: "Theo ngày chọn bên cạnh", "By the days beside";
    from: "Từ ngày", "From";
    to: "Đến ngày", "To";
    agency: "Cơ quan", "Agency";
    all: "Tất cả", "All";
    show: "Xem", "Show";
    csv: "Tải bảng (CSV)", "Download the table (CSV)";
    xlsx: "Tải bảng (Excel)", "Download the table (Excel)";
    nothing: "Chưa có hồ sơ nào kết thúc trong kỳ này.", "No dossiers ended in this period.";
    in_short: "Tóm tắt", "In short";
    as_of: "Tính lúc", "Reckoned at";
    scored: "Hồ sơ được chấm", "Dossiers that are scored";
    left_out: "Không tính vào", "Left out";
    none_left_out: "không có", "none";
    class: "Xếp loại", "Class";
    no_class: "chưa xếp loại được: còn thiếu chỉ số", "not yet: these indices are missing:";
    known: "Điểm các chỉ số đã biết", "Points of the indices that are known";
    of: "trên", "of";
    index: "Chỉ số", "Index";
    two: "2 điểm", "2 points";
    one: "1 điểm", "1 point";
    zero: "0 điểm", "0 points";
    mean: "Trung bình", "Mean";
    indices: "Chín chỉ số của Thông tư 01/2018", "The nine indices of Circular 01/2018";
    groups: "Các nhóm của Quyết định 766", "The groups of Decision 766";
    counts: "Hồ sơ đạt", "Dossiers that count";
    share: "Tỷ lệ", "Share";
    points: "Điểm", "Points";
    most: "điểm tối đa", "points at most";
    rules: "Quy định và điều cần xác nhận", "Rules, and what is to be confirmed";
    wrong_days: "Kỳ chưa đúng: cần 1 đến 731 ngày trong các năm 2000–2100, ngày đầu không sau ngày cuối.", "This period does not fit: 1 to 731 days within 2000–2100, the first no later than the last.";
    not_there: "Không có cơ quan này trong phạm vi của bạn.", "No such agency within your reach.";
}
