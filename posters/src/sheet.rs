//! The papers that a poster is made for.

/// A paper and how the poster lies on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sheet {
    /// 297 × 420 mm: a wall or a window.
    A3,
    /// 210 × 297 mm: beside the counter.
    #[default]
    A4,
    /// An A4 sheet that is folded into a tent of two A5 sides; each reads upright on its side of
    /// the table.
    A5Tent,
}

/// The smallest side of a module in millimetres, on every sheet and for every address that is
/// accepted: a phone reads it from arm's length.
pub const MODULE_MIN: f32 = 0.8;

/// A3 is A4 with all lengths times the root of two.
pub(crate) const A3_SCALE: f32 = 297.0 / 210.0;

impl Sheet {
    /// All sheets.
    pub const ALL: [Self; 3] = [Self::A3, Self::A4, Self::A5Tent];

    /// Width and height of the paper in millimetres.
    #[must_use]
    pub fn size(self) -> [f32; 2] {
        match self {
            Self::A3 => [297.0, 420.0],
            Self::A4 | Self::A5Tent => [210.0, 297.0],
        }
    }
}
