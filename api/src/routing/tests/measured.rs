//! How often the right agency is found, on labelled texts; the figures stand in docs/QUALITY.md.

use mobile_contract::Slug;
use serde::Deserialize;

use super::*;

const TEXTS: &str = include_str!("../../../../tests/data/routing.jsonl");
const STRANGERS: &str = include_str!("../../../../tests/data/held-out.jsonl");
const QUALITY: &str = include_str!("../../../../docs/QUALITY.md");

/// Least share of right agencies.
const LEAST_RIGHT: f64 = 0.85;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labelled {
    id: u32,
    text: String,
    kind: TicketKind,
    place: Option<Slug>,
    audience: Option<Audience>,
    /// Every agency that would be right; none: a person has to look.
    right: Vec<Slug>,
    #[expect(dead_code, reason = "says to people why")]
    note: String,
    #[serde(default)]
    held: bool,
}

/// A question of people who knew neither code nor words, labelled with procedures.
#[derive(Deserialize)]
struct Question {
    id: String,
    question: String,
    style: String,
    accept: Vec<ProcedureCode>,
}

struct Measured {
    row: Labelled,
    kind: TicketKind,
    route: Route,
}

impl Measured {
    fn is_right(&self) -> bool {
        match &self.route.to {
            Some(to) => self.row.right.contains(&to.id),
            None => self.row.right.is_empty(),
        }
    }

    fn is_wrong_but_sent(&self) -> bool {
        self.route.to.is_some() && !self.is_right()
    }

    fn is_among_guesses(&self) -> bool {
        let mut guesses = self.route.guesses.iter();
        self.is_right() || guesses.any(|g| self.row.right.contains(&g.agency.id))
    }
}

fn measured() -> Vec<Measured> {
    let rows = TEXTS
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    rows.map(|row: Labelled| {
        let kind = kind_of(&row.text, &BUNDLE.kinds, &BUNDLE.guards);
        let request = RouteRequest {
            text: &row.text,
            procedure: None,
            field: None,
            place: row.place.as_ref(),
            counter: None,
            inferred: Inferred::default(),
            audience: row.audience,
            kind,
            day: DAY.parse().unwrap(),
        };
        let route = ROUTER.route(&request, &Corrections::default());
        Measured { row, kind, route }
    })
    .collect()
}

/// Strangers' Vietnamese questions about bundled procedures, by their words alone; right is the body that the
/// procedure leads to.
fn strangers() -> Vec<Measured> {
    let known = |code: &ProcedureCode| BUNDLE.procedures.iter().any(|f| f.record.code == *code);
    let rows = STRANGERS
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    let rows = rows.filter(|q: &Question| q.style != "english" && q.accept.iter().any(known));
    let ask = Ask {
        place: "phuong-pho-hien",
        ..ASK
    };
    rows.map(|q| {
        let text_only = Ask {
            text: &q.question,
            ..ask
        };
        let row = Labelled {
            id: q.id.trim_start_matches('H').parse().unwrap(),
            text: q.question.clone(),
            kind: TicketKind::Question,
            place: None,
            audience: None,
            right: q
                .accept
                .iter()
                .flat_map(|code| bodies_of(code, ask))
                .collect(),
            note: String::new(),
            // As in the measurements of search: the odd ones are looked at, the even ones only measured.
            held: !q.id.ends_with(['1', '3', '5', '7', '9']),
        };
        let kind = kind_of(&q.question, &BUNDLE.kinds, &BUNDLE.guards);
        let route = Ask { kind, ..text_only }.route(&Corrections::default());
        Measured { row, kind, route }
    })
    .collect()
}

