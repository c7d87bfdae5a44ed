//! `motcua user …` and `motcua keys …`, as an operator runs them.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use motcua_tests::program::{self, Ended};
use motcua_tests::watched;

fn run(folder: &str, arguments: &[&str]) -> Ended {
    program::run(&[&["--data-dir", folder], arguments].concat())
}

/// Runs the program with a line on its standard input.
fn with_line(folder: &str, arguments: &[&str], line: &str) -> (bool, String) {
    let mut child = program::command(&[&["--data-dir", folder], arguments].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(line.as_bytes())
        .unwrap();
    let ended = child.wait_with_output().unwrap();
    let said = [ended.stdout, ended.stderr].concat();
    (ended.status.success(), String::from_utf8(said).unwrap())
}

const ADD: [&str; 8] = [
    "user",
    "add",
    "--login",
    "admin@hungyen.example",
    "--name",
    "Nguyễn Thị Lan",
    "--role",
    "administrator",
];

#[test]
fn the_first_administrator_is_made_listed_disabled_and_reset() {
    let folder = watched::folder().display().to_string();
    let stdin = [ADD.as_slice(), &["--password-stdin"]].concat();
    let (made, said) = with_line(&folder, &stdin, "ngắn\n");
    assert!(!made && said.contains("12 to 128"), "{said}");
    let (made, said) = with_line(&folder, &stdin, "bốn mùa hoa nhãn\n");
    assert!(made, "{said}");
    let again = run(&folder, &[ADD.as_slice(), &["--link"]].concat());
    assert!(again.refusal().contains("account already"), "{again:?}");

    let listed = run(&folder, &["user", "list"]).success().to_owned();
    let row = "admin@hungyen.example\tadministrator\t-\tactive\tNguyễn Thị Lan\n";
    assert_eq!(listed, row);
    let login = ["--login", "admin@hungyen.example"];
    let last = run(&folder, &[&["user", "disable"], login.as_slice()].concat());
    assert!(
        last.refusal().contains("at least one administrator"),
        "{last:?}"
    );
    let reset = run(
        &folder,
        &[&["user", "reset", "--totp"], login.as_slice()].concat(),
    );
    let link = reset.success();
    assert!(link.contains("/can-bo/mat-khau#token="), "{link}");
    let nobody = run(&folder, &["user", "reset", "--login", "ai@hungyen.example"]);
    assert!(nobody.refusal().contains("Not found"), "{nobody:?}");

    let key = std::fs::metadata(format!("{folder}/server.key")).unwrap();
    assert_eq!(key.permissions().mode() & 0o777, 0o600);
    let whole = run(&folder, &["audit", "verify"]);
    assert!(!whole.success().is_empty());
}

#[test]
fn an_agency_must_be_known_and_a_link_stands_in_for_a_password() {
    let folder = watched::folder().display().to_string();
    let officer = [
        "user",
        "add",
        "--login",
        "cb@hungyen.example",
        "--name",
        "Minh",
        "--role",
        "officer",
        "--link",
    ];
    let without = run(&folder, &officer);
    assert!(without.refusal().contains("need an agency"), "{without:?}");
    let unknown = run(
        &folder,
        &[officer.as_slice(), &["--agency", "khong-co"]].concat(),
    );
    assert!(
        unknown.refusal().contains("there is no agency khong-co"),
        "{unknown:?}"
    );
    let administrator = run(&folder, &[ADD.as_slice(), &["--link"]].concat());
    assert!(
        administrator.success().contains("#token="),
        "{administrator:?}"
    );
}

#[test]
fn keys_rotate_and_a_lost_key_file_is_said_plainly() {
    let folder = watched::folder().display().to_string();
    let _ = run(&folder, &["user", "list"]).success();
    let kid = run(&folder, &["keys", "rotate"])
        .success()
        .trim()
        .to_owned();
    assert_eq!(kid.len(), 32, "{kid}");
    let file = format!("{folder}/server.key");
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o644)).unwrap();
    let open = run(&folder, &["user", "list"]);
    assert!(open.refusal().contains("can be read by others"), "{open:?}");
    std::fs::remove_file(&file).unwrap();
    let other = run(&folder, &["user", "list"]);
    assert!(
        other.refusal().contains("does not open with this key file"),
        "{other:?}"
    );
    let missing = run(&folder, &["--key-file", "/nowhere/key", "user", "list"]);
    assert!(missing.refusal().contains("does not exist"), "{missing:?}");
}

#[test]
fn production_refuses_demo_accounts_and_a_key_beside_the_data() {
    let folder = watched::folder().display().to_string();
    let production = ["--production", "--public-url", "https://a.example", "serve"];
    let keyless = run(&folder, &production);
    assert!(keyless.refusal().contains("--key-file"), "{keyless:?}");
    let demo = run(
        &folder,
        &[&["--demo", "--key-file", "k"], production.as_slice()].concat(),
    );
    assert!(demo.refusal().contains("--demo"), "{demo:?}");
}
