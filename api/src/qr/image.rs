//! The image of a code: error correction Q, quiet zone of four modules.

use std::io::Cursor;

use ::image::{DynamicImage, ImageFormat, Luma};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode as Matrix};

use crate::error::Error;

/// Pixels per module of the PNG: sharp on a phone, small over a bad network.
const PNG_MODULE: u32 = 10;
/// Units per module of the SVG, which scales.
const SVG_MODULE: u32 = 8;

/// A vector image.
///
/// # Errors
/// When the text does not fit into a code.
pub fn svg(text: &str) -> Result<String, Error> {
    let image = matrix(text)?
        .render::<svg::Color<'_>>()
        .module_dimensions(SVG_MODULE, SVG_MODULE)
        .dark_color(svg::Color("#000000"))
        .light_color(svg::Color("#ffffff"))
        .build();
    Ok(image)
}

/// A pixel image.
///
/// # Errors
/// When the text does not fit into a code.
pub fn png(text: &str) -> Result<Vec<u8>, Error> {
    let pixels = matrix(text)?
        .render::<Luma<u8>>()
        .module_dimensions(PNG_MODULE, PNG_MODULE)
        .build();
    let mut bytes = Vec::new();
    DynamicImage::ImageLuma8(pixels)
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
        .map_err(Error::internal)?;
    Ok(bytes)
}

/// Quartile correction survives a quarter of the poster being dirty or torn.
fn matrix(text: &str) -> Result<Matrix, Error> {
    Matrix::with_error_correction_level(text, EcLevel::Q).map_err(Error::internal)
}
