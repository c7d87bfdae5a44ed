//! The search room as a whole: questions in, codes out.

use mobile_contract::knowledge::{Facet, Faq, Procedure};
use mobile_contract::search::{HitKind, SearchKind};
use motcua_seed::vocabulary::Vocabularies;
use proptest::prelude::*;

use super::{IndexDocument, Role, TantivyEngine, Understood, understand};

fn vocabularies() -> &'static Vocabularies {
    static READ: std::sync::OnceLock<Vocabularies> = std::sync::OnceLock::new();
    READ.get_or_init(|| Vocabularies::embedded().unwrap())
}

fn ask(text: &str) -> Understood {
    understand(text, vocabularies())
}

fn procedure(code: &str, title: &str, field: &str, origin: &str) -> IndexDocument {
    let json =
        serde_json::json!({ "code": code, "title": title, "field": field, "origin": origin });
    IndexDocument::of_procedure(&serde_json::from_value::<Procedure>(json).unwrap())
}

fn faq(id: &str, question: &str) -> IndexDocument {
    let json =
        serde_json::json!({ "id": id, "question": question, "answer": "Không.", "sources": [] });
    IndexDocument::of_faq(&serde_json::from_value::<Faq>(json).unwrap(), None)
}

fn documents() -> Vec<IndexDocument> {
    vec![
        procedure(
            "1.001193",
            "Thủ tục đăng ký khai sinh",
            "Hộ tịch",
            "curated",
        ),
        procedure(
            "1.004884",
            "Thủ tục đăng ký lại khai sinh",
            "Hộ tịch",
            "imported",
        ),
        procedure("1.000894", "Thủ tục đăng ký kết hôn", "Hộ tịch", "imported"),
        procedure(
            "2.000806",
            "Thủ tục đăng ký kết hôn có yếu tố nước ngoài",
            "Hộ tịch",
            "imported",
        ),
        procedure(
            "1.004873",
            "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
            "Hộ tịch",
            "imported",
        ),
        procedure(
            "2.000200",
            "Cấp thẻ căn cước cho người từ đủ 14 tuổi trở lên",
            "Cấp, quản lý căn cước",
            "imported",
        ),
        procedure(
            "2.001194",
            "Cấp lại thẻ căn cước",
            "Cấp, quản lý căn cước",
            "imported",
        ),
        procedure(
            "2.001195",
            "Cấp đổi thẻ căn cước",
            "Cấp, quản lý căn cước",
            "imported",
        ),
        procedure(
            "3.000348",
            "Cấp lại giấy phép lái xe",
            "Sát hạch, cấp giấy phép lái xe",
            "imported",
        ),
        procedure(
            "2.000620",
            "Cấp Giấy phép bán lẻ rượu",
            "Lưu thông hàng hóa trong nước",
            "imported",
        ),
        procedure(
            "1.004222",
            "Đăng ký thường trú",
            "Đăng ký, quản lý cư trú",
            "imported",
        ),
        faq(
            "khai-sinh-mat-tien-khong",
            "Làm khai sinh cho con có mất tiền không?",
        ),
    ]
}

fn engine() -> TantivyEngine {
    TantivyEngine::build(None, "test", documents().into_iter()).unwrap()
}

fn first(engine: &TantivyEngine, question: &str) -> String {
    let found = engine
        .find(&ask(question), SearchKind::Procedure, 5)
        .unwrap();
    found.first().map_or_else(String::new, |f| f.code.clone())
}

#[test]
fn people_are_understood_however_they_type() {
    let engine = engine();
    for (question, code) in [
        ("lam giay khai sinh cho con can giay to gi", "1.001193"),
        ("ddawng kys khai sinh", "1.001193"),
        ("giấy khai sih cho bé", "1.001193"),
        ("xin giay doc than", "1.004873"),
        ("xn tthn mấy ngày có vậy ad", "1.004873"),
        ("mất cccd làm lại bn tiền v", "2.001194"),
        ("đổi căn cước ở đâu", "2.001195"),
        ("làm căn cước công dân", "2.000200"),
        ("mất bằng lái xe", "3.000348"),
        ("Lấy chồng người Đài Loan thì đăng ký ở đâu", "2.000806"),
        ("đăng ký kết hôn", "1.000894"),
        ("giâý phép bán rượu lẻ", "2.000620"),
        ("nhập khẩu cho vợ", "1.004222"),
        ("thủ tục 1.004884", "1.004884"),
        ("dang ky thuong t", "1.004222"),
    ] {
        assert_eq!(first(&engine, question), code, "{question}");
    }
}

