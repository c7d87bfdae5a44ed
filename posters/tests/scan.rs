//! The proof: what is printed can be scanned. Pages are made pixels by poppler, blurred and turned as
//! a hand holds a phone, and read by zbar; neither shares code with what drew them.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed test may panic; helpers stand outside of test functions"
)]

mod support;

use std::collections::BTreeSet;

use image::{GrayImage, Luma};
use motcua_posters::{Matrix, Poster, Sheet, pdf};
use support::{COUNTERS, addresses, counter, tools, worn};

/// Turns and blurs each page and reads all of them; what is told is the page's own codes.
fn each_page_is_read(pages: &[GrayImage], posters: &[Poster], folder: &std::path::Path, blur: f32) {
    assert_eq!(pages.len(), posters.len());
    for (number, page) in pages.iter().enumerate() {
        let path = folder.join("worn.png");
        worn(page, blur).save(&path).unwrap();
        let read: BTreeSet<String> = tools::zbar(&path);
        assert_eq!(read, addresses(number), "page {number}");
    }
}

#[test]
fn every_code_of_fifty_counters_is_read_from_a_blurred_and_turned_page() {
    if !tools::there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let posters: Vec<_> = (0..COUNTERS).map(counter).collect();
    let file = folder.path().join("all.pdf");
    std::fs::write(&file, pdf(&posters, Sheet::A4).unwrap()).unwrap();
    let pages = tools::rasterise(&file, 150);
    each_page_is_read(&pages, &posters, folder.path(), 1.2);
}

#[test]
fn every_sheet_is_read_and_both_sides_of_the_tent() {
    if !tools::there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let posters: Vec<_> = (0..3).map(counter).collect();
    for sheet in Sheet::ALL {
        let file = folder.path().join("sheet.pdf");
        std::fs::write(&file, pdf(&posters, sheet).unwrap()).unwrap();
        let pages = tools::rasterise(&file, 150);
        each_page_is_read(&pages, &posters, folder.path(), 1.2);
        if sheet == Sheet::A5Tent {
            for top in [0, pages[0].height() / 2] {
                let (width, height) = (pages[0].width(), pages[0].height() / 2);
                let half = |page: &GrayImage| {
                    image::imageops::crop_imm(page, 0, top, width, height).to_image()
                };
                let halves: Vec<_> = pages.iter().map(half).collect();
                each_page_is_read(&halves, &posters, folder.path(), 1.2);
            }
        }
    }
}

#[test]
fn a_sixth_of_a_code_may_be_covered() {
    if !tools::there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("covered.png");
    for number in 0..10 {
        let address = support::address(&support::shorts(number)[0]);
        let code = Matrix::of(&address).unwrap().png().unwrap();
        let mut code = image::load_from_memory(&code).unwrap().to_luma8();
        // More than error correction M restores (15 %), less than Q does (25 %).
        let (side, quiet) = (code.width() - 80, 40);
        let (from, to) = (quiet + side * 3 / 10, quiet + side * 7 / 10);
        for y in from..to {
            for x in from..to {
                code.put_pixel(x, y, Luma([255]));
            }
        }
        code.save(&path).unwrap();
        assert_eq!(tools::zbar(&path), [address].into());
    }
}

#[test]
fn png_and_svg_show_what_the_pdf_shows() {
    if !tools::there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for sheet in Sheet::ALL {
        let poster = counter(7);
        let path = folder.path().join("poster.png");
        std::fs::write(&path, poster.png(sheet, 150).unwrap()).unwrap();
        let ours = image::open(&path).unwrap().to_luma8();
        let file = folder.path().join("poster.pdf");
        std::fs::write(&file, pdf(&[counter(7)], sheet).unwrap()).unwrap();
        let theirs = tools::rasterise(&file, 150).remove(0);
        assert_alike(&ours, &theirs);
        worn(&ours, 1.2).save(&path).unwrap();
        assert_eq!(tools::zbar(&path), addresses(7));

        let drawn = folder.path().join("poster.svg");
        std::fs::write(&drawn, poster.svg(sheet).unwrap()).unwrap();
        let shown = tools::rasterise_svg(&drawn, ours.width());
        assert_alike(&ours, &shown);
    }
}

/// Edges differ by how each program smooths them, nothing else does.
fn assert_alike(one: &GrayImage, other: &GrayImage) {
    assert!(one.width().abs_diff(other.width()) <= 1 && one.height().abs_diff(other.height()) <= 1);
    let pairs = one
        .enumerate_pixels()
        .filter_map(|(x, y, a)| Some((a, other.get_pixel_checked(x, y)?)));
    let differing = pairs.filter(|(a, b)| a.0[0].abs_diff(b.0[0]) > 128).count();
    assert!(differing * 200 < one.pixels().len(), "{differing} pixels");
}

