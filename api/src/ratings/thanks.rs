//! What citizens are told of their rating.

use mobile_contract::rating::{NewServiceRating, RatingBasis};
use mobile_contract::{ErrorCode, Locale};

use super::Ratings;
use crate::error::Result;
use crate::kernel::idempotency::Attempt;

impl Ratings {
    /// A rating under the key of a form.
    ///
    /// # Errors
    /// When the key is none.
    pub fn attempt(&self, key: &str, rating: &NewServiceRating) -> Result<Attempt> {
        Attempt::new(&self.vault, key, "ratings", rating)
    }

    /// Whether exactly this was received before under the same key: other words under it were not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn was_received(&self, attempt: &Attempt) -> Result<bool> {
        match attempt.saved(&*self.db).await {
            Err(error) if error.code() == ErrorCode::IdempotencyConflict => Ok(false),
            saved => Ok(saved?.is_some()),
        }
    }
}

/// What a citizen is told.
pub(super) struct Told<'a> {
    pub(super) basis: RatingBasis,
    /// It is looked into and answered.
    pub(super) case: bool,
    /// Who answers.
    pub(super) agency: Option<&'a str>,
    /// A contact was left.
    pub(super) contact: bool,
}

impl Told<'_> {
    /// What comes next.
    pub(super) fn text(&self, locale: Locale) -> String {
        let parts = [
            Some(self.answer(locale)),
            self.about_contact(locale),
            self.about_basis(locale),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(" ")
    }

    fn answer(&self, locale: Locale) -> String {
        match (locale, self.case, self.agency) {
            (Locale::Vi, false, _) => "Cảm ơn bạn đã đánh giá.".to_owned(),
            (Locale::En, false, _) => "Thank you for your rating.".to_owned(),
            (Locale::Vi, true, Some(agency)) => format!("Cảm ơn bạn. {agency} sẽ xem xét điều bạn nêu rồi trả lời. Bạn xem trả lời bằng mã phiếu và mã bí mật này."),
            (Locale::En, true, Some(agency)) => format!("Thank you. {agency} will look into what you said, and then answer. The code and the secret open the answer."),
            (Locale::Vi, true, None) => "Cảm ơn bạn. Tổng đài sẽ chuyển đánh giá này đến đúng cơ quan để xem xét và trả lời. Bạn xem trả lời bằng mã phiếu và mã bí mật này.".to_owned(),
            (Locale::En, true, None) => "Thank you. The call centre will send this to the agency responsible, which will look into it and answer. The code and the secret open the answer.".to_owned(),
        }
    }

    fn about_contact(&self, locale: Locale) -> Option<String> {
        self.contact.then(|| match (locale, self.case) {
            (Locale::Vi, true) => {
                "Cơ quan được đánh giá không thấy thông tin liên hệ của bạn.".to_owned()
            }
            (Locale::En, true) => "The agency you rated does not see how to reach you.".to_owned(),
            (Locale::Vi, false) => {
                "Đánh giá này không cần trả lời, nên thông tin liên hệ không được lưu.".to_owned()
            }
            (Locale::En, false) => {
                "There is nothing to answer, so how to reach you was not kept.".to_owned()
            }
        })
    }

    fn about_basis(&self, locale: Locale) -> Option<String> {
        (self.basis == RatingBasis::Open).then(|| {
            locale
                .pick(
                    "Đánh giá gửi không kèm lượt quét mã được thống kê riêng.",
                    "Ratings that are sent without scanning a code are counted apart.",
                )
                .to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rating_is_thanked_for_and_told_what_comes_next() {
        for (case, agency, expected) in [
            (false, None, "Cảm ơn bạn đã đánh giá."),
            (true, Some("UBND xã Yên Mỹ"), "UBND xã Yên Mỹ sẽ xem xét"),
            (true, None, "Tổng đài sẽ chuyển"),
        ] {
            let told = Told {
                basis: RatingBasis::Visit,
                case,
                agency,
                contact: false,
            };
            assert!(told.text(Locale::Vi).contains(expected), "{expected}");
            assert!(told.text(Locale::En).starts_with("Thank you"));
        }
    }

    #[test]
    fn it_is_told_who_sees_a_contact_and_what_is_counted_apart() {
        let told = Told {
            basis: RatingBasis::Open,
            case: true,
            agency: None,
            contact: true,
        };
        let text = told.text(Locale::Vi);
        assert!(text.contains("không thấy thông tin liên hệ"), "{text}");
        assert!(text.contains("thống kê riêng"), "{text}");
    }
}
