//! Pictures and documents as people send them, with all that a camera writes beside the picture.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// The place at which the photo says it was taken, as it stands in the file.
pub const PLACE: &[u8] = b"20.6464N-106.0511E";

/// A picture, wider than high: the left half is red, the right half blue.
#[must_use]
pub fn picture(width: u32, height: u32) -> DynamicImage {
    let half = width / 2;
    let image = RgbImage::from_fn(width, height, |x, _| match x < half {
        true => Rgb([220, 30, 30]),
        false => Rgb([30, 30, 220]),
    });
    image.into()
}

/// The picture in a format.
///
/// # Panics
/// Never in practice.
#[must_use]
pub fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

/// A photo in JPEG, taken with the phone turned by a quarter (orientation 6), with GPS, device, XMP, comment, and
/// something behind its end.
#[must_use]
pub fn photo_with_traces() -> Vec<u8> {
    let plain = written(&picture(64, 32), ImageFormat::Jpeg);
    let xmp = [
        b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>".as_slice(),
        PLACE,
        b"</x:xmpmeta>",
    ]
    .concat();
    let mut bytes = plain[..2].to_vec();
    for (marker, body) in [(0xe1, exif(6)), (0xe1, xmp), (0xfe, PLACE.to_vec())] {
        let length = u16::try_from(body.len() + 2)
            .unwrap_or(u16::MAX)
            .to_be_bytes();
        bytes.extend([0xff, marker]);
        bytes.extend(length);
        bytes.extend(body);
    }
    bytes.extend(&plain[2..]);
    bytes.extend(b"PK\x03\x04<script>alert(1)</script>");
    bytes.extend(PLACE);
    bytes
}

/// The EXIF segment of a JPEG: orientation, device, and a GPS directory with a latitude.
fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [
            &tag.to_le_bytes()[..],
            &kind.to_le_bytes(),
            &count.to_le_bytes(),
            &value.to_le_bytes(),
        ]
        .concat()
    };
    // Three entries at 8, then the GPS directory at 50, then its values at 80, then the device at 104.
    tiff.extend(3_u16.to_le_bytes());
    tiff.extend(entry(
        0x0110,
        2,
        u32::try_from(PLACE.len()).unwrap_or(0),
        104,
    ));
    tiff.extend(entry(0x0112, 3, 1, u32::from(orientation)));
    tiff.extend(entry(0x8825, 4, 1, 50));
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(0x0001, 2, 2, u32::from(b'N')));
    tiff.extend(entry(0x0002, 5, 3, 80));
    tiff.extend(0_u32.to_le_bytes());
    for (value, of) in [(20_u32, 1_u32), (38, 1), (47, 1)] {
        tiff.extend(value.to_le_bytes());
        tiff.extend(of.to_le_bytes());
    }
    tiff.extend(PLACE);
    [b"Exif\0\0".as_slice(), &tiff].concat()
}

/// A small document.
#[must_use]
pub fn document() -> Vec<u8> {
    document_with("<</Type/Catalog/Pages 2 0 R>>")
}

/// A small document whose first object is this.
#[must_use]
pub fn document_with(object: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj\n{object}\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n\
         trailer\n<</Root 1 0 R>>\n%%EOF\n"
    )
    .into_bytes()
}

/// A picture of a few kilobytes that says it has ten thousand million pixels.
#[must_use]
pub fn bomb() -> Vec<u8> {
    let mut png = written(&picture(2, 2), ImageFormat::Png);
    // Width and height of the header, and its check sum.
    let side = 100_000_u32.to_be_bytes();
    png.splice(16..24, [side, side].concat());
    let mut sum = flate2::Crc::new();
    sum.update(&png[12..29]);
    let sum = sum.sum().to_be_bytes();
    png.splice(29..33, sum);
    png
}