#[test]
fn siblings_are_told_apart_by_what_is_wanted() {
    let engine = engine();
    assert_eq!(first(&engine, "đăng ký khai sinh"), "1.001193");
    assert_eq!(first(&engine, "đăng ký lại khai sinh"), "1.004884");
    assert_eq!(first(&engine, "cap doi the can cuoc"), "2.001195");
    assert_eq!(first(&engine, "cap lai the can cuoc"), "2.001194");
}

#[test]
fn nothing_is_found_for_nothing() {
    let engine = engine();
    for text in [
        "",
        "   ",
        "👍👍",
        "ơ",
        "@@## !! %%%",
        "\0\u{202e}",
        "ạ",
        "cho em hỏi với ạ",
    ] {
        assert!(
            engine
                .find(&ask(text), SearchKind::All, 10)
                .unwrap()
                .is_empty(),
            "{text:?}"
        );
    }
    assert!(
        engine
            .find(&ask("khai sinh"), SearchKind::All, 0)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn kinds_are_kept_apart() {
    let engine = engine();
    let kinds = |kind| {
        let found = engine
            .find(&ask("khai sinh có mất tiền không"), kind, 10)
            .unwrap();
        found
            .iter()
            .map(|f| f.kind)
            .collect::<std::collections::HashSet<_>>()
    };
    assert_eq!(kinds(SearchKind::Faq), [HitKind::Faq].into());
    assert_eq!(kinds(SearchKind::Procedure), [HitKind::Procedure].into());
    assert_eq!(
        kinds(SearchKind::All),
        [HitKind::Faq, HitKind::Procedure].into()
    );
}

#[test]
fn confidence_is_high_for_a_title_and_low_for_small_talk() {
    let engine = engine();
    let confidence = |text| {
        let found = engine.find(&ask(text), SearchKind::Procedure, 1).unwrap();
        found.first().map_or(0.0, |f| f.confidence)
    };
    assert!(confidence("đăng ký kết hôn cần giấy tờ gì") >= super::ANSWER_CONFIDENCE);
    assert!(confidence("hôm qua đội tuyển đá với Thái tỉ số mấy") < super::OFFER_CONFIDENCE);
}

#[test]
fn an_index_on_disk_is_reused_and_a_damaged_one_is_rebuilt() {
    let root = std::env::temp_dir().join(format!("motcua-search-test-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&root);
    let built = TantivyEngine::open_or_build(&root, "v1", documents().into_iter()).unwrap();
    let reopened = TantivyEngine::open_or_build(&root, "v1", std::iter::empty()).unwrap();
    let question = ask("mất căn cước");
    let hits = |e: &TantivyEngine| e.find(&question, SearchKind::All, 10).unwrap();
    assert_eq!(hits(&built), hits(&reopened));
    assert_eq!(hits(&built), hits(&engine()));
    let folder = std::fs::read_dir(&root)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    std::fs::write(folder.join("meta.json"), "broken").unwrap();
    let rebuilt = TantivyEngine::open_or_build(&root, "v1", documents().into_iter()).unwrap();
    assert_eq!(hits(&built), hits(&rebuilt));
    TantivyEngine::open_or_build(&root, "v2/../x", documents().into_iter()).unwrap();
    assert_eq!(std::fs::read_dir(&root).unwrap().count(), 1);
    std::fs::remove_dir_all(&root).unwrap();
}

#[test]
fn each_facet_is_recognised_with_and_without_marks() {
    for (question, facet) in [
        ("đăng ký kết hôn cần giấy tờ gì", Some(Facet::Documents)),
        ("hs hưởng tctn gồm j v ad", Some(Facet::Documents)),
        ("khai sinh hết bao nhiêu tiền", Some(Facet::Fee)),
        ("sao y có mất phí không", Some(Facet::Fee)),
        ("làm hộ chiếu mất bao lâu", Some(Facet::TimeLimit)),
        ("bao nhiêu ngày thì có căn cước", Some(Facet::TimeLimit)),
        ("nộp hồ sơ ở đâu", Some(Facet::Place)),
        ("mất GPLX A1 làm lại ở đâu z", Some(Facet::Place)),
        ("tách thửa làm thế nào", Some(Facet::Steps)),
        ("trình tự thực hiện tách thửa", Some(Facet::Steps)),
        ("kết hôn cần đủ bao nhiêu tuổi", Some(Facet::Conditions)),
        ("sửa nhà có phải xin phép không", Some(Facet::Conditions)),
        ("xin mẫu đơn xác nhận cư trú", Some(Facet::Form)),
        (
            "cơ quan nào có thẩm quyền cấp phiếu lý lịch tư pháp",
            Some(Facet::Who),
        ),
        (
            "cấp giấy phép xây dựng dựa trên quy định nào",
            Some(Facet::LegalBasis),
        ),
        ("hộ chiếu có giá trị bao lâu", Some(Facet::Result)),
        ("đăng ký tạm trú", None),
        ("giấy chứng nhận đủ điều kiện kinh doanh dược", None),
    ] {
        assert_eq!(ask(question).facet, facet, "{question}");
        let bare = mobile_contract::text::fold(question);
        assert_eq!(ask(&bare).facet, facet, "{bare}");
    }
}

#[test]
fn short_words_are_spelt_out_and_lay_names_are_added() {
    let question = ask("đk kết hôn cần gt j");
    assert_eq!(question.normalized, "dang ky ket hon can giay to gi");
    let question = ask("mất GPLX làm lại ở đâu");
    assert!(question.normalized.starts_with("mat giay phep lai xe"));
    let question = ask("xin giấy độc thân");
    assert!(question.normalized.contains("giay doc than"));
    let official = question
        .readings
        .iter()
        .any(|r| r.phrase.iter().any(|s| s.exact == "nhân"));
    assert!(official);
}

#[test]
fn a_wrong_mark_narrows_and_a_missing_one_widens() {
    let means_lost = |text: &str| {
        let found = ask(text);
        found
            .readings
            .iter()
            .any(|r| r.phrase.last().is_some_and(|s| s.exact == "lại"))
    };
    assert!(means_lost("mất thẻ"));
    assert!(means_lost("mat the"));
    assert!(!means_lost("mặt thẻ"));
    assert!(!means_lost("làm thẻ mất bao lâu"));
}

#[test]
fn long_and_strange_text_is_understood_or_left() {
    for text in [
        "giấy khai sinh ".repeat(8_000),
        "gia\u{302}\u{301}y khai sinh".to_owned(),
        "مرحبا giấy khai sinh 北京 👍".to_owned(),
        "\0khai\0 sinh".to_owned(),
    ] {
        let question = ask(&text);
        assert!(question.normalized.contains("khai sinh"));
        assert!(engine().find(&question, SearchKind::All, 50).is_ok());
    }
}

#[test]
fn every_word_has_a_role() {
    let roles: Vec<Role> = ask("cho em hỏi khai sinh ở đâu")
        .terms
        .iter()
        .map(|t| t.role)
        .collect();
    assert_eq!(roles[..3], [Role::Filler; 3]);
    assert_eq!(roles[3..5], [Role::Word; 2]);
    assert_eq!(roles[5..], [Role::Cue; 2]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_breaks_search(text in any::<String>(), limit in 0_usize..60) {
        static ENGINE: std::sync::OnceLock<TantivyEngine> = std::sync::OnceLock::new();
        let engine = ENGINE.get_or_init(engine);
        let question = ask(&text);
        let found = engine.find(&question, SearchKind::All, limit).unwrap();
        prop_assert!(found.len() <= limit);
        prop_assert!(found.iter().all(|f| f.score.is_finite() && (0.0..=1.0).contains(&f.confidence)));
        prop_assert_eq!(engine.find(&question, SearchKind::All, limit).unwrap(), found);
    }

    #[test]
    fn what_is_spelt_out_stays_as_it_is(words in proptest::collection::vec("(đăng|ký|khai|sinh|mất|ko|dc|gplx|ddawng|giay|cho|em|j|12)", 0..12)) {
        let once = ask(&words.join(" "));
        let spelt: Vec<&str> = once.terms.iter().map(|t| t.syllable.exact.as_str()).collect();
        prop_assert_eq!(ask(&spelt.join(" ")).normalized, once.normalized);
    }
}
