//! Areas of a sheet, and texts that are stacked in them.

use crate::drawing::{Ink, Item};
use crate::error::Error;
use crate::fit::{ASCENT, Fitted, LEADING, Room, fit};
use crate::font::{Fonts, Weight};
use crate::shape::Shape;

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

/// A line that ends at the right edge.
pub(crate) fn right(
    items: &mut Vec<Item>,
    area: Area,
    text: &str,
    style: Style,
) -> Result<(), Error> {
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