#[test]
fn the_text_of_the_pdf_is_the_names() {
    if !tools::there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let posters: Vec<_> = (0..5).map(counter).collect();
    let file = folder.path().join("all.pdf");
    for sheet in Sheet::ALL {
        std::fs::write(&file, pdf(&posters, sheet).unwrap()).unwrap();
        for (number, text) in tools::text(&file).iter().enumerate() {
            let [agency, counter, place] = support::names(number);
            let words = [
                agency.as_str(),
                counter.as_str(),
                place.as_str(),
                "Không ai hỏi mã OTP của bạn",
                "Tra cứu thủ tục",
                "Hỏi đáp",
                "Đánh giá phục vụ",
                "Bản 3 · 29/11/2026",
                "motcua.hungyen.gov.vn/verify",
            ];
            for expected in words
                .into_iter()
                .chain(support::shorts(number).iter().map(String::as_str))
            {
                assert!(text.contains(expected), "{expected:?} is not in {text:?}");
            }
        }
        let bytes = std::fs::read(&file).unwrap();
        assert!(
            !bytes.windows(14).any(|at| at == b"/Subtype/Image"),
            "codes are no pictures"
        );
    }
}

#[test]
fn the_file_tells_its_language_title_and_counters() {
    if !tools::there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.pdf");
    std::fs::write(&file, pdf(&[counter(0), counter(1)], Sheet::A4).unwrap()).unwrap();
    let told = tools::info(&file);
    assert!(told.contains("Bảng mã QR: 2 quầy"), "{told}");
    assert!(told.contains("Tagged:          yes"), "{told}");
    let file = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
    for number in [0, 1] {
        let [_, name, _] = support::names(number);
        let bookmark = format!("{}/Dest", bookmarked(&name));
        assert!(file.contains(&bookmark), "{name}");
    }
}

#[test]
fn bookmarks_are_agencies_and_below_them_their_counters() {
    // Two counters of one agency, and one of another.
    let posters = [counter(0), counter(3), counter(1)];
    let file = pdf(&posters, Sheet::A4).unwrap();
    let file = String::from_utf8_lossy(&file).into_owned();
    for (number, counters) in [(0, 2), (1, 1)] {
        let [agency, name, _] = support::names(number);
        let bookmark = bookmarked(&agency);
        assert_eq!(file.matches(&bookmark).count(), 1, "{agency}");
        let (before, _) = file.split_once(&bookmark).unwrap();
        let (_, own) = before.rsplit_once("obj").unwrap();
        assert!(own.contains(&format!("/Count {counters}")), "{own}");
        assert!(file.contains(&bookmarked(&name)), "{name}");
    }
    // Open, so all five can be seen.
    assert!(file.contains("/Count 5"));
}

#[test]
fn the_file_carries_the_day_of_its_newest_poster() {
    let posters = [(0, "2026-11-01"), (1, "2026-11-29"), (2, "2026-11-15")];
    let posters = posters.map(|(number, day)| support::counter_on(number, day.parse().unwrap()));
    let file = pdf(&posters, Sheet::A4).unwrap();
    let file = String::from_utf8_lossy(&file).into_owned();
    assert!(file.contains("(D:20261129"), "no day");
    assert!(!file.contains("(D:20261101"), "an older day");
}

/// Titles of bookmarks are UTF-16, written as hexadecimal numbers.
fn bookmarked(name: &str) -> String {
    let wide: String = name
        .encode_utf16()
        .map(|unit| format!("{unit:04X}"))
        .collect();
    format!("/Title<FEFF{wide}>")
}

#[test]
fn no_font_of_the_machine_is_used() {
    if !tools::there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.pdf");
    std::fs::write(&file, pdf(&[counter(2)], Sheet::A4).unwrap()).unwrap();
    let fonts = tools::fonts(&file);
    assert_eq!(fonts.len(), 2, "{fonts:?}");
    for font in fonts {
        assert!(
            font.contains("NotoSans") && font.contains("yes yes yes"),
            "{font}"
        );
    }
    // poppler without any font, either, paints the same page.
    let with = tools::rasterise(&file, 72).remove(0);
    let without = tools::rasterise_without_fonts(&file, 72, folder.path()).remove(0);
    assert_eq!(with, without);
}
