//! Texts of the pages of settings.

texts! {
    title: "Thiết lập của cơ quan", "Settings of an agency";
    list_line: "Chọn cơ quan để xem và sửa.", "Choose an agency to look at and change.";
    look_for: "Tên cơ quan", "Name of the agency";
    look: "Tìm", "Find";
    none: "Không có cơ quan nào đang hoạt động có tên như vậy.", "No agency of today has such a name.";
    others: "Cơ quan khác", "Other agencies";
    kept: "Đã lưu. Thiết lập mới dùng cho phiếu đến từ bây giờ; phiếu đang xử lý giữ hạn cũ.",
        "Kept. It holds for tickets from now on; those that run keep their due dates.";
    mail: "Thư điện tử nhận phiếu", "Mail address for tickets";
    mail_line: "Phiếu được gửi đến địa chỉ này. Người nhận trả lời được ngay trong thư, không cần tài khoản. Để trống nếu không dùng.",
        "Tickets are mailed there. Who reads them answers from the mail, without an account. Leave empty for none.";
    approval: "Lãnh đạo duyệt câu trả lời trước khi gửi", "A leader approves answers before they are sent";
    hours: "Giờ làm việc", "Office hours";
    hours_line: "Ghi như 07:30-11:30, 13:30-17:00. Để trống là ngày nghỉ. Thứ hai đến thứ sáu đều cần giờ.",
        "Write 07:30-11:30, 13:30-17:00. Empty means closed. Monday to Friday each need hours.";
    own_hours: "Cơ quan có giờ riêng (không chọn: theo giờ chung của tỉnh)", "The agency has hours of its own (else those of everyone hold)";
    monday: "Thứ hai", "Monday";
    tuesday: "Thứ ba", "Tuesday";
    wednesday: "Thứ tư", "Wednesday";
    thursday: "Thứ năm", "Thursday";
    friday: "Thứ sáu", "Friday";
    saturday: "Thứ bảy", "Saturday";
    sunday: "Chủ nhật", "Sunday";
    terms: "Thời hạn trả lời", "Time for an answer";
    terms_line: "Để trống thì dùng thời hạn chung. Mỗi thời hạn cần ghi văn bản quy định.",
        "Empty: everyone's term holds. Each term must name the decision that sets it.";
    all_kinds: "Mọi loại phiếu", "All kinds";
    question: "Câu hỏi", "Questions";
    service: "Phản ánh về phục vụ", "Feedback on service";
    regulation: "Kiến nghị về quy định", "Feedback on a regulation";
    amount: "Số", "Number";
    unit: "Đơn vị", "Unit";
    working_day: "ngày làm việc", "working days";
    working_hour: "giờ làm việc", "working hours";
    calendar_day: "ngày (tính cả ngày nghỉ)", "days (days off count)";
    source: "Văn bản quy định (số, ngày, nơi ban hành)", "The decision (number, date, who signed it)";
    keep: "Lưu thiết lập", "Keep the settings";
    again: "Mở lại để xem thiết lập mới nhất", "Open the newest settings";
}
