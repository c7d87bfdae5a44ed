//! The modules of a code, and the image of a code alone.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

use crate::error::Error;

/// White modules that must surround a code (ISO/IEC 18004, 9.1).
pub const QUIET_ZONE: u16 = 4;
/// Pixels per module of an image of a code alone: sharp on a phone, small over a bad network.
const PIXELS: u16 = 10;

/// The modules of a code with error correction Q: a quarter of it may be dirty or torn.
#[derive(Clone, Debug)]
pub struct Matrix {
    width: u16,
    dark: Vec<bool>,
}

/// Dark modules side by side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bar {
    pub(crate) x: u16,
    pub(crate) y: u16,
    pub(crate) length: u16,
}

impl Matrix {
    /// Encodes a text in the smallest version that holds it.
    ///
    /// # Errors
    /// When it does not fit into a code.
    pub fn of(text: &str) -> Result<Self, Error> {
        let wrong = |error: &dyn std::fmt::Display| Error::Encode(error.to_string());
        let code = QRBuilder::new(text).ecl(ECL::Q).build();
        let code = code.map_err(|error| wrong(&error))?;
        let width = u16::try_from(code.size).map_err(|error| wrong(&error))?;
        let modules = code.data.iter().take(code.size * code.size);
        let dark = modules.map(|module| module.value()).collect();
        Ok(Self { width, dark })
    }

    /// Modules of a side, without the quiet zone.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Modules of a side, with the quiet zone.
    #[must_use]
    pub fn outer_width(&self) -> u16 {
        self.width + 2 * QUIET_ZONE
    }

    /// All dark modules, row by row, those side by side as one; positions without the quiet zone.
    pub(crate) fn bars(&self) -> impl Iterator<Item = Bar> {
        let rows = self.dark.chunks(usize::from(self.width.max(1)));
        (0_u16..).zip(rows).flat_map(|(y, row)| {
            let mut x = 0_u16;
            row.chunk_by(|one, next| one == next)
                .filter_map(move |same| {
                    let length = u16::try_from(same.len()).unwrap_or_default();
                    let bar = Bar { x, y, length };
                    x += length;
                    (same.first() == Some(&true)).then_some(bar)
                })
        })
    }

    /// A black and white PNG of the code with its quiet zone, one bit a pixel.
    ///
    /// # Errors
    /// When the image cannot be written.
    pub fn png(&self) -> Result<Vec<u8>, Error> {
        let side = u32::from(self.outer_width() * PIXELS);
        let mut bytes = Vec::with_capacity(4096);
        let mut encoder = png::Encoder::new(&mut bytes, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        encoder.set_compression(png::Compression::Fast);
        // Each row repeats the one above it, except where modules begin.
        encoder.set_filter(png::Filter::Up);
        let wrong = |error: png::EncodingError| Error::Write(error.to_string());
        let mut writer = encoder.write_header().map_err(wrong)?;
        writer.write_image_data(&self.pixels()).map_err(wrong)?;
        writer.finish().map_err(wrong)?;
        Ok(bytes)
    }

    /// A black and white SVG of the code with its quiet zone; a unit is a module.
    #[must_use]
    pub fn svg(&self) -> String {
        let side = self.outer_width();
        let mut svg = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d=""##
        );
        for Bar { x, y, length } in self.bars() {
            let (x, y) = (x + QUIET_ZONE, y + QUIET_ZONE);
            // Writing to a string cannot fail.
            let _ = write!(svg, "M{x} {y}h{length}v1h-{length}z");
        }
        svg.push_str(r#""/></svg>"#);
        svg
    }

    /// Rows of bits, 1 for white, each row filled up to a byte.
    fn pixels(&self) -> Vec<u8> {
        let stride = usize::from(self.outer_width() * PIXELS).div_ceil(8);
        let (white, quiet) = (vec![0xff_u8; stride], usize::from(QUIET_ZONE * PIXELS));
        let mut pixels = white.repeat(quiet);
        for row in self.dark.chunks(usize::from(self.width.max(1))) {
            let mut line = white.clone();
            let dark = row.iter().enumerate().filter(|(_, dark)| **dark);
            let from = dark.map(|(x, _)| quiet + x * usize::from(PIXELS));
            for pixel in from.flat_map(|from| from..from + usize::from(PIXELS)) {
                if let Some(byte) = line.get_mut(pixel / 8) {
                    *byte &= !(0x80 >> (pixel % 8));
                }
            }
            pixels.extend(line.repeat(usize::from(PIXELS)));
        }
        pixels.extend(white.repeat(quiet));
        pixels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_the_dark_modules() {
        let matrix = Matrix::of("HTTPS://EXAMPLE/Q/JVQ4GCU").unwrap();
        let mut drawn = vec![false; matrix.dark.len()];
        for bar in matrix.bars() {
            for x in bar.x..bar.x + bar.length {
                drawn[usize::from(bar.y * matrix.width + x)] = true;
            }
        }
        assert_eq!(drawn, matrix.dark);
    }

    #[test]
    fn the_longest_address_fits_into_version_ten() {
        let address = "A".repeat(crate::limits::ADDRESS_MAX);
        assert_eq!(Matrix::of(&address).unwrap().width(), 57);
    }

    #[test]
    fn what_is_too_long_for_any_code_is_refused() {
        assert!(matches!(
            Matrix::of(&"A".repeat(3000)),
            Err(Error::Encode(_))
        ));
        assert!(matches!(
            Matrix::of(&"ạ".repeat(1000)),
            Err(Error::Encode(_))
        ));
    }

    #[test]
    fn an_image_has_the_quiet_zone() {
        let matrix = Matrix::of("JVQ4GCU").unwrap();
        let image = image::load_from_memory(&matrix.png().unwrap())
            .unwrap()
            .to_luma8();
        let side = u32::from(matrix.outer_width() * PIXELS);
        assert_eq!(image.dimensions(), (side, side));
        let quiet = u32::from(QUIET_ZONE * PIXELS);
        for (x, y, pixel) in image.enumerate_pixels() {
            let inside = |at: u32| (quiet..side - quiet).contains(&at);
            assert!(pixel.0[0] == 255 || inside(x) && inside(y), "{x} {y}");
        }
        // The corner of a finder pattern.
        assert_eq!(image.get_pixel(quiet, quiet).0[0], 0);
    }
}
