//! What requests share, and the routes over it.

use std::sync::Arc;

use actix_web::web::{self, Data, ServiceConfig};
use motcua_seed::Bundle;
use url::Url;
use uuid::Uuid;

use crate::accounts::{self, Accounts};
use crate::attachments::Files;
use crate::chat::Assistant;
use crate::config::Config;
use crate::dossiers::figures::OpenData;
use crate::dossiers::quality::Quality;
use crate::dossiers::{self, Dossiers, LookUp, Receipts, Reckoner};
use crate::editorial::{self, Editorial};
use crate::error::Error;
use crate::kernel::body;
use crate::kernel::clock::Clock;
use crate::kernel::rate::{Counted, Limiter};
use crate::kernel::vault::Vault;
use crate::kernel::worktime::Calendar;
use crate::knowledge::{Engines, Knowledge, Reloader};
use crate::names::Names;
use crate::notifications::{self, Outbox, Subscriptions, Wake};
use crate::posters::Press;
use crate::qr::{AppLinks, Register, Resolver, Scans};
use crate::ratings::{self, Ratings};
use crate::routing::{Knows, Router};
use crate::search::{Finder, Reader};
use crate::storage::Database;
use crate::tickets::{PostOffice, Tickets};
use crate::{
    agencies, chat, faqs, gaps, health, life_events, names, openapi, places, posters, procedures,
    qr, search, settings, telemetry, tickets,
};

/// Everything that requests share.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) db: Data<Database>,
    pub(super) accounts: Data<Accounts>,
    pub(super) knowledge: Knowledge,
    pub(super) finder: Data<Arc<Finder>>,
    pub(super) staff_room: Data<crate::web::staff::Room>,
    pub(super) gaps: Data<gaps::Desk>,
    pub(super) editorial: Data<Editorial>,
    pub(super) names: Data<Names>,
    pub(super) assistant: Data<Assistant>,
    pub(super) resolver: Data<Resolver>,
    pub(super) press: Data<Press>,
    pub(super) kept_pages: Data<crate::web::scanned::KeptPages>,
    pub(super) qr_desk: Data<qr::Desk>,
    pub(super) app_links: Data<AppLinks>,
    pub(super) tickets: Data<Tickets>,
    pub(super) ratings: Data<Ratings>,
    pub(super) dossiers: Data<Dossiers>,
    pub(super) look_up: Data<LookUp>,
    pub(super) receipts: Data<Receipts>,
    pub(super) open_data: Data<OpenData>,
    pub(super) quality: Data<Quality>,
    pub(super) settings: Data<settings::Desk>,
    pub(super) limiter: Data<Limiter>,
    pub(super) key_limiter: Data<Counted<Uuid>>,
    pub(super) metrics: Data<metrics_exporter_prometheus::PrometheusHandle>,
    pub(super) site: Data<crate::web::Site>,
    pub(super) search: Data<Engines>,
    pub(super) wake: Data<Wake>,
    pub(super) subscriptions: Data<Subscriptions>,
    pub(super) outbox: Data<Outbox>,
    /// What requests under a key are hashed with.
    pub(super) vault: Data<Vault>,
    /// Mail that went into files; `None` where it is really sent.
    pub(super) dev_mail: Option<Data<notifications::MailFiles>>,
}

/// What the rest of the server stands on.
pub(super) struct Ground {
    pub(super) db: Database,
    pub(super) accounts: Accounts,
    pub(super) files: Files,
    pub(super) vault: Vault,
    pub(super) calendar: Arc<Calendar>,
    pub(super) reckoner: Reckoner,
    pub(super) public_url: Url,
    pub(super) post: Arc<PostOffice>,
    pub(super) register: Register,
    pub(super) scans: Scans,
    pub(super) app_links: AppLinks,
    pub(super) clock: Clock,
}

