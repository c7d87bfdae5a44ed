//! Why a poster cannot be drawn.

/// What is wrong with the data of a poster, in words for whoever prepares it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A field that must be there is empty.
    #[error("{0} is empty")]
    Empty(Field),
    /// A field is longer than fits in letters that can be read from where people stand.
    #[error("{field} has more than {limit} characters")]
    TooLong {
        /// Which field.
        field: Field,
        /// How many characters it may have.
        limit: usize,
    },
    /// The fonts have no such letter, and a box instead of it is nothing to print.
    #[error("{field} has the character {letter:?}, which cannot be printed")]
    Letter {
        /// Which field.
        field: Field,
        /// The letter.
        letter: char,
    },
    /// The address of a code is not in the alphanumeric set of QR codes, or leads to another host
    /// than the poster tells people to look for.
    #[error("the address of a code must be upper case and lead to the host on the poster")]
    Address,
    /// A code's address cannot be encoded.
    #[error("the address of a code cannot be encoded: {0}")]
    Encode(String),
    /// There is no poster to draw.
    #[error("there is no poster to print")]
    Nothing,
    /// More posters than one file may hold.
    #[error("one file holds at most {0} posters")]
    TooMany(usize),
    /// A resolution that is not offered.
    #[error("a resolution is {min} to {max} dots per inch", min = crate::limits::DPI_MIN, max = crate::limits::DPI_MAX)]
    Resolution,
    /// A writer of files failed: a defect here, not in the data.
    #[error("the file cannot be written: {0}")]
    Write(String),
}

/// A field of a poster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The agency.
    Agency,
    /// The counter.
    Counter,
    /// The place.
    Place,
    /// The host.
    Host,
    /// The code that is printed below its image.
    ShortCode,
    /// A part of a letter, or all of it: it has one page.
    Letter,
}

impl std::fmt::Display for Field {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Agency => "the agency's name",
            Self::Counter => "the counter's name",
            Self::Place => "the place's name",
            Self::Host => "the host",
            Self::ShortCode => "the printed code",
            Self::Letter => "the letter",
        })
    }
}
