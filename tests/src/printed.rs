//! What a printer and a phone make of a PDF: poppler's pixels, read by zbar.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use crate::missing::{find_program, missing};
use crate::watched;

/// Programs that print and scan.
pub struct Scanner {
    pdftoppm: PathBuf,
    pdftotext: PathBuf,
    zbarimg: PathBuf,
}

impl Scanner {
    /// `None` where they are not installed.
    #[must_use]
    pub fn find() -> Option<Self> {
        let program = |name| {
            find_program(&[name]).or_else(|| {
                missing(&format!(
                    "{name} is not installed (Debian: poppler-utils zbar-tools)"
                ))
            })
        };
        Some(Self {
            pdftoppm: program("pdftoppm")?,
            pdftotext: program("pdftotext")?,
            zbarimg: program("zbarimg")?,
        })
    }

    /// The codes on each page, at 150 dots per inch.
    ///
    /// # Panics
    /// When the PDF cannot be read.
    #[must_use]
    pub fn codes(&self, pdf: &[u8]) -> Vec<BTreeSet<String>> {
        let folder = watched::folder();
        let file = folder.join("posters.pdf");
        std::fs::write(&file, pdf).unwrap();
        let printed = Command::new(&self.pdftoppm)
            .args(["-r", "150", "-gray", "-png"])
            .args([&file, &folder.join("page")])
            .output()
            .unwrap();
        assert!(printed.status.success(), "{printed:?}");
        let files = std::fs::read_dir(&folder).unwrap();
        let mut pages: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
        pages.retain(|file| file.extension().is_some_and(|kind| kind == "png"));
        pages.sort();
        pages.iter().map(|page| self.read(page)).collect()
    }

    fn read(&self, picture: &PathBuf) -> BTreeSet<String> {
        let read = Command::new(&self.zbarimg)
            .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
            .arg(picture)
            .output()
            .unwrap();
        let text = String::from_utf8(read.stdout).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    /// The words of all pages, in one line.
    ///
    /// # Panics
    /// When the PDF cannot be read.
    #[must_use]
    pub fn words(&self, pdf: &[u8]) -> String {
        let file = watched::folder().join("words.pdf");
        std::fs::write(&file, pdf).unwrap();
        let read = Command::new(&self.pdftotext)
            .arg("-raw")
            .arg(&file)
            .arg("-")
            .output()
            .unwrap();
        let text = String::from_utf8(read.stdout).unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
