//! What ranking needs to know of a record, small enough to keep every one in memory.

use std::ops::Range;

use mobile_contract::search::HitKind;
use mobile_contract::text::fold;

use super::action::{Actions, opens_plainly};
use super::lexicon::{FoldedId, Learnt, Lexicon};
use crate::kernel::text::{Syllable, compose, syllables};

/// A record, for ranking.
#[derive(Debug)]
pub(super) struct Card {
    pub(super) kind: HitKind,
    pub(super) code: String,
    /// Title first, then aliases.
    pub(super) names: Vec<Name>,
    /// The words of all names, one after the other: ranking goes through them by the thousand.
    words: Box<[Learnt]>,
    /// Nearest level of government: 0 commune … 4 other; unknown counts as a ministry's.
    pub(super) level: u8,
    /// All levels, a bit each.
    pub(super) levels: u8,
    /// Who may ask, a bit each; 0 when no source says.
    pub(super) audiences: u16,
    /// Syllables of the running text that names know, in order.
    pub(super) body: Box<[FoldedId]>,
    pub(super) curated: bool,
    /// Whether citizens come with it every day, by its field.
    pub(super) everyday: bool,
}

/// One name of a record.
#[derive(Debug)]
pub(super) struct Name {
    /// Where its words are among those of its card.
    words: Range<usize>,
    /// How many of the words name it; the rest says for whom and when.
    pub(super) head: usize,
    pub(super) actions: Actions,
    /// Whether it opens with a plain "cấp", "đăng ký": the usual one among siblings.
    pub(super) plain: bool,
    /// Whether it is English, and no Vietnamese question says it.
    pub(super) foreign: bool,
}

/// What words behind the head of a title tell of it.
const TAIL_SHARE: f32 = 0.25;

/// Where the name of a procedure ends and its special cases begin.
const TAILS: [&str; 9] = [
    "(",
    "đối với",
    "trong trường hợp",
    "trong các trường hợp",
    "cho trường hợp",
    "do ",
    ";",
    "tại cơ quan đại diện",
    "bằng dịch vụ công",
];

/// Fields of administration that people come with every day, folded. A commune's one-stop counter
/// sees these; the rest of the catalogue is for trades.
const EVERYDAY_FIELDS: [&str; 36] = [
    "ho tich",
    "quoc tich",
    "chung thuc",
    "nuoi con nuoi",
    "cap, quan ly can cuoc",
    "dang ky, quan ly cu tru",
    "quan ly xuat nhap canh",
    "ly lich tu phap",
    "dat dai",
    "dang ky, quan ly phuong tien giao thong co gioi, xe may chuyen dung",
    "dang ky, quan ly phuong tien giao thong co gioi duong bo",
    "bao hiem xa hoi",
    "bao tro xa hoi",
    "thuc hien chinh sach bhxh",
    "thuc hien chinh sach bhyt",
    "cap so bhxh, the bhyt",
    "nguoi co cong",
    "viec lam",
    "sat hach, cap giay phep lai xe",
    "dang ky bien phap bao dam",
    "thanh lap va hoat dong doanh nghiep (ho kinh doanh)",
    "thanh lap va hoat dong cua doanh nghiep",
    "hoat dong xay dung",
    "giao duc mam non",
    "giao duc tieu hoc",
    "giao duc trung hoc",
    "van bang, chung chi",
    "tiep cong dan",
    "giai quyet khieu nai",
    "giai quyet to cao",
    "tre em",
    "nghia vu quan su",
    "giam ngheo",
    "dinh danh va xac thuc dien tu",
    "dich vu cung cap dien moi",
    "gia dinh",
];

/// The level of a procedure whose source names none.
const UNKNOWN_LEVEL: u8 = 3;

/// What a card is made of.
pub(super) struct CardSource<'a> {
    pub(super) kind: HitKind,
    pub(super) code: &'a str,
    pub(super) names: Vec<&'a str>,
    pub(super) foreign: Vec<&'a str>,
    pub(super) field: &'a str,
    pub(super) levels: u8,
    pub(super) audiences: u16,
    pub(super) curated: bool,
}

