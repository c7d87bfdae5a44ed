//! Names of people: by their capitals, by what leads to them, and by the words that they are made of.

use std::ops::Range;
use std::sync::LazyLock;

use mobile_contract::text::fold;
use motcua_seed::people::{People, Words};
use regex::Regex;

use super::pattern;

/// Longest name, in words.
const LONGEST: usize = 5;
/// What is asked for by "tên là gì", folded.
const ASKED: [&str; 6] = ["gi", "j", "ai", "sao", "nao", "the"];

static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"[\p{L}\p{M}]+"));
/// "Tôi tên là …", in whatever case and with whatever marks.
static CALLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)\bt[êe]n\s+(?:(?:t[ôo]i|em|m[ìi]nh|ch[áa]u|con|anh|ch[ịi]|b[ốo]|m[ẹe]|v[ợo]|ch[ồo]ng)\s+)*(?:l[àa]|:)\s*(\p{L}+(?:\s+\p{L}+){0,3})",
    )
});

/// A word with where it stands.
struct Word {
    at: Range<usize>,
    lower: String,
    folded: String,
    capital: bool,
    /// Whether it may belong to the name that the word before belongs to: only a space stands between.
    beside: bool,
}

impl Word {
    /// Whether it has no marks: written so, or without those that it should have.
    fn bare(&self) -> bool {
        self.lower == self.folded
    }

    /// Whether it is among some words; without its marks when the text is written so.
    fn among(&self, words: &Words, bare: bool) -> bool {
        words.has(&self.lower) || bare && self.bare() && words.has_bare(&self.folded)
    }
}

/// Where names stand, in bytes.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let reader = Reader {
        people: People::embedded(),
        words: words(text),
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(word) = reader.words.get(at) {
        let run = reader.capitalised(at).max(reader.spoken(at));
        match (run, reader.words.get(at + run.saturating_sub(1))) {
            (1.., Some(last)) => {
                found.push(word.at.start..last.at.end);
                at += run;
            }
            _ => at += 1,
        }
    }
    let called = CALLED.iter().flat_map(|regex| regex.captures_iter(text));
    let called = called.filter_map(|captures| Some(captures.get(1)?.range()));
    found.extend(called.filter(|at| !is_asked(text.get(at.clone()).unwrap_or_default())));
    found
}

/// "Tên con là gì" names nobody.
fn is_asked(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    ASKED.contains(&fold(first).as_str())
}

fn words(text: &str) -> Vec<Word> {
    let mut end = None;
    let found = WORD.iter().flat_map(|regex| regex.find_iter(text));
    found
        .map(|m| {
            let before = end
                .replace(m.end())
                .and_then(|end| text.get(end..m.start()));
            Word {
                at: m.range(),
                lower: m.as_str().to_lowercase(),
                folded: fold(m.as_str()),
                capital: m.as_str().chars().next().is_some_and(char::is_uppercase),
                beside: before == Some(" "),
            }
        })
        .collect()
}

struct Reader {
    people: &'static People,
    words: Vec<Word>,
}

impl Reader {
    /// The word before one, when only a space stands between.
    fn before(&self, at: usize) -> Option<&Word> {
        self.words.get(at).filter(|word| word.beside)?;
        self.words.get(at.checked_sub(1)?)
    }

    /// The word so many behind one, when only spaces stand between.
    fn behind(&self, at: usize, many: usize) -> Option<&Word> {
        let between = (at + 1..=at + many).all(|at| self.words.get(at).is_some_and(|w| w.beside));
        self.words.get(at + many).filter(|_| between)
    }

    /// Whether two words that stand side by side are one of some pairs.
    fn is_pair(&self, one: Option<&Word>, other: Option<&Word>, pairs: &Words, bare: bool) -> bool {
        let Some((one, other)) = one.zip(other) else {
            return false;
        };
        let lower = format!("{} {}", one.lower, other.lower);
        let folded = || format!("{} {}", one.folded, other.folded);
        pairs.has(&lower) || bare && one.bare() && other.bare() && pairs.has_bare(&folded())
    }

    /// Whether what begins here is the name of a place, or stands behind what leads to one.
    fn is_place(&self, at: usize, bare: bool) -> bool {
        let people = self.people;
        let led = self.before(at).is_some_and(|word| {
            let further = self.before(at - 1);
            word.among(&people.places, bare)
                || self.is_pair(further, Some(word), &people.places, bare)
        });
        led || (1..=3).any(|many| {
            let Some(name) = self.words.get(at..at + many) else {
                return false;
            };
            let folded: Vec<&str> = name.iter().map(|word| word.folded.as_str()).collect();
            let beside = self.behind(at, many - 1).is_some();
            beside && people.not_people.has_bare(&folded.join(" "))
        })
    }

