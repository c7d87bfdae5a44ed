//! Một Cửa: the citizen assistant of a Vietnamese province.
//!
//! Start with `docs/ARCHITECTURE.md`. Arrows between the rooms point one way:
//! `web → features → storage, kernel`.

pub mod accounts;
pub mod agencies;
pub mod app;
pub mod attachments;
pub mod audit;
pub mod boundary;
pub mod chat;
pub mod cli;
pub mod config;
pub mod dossiers;
pub mod editorial;
pub mod error;
pub mod faqs;
pub mod gaps;
pub mod health;
pub mod kernel;
pub mod knowledge;
pub mod life_events;
pub mod names;
pub mod notifications;
pub mod openapi;
pub mod places;
pub mod posters;
pub mod procedures;
pub mod qr;
pub mod ratings;
pub mod routing;
pub mod search;
pub mod settings;
pub mod storage;
pub mod telemetry;
pub mod tickets;
pub mod web;
