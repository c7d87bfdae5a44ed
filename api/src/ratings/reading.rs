//! Reading what a rating says: by its form, each part of it known here, all that is wrong told at once.

use chrono::NaiveDate;
use mobile_contract::limits::{RATING_COMMENT_CHARS, RATING_LOW};
use mobile_contract::rating::{NewServiceRating, RatingForm};
use mobile_contract::text::fold;
use mobile_contract::{Locale, ProcedureCode, Slug};

use super::{Giver, Ratings};
use crate::error::{Error, Result};
use crate::kernel::text::compose;

/// Longest part of a question's id that an error repeats, in characters.
const TOLD: usize = 40;
/// Letters and digits from which on two who share a network hardly say the same within a day. With fewer, many say
/// the same: "Cán bộ hướng dẫn nhiệt tình" has 22.
const SEVERAL: usize = 30;
/// Letters and digits from which on words are one's own wherever they come from. Stock praise is shorter: "Cán bộ
/// tiếp dân nhiệt tình, hướng dẫn tận tình chu đáo" has 42.
const MANY: usize = 80;

/// How many words there are, and therefore how they are matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// So few that anybody says them: matched with the scores.
    Few,
    /// A sentence of praise, as many know it.
    Several,
    /// What nobody finds a second time.
    Many,
}

/// What ratings that say the same have in common: letters and digits, blind to marks, capitals, spaces and
/// signs, which are soon changed in what is pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Likeness {
    pub(super) words: Words,
    /// The words; few words with the scores.
    pub(super) said: String,
}

/// A rating that was read.
#[derive(Clone, Debug)]
pub(super) struct Read<'a> {
    pub(super) form: &'a RatingForm,
    /// Questions with their scores, in the order of the form.
    pub(super) answers: Vec<(Slug, u8)>,
    pub(super) comment: Option<String>,
    pub(super) procedure: Option<ProcedureCode>,
    pub(super) locale: Locale,
}

impl Read<'_> {
    /// The lowest score.
    pub(super) fn lowest(&self) -> u8 {
        let scores = self.answers.iter().map(|(_, score)| *score);
        scores.min().unwrap_or_default()
    }

    /// The mean of the scores, in hundredths, rounded to the nearest.
    pub(super) fn mean_x100(&self) -> i32 {
        let sum: u32 = self
            .answers
            .iter()
            .map(|(_, score)| u32::from(*score))
            .sum();
        let count = u32::try_from(self.answers.len()).unwrap_or(u32::MAX).max(1);
        i32::try_from((sum * 200 + count) / (2 * count)).unwrap_or_default()
    }

    /// How many of the answers gave 1, 2, 3, 4 and 5.
    pub(super) fn spread(&self) -> [i16; 5] {
        [1, 2, 3, 4, 5].map(|score: u8| {
            let given = self.answers.iter().filter(|(_, given)| *given == score);
            i16::try_from(given.count()).unwrap_or(i16::MAX)
        })
    }

    /// Whether any score is low.
    pub(super) fn is_low(&self) -> bool {
        self.lowest() <= RATING_LOW
    }

    /// Whether it is looked into and answered.
    pub(super) fn wants_answer(&self) -> bool {
        self.is_low() || self.comment.is_some()
    }

    /// The same of ratings that say the same in the same words; `None` without words.
    pub(super) fn likeness(&self) -> Option<Likeness> {
        let comment = fold(self.comment.as_deref()?);
        let words: String = comment.chars().filter(|c| c.is_alphanumeric()).collect();
        let (words, said) = match words.chars().count() {
            // Signs and little pictures say no more than scores do.
            0 => return None,
            1..SEVERAL => (Words::Few, format!("{}\n{words}", self.scores())),
            SEVERAL..MANY => (Words::Several, words),
            _ => (Words::Many, words),
        };
        Some(Likeness { words, said })
    }

    /// The scores, as text.
    fn scores(&self) -> String {
        let answers = self.answers.iter();
        let answers: Vec<String> = answers.map(|(id, score)| format!("{id}={score}")).collect();
        answers.join(" ")
    }
}

