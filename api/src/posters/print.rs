//! Drawing posters, off the threads that answer requests.

use std::fmt::Write as _;

use actix_web::HttpResponse;
use actix_web::http::header;
use mobile_contract::Slug;
use mobile_contract::limits::{POSTER_DPI_MAX, POSTER_DPI_MIN};
use mobile_contract::posters::PosterSheet;
use motcua_posters::{Poster, Sheet};
use uuid::Uuid;

use super::{Of, Press, Printed};
use crate::accounts::Staff;
use crate::error::{Error, Result};
use crate::kernel::bearer::NO_STORE;

/// The header that says how many counters a file leaves out, because they lack codes in use.
const LEFT_OUT: &str = "x-left-out";

/// What someone asks to be printed.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Whose posters.
    pub of: &'a Of,
    /// The paper they are made for.
    pub sheet: PosterSheet,
    /// What they come as.
    pub paper: Paper,
    /// Counters that lack a code in use are left out, too.
    pub skip_incomplete: bool,
}

/// What posters come as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// All of them, a page each.
    Pdf,
    /// The first.
    Svg,
    /// The first, in dots per inch.
    Png(u16),
}

/// A file to send.
#[derive(Clone, Debug)]
pub struct File {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What it is called.
    name: String,
    paper: Paper,
    /// Counters that were asked for and are not in it, because they lack codes in use.
    left_out: usize,
}

impl Paper {
    const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Svg => "svg",
            Self::Png(_) => "png",
        }
    }

    const fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Svg => "image/svg+xml",
            Self::Png(_) => "image/png",
        }
    }
}

impl File {
    /// The answer to who asked: to be kept as a file, and by nobody in between.
    #[must_use]
    pub fn respond(self) -> HttpResponse {
        let mut disposition = String::from("attachment; filename=\"");
        // A slug and letters of our own: nothing in it needs quoting. Writing to a string cannot fail.
        let _ = write!(disposition, "{}\"", self.name);
        let mut response = HttpResponse::Ok();
        response
            .insert_header((header::CONTENT_TYPE, self.paper.content_type()))
            .insert_header((header::CONTENT_DISPOSITION, disposition))
            .insert_header(NO_STORE);
        if self.left_out > 0 {
            response.insert_header((LEFT_OUT, self.left_out.to_string()));
        }
        response.body(self.bytes)
    }
}

impl Press {
    /// Draws posters for someone.
    ///
    /// # Errors
    /// As [`wanted`](Self::wanted) and [`Wanted::printed`](super::Wanted::printed); 422 when the resolution is not
    /// offered; 429 and 503 when too much is being drawn.
    pub async fn print(&self, staff: &Staff, order: Order<'_>) -> Result<File> {
        let Order {
            of,
            sheet,
            paper,
            skip_incomplete,
        } = order;
        if let Paper::Png(dpi) = paper
            && !(POSTER_DPI_MIN..=POSTER_DPI_MAX).contains(&dpi)
        {
            return Err(resolution());
        }
        let Printed {
            mut counters,
            left_out,
        } = self.wanted(staff, of)?.printed(skip_incomplete)?;
        if paper != Paper::Pdf {
            counters.truncate(1);
        }
        let file = format!(
            "bang-qr-{}-{}.{}",
            of.id(),
            sheet.as_str(),
            paper.extension()
        );
        Ok(File {
            bytes: self.draw(staff.user_id, counters, sheet, paper).await?,
            name: file,
            paper,
            left_out,
        })
    }

    async fn draw(
        &self,
        account: Uuid,
        counters: Vec<Slug>,
        sheet: PosterSheet,
        paper: Paper,
    ) -> Result<Vec<u8>> {
        let turn = self.turns.take(account).await?;
        let press = self.clone();
        let work = move || {
            let drawn = drawn(&press.posters(&counters)?, sheet_of(sheet), paper);
            drop(turn);
            drawn
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(Error::internal)?
    }
}

fn drawn(posters: &[Poster], sheet: Sheet, paper: Paper) -> Result<Vec<u8>> {
    let first = posters.first().ok_or_else(|| Error::internal("no poster"));
    let drawn = match paper {
        Paper::Pdf => motcua_posters::pdf(posters, sheet),
        Paper::Svg => first?.svg(sheet).map(String::into_bytes),
        Paper::Png(dpi) => first?.png(sheet, dpi),
    };
    drawn.map_err(Error::internal)
}

const fn sheet_of(sheet: PosterSheet) -> Sheet {
    match sheet {
        PosterSheet::A3 => Sheet::A3,
        PosterSheet::A4 => Sheet::A4,
        PosterSheet::A5Tent => Sheet::A5Tent,
    }
}

fn resolution() -> Error {
    Error::field(
        "query.dpi",
        format!("cần từ {POSTER_DPI_MIN} đến {POSTER_DPI_MAX}"),
        format!("must be {POSTER_DPI_MIN} to {POSTER_DPI_MAX}"),
    )
}
