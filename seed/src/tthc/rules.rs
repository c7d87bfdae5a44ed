//! Rows of the table of papers that are no papers: rules, remarks, headings.

use mobile_contract::knowledge::DocumentRole;

use super::tidy::{self, cut, rest};
use crate::pattern::pattern;

/// What a row of the table turns out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// A paper, the condition under which it is asked for, and what is said about it.
    Paper {
        name: String,
        when: Option<String>,
        note: Option<String>,
        looked_up: bool,
    },
    /// A line that introduces the papers below it.
    Heading(String),
    /// A rule about the paper before it.
    Note(String),
    /// A sentence that names no paper.
    Rule(String),
}

const PAPER: &str = r"(?:\d+ )?(?:(?:các|một trong các|01|02) )?(?:bản (?:chính|sao|gốc|chụp|vẽ|kê|khai|mô tả|cam|thuyết|dịch|thỏa|đăng|trích|scan)|giấy|đơn |tờ (?:khai|trình)|văn bản|văn bằng|hợp đồng|quyết định|báo cáo|danh (?:sách|mục)|biên bản|chứng (?:chỉ|từ|thư)|phiếu|thẻ|hộ chiếu|ảnh|tài liệu|hóa đơn|bảng |sơ đồ|phương án|kế hoạch|nghị quyết|điều lệ|lý lịch|sổ |công văn|thuyết minh|thông báo|trích lục)";

pattern!(
    CONDITION,
    r"(?i)^(?:(?:trong )?trường hợp|đối với|khi |nếu |người |công dân |cá nhân|tổ chức )"
);
pattern!(
    RULE_START,
    r"(?i)^(?:(?:trong )?trường hợp|đối với|khi |nếu |số lượng|ngoài |tùy |tuỳ |việc |trong (?:thời|quá trình|đó)|người |cơ quan |tổ chức |cá nhân|doanh nghiệp |thương nhân |công dân |chủ đầu tư |nhà đầu tư |hồ sơ (?:được|gửi|nộp|phải)|(?:các )?(?:giấy tờ|văn bản|tài liệu|bản sao)(?: [^,;:]{0,40})? (?:phải (?:được|còn|là|rõ|có bản dịch)|nêu trên (?:phải|được|là))|một số lưu ý|ví dụ)"
);
pattern!(
    RULE_INSIDE,
    r"(?i)^hồ sơ .*(?:có giá trị pháp lý|được bao gồm trong|được gửi|được lập)|^hồ sơ .{0,60} phải (?:kèm|đáp ứng)|^thông tin .*được khai thác|^giá trị (?:sử dụng|pháp lý)|^thời hạn (?:sử dụng|hiệu lực|có giá trị)"
);
// "Trường hợp ủy quyền: Văn bản ủy quyền", "Nếu ủy quyền thì phải nộp văn bản ủy quyền".
pattern!(
    ASKS,
    format!(
        r"(?i)^([^.]*?)(?::\s*|[,:]?\s+(?:thì\s+(?:phải\s+|cần\s+)?(?:nộp|có|xuất trình|gửi|bổ sung)|(?:phải|cần)\s+(?:nộp|có|xuất trình|gửi|bổ sung)|thì thay thế bằng)(?:\s+(?:thêm|kèm theo|kèm))?:?\s+)(?:[-+(*]\s*|\(?[ia1]\)\s*)?({PAPER}.*)$"
    )
    .as_str()
);
// "…, hồ sơ gồm", "… thì doanh nghiệp".
pattern!(
    TAIL,
    r"(?i)\s+thì\s[^.]*$|[,:]?\s*(?:thành phần\s+)?(?:hồ sơ|các tài liệu)(?: còn)?\s*(?:bao gồm|gồm|có)$"
);
pattern!(
    POINTS_BACK,
    r"(?i)^(?:các |những )?(?:giấy tờ|hồ sơ|tài liệu|văn bản|chứng từ)\s+(?:này|trên|nêu trên|quy định|khai thác|sau|theo quy định)"
);
pattern!(
    NOT_ASKED,
    r"(?i)không (?:phải|cần|yêu cầu|bắt buộc|thực hiện việc|thực hiện)(?: phải)? (?:nộp|tải|xuất trình|gửi|cung cấp)"
);
pattern!(
    KNOWN_TO_OFFICE,
    r"(?i)khai thác|tra cứu|cơ sở dữ liệu|chia sẻ"
);
pattern!(IF, r"(?i)trường hợp|trừ |nếu|khi |đối với");
pattern!(SENTENCE_END, r"[.;]\s*[*+-]?\s*\p{Lu}");
// Where a sentence about a paper begins behind its name.
pattern!(
    ASIDE,
    r"(?:[.;]\s*[*+-]?\s*|\s*\()(?:Trong trường hợp|Trường hợp|Đối với|Nếu|Khi|Lưu ý|Ghi chú|Ngoài|Người|Cơ quan)[\s:,]"
);
pattern!(ABOUT_BEFORE, r"(?i)(?:giấy tờ|văn bản|tài liệu|bản) này");
pattern!(SHOW, r"(?i)xuất trình");
pattern!(HAND_IN, r"(?i)(?:phải|cần) nộp|^nộp|nộp/xuất trình");

