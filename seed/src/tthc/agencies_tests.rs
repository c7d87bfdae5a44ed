use super::*;

#[test]
fn plain_names_say_their_level_and_kind() {
    let (found, _) = by_name("Sở Tư pháp; Ủy ban nhân dân cấp xã; Bộ Công an");
    let levels: Vec<_> = found.iter().map(|r| (r.level, r.kind)).collect();
    assert_eq!(
        levels,
        [
            (Level::Commune, Some(AgencyKind::PeopleCommittee)),
            (Level::Province, Some(AgencyKind::Department)),
            (Level::Ministry, Some(AgencyKind::Police)),
        ]
    );
}

#[test]
fn a_name_that_does_not_say_its_level_is_kept_without_adding_one() {
    let (found, long) = by_name("Cảng vụ ven sông, Sở giao dịch");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].level, Level::Other);
    assert_eq!(found[0].agency, "Cảng vụ ven sông; Sở giao dịch");
    assert!(levels_of(&found).is_empty() && long.is_empty());
}

#[test]
fn a_page_with_several_levels_keeps_an_agency_that_fits_none() {
    let (found, _) = by_level(
        "Văn phòng Đăng ký đất đai, UBND cấp xã, Sở Xây dựng",
        &[Level::Commune, Level::Province],
    );
    let last = found.last().unwrap();
    assert_eq!(last.level, Level::Other);
    assert_eq!(last.kind, Some(AgencyKind::LandRegistration));
}

#[test]
fn a_glued_list_is_cut_and_what_stays_too_long_is_handed_back() {
    let (found, long) = by_name(&"Trung tâm Việc làm phía đông".repeat(12));
    assert!(found.len() > 1 && long.is_empty());
    assert!(found.iter().all(|r| r.agency.chars().count() <= 200));
    let endless = format!("Trạm {}", "canh đê ".repeat(40));
    let (found, long) = by_name(&endless);
    assert!(found.is_empty());
    assert_eq!(long.len(), 1);
}

#[test]
fn a_comma_inside_a_name_does_not_split_it() {
    let (found, _) = by_level(
        "Cục cảnh sát quản lý hành chính về trật tự, xã hội",
        &[Level::Ministry],
    );
    assert_eq!(
        found[0].agency,
        "Cục cảnh sát quản lý hành chính về trật tự, xã hội"
    );
    assert_eq!(found[0].kind, Some(AgencyKind::Police));
}

#[test]
fn one_level_without_a_name_takes_what_is_left() {
    let (found, left) = by_level(
        "Cục Đường sắt, Chủ tịch ủy ban nhân dân cấp tỉnh",
        &[Level::Province, Level::Ministry],
    );
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].agency, "Cục Đường sắt");
    assert!(left.is_empty());
}

#[test]
fn audiences_with_commas_inside_are_recognised() {
    let text = "Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX), Cán bộ, công chức, viên chức";
    assert_eq!(
        audience(text),
        [
            Audience::Citizen,
            Audience::Organisation,
            Audience::Official
        ]
    );
}