/// Puts together what requests share.
pub(super) fn share(
    config: &Config,
    ground: Ground,
    knowledge: &Knowledge,
    bundle: Bundle,
) -> Shared {
    let Ground {
        db,
        accounts,
        files,
        vault,
        calendar,
        reckoner,
        public_url,
        post,
        register,
        scans,
        app_links,
        clock,
    } = ground;
    let names = Names {
        index: knowledge.names.clone(),
        places: knowledge.places.clone(),
        agencies: knowledge.agencies.clone(),
        clock: clock.clone(),
    };
    let reader = Reader {
        vocabularies: Arc::new(bundle.vocabularies),
        names: names.clone(),
    };
    let router = Router::new(
        Knows {
            names: names.clone(),
            procedures: knowledge.procedures.clone(),
            vocabularies: reader.vocabularies.clone(),
        },
        bundle.competences,
    );
    let guards = Arc::new(bundle.guards);
    let finder = Finder {
        engine: knowledge.engine.clone(),
        reader: reader.clone(),
        procedures: knowledge.procedures.clone(),
        faqs: knowledge.faqs.clone(),
        explains: !config.server.production,
    };
    let gaps = gaps::Desk {
        db: db.clone(),
        engine: knowledge.engine.clone(),
        vocabularies: Arc::clone(&reader.vocabularies),
        procedures: knowledge.procedures.clone(),
        faqs: knowledge.faqs.clone(),
        clock: clock.clone(),
    };
    let resolver = Resolver {
        db: db.clone(),
        codes: register.codes.clone(),
        keys: register.keys.clone(),
        scans,
        agencies: knowledge.agencies.clone(),
        places: knowledge.places.clone(),
        procedures: knowledge.procedures.clone(),
        clock: clock.clone(),
        public_url: public_url.clone(),
    };
    let outbox = Outbox::new(vault.clone());
    let dossiers = Dossiers {
        gates: dossiers::intake::Gates::default(),
        db: db.clone(),
        clock: clock.clone(),
        vault: vault.clone(),
        reckoner,
        calendar: Arc::clone(&calendar),
        agencies: knowledge.agencies.clone(),
        places: knowledge.places.clone(),
        procedures: knowledge.procedures.clone(),
        outbox: outbox.clone(),
        public_url: public_url.clone(),
    };
    let qr_desk = qr::Desk {
        db: db.clone(),
        register,
        resolver: resolver.clone(),
        calendar: Arc::clone(&calendar),
        dossiers: Arc::new(dossiers.clone()),
    };
    let receipts = Receipts {
        dossiers: dossiers.clone(),
        desk: qr_desk.clone(),
    };
    let look_up = LookUp {
        dossiers: dossiers.clone(),
        resolver: resolver.clone(),
    };
    let assistant = Assistant {
        db: db.clone(),
        procedures: knowledge.procedures.clone(),
        faqs: knowledge.faqs.clone(),
        life_events: knowledge.life_events.clone(),
        engine: knowledge.engine.clone(),
        reader,
        dialogue: Arc::new(bundle.dialogue),
        guards: guards.clone(),
        resolver: resolver.clone(),
        look_up: look_up.clone(),
        clock: clock.clone(),
    };
    let tickets = Tickets {
        db: db.clone(),
        clock: clock.clone(),
        router,
        calendar,
        rules: Arc::new(bundle.clocks),
        kinds: Arc::new(bundle.kinds),
        guards,
        names: names.clone(),
        procedures: knowledge.procedures.clone(),
        faqs: knowledge.faqs.clone(),
        resolver: resolver.clone(),
        public_url: public_url.clone(),
        outbox: outbox.clone(),
        vault: vault.clone(),
        post,
        files,
    };
    let ratings = Ratings::new(ratings::Parts {
        tickets: tickets.clone(),
        forms: bundle.rating_forms,
        staff_networks: config.ratings.staff_networks.clone(),
    });
    let editorial = Editorial {
        tickets: tickets.clone(),
        gaps: gaps.clone(),
        press: Arc::new(Reloader {
            db: db.clone(),
            knowledge: knowledge.clone(),
        }),
    };
    let settings = settings::Desk {
        db: db.clone(),
        clock: clock.clone(),
        outbox: outbox.clone(),
        agencies: knowledge.agencies.clone(),
    };
    let finder = Arc::new(finder);
    let staff_room = crate::web::staff::Room {
        tickets: tickets.clone(),
        finder: Arc::clone(&finder),
        editorial: editorial.clone(),
    };
    let subscriptions = Subscriptions {
        db: db.clone(),
        clock,
    };
    Shared {
        tickets: Data::new(tickets),
        ratings: Data::new(ratings),
        dossiers: Data::new(dossiers),
        look_up: Data::new(look_up),
        receipts: Data::new(receipts),
        open_data: Data::default(),
        quality: Data::new(Quality::new(bundle.quality)),
        settings: Data::new(settings),
        db: Data::new(db),
        accounts: Data::new(accounts),
        knowledge: knowledge.clone(),
        finder: Data::new(finder),
        staff_room: Data::new(staff_room),
        gaps: Data::new(gaps),
        editorial: Data::new(editorial),
        names: Data::new(names),
        assistant: Data::new(assistant),
        press: Data::new(Press::new(resolver.clone())),
        kept_pages: Data::new(crate::web::scanned::KeptPages::new(&resolver)),
        resolver: Data::new(resolver),
        qr_desk: Data::new(qr_desk),
        app_links: Data::new(app_links),
        limiter: Data::new(Limiter::new(
            config.server.allowance(),
            config.server.behind_proxy,
        )),
        key_limiter: Data::new(Counted::new(config.integrations.allowance())),
        metrics: Data::new(telemetry::start_metrics()),
        site: Data::new(crate::web::Site::new(&public_url)),
        search: Data::new(knowledge.engines().clone()),
        wake: Data::default(),
        subscriptions: Data::new(subscriptions),
        outbox: Data::new(outbox),
        vault: Data::new(vault),
        dev_mail: None,
    }
}

