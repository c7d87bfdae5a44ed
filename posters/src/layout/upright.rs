//! A4, and A3 as the same, larger: three rows, the code at the left and its purpose beside it.

use super::code::code;
use super::footer::footer;
use super::header::{Heading, header};
use super::sign::sign;
use super::stack::{Area, Side, Style, stack};
use crate::drawing::{Ink, Item};
use crate::error::Error;
use crate::font::Weight;
use crate::poster::{Poster, Printed};
use crate::words::how;

/// What printers leave white, and a little more.
const MARGIN: f32 = 10.0;
/// The side of a code with its quiet zone: 65 modules of 0.81 mm at most.
pub(crate) const CODE: f32 = 53.0;

const HEADER: Area = Area {
    x: MARGIN,
    y: MARGIN,
    width: 190.0,
    height: 41.0,
};
const HEADING: Heading = Heading {
    agency: 6.44,
    counter: 11.5,
    place: 5.29,
    place_share: 0.2,
};
const HOW: Area = Area {
    x: MARGIN,
    y: 51.5,
    width: 190.0,
    height: 11.0,
};
const ROWS: f32 = 63.5;
const ROW: f32 = 60.5;
const GAP: f32 = 2.0;
const FOOTER: Area = Area {
    x: MARGIN,
    y: 251.5,
    width: 190.0,
    height: 37.0,
};

/// The poster in millimetres of A4.
pub(crate) fn draw(poster: &Poster) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    header(&mut items, poster, HEADER, HEADING)?;
    let how = how();
    let vi = Style::new(5.0, Weight::Bold, Ink::Black, Side::Centre);
    let en = Style::new(4.0, Weight::Regular, Ink::Grey, Side::Centre);
    stack(&mut items, HOW, &[(&how.vi, 0.57, vi), (&how.en, 0.43, en)])?;
    let mut y = ROWS;
    for printed in &poster.codes {
        row(&mut items, printed, Area::new(MARGIN, y, 190.0, ROW))?;
        y += ROW + GAP;
    }
    footer(&mut items, poster, FOOTER, 8.2)?;
    Ok(items)
}

fn row(items: &mut Vec<Item>, printed: &Printed, area: Area) -> Result<(), Error> {
    items.push(Item::Stroke {
        shape: area.rounded(3.0),
        ink: Ink::Edge,
        width: 0.5,
        dash: None,
    });
    code(items, printed, [area.x + 2.0, area.y + 0.5], CODE)?;
    let disc = 10.5;
    let left = area.x + CODE + 5.0;
    sign(
        items,
        printed.purpose,
        [left + disc, area.y + area.height / 2.0],
        disc,
    );
    let beside = left + 2.0 * disc + 5.0;
    let words = Area::new(
        beside,
        area.y,
        area.x + area.width - beside - 3.0,
        area.height,
    );
    let style = |size, weight, ink| Style::new(size, weight, ink, Side::Left);
    let title = printed.purpose.title();
    let said = [
        (
            title.vi.as_str(),
            0.3,
            style(10.6, Weight::Bold, Ink::Black),
        ),
        (&title.en, 0.15, style(5.4, Weight::Regular, Ink::Grey)),
        (
            printed.purpose.detail(),
            0.3,
            style(6.6, Weight::Regular, Ink::Black),
        ),
    ];
    stack(items, words.inside(0.0, 4.0), &said)
}
