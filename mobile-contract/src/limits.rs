//! Bounds on what a stranger can send. One constant each: messages, schemas and tests come from here.

/// Longest search query, in characters.
pub const QUERY_CHARS: usize = 500;
/// Longest name of a place or agency asked for, in characters.
pub const NAME_CHARS: usize = 120;
/// Longest dossier code that is read, in characters: spoken digit by digit, it is long.
pub const DOSSIER_CODE_CHARS: usize = 240;
/// Longest chat message, in characters. Whole stories fit.
pub const MESSAGE_CHARS: usize = 2_000;
/// Longest comment on an answer, in characters.
pub const FEEDBACK_CHARS: usize = 500;
/// Largest JSON or form body, in bytes.
pub const BODY_BYTES: usize = 32 * 1024;
/// Most groups of misses asked for at once.
pub const GAP_GROUPS: u32 = 100;
/// Groups of misses when no number is asked for.
pub const GAP_GROUPS_DEFAULT: u32 = 20;
/// Days back for which misses are kept, and can be asked for.
pub const GAP_DAYS: u32 = 180;
/// Days back when no number is asked for.
pub const GAP_DAYS_DEFAULT: u32 = 30;
/// Most search hits asked for at once.
pub const SEARCH_LIMIT: u32 = 50;
/// Search hits when no number is asked for.
pub const SEARCH_DEFAULT: u32 = 10;
/// Most rows of a list page.
pub const PAGE_LIMIT: u32 = 100;
/// Rows of a list page when no number is asked for.
pub const PAGE_DEFAULT: u32 = 20;
/// Longest cursor, in bytes.
pub const CURSOR_BYTES: usize = 200;
/// Longest `Idempotency-Key`, in bytes.
pub const IDEMPOTENCY_KEY_BYTES: usize = 100;
/// Most options of a clarifying question.
pub const OPTIONS: usize = 5;
/// Most steps of a life event: what fits an answer, and what anyone can keep in mind.
pub const LIFE_EVENT_STEPS: usize = 8;
/// Most messages kept in one conversation; a new one must be started after that.
pub const CONVERSATION_MESSAGES: u32 = 200;
/// Longest text of a ticket, or of a citizen's message to it, in characters.
pub const TICKET_CHARS: usize = 4_000;
/// Longest answer to a ticket, in characters.
pub const ANSWER_CHARS: usize = 8_000;
/// Longest comment of a rating, in characters.
pub const RATING_COMMENT_CHARS: usize = 2_000;
/// Scores up to this one are low: the rating is looked into and answered.
pub const RATING_LOW: u8 = 2;
/// Minutes for which the token of a visit is good.
pub const VISIT_MINUTES: i64 = 30;
/// Shortest finding, in characters: "ok" says nothing of what was looked into.
pub const FINDING_LEAST_CHARS: usize = 10;
/// Longest finding, in characters.
pub const FINDING_CHARS: usize = 4_000;
/// Most messages of a ticket that a citizen may send.
pub const TICKET_MESSAGES: u32 = 50;
/// Most files that come with one message.
pub const ATTACHMENTS_PER_MESSAGE: usize = 5;
/// Most files of a ticket that a citizen may send.
pub const ATTACHMENTS_PER_TICKET: usize = 20;
/// Largest file, in bytes.
pub const ATTACHMENT_BYTES: usize = 10 * 1024 * 1024;
/// Largest request with files, in bytes: a body of `multipart/form-data` with all that is in it.
pub const UPLOAD_BYTES: usize = 20 * 1024 * 1024;
/// Longest name of a file, in characters; more is cut off.
pub const ATTACHMENT_NAME_CHARS: usize = 100;
/// Most pixels of a photo; cameras of phones take up to 50 million.
pub const PHOTO_PIXELS: u64 = 52_000_000;
/// Longest side of a photo as it is kept, in pixels: a sheet of A4 at 350 dots an inch. Larger ones are
/// made smaller.
pub const PHOTO_SIDE: u32 = 4_096;
/// Shortest reason for a transfer, in characters: "sai" explains nothing to whoever gets it.
pub const REASON_LEAST_CHARS: usize = 10;
/// Longest reason for a transfer, in characters.
pub const REASON_CHARS: usize = 500;
/// Most records that an answer cites.
pub const CITATIONS: usize = 10;
/// Days after an answer in which its ticket may be reopened.
pub const REOPEN_DAYS: u32 = 10;
/// Longest question of a published answer, in characters: what fits a heading.
pub const FAQ_QUESTION_CHARS: usize = 300;
/// Longest published answer, in characters.
pub const FAQ_ANSWER_CHARS: usize = 4_000;
/// Most other ways to ask a published question.
pub const FAQ_ALSO: usize = 10;
/// Most tickets that are said to ask the same, at once.
pub const FAQ_SAME: usize = 50;
/// Most words that a reviewer says name nobody.
pub const FAQ_IMPERSONAL: usize = 20;
/// Longest title of a text for answers, in characters.
pub const TEMPLATE_TITLE_CHARS: usize = 120;
/// Longest text for answers, in characters.
pub const TEMPLATE_CHARS: usize = 4_000;
/// Most texts for answers of one agency.
pub const TEMPLATES: u64 = 100;
/// Longest mail address, in bytes (RFC 5321, 4.5.3.1.3).
pub const MAIL_BYTES: usize = 254;
/// Longest way of writing a phone number, in characters.
pub const PHONE_CHARS: usize = 24;
/// Shortest `Idempotency-Key` where the saved response opens something: a short one could be another
/// phone's.
pub const STRONG_KEY_BYTES: usize = 16;
/// Largest mail that is taken in, in bytes, with what it carries.
pub const INBOUND_MAIL_BYTES: usize = 15 * 1024 * 1024;
/// Tickets that one sender may make by mail in a day.
pub const MAIL_TICKETS_PER_SENDER: u64 = 5;
/// Tickets that all mail together may make in an hour: more is a flood, and waits at the mail server.
pub const MAIL_TICKETS_PER_HOUR: u64 = 300;
/// Shortest password, in characters.
pub const PASSWORD_MIN_CHARS: usize = 12;
/// Longest password, in characters.
pub const PASSWORD_MAX_CHARS: usize = 128;
/// Longest name of a person, in characters.
pub const PERSON_NAME_CHARS: usize = 120;
/// Longest refresh or reset token, in bytes.
pub const TOKEN_BYTES: usize = 100;
/// Longest code of an authenticator, or recovery code, in characters.
pub const CODE_CHARS: usize = 20;
/// Digits of a code sent to a citizen.
pub const OTP_DIGITS: usize = 6;
/// Wrong tries that a code sent to a citizen bears.
pub const OTP_TRIES: i32 = 5;
/// Minutes for which a code sent to a citizen is good.
pub const OTP_MINUTES: i64 = 5;
/// Codes that one number or address gets in an hour.
pub const OTP_PER_CONTACT: i32 = 6;
/// Codes of these that one network address may ask for: a stranger uses up no more than half.
pub const OTP_PER_CONTACT_AND_ADDRESS: i32 = 3;
/// Codes that one network address may ask for in an hour. Whole villages share one.
pub const OTP_PER_ADDRESS: i32 = 60;
/// Longest detail of an audit entry, in characters; more is cut off.
pub const AUDIT_DETAIL_CHARS: usize = 500;
/// Most rows of an agency's office hours: one for each day.
pub const HOURS_ROWS: usize = 7;
/// Most sessions of a day of office hours.
pub const SESSIONS_A_DAY: usize = 4;
/// Most rules of an agency for the time of its answers.
pub const REPLY_TERMS: usize = 8;
/// Most units of time that an agency may give itself for an answer.
pub const REPLY_AMOUNT: u32 = 240;
/// Shortest source of a rule, in characters: a number alone is no source.
pub const SOURCE_LEAST_CHARS: usize = 10;
/// Longest source of a rule, in characters.
pub const SOURCE_CHARS: usize = 300;
/// Minutes for which somebody counts as being at a ticket after they were seen there.
pub const PRESENCE_MINUTES: i64 = 5;
/// Most posters in one file: a district of today, or 2,000 pages would be made for one click.
pub const POSTER_COUNTERS: usize = 200;
/// The coarsest picture of a poster, in dots per inch: its codes can still be scanned from a screen.
pub const POSTER_DPI_MIN: u16 = 72;
/// The finest picture of a poster, in dots per inch: what offices print.
pub const POSTER_DPI_MAX: u16 = 300;
/// Dots per inch when no number is asked for.
pub const POSTER_DPI_DEFAULT: u16 = 150;
/// Fewest ratings that a figure may stand for: fewer tell about single people.
pub const RATING_LEAST: u64 = 5;
/// Most days whose ratings are added up at once: two years.
pub const RATING_FIGURE_DAYS: i64 = 731;
/// Most rows of figures.
pub const RATING_FIGURE_ROWS: usize = 500;
/// Longest id of a dossier's event, in characters.
pub const EVENT_ID_CHARS: usize = 100;
/// Longest code of a procedure in a dossier's event, in characters.
pub const EVENT_PROCEDURE_CHARS: usize = 40;
/// Longest name of a person or of who signed in a dossier's event, in characters.
pub const EVENT_PERSON_CHARS: usize = 120;
/// Longest phone number in a dossier's event, in characters.
pub const EVENT_PHONE_CHARS: usize = 30;
/// Longest identity number in a dossier's event, in characters.
pub const EVENT_ID_NUMBER_CHARS: usize = 20;
/// Longest mail address in a dossier's event, in characters.
pub const EVENT_MAIL_CHARS: usize = 254;
/// Longest name of an agency, desk or place in a dossier's event, in characters.
pub const EVENT_NAME_CHARS: usize = 80;
/// Longest reason in a dossier's event, in characters.
pub const EVENT_REASON_CHARS: usize = 1_000;
/// Most events that are kept of one dossier.
pub const DOSSIER_EVENTS: usize = 500;
/// Most units of a dossier's term.
pub const TERM_UNITS: u32 = 10_000;
/// Longest office of who signs a letter, in characters: it goes into an event.
pub const SIGNER_CHARS: usize = EVENT_NAME_CHARS;
/// Longest number and sign of a letter, in characters.
pub const LETTER_NUMBER_CHARS: usize = 60;