/// What a row says. Its text is one line, without the mark of a list.
pub(super) fn judge(text: &str) -> Row {
    let bracketed = text.starts_with('(');
    let bare = text
        .strip_prefix('(')
        .map_or(text, |inner| inner.strip_suffix(')').unwrap_or(inner))
        .trim();
    if text.ends_with(':') {
        return Row::Heading(bare.trim_end_matches(':').trim_end().to_owned());
    }
    let rule = RULE_START.is_match(bare) || RULE_INSIDE.is_match(bare);
    if rule && bracketed {
        return Row::Note(bare.to_owned());
    }
    if !rule {
        return paper(text, None).unwrap_or_else(|| Row::Rule(text.to_owned()));
    }
    if let Some(paper) = conditional(bare) {
        return paper;
    }
    if ABOUT_BEFORE.is_match(bare) {
        return Row::Note(bare.to_owned());
    }
    Row::Rule(bare.to_owned())
}

/// A sentence that asks for a paper under a condition.
fn conditional(text: &str) -> Option<Row> {
    if !CONDITION.is_match(text) {
        return None;
    }
    let found = ASKS.captures(text)?;
    let (when, name) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    // "không phải nộp giấy tờ" asks for nothing.
    // "Trường hợp dùng thẻ: Thẻ hoặc giấy khác thì chỉ cần đọc số" names papers and asks for none.
    let denied =
        when.trim_end().ends_with("không") || POINTS_BACK.is_match(name) || name.contains(" thì ");
    if denied {
        return None;
    }
    let when = TAIL.replace(when, "");
    let when = when.trim_end_matches([',', ' ', ':']).to_owned();
    paper(&tidy::capitalised(name), Some(when))
}

/// A paper and what is said about it. `None` when it need not be brought and no office is said to
/// look it up: then it is no paper to list. What spares it only under a condition, or in a sentence
/// of its own, leaves it to be handed in.
fn paper(text: &str, when: Option<String>) -> Option<Row> {
    let spared = NOT_ASKED.find(text).map(|found| found.start());
    let aside = ASIDE.find(text).map(|found| found.start());
    let own_sentence = spared.and_then(|at| SENTENCE_END.find_iter(cut(text, 0, at)).last());
    let seams = [aside, own_sentence.map(|found| found.start())];
    let seam = seams.into_iter().flatten().filter(|at| *at > 0).min();
    let (name, note) = match seam {
        Some(at) => (cut(text, 0, at), Some(unbracketed(rest(text, at)))),
        None => (text, None),
    };
    let looked_up = spared.is_some_and(|at| at < name.len() && !IF.is_match(cut(name, 0, at)));
    if looked_up && !KNOWN_TO_OFFICE.is_match(name) {
        return None;
    }
    Some(Row::Paper {
        name: name.trim_end_matches([';', ',', ' ']).to_owned(),
        when,
        note,
        looked_up,
    })
}