/// The body that a procedure leads to; and the next level, where the procedure is handled there, too.
fn bodies_of(code: &ProcedureCode, ask: Ask<'_>) -> Vec<Slug> {
    let Some(filed) = BUNDLE.procedures.iter().find(|f| f.record.code == *code) else {
        return Vec::new();
    };
    let code = code.to_string();
    let ask = Ask {
        procedure: &code,
        ..ask
    };
    let route = ask.route(&Corrections::default());
    let also = filed
        .record
        .levels
        .contains(&mobile_contract::knowledge::Level::Province);
    let next = route.handover.filter(|_| also);
    route.to.into_iter().chain(next).map(|a| a.id).collect()
}

fn share(of: &[&Measured], counts: impl Fn(&Measured) -> bool) -> f64 {
    let counted = of.iter().filter(|m| counts(m)).count();
    counted as f64 / of.len() as f64
}

fn figures(all: &[Measured], strangers: &[Measured]) -> String {
    let mut table = String::from(
        "| part | texts | right agency | among the guesses | sent wrongly | kind right |\n|---|---|---|---|---|---|\n",
    );
    type Part = (&'static str, fn(&Measured) -> bool);
    let parts: [Part; 3] = [
        ("all", |_| true),
        ("looked at", |m| !m.row.held),
        ("held out", |m| m.row.held),
    ];
    let parts = parts.map(|(name, belongs)| (name, all.iter().filter(|m| belongs(m)).collect()));
    let strangers = [
        (
            "strangers' questions, looked at",
            strangers.iter().filter(|m| !m.row.held).collect(),
        ),
        (
            "strangers' questions, held out",
            strangers.iter().filter(|m| m.row.held).collect(),
        ),
    ];
    for (name, of) in parts.into_iter().chain(strangers) {
        let of: Vec<&Measured> = of;
        table.push_str(&format!(
            "| {name} | {} | {:.3} | {:.3} | {:.3} | {:.3} |\n",
            of.len(),
            share(&of, Measured::is_right),
            share(&of, Measured::is_among_guesses),
            share(&of, Measured::is_wrong_but_sent),
            share(&of, |m| m.kind == m.row.kind),
        ));
    }
    table
}

/// The rows that went wrong; those held out are counted, not shown.
fn misses(all: &[Measured]) -> String {
    let shown = all.iter().filter(|m| !m.row.held);
    let wrong = shown.filter(|m| !m.is_right() || m.kind != m.row.kind);
    let lines = wrong.map(|m| {
        let to = m.route.to.as_ref().map_or("queue", |a| a.id.as_str());
        let guesses: Vec<_> = m
            .route
            .guesses
            .iter()
            .map(|g| format!("{} {:.2} {}", g.agency.id, g.share, g.why.vi))
            .collect();
        format!(
            "{} {:?} {}\n   {to} by {:?}, not {:?}; place {:?}; {guesses:?}",
            m.row.id, m.kind, m.row.text, m.route.decided_by, m.row.right, m.route.place
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_right_agency_is_found_for_most_texts() {
    let all = measured();
    assert!(all.len() >= 120);
    let strangers = strangers();
    let table = figures(&all, &strangers);
    let every: Vec<&Measured> = all.iter().collect();
    let right = share(&every, Measured::is_right);
    assert!(
        right >= LEAST_RIGHT,
        "{table}\n{}\n{}",
        misses(&all),
        misses(&strangers)
    );
    let between = QUALITY.split("<!-- routing -->").nth(1).unwrap();
    let kept = between.split("<!-- /routing -->").next().unwrap();
    assert_eq!(
        kept.trim(),
        table.trim(),
        "put the new figures into docs/QUALITY.md\n{}\n{}",
        misses(&all),
        misses(&strangers)
    );
}

#[test]
fn every_third_text_is_held_out_and_every_label_exists() {
    for m in measured() {
        assert_eq!(m.row.held, m.row.id % 3 == 0, "{}", m.row.id);
        for id in &m.row.right {
            let there = BUNDLE
                .agencies
                .iter()
                .any(|f| f.record.id == *id && f.record.valid_to.is_none());
            assert!(there, "{id} of {}", m.row.id);
        }
    }
}