/// Routes of every room, over what they share.
pub(super) fn configure(config: &mut ServiceConfig, shared: Shared) {
    let Shared {
        db,
        accounts,
        knowledge,
        finder,
        staff_room,
        gaps,
        editorial,
        names,
        assistant,
        resolver,
        press,
        kept_pages,
        qr_desk,
        app_links,
        tickets,
        ratings,
        dossiers,
        look_up,
        receipts,
        open_data,
        quality,
        settings,
        limiter,
        key_limiter,
        metrics,
        site,
        search,
        wake,
        subscriptions,
        outbox,
        vault,
        dev_mail,
    } = shared;
    // First of all: routes are tried in their order, and whole queues scan codes. After the others, a quarter of the
    // time of such a page went into matching their patterns.
    config.configure(crate::web::scanned::configure);
    if let Some(files) = dev_mail {
        config
            .app_data(files)
            .configure(crate::web::configure_dev_mail);
    }
    config
        .app_data(db)
        .app_data(accounts)
        .app_data(knowledge.procedures)
        .app_data(knowledge.faqs)
        .app_data(knowledge.life_events)
        .app_data(knowledge.places)
        .app_data(knowledge.agencies)
        .app_data(finder)
        .app_data(staff_room)
        .app_data(gaps)
        .app_data(editorial)
        .app_data(names)
        .app_data(assistant)
        .app_data(resolver)
        .app_data(press)
        .app_data(kept_pages)
        .app_data(qr_desk)
        .app_data(app_links)
        .app_data(tickets)
        .app_data(ratings)
        .app_data(dossiers)
        .app_data(look_up)
        .app_data(receipts)
        .app_data(open_data)
        .app_data(quality)
        .app_data(settings)
        .app_data(limiter)
        .app_data(key_limiter)
        .app_data(metrics)
        .app_data(site)
        .app_data(search)
        .app_data(wake)
        .app_data(subscriptions)
        .app_data(outbox)
        .app_data(vault)
        .configure(body::configure)
        .configure(accounts::routes::configure)
        .configure(search::routes::configure)
        .configure(procedures::routes::configure)
        .configure(faqs::routes::configure)
        .configure(life_events::routes::configure)
        .configure(names::routes::configure)
        .configure(places::routes::configure)
        .configure(agencies::routes::configure)
        .configure(chat::routes::configure)
        .configure(gaps::routes::configure)
        .configure(editorial::routes::configure)
        .configure(qr::routes::configure)
        .configure(posters::routes::configure)
        .configure(tickets::routes::configure)
        .configure(ratings::routes::configure)
        .configure(dossiers::lookup::routes::configure)
        .configure(dossiers::receipt::routes::configure)
        .configure(dossiers::subscriptions::routes::configure)
        .configure(dossiers::figures::routes::configure)
        .configure(dossiers::quality::routes::configure)
        .configure(dossiers::intake::routes::configure)
        .configure(dossiers::agency_codes::routes::configure)
        // Last of them: it has a code where they have words.
        .configure(dossiers::routes::configure)
        .configure(settings::routes::configure)
        .configure(notifications::routes::configure)
        .configure(health::configure)
        .configure(openapi::routes::configure)
        .configure(crate::web::configure)
        .default_service(web::to(nothing_here));
}

async fn nothing_here() -> Result<actix_web::HttpResponse, Error> {
    Err(Error::new(mobile_contract::ErrorCode::NotFound))
}
