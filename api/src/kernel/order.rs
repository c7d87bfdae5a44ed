//! Vietnamese order of names (thứ tự chữ cái): a ă â b c d đ e ê … o ô ơ … u ư, word by word, tones last, and
//! numbers by how much they are: "Quầy 2" comes before "Quầy 10".

use unicode_normalization::UnicodeNormalization;

/// Where a name stands among others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    parts: Vec<Part>,
    /// Of two that are otherwise alike.
    text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// How many digits, and which.
    Number(usize, String),
    /// Letters with their shapes, and after all of them the tones: ngang, huyền, hỏi, ngã, sắc, nặng.
    Word(Vec<(char, Shape)>, Vec<u8>),
}

/// What a mark makes of a letter: another letter of the alphabet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Plain,
    /// ă, đ.
    First,
    /// â, ê, ô.
    Circumflex,
    /// ơ, ư.
    Horn,
}

/// What has names, in the order of them. What has the same name stays as it came.
#[must_use]
pub fn by_name<T>(all: impl IntoIterator<Item = T>, name: impl Fn(&T) -> &str) -> Vec<T> {
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by_cached_key(|one| of(name(one)));
    all
}

/// Where a name stands. Capitals and the Unicode form make no difference.
#[must_use]
pub fn of(text: &str) -> Key {
    let mut parts: Vec<Part> = Vec::new();
    // Whether the next letter or digit goes on with the last part.
    let mut open = false;
    for c in text.to_lowercase().nfd() {
        if is_mark(c) {
            if let Some(Part::Word(letters, tones)) = parts.last_mut().filter(|_| open) {
                mark(letters, tones, c);
            }
        } else if c.is_alphanumeric() {
            push(&mut parts, open, c);
            open = true;
        } else {
            open = false;
        }
    }
    Key {
        parts,
        text: text.to_owned(),
    }
}

fn push(parts: &mut Vec<Part>, open: bool, c: char) {
    let letter = match c {
        'đ' => ('d', Shape::First),
        other => (other, Shape::Plain),
    };
    match parts.last_mut().filter(|_| open) {
        Some(Part::Number(length, digits)) if c.is_ascii_digit() => {
            // Zeros in front count nothing.
            if digits.as_str() == "0" {
                digits.clear();
            }
            digits.push(c);
            *length = digits.len();
        }
        Some(Part::Word(letters, _)) if !c.is_ascii_digit() => letters.push(letter),
        _ if c.is_ascii_digit() => parts.push(Part::Number(1, c.to_string())),
        _ => parts.push(Part::Word(vec![letter], Vec::new())),
    }
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// A mark on the last letter.
fn mark(letters: &mut [(char, Shape)], tones: &mut Vec<u8>, c: char) {
    let shape = match c {
        '\u{306}' => Some(Shape::First),
        '\u{302}' => Some(Shape::Circumflex),
        '\u{31b}' => Some(Shape::Horn),
        _ => None,
    };
    if let (Some(shape), Some((_, last))) = (shape, letters.last_mut()) {
        *last = shape;
    }
    tones.extend(match c {
        '\u{300}' => Some(1),
        '\u{309}' => Some(2),
        '\u{303}' => Some(3),
        '\u{301}' => Some(4),
        '\u{323}' => Some(5),
        _ => None,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_as_in_a_dictionary() {
        let sorted = [
            "An Thi",
            "Ân Thi",
            "Đặng Lễ",
            "Hưng Yên",
            "ma 1",
            "mà",
            "mả",
            "mã",
            "má",
            "mạ",
            "Quầy 2",
            "Quầy 10",
            "Quầy Cư trú",
            "Quầy Đất đai",
            "Quầy Hộ tịch",
            "Tân Hưng",
            "Tân Hương",
            "Tiên Lữ",
            "Ứng Hòa",
            "Văn Giang",
        ];
        let mut mixed = sorted;
        mixed.reverse();
        assert_eq!(by_name(mixed, |name| name), sorted);
    }

    #[test]
    fn what_has_the_same_name_stays_as_it_came() {
        let named = [(2, "Quầy 10"), (3, "Quầy 2"), (1, "Quầy 10")];
        let sorted = by_name(named, |(_, name)| name);
        assert_eq!(
            sorted.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
            [3, 2, 1]
        );
    }

    #[test]
    fn letters_come_before_tones_and_words_before_what_follows() {
        assert!(
            of("hóa") < of("hoan"),
            "a letter more counts more than a tone"
        );
        assert!(of("hòa yên") < of("hóa an"), "the first word decides");
        assert!(of("dung") < of("đan"), "đ is a letter of its own");
        assert!(of("Quầy 007") < of("Quầy 08"));
    }

    #[test]
    fn the_unicode_form_and_capitals_make_no_difference() {
        let (one, other) = ("Ủy ban", "U\u{309}y ban");
        assert_eq!(of(one).parts, of(other).parts);
        assert_eq!(of("ỦY BAN").parts, of(one).parts);
    }
}
