//! The case of a rating: the ticket in which it is looked into and answered.

#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use mobile_contract::limits::RATING_LOW;
use mobile_contract::rating::{NewServiceRating, RatingBasis, RatingQuestion};
use mobile_contract::ticket::{NewTicket, TicketKind, TicketSource};
use mobile_contract::{Locale, Slug};
use motcua_seed::Bilingual;

use super::Giver;
use super::reading::Read;
use super::spot::Spot;
use crate::tickets::{Direct, Incoming, Inferred};

/// The ticket of a rating that wants an answer. It goes to the agency of the counter, whatever its words are.
pub(super) fn of(new: &NewServiceRating, read: &Read<'_>, spot: &Spot, giver: &Giver) -> Incoming {
    Incoming {
        new: NewTicket {
            text: text(read, spot),
            kind: Some(TicketKind::Service),
            procedure: read.procedure.as_ref().map(ToString::to_string),
            contact: new.contact.clone(),
            locale: Some(read.locale),
            ..NewTicket::default()
        },
        source: TicketSource::Rating,
        operator: None,
        inferred: Inferred::default(),
        conversation: Vec::new(),
        files: Vec::new(),
        shown: Vec::new(),
        locale: giver.locale,
        direct: Some(Direct {
            to: spot.agency.clone(),
            place: spot.place.as_ref().map(|place| place.id.clone()),
            counter: counter(spot),
            why: why(spot),
        }),
    }
}

/// The counter that is rated. Where a dossier is, its receipt names none.
fn counter(spot: &Spot) -> Option<Slug> {
    let counter = spot.counter.as_ref()?;
    (!spot.of_dossier).then(|| counter.id.clone())
}

/// The comment, and the low scores in words.
fn text(read: &Read<'_>, spot: &Spot) -> String {
    let mut text = String::new();
    if let Some(comment) = &read.comment {
        let _ = writeln!(text, "{comment}\n");
    }
    let low: Vec<_> = read
        .answers
        .iter()
        .filter(|(_, score)| *score <= RATING_LOW)
        .collect();
    text.push_str(&heading(!low.is_empty(), spot));
    for (id, score) in low {
        if let Some(line) = line(read, id, *score) {
            let _ = write!(text, "\n– {line}");
        }
    }
    text
}

/// What was rated. Of a dossier it stays confidential which: its number leads to who handed it in.
fn heading(low: bool, spot: &Spot) -> String {
    let counter = spot.counter.as_ref().map(|counter| counter.name.as_str());
    match (low, spot.of_dossier, counter) {
        (false, true, _) => "Góp ý khi đánh giá việc giải quyết một hồ sơ.".to_owned(),
        (true, true, _) => "Đánh giá thấp về việc giải quyết một hồ sơ:".to_owned(),
        (false, _, Some(counter)) => format!("Góp ý khi đánh giá {counter}."),
        (false, _, None) => "Góp ý khi đánh giá phục vụ.".to_owned(),
        (true, _, Some(counter)) => format!("Đánh giá thấp tại {counter}:"),
        (true, _, None) => "Đánh giá thấp, người gửi không rõ quầy nào:".to_owned(),
    }
}

/// A score in words. Staff read Vietnamese; who rated in English finds their words beside it.
fn line(read: &Read<'_>, id: &Slug, score: u8) -> Option<String> {
    let question = read.form.question(id.as_str())?;
    let said = |locale: Locale| said(question, read.form.words(score, locale)?, score, locale);
    Some(match read.locale {
        Locale::Vi => said(Locale::Vi)?,
        Locale::En => format!("{} ({})", said(Locale::Vi)?, said(Locale::En)?),
    })
}

fn said(question: &RatingQuestion, words: &str, score: u8, locale: Locale) -> Option<String> {
    let about = question.short.pick(locale);
    Some(format!("{about}: {score}/5, {}", words.to_lowercase()))
}

/// Whose the case is, and on what the rating rests.
fn why(spot: &Spot) -> Bilingual {
    let mut why = match spot.of_dossier {
        true => why_of_dossier(spot),
        false => why_of_counter(spot),
    };
    let (vi, en) = match (spot.basis, spot.of_dossier) {
        (RatingBasis::Open, true) => (
            " Đánh giá gửi không kèm lượt quét mã trên giấy hẹn.",
            " It was sent without a visit by the code on the receipt.",
        ),
        (RatingBasis::Open, false) => (
            " Đánh giá gửi không qua mã tại quầy.",
            " It was not sent by a code at the counter.",
        ),
        _ => return why,
    };
    why.vi.push_str(vi);
    why.en.push_str(en);
    why
}

fn why_of_dossier(spot: &Spot) -> Bilingual {
    match &spot.agency {
        Some(agency) => Bilingual {
            vi: format!(
                "Người dân đánh giá việc {} giải quyết một hồ sơ; hồ sơ nào thì được giữ kín.",
                agency.name
            ),
            en: format!(
                "A citizen rated how {} handled a dossier; which one stays confidential.",
                agency.name
            ),
        },
        None => Bilingual {
            vi: "Người dân đánh giá việc giải quyết một hồ sơ, hồ sơ nào thì được giữ kín; cần người điều phối xem nay cơ quan nào phụ trách."
                .to_owned(),
            en: "A citizen rated how a dossier was handled, and which one stays confidential; a person has to see who answers for it today."
                .to_owned(),
        },
    }
}

fn why_of_counter(spot: &Spot) -> Bilingual {
    match (&spot.counter, &spot.agency) {
        (Some(counter), Some(agency)) => Bilingual {
            vi: format!(
                "Người dân đánh giá {}, do {} phụ trách.",
                counter.name, agency.name
            ),
            en: format!(
                "A citizen rated {}, for which {} answers.",
                counter.name, agency.name
            ),
        },
        (Some(counter), None) => Bilingual {
            vi: format!(
                "Người dân đánh giá {}; cần người điều phối xem nay cơ quan nào phụ trách.",
                counter.name
            ),
            en: format!(
                "A citizen rated {}; a person has to see who answers for it today.",
                counter.name
            ),
        },
        (None, Some(agency)) => Bilingual {
            vi: format!("Người dân đánh giá {} mà không rõ quầy nào.", agency.name),
            en: format!(
                "A citizen rated {} without knowing which counter it was.",
                agency.name
            ),
        },
        (None, None) => Bilingual {
            vi: "Người dân đánh giá mà không rõ quầy nào; cần người điều phối xem.".to_owned(),
            en: "A citizen rated without knowing which counter it was; a person has to look."
                .to_owned(),
        },
    }
}
