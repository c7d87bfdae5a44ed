//! Debian's poppler-utils, zbar-tools and librsvg2-bin, as strangers use them.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use image::GrayImage;

const PROGRAMS: [&str; 6] = [
    "pdftoppm",
    "pdftotext",
    "pdfinfo",
    "pdffonts",
    "zbarimg",
    "rsvg-convert",
];

/// Whether all programs are installed; in CI they must be.
pub fn there() -> bool {
    let has = |name: &str| {
        Command::new("which")
            .arg(name)
            .output()
            .is_ok_and(|out| out.status.success())
    };
    let missing: Vec<_> = PROGRAMS.into_iter().filter(|name| !has(name)).collect();
    let required =
        std::env::var("MOTCUA_TEST_REQUIRE").is_ok_and(|value| !matches!(value.as_str(), "" | "0"));
    assert!(
        missing.is_empty() || !required,
        "not installed: {missing:?}"
    );
    missing.is_empty()
}

fn run(command: &mut Command) -> String {
    let out = command.output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "{command:?}: {said}");
    String::from_utf8(out.stdout).unwrap()
}

/// The pages in grey.
pub fn rasterise(file: &Path, dpi: u16) -> Vec<GrayImage> {
    pages(file, dpi, &mut Command::new("pdftoppm"))
}

/// The same on a machine that has no fonts.
pub fn rasterise_without_fonts(file: &Path, dpi: u16, folder: &Path) -> Vec<GrayImage> {
    let config = folder.join("fonts.conf");
    std::fs::write(&config, "<?xml version=\"1.0\"?><fontconfig></fontconfig>").unwrap();
    pages(
        file,
        dpi,
        Command::new("pdftoppm").env("FONTCONFIG_FILE", &config),
    )
}

fn pages(file: &Path, dpi: u16, command: &mut Command) -> Vec<GrayImage> {
    let folder = tempfile::tempdir().unwrap();
    let dpi = dpi.to_string();
    run(command
        .args(["-gray", "-png", "-r", &dpi])
        .arg(file)
        .arg(folder.path().join("page")));
    let mut names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    names
        .iter()
        .map(|name| image::open(name).unwrap().to_luma8())
        .collect()
}

pub fn rasterise_svg(file: &Path, width: u32) -> GrayImage {
    let to = file.with_extension("drawn.png");
    run(Command::new("rsvg-convert")
        .args(["-w", &width.to_string(), "-o"])
        .arg(&to)
        .arg(file));
    image::open(&to).unwrap().to_luma8()
}

/// All QR codes of a picture.
pub fn zbar(file: &Path) -> BTreeSet<String> {
    let read = ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"];
    let out = Command::new("zbarimg")
        .args(read)
        .arg(file)
        .output()
        .unwrap();
    String::from_utf8(out.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}

/// The text of each page, as one line.
pub fn text(file: &Path) -> Vec<String> {
    let text = run(Command::new("pdftotext").arg("-raw").arg(file).arg("-"));
    let pages = text.trim_end_matches('\u{c}').split('\u{c}');
    pages
        .map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

pub fn info(file: &Path) -> String {
    run(Command::new("pdfinfo").arg(file))
}

/// A line per font.
pub fn fonts(file: &Path) -> Vec<String> {
    let told = run(Command::new("pdffonts").arg(file));
    told.lines()
        .skip(2)
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}
