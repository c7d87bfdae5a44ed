use super::*;

fn read(body: &str) -> Vec<(String, Option<u16>, Option<u16>)> {
    let papers = papers(body);
    papers
        .cases
        .into_iter()
        .flat_map(|c| c.documents)
        .map(|d| (d.name, d.originals, d.copies))
        .collect()
}

#[test]
fn papers_are_split_at_their_counts() {
    let body = format!(
        "--{HEADER}- Tờ khai theo mẫu;Mẫu 01.docx1 bản chính- Ảnh chân dung0 bản chính,2 bản sao"
    );
    assert_eq!(
        read(&body),
        [
            ("Tờ khai theo mẫu".into(), Some(1), None),
            ("Ảnh chân dung".into(), None, Some(2))
        ]
    );
    assert_eq!(papers(&body).state, PartState::Parsed);
}

#[test]
fn counts_inside_sentences_do_not_split() {
    let body = format!("--{HEADER}Đơn (nộp 1 bản chính) và 01 bản chính giấy phép1 bản chính");
    assert_eq!(read(&body).len(), 1);
}

#[test]
fn a_number_of_the_name_is_not_taken_for_a_count() {
    let body = format!("--{HEADER}Tờ khai mẫu 031 bản chínhBản vẽ;10 bản chính");
    assert_eq!(
        read(&body),
        [
            ("Tờ khai mẫu 03".into(), Some(1), None),
            ("Bản vẽ".into(), Some(10), None)
        ]
    );
}

#[test]
fn headings_name_cases_and_the_first_case_is_the_usual_one() {
    let body = format!(
        "Trường hợp cấp lần đầu:{HEADER}Đơn1 bản chínhTrường hợp cấp lại, hồ sơ gồm:{HEADER}Đơn xin cấp lại1 bản chính"
    );
    let papers = papers(&body);
    let names: Vec<_> = papers.cases.iter().map(|c| c.name.as_deref()).collect();
    assert_eq!(
        names,
        [
            None,
            Some("Trường hợp cấp lần đầu"),
            Some("Trường hợp cấp lại")
        ]
    );
    assert!(papers.cases[0].documents.is_empty());
}

#[test]
fn papers_to_show_are_told_from_papers_to_hand_in() {
    let body = format!(
        "* Giấy tờ phải nộp:{HEADER}Tờ khai1 bản chính* Giấy tờ phải xuất trình:{HEADER}Hộ chiếu1 bản chính"
    );
    let papers = papers(&body);
    assert_eq!(papers.cases.len(), 1);
    let roles: Vec<_> = papers.cases[0].documents.iter().map(|d| d.role).collect();
    assert_eq!(roles, [DocumentRole::Submit, DocumentRole::Show]);
}

#[test]
fn remarks_are_no_papers() {
    let body =
        format!("--{HEADER}Tờ khai1 bản chính* Lưu ý:{HEADER}Giấy tờ phải rõ ràng0 bản chính");
    let papers = papers(&body);
    assert_eq!(papers.cases.len(), 1);
    assert_eq!(
        papers.stated.as_deref(),
        Some("Lưu ý:\nGiấy tờ phải rõ ràng")
    );
}

#[test]
fn a_table_without_counts_stays_as_stated() {
    let papers = papers(&format!("--{HEADER}Đơn đề nghị và bản vẽ"));
    assert_eq!(papers.state, PartState::Unparsed);
    assert_eq!(papers.stated.as_deref(), Some("Đơn đề nghị và bản vẽ"));
    assert_eq!(super::papers("--").state, PartState::NotStated);
}

#[test]
fn a_long_heading_says_when_its_case_applies() {
    let heading = format!("Trường hợp {}", "ủy quyền cho tổ chức khác ".repeat(6));
    let papers = papers(&format!("{heading}:{HEADER}Giấy ủy quyền1 bản chính"));
    assert!(
        papers.cases[1]
            .name
            .as_deref()
            .is_some_and(|n| n.ends_with('…') && n.chars().count() <= 81)
    );
    assert!(papers.cases[1].when.is_some());
}

#[test]
fn a_count_glued_before_a_bracket_splits() {
    let body = format!(
        "--{HEADER}Nghị quyết của xóm0 bản chính,1 bản sao(i) Danh sách1 bản chính(Trường hợp đã có trên hệ thống thì thôi)1 bản chính"
    );
    assert_eq!(
        read(&body),
        [
            ("Nghị quyết của xóm".into(), None, Some(1)),
            ("Danh sách".into(), Some(1), None)
        ]
    );
    let note = papers(&body).cases[0].documents[1].note.clone();
    assert_eq!(
        note.as_deref(),
        Some("Trường hợp đã có trên hệ thống thì thôi")
    );
}

#[test]
fn rules_are_remarks_and_not_papers() {
    let body = format!(
        "--{HEADER}Tờ khai1 bản chínhThẻ1 bản chínhNgoài các giấy đã kể, hỏi thêm cán bộ1 bản chính"
    );
    let papers = papers(&body);
    assert_eq!(papers.cases[0].documents.len(), 2);
    assert_eq!(papers.state, PartState::Parsed);
    assert_eq!(
        papers.stated.as_deref(),
        Some("Ngoài các giấy đã kể, hỏi thêm cán bộ")
    );
}

#[test]
fn a_table_that_is_mostly_rules_is_not_called_parsed() {
    let body = format!(
        "--{HEADER}Tờ khai1 bản chínhNgoài ra thì hỏi1 bản chínhSố lượng: 02 bộ0 bản chính"
    );
    let papers = papers(&body);
    assert_eq!(papers.state, PartState::Unparsed);
    assert!(papers.stated.is_some_and(|text| text.contains("Tờ khai")));
}

#[test]
fn a_heading_inside_a_table_is_quoted_by_the_papers_below() {
    let body = format!(
        "--{HEADER}Tờ khai1 bản chính+ Bản sao một trong các giấy sau:0 bản chínhSổ tạm trú1 bản chính"
    );
    let papers = papers(&body);
    let note = papers.cases[0].documents[1].note.clone();
    assert!(note.is_some_and(|note| note.contains("một trong các giấy sau")));
}