impl Card {
    /// Makes a card, teaching the lexicon its words.
    pub(super) fn new(source: &CardSource<'_>, lexicon: &mut Lexicon) -> Self {
        let own = source.names.iter().map(|name| (name, false));
        let foreign = source.foreign.iter().map(|name| (name, true));
        let mut words = Vec::new();
        let names: Vec<Name> = own
            .chain(foreign)
            .map(|(name, foreign)| Name {
                foreign,
                ..Name::new(name, source.kind, lexicon, &mut words)
            })
            .filter(|name| !name.words.is_empty())
            .collect();
        let names = with_the_titles_actions(names);
        let texts = || {
            names
                .iter()
                .filter_map(|name| words.get(name.words.clone()))
        };
        lexicon.count(texts());
        let field = fold(source.field);
        if source.kind == HitKind::Faq && !field.is_empty() {
            lexicon.hear(&field, texts());
        }
        Self {
            words: words.into_boxed_slice(),
            kind: source.kind,
            code: source.code.to_owned(),
            names,
            level: if source.levels == 0 && source.kind == HitKind::Procedure {
                UNKNOWN_LEVEL
            } else {
                source.levels.trailing_zeros().min(4) as u8
            },
            levels: source.levels,
            audiences: source.audiences,
            curated: source.curated,
            everyday: EVERYDAY_FIELDS.contains(&field.trim()),
            body: Box::default(),
        }
    }

    /// Weighs its names, once every card is counted.
    pub(super) fn weigh(&mut self, lexicon: &Lexicon) {
        for name in &self.names {
            let words = self.words.get_mut(name.words.clone());
            for (at, word) in words.into_iter().flatten().enumerate() {
                let share = if at < name.head { 1.0 } else { TAIL_SHARE };
                word.tells = share * lexicon.weight(lexicon.frequency(word.folded));
            }
        }
    }

    /// The words of one of its names.
    pub(super) fn words(&self, name: &Name) -> &[Learnt] {
        self.words.get(name.words.clone()).unwrap_or_default()
    }

    /// Takes in the running text, once every name has taught the lexicon its words.
    pub(super) fn read(&mut self, words: &str, lexicon: &Lexicon) {
        let mut body: Vec<FoldedId> = words
            .split(' ')
            .filter_map(|word| lexicon.id(word))
            .collect();
        body.sort_unstable();
        self.body = body.into_boxed_slice();
    }

    /// Whether the running text says a syllable.
    pub(super) fn mentions(&self, id: FoldedId) -> bool {
        self.body.binary_search(&id).is_ok()
    }
}

impl Name {
    /// Adds its words to those of its card.
    fn new(name: &str, kind: HitKind, lexicon: &mut Lexicon, all: &mut Vec<Learnt>) -> Self {
        let name = compose(name).to_lowercase();
        let name = name.strip_prefix("thủ tục ").unwrap_or(&name);
        let words: Vec<Syllable> = syllables(name).collect();
        let head = match kind {
            HitKind::Procedure => syllables(head_of(name)).count(),
            HitKind::Faq => words.len(),
        };
        let begin = all.len();
        all.extend(words.iter().map(|word| lexicon.learn(word)));
        Self {
            actions: Actions::of(words.get(..head).unwrap_or_default()),
            plain: opens_plainly(&words).is_some(),
            foreign: false,
            words: begin..all.len(),
            head,
        }
    }
}

/// A lay name does what its title does, unless it says otherwise: "mất sổ đỏ" is its reissue.
fn with_the_titles_actions(mut names: Vec<Name>) -> Vec<Name> {
    let title = names.first().map_or_else(Actions::default, |n| n.actions);
    for name in names.iter_mut().skip(1) {
        if name.actions.is_empty() {
            name.actions = title;
        }
    }
    names
}

/// The part of a title before its special cases; all of it when that would leave next to nothing.
pub(super) fn head_of(name: &str) -> &str {
    const LEAST_CHARS: usize = 12;
    let end = TAILS
        .iter()
        .filter_map(|tail| {
            name.match_indices(tail)
                .map(|(at, _)| at)
                .find(|at| *at >= LEAST_CHARS)
        })
        .min();
    end.and_then(|end| name.get(..end)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_title_names_it() {
        assert_eq!(
            head_of("cấp hộ chiếu phổ thông ở trong nước (thực hiện tại cấp tỉnh)"),
            "cấp hộ chiếu phổ thông ở trong nước "
        );
        assert_eq!(head_of("đăng ký kết hôn"), "đăng ký kết hôn");
        assert_eq!(head_of("(mới) cấp"), "(mới) cấp");
    }
}
