//! PNG: the same drawing in pixels.

use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform};

use crate::drawing::{Ink, Item, Layer, Placed, bars, placed};
use crate::error::Error;
use crate::font::Fonts;
use crate::limits::{DPI_MAX, DPI_MIN};
use crate::poster::Poster;
use crate::shape::{Shape, Step};
use crate::sheet::Sheet;

const MILLIMETRES: f32 = 25.4;

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
    // Everything is drawn on white: nothing shines through.
    let opaque = pixels.pixels().iter();
    let rgb: Vec<u8> = opaque
        .flat_map(|p| [p.red(), p.green(), p.blue()])
        .collect();
    writer.write_image_data(&rgb).map_err(wrong)?;
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
