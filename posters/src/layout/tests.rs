use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::drawing::Item;
use crate::limits::{ADDRESS_MAX, EM_MIN, HOST_MAX, NAME_MAX};
use crate::poster::{Code, Details};
use crate::sheet::MODULE_MIN;

const HOST: &str = "motcua.hungyen.gov.vn";

fn poster(agency: &str, counter: &str, place: &str, address: usize) -> Poster {
    poster_at(HOST, [agency, counter, place], address)
}

fn poster_at(host: &str, [agency, counter, place]: [&str; 3], address: usize) -> Poster {
    let code = |short: &str| Code {
        address: format!(
            "{:X<address$}",
            format!(
                "HTTPS://{}/Q/{}.1.",
                host.to_uppercase(),
                short.replace('-', "")
            )
        ),
        short: short.to_owned(),
    };
    Poster::new(&Details {
        agency: agency.to_owned(),
        counter: counter.to_owned(),
        place: place.to_owned(),
        host: host.to_owned(),
        look_up: code("JVQ4GC-U"),
        ask: code("WDSS2A-6"),
        rate: code("SNDSHR-N"),
        version: 12,
        day: NaiveDate::from_ymd_opt(2026, 11, 29).unwrap(),
    })
    .unwrap()
}

/// Where text and codes of a layer are: left, top, right, bottom.
fn boxes(layer: &Layer) -> Vec<([f32; 4], String)> {
    let of = |item: &Item| match item {
        Item::Text { run, at, size, .. } => {
            let [x, y] = *at;
            // From the marks on capitals to below "g" and "ộ".
            let edges = [x, y - 0.95 * size, x + run.width * size, y + 0.24 * size];
            Some((edges, run.text.clone()))
        }
        Item::Code { at, side, .. } => Some((
            [at[0], at[1], at[0] + side, at[1] + side],
            "code".to_owned(),
        )),
        Item::Fill { .. } | Item::Stroke { .. } => None,
    };
    layer.items.iter().filter_map(of).collect()
}

fn nothing_collides(poster: &Poster) {
    for sheet in Sheet::ALL {
        let drawing = poster.draw(sheet).unwrap();
        let bounds = match sheet {
            Sheet::A3 | Sheet::A4 => [210.0, 297.0],
            Sheet::A5Tent => [210.0, 148.5],
        };
        let boxes = boxes(&drawing.layers[0]);
        for (index, (one, text)) in boxes.iter().enumerate() {
            let [left, top, right, bottom] = *one;
            assert!(left >= 7.9 && top >= 5.9, "{text}: {one:?}");
            assert!(
                right <= bounds[0] - 7.9 && bottom <= bounds[1] - 5.0,
                "{text}: {one:?}"
            );
            for (other, second) in &boxes[index + 1..] {
                let apart =
                    right <= other[0] || other[2] <= left || bottom <= other[1] || other[3] <= top;
                assert!(
                    apart,
                    "{sheet:?}: {text:?} {one:?} lies on {second:?} {other:?}"
                );
            }
        }
    }
}

#[test]
fn modules_are_large_enough_on_every_sheet_for_the_longest_address() {
    let poster = poster("UBND xã", "Quầy 1", "", ADDRESS_MAX);
    for sheet in Sheet::ALL {
        let drawing = poster.draw(sheet).unwrap();
        let mut codes = 0;
        for layer in &drawing.layers {
            for item in &layer.items {
                if let Item::Code { matrix, side, .. } = item {
                    let module = side * layer.scale.abs() / f32::from(matrix.outer_width());
                    assert!(module >= MODULE_MIN, "{sheet:?}: {module} mm");
                    codes += 1;
                }
            }
        }
        assert_eq!(codes, if sheet == Sheet::A5Tent { 6 } else { 3 });
    }
}

/// As long as a name may be.
fn long_name() -> String {
    let long = "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính ".repeat(3);
    long.chars().take(NAME_MAX).collect()
}

#[test]
fn the_longest_names_fit_in_letters_that_can_be_read() {
    let name = long_name();
    let poster = poster(&name, &name, &name, 150);
    nothing_collides(&poster);
    let drawing = poster.draw(Sheet::A4).unwrap();
    for item in &drawing.layers[0].items {
        if let Item::Text { run, size, .. } = item {
            // Seven points, and only for a place of 160 letters.
            assert!(*size >= 2.5, "{}: {size} mm", run.text);
        }
    }
}

#[test]
fn no_letters_are_too_small_on_any_sheet() {
    let name = long_name();
    let longest = format!("{}.vn", "motcua".repeat(10));
    assert_eq!(longest.len(), HOST_MAX);
    for host in [HOST, &longest] {
        for name in [&name, &name.to_uppercase()] {
            let poster = poster_at(host, [name.as_str(); 3], ADDRESS_MAX);
            nothing_collides(&poster);
            for sheet in Sheet::ALL {
                let drawing = poster.draw(sheet).unwrap();
                for layer in &drawing.layers {
                    for item in &layer.items {
                        if let Item::Text { run, size, .. } = item {
                            let em = size * layer.scale.abs();
                            assert!(em >= EM_MIN, "{sheet:?}: {}: {em} mm", run.text);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn capitals_with_two_marks_stay_apart() {
    nothing_collides(&poster(
        "UỶ BAN NHÂN DÂN PHƯỜNG ĐƯỜNG HÀO ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ",
        "QUẦY ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ ẪỂỖ",
        "TỈNH HƯNG YÊN",
        150,
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn names_of_any_length_neither_overflow_nor_collide(
        names in proptest::array::uniform3("[A-Za-zĐđƯỡỄẬ]{1,12}( [A-Za-zđễỄậ–]{1,12}){0,11}")
    ) {
        let cut = |name: &String| name.chars().take(NAME_MAX).collect::<String>();
        nothing_collides(&poster(&cut(&names[0]), &cut(&names[1]), &cut(&names[2]), 150));
    }
}
