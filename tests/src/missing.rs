//! What to do when a tool or a file that a test needs is not there.

/// Says that something is missing and what is skipped for it; fails where everything is required.
/// Gives `None`, to be returned in place of the thing.
pub fn missing<T>(what: &str) -> Option<T> {
    assert!(!required(), "{what}, and MOTCUA_TEST_REQUIRE is set");
    eprintln!("skipped: {what}");
    None
}

/// Says what was not tried for want of something that cannot run in CI. No skip: nobody owes it.
pub fn note(what: &str) {
    eprintln!("note: {what}");
}

fn required() -> bool {
    std::env::var("MOTCUA_TEST_REQUIRE").is_ok_and(|value| !matches!(value.as_str(), "" | "0"))
}

/// The first of some programs that is on the search path.
#[must_use]
pub fn find_program(names: &[&str]) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| {
        folders
            .iter()
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
    })
}
