//! The words of a case, and where it goes.

use mobile_contract::qr::NamedRef;
use motcua_seed::rating_forms::RatingForms;

use super::*;

fn forms() -> RatingForms {
    RatingForms::from_yaml(include_str!("../../../../seed/data/rating-forms.yaml")).unwrap()
}

fn spot() -> Spot {
    Spot {
        basis: RatingBasis::Visit,
        counter: Some(NamedRef {
            id: "quay-1".parse().unwrap(),
            name: "Quầy Tư pháp".to_owned(),
        }),
        agency: None,
        place: None,
        dossier: None,
        of_dossier: false,
    }
}

fn read<'a>(forms: &'a RatingForms, comment: Option<&str>, locale: Locale) -> Read<'a> {
    Read {
        form: forms.find("default", 1).unwrap(),
        answers: vec![
            ("thai-do".parse().unwrap(), 1),
            ("thoi-gian".parse().unwrap(), 5),
            ("gop-y".parse().unwrap(), 2),
        ],
        comment: comment.map(str::to_owned),
        procedure: None,
        locale,
    }
}

#[test]
fn staff_read_the_comment_and_the_low_scores_in_words() {
    let forms = forms();
    let text = text(&read(&forms, Some("Chờ lâu quá"), Locale::Vi), &spot());
    assert_eq!(
        text,
        "Chờ lâu quá\n\nĐánh giá thấp tại Quầy Tư pháp:\n\
         – Thái độ, cách hướng dẫn: 1/5, rất không hài lòng\n\
         – Tiếp nhận góp ý: 2/5, không hài lòng"
    );
}

#[test]
fn of_a_dossier_it_is_said_that_it_is_one_and_not_which() {
    let forms = forms();
    let spot = Spot {
        basis: RatingBasis::Dossier,
        counter: None,
        dossier: Some("hash".to_owned()),
        of_dossier: true,
        ..spot()
    };
    let low = text(&read(&forms, None, Locale::Vi), &spot);
    assert!(
        low.starts_with("Đánh giá thấp về việc giải quyết một hồ sơ:\n"),
        "{low}"
    );
    let mut content = read(&forms, Some("Cảm ơn"), Locale::Vi);
    content.answers = vec![("thai-do".parse().unwrap(), 5)];
    let said = text(&content, &spot);
    assert!(
        said.ends_with("Góp ý khi đánh giá việc giải quyết một hồ sơ."),
        "{said}"
    );
    let why = why(&spot);
    assert!(
        why.vi.contains("được giữ kín") && !why.vi.contains("quầy"),
        "{why:?}"
    );
    assert!(
        why.en.contains("confidential") && !why.en.contains("counter"),
        "{why:?}"
    );
}

#[test]
fn a_case_says_that_its_rating_came_without_a_visit() {
    let open = Spot {
        basis: RatingBasis::Open,
        ..spot()
    };
    assert!(why(&open).vi.contains("không qua mã tại quầy"));
    assert!(why(&open).en.contains("not sent by a code at the counter"));
    assert!(!why(&spot()).vi.contains("không qua mã"));
    let late = Spot {
        basis: RatingBasis::Open,
        counter: None,
        of_dossier: true,
        ..spot()
    };
    let why = why(&late).vi;
    assert!(
        why.contains("không kèm lượt quét") && !why.contains("quầy"),
        "{why}"
    );
    let low = text(&read(&forms(), None, Locale::Vi), &late);
    assert!(low.contains("giải quyết một hồ sơ"), "{low}");
}

#[test]
fn who_rates_in_english_finds_their_words_again() {
    let forms = forms();
    let text = text(&read(&forms, None, Locale::En), &spot());
    assert!(text.starts_with("Đánh giá thấp tại"), "{text}");
    assert!(
        text.contains("(Attitude and guidance: 1/5, very dissatisfied)"),
        "{text}"
    );
}

#[test]
fn the_longest_rating_fits_into_a_ticket() {
    let forms = forms();
    let form = forms.find("default", 1).unwrap();
    let mut read = read(&forms, Some(&"ờ".repeat(2_000)), Locale::En);
    read.answers = form.questions.iter().map(|q| (q.id.clone(), 1)).collect();
    let mut spot = spot();
    spot.counter.as_mut().unwrap().name = "Q".repeat(300);
    assert!(text(&read, &spot).chars().count() <= mobile_contract::limits::TICKET_CHARS);
}

#[test]
fn where_a_dossier_is_rated_its_case_names_no_counter() {
    let late = Spot {
        basis: RatingBasis::Open,
        of_dossier: true,
        ..spot()
    };
    assert_eq!(counter(&late), None, "sent without its visit, neither");
    let at_counter = Spot {
        basis: RatingBasis::Open,
        ..spot()
    };
    assert_eq!(counter(&at_counter).unwrap().as_str(), "quay-1");
}
