//! Photos are opened and written anew: what a camera wrote beside the picture (place, time, device,
//! owner), and whatever else was hidden in the file, is not in what we keep.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, Rgba};
use mobile_contract::limits::{ATTACHMENT_BYTES, PHOTO_PIXELS, PHOTO_SIDE};
use mobile_contract::ticket::AttachmentType;

use super::kind::Kind;
use super::refusal::Refusal;

/// Longest side of the small form, in pixels.
const SMALL_SIDE: u32 = 320;
/// Sharp enough for the small print of a receipt.
const QUALITY: u8 = 85;
/// Enough for telling pictures apart.
const SMALL_QUALITY: u8 = 70;
/// Memory that a picture takes up while it is open, in bytes.
const MEMORY: u64 = 256 * 1024 * 1024;

/// A picture as it is kept.
pub(super) struct Photo {
    /// What it is now.
    pub(super) kind: AttachmentType,
    /// The picture.
    pub(super) bytes: Vec<u8>,
    /// Its small form, a JPEG.
    pub(super) small: Vec<u8>,
}

/// How many pixels a picture says it has, without opening it; `None` when it cannot be read.
pub(super) fn pixels(kind: Kind, bytes: &[u8]) -> Option<u64> {
    let (width, height) = reader(kind, bytes).into_dimensions().ok()?;
    Some(u64::from(width) * u64::from(height))
}

/// Opens a picture and writes it anew, upright.
///
/// # Errors
/// When it cannot be read, or is larger than we open.
pub(super) fn write_anew(kind: Kind, bytes: &[u8]) -> Result<Photo, Refusal> {
    let upright = open(kind, bytes)?;
    let small = upright.thumbnail(SMALL_SIDE, SMALL_SIDE);
    let small = jpeg(&on_white(&small), SMALL_QUALITY)?;
    let has_holes = upright.color().has_alpha();
    if kind == Kind::Png || has_holes {
        let mut png = Vec::new();
        let written = upright.write_to(&mut Cursor::new(&mut png), ImageFormat::Png);
        written.map_err(|_| Refusal::Broken)?;
        // Photos that somebody saved as PNG can grow beyond what we keep.
        if png.len() <= ATTACHMENT_BYTES {
            return Ok(Photo {
                kind: AttachmentType::Png,
                bytes: png,
                small,
            });
        }
    }
    Ok(Photo {
        kind: AttachmentType::Jpeg,
        bytes: jpeg(&on_white(&upright), QUALITY)?,
        small,
    })
}

/// The picture, upright, in eight bits a colour, no larger than we keep.
fn open(kind: Kind, bytes: &[u8]) -> Result<DynamicImage, Refusal> {
    let mut reader = reader(kind, bytes);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    // Before a byte of it is unpacked: a few kilobytes can stand for gigabytes.
    if u64::from(width) * u64::from(height) > PHOTO_PIXELS || decoder.total_bytes() > MEMORY {
        return Err(Refusal::Pixels);
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(refused)?;
    let mut image = if width.max(height) > PHOTO_SIDE {
        image.thumbnail(PHOTO_SIDE, PHOTO_SIDE)
    } else {
        image
    };
    image.apply_orientation(turned);
    Ok(if image.color().has_alpha() {
        image.into_rgba8().into()
    } else {
        image.into_rgb8().into()
    })
}

fn reader(kind: Kind, bytes: &[u8]) -> ImageReader<Cursor<&[u8]>> {
    let format = match kind {
        Kind::Png => ImageFormat::Png,
        Kind::WebP => ImageFormat::WebP,
        Kind::Jpeg | Kind::Pdf => ImageFormat::Jpeg,
    };
    ImageReader::with_format(Cursor::new(bytes), format)
}

#[expect(clippy::needless_pass_by_value, reason = "handed over by map_err")]
fn refused(error: image::ImageError) -> Refusal {
    match error {
        image::ImageError::Limits(_) => Refusal::Pixels,
        _ => Refusal::Broken,
    }
}

fn jpeg(image: &RgbImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(image)
        .map_err(|_| Refusal::Broken)?;
    Ok(bytes)
}

/// What can be seen through becomes paper: JPEG knows no holes.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let seen = image.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let Rgba([red, green, blue, alpha]) = *seen.get_pixel(x, y);
        let blend = |colour: u8| {
            let (colour, alpha) = (u32::from(colour), u32::from(alpha));
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([blend(red), blend(green), blend(blue)])
    })
}
