//! Outlines, in millimetres or ems.

/// One step of an outline.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Move([f32; 2]),
    Line([f32; 2]),
    Quad([f32; 2], [f32; 2]),
    Cubic([f32; 2], [f32; 2], [f32; 2]),
    Close,
}

/// An outline: closed parts are filled, by the non-zero rule.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape(pub(crate) Vec<Step>);

/// How far the handles of a quarter circle reach.
const ARC: f32 = 0.552_285;

impl Shape {
    /// A straight line through points.
    pub(crate) fn line(points: &[[f32; 2]]) -> Self {
        let step = |(index, point): (usize, &[f32; 2])| match index {
            0 => Step::Move(*point),
            _ => Step::Line(*point),
        };
        Self(points.iter().enumerate().map(step).collect())
    }

    /// A closed figure with these corners.
    pub(crate) fn polygon(points: &[[f32; 2]]) -> Self {
        let mut shape = Self::line(points);
        shape.0.push(Step::Close);
        shape
    }

    /// A rectangle with rounded corners.
    pub(crate) fn rounded([x, y]: [f32; 2], [width, height]: [f32; 2], radius: f32) -> Self {
        let (right, bottom, r) = (x + width, y + height, radius);
        let k = r * (1.0 - ARC);
        Self(vec![
            Step::Move([x + r, y]),
            Step::Line([right - r, y]),
            Step::Cubic([right - k, y], [right, y + k], [right, y + r]),
            Step::Line([right, bottom - r]),
            Step::Cubic(
                [right, bottom - k],
                [right - k, bottom],
                [right - r, bottom],
            ),
            Step::Line([x + r, bottom]),
            Step::Cubic([x + k, bottom], [x, bottom - k], [x, bottom - r]),
            Step::Line([x, y + r]),
            Step::Cubic([x, y + k], [x + k, y], [x + r, y]),
            Step::Close,
        ])
    }

    /// A circle.
    pub(crate) fn circle([x, y]: [f32; 2], radius: f32) -> Self {
        let side = 2.0 * radius;
        Self::rounded([x - radius, y - radius], [side, side], radius)
    }

    /// A star with five points, the first upwards.
    pub(crate) fn star([x, y]: [f32; 2], radius: f32) -> Self {
        let corner = |index: u8| {
            let turn = f32::from(index) * std::f32::consts::PI / 5.0;
            let reach = if index.is_multiple_of(2) {
                radius
            } else {
                radius * 0.42
            };
            [x + reach * turn.sin(), y - reach * turn.cos()]
        };
        Self::polygon(&std::array::from_fn::<_, 10, _>(|index| {
            corner(u8::try_from(index).unwrap_or_default())
        }))
    }
}
