//! The foot of a poster: what to beware of, and which poster it is.

use super::sign::exclamation;
use super::stack::{Area, Side, Style, right, stack};
use crate::drawing::{Ink, Item};
use crate::error::Error;
use crate::font::Weight;
use crate::poster::Poster;
use crate::words::{doubt, edition, genuine, warning};

/// What nobody may ask for, and how a genuine code is told; below it, which poster this is.
pub(crate) fn footer(
    items: &mut Vec<Item>,
    poster: &Poster,
    area: Area,
    size: f32,
) -> Result<(), Error> {
    let line = size * 0.5;
    let boxed = Area::new(area.x, area.y, area.width, area.height - line * 1.6);
    beware(items, &poster.host, boxed, size)?;
    let below = Area::new(
        area.x,
        area.y + area.height - line * 1.45,
        area.width,
        line * 1.4,
    );
    which(items, poster, below, line)
}

/// The warning in its box.
fn beware(items: &mut Vec<Item>, host: &str, boxed: Area, size: f32) -> Result<(), Error> {
    items.push(Item::Stroke {
        shape: boxed.rounded(3.0),
        ink: Ink::Black,
        width: 0.9,
        dash: None,
    });
    let mark = boxed.height * 0.36;
    exclamation(
        items,
        [boxed.x + 5.0 + mark, boxed.y + boxed.height / 2.0],
        mark,
    );
    let indent = 2.0 * mark + 10.0;
    let text = Area::new(
        boxed.x + indent,
        boxed.y,
        boxed.width - indent - 4.0,
        boxed.height,
    )
    .inside(0.0, 1.2);
    let bold = |size| left(size, Weight::Bold, Ink::Black);
    let plain = |size, ink| left(size, Weight::Regular, ink);
    let (warning, genuine, doubt) = (warning(), genuine(host), doubt(host));
    let english = format!("{} · {}", warning.en, genuine.en);
    let said = [
        (warning.vi.as_str(), 0.37, bold(size)),
        (&genuine.vi, 0.22, bold(size * 0.62)),
        (&doubt, 0.21, plain(size * 0.56, Ink::Black)),
        (&english, 0.2, plain(size * 0.46, Ink::Grey)),
    ];
    stack(items, text, &said)
}

/// Which poster this is, and whose.
fn which(items: &mut Vec<Item>, poster: &Poster, below: Area, size: f32) -> Result<(), Error> {
    let (edition, small) = (edition(poster), left(size, Weight::Regular, Ink::Grey));
    let half = Area {
        width: below.width / 2.0,
        ..below
    };
    stack(items, half, &[(&edition, 1.0, small)])?;
    let other = Area {
        x: below.x + half.width,
        ..half
    };
    right(items, other, &poster.host, small)
}

fn left(size: f32, weight: Weight, ink: Ink) -> Style {
    Style::new(size, weight, ink, Side::Left)
}
