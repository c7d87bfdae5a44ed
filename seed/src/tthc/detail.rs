//! A line of the detail export: the portal's whole page.

use mobile_contract::knowledge::{Case, Channel, Facet, FeeKind, Procedure, Verify};

use super::channels::Table;
use super::record::Record;
use super::{Parts, agencies, channels, documents, doubts, fees, legal, prose, tidy, times};

crate::pattern::pattern!(
    PAYING,
    r"(?i)(?:nộp|thu|thanh toán|đóng)(?: đủ| tiền)? (?:các khoản )?(?:phí|lệ phí)([^.;\n]{0,60})"
);

pub(super) fn procedure(record: &Record<'_>) -> Result<(Procedure, Parts), String> {
    let mut procedure = record.start("ma_thu_tuc", "ten_thu_tuc", "linh_vuc", "detail_url")?;
    let mut parts = Parts::default();
    procedure.audience = agencies::audience(&record.text("doi_tuong_thuc_hien")?);
    procedure.steps = prose::steps(&record.text("trinh_tu_thuc_hien")?);
    procedure.conditions = prose::conditions(&record.text("yeu_cau_dieu_kien")?);
    procedure.results = prose::results(&record.text("ket_qua_xu_ly")?);
    who(&mut procedure, record)?;
    papers(
        &mut procedure,
        &mut parts,
        &record.text("thanh_phan_ho_so")?,
    );
    if let Some(table) = channels::table(&record.text("cach_thuc_thuc_hien")?) {
        handing_in(&mut procedure, &mut parts, &table, record);
    }
    doubt_free(&mut procedure);
    laws(&mut procedure, &mut parts, &record.text("can_cu_phap_ly")?);
    procedure.cases.retain(|case| *case != Case::default());
    Ok((procedure, parts))
}

/// The first case is the usual one: limits and fees of the page belong to it.
fn usual(procedure: &mut Procedure) -> Option<&mut Case> {
    if procedure.cases.is_empty() {
        procedure.cases.push(Case::default());
    }
    procedure.cases.first_mut()
}

fn handing_in(procedure: &mut Procedure, parts: &mut Parts, table: &Table, record: &Record<'_>) {
    let (limits, time_state) = times::limits(table);
    let (fees, fee_state, unclear) = fees::fees(table, record.as_of);
    if !fees.is_empty() {
        procedure.verify.extend(doubts::of_fees(table, &unclear));
    }
    if !limits.is_empty() {
        procedure.verify.extend(doubts::of_times(table));
    }
    parts.time_limit = time_state;
    parts.fee = fee_state;
    procedure.channels = offered(table);
    if let Some(case) = usual(procedure) {
        case.time_limits = limits;
        case.fees = fees;
    }
    let states = [(Facet::TimeLimit, time_state), (Facet::Fee, fee_state)];
    for (facet, _) in states
        .into_iter()
        .filter(|(_, state)| *state == super::PartState::Unparsed)
    {
        procedure.as_stated.insert(facet, table.stated.clone());
    }
    beside_time(procedure, table);
    let places = places(table);
    if !places.is_empty() {
        procedure.as_stated.insert(Facet::Place, places.join("\n"));
    }
}

/// What descriptions say beside the time, which is no note of a limit.
fn beside_time(procedure: &mut Procedure, table: &Table) {
    for (facet, text) in times::beside(table) {
        let stated = procedure.as_stated.entry(facet).or_default();
        if !stated.contains(&text) {
            if !stated.is_empty() {
                stated.push('\n');
            }
            stated.push_str(&text);
        }
    }
}

/// The fee table may say "Miễn phí" while the steps speak of paying. Nobody can tell from here.
fn doubt_free(procedure: &mut Procedure) {
    let free = |case: &Case| case.fees.iter().any(|fee| fee.kind == FeeKind::Free);
    let pays = |step: &String| {
        PAYING.captures_iter(step).any(|found| {
            !found
                .get(1)
                .is_some_and(|rest| rest.as_str().contains("nếu"))
        })
    };
    if procedure.cases.iter().any(free) && procedure.steps.iter().any(pays) {
        let why = "Bảng phí của cổng ghi miễn phí, nhưng phần trình tự nhắc đến việc nộp phí.";
        procedure.verify.push(Verify {
            field: "cases[0].fees".into(),
            why: why.into(),
        });
    }
}

/// The channels in the order in which a citizen would look for them.
fn offered(table: &Table) -> Vec<Channel> {
    let all = [Channel::InPerson, Channel::Online, Channel::Post];
    all.into_iter()
        .filter(|channel| table.rows.iter().any(|row| row.channel == *channel))
        .collect()
}

/// Descriptions of the rows that say where and how to hand in.
fn places(table: &Table) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    for row in &table.rows {
        let text = row.description.trim();
        let told_with_time = text.is_empty() || times::is_about_time(text);
        if !told_with_time && !tidy::says_nothing(text) && !places.iter().any(|place| place == text)
        {
            places.push(text.to_owned());
        }
    }
    places
}