/// Longest proof of a dossier: a receipt's signed address, or what a look-up gave.
pub const DOSSIER_PROOF_CHARS: usize = 700;

/// Wrong digits for one dossier code before each further try has to wait.
pub const DOSSIER_TRIES: i32 = 5;

/// Wrong proofs from one network address before each further try has to wait: whole villages share one.
pub const DOSSIER_TRIES_OF_CLIENT: i32 = 20;

/// Wrong proofs from one network (IPv4 /24, IPv6 /48) before each further try has to wait.
pub const DOSSIER_TRIES_OF_NETWORK: i32 = 100;

/// Wrong tries at codes that were sent for one dossier before each further code bears [`DOSSIER_OTP_FEW`] only.
pub const DOSSIER_OTP_TRIES: i32 = 10;

/// Tries at a code that was sent for a dossier at whose codes somebody guesses: its owner may slip once.
pub const DOSSIER_OTP_FEW: i32 = 2;

/// Minutes for which what a look-up gave opens its dossier again.
pub const DOSSIER_PASS_MINUTES: i64 = 30;

/// Numbers and addresses that are told of one dossier, beside the phone named in it.
pub const DOSSIER_SUBSCRIPTIONS: u64 = 10;
/// Days after which nobody is told any more of a dossier that is over.
pub const DOSSIER_TOLD_DAYS: i64 = 90;

