//! What looking through the record found.

use std::fmt;

use super::Mark;

/// What looking through the record found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry is what was recorded, as far as the record itself can tell. The newest one; its
    /// number is 0 when nothing was recorded yet.
    Intact(Mark),
    /// Something is wrong. What comes after it was not looked at.
    Broken(Broken),
}

/// The first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The first number at which something is wrong.
    pub number: i64,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not there, and later ones are.
    Missing,
    /// It and all that follow are not there.
    Cut {
        /// The last one that must be there.
        last: i64,
    },
    /// Its content, its place or its hash is not what was recorded; or the hash before it is not.
    Changed,
    /// What is stored cannot even be read.
    Unreadable,
    /// It is there, and was never recorded: the head does not know it.
    Unknown,
    /// It is the newest one, and the head tells another hash.
    OtherHead,
    /// The head is missing: nothing tells whether an entry followed here.
    NoHead,
    /// It is not what was noted outside: everything up to it may have been written anew.
    OtherThanNoted,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number;
        write!(f, "the audit record is broken at entry {number}: ")?;
        match self.fault {
            Fault::Missing => write!(f, "it is missing"),
            Fault::Cut { last } if last == number => write!(f, "it is missing at the end"),
            Fault::Cut { last } => {
                write!(f, "it and all up to entry {last} are missing at the end")
            }
            Fault::Changed => write!(
                f,
                "it was changed, or stands in another's place, or the hash before it was changed"
            ),
            Fault::Unreadable => write!(f, "what is stored there cannot be read"),
            Fault::Unknown => write!(f, "it was put there without being recorded"),
            Fault::OtherHead => write!(
                f,
                "it is the newest one, and the head of the record tells another hash"
            ),
            Fault::NoHead => write!(
                f,
                "the head of the record is missing, and nothing tells whether entries followed"
            ),
            Fault::OtherThanNoted => write!(
                f,
                "its hash is not the one that was noted; all up to it may have been written anew"
            ),
        }
    }
}
