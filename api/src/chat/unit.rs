//! "UBND thị trấn Bần giờ là đâu?": what follows a place or an agency of the past, or that it is
//! still the one of today.

use mobile_contract::Locale;
use mobile_contract::chat::{Message, Outcome};
use mobile_contract::knowledge::Facet;
use mobile_contract::names::{NameBearer, NameKind};

use super::answer;
use super::topic::Topic;
use super::turn::{Turn, blank};
use crate::kernel::text::Syllable;
use crate::kernel::words;
use crate::names::Spoken;
use crate::search::{Role, Understood};

/// Most bearers of one name that are told: same-named communes of several districts.
const BEARERS: usize = 4;
/// Words, folded, that ask what became of a name: "nay thuộc đâu", "sáp nhập vào xã nào".
const ASKING: [&str; 21] = [
    "nay", "gio", "bay", "hien", "tai", "la", "o", "dau", "thuoc", "ve", "vao", "sap", "nhap",
    "gop", "thanh", "doi", "ten", "con", "nao", "voi", "chuyen",
];
/// Those of them that ask what became of it, and not only where it is.
const BECAME: [&str; 6] = ["nay", "gio", "sap", "gop", "doi", "con"];
/// Kinds of units and bodies, folded: they may stand before "nào", and begin a name said in full.
const KINDS: [&str; 14] = [
    "tinh", "huyen", "xa", "phuong", "thi", "thanh", "quan", "cong", "uy", "ub", "ubnd", "so",
    "bao", "chi",
];
/// Fewest words of a name that is answered for itself: "công an" and "một cửa" name no body, and
/// two words may be a person or a place elsewhere.
const FEWEST_WORDS: usize = 3;
/// How surely a name is meant that is all that was said.
const SURE: f32 = 0.9;

impl Turn<'_> {
    /// Answers a message that says a name and nothing else that a procedure could be about.
    pub(super) fn unit(&self, understood: &Understood) -> Option<(Message, Topic)> {
        // "Ở xã Yên Mỹ mất mấy ngày" asks for a part of what is talked about.
        let asks_part = !matches!(
            understood.facet,
            None | Some(Facet::Place | Facet::Who | Facet::Conditions)
        );
        if asks_part || understood.code.is_some() {
            return None;
        }
        let words = understood.words();
        let names = &self.assistant.reader.names;
        let spoken = names.spoken(&words, self.assistant.clock.today())?;
        let asks = asks_what_became(&words, &spoken);
        // In the middle of a procedure a name alone says where, not what to speak about.
        let new_topic = asks || self.topic.procedure.is_none();
        let named = named_in_full(&words, &spoken) || asks && names_a_place(&spoken);
        if !(named && new_topic) || says_more(understood, &words, &spoken) {
            return None;
        }
        let bearers = || spoken.found.bearers.iter().take(BEARERS);
        let lines: Vec<String> = bearers().map(|b| line(b, self.locale)).collect();
        let mut citations = Vec::new();
        for citation in bearers().flat_map(|b| answer::citations(&b.sources)) {
            if !citations.contains(&citation) {
                citations.push(citation);
            }
        }
        let message = Message {
            citations,
            confidence: SURE,
            ..blank(Outcome::Answered, lines.join("\n"))
        };
        Some((message, self.topic.clone()))
    }
}

fn folded(words: &[Syllable], at: usize) -> &str {
    words.get(at).map_or("", |word| word.folded.as_str())
}

/// Whether the words beside a name ask what became of it.
fn asks_what_became(words: &[Syllable], spoken: &Spoken) -> bool {
    (0..words.len()).any(|at| !spoken.own.contains(&at) && BECAME.contains(&folded(words, at)))
}

/// Whether a name was said with its kind: "xã Yên Mỹ", "sở tư pháp".
fn named_in_full(words: &[Syllable], spoken: &Spoken) -> bool {
    let mut own = spoken.own.iter();
    spoken.own.len() >= FEWEST_WORDS
        && own
            .next()
            .is_some_and(|at| KINDS.contains(&folded(words, *at)))
}

fn names_a_place(spoken: &Spoken) -> bool {
    let mut bearers = spoken.found.bearers.iter();
    bearers.any(|bearer| bearer.kind == NameKind::Place)
}

/// Whether anything was said that a procedure could be about.
fn says_more(understood: &Understood, words: &[Syllable], spoken: &Spoken) -> bool {
    understood.terms.iter().enumerate().any(|(at, term)| {
        let which_kind = KINDS.contains(&folded(words, at)) && folded(words, at + 1) == "nao";
        matches!(term.role, Role::Word | Role::Background)
            && !spoken.own.contains(&at)
            && !ASKING.contains(&folded(words, at))
            && !which_kind
    })
}

fn line(bearer: &NameBearer, locale: Locale) -> String {
    let mut line = bearer.name.clone();
    if let Some(within) = bearer.within.as_ref().filter(|w| w.id != bearer.id) {
        line.push_str(locale.pick(", thuộc ", ", in "));
        line.push_str(&within.name);
    }
    if bearer.holders.iter().any(|holder| holder.id == bearer.id) {
        line.push_str(match bearer.kind {
            NameKind::Place => locale.pick(
                ": hiện vẫn là tên gọi này.",
                ": still bears this name today.",
            ),
            NameKind::Agency => locale.pick(
                ": hiện vẫn hoạt động. Ở đây chưa có địa chỉ; bạn gọi 1022 để hỏi đường.",
                ": still at work today. Its address is not known here; call 1022 for the way.",
            ),
        });
        return line;
    }
    if let Some(end) = bearer.valid_to {
        line.push_str(locale.pick(", tồn tại đến hết ngày ", ", existed until "));
        line.push_str(&words::date(end));
    }
    let holders = bearer.holders.iter().map(|holder| holder.name.as_str());
    line.push_str(&match words::bodies(holders, locale) {
        Some(holders) => format!("{}{holders}.", locale.pick(". Nay là: ", ". Today: ")),
        None => locale
            .pick(". Chưa rõ nơi nào thay.", ". What follows it is not known.")
            .to_owned(),
    });
    line
}
