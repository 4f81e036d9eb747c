//! A pretend Meta and its customers: Graph endpoints, media, signed webhooks, phones, faults and a clock that can be turned.
//!
//! ```no_run
//! use simulator::{Config, Simulator, times};
//! # async fn story() {
//! let simulator = Simulator::new(Config::test().callback("http://127.0.0.1:8080/webhooks/meta"));
//! let ana = simulator.phone("Ana");
//! ana.says("hola").delivered(times(2).regrouped()).await;
//! simulator.settle().await;
//! assert_eq!(ana.thread()[0].text(), "hola");
//! # }
//! ```
//!
//! The README lists every route of the control API.

mod clock;
mod config;
mod control;
mod crowd;
mod deliver;
mod events;
mod exchange;
mod faults;
mod form;
mod graph;
mod open_form;
mod phone;
mod random;
mod release;
mod samples;
mod scenario;
mod seed;
mod serve;
mod simulator;
mod webhook;
mod world;

pub use clock::{Clock, Time};
pub use config::{BusinessConfig, Callbacks, Config, Keep, NumberConfig, Pace, PhoneConfig, Retry, Strangers, WindowRefusal};
pub use crowd::{Crowd, CrowdReport};
pub use deliver::{Attempt, Delivery, DeliveryRecord, DeliveryState, regrouped, times};
pub use events::{Event, Listener};
pub use faults::{Fault, FaultKind, On, Rule, Setting, kinds as fault_kinds};
pub use open_form::OpenForm;
pub use phone::{AutoRead, Marketing, Phone, Saying};
pub use release::{Order, Release};
pub use scenario::{Customer, Failed, Scenario, Step};
pub use seed::Seed;
pub use serve::{new_world, serve, serve_world};
pub use simulator::Simulator;
pub use world::flow::KeptForm;
pub use world::{
    Refused,
    ledger::{Ledger, SendRecord, WebhookCounts},
    message::{Failure, Message, Reaction, Side, Ticks, Via},
    say::{File, How, Say},
};
