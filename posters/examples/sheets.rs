//! Writes a poster of every kind to a folder, to be looked at: `cargo run -p motcua-posters
//! --example sheets -- FOLDER [COUNTER'S NAME]`.

use std::path::PathBuf;

use chrono::NaiveDate;
use motcua_posters::{Code, Details, Poster, Sheet, pdf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("which folder?")?);
    let counter = arguments
        .next()
        .unwrap_or_else(|| "Quầy Tư pháp, hộ tịch".to_owned());
    let code = |short: &str| Code {
        address: format!(
            "HTTPS://MOTCUA.HUNGYEN.GOV.VN/Q/{}.K1.{}",
            short.replace('-', ""),
            "Q7XK".repeat(26)
        ),
        short: short.to_owned(),
    };
    let poster = Poster::new(&Details {
        agency: "Ủy ban nhân dân phường Mỹ Hào".to_owned(),
        counter,
        place: "Phường Mỹ Hào, tỉnh Hưng Yên".to_owned(),
        host: "motcua.hungyen.gov.vn".to_owned(),
        look_up: code("JVQ4GC-U"),
        ask: code("WDSS2A-6"),
        rate: code("SNDSHR-N"),
        version: 3,
        day: NaiveDate::from_ymd_opt(2026, 11, 29).ok_or("no such day")?,
    })?;
    for sheet in Sheet::ALL {
        let path = |kind: &str| folder.join(format!("{sheet:?}.{kind}"));
        std::fs::write(path("svg"), poster.svg(sheet)?)?;
        std::fs::write(path("png"), poster.png(sheet, 100)?)?;
        std::fs::write(path("pdf"), pdf(std::slice::from_ref(&poster), sheet)?)?;
    }
    Ok(())
}
