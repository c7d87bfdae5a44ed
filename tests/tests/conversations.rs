//! Whole conversations, as citizens hold them: `data/conversations.yaml`, written from what they would
//! expect.

use chrono::TimeDelta;
use mobile_contract::Locale;
use mobile_contract::chat::{Message, NewConversation, NewMessage, Outcome};
use mobile_contract::limits::OPTIONS;
use motcua_tests::Database::Sqlite;
use motcua_tests::{App, spawn_app};
use serde::Deserialize;

const CASES: &str = include_str!("../data/conversations.yaml");

/// Fewest conversations that must be there.
const FEWEST: usize = 60;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    about: String,
    #[serde(default)]
    locale: Option<Locale>,
    #[serde(default)]
    place: Option<String>,
    turns: Vec<Turn>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Turn {
    #[serde(default)]
    say: Option<String>,
    #[serde(default)]
    choose: Option<Choice>,
    #[serde(default)]
    after: Option<String>,
    #[serde(default)]
    outcome: Option<OneOrMore<Outcome>>,
    #[serde(default)]
    procedure: Option<OneOrMore<String>>,
    #[serde(default)]
    facet: Option<String>,
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
    #[serde(default)]
    options: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Choice {
    Place(usize),
    Code(String),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore<T> {
    One(T),
    More(Vec<T>),
}

impl<T> OneOrMore<T> {
    fn all(&self) -> &[T] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::More(more) => more,
        }
    }
}

fn cases() -> Vec<Case> {
    serde_saphyr::from_str(CASES).expect("conversations")
}

fn pause(text: &str) -> TimeDelta {
    let (number, unit) = text.split_at(text.len() - 1);
    let number: i64 = number.parse().expect("a number");
    match unit {
        "m" => TimeDelta::minutes(number),
        "h" => TimeDelta::hours(number),
        "d" => TimeDelta::days(number),
        _ => panic!("{text} is no pause"),
    }
}

/// What is wrong with an answer; empty when nothing is.
fn faults(turn: &Turn, message: &Message, before: Option<&Message>) -> Vec<String> {
    let mut faults = Vec::new();
    let code = message.procedure.as_ref().map(|p| p.code.to_string());
    let offered: Vec<String> = message
        .options
        .iter()
        .filter_map(|o| Some(o.procedure_code.as_ref()?.to_string()))
        .collect();
    if let Some(wanted) = &turn.outcome
        && !wanted.all().contains(&message.outcome)
    {
        faults.push(format!("outcome {:?}", message.outcome));
    }
    if let Some(wanted) = &turn.procedure {
        let none = wanted.all() == ["none"];
        let clarifies = message.outcome == Outcome::Clarify;
        let right = match &code {
            Some(code) => wanted.all().contains(code),
            None if none => true,
            None => clarifies && wanted.all().iter().any(|w| offered.contains(w)),
        };
        if !right {
            faults.push(format!("procedure {code:?}, offered {offered:?}"));
        }
    }
    if let Some(wanted) = &turn.facet {
        let facet = message.facet.map(|f| serde_json::json!(f));
        let facet = facet.as_ref().and_then(|f| f.as_str()).unwrap_or("none");
        if facet != wanted {
            faults.push(format!("facet {facet}"));
        }
    }
    // Numbers hold on to their units by a space that does not break.
    let text = message.text.to_lowercase().replace('\u{a0}', " ");
    for part in &turn.has {
        if !text.contains(&part.to_lowercase()) {
            faults.push(format!("lacks {part:?}"));
        }
    }
    for part in &turn.lacks {
        if text.contains(&part.to_lowercase()) {
            faults.push(format!("has {part:?}"));
        }
    }
    for wanted in &turn.options {
        if !offered.contains(wanted) {
            faults.push(format!("does not offer {wanted}: {offered:?}"));
        }
    }
    faults.extend(always(message, before));
    faults
}

/// What holds for every answer of every conversation.
fn always(message: &Message, before: Option<&Message>) -> Option<String> {
    let clarifies = message.outcome == Outcome::Clarify;
    if clarifies && message.options.len() > OPTIONS {
        return Some(format!("{} options", message.options.len()));
    }
    if clarifies && before.is_some_and(|b| b.outcome == Outcome::Clarify) {
        return Some("asks back twice in a row".to_owned());
    }
    None
}

async fn held(app: &App, case: &Case) -> Vec<String> {
    let citizen = app
        .citizen_with(&NewConversation {
            place: case.place.clone(),
            locale: case.locale,
            ..NewConversation::default()
        })
        .await;
    let mut wrong = Vec::new();
    let mut last: Option<Message> = None;
    for (number, turn) in case.turns.iter().enumerate() {
        if let Some(after) = &turn.after {
            app.clock().set(app.clock().now() + pause(after));
        }
        let Some(message) = sent(turn, last.as_ref()) else {
            wrong.push(format!("{} turn {}: no such option", case.id, number + 1));
            return wrong;
        };
        let said = message.text.clone().or(message.option.clone());
        let answer = citizen.send(&message).await;
        for fault in faults(turn, &answer, last.as_ref()) {
            let first = answer.text.lines().next().unwrap_or_default();
            let said = said.clone().unwrap_or_default();
            wrong.push(format!(
                "{} turn {} {said:?}: {fault} | {first}",
                case.id,
                number + 1
            ));
        }
        last = Some(answer);
    }
    wrong
}

fn sent(turn: &Turn, last: Option<&Message>) -> Option<NewMessage> {
    let Some(choice) = &turn.choose else {
        return Some(NewMessage {
            text: turn.say.clone(),
            option: None,
        });
    };
    let options = &last?.options;
    let option = match choice {
        Choice::Place(at) => options.get(at.checked_sub(1)?)?,
        Choice::Code(code) => options.iter().find(|o| {
            o.procedure_code
                .as_ref()
                .is_some_and(|c| c.as_str() == code)
        })?,
    };
    Some(NewMessage {
        text: None,
        option: Some(option.id.clone()),
    })
}

#[tokio::test]
async fn conversations_go_as_citizens_expect() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let cases = cases();
    assert!(cases.len() >= FEWEST, "{} conversations", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        assert!(
            !case.about.is_empty() && case.turns.len() > 1,
            "{}",
            case.id
        );
        wrong.extend(held(&app, case).await);
    }
    assert!(
        wrong.is_empty(),
        "{} faults\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
