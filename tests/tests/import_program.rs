//! Import of the national catalogue, as an operator does it.

use motcua_tests::catalogue::{self, CODE, OTHER_CODE, detail_row, list_row};
use motcua_tests::program::{self, Ended};
use motcua_tests::watched;

fn import(folder: &str, file: &std::path::Path) -> Ended {
    program::run(&[
        "--data-dir",
        folder,
        "import",
        "tthc",
        &file.display().to_string(),
    ])
}

#[test]
fn the_report_says_what_was_done() {
    let folder = watched::folder().display().to_string();
    let lines = [
        detail_row(CODE, "Thử một").to_string(),
        "{".to_owned(),
        list_row(OTHER_CODE, "Thử hai").to_string(),
    ];
    let file = catalogue::file(&lines);
    let ended = import(&folder, &file);
    let report = ended.success();
    for line in [
        "read       3",
        "added      2",
        "refused    1",
        "line 2",
        "fee          1/1 (100.0 %)",
    ] {
        assert!(report.contains(line), "{line:?} is missing: {report}");
    }
    let again = import(&folder, &file);
    assert!(again.success().contains("unchanged  2"), "{again:?}");
}

#[test]
fn a_file_that_breaks_off_fails_and_changes_nothing() {
    let folder = watched::folder().display().to_string();
    let rows: Vec<_> = (0..200)
        .map(|n| detail_row(&format!("9.91{n:04}"), "Thử nghiệm"))
        .collect();
    let file = catalogue::gzipped(&rows);
    catalogue::cut_in_half(&file);
    let broken = import(&folder, &file);
    assert!(
        broken.refusal().contains("nothing was changed"),
        "{broken:?}"
    );
    let whole = import(&folder, &catalogue::gzipped(&rows));
    assert!(whole.success().contains("added      200"), "{whole:?}");
}

#[test]
fn a_file_of_something_else_is_refused_line_by_line() {
    let folder = watched::folder();
    let file = folder.join("anh.png");
    std::fs::write(&file, b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe\n").unwrap();
    let ended = import(&folder.join("var").display().to_string(), &file);
    assert!(!ended.err.contains("panicked"), "{ended:?}");
    assert!(
        ended.out.contains("added      0") || ended.code != Some(0),
        "{ended:?}"
    );
}
