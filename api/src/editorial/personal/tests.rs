use proptest::prelude::*;

use super::*;

fn told(text: &str) -> Vec<&str> {
    let traces = traces(text, true);
    traces.iter().map(|trace| &text[trace.at.clone()]).collect()
}

#[test]
fn what_tells_of_a_person_is_found() {
    for (text, found) in [
        (
            "Con tôi là Nguyễn Văn An sinh tháng 5",
            vec!["Nguyễn Văn An"],
        ),
        ("gặp chị Hoa ở quầy 3", vec!["Hoa"]),
        ("toi ten la nguyen van an", vec!["nguyen van an"]),
        ("sđt 0912 345 678 nhé", vec!["0912 345 678"]),
        ("sđt ••••••••78 nhé", vec!["••••••••78"]),
        ("thư lan.nguyen@gmail.com", vec!["lan.nguyen@gmail.com"]),
        ("nhà ở số nhà 12 ngõ 5", vec!["số nhà 12", "ngõ 5"]),
        ("TRẦN THỊ BÌNH hỏi", vec!["TRẦN THỊ BÌNH"]),
        ("Gửi Dương Văn Minh", vec!["Dương Văn Minh"]),
        ("hồ sơ H31.12.45-220715-0012", vec!["H31.12.45-220715-0012"]),
    ] {
        assert_eq!(told(text), found, "{text}");
    }
}

#[test]
fn what_tells_of_nobody_is_left_alone() {
    for text in [
        "Đăng ký khai sinh ở Hà Nội có được không?",
        "UBND xã Nguyễn Trãi ở đâu?",
        "Gọi Sở Tư pháp, 0221 3862 345",
        "Điện thoại (0225) 3.821.055/056, hoặc 0221.3862345 - 0221.3862346",
        "Viết cho motcua@hungyen.gov.vn",
        "Lệ phí 1.000.000 đồng, thủ tục 1.001193",
        "Ông bà, anh chị cần giấy gì?",
        "Đường Nguyễn Văn Linh",
        "Nghị định 61/2018/NĐ-CP",
    ] {
        assert!(told(text).is_empty(), "{text}: {:?}", told(text));
    }
}

#[test]
fn an_offices_address_belongs_into_an_answer() {
    assert!(traces("Bạn đến số 10 đường Chùa Chuông.", false).is_empty());
    assert!(!traces("Nhà tôi số 10 đường Chùa Chuông.", true).is_empty());
}

proptest! {
    #[test]
    fn traces_are_in_order_and_lie_in_the_text(text in "\\PC{0,80}") {
        let mut end = 0;
        for trace in traces(&text, true) {
            prop_assert!(text.get(trace.at.clone()).is_some());
            prop_assert!(trace.at.start < trace.at.end && trace.at.end > end);
            end = trace.at.end;
        }
    }
}

/// What citizens write of themselves and others, without capitals or without marks, and the name in it.
const NAMED: [(&str, &str); 46] = [
    ("tôi là nguyễn văn an", "nguyễn văn an"),
    ("toi ten nguyen van an", "nguyen van an"),
    ("chị lê thị hoa ở tổ 5", "lê thị hoa"),
    ("em tên là trần thị bích ngọc ạ", "trần thị bích ngọc"),
    ("con tôi là phạm gia huy sinh năm 2020", "phạm gia huy"),
    ("hộ của ông đỗ văn hùng bị nhầm", "đỗ văn hùng"),
    ("mẹ em tên hoàng thị mai đã mất", "hoàng thị mai"),
    ("gặp chị hoa ở quầy 3", "hoa"),
    ("cán bộ tên bùi quang huy hướng dẫn sai", "bùi quang huy"),
    ("nguyễn minh tuấn nộp hồ sơ ngày 10", "nguyễn minh tuấn"),
    ("cháu võ hoàng nam chưa có căn cước", "võ hoàng nam"),
    ("anh đặng quốc bảo làm mất thẻ", "đặng quốc bảo"),
    ("vợ tôi là lý thị thu thảo", "lý thị thu thảo"),
    ("bà cao thị nga được trợ cấp không", "cao thị nga"),
    ("ông hồ văn thắng đứng tên sổ", "hồ văn thắng"),
    ("cho hỏi hồ sơ của vũ đức minh", "vũ đức minh"),
    ("em là phan thị thu", "phan thị thu"),
    ("bố cháu là đinh công thành", "đinh công thành"),
    ("chủ hộ là ngô thị lan", "ngô thị lan"),
    ("tôi là trương hải", "trương hải"),
    ("con tên tạ minh khang", "tạ minh khang"),
    ("người đứng đơn: trịnh xuân thanh", "trịnh xuân thanh"),
    ("gửi cho cô thúy giúp em", "thúy"),
    ("ông tuấn bảo không nhận", "tuấn"),
    ("le thi hoa o to 5", "le thi hoa"),
    ("con toi la tran gia bao", "tran gia bao"),
    ("em ten la pham thi huong", "pham thi huong"),
    ("ho so cua nguyen thi thanh huyen", "nguyen thi thanh huyen"),
    ("me em ten hoang thi lan", "hoang thi lan"),
    ("nguyen duc manh mat the", "nguyen duc manh"),
    ("toi la bui van tung", "bui van tung"),
    ("chi vu thi hang huong dan", "vu thi hang"),
    ("ong dang van hai dung ten so do", "dang van hai"),
    ("con toi ten do minh khoi", "do minh khoi"),
    ("huynh thanh phong chua nhan duoc", "huynh thanh phong"),
    ("ten toi la ho van cuong", "ho van cuong"),
    ("phan van duc hoi ve dat", "phan van duc"),
    (
        "cho toi hoi ngo thi bich da co ket qua chua",
        "ngo thi bich",
    ),
    ("bo em la luong van son", "luong van son"),
    ("vo toi ten dao thi nhung", "dao thi nhung"),
    ("Tôi là Nguyễn văn an", "Nguyễn văn an"),
    ("lê Thị hoa chưa có sổ", "lê Thị hoa"),
    ("NGUYEN VAN AN hoi", "NGUYEN VAN AN"),
    ("tran quang khai xin cap lai", "tran quang khai"),
    ("đất của dương văn bình và vợ", "dương văn bình"),
    ("thửa 12 do mai thị liên đứng tên", "mai thị liên"),
];