fn who(procedure: &mut Procedure, record: &Record<'_>) -> Result<(), String> {
    procedure.levels = agencies::levels(&record.text("cap_thuc_hien")?);
    let mut names = record.text("co_quan_thuc_hien")?;
    if names.is_empty() {
        names = record.text("co_quan_co_tham_quyen")?;
    }
    let (mut found, left) = agencies::by_level(&names, &procedure.levels);
    let address = tidy::line(&record.text("dia_chi_tiep_nhan")?);
    if let ([only], false) = (found.as_mut_slice(), tidy::says_nothing(&address))
        && only.agency != address
    {
        only.note = Some(address);
    }
    procedure.responsible = found;
    if !left.is_empty() {
        procedure.as_stated.insert(Facet::Who, left.join("\n"));
    }
    Ok(())
}

fn papers(procedure: &mut Procedure, parts: &mut Parts, text: &str) {
    let papers = documents::papers(text);
    parts.documents = papers.state;
    procedure.cases = papers.cases;
    if let Some(stated) = papers.stated {
        procedure.as_stated.insert(Facet::Documents, stated);
    }
}

fn laws(procedure: &mut Procedure, parts: &mut Parts, text: &str) {
    let (laws, stated, state) = legal::legal_basis(text);
    parts.legal_basis = state;
    procedure.legal_basis = laws;
    if let Some(stated) = stated {
        procedure.as_stated.insert(Facet::LegalBasis, stated);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Options, PartState, Row, record};
    use super::*;

    fn page(steps: &str, ways: &str) -> Row {
        let page = json!({
            "ma_thu_tuc": "1.001193", "ten_thu_tuc": "Thủ tục đăng ký khai sinh", "linh_vuc": "Hộ tịch",
            "detail_url": "https://dichvucong.gov.vn/x", "cap_thuc_hien": "Cấp xã",
            "co_quan_thuc_hien": "Ủy ban nhân dân cấp xã", "trinh_tu_thuc_hien": steps,
            "cach_thuc_thuc_hien": format!("Hình thức nộpThời gianPhí, lệ phíMô tả{ways}"),
            "thanh_phan_ho_so": "--Tên giấy tờMẫu đơn, tờ khaiSố lượngTờ khai1 bản chính",
            "can_cu_phap_ly": "Không có thông tin",
        });
        record::row(&page.to_string(), 1, Options::default()).unwrap()
    }

    #[test]
    fn a_page_is_taken_apart_into_one_usual_case() {
        let row = page(
            "Bước 1: Nộp. \nBước 2: Nhận.",
            "Trực tiếp1 NgàyMiễn phíNộp tại một cửa",
        );
        let procedure = row.procedure;
        assert_eq!(procedure.title, "Đăng ký khai sinh");
        let case = procedure.cases.first().unwrap();
        assert_eq!(
            (
                case.documents.len(),
                case.fees.len(),
                case.time_limits.len()
            ),
            (1, 1, 1)
        );
        assert_eq!(procedure.steps.len(), 2);
        assert_eq!(procedure.channels, [Channel::InPerson]);
        assert_eq!(
            procedure.as_stated.get(&Facet::Place).map(String::as_str),
            Some("Nộp tại một cửa")
        );
        assert!(procedure.verify.is_empty());
        assert_eq!(row.parts.legal_basis, PartState::NotStated);
    }

    #[test]
    fn free_is_doubted_where_the_steps_speak_of_paying() {
        let row = page(
            "- Người dân nộp hồ sơ và nộp lệ phí tại quầy",
            "Trực tiếp1 NgàyMiễn phí",
        );
        assert_eq!(row.procedure.verify.len(), 1);
        let row = page("- Người dân nộp lệ phí (nếu có)", "Trực tiếp1 NgàyMiễn phí");
        assert!(row.procedure.verify.is_empty());
    }

    #[test]
    fn a_channel_that_was_lost_beside_a_free_one_is_told() {
        let row = page("Nộp", "Trực tuyến1Miễn phíTrực tiếp145 VNĐ");
        let fields: Vec<_> = row.procedure.verify.iter().map(|v| &*v.field).collect();
        assert_eq!(fields, ["cases[0].fees", "cases[0].time_limits"]);
    }

    #[test]
    fn what_a_description_says_of_fees_is_no_note_of_a_limit() {
        let row = page(
            "Nộp",
            "Trực tiếp1 NgàyKhông có thông tinTrong 01 ngày kể từ khi nhận. Mức lệ phí do tỉnh định.",
        );
        let limit = row.procedure.cases[0].time_limits[0].clone();
        assert_eq!(limit.note.as_deref(), Some("Trong 01 ngày kể từ khi nhận"));
        let stated = row.procedure.as_stated.get(&Facet::Fee);
        assert_eq!(stated.map(String::as_str), Some("Mức lệ phí do tỉnh định"));
    }

    #[test]
    fn what_is_unparsed_is_kept_as_stated() {
        let row = page("Nộp", "Trực tuyến120,000 VNĐTrực tiếp120,000 VNĐ");
        assert_eq!(row.parts.fee, PartState::Unparsed);
        let stated = row.procedure.as_stated.get(&Facet::Fee).map(String::as_str);
        assert_eq!(stated, Some("Trực tuyến120,000 VNĐ\nTrực tiếp120,000 VNĐ"));
    }
}