/// Changes that are older than this many days when they become known are told to nobody.
pub const DOSSIER_NEWS_DAYS: i64 = 7;
/// Most days whose dossiers are added up at once: two years.
pub const DOSSIER_FIGURE_DAYS: i64 = 731;
/// Most rows of figures of dossiers in one answer; files hold all.
pub const DOSSIER_FIGURE_ROWS: usize = 500;
/// Fewest dossiers that a row of open data stands for: fewer tell about single people.
pub const OPEN_DATA_LEAST: u64 = 5;
/// Most dossiers whose records are read for one report on quality; of more, what their rows tell is given.
pub const DOSSIER_QUALITY_RECORDS: u64 = 200_000;
/// Longest name of an API key, in characters.
pub const API_KEY_NAME_CHARS: usize = 120;
/// Longest name of the system that an API key stands for, in characters.
pub const API_KEY_SOURCE_CHARS: usize = 40;
/// Most agencies of one API key.
pub const API_KEY_AGENCIES: usize = 50;
/// Most days for which an API key is made.
pub const API_KEY_DAYS: u32 = 3_650;
/// Most days for which the secret of before a rotation stays good.
pub const API_KEY_OLD_DAYS: u32 = 90;
/// Largest batch of dossiers' events, in bytes, unpacked.
pub const INTAKE_BYTES: u64 = 128 * 1024 * 1024;
/// Longest line of a batch, in bytes: the longest event with every letter escaped.
pub const INTAKE_LINE_BYTES: usize = 32 * 1024;
/// Most refusals that are told one by one.
pub const INTAKE_REFUSALS: usize = 1_000;
