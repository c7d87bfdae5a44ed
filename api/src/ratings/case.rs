//! The case of a rating: the ticket in which it is looked into and answered.

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
    (spot.basis != RatingBasis::Dossier).then(|| counter.id.clone())
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

#[cfg(test)]
mod tests {
    use mobile_contract::qr::NamedRef;
    use motcua_seed::rating_forms::RatingForms;

    use super::*;

    fn forms() -> RatingForms {
        RatingForms::from_yaml(include_str!("../../../seed/data/rating-forms.yaml")).unwrap()
    }

    fn spot() -> Spot {
        Spot {
            basis: RatingBasis::Visit,
            counter: Some(NamedRef {
                id: "quay-1".parse().unwrap(),
                name: "Quầy Tư pháp".to_owned(),
            }),
            agency: None,
            place: None,
            dossier: None,
            of_dossier: false,
        }
    }

    fn read<'a>(forms: &'a RatingForms, comment: Option<&str>, locale: Locale) -> Read<'a> {
        Read {
            form: forms.find("default", 1).unwrap(),
            answers: vec![
                ("thai-do".parse().unwrap(), 1),
                ("thoi-gian".parse().unwrap(), 5),
                ("gop-y".parse().unwrap(), 2),
            ],
            comment: comment.map(str::to_owned),
            procedure: None,
            locale,
        }
    }

    #[test]
    fn staff_read_the_comment_and_the_low_scores_in_words() {
        let forms = forms();
        let text = text(&read(&forms, Some("Chờ lâu quá"), Locale::Vi), &spot());
        assert_eq!(
            text,
            "Chờ lâu quá\n\nĐánh giá thấp tại Quầy Tư pháp:\n\
             – Thái độ, cách hướng dẫn: 1/5, rất không hài lòng\n\
             – Tiếp nhận góp ý: 2/5, không hài lòng"
        );
    }

    #[test]
    fn of_a_dossier_it_is_said_that_it_is_one_and_not_which() {
        let forms = forms();
        let spot = Spot {
            basis: RatingBasis::Dossier,
            counter: None,
            dossier: Some("hash".to_owned()),
            of_dossier: true,
            ..spot()
        };
        let low = text(&read(&forms, None, Locale::Vi), &spot);
        assert!(
            low.starts_with("Đánh giá thấp về việc giải quyết một hồ sơ:\n"),
            "{low}"
        );
        let mut content = read(&forms, Some("Cảm ơn"), Locale::Vi);
        content.answers = vec![("thai-do".parse().unwrap(), 5)];
        let said = text(&content, &spot);
        assert!(
            said.ends_with("Góp ý khi đánh giá việc giải quyết một hồ sơ."),
            "{said}"
        );
        let why = why(&spot);
        assert!(
            why.vi.contains("được giữ kín") && !why.vi.contains("quầy"),
            "{why:?}"
        );
        assert!(
            why.en.contains("confidential") && !why.en.contains("counter"),
            "{why:?}"
        );
    }

    #[test]
    fn a_case_says_that_its_rating_came_without_a_visit() {
        let open = Spot {
            basis: RatingBasis::Open,
            ..spot()
        };
        assert!(why(&open).vi.contains("không qua mã tại quầy"));
        assert!(why(&open).en.contains("not sent by a code at the counter"));
        assert!(!why(&spot()).vi.contains("không qua mã"));
        let late = Spot {
            basis: RatingBasis::Open,
            counter: None,
            of_dossier: true,
            ..spot()
        };
        let why = why(&late).vi;
        assert!(
            why.contains("không kèm lượt quét") && !why.contains("quầy"),
            "{why}"
        );
        let low = text(&read(&forms(), None, Locale::Vi), &late);
        assert!(low.contains("giải quyết một hồ sơ"), "{low}");
    }

    #[test]
    fn who_rates_in_english_finds_their_words_again() {
        let forms = forms();
        let text = text(&read(&forms, None, Locale::En), &spot());
        assert!(text.starts_with("Đánh giá thấp tại"), "{text}");
        assert!(
            text.contains("(Attitude and guidance: 1/5, very dissatisfied)"),
            "{text}"
        );
    }

    #[test]
    fn the_longest_rating_fits_into_a_ticket() {
        let forms = forms();
        let form = forms.find("default", 1).unwrap();
        let mut read = read(&forms, Some(&"ờ".repeat(2_000)), Locale::En);
        read.answers = form.questions.iter().map(|q| (q.id.clone(), 1)).collect();
        let mut spot = spot();
        spot.counter.as_mut().unwrap().name = "Q".repeat(300);
        assert!(text(&read, &spot).chars().count() <= mobile_contract::limits::TICKET_CHARS);
    }
}
