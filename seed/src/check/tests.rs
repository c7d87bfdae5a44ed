//! Each check finds what it is there for, in bundles made wrong on purpose.

use chrono::NaiveDate;

use std::sync::LazyLock;

use super::*;

/// Parsed once: the files are many.
static BUNDLE: LazyLock<Bundle> = LazyLock::new(|| Bundle::embedded().unwrap());

fn bundle() -> Bundle {
    BUNDLE.clone()
}

fn messages(bundle: &Bundle) -> Vec<String> {
    check(bundle).into_iter().map(|f| f.message).collect()
}

#[test]
fn the_bundled_files_are_complete_sourced_and_consistent() {
    let findings = check(&bundle());
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn the_set_is_large_enough_to_answer_most_people() {
    let bundle = bundle();
    for (least, count, what) in [
        (120, bundle.procedures.len(), "procedures"),
        (300, bundle.faqs.len(), "questions"),
        (12, bundle.life_events.len(), "life events"),
    ] {
        assert!(count >= least, "{count} {what}");
    }
    assert!(
        bundle.counters.len() >= 10,
        "{} counters",
        bundle.counters.len()
    );
}

#[test]
fn a_competence_of_an_agency_that_ended_is_found() {
    let mut bundle = bundle();
    bundle.competences.arbiter = Some("so-ke-hoach-va-dau-tu".parse().unwrap());
    assert_eq!(
        messages(&bundle),
        ["agency so-ke-hoach-va-dau-tu does not exist"]
    );
}

#[test]
fn a_procedure_without_a_source_is_found() {
    let mut bundle = bundle();
    bundle.procedures[0].record.sources.clear();
    assert_eq!(messages(&bundle), ["names no source"]);
}

#[test]
fn a_fixed_fee_without_an_amount_is_found() {
    let mut bundle = bundle();
    let case = &mut bundle.procedures[0].record.cases[0];
    case.fees = vec![serde_json::from_str(r#"{"kind":"fixed"}"#).unwrap()];
    assert_eq!(messages(&bundle), ["case 1: a fixed fee has no amount"]);
}

#[test]
fn an_alias_of_two_procedures_is_found() {
    let mut bundle = bundle();
    let alias = bundle.procedures[0].record.aliases[0].clone();
    bundle.procedures[1]
        .record
        .aliases
        .push(alias.to_uppercase());
    assert_eq!(messages(&bundle).len(), 1);
}

#[test]
fn a_link_to_nowhere_is_found() {
    let mut bundle = bundle();
    bundle.counters[0].record.agency = "khong-co".parse().unwrap();
    assert_eq!(messages(&bundle), ["agency khong-co does not exist"]);
}

#[test]
fn a_record_that_follows_itself_is_found() {
    let mut bundle = bundle();
    let place = bundle
        .places
        .iter_mut()
        .find(|p| p.record.valid_to.is_some())
        .unwrap();
    place.record.successors = vec![place.record.id.clone()];
    assert!(messages(&bundle).iter().any(|m| m.contains("in a circle")));
}

#[test]
fn names_that_are_nearly_the_same_are_found() {
    for near in ["kết hôn đăng ký", "đk kết hôn thủ tục"] {
        let mut bundle = bundle();
        let other = bundle
            .procedures
            .iter_mut()
            .find(|p| p.record.code.as_str() == "1.001193")
            .unwrap();
        other.record.aliases.push(near.into());
        let found = messages(&bundle);
        assert!(
            found.iter().any(|m| m.contains("is nearly")),
            "{near}: {found:?}"
        );
    }
}

#[test]
fn a_level_is_no_slip_of_another_level() {
    let mut bundle = bundle();
    bundle.procedures[0]
        .record
        .aliases
        .push("bậc thang dài dằng dặc số 1".into());
    bundle.procedures[1]
        .record
        .aliases
        .push("bậc thang dài dằng dặc số 2".into());
    assert!(messages(&bundle).is_empty());
}

#[test]
fn words_of_offices_and_long_texts_are_found() {
    let mut bundle = bundle();
    let procedure = &mut bundle.procedures[0].record;
    procedure.steps.push("Nộp giấy tờ nêu trên.".into());
    procedure.steps.push("Chờ. ".repeat(60));
    procedure.summary = Some("Một câu thôi.".into());
    procedure.results.push("rất ".repeat(46));
    let found = messages(&bundle);
    for expected in [
        "officialese",
        "step of 300",
        "has not 2 sentences",
        "a sentence of 46",
    ] {
        assert!(
            found.iter().any(|m| m.contains(expected)),
            "{expected}: {found:?}"
        );
    }
}

#[test]
fn a_field_that_is_not_covered_is_found() {
    let mut bundle = bundle();
    bundle.procedures.retain(|p| p.record.field != "Hộ tịch");
    let found = messages(&bundle);
    assert!(found.iter().any(|m| m == "0 of 15 procedures"), "{found:?}");
}

#[test]
fn a_life_event_that_leads_nowhere_is_found() {
    let mut bundle = bundle();
    let taken = bundle.life_events[1].record.told[0].clone();
    let event = &mut bundle.life_events[0].record;
    event.steps[0].procedure = Some("9.999999".parse().unwrap());
    event.told[0] = taken;
    let found = messages(&bundle);
    for expected in ["procedure 9.999999 is not in the bundle", "already tells"] {
        assert!(
            found.iter().any(|m| m.contains(expected)),
            "{expected}: {found:?}"
        );
    }
}

#[test]
fn an_empty_part_needs_a_reason() {
    let mut bundle = bundle();
    let procedure = &mut bundle.procedures[0].record;
    procedure.legal_basis.clear();
    procedure
        .verify
        .retain(|v| !v.field.contains("legal_basis"));
    assert_eq!(
        messages(&bundle),
        ["legal_basis is missing, and verify does not say why"]
    );
}

#[test]
fn what_was_read_long_ago_is_found() {
    let bundle = bundle();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let later = stale(&bundle, day("2031-01-01"));
    assert!(later.len() >= bundle.procedures.len());
    let ended = stale(&bundle, day("2027-01-01"));
    let ended: Vec<&str> = ended
        .iter()
        .filter(|f| f.message.starts_with("held until 2026-12-31"))
        .map(|f| f.record.as_str())
        .collect();
    assert!(ended.contains(&"1.014064"), "the halved fee: {ended:?}");
    let before = stale(&bundle, day("2020-01-01"));
    assert!(
        before
            .iter()
            .all(|f| f.message.contains("has not come yet"))
    );
}

#[test]
fn a_code_title_or_field_that_the_catalogue_does_not_know_is_found() {
    let folder = std::env::temp_dir().join(format!("motcua-catalogue-{}", std::process::id()));
    std::fs::write(
        &folder,
        r#"{"code": "1.000656", "name": "Thủ tục đăng ký khai tử", "issuing_ministry": "Bộ Tư pháp", "executing_agency": "UBND cấp xã", "field": "Hộ tịch", "url": "https://dichvucong.gov.vn/x"}"#,
    )
    .unwrap();
    let mut catalogue = Catalogue::default();
    catalogue.read(&folder).unwrap();
    std::fs::remove_file(&folder).unwrap();
    let mut bundle = bundle();
    bundle
        .procedures
        .retain(|p| p.record.code.as_str() == "1.000656" || p.record.code.as_str() == "1.000894");
    for p in &mut bundle.procedures {
        p.record.related.clear();
    }
    let found = check_catalogue(&bundle, &catalogue);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].record, "1.000894");
    bundle.procedures[0].record.title = "Cấp hộ chiếu".into();
    bundle.procedures[0].record.field = "Du lịch".into();
    assert_eq!(check_catalogue(&bundle, &catalogue).len(), 3);
}

#[test]
fn the_table_of_the_documentation_is_the_one_of_the_files() {
    let document = include_str!("../../../docs/KNOWLEDGE.md");
    let table = document
        .split_once("<!-- coverage -->\n")
        .and_then(|(_, rest)| rest.split_once("<!-- /coverage -->"))
        .map(|(table, _)| table);
    let made = crate::coverage::table(&bundle());
    assert_eq!(table, Some(made.as_str()), "run `motcua seed coverage`");
}
