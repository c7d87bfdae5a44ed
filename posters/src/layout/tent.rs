//! An A4 sheet folded across: two A5 sides, the upper one printed upside down.

use super::code::code;
use super::footer::footer;
use super::header::{Heading, header};
use super::sign::sign;
use super::stack::{Area, Side, Style, stack};
use crate::drawing::{Ink, Item, Layer};
use crate::error::Error;
use crate::font::Weight;
use crate::poster::{Poster, Printed};
use crate::shape::Shape;
use crate::words::FOLD;

/// Width of the sheet, and the height of half of it.
const SIDE: [f32; 2] = [210.0, 148.5];
const MARGIN: f32 = 8.0;
/// The side of a code with its quiet zone: 65 modules of 0.83 mm at most.
pub(crate) const CODE: f32 = 54.0;
const GAP: f32 = 4.0;

const HEADER: Area = Area {
    x: MARGIN,
    y: MARGIN,
    width: 194.0,
    height: 29.0,
};
const HEADING: Heading = Heading {
    agency: 4.816,
    counter: 8.6,
    place: 3.646,
    // Two lines of it: one would be too small on so low a band.
    place_share: 0.24,
};
const COLUMNS: f32 = 39.5;
const COLUMN: f32 = 75.5;
const FOOTER: Area = Area {
    x: MARGIN,
    y: 117.5,
    width: 194.0,
    height: 25.0,
};

/// Both sides and the fold.
pub(crate) fn draw(poster: &Poster) -> Result<Vec<Layer>, Error> {
    let [width, height] = SIDE;
    let side = side(poster)?;
    let near = Layer {
        scale: 1.0,
        shift: [0.0, height],
        copy: false,
        items: side.clone(),
    };
    let far = Layer {
        scale: -1.0,
        shift: [width, height],
        copy: true,
        items: side,
    };
    let fold = Layer {
        scale: 1.0,
        shift: [0.0, height],
        copy: true,
        items: fold()?,
    };
    Ok(vec![near, far, fold])
}

fn side(poster: &Poster) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    header(&mut items, poster, HEADER, HEADING)?;
    let width = (HEADER.width - 2.0 * GAP) / 3.0;
    let mut x = MARGIN;
    for printed in &poster.codes {
        column(&mut items, printed, Area::new(x, COLUMNS, width, COLUMN))?;
        x += width + GAP;
    }
    footer(&mut items, poster, FOOTER, 5.8)?;
    Ok(items)
}

fn column(items: &mut Vec<Item>, printed: &Printed, area: Area) -> Result<(), Error> {
    items.push(Item::Stroke {
        shape: area.rounded(3.0),
        ink: Ink::Edge,
        width: 0.5,
        dash: None,
    });
    let disc = 5.2;
    sign(
        items,
        printed.purpose,
        [area.x + 3.0 + disc, area.y + 8.0],
        disc,
    );
    let left = area.x + 2.0 * disc + 5.0;
    let name = Area::new(left, area.y + 1.5, area.x + area.width - left - 2.0, 13.0);
    let title = printed.purpose.title();
    let large = Style::new(5.6, Weight::Bold, Ink::Black, Side::Left);
    let english = Style::new(3.9, Weight::Regular, Ink::Grey, Side::Left);
    stack(
        items,
        name,
        &[(&title.vi, 0.58, large), (&title.en, 0.42, english)],
    )?;
    let at = [area.x + (area.width - CODE) / 2.0, area.y + 15.0];
    code(items, printed, at, CODE)
}

/// Marks at both edges, where nothing else is printed.
fn fold() -> Result<Vec<Item>, Error> {
    let mark = |from: f32, to: f32| Item::Stroke {
        shape: Shape::line(&[[from, 0.0], [to, 0.0]]),
        ink: Ink::Grey,
        width: 0.3,
        dash: Some(1.5),
    };
    let [width, _] = SIDE;
    let mut items = vec![mark(4.0, 84.0), mark(width - 84.0, width - 4.0)];
    let style = Style::new(3.0, Weight::Regular, Ink::Grey, Side::Centre);
    stack(
        &mut items,
        Area::new(84.0, -2.0, width - 168.0, 4.0),
        &[(FOLD, 1.0, style)],
    )?;
    Ok(items)
}
