//! Posters with the QR codes of a counter, ready to print.
//!
//! From plain data to a vector PDF (one or many posters in a file), SVG and PNG, on A3, on A4 and as
//! a table tent of two A5 sides; and official letters, one page of A4. The crate knows no server and no database. Its fonts are inside the
//! program, so a machine without any font prints Vietnamese all the same; text is set once, by the
//! measures of those fonts, and drawn by three writers, so that all files look alike.
//!
//! ```
//! use motcua_posters::{Code, Details, Poster, Sheet, pdf};
//!
//! let code = |short: &str| Code {
//!     address: format!("HTTPS://MOTCUA.EXAMPLE/Q/{}", short.replace('-', "")),
//!     short: short.to_owned(),
//! };
//! let poster = Poster::new(&Details {
//!     agency: "UBND phường Mỹ Hào".to_owned(),
//!     counter: "Quầy Tư pháp, hộ tịch".to_owned(),
//!     place: "Phường Mỹ Hào".to_owned(),
//!     host: "motcua.example".to_owned(),
//!     look_up: code("JVQ4GC-U"),
//!     ask: code("WDSS2A-6"),
//!     rate: code("SNDSHR-N"),
//!     version: 1,
//!     day: chrono::NaiveDate::default(),
//! })?;
//! assert!(pdf(&[poster], Sheet::A4)?.starts_with(b"%PDF-"));
//! # Ok::<(), motcua_posters::Error>(())
//! ```

mod drawing;
mod error;
mod fit;
mod font;
mod layout;
mod letter;
pub mod limits;
mod matrix;
mod pdf;
mod poster;
mod raster;
mod receipt;
mod shape;
mod sheet;
mod svg;
mod words;

pub use error::{Error, Field};
pub use letter::Letter;
pub use matrix::{Matrix, QUIET_ZONE};
pub use pdf::pdf;
pub use poster::{Code, Details, Poster, Purpose};
pub use receipt::{Receipt, ReceiptDetails, ReceiptSheet};
pub use sheet::{MODULE_MIN, Sheet};
