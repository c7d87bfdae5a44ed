//! From a letter to a question, and from an answer to somebody to one for all: greetings, signatures, names
//! and numbers go. A person reads it afterwards; this only spares them the typing.

mod answer;
mod question;
mod sentences;
#[cfg(test)]
mod tests;

pub(super) use answer::answer;
pub(super) use question::question;