/// An aside without the stop before it and the brackets around it.
fn unbracketed(text: &str) -> String {
    let text = text.trim_start_matches(['.', ';', ' ', '*', '+', '-']);
    match text.strip_prefix('(') {
        Some(inner) if inner.matches(')').count() > inner.matches('(').count() => {
            let end = inner.rfind(')').unwrap_or(inner.len());
            format!("{}{}", cut(inner, 0, end), rest(inner, end + 1))
        }
        Some(inner) => inner.to_owned(),
        None => text.to_owned(),
    }
}

/// Whether a heading only says that papers follow, for everybody.
pub(super) fn is_plain(heading: &str) -> bool {
    PLAIN.is_match(heading) && !IF.is_match(heading)
}

pattern!(
    PLAIN,
    r"(?i)^(?:người |cá nhân|tổ chức|hồ sơ|thành phần|(?:các )?giấy tờ phải|gồm|bao gồm)"
);

/// Whether a heading says that the papers below it are shown or handed in; `None`: neither.
pub(super) fn role(heading: &str) -> Option<DocumentRole> {
    match (SHOW.is_match(heading), HAND_IN.is_match(heading)) {
        (_, true) => Some(DocumentRole::Submit),
        (true, false) => Some(DocumentRole::Show),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper_of(text: &str) -> (String, Option<String>, Option<String>, bool) {
        match judge(text) {
            Row::Paper {
                name,
                when,
                note,
                looked_up,
            } => (name, when, note, looked_up),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn sentences_that_name_no_paper_are_rules() {
        for text in [
            "Ngoài giấy tờ đã kể, tùy từng việc mà hỏi thêm",
            "Số lượng: 02 bộ",
            "Khi nộp qua mạng thì chụp rõ từng trang",
            "Trường hợp dùng thẻ là: Hộ chiếu, thẻ thì chỉ cần đọc số",
            "Trường hợp tra được dữ liệu thì không phải nộp giấy tờ chứng minh",
        ] {
            assert!(matches!(judge(text), Row::Rule(_)), "{text}");
        }
    }

    #[test]
    fn a_rule_in_brackets_belongs_to_the_paper_before() {
        let row = judge("(Trường hợp đã có trên hệ thống thì thôi)");
        assert_eq!(
            row,
            Row::Note("Trường hợp đã có trên hệ thống thì thôi".into())
        );
    }

    #[test]
    fn a_conditional_sentence_that_asks_for_a_paper_keeps_it() {
        let (name, when, ..) = paper_of("Trường hợp nhờ người khác thì phải nộp văn bản ủy quyền");
        assert_eq!(name, "Văn bản ủy quyền");
        assert_eq!(when.as_deref(), Some("Trường hợp nhờ người khác"));
        let (name, when, ..) = paper_of("Đối với người thuê nhà, hồ sơ gồm: Hợp đồng thuê");
        assert_eq!(
            (name.as_str(), when.as_deref()),
            ("Hợp đồng thuê", Some("Đối với người thuê nhà"))
        );
    }

    #[test]
    fn what_is_said_behind_a_name_becomes_its_note() {
        let (name, _, note, looked_up) =
            paper_of("Giấy phép. Trường hợp tra cứu được thì không phải nộp.");
        assert_eq!(name, "Giấy phép");
        assert_eq!(
            note.as_deref(),
            Some("Trường hợp tra cứu được thì không phải nộp.")
        );
        assert!(!looked_up);
        let (name, _, note, looked_up) =
            paper_of("Sổ đất. Bản gốc tra cứu được nên không phải nộp");
        assert_eq!(
            (name.as_str(), looked_up, note.is_some()),
            ("Sổ đất", false, true)
        );
    }

    #[test]
    fn a_paper_that_need_not_be_brought_is_looked_up_or_no_paper() {
        assert!(paper_of("Thẻ căn cước, cơ quan tự tra cứu, không phải nộp").3);
        assert!(matches!(judge("Sổ cũ không phải xuất trình"), Row::Rule(_)));
    }

    #[test]
    fn a_line_that_ends_with_a_colon_is_a_heading() {
        assert_eq!(
            judge("Giấy tờ phải xuất trình:"),
            Row::Heading("Giấy tờ phải xuất trình".into())
        );
        assert_eq!(role("Giấy tờ phải xuất trình"), Some(DocumentRole::Show));
    }
}
