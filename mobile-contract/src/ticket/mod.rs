//! Tickets (phiếu): questions and feedback that go to the agency responsible, on the wire.

mod attachment;
mod citizen;
mod code;
mod kind;
mod report;
mod secret;
mod staff;

pub use self::attachment::{
    Attachment, AttachmentParams, AttachmentSize, AttachmentType, NewAttachments,
};
pub use self::citizen::{
    Author, Clock, ClockPhase, ContactWay, MyTicket, NewContact, NewRating, NewTicket,
    NewTicketMessage, OpenedTicket, Rating, Reopening, Ticket, TicketFromChat, TicketMessage,
};
pub use self::code::TicketCode;
pub use self::kind::{TicketKind, TicketSource, TicketState};
pub use self::report::{Mistaken, ReportDays, RoutingReport};
pub use self::secret::SpokenSecret;
pub use self::staff::{
    AtTicket, CallerTicket, Contact, Draft, DraftState, Finding, Merge, NewAnswer, NewDraft,
    NewFinding, NewKind, NewNote, NewRequest, Note, Revision, RouteGuess, StaffTicket,
    StaffTicketFilter, TicketClocks, TicketCounts, TicketEvent, TicketEventKind, TicketPage,
    TicketPresence, TicketRow, Transfer,
};