/// What only looks like a name.
const NAMELESS: [&str; 34] = [
    "đăng ký khai sinh cho con",
    "phạm vi áp dụng thế nào",
    "đường nguyễn trãi đoạn nào cấm xe",
    "duong nguyen van linh bi ngap",
    "trường tiểu học lê văn tám tuyển sinh lúc nào",
    "trường thpt trần phú",
    "phố lê thị hồng gấm",
    "xã nguyễn trãi thuộc đâu",
    "vi phạm thị trường bị phạt bao nhiêu",
    "vi pham thi bi phat the nao",
    "ngày lễ thì có làm việc không",
    "ngay le thi co lam viec khong",
    "quản lý văn bản ở đâu",
    "quan ly do thi moi",
    "nâng cao văn hóa",
    "chủ hộ thanh toán tiền điện",
    "chu ho thanh toan tien dien",
    "ngày mai thi bằng lái",
    "đào tạo nghề miễn phí",
    "đoàn thanh niên xã",
    "hồ sơ thành lập công ty",
    "lương hưu trung bình",
    "lương minh bạch",
    "chỉ dùng bản chính",
    "chi dung ban chinh",
    "nguyên văn bản án",
    "nguyen van ban an",
    "bà bình thường có được không",
    "con trai tôi tên là gì thì ghi vậy",
    "tên con là gì cũng được à",
    "thái bình và hưng yên sáp nhập",
    "hà nội nam định",
    "anh chị em ruột có phải ký không",
    "cô chú ở tổ nào cũng làm được",
];

#[test]
fn names_without_capitals_or_marks_are_found() {
    let missed: Vec<_> = NAMED
        .iter()
        .filter(|(text, name)| !told(text).iter().any(|found| found.contains(name)))
        .map(|(text, name)| (text, name, told(text)))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn words_that_only_look_like_a_name_are_left_alone() {
    let found: Vec<_> = NAMELESS
        .iter()
        .filter(|text| !told(text).is_empty())
        .map(|text| (text, told(text)))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// The bundled knowledge names nobody: what is found in it is a false alarm. Measured over every text that citizens
/// may ask or agencies may answer with, as it stands and without its marks.
#[test]
fn the_bundled_texts_raise_next_to_no_alarm() {
    use mobile_contract::text::fold;
    let bundle = motcua_seed::Bundle::embedded().unwrap();
    let mut texts: Vec<String> = Vec::new();
    for faq in &bundle.faqs {
        texts.extend([faq.record.question.clone(), faq.record.answer.clone()]);
        texts.extend(faq.record.also.iter().cloned());
    }
    for procedure in &bundle.procedures {
        let p = &procedure.record;
        texts.push(p.title.clone());
        texts.extend(p.aliases.iter().chain(&p.steps).chain(&p.results).cloned());
        texts.extend(p.summary.clone());
    }
    let alarms = |texts: &[String]| -> Vec<String> {
        let names = texts.iter().flat_map(|text| {
            names::find(text)
                .into_iter()
                .map(move |at| format!("{:?} in {text:?}", &text[at]))
        });
        names.collect()
    };
    let bare: Vec<String> = texts.iter().map(|text| fold(text)).collect();
    let lower: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    let (found, low, without) = (alarms(&texts), alarms(&lower), alarms(&bare));
    eprintln!(
        "{} texts: {} alarms, {} in lower case, {} without marks",
        texts.len(),
        found.len(),
        low.len(),
        without.len()
    );
    for alarm in found.iter().chain(&low).chain(&without) {
        eprintln!("{alarm}");
    }
    // One text in a thousand.
    for found in [found, low, without] {
        assert!(found.len() * 1000 <= texts.len(), "{found:#?}");
    }
}
