//! What a poster and a file may hold.

/// Characters of a name: longer ones would be too small to read from where people stand.
pub const NAME_MAX: usize = 160;
/// Characters of a host.
pub const HOST_MAX: usize = 63;
/// Characters of an address: with error correction Q they fit into version 10, which is 57 modules
/// wide, so that [`crate::MODULE_MIN`] holds on every sheet.
pub const ADDRESS_MAX: usize = 200;
/// Characters of the code printed below an image.
pub const SHORT_CODE_MAX: usize = 10;
/// The smallest side of an em in millimetres, on every sheet, for names and a host as long as they may be:
/// six points. Names of usual length are far larger.
pub const EM_MIN: f32 = 2.1;
/// Posters in one file.
pub const POSTERS_MAX: usize = 500;
/// The coarsest picture: an A4 sheet can still be read and scanned on a screen.
pub const DPI_MIN: u16 = 72;
/// The finest picture: what offices print. An A3 sheet takes 70 MB of memory while it is drawn,
/// and little more while it is written: row by row.
pub const DPI_MAX: u16 = 300;
