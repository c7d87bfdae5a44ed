//! Signs: what a code is for, and what asks for attention. Their shapes differ, not their colours.

use crate::drawing::{Ink, Item};
use crate::poster::Purpose;
use crate::shape::Shape;

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

/// A sign that asks for attention, drawn as a triangle.
pub(crate) fn exclamation(items: &mut Vec<Item>, [x, y]: [f32; 2], radius: f32) {
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
}
