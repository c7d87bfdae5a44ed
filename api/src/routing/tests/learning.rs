//! What corrections teach, and how far they may go.

use super::*;

#[test]
fn a_correction_keeps_no_number() {
    let agencies = BUNDLE.agencies.iter().map(|f| &f.record);
    let chosen = agencies
        .clone()
        .find(|a| a.id.as_str() == "so-y-te")
        .unwrap();
    let text = "gọi 0912345678 hỏi phòng khám, căn cước 033099012345";
    let kept = Ask { text, ..ASK }.with(|request| ROUTER.correction(request, None, chosen));
    assert!(!kept.terms.is_empty());
    let digits = kept
        .terms
        .iter()
        .any(|term| term.contains(|c: char| c.is_ascii_digit()));
    assert!(!digits, "{:?}", kept.terms);
}

/// Words that no competence has.
const UNKNOWN: &str = "đăng ký tên miền cho trang mạng của làng nghề";

#[test]
fn corrections_move_the_guess_and_only_of_what_is_alike() {
    let ask = Ask {
        text: UNKNOWN,
        ..ASK
    };
    let share_of = |corrections: &Corrections| {
        let guesses = ask.route(corrections).guesses;
        let mut science = guesses
            .iter()
            .filter(|g| g.agency.id.as_str() == "so-cong-thuong");
        science.next().map_or(0.0, |g| g.share)
    };
    let correction = |text: &str| {
        let agencies = BUNDLE.agencies.iter().map(|f| &f.record);
        let mut chosen = agencies.filter(|a| a.id.as_str() == "so-cong-thuong");
        let chosen = chosen.next().unwrap();
        Ask { text, ..ask }.with(|request| ROUTER.correction(request, None, chosen))
    };
    let alike = "đăng ký tên miền cho làng nghề";
    let none = share_of(&Corrections::default());
    let one = share_of(&Corrections::new(vec![correction(alike)]));
    let many = share_of(&Corrections::new(vec![correction(alike); 20]));
    assert!(none < one && one < many, "{none} {one} {many}");
    let other = share_of(&Corrections::new(vec![
        correction(
            "con chó nhà bên cắn người"
        );
        20
    ]));
    assert!((other - none).abs() < f32::EPSILON, "{other} {none}");
}

#[test]
fn corrections_are_bounded_and_do_not_overrule_a_procedure_or_plain_words() {
    let agencies = || BUNDLE.agencies.iter().map(|f| &f.record);
    let electricity = agencies()
        .find(|a| a.id.as_str() == "dien-luc-hung-yen")
        .unwrap();
    let birth = Ask {
        text: "đăng ký khai sinh, trích lục khai sinh, cải chính hộ tịch",
        place: "xa-yen-my",
        ..ASK
    };
    let wrong = birth.with(|request| ROUTER.correction(request, None, electricity));
    let flood = Corrections::new(vec![wrong; 1000]);
    assert_eq!(
        birth.route(&flood).to.unwrap().id.as_str(),
        "ubnd-xa-yen-my"
    );
    let with_code = Ask {
        procedure: "1.001193",
        text: "điện",
        ..birth
    };
    assert_eq!(
        with_code.route(&flood).to.unwrap().id.as_str(),
        "ubnd-xa-yen-my"
    );
}

#[test]
fn what_is_learnt_of_one_commune_holds_for_all() {
    let agencies = || BUNDLE.agencies.iter().map(|f| &f.record);
    let chosen = agencies()
        .find(|a| a.id.as_str() == "cong-an-xa-yen-my")
        .unwrap();
    let text = "camera đầu xóm chĩa thẳng vào nhà em";
    let here = Ask {
        text,
        place: "xa-yen-my",
        ..ASK
    };
    let kept = here.with(|request| ROUTER.correction(request, None, chosen));
    let there = Ask {
        place: "phuong-tra-ly",
        ..here
    };
    let learnt = there.route(&Corrections::new(vec![kept; 5]));
    assert_eq!(learnt.to.unwrap().id.as_str(), "cong-an-phuong-tra-ly");
}

#[test]
fn a_confusion_table_counts_what_was_mistaken_for_what() {
    let slug = |s: &str| s.parse().unwrap();
    let pairs = [
        (Some(slug("so-y-te")), slug("so-y-te")),
        (Some(slug("so-y-te")), slug("so-noi-vu")),
        (Some(slug("so-y-te")), slug("so-noi-vu")),
        (None, slug("thanh-tra-tinh")),
    ];
    let table = Confusion::of(pairs);
    assert_eq!((table.right, table.total), (1, 4));
    let counts: Vec<u64> = table.mistaken.iter().map(|row| row.count).collect();
    assert_eq!(counts, [2, 1]);
    assert_eq!(table.mistaken[0].final_agency, slug("so-noi-vu"));
}
