//! The arrows between the rooms of the server: `web → features → storage, kernel`, and no circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What stands below every feature.
const GROUND: &[&str] = &["kernel", "error", "storage"];
/// What a feature's routes may also use: names of responses, and the caller's language.
const EDGE: &[&str] = &["openapi", "boundary"];
/// Every feature.
const FEATURES: &[&str] = &[
    "accounts",
    "agencies",
    "attachments",
    "audit",
    "chat",
    "dossiers",
    "editorial",
    "faqs",
    "gaps",
    "life_events",
    "names",
    "notifications",
    "places",
    "posters",
    "procedures",
    "qr",
    "ratings",
    "routing",
    "search",
    "settings",
    "tickets",
];

/// Which rooms a room may use, beside itself.
fn allowed() -> BTreeMap<&'static str, Vec<&'static str>> {
    let feature = |others: &[&'static str]| [GROUND, EDGE, others].concat();
    BTreeMap::from([
        // Knows no feature.
        ("kernel", vec!["error"]),
        ("error", vec!["storage"]),
        ("storage", vec!["error", "kernel"]),
        // Features, and which of the others they use.
        ("places", feature(&[])),
        ("agencies", feature(&[])),
        // Files that come with something else; it knows of nothing else.
        ("attachments", feature(&[])),
        // Who did what to anything: every room may tell it.
        ("audit", feature(&[])),
        ("accounts", feature(&["agencies", "audit", "notifications"])),
        ("names", feature(&["places", "agencies"])),
        ("procedures", feature(&[])),
        ("faqs", feature(&[])),
        ("life_events", feature(&[])),
        // Tells people what others have done; knows none of it.
        ("notifications", feature(&[])),
        // Names of places are read out of questions.
        ("search", feature(&["procedures", "faqs", "names"])),
        (
            "gaps",
            feature(&["search", "procedures", "faqs", "accounts"]),
        ),
        // Names and codes of counters, drawn; whose one may print.
        (
            "posters",
            feature(&["accounts", "agencies", "places", "qr"]),
        ),
        // Staff look after codes.
        (
            "qr",
            feature(&["accounts", "agencies", "audit", "places", "procedures"]),
        ),
        // What a text says, and which body of which place is responsible for it.
        (
            "routing",
            feature(&["agencies", "places", "names", "procedures", "search"]),
        ),
        // How an agency is reached, when it works, how long it may take.
        (
            "settings",
            feature(&["accounts", "agencies", "audit", "notifications"]),
        ),
        (
            "tickets",
            feature(&[
                "accounts",
                "agencies",
                "attachments",
                "audit",
                "faqs",
                "names",
                "notifications",
                "places",
                "procedures",
                "qr",
                "routing",
                "settings",
            ]),
        ),
        (
            "chat",
            feature(&[
                "search",
                "procedures",
                "dossiers",
                "faqs",
                "gaps",
                "life_events",
                "names",
                "places",
                "qr",
                // A question that is passed on.
                "tickets",
            ]),
        ),
        // Whose they are, what they are about, who is told.
        (
            "dossiers",
            feature(&[
                "accounts",
                "agencies",
                "audit",
                "names",
                "notifications",
                "places",
                "procedures",
                "qr",
                "settings",
            ]),
        ),
        // What is said of a counter is answered as a ticket.
        (
            "ratings",
            feature(&[
                "accounts",
                "agencies",
                "places",
                "procedures",
                "qr",
                "tickets",
            ]),
        ),
        // Answers to tickets become questions for all, and close gaps.
        (
            "editorial",
            feature(&[
                "accounts",
                "audit",
                "faqs",
                "gaps",
                "notifications",
                "tickets",
            ]),
        ),
        // Above the features.
        ("web", [&["kernel", "error"], FEATURES].concat()),
        ("boundary", vec!["error", "kernel", "web"]),
        (
            "openapi",
            [&["error", "kernel", "health"], FEATURES].concat(),
        ),
        (
            "health",
            [GROUND, EDGE, &["procedures", "search", "knowledge"]].concat(),
        ),
        ("knowledge", [GROUND, FEATURES].concat()),
    ])
    // What puts everything together (app, cli, config, telemetry, lib, main) may use everything.
}

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/src")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension() {
                _ if path.is_dir() => open.push(path),
                Some(extension) if extension == "rs" => found.push(path),
                _ => {}
            }
        }
    }
    assert!(found.len() > 50, "{found:?}");
    found
}

/// The room of a file: the folder below `src`, or the file itself.
fn room(file: &Path) -> String {
    let below = file
        .iter()
        .skip_while(|part| *part != "src")
        .nth(1)
        .unwrap();
    Path::new(below)
        .file_stem()
        .unwrap()
        .to_string_lossy()
        .into_owned()
}

/// The code of a file without its comments.
fn code(file: &Path) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Every room named as `crate::room` or `crate::{room, other::…}`.
fn used(code: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => rooms.extend(group_heads(group)),
            None => rooms.extend(name(rest)),
        }
    }
    rooms
}

/// The first names of a braced group, nested groups left out.
fn group_heads(group: &str) -> Vec<String> {
    let (mut depth, mut heads, mut expects) = (0, Vec::new(), true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expects = true,
            c if c.is_alphabetic() && expects => {
                heads.extend(name(&group[at..]));
                expects = false;
            }
            _ => {}
        }
    }
    heads
}

fn name(text: &str) -> Option<String> {
    let name: String = text
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (!name.is_empty()).then_some(name)
}

#[test]
fn arrows_between_rooms_point_one_way() {
    let allowed = allowed();
    let mut wrong = Vec::new();
    for file in sources() {
        let room = room(&file);
        let Some(may) = allowed.get(room.as_str()) else {
            continue;
        };
        for other in used(&code(&file)) {
            if other != room && !may.contains(&other.as_str()) {
                wrong.push(format!("{}: {room} must not use {other}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_has_its_place_in_the_table() {
    let on_top = ["app", "cli", "config", "lib", "main", "telemetry"];
    let allowed = allowed();
    for file in sources() {
        let room = room(&file);
        assert!(
            allowed.contains_key(room.as_str()) || on_top.contains(&room.as_str()),
            "what may {room} use?"
        );
    }
}

#[test]
fn features_do_not_go_in_circles() {
    let allowed = allowed();
    let below = |room: &str| -> Vec<&str> {
        let all = allowed[room].iter().copied();
        all.filter(|other| FEATURES.contains(other)).collect()
    };
    for start in FEATURES {
        let (mut seen, mut open) = (BTreeSet::new(), below(start));
        while let Some(room) = open.pop() {
            assert_ne!(room, *start, "{start} leads back to itself");
            if seen.insert(room) {
                open.extend(below(room));
            }
        }
    }
}

#[test]
fn routes_hold_no_query() {
    let words = [
        "sea_orm::Entity",
        "EntityTrait",
        "QueryFilter",
        "ActiveModel",
        "Statement",
        "::entity",
        "SELECT ",
        "INSERT ",
    ];
    for file in sources()
        .iter()
        .filter(|file| file.ends_with("routes.rs") || room(file) == "web")
    {
        let code = code(file);
        let found: Vec<_> = words.iter().filter(|word| code.contains(**word)).collect();
        assert!(found.is_empty(), "{}: {found:?}", file.display());
    }
}

#[test]
fn the_reader_of_sources_reads_them_right() {
    let code = "use crate::{a, b::{c, d}, e::F};\nuse crate::g::h; let x = crate::i::j();";
    let names: Vec<_> = used(code).into_iter().collect();
    assert_eq!(names, ["a", "b", "e", "g", "i"]);
}
