//! Charts as plain SVG in the page: bars beside words and numbers, so that neither colour nor sight of the bars
//! is needed. What a bar belongs to is told by its pattern, too. The table below each chart says the same.

use askama::Template;

/// Width of a chart in its own units; a unit is about a pixel on a phone.
const WIDTH: u64 = 360;
/// Height of a line of text.
const LINE: usize = 23;
/// Height of a bar.
const BAR: usize = 20;
/// Space below a bar.
const GAP: usize = 16;
/// Characters of a label on one line.
const LABEL_CHARS: usize = 36;

/// How a bar is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Full.
    Solid,
    /// Stripes.
    Striped,
    /// Dots.
    Dotted,
}

impl Fill {
    const fn pattern(&self) -> &'static str {
        match self {
            Self::Solid => "dac",
            Self::Striped => "soc",
            Self::Dotted => "cham",
        }
    }
}

/// A bar to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it is about.
    pub label: String,
    /// Its number in words.
    pub value: String,
    /// How long it is, in parts of a thousand; `None`: nothing is told.
    pub length: Option<u64>,
    /// How it is drawn.
    pub fill: Fill,
}

/// Bars below each other.
#[derive(Debug, Template)]
#[template(path = "staff/chart.html")]
pub struct Chart<'a> {
    /// Its id in the page.
    pub id: &'a str,
    /// What it shows.
    pub title: &'a str,
    /// How to read it.
    pub description: &'a str,
    /// The bars.
    pub bars: &'a [Bar],
}

/// A chart as text; nothing without bars.
pub fn drawn(id: &str, (title, description): (&str, &str), bars: &[Bar]) -> String {
    if bars.is_empty() {
        return String::new();
    }
    let chart = Chart {
        id,
        title,
        description,
        bars,
    };
    chart.render().unwrap_or_default()
}

/// A bar at its place.
struct Drawn<'b> {
    bar: &'b Bar,
    lines: Vec<(usize, String)>,
    value_at: usize,
    top: usize,
    width: u64,
}

impl Chart<'_> {
    fn drawn(&self) -> Vec<Drawn<'_>> {
        let mut top = 0;
        let bars = self.bars.iter().map(|bar| {
            let words = wrapped(&bar.label, &bar.value);
            let value_at = top + words.len() * LINE - 6;
            let lines = words.into_iter().enumerate();
            let lines: Vec<_> = lines
                .map(|(at, words)| (top + (at + 1) * LINE - 6, words))
                .collect();
            let at = top + lines.len() * LINE;
            top = at + BAR + GAP;
            Drawn {
                bar,
                lines,
                value_at,
                top: at,
                width: bar.length.unwrap_or(0).min(1_000) * WIDTH / 1_000,
            }
        });
        bars.collect()
    }

    fn height(&self) -> usize {
        let drawn = self.drawn();
        drawn.last().map_or(0, |last| last.top + BAR + 2)
    }

    fn striped(&self) -> String {
        self.pattern(&Fill::Striped)
    }

    fn dotted(&self) -> String {
        self.pattern(&Fill::Dotted)
    }

    /// Patterns have ids of the page: each chart its own.
    fn pattern(&self, fill: &Fill) -> String {
        format!("{}-{}", self.id, fill.pattern())
    }
}

/// A label in lines that leave room for the value behind the last one. What is longer than two lines is cut: the
/// table has it whole.
fn wrapped(label: &str, value: &str) -> Vec<String> {
    let room = LABEL_CHARS.saturating_sub(value.chars().count() + 1);
    if label.chars().count() <= room {
        return vec![label.to_owned()];
    }
    let mut lines = vec![String::new()];
    for word in label.split_whitespace() {
        let full = lines.len() > 1;
        let Some(line) = lines.last_mut() else { break };
        let longer = line.chars().count() + 1 + word.chars().count();
        if longer <= LABEL_CHARS || line.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        } else if full {
            line.push('…');
            break;
        } else {
            lines.push(word.to_owned());
        }
    }
    // The value stands behind the last line, or below it.
    if lines.last().is_some_and(|line| line.chars().count() > room) {
        lines.push(String::new());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_leaves_room_for_its_number() {
        assert_eq!(wrapped("Rất hài lòng", "12 (40,00 %)"), ["Rất hài lòng"]);
        let name = "Bộ phận Một cửa TX Mỹ Hào – Quầy Tư pháp, hộ tịch";
        let lines = wrapped(name, "4,25 · 37 lượt");
        assert!(lines.len() > 1, "{lines:?}");
        for line in &lines {
            assert!(line.chars().count() <= LABEL_CHARS + 1, "{lines:?}");
        }
        let last = lines.last().map_or(0, |line| line.chars().count());
        assert!(
            last + "4,25 · 37 lượt".chars().count() < LABEL_CHARS,
            "{lines:?}"
        );
    }

    #[test]
    fn a_chart_says_in_words_what_it_draws() {
        let bars = [
            Bar {
                label: "Rất <hài> lòng".to_owned(),
                value: "3".to_owned(),
                length: Some(500),
                fill: Fill::Striped,
            },
            Bar {
                label: "Không rõ".to_owned(),
                value: "dưới 5 lượt".to_owned(),
                length: None,
                fill: Fill::Solid,
            },
        ];
        let chart = Chart {
            id: "a",
            title: "Phân bố",
            description: "Số liệu ở bảng bên dưới.",
            bars: &bars,
        };
        let svg = chart.render().unwrap();
        assert!(
            svg.contains("role=\"img\"") && svg.contains("<title id=\"a-ten\">Phân bố</title>"),
            "{svg}"
        );
        assert!(
            svg.contains("width=\"180\"") && svg.contains("url(#a-soc)"),
            "{svg}"
        );
        assert!(
            !svg.contains("<hài>") && svg.contains("dưới 5 lượt"),
            "{svg}"
        );
        assert!(!svg.contains("style="), "the policy stops it: {svg}");
    }
}
