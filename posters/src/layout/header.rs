//! The head of a poster: whose it is.

use super::stack::{Area, REST, Side, Style, stack};
use crate::drawing::{Ink, Item};
use crate::error::Error;
use crate::font::Weight;
use crate::poster::Poster;

/// The sizes of ems when there is room enough.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heading {
    pub(crate) agency: f32,
    pub(crate) counter: f32,
    pub(crate) place: f32,
    /// How much of the height a long place may take: so much that its letters keep above
    /// [`EM_MIN`](crate::limits::EM_MIN).
    pub(crate) place_share: f32,
}

/// Agency, counter and place on a dark band.
pub(crate) fn header(
    items: &mut Vec<Item>,
    poster: &Poster,
    area: Area,
    heading: Heading,
) -> Result<(), Error> {
    items.push(Item::Fill {
        shape: area.rounded(3.0),
        ink: Ink::Leaf,
    });
    let style = |size, weight| Style::new(size, weight, Ink::White, Side::Centre);
    let agency = (
        poster.agency.as_str(),
        0.28,
        style(heading.agency, Weight::Regular),
    );
    let counter = (
        poster.counter.as_str(),
        REST,
        style(heading.counter, Weight::Bold),
    );
    let place = (
        poster.place.as_str(),
        heading.place_share,
        style(heading.place, Weight::Regular),
    );
    stack(items, area.inside(6.0, 2.0), &[agency, counter, place])
}
