//! PNG: the same drawing in pixels.

use std::io::Write as _;

use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform};

use crate::drawing::{Ink, Item, Layer, Placed, bars, placed};
use crate::error::Error;
use crate::font::Fonts;
use crate::limits::{DPI_MAX, DPI_MIN};
use crate::poster::Poster;
use crate::shape::{Shape, Step};
use crate::sheet::Sheet;

const MILLIMETRES: f32 = 25.4;
/// Bytes of a part of the file.
const CHUNK: usize = 16 << 10;

impl Poster {
    /// The poster as PNG at a resolution in dots per inch, which the file tells printers.
    ///
    /// # Errors
    /// When the resolution is below [`DPI_MIN`] or above [`DPI_MAX`], or the file cannot be written.
    pub fn png(&self, sheet: Sheet, dpi: u16) -> Result<Vec<u8>, Error> {
        if !(DPI_MIN..=DPI_MAX).contains(&dpi) {
            return Err(Error::Resolution);
        }
        let drawing = self.draw(sheet)?;
        let scale = f32::from(dpi) / MILLIMETRES;
        let [width, height] = drawing.size.map(|side| (side * scale).round() as u32);
        let mut pixels = Pixmap::new(width, height).ok_or(Error::Resolution)?;
        pixels.fill(tiny_skia::Color::WHITE);
        for layer in &drawing.layers {
            draw(&mut pixels, layer, scale)?;
        }
        encode(&pixels, dpi)
    }
}

fn encode(pixels: &Pixmap, dpi: u16) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let metre = (f32::from(dpi) * 1000.0 / MILLIMETRES).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: metre,
        yppu: metre,
        unit: png::Unit::Meter,
    }));
    let wrong = |error: png::EncodingError| Error::Write(error.to_string());
    let mut writer = encoder.write_header().map_err(wrong)?;
    let mut rows = writer.stream_writer_with_size(CHUNK).map_err(wrong)?;
    // Row by row: a copy of an A3 sheet would take 50 MB beside the 70 MB of its pixels.
    let mut row = Vec::new();
    for line in pixels.pixels().chunks(pixels.width() as usize) {
        row.clear();
        // Everything is drawn on white: nothing shines through.
        row.extend(line.iter().flat_map(|p| [p.red(), p.green(), p.blue()]));
        rows.write_all(&row)
            .map_err(|error| Error::Write(error.to_string()))?;
    }
    rows.finish().map_err(wrong)?;
    writer.finish().map_err(wrong)?;
    Ok(bytes)
}

fn draw(pixels: &mut Pixmap, layer: &Layer, dots: f32) -> Result<(), Error> {
    let (scale, [x, y]) = (layer.scale * dots, layer.shift.map(|by| by * dots));
    let whole = Transform::from_row(scale, 0.0, 0.0, scale, x, y);
    for item in &layer.items {
        match item {
            Item::Fill { shape, ink } => fill(pixels, path(shape), *ink, whole),
            Item::Stroke {
                shape,
                ink,
                width,
                dash,
            } => {
                let stroke = Stroke {
                    width: *width,
                    dash: dash.and_then(|length| StrokeDash::new(vec![length, length], 0.0)),
                    ..Stroke::default()
                };
                if let Some(path) = path(shape) {
                    pixels.stroke_path(&path, &paint(*ink), &stroke, whole, None);
                }
            }
            Item::Text { run, at, size, ink } => {
                let face = Fonts::get()?.face(run.weight);
                for Placed {
                    glyph, at: [x, y], ..
                } in placed(run, *at, *size)
                {
                    let here = whole.pre_translate(x, y).pre_scale(*size, *size);
                    fill(pixels, path(&face.outline(glyph)), *ink, here);
                }
            }
            Item::Code {
                matrix, at, side, ..
            } => {
                let mut all = PathBuilder::new();
                for [x, y, width, height] in bars(matrix, *at, *side) {
                    if let Some(bar) = Rect::from_xywh(x, y, width, height) {
                        all.push_rect(bar);
                    }
                }
                fill(pixels, all.finish(), Ink::Black, whole);
            }
        }
    }
    Ok(())
}

fn fill(pixels: &mut Pixmap, path: Option<Path>, ink: Ink, place: Transform) {
    if let Some(path) = path {
        pixels.fill_path(&path, &paint(ink), FillRule::Winding, place, None);
    }
}

fn paint(ink: Ink) -> Paint<'static> {
    let [red, green, blue] = ink.rgb();
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, 255);
    paint
}

fn path(shape: &Shape) -> Option<Path> {
    let mut path = PathBuilder::new();
    for step in &shape.0 {
        match *step {
            Step::Move([x, y]) => path.move_to(x, y),
            Step::Line([x, y]) => path.line_to(x, y),
            Step::Quad([cx, cy], [x, y]) => path.quad_to(cx, cy, x, y),
            Step::Cubic([ax, ay], [bx, by], [x, y]) => path.cubic_to(ax, ay, bx, by, x, y),
            Step::Close => path.close(),
        }
    }
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_written_as_they_come() {
        let (width, height) = (600, 800);
        let mut pixels = Pixmap::new(width, height).unwrap();
        pixels.fill(tiny_skia::Color::WHITE);
        // Much to write: no two dots beside each other are alike.
        let dots = pixels.data_mut().chunks_exact_mut(4).zip(0_u32..);
        for (dot, number) in dots {
            let [one, two, three, _] = number.wrapping_mul(2_654_435_761).to_le_bytes();
            dot.copy_from_slice(&[one, two, three, 255]);
        }
        let file = encode(&pixels, 150).unwrap();
        let parts = file.windows(4).filter(|at| at == b"IDAT").count();
        assert!(parts > 10, "{parts} parts: the whole was held");
        let read = image::load_from_memory(&file).unwrap().to_rgb8();
        assert_eq!((read.width(), read.height()), (width, height));
        let seen = pixels.pixels().iter().zip(read.pixels());
        for (drawn, read) in seen {
            assert_eq!([drawn.red(), drawn.green(), drawn.blue()], read.0);
        }
    }
}
