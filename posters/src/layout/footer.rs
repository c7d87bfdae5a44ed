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
    let style = |size, weight, ink| Style::new(size, weight, ink, Side::Left);
    let (warning, genuine) = (warning(), genuine(&poster.host));
    let english = format!("{} · {}", warning.en, genuine.en);
    let said = [
        (
            warning.vi.as_str(),
            0.37,
            style(size, Weight::Bold, Ink::Black),
        ),
        (
            &genuine.vi,
            0.22,
            style(size * 0.62, Weight::Bold, Ink::Black),
        ),
        (
            &doubt(&poster.host),
            0.21,
            style(size * 0.56, Weight::Regular, Ink::Black),
        ),
        (
            &english,
            0.2,
            style(size * 0.46, Weight::Regular, Ink::Grey),
        ),
    ];
    stack(items, text, &said)?;
    let below = Area::new(
        area.x,
        area.y + area.height - line * 1.45,
        area.width,
        line * 1.4,
    );
    let edition = edition(poster);
    let small = style(line, Weight::Regular, Ink::Grey);
    stack(
        items,
        Area {
            width: below.width / 2.0,
            ..below
        },
        &[(&edition, 1.0, small)],
    )?;
    let half = Area::new(
        below.x + below.width / 2.0,
        below.y,
        below.width / 2.0,
        below.height,
    );
    right(items, half, &poster.host, small)
}
