//! Answers that become questions for all: freed of their senders, reviewed, published, corrected, taken back.

mod correcting;
mod desk;
mod drafting;
mod personal;
mod reviewing;
mod texts;
mod withdrawing;
