//! Parts that both layouts are put together from.

use crate::drawing::{Ink, Item};
use crate::error::Error;
use crate::fit::{ASCENT, Fitted, LEADING, Room, fit};
use crate::font::{Fonts, Weight};
use crate::poster::{Poster, Printed, Purpose};
use crate::shape::Shape;
use crate::words::{doubt, edition, genuine, warning};

/// A part of the sheet: left, top, width, height.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Area {
    pub(crate) fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// The same without an edge at the sides and at top and bottom.
    pub(crate) fn inside(self, sides: f32, ends: f32) -> Self {
        let (width, height) = (self.width - 2.0 * sides, self.height - 2.0 * ends);
        Self::new(self.x + sides, self.y + ends, width, height)
    }

    /// A rounded box around it.
    pub(crate) fn rounded(self, radius: f32) -> Shape {
        Shape::rounded([self.x, self.y], [self.width, self.height], radius)
    }
}

/// How a text stands in its area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Centre,
}

/// A text, the room it has, and how it looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// The size of an em when there is room enough.
    pub(crate) size: f32,
    pub(crate) weight: Weight,
    pub(crate) ink: Ink,
    pub(crate) side: Side,
}

impl Style {
    pub(crate) fn new(size: f32, weight: Weight, ink: Ink, side: Side) -> Self {
        Self {
            size,
            weight,
            ink,
            side,
        }
    }

    fn room(self, width: f32, height: f32) -> Room {
        Room {
            width,
            height,
            size: self.size,
            weight: self.weight,
        }
    }
}

/// The share of a text that gets what the others leave.
pub(crate) const REST: f32 = 0.0;

/// Fits texts below each other into an area, the whole in its middle; each has a share of the height,
/// or [`REST`].
pub(crate) fn stack(
    items: &mut Vec<Item>,
    area: Area,
    texts: &[(&str, f32, Style)],
) -> Result<(), Error> {
    let mut left = area.height;
    let mut fitted: Vec<Option<Fitted>> = texts.iter().map(|_| None).collect();
    // Those with a share first.
    for rest in [false, true] {
        let these = texts.iter().zip(&mut fitted);
        for ((text, share, style), place) in
            these.filter(|((_, share, _), _)| (*share == REST) == rest)
        {
            let height = if rest { left } else { area.height * share };
            let text = fit(text, style.room(area.width, height))?;
            left -= text.height();
            *place = Some(text);
        }
    }
    let styles = texts.iter().map(|(_, _, style)| *style);
    let fitted: Vec<_> = fitted.into_iter().flatten().zip(styles).collect();
    let height: f32 = fitted.iter().map(|(text, _)| text.height()).sum();
    let mut top = area.y + (area.height - height) / 2.0;
    for (text, style) in fitted {
        top = lines(items, area, top, text, style);
    }
    Ok(())
}

/// A paragraph from a top downwards, in as many lines as it needs; tells where it ends.
pub(crate) fn flow(
    items: &mut Vec<Item>,
    area: Area,
    top: f32,
    text: &str,
    style: Style,
) -> Result<f32, Error> {
    let fitted = fit(text, style.room(area.width, f32::MAX))?;
    Ok(lines(items, area, top, fitted, style))
}

/// Draws lines from a top downwards and tells where they end.
fn lines(items: &mut Vec<Item>, area: Area, mut top: f32, text: Fitted, style: Style) -> f32 {
    for run in text.lines {
        let spare = area.width - run.width * text.size;
        let x = match style.side {
            Side::Left => area.x,
            Side::Centre => area.x + spare / 2.0,
        };
        items.push(Item::Text {
            run,
            at: [x, top + ASCENT * text.size],
            size: text.size,
            ink: style.ink,
        });
        top += LEADING * text.size;
    }
    top
}

/// Agency, counter and place on a dark band.
pub(crate) fn header(
    items: &mut Vec<Item>,
    poster: &Poster,
    area: Area,
    size: f32,
) -> Result<(), Error> {
    items.push(Item::Fill {
        shape: area.rounded(3.0),
        ink: Ink::Leaf,
    });
    let style = |size, weight| Style::new(size, weight, Ink::White, Side::Centre);
    let agency = (
        poster.agency.as_str(),
        0.28,
        style(size * 0.56, Weight::Regular),
    );
    let counter = (poster.counter.as_str(), REST, style(size, Weight::Bold));
    let place = (
        poster.place.as_str(),
        0.2,
        style(size * 0.46, Weight::Regular),
    );
    stack(items, area.inside(6.0, 2.0), &[agency, counter, place])
}

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

/// The sign of a purpose, in a dark disc.
pub(crate) fn sign(items: &mut Vec<Item>, purpose: Purpose, centre: [f32; 2], radius: f32) {
    let [x, y] = centre;
    let at = |dx: f32, dy: f32| [x + dx * radius, y + dy * radius];
    let fill = |shape, ink| Item::Fill { shape, ink };
    items.push(fill(Shape::circle(centre, radius), Ink::Leaf));
    match purpose {
        Purpose::LookUp => {
            let pen = |shape| Item::Stroke {
                shape,
                ink: Ink::White,
                width: radius * 0.17,
                dash: None,
            };
            items.push(pen(Shape::circle(at(-0.12, -0.12), radius * 0.36)));
            items.push(pen(Shape::line(&[at(0.16, 0.16), at(0.52, 0.52)])));
        }
        Purpose::Ask => {
            let [left, top] = at(-0.55, -0.46);
            let bubble = Shape::rounded([left, top], [radius * 1.1, radius * 0.76], radius * 0.2);
            items.push(fill(bubble, Ink::White));
            let tail = [at(-0.3, 0.2), at(0.08, 0.2), at(-0.32, 0.6)];
            items.push(fill(Shape::polygon(&tail), Ink::White));
            for dot in [-0.27, 0.0, 0.27] {
                items.push(fill(
                    Shape::circle(at(dot, -0.08), radius * 0.08),
                    Ink::Leaf,
                ));
            }
        }
        Purpose::Rate => items.push(fill(Shape::star(at(0.0, 0.05), radius * 0.66), Ink::White)),
    }
}

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
    )?;
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

/// A line that ends at the right edge.
fn right(items: &mut Vec<Item>, area: Area, text: &str, style: Style) -> Result<(), Error> {
    let face = Fonts::get()?.face(style.weight);
    let length = face.shape(style.weight, text).width * style.size;
    let width = length.min(area.width) + 0.01;
    let area = Area {
        x: area.x + area.width - width,
        width,
        ..area
    };
    stack(items, area, &[(text, 1.0, style)])
}

/// A sign that asks for attention, drawn as a triangle.
fn exclamation(items: &mut Vec<Item>, [x, y]: [f32; 2], radius: f32) -> Result<(), Error> {
    let at = |dx: f32, dy: f32| [x + dx * radius, y + dy * radius];
    items.push(Item::Fill {
        shape: Shape::polygon(&[at(0.0, -0.95), at(1.0, 0.8), at(-1.0, 0.8)]),
        ink: Ink::Black,
    });
    items.push(Item::Fill {
        shape: Shape::polygon(&[
            at(-0.13, -0.4),
            at(0.13, -0.4),
            at(0.08, 0.28),
            at(-0.08, 0.28),
        ]),
        ink: Ink::White,
    });
    items.push(Item::Fill {
        shape: Shape::circle(at(0.0, 0.52), radius * 0.13),
        ink: Ink::White,
    });
    Ok(())
}
