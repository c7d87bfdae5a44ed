//! A vector PDF: one page a poster, letters as text, bookmarks, tags for those who hear it.

use chrono::Datelike;
use krilla::Document;
use krilla::color::{Color, luma, rgb};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{ArtifactType, ContentTag, Node, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::Font;

use crate::drawing::{Drawing, Ink, Item, Layer, bars};
use crate::error::Error;
use crate::font::Fonts;
use crate::limits::POSTERS_MAX;
use crate::poster::Poster;
use crate::shape::{Shape, Step};
use crate::sheet::Sheet;

/// Points, the unit of PDF, in a millimetre.
const POINTS: f32 = 72.0 / 25.4;

/// All posters in one file, a page each in the order given, with a bookmark per agency and below it one per
/// counter: posters of one agency should follow one another.
///
/// # Errors
/// When there are none or more than [`POSTERS_MAX`], or the file cannot be written.
pub fn pdf(posters: &[Poster], sheet: Sheet) -> Result<Vec<u8>, Error> {
    let Some(first) = posters.first() else {
        return Err(Error::Nothing);
    };
    if posters.len() > POSTERS_MAX {
        return Err(Error::TooMany(POSTERS_MAX));
    }
    let mut document = Document::new();
    let mut tree = TagTree::new().with_lang(Some("vi".to_owned()));
    for poster in posters {
        tree.push(page(&mut document, &poster.draw(sheet)?)?);
    }
    document.set_outline(bookmarks(posters));
    document.set_tag_tree(tree);
    document.set_metadata(metadata(first, posters));
    document
        .finish()
        .map_err(|error| Error::Write(format!("{error:?}")))
}

/// The agencies in the order of their pages, and below each its counters.
fn bookmarks(posters: &[Poster]) -> Outline {
    let at = |page, name: &str| {
        let top = XyzDestination::new(page, Point::from_xy(0.0, 0.0));
        OutlineNode::new(name.to_owned(), top)
    };
    let mut outline = Outline::new();
    let mut page = 0;
    for counters in posters.chunk_by(|one, next| one.agency == next.agency) {
        let Some(first) = counters.first() else {
            continue;
        };
        let mut agency = at(page, &first.agency).with_open(true);
        for poster in counters {
            agency.push_child(at(page, &poster.counter));
            page += 1;
        }
        outline.push_child(agency);
    }
    outline
}

fn metadata(first: &Poster, posters: &[Poster]) -> Metadata {
    let title = match posters.len() {
        1 => format!("Bảng mã QR: {}", first.counter),
        count => format!("Bảng mã QR: {count} quầy"),
    };
    // The newest poster's day, not the clock's: the same data gives the same file.
    let days = posters.iter().map(|poster| poster.day);
    let day = days.max().unwrap_or(first.day);
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    let date = DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(part(day.month()))
        .day(part(day.day()));
    Metadata::new()
        .title(title)
        .language("vi".to_owned())
        .creator("Một Cửa".to_owned())
        .creation_date(date)
}

/// Adds a page, and tells its tags.
pub(crate) fn page(document: &mut Document, drawing: &Drawing) -> Result<TagGroup, Error> {
    let [width, height] = drawing.size.map(|side| side * POINTS);
    let settings = PageSettings::from_wh(width, height)
        .ok_or_else(|| Error::Write("a page without size".to_owned()))?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    let mut tags = TagGroup::new(Tag::Section);
    for layer in &drawing.layers {
        let (scale, [x, y]) = (layer.scale * POINTS, layer.shift.map(|by| by * POINTS));
        surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, x, y));
        let drawn = draw(&mut surface, layer, &mut tags);
        surface.pop();
        drawn?;
    }
    surface.finish();
    page.finish();
    Ok(tags)
}

fn draw(surface: &mut Surface<'_>, layer: &Layer, tags: &mut TagGroup) -> Result<(), Error> {
    for item in &layer.items {
        let (tag, node) = tag(item);
        let artifact = layer.copy || node.is_none();
        let id = surface.start_tagged(match artifact {
            true => ContentTag::Artifact(krilla::tagging::Artifact::with_kind(ArtifactType::Other)),
            false => tag,
        });
        let drawn = paint(surface, item);
        surface.end_tagged();
        drawn?;
        if let Some(kind) = node.filter(|_| !artifact) {
            tags.push(TagGroup::with_children(kind, vec![Node::Leaf(id)]));
        }
    }
    Ok(())
}

/// How an item is told to who hears the page: text as it stands, a code by what it is for.
fn tag(item: &Item) -> (ContentTag<'_>, Option<krilla::tagging::TagKind>) {
    match item {
        Item::Text { .. } => (ContentTag::Span(SpanTag::empty()), Some(Tag::P.into())),
        Item::Code { label, .. } => (
            ContentTag::Other,
            Some(Tag::Figure(Some(label.clone())).into()),
        ),
        Item::Fill { .. } | Item::Stroke { .. } => (ContentTag::Other, None),
    }
}

fn paint(surface: &mut Surface<'_>, item: &Item) -> Result<(), Error> {
    match item {
        Item::Fill { shape, ink } => filled(surface, path(shape), *ink),
        Item::Stroke {
            shape,
            ink,
            width,
            dash,
        } => stroked(surface, path(shape), *ink, *width, *dash),
        Item::Text { run, at, size, ink } => {
            let font: Font = Fonts::get()?.face(run.weight).pdf.clone();
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*ink)));
            let [x, y] = *at;
            surface.draw_glyphs(
                Point::from_xy(x, y),
                &run.glyphs,
                font,
                &run.text,
                *size,
                false,
            );
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
            filled(surface, all.finish(), Ink::Black);
        }
    }
    Ok(())
}

fn filled(surface: &mut Surface<'_>, path: Option<Path>, ink: Ink) {
    surface.set_stroke(None);
    surface.set_fill(Some(fill(ink)));
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}

fn stroked(surface: &mut Surface<'_>, path: Option<Path>, ink: Ink, width: f32, dash: Option<f32>) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: color(ink).into(),
        width,
        dash: dash.map(|length| StrokeDash {
            array: vec![length, length],
            offset: 0.0,
        }),
        ..Stroke::default()
    }));
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}

fn fill(ink: Ink) -> Fill {
    Fill {
        paint: color(ink).into(),
        ..Fill::default()
    }
}

/// Black and greys go to the black cartridge alone, which keeps codes sharp.
fn color(ink: Ink) -> Color {
    match ink.rgb() {
        [red, green, blue] if red == green && green == blue => luma::Color::new(red).into(),
        [red, green, blue] => rgb::Color::new(red, green, blue).into(),
    }
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