impl Ratings {
    /// Reads a rating that came on this day.
    ///
    /// # Errors
    /// When a part of it is not acceptable.
    pub(super) fn read(
        &self,
        new: &NewServiceRating,
        giver: &Giver,
        day: NaiveDate,
    ) -> Result<Read<'_>> {
        let unknown = Error::field(
            "body.form",
            "không có phiếu đánh giá này với phiên bản này",
            "there is no such form in this version",
        );
        let form = self.forms.find(&new.form, new.version).ok_or(unknown)?;
        if form.valid_from > day {
            return Err(Error::field(
                "body.form",
                "phiên bản này của phiếu đánh giá chưa được dùng; mời bạn mở lại phiếu",
                "this version of the form is not given out yet; please open the form again",
            ));
        }
        let mut wrong = None;
        let answers = answers(form, new, &mut wrong);
        let comment = comment(new, &mut wrong);
        let procedure = self.procedure(new, &mut wrong);
        match wrong {
            Some(error) => Err(error),
            None => Ok(Read {
                form,
                answers,
                comment,
                procedure,
                locale: new.locale.unwrap_or(giver.locale),
            }),
        }
    }

    fn procedure(
        &self,
        new: &NewServiceRating,
        wrong: &mut Option<Error>,
    ) -> Option<ProcedureCode> {
        let code = new.procedure.as_deref()?;
        let known = code.parse::<ProcedureCode>().ok();
        let procedures = self.resolver.procedures.get();
        let known = known.filter(|code| procedures.find(code).is_some());
        if known.is_none() {
            let (vi, en) = ("không có thủ tục với mã này", "no procedure has this code");
            tell(wrong, "body.procedure".to_owned(), vi, en);
        }
        known
    }
}

fn answers(
    form: &RatingForm,
    new: &NewServiceRating,
    wrong: &mut Option<Error>,
) -> Vec<(Slug, u8)> {
    for id in new.answers.keys().filter(|id| form.question(id).is_none()) {
        let id: String = id.chars().take(TOLD).collect();
        let (vi, en) = ("phiếu không có câu này", "the form has no such question");
        tell(wrong, format!("body.answers.{id}"), vi, en);
    }
    let mut answers = Vec::new();
    for question in &form.questions {
        let Some(score) = new.answers.get(question.id.as_str()) else {
            continue;
        };
        match u8::try_from(*score).ok().filter(|s| (1..=5).contains(s)) {
            Some(score) => answers.push((question.id.clone(), score)),
            None => {
                let loc = format!("body.answers.{}", question.id);
                tell(wrong, loc, "từ 1 đến 5", "must be 1 to 5");
            }
        }
    }
    if new.answers.is_empty() {
        let (vi, en) = (
            "cần trả lời ít nhất một câu",
            "at least one question must be answered",
        );
        tell(wrong, "body.answers".to_owned(), vi, en);
    }
    answers
}

fn comment(new: &NewServiceRating, wrong: &mut Option<Error>) -> Option<String> {
    let lines: Vec<String> = new.comment.as_deref()?.lines().map(compose).collect();
    let comment = lines.join("\n").trim().to_owned();
    if comment.chars().count() > RATING_COMMENT_CHARS {
        let (vi, en) = (
            format!("tối đa {RATING_COMMENT_CHARS} ký tự"),
            format!("at most {RATING_COMMENT_CHARS} characters"),
        );
        tell(wrong, "body.comment".to_owned(), &vi, &en);
    }
    Some(comment).filter(|comment| !comment.is_empty())
}

fn tell(wrong: &mut Option<Error>, loc: String, vi: &str, en: &str) {
    *wrong = Some(match wrong.take() {
        Some(error) => error.and_field(loc, vi, en),
        None => Error::field(loc, vi, en),
    });
}

#[cfg(test)]
mod tests;