    /// How many words, from one on, are a person's name by their capitals: a family name and what follows, or
    /// what follows "ông", "chị".
    fn capitalised(&self, at: usize) -> usize {
        let people = self.people;
        let Some(first) = self.words.get(at).filter(|word| word.capital) else {
            return 0;
        };
        let run = (1..LONGEST).take_while(|many| self.behind(at, *many).is_some_and(|w| w.capital));
        let run = 1 + run.count();
        // "Có" is no "cô".
        let is_title = |word: &Word| word.among(&people.titles, true);
        if people.places.has(&first.lower) || self.is_place(at, false) {
            return 0;
        }
        let titled = self.before(at).is_some_and(is_title) && !is_title(first);
        if titled || run >= 2 && first.among(&people.families, true) {
            run
        } else {
            0
        }
    }

    /// How many words, from one on, are a person's name by what they are, in whatever case: "nguyễn văn an",
    /// "le thi hoa".
    fn spoken(&self, at: usize) -> usize {
        let people = self.people;
        let Some(first) = self.words.get(at) else {
            return 0;
        };
        let (second, third) = (self.behind(at, 1), self.behind(at, 2));
        let bare = first.bare() && second.is_none_or(Word::bare) && third.is_none_or(Word::bare);
        let known = first.among(&people.families, bare);
        if self.is_place(at, bare)
            || self.is_pair(self.before(at), Some(first), &people.within, true)
            || self.is_pair(Some(first), second, &people.within, true)
        {
            return 0;
        }
        if !known {
            return self.titled(at, first, second);
        }
        let part_of_a_word = self.is_pair(second, third, &people.compounds, true)
            || self.is_pair(Some(first), second, &people.compounds, true);
        let clear = !bare && people.clear.has(&first.lower);
        let telling = second.is_some_and(|w| w.among(&people.telling, bare));
        let middle = second.is_some_and(|w| w.among(&people.middles, bare));
        let given = |w: Option<&Word>| w.is_some_and(|w| w.among(&people.given, bare));
        // Without marks, many words look like a family name: then more must speak for it.
        let sure = !bare
            || people.bare.has(&first.folded)
            || telling && people.before_telling.has(&first.folded)
            || self.is_introduced(at);
        let whole = middle && given(third) && sure;
        let short = (!bare || people.bare.has(&first.folded)) && (middle || given(second));
        let led = self.is_introduced(at) || !bare && self.is_titled(at);
        if clear && telling || !part_of_a_word && (whole || short && led) {
            self.run(at, bare)
        } else {
            0
        }
    }

    /// How far a name goes that two words begin, or "văn" and any third; a middle name has something behind it.
    fn run(&self, at: usize, bare: bool) -> usize {
        let people = self.people;
        let is = |many: usize, words: &Words| {
            self.behind(at, many).is_some_and(|w| w.among(words, bare))
        };
        let mut run = 2;
        if self.behind(at, 2).is_some() && is(1, &people.telling) || is(2, &people.given) {
            run = 3;
        }
        while run < LONGEST && is(run - 1, &people.middles) && is(run, &people.given) {
            run += 1;
        }
        run
    }

    /// "Chị hoa": a given name in lower case, where it is nothing else.
    fn titled(&self, at: usize, first: &Word, second: Option<&Word>) -> usize {
        let people = self.people;
        let title = self
            .before(at)
            .filter(|word| people.titles.has(&word.lower));
        let is_marked = |word: &Word| !word.bare();
        let marked = title.is_some_and(|word| is_marked(word) || is_marked(first));
        let other = self.is_pair(Some(first), second, &people.compounds, false);
        usize::from(marked && !other && people.after_title.has(&first.lower))
    }

    fn is_titled(&self, at: usize) -> bool {
        let title = self.before(at);
        title.is_some_and(|word| self.people.titles.has(&word.lower))
    }

    /// "Tôi là", "tên con tôi là", "tên" before a word.
    fn is_introduced(&self, at: usize) -> bool {
        let speaker = |at: usize| {
            let word = self.words.get(at);
            word.is_some_and(|word| word.among(&self.people.speakers, true))
        };
        let is = |at: usize, folded: &str| self.words.get(at).is_some_and(|w| w.folded == folded);
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let says = is(before, "la");
        let mut from = if says {
            before.checked_sub(1)
        } else {
            Some(before)
        };
        let mut spoke = false;
        while let Some(at) = from.filter(|at| speaker(*at)) {
            spoke = true;
            from = at.checked_sub(1);
        }
        from.is_some_and(|at| is(at, "ten")) || says && spoke
    }
}
