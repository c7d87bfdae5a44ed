//! Chat (hỏi đáp): understands a message, finds the procedure or the answer, and says it shortly,
//! with its source. Every sentence comes from a stored field; the same question gets the same answer.

mod answer;
mod beginning;
mod choice;
mod clarify;
mod conversation;
mod counter;
mod decide;
mod doing;
mod dossier;
mod event;
mod feedback;
mod found;
mod message;
mod office;
mod passing;
mod reading;
mod replies;
pub mod routes;
mod steer;
pub mod store;
mod talk;
mod topic;
mod turn;
mod unit;
mod visit;

pub use beginning::Beginning;
pub use counter::DONE_HERE;
pub use dossier::shown_words;
pub use feedback::{Opinion, Rateable, is_rateable};
pub use passing::{incoming, last_words};
pub use reading::{ReadOut, read_out};
pub use store::{Access, Turn};
pub use talk::{Assistant, Opened, Said};
pub use visit::scanned_at;
