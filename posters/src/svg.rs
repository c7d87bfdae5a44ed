//! SVG: letters are outlines, so that it looks the same where no font is installed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::drawing::{Drawing, Ink, Item, Layer, Placed, bars, placed};
use crate::error::Error;
use crate::font::{Fonts, Weight};
use crate::poster::Poster;
use crate::shape::{Shape, Step};
use crate::sheet::Sheet;

impl Poster {
    /// The poster as SVG, in millimetres.
    ///
    /// # Errors
    /// When the fonts cannot be read.
    pub fn svg(&self, sheet: Sheet) -> Result<String, Error> {
        let drawing = self.draw(sheet)?;
        let [width, height] = drawing.size;
        let mut out = String::with_capacity(128 * 1024);
        put(
            &mut out,
            format_args!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}" role="img" lang="vi"><title>{}</title>"#,
                escape(&format!("Bảng mã QR: {}", self.counter))
            ),
        );
        letters(&mut out, &drawing)?;
        put(
            &mut out,
            format_args!(r##"<path fill="#fff" d="M0 0h{width}v{height}h-{width}z"/>"##),
        );
        for layer in &drawing.layers {
            draw(&mut out, layer);
        }
        out.push_str("</svg>\n");
        Ok(out)
    }
}

/// Appends text; writing to a string cannot fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

/// The outline of each letter that is used, once.
fn letters(out: &mut String, drawing: &Drawing) -> Result<(), Error> {
    let fonts = Fonts::get()?;
    let mut used = BTreeMap::new();
    for item in drawing.layers.iter().flat_map(|layer| &layer.items) {
        if let Item::Text { run, .. } = item {
            for glyph in &run.glyphs {
                used.insert((run.weight, glyph.glyph_id.to_u32()), glyph.glyph_id);
            }
        }
    }
    out.push_str("<defs>");
    for ((weight, id), glyph) in used {
        // Whole numbers of a thousandth of an em are finer than any printer.
        let outline = data(&fonts.face(weight).outline(glyph), 1000.0, 0);
        put(
            out,
            format_args!(r#"<path id="{}{id}" d="{outline}"/>"#, letter(weight)),
        );
    }
    out.push_str("</defs>");
    Ok(())
}

fn letter(weight: Weight) -> char {
    match weight {
        Weight::Regular => 'r',
        Weight::Bold => 'b',
    }
}

fn draw(out: &mut String, layer: &Layer) {
    let (scale, [x, y]) = (layer.scale, layer.shift);
    put(
        out,
        format_args!(r#"<g transform="matrix({scale} 0 0 {scale} {x} {y})">"#),
    );
    for item in &layer.items {
        match item {
            Item::Fill { shape, ink } => put(
                out,
                format_args!(
                    r#"<path fill="{}" d="{}"/>"#,
                    hex(*ink),
                    data(shape, 1.0, 3)
                ),
            ),
            Item::Stroke {
                shape,
                ink,
                width,
                dash,
            } => {
                let dash =
                    dash.map_or_else(String::new, |dash| format!(r#" stroke-dasharray="{dash}""#));
                let (ink, data) = (hex(*ink), data(shape, 1.0, 3));
                put(
                    out,
                    format_args!(
                        r#"<path fill="none" stroke="{ink}" stroke-width="{width}"{dash} d="{data}"/>"#
                    ),
                );
            }
            Item::Text { run, at, size, ink } => {
                put(
                    out,
                    format_args!(
                        r#"<g fill="{}" aria-label="{}">"#,
                        hex(*ink),
                        escape(&run.text)
                    ),
                );
                let scale = size / 1000.0;
                for Placed {
                    glyph,
                    weight,
                    at: [x, y],
                } in placed(run, *at, *size)
                {
                    let (weight, id) = (letter(weight), glyph.to_u32());
                    put(
                        out,
                        format_args!(
                            r##"<use href="#{weight}{id}" transform="matrix({scale:.6} 0 0 {scale:.6} {x:.3} {y:.3})"/>"##
                        ),
                    );
                }
                out.push_str("</g>");
            }
            Item::Code {
                matrix,
                at,
                side,
                label,
            } => {
                put(
                    out,
                    format_args!(r#"<path aria-label="{}" d=""#, escape(label)),
                );
                for [x, y, width, height] in bars(matrix, *at, *side) {
                    put(
                        out,
                        format_args!("M{x:.4} {y:.4}h{width:.4}v{height:.4}h-{width:.4}z"),
                    );
                }
                out.push_str(r#""/>"#);
            }
        }
    }
    out.push_str("</g>");
}

fn hex(ink: Ink) -> String {
    let [red, green, blue] = ink.rgb();
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn data(shape: &Shape, scale: f32, digits: usize) -> String {
    let mut data = String::new();
    let mut to = |command: char, points: &[[f32; 2]]| {
        data.push(command);
        for [x, y] in points {
            let _ = write!(data, "{:.digits$} {:.digits$} ", x * scale, y * scale);
        }
    };
    for step in &shape.0 {
        match *step {
            Step::Move(point) => to('M', &[point]),
            Step::Line(point) => to('L', &[point]),
            Step::Quad(handle, point) => to('Q', &[handle, point]),
            Step::Cubic(one, two, point) => to('C', &[one, two, point]),
            Step::Close => to('Z', &[]),
        }
    }
    data
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
