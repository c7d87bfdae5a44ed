//! Pages of questions that are made of answers, and of texts for answers.

mod list;
mod one;
mod texts;

pub use list::{FaqsPage, NewFaqPage};
pub use one::{FaqEditPage, FaqStep};
pub use texts::AnswerTextsPage;

use mobile_contract::editorial::FaqState;

use super::faq_text::Text;

/// Where they lie.
const PATH: &str = "/can-bo/hoi-dap";

const fn state_name(t: &'static Text, state: FaqState) -> &'static str {
    match state {
        FaqState::Draft => t.draft,
        FaqState::Submitted => t.submitted,
        FaqState::Published => t.published,
        FaqState::Withdrawn => t.withdrawn,
    }
}
