//! Names of places and agencies, of today and of the past.

use chrono::NaiveDate;
use mobile_contract::ErrorCode;
use mobile_contract::chat::Outcome;
use mobile_contract::limits::NAME_CHARS;
use mobile_contract::names::{NameKind, NamesResponse};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::spawn_app;
use rstest::rstest;

/// A day after the districts were abolished, and one before.
const TODAY: &str = "2026-11-24";
const IN_2022: &str = "2022-07-15";

fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

fn holders(found: &NamesResponse) -> Vec<&str> {
    let all = found.bearers.iter().flat_map(|bearer| &bearer.holders);
    all.map(|holder| holder.name.as_str()).collect()
}

#[rstest]
#[case("công an huyện Mỹ Hào", NameKind::Agency)]
#[case("cong an thi xa my hao", NameKind::Agency)]
#[case("UBND thị trấn Bần", NameKind::Agency)]
#[case("ủy ban phường Bần Yên Nhân", NameKind::Agency)]
#[case("thị trấn Bần", NameKind::Place)]
#[case("huyện Yên Mỹ", NameKind::Place)]
#[case("Sở Kế hoạch và Đầu tư", NameKind::Agency)]
#[tokio::test]
async fn an_old_name_leads_to_who_is_responsible_today(#[case] name: &str, #[case] kind: NameKind) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let found = app.client().names(name, day(TODAY)).await.unwrap();
    let bearer = found.bearers.iter().find(|b| b.kind == kind);
    let bearer = bearer.unwrap_or_else(|| panic!("{found:?}"));
    assert!(bearer.valid_to.is_some(), "it is gone: {bearer:?}");
    assert!(
        !bearer.holders.is_empty(),
        "somebody follows it: {bearer:?}"
    );
    assert!(bearer.holders.iter().all(|h| h.id != bearer.id));
    assert!(!bearer.sources.is_empty());
}

#[rstest]
#[tokio::test]
async fn in_its_time_a_name_leads_to_itself(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let found = app
        .client()
        .names("huyện Yên Mỹ", day(IN_2022))
        .await
        .unwrap();
    assert_eq!(holders(&found), ["Huyện Yên Mỹ"]);
    let nobody = app.client().names("huyện Không Có", None).await.unwrap();
    assert!(nobody.bearers.is_empty());
}

#[rstest]
#[tokio::test]
async fn a_name_without_words_or_too_long_is_refused() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for name in [String::new(), " ".into(), "a".repeat(NAME_CHARS + 1)] {
        let refused = app.client().names(&name, None).await.unwrap_err();
        assert_eq!(
            refused.problem().unwrap().code,
            ErrorCode::Invalid,
            "{name}"
        );
    }
    app.client().names("!!!", None).await.unwrap();
    let refused = app
        .client()
        .names("x", day("0001-01-01"))
        .await
        .unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::Invalid);
}

#[rstest]
#[case("công an huyện Mỹ Hào giờ ở đâu")]
#[case("ubnd thi tran ban nay la dau")]
#[tokio::test]
async fn chat_tells_what_follows_an_old_name(#[case] asked: &str) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let answer = app.citizen().await.say(asked).await;
    assert_eq!(answer.outcome, Outcome::Answered, "{answer:?}");
    assert!(answer.text.contains("Nay là"), "{}", answer.text);
    assert!(!answer.citations.is_empty() && answer.procedure.is_none());
}

/// Names among other things: what is asked for is something else, or no name of ours is meant.
#[rstest]
#[case("công an huyện")]
#[case("một cửa ở đâu")]
#[case("tôi tên Nguyễn Huệ")]
#[case("em ở Tây Ninh")]
#[case("xã Yên Mỹ cần giấy tờ gì")]
#[tokio::test]
async fn a_name_beside_something_else_is_not_the_answer(#[case] said: &str) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let answer = app.citizen().await.say(said).await;
    for words in ["hiện vẫn", "Nay là"] {
        assert!(!answer.text.contains(words), "{answer:?}");
    }
}

#[tokio::test]
async fn a_place_in_a_follow_up_does_not_end_the_topic() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let citizen = app.citizen().await;
    citizen.say("đăng ký kết hôn").await;
    for next in ["ở xã Yên Mỹ mất mấy ngày", "ở Văn Giang nộp ở đâu"] {
        let answer = citizen.say(next).await;
        let code = answer.procedure.as_ref().map(|p| p.code.as_str());
        assert_eq!(code, Some("1.000894"), "{next}: {answer:?}");
    }
}
