//! A code, and below it what people can type instead.

use super::stack::{Area, Side, Style, stack};
use crate::drawing::{Ink, Item};
use crate::error::Error;
use crate::font::Weight;
use crate::poster::Printed;

/// The code in its quiet zone, with the short code below; returns nothing beyond `side` to the right.
pub(crate) fn code(
    items: &mut Vec<Item>,
    printed: &Printed,
    [x, y]: [f32; 2],
    side: f32,
) -> Result<(), Error> {
    items.push(Item::Code {
        matrix: printed.matrix.clone(),
        at: [x, y],
        side,
        label: format!("{}: {}", printed.purpose.title().vi, printed.short),
    });
    let below = Area::new(x, y + side, side, 6.0);
    let style = Style::new(4.5, Weight::Bold, Ink::Black, Side::Centre);
    stack(items, below, &[(&printed.short, 1.0, style)])
}
