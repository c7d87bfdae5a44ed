//! What is said beside digits, and what it says of them.

/// What says that digits are the last ones of a number, whatever else is said.
pub(super) const LAST_DIGITS: [&str; 5] = [
    "số cuối",
    "chữ số cuối",
    "last four",
    "last 4",
    "last digits",
];
/// What names the number that digits are of.
pub(super) const PAPERS: [&str; 14] = [
    "điện thoại",
    "di động",
    "sđt",
    "sdt",
    "phone",
    "mobile",
    "cmnd",
    "cmt",
    "cmtnd",
    "cccd",
    "căn cước",
    "chứng minh",
    "giấy tờ tùy thân",
    "id card",
];
/// What stands beside digits that are meant and nothing else: courtesy, whose they are, of which paper.
pub(super) const AROUND: &str = "dạ vâng ạ nhé nha nhá nhen nghe đây đó này là thì cảm cám ơn nhiều xin chào thưa em anh chị cô chú \
    bác ông bà mình tôi tui con cháu bố ba mẹ má vợ chồng ơi cán bộ giúp giùm dùm hộ với số của người nộp hồ sơ ở quầy \
    ok sđt sdt đt điện thoại di động máy cmnd cmt cmtnd cccd căn cước công dân chứng minh nhân thẻ giấy tờ tùy \
    thân my is are it the of please thanks thank you here number phone mobile identity id card digits";
/// What asks for something else: beside it, digits are a year, a sum or a count. Words with marks are meant as
/// marked ("làm" is not "Lâm"); without, either way.
pub(super) const ELSE: [&str; 40] = [
    "bao nhiêu",
    "bao lâu",
    "mấy ngày",
    "khi nào",
    "thế nào",
    "làm sao",
    "ở đâu",
    "gì",
    "thủ tục",
    "lệ phí",
    "phí",
    "đồng",
    "nghìn",
    "triệu",
    "tiền",
    "làm",
    "cấp lại",
    "cấp đổi",
    "xin cấp",
    "đổi thẻ",
    "đổi căn cước",
    "bị mất",
    "mất giấy",
    "đăng ký",
    "khai sinh",
    "khai tử",
    "kết hôn",
    "hộ khẩu",
    "hộ chiếu",
    "tạm trú",
    "thường trú",
    "nghị định",
    "thông tư",
    "luật",
    "what",
    "how",
    "where",
    "when",
    "fee",
    "cost",
];
/// What only sounds like it: "làm ơn" asks for nothing, and "dong" of a phone is no money.
pub(super) const NOT_ELSE: [&str; 2] = ["làm ơn", "di động"];
