//! How fast posters are drawn, in one thread, beside what one would do without this crate:
//! `scripts/bench-posters` builds and runs it.

use std::hint::black_box;
use std::io::Cursor;
use std::process::Command;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use image::{DynamicImage, ImageFormat, Luma};
use motcua_posters::{Code, Details, Error, Matrix, Poster, Sheet, pdf};
use qrcode::{EcLevel, QrCode};

type Failure = Box<dyn std::error::Error>;

const POSTERS: usize = 1000;
const COUNTERS: usize = 50;

fn main() -> Result<(), Failure> {
    let addresses: Vec<_> = (0..POSTERS * 3).map(address).collect();
    images(&addresses)?;
    pages()?;
    Ok(())
}

/// The images of codes alone: three a poster.
fn images(addresses: &[String]) -> Result<(), Failure> {
    let ours = timed(|| {
        for address in addresses {
            black_box(Matrix::of(address)?.png()?);
        }
        Ok::<_, Failure>(())
    })?;
    let plain = timed(|| {
        for address in addresses {
            black_box(plain(address)?);
        }
        Ok::<_, Failure>(())
    })?;
    let rate = |time: Duration| POSTERS as f64 / time.as_secs_f64();
    println!(
        "code images of {POSTERS} posters, three codes each, PNG with ten pixels a module, one thread:"
    );
    println!("  ours                      {:8.0} posters/s", rate(ours));
    println!("  crates qrcode and image   {:8.0} posters/s", rate(plain));
    Ok(())
}

/// What the documentation of the crate `qrcode` shows.
fn plain(address: &str) -> Result<Vec<u8>, Failure> {
    let code = QrCode::with_error_correction_level(address, EcLevel::Q)?;
    let image = code.render::<Luma<u8>>().module_dimensions(10, 10).build();
    let mut bytes = Vec::new();
    DynamicImage::ImageLuma8(image).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
    Ok(bytes)
}

/// A file for all counters of a district, and the same through SVG and librsvg.
fn pages() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    println!("a PDF of {COUNTERS} counters, names checked and codes encoded anew:");
    for sheet in Sheet::ALL {
        let mut bytes = Vec::new();
        let time = timed(|| {
            let posters = (0..COUNTERS).map(poster).collect::<Result<Vec<_>, _>>()?;
            bytes = pdf(&posters, sheet)?;
            Ok::<_, Failure>(())
        })?;
        println!(
            "  ours, {sheet:?}: {:.3} s, {} kB",
            time.as_secs_f64(),
            bytes.len() / 1000
        );
    }
    if Command::new("rsvg-convert")
        .arg("--version")
        .output()
        .is_err()
    {
        println!("  rsvg-convert is not installed: nothing to compare with");
        return Ok(());
    }
    let files = (0..COUNTERS)
        .map(|number| {
            let path = folder.path().join(format!("{number}.svg"));
            std::fs::write(&path, poster(number)?.svg(Sheet::A4)?)?;
            Ok(path)
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    let time = timed(|| {
        for file in &files {
            let to = file.with_extension("pdf");
            Command::new("rsvg-convert")
                .args(["-f", "pdf", "-o"])
                .arg(to)
                .arg(file)
                .status()?;
        }
        Ok::<_, Failure>(())
    })?;
    println!(
        "  rsvg-convert, a process a page, from our SVG: {:.3} s",
        time.as_secs_f64()
    );
    Ok(())
}

fn timed(mut work: impl FnMut() -> Result<(), Failure>) -> Result<Duration, Failure> {
    let began = Instant::now();
    work()?;
    Ok(began.elapsed())
}

/// As long as a signed link.
fn address(number: usize) -> String {
    let signature: String = (0..103_usize)
        .map(|at| {
            char::from(
                b'A' + u8::try_from((number * 31 + at * at * 7 + at) % 26).unwrap_or_default(),
            )
        })
        .collect();
    format!("HTTPS://MOTCUA.HUNGYEN.GOV.VN/Q/{number:07}.K1.{signature}")
}

fn poster(number: usize) -> Result<Poster, Error> {
    let code = |kind: usize| Code {
        address: address(number * 3 + kind),
        short: format!("{:07}", number * 3 + kind),
    };
    Poster::new(&Details {
        agency: format!("Ủy ban nhân dân xã Nguyễn Văn Linh {number}"),
        counter: format!("Bộ phận Tiếp nhận và Trả kết quả – Quầy Đăng ký đất đai số {number}"),
        place: "Xã Nguyễn Văn Linh, tỉnh Hưng Yên".to_owned(),
        host: "motcua.hungyen.gov.vn".to_owned(),
        look_up: code(0),
        ask: code(1),
        rate: code(2),
        version: 1,
        day: NaiveDate::default(),
    })
}
