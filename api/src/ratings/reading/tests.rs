//! What is read of a rating, and what is alike.

use motcua_seed::rating_forms::RatingForms;
use proptest::prelude::*;

use super::*;

fn forms() -> RatingForms {
    RatingForms::from_yaml(include_str!("../../../../seed/data/rating-forms.yaml")).unwrap()
}

fn read<'a>(forms: &'a RatingForms, scores: &[u8], comment: Option<&str>) -> Read<'a> {
    let form = forms.find("default", 1).unwrap();
    let answers = form.questions.iter().zip(scores);
    Read {
        form,
        answers: answers.map(|(q, score)| (q.id.clone(), *score)).collect(),
        comment: comment.map(str::to_owned),
        procedure: None,
        locale: Locale::Vi,
    }
}

#[test]
fn a_comment_or_a_low_score_wants_an_answer() {
    let forms = forms();
    assert!(!read(&forms, &[5, 3], None).wants_answer());
    assert!(read(&forms, &[5, 2], None).wants_answer());
    assert!(read(&forms, &[5], Some("Cô hướng dẫn rất kỹ")).wants_answer());
}

fn likeness(scores: &[u8], words: &str) -> Option<Likeness> {
    read(&forms(), scores, Some(words)).likeness()
}

#[test]
fn few_words_are_alike_with_the_same_scores_only() {
    let of = |scores: &[u8], words: &str| likeness(scores, words).unwrap();
    assert_eq!(of(&[1, 5], "Chờ  lâu quá!"), of(&[1, 5], "cho lau qua"));
    assert_ne!(of(&[1, 5], "chờ lâu quá"), of(&[2, 5], "chờ lâu quá"));
    assert_ne!(of(&[1, 5], "chờ lâu quá"), of(&[1, 5], "chờ rất lâu"));
    // What many say is few words.
    for words in [
        "Cảm ơn",
        "Cán bộ hướng dẫn nhiệt tình",
        "Cán bộ nhiệt tình, chu đáo",
    ] {
        assert_eq!(of(&[5], words).words, Words::Few, "{words}");
    }
}

#[test]
fn a_sentence_is_alike_whatever_the_scores_and_is_not_ones_own() {
    for stock in [
        "Cán bộ tiếp dân nhiệt tình, hướng dẫn tận tình chu đáo",
        "Chờ hơn một giờ mà quầy chỉ có một người",
    ] {
        let several = likeness(&[1, 5], stock).unwrap();
        assert_eq!(several.words, Words::Several, "{stock}");
        let pasted = likeness(&[5], &format!("{} 😡", stock.to_uppercase()));
        assert_eq!(pasted, Some(several));
    }
    let own = "Chờ hơn một giờ mà quầy chỉ có một người, tôi phải nghỉ làm buổi sáng và đưa cháu nhỏ đi cùng, \
               đến lượt thì hết số";
    assert_eq!(likeness(&[1], own).unwrap().words, Words::Many);
    assert_eq!(likeness(&[1], own), likeness(&[5], own));
}

#[test]
fn what_has_no_words_is_like_nothing() {
    for nothing in ["", "👍👍", "...", "!?"] {
        assert_eq!(likeness(&[5, 5], nothing), None, "{nothing}");
    }
    assert_eq!(read(&forms(), &[1], None).likeness(), None);
}

proptest! {
    #[test]
    fn what_is_pasted_with_other_signs_is_alike(
        words in prop::collection::vec("[a-zđơưạ]{1,7}", 1..40),
        signs in "[ .,!–\n]{1,3}",
        score in 1_u8..=5,
    ) {
        let one = likeness(&[score], &words.join(" "));
        let other = likeness(&[score], &words.join(signs.as_str()).to_uppercase());
        prop_assert_eq!(one, other);
    }

    #[test]
    fn only_as_many_words_as_nobody_finds_again_are_ones_own(words in "[a-z]{1,120}") {
        let of = likeness(&[5], &words).unwrap().words;
        let due = match words.len() {
            0..SEVERAL => Words::Few,
            SEVERAL..MANY => Words::Several,
            _ => Words::Many,
        };
        prop_assert_eq!(of, due);
    }

    #[test]
    fn scores_tell_few_words_apart_and_many_not(words in "[a-z]{1,60}", score in 1_u8..=4) {
        let one = likeness(&[score], &words);
        let other = likeness(&[score + 1], &words);
        prop_assert_eq!(one == other, words.len() >= SEVERAL);
    }

    #[test]
    fn the_mean_lies_between_the_scores(scores in prop::collection::vec(1_u8..=5, 1..=8)) {
        let forms = forms();
        let rating = read(&forms, &scores, None);
        let mean = f64::from(rating.mean_x100()) / 100.0;
        let sum: u32 = scores.iter().copied().map(u32::from).sum();
        let exact = f64::from(sum) / f64::from(u32::try_from(scores.len()).unwrap());
        prop_assert!((mean - exact).abs() <= 0.005 + f64::EPSILON);
        prop_assert!(mean >= f64::from(rating.lowest()));
    }
}
