//! Made-up counters, and what a camera does to a page.

pub mod tools;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use image::{GrayImage, Luma};
use motcua_posters::{Code, Details, Poster};

pub const COUNTERS: usize = 50;
pub const HOST: &str = "motcua.hungyen.gov.vn";

const AGENCIES: [&str; 3] = [
    "Ủy ban nhân dân phường Mỹ Hào",
    "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính tỉnh Hưng Yên",
    "Công an xã Nguyễn Văn Linh",
];
const KINDS: [&str; 4] = [
    "Quầy Tư pháp, hộ tịch",
    "Bộ phận Tiếp nhận và Trả kết quả – Quầy Đăng ký đất đai, cấp Giấy chứng nhận quyền sử dụng đất",
    "Quầy Đăng ký hộ kinh doanh",
    "Quầy Cư trú, căn cước",
];
const PLACES: [&str; 2] = [
    "Phường Mỹ Hào, tỉnh Hưng Yên",
    "Xã Nguyễn Văn Linh, tỉnh Hưng Yên",
];

/// Agency, counter and place of a counter.
pub fn names(number: usize) -> [String; 3] {
    let counter = format!("{} số {}", KINDS[number % KINDS.len()], number + 1);
    let (agency, place) = (
        AGENCIES[number % AGENCIES.len()],
        PLACES[number % PLACES.len()],
    );
    [agency.to_owned(), counter, place.to_owned()]
}

/// The three short codes of a counter, as they are printed.
pub fn shorts(number: usize) -> [String; 3] {
    ["B", "H", "G"].map(|kind| format!("{kind}Q{number:04}-7"))
}

/// As long as a signed link: 64 bytes of signature are 103 symbols of base32.
pub fn address(short: &str) -> String {
    const SYMBOLS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut state = short.bytes().fold(7_u64, |state, byte| {
        state.wrapping_mul(131) + u64::from(byte)
    });
    let signature: String = (0..103)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            char::from(SYMBOLS[(state >> 59) as usize])
        })
        .collect();
    format!(
        "HTTPS://{}/Q/{}.K1.{signature}",
        HOST.to_uppercase(),
        short.replace('-', "")
    )
}

/// What must be read from a counter's page.
pub fn addresses(number: usize) -> BTreeSet<String> {
    shorts(number).iter().map(|short| address(short)).collect()
}

pub fn counter(number: usize) -> Poster {
    counter_on(number, NaiveDate::from_ymd_opt(2026, 11, 29).unwrap())
}

/// A counter whose poster holds from a day.
pub fn counter_on(number: usize, day: NaiveDate) -> Poster {
    let [agency, counter, place] = names(number);
    let [look_up, ask, rate] = shorts(number).map(|short| Code {
        address: address(&short),
        short,
    });
    Poster::new(&Details {
        agency,
        counter,
        place,
        host: HOST.to_owned(),
        look_up,
        ask,
        rate,
        version: 3,
        day,
    })
    .unwrap()
}

/// A page as a hand sees it: out of focus, and turned by seven degrees.
pub fn worn(page: &GrayImage, blur: f32) -> GrayImage {
    turned(&image::imageops::blur(page, blur), 7.0_f32.to_radians())
}

/// Turns about the centre, on paper large enough to lose no corner; between pixels by their shares.
fn turned(page: &GrayImage, angle: f32) -> GrayImage {
    let (sin, cos) = angle.sin_cos();
    let (width, height) = (page.width() as f32, page.height() as f32);
    let wide = (width * cos + height * sin).ceil();
    let high = (width * sin + height * cos).ceil();
    GrayImage::from_fn(wide as u32, high as u32, |x, y| {
        let (dx, dy) = (x as f32 - wide / 2.0, y as f32 - high / 2.0);
        Luma([between(
            page,
            dx * cos + dy * sin + width / 2.0,
            dy * cos - dx * sin + height / 2.0,
        )])
    })
}

fn between(page: &GrayImage, x: f32, y: f32) -> u8 {
    let at = |x: f32, y: f32| {
        let inside = x >= 0.0 && y >= 0.0 && x < page.width() as f32 && y < page.height() as f32;
        if inside {
            f32::from(page.get_pixel(x as u32, y as u32).0[0])
        } else {
            255.0
        }
    };
    let (left, top) = (x.floor(), y.floor());
    let (across, down) = (x - left, y - top);
    let row = |y: f32| at(left, y) * (1.0 - across) + at(left + 1.0, y) * across;
    (row(top) * (1.0 - down) + row(top + 1.0) * down).round() as u8
}
