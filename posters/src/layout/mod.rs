//! Where everything stands on a sheet.

mod code;
mod footer;
mod header;
mod receipt;
mod sign;
mod stack;
mod tent;
mod upright;

use crate::drawing::{Drawing, Layer};
use crate::error::Error;
use crate::poster::Poster;
use crate::sheet::{A3_SCALE, Sheet};

impl Poster {
    /// The poster on a sheet.
    pub(crate) fn draw(&self, sheet: Sheet) -> Result<Drawing, Error> {
        let layers = match sheet {
            Sheet::A3 => vec![upright(self, A3_SCALE)?],
            Sheet::A4 => vec![upright(self, 1.0)?],
            Sheet::A5Tent => tent::draw(self)?,
        };
        Ok(Drawing {
            size: sheet.size(),
            layers,
        })
    }
}

fn upright(poster: &Poster, scale: f32) -> Result<Layer, Error> {
    Ok(Layer {
        scale,
        shift: [0.0, 0.0],
        copy: false,
        items: upright::draw(poster)?,
    })
}

#[cfg(test)]
mod tests;
