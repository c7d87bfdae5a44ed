//! Texts of the pages of API keys.

texts! {
    title: "Khóa API", "API keys";
    line: "Mỗi phần mềm một cửa gửi hồ sơ đến đây bằng một khóa riêng. Khóa chỉ được báo về các cơ quan bạn chọn.", "Each one-stop system hands its dossiers over with a key of its own. A key tells of the agencies you choose, and of no other.";
    none: "Chưa có khóa nào.", "There is no key yet.";
    was_revoked: "Đã thu hồi. Từ lúc này phần mềm dùng khóa đó không gửi được nữa.", "Revoked. Whatever used that key cannot send any more.";
    good: "Đang dùng", "In use";
    expired: "Đã hết hạn", "Expired";
    revoked: "Đã thu hồi", "Revoked";
    source: "Tên phần mềm gửi", "Name of the sending system";
    source_line: "Chữ thường không dấu, số và dấu gạch ngang, ví dụ mot-cua-tinh. Tên này được giữ cùng mọi hồ sơ đã gửi và không đổi được.", "Lower-case letters, digits and hyphens, such as mot-cua-tinh. It is kept with everything that is sent, and cannot be changed.";
    name: "Khóa này dùng cho việc gì", "What the key is for";
    scope: "Khóa được báo về hồ sơ của", "The key may tell of dossiers of";
    scope_all: "Mọi cơ quan trong tỉnh", "Every agency of the province";
    scope_some: "Chỉ các cơ quan chọn dưới đây, kể cả đơn vị trực thuộc", "Only the agencies chosen below, with all below them";
    agencies: "Các cơ quan", "Agencies";
    agencies_line: "Trên máy tính, giữ phím Ctrl để chọn nhiều cơ quan.", "On a computer, hold Ctrl to choose several.";
    days: "Số ngày khóa có hiệu lực", "Days for which it is good";
    days_line: "Bỏ trống: đến khi thu hồi.", "Empty: until it is revoked.";
    add: "Tạo khóa", "Make a key";
    made: "Tạo lúc", "Made at";
    used: "Dùng lần cuối", "Used last";
    never: "Chưa dùng", "Never";
    until: "Có hiệu lực đến", "Good until";
    no_end: "Đến khi thu hồi", "Until it is revoked";
    old_until: "Chuỗi bí mật cũ còn dùng đến", "The secret of before is good until";
    rotate: "Đổi chuỗi bí mật", "Give it a new secret";
    rotate_line: "Phần mềm đang gửi cần được đặt lại bằng chuỗi mới. Trong những ngày bạn ghi, chuỗi cũ vẫn dùng được. Nếu đổi thêm lần nữa trong những ngày đó, chuỗi cũ ấy vẫn được giữ, còn chuỗi tạo ở giữa hết dùng ngay. Ghi 0 thì mọi chuỗi trước hết dùng ngay.", "The sending system has to be given the new secret. For the days you say, the old one stays good. If you do it again in these days, that old one is kept, and the one made in between ends at once. With 0, all of before end at once.";
    old_days: "Chuỗi cũ còn dùng thêm mấy ngày", "Days for which the old one stays good";
    revoke: "Thu hồi khóa", "Revoke the key";
    revoke_line: "Khóa hết dùng ngay và không lấy lại được. Những gì đã gửi vẫn còn.", "It ends at once, and cannot be taken back. What was sent stays.";
    issued: "Chuỗi bí mật của khóa", "The secret of the key";
    issued_line: "Chuỗi này chỉ hiện một lần, trên trang này. Mời chép ngay vào nơi giữ bí mật của phần mềm một cửa; đừng gửi qua thư hay tin nhắn.", "It is shown this once, on this page. Please put it where the one-stop system keeps its secrets; do not send it by mail or message.";
    issued_old: "Chuỗi cũ còn dùng được đến", "The old one is good until";
    back: "Về danh sách khóa", "Back to the keys";
}
