//! The bundled knowledge as readable files, and parsers of outside formats. No database.
//!
//! `data/` holds one file per procedure, questions by topic, and lists of places, agencies and
//! counters. Everything in it is written in plain words from public sources; each record names
//! them with the day on which they were read. [`check`] proves the files complete and consistent.

pub mod bilingual;
pub mod bundle;
pub mod calendar;
pub mod check;
pub mod clocks;
pub mod competences;
pub mod coverage;
pub mod dialogue;
pub mod dossier_rules;
mod folded;
pub mod guards;
pub mod kinds;
pub mod next_steps;
pub mod officialese;
mod pattern;
pub mod people;
pub mod quality;
pub mod ranking;
pub mod rating_forms;
pub mod tthc;
pub mod vocabulary;

pub use bilingual::Bilingual;
pub use bundle::{Bundle, Filed, LoadError};
