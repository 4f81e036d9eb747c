//! THE LIST of node kinds. A kind is one file below, one line in the list and one fixture in `tests/nodes/`; palette, forms, checker and manual follow from it.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::check::Report;
use crate::engine::{Ctx, Halt, Outcome, Woken};
use crate::graph::{Handle, VariableKind};
use crate::run::Wait;

mod ask;
mod assign_agent;
mod business_hours;
mod buttons;
mod condition;
mod conversation;
mod cta_url;
mod delay;
mod end;
mod execute_function;
mod goto;
mod group;
mod handoff;
mod http_request;
mod list;
mod llm_reply;
mod location;
mod note;
mod parts;
mod send_message;
mod send_template;
mod send_wa_flow;
mod set_variable;
mod start;
mod sticky;
mod subflow;
mod switch;
mod typing;
mod update_contact;
mod wait_reply;
mod window_check;
pub use parts::{Header, Media, MediaKind, Reminder};
pub(crate) use parts::{cut, folded};

/// Where a kind stands in the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Says something to the customer.
    Messages,
    /// Asks the customer and waits.
    Questions,
    /// Decides and waits.
    Logic,
    /// Remembers and computes.
    Data,
    /// Talks with other systems.
    Connections,
    /// Brings people in.
    People,
    /// Only drawn.
    Canvas,
}

/// What a kind does that others want to know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Traits {
    /// May suspend the run.
    pub waits: bool,
    /// Sends a message, so it passes the send gate.
    pub sends: bool,
    /// Asks the outside while the run is stored.
    pub asks: bool,
    /// A run can end here.
    pub ends: bool,
    /// Never run: only drawn.
    pub drawn_only: bool,
}

impl Traits {
    pub(crate) const PLAIN: Self = Self {
        waits: false,
        sends: false,
        asks: false,
        ends: false,
        drawn_only: false,
    };
    pub(crate) const SENDS: Self = Self { sends: true, ..Self::PLAIN };
    pub(crate) const WAITS: Self = Self { waits: true, ..Self::PLAIN };
    pub(crate) const SENDS_AND_WAITS: Self = Self { sends: true, ..Self::WAITS };
    pub(crate) const ASKS: Self = Self { asks: true, ..Self::PLAIN };
    pub(crate) const ENDS: Self = Self { ends: true, ..Self::PLAIN };
    pub(crate) const DRAWN: Self = Self {
        drawn_only: true,
        ..Self::PLAIN
    };
}

/// An exit of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Exit {
    /// The handle; one that ends in `:` stands for several, named by the settings.
    pub handle: &'static str,
    /// When a run leaves here.
    pub help: &'static str,
    /// A line must leave here.
    pub required: bool,
}

/// An exit that a line must leave.
pub(crate) const fn must(handle: &'static str, help: &'static str) -> Exit {
    Exit {
        handle,
        help,
        required: true,
    }
}

/// An exit that may stay without a line.
pub(crate) const fn may(handle: &'static str, help: &'static str) -> Exit {
    Exit {
        handle,
        help,
        required: false,
    }
}

const ERROR: Exit = may("error", "Something else went wrong.");
const GATE: [Exit; 3] = [
    may("opted_out", "The customer asked for silence."),
    may("send_failed", "The message could not be sent."),
    may("window_closed", "The customer has not written in the last 24 hours."),
];

/// A variable that a node sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// Its name, without `vars.`.
    pub variable: String,
    /// What it then holds, when that is known.
    pub kind: Option<VariableKind>,
}

/// What every kind can tell and do.
pub(crate) trait Node: Serialize + DeserializeOwned + JsonSchema {
    /// Its word in graphs.
    const KIND: &'static str;
    /// Its name in the palette.
    const TITLE: &'static str;
    /// Where it stands in the palette.
    const GROUP: Group;
    /// What it does that others want to know.
    const TRAITS: Traits = Traits::PLAIN;
    /// Its exits, without those that all have and those that the send gate adds.
    const EXITS: &'static [Exit];

    /// Its exits with these settings, without failures.
    fn exits(&self) -> Vec<Handle> {
        let own = Self::EXITS.iter().filter(|exit| !exit.handle.ends_with(':'));
        own.map(|exit| Handle::named(exit.handle)).filter(|handle| !handle.is_failure()).collect()
    }

    /// The exits that a line must leave, with these settings.
    fn required(&self) -> Vec<Handle> {
        Self::EXITS
            .iter()
            .filter(|exit| exit.required && !exit.handle.ends_with(':'))
            .map(|exit| Handle::named(exit.handle))
            .collect()
    }

    /// With these settings it suspends the run.
    fn waits(&self) -> bool {
        Self::TRAITS.waits
    }

    /// With these settings it sends a message that needs the customer's window.
    fn needs_window(&self) -> bool {
        Self::TRAITS.sends
    }

    /// Runs when the run comes to it.
    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt>;

    /// Runs when what it waited for happened.
    fn wake(&self, _ctx: &mut Ctx<'_>, _wait: &Wait, _woken: Woken<'_>) -> Result<Outcome, Halt> {
        Ok(Outcome::Stay)
    }

    /// What is wrong with these settings, besides what the schema says.
    fn check(&self, _report: &mut Report<'_>) {}

    /// The variables it sets.
    fn writes(&self) -> Vec<Write> {
        Vec::new()
    }
}

/// Settings that are not those of the kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct BadConfig {
    /// Path to the setting, `buttons[0].title`; empty for the whole.
    pub field: String,
    /// What is wrong.
    pub detail: String,
}

impl BadConfig {
    pub(crate) fn new(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            detail: detail.into(),
        }
    }
}

/// A kind as palette, form and manual show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// Its word in graphs.
    pub kind: &'static str,
    /// Its name in the palette.
    pub title: &'static str,
    /// What it is for, in one or more paragraphs.
    pub help: String,
    /// Where it stands in the palette.
    pub group: Group,
    /// What it does that others want to know.
    pub traits: Traits,
    /// Its exits.
    pub exits: Vec<Exit>,
    /// JSON Schema of its settings, with `x-ui` hints for the form.
    pub schema: Value,
}

fn parse<N: Node>(config: Value) -> Result<N, BadConfig> {
    serde_path_to_error::deserialize(config).map_err(|error| {
        let field = error.path().to_string();
        let field = if field == "." { String::new() } else { field };
        BadConfig::new(field, error.into_inner().to_string())
    })
}

fn exits_of<N: Node>() -> Vec<Exit> {
    let mut exits = N::EXITS.to_vec();
    if N::TRAITS.sends {
        exits.extend(GATE);
    }
    if !N::TRAITS.drawn_only && !N::TRAITS.ends && !exits.contains(&ERROR) {
        exits.push(ERROR);
    }
    exits
}

fn entry<N: Node>() -> Entry {
    let mut schema = schemars::schema_for!(N).to_value();
    let help = schema.as_object_mut().and_then(|schema| {
        schema.remove("title");
        schema.remove("$schema");
        schema.remove("description")
    });
    Entry {
        kind: N::KIND,
        title: N::TITLE,
        help: help.and_then(|help| help.as_str().map(str::to_owned)).unwrap_or_default(),
        group: N::GROUP,
        traits: N::TRAITS,
        exits: exits_of::<N>(),
        schema,
    }
}

/// Makes the enum, its dispatch, `KINDS` and `catalog()` from the list of kinds.
macro_rules! nodes {
    ($( $module:ident => $type:ident, )+) => {
        $(
            pub use $module::*;
        )+

        /// The settings of a node, by its kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum NodeConfig {
            $(
                #[doc = concat!("`", stringify!($module), "`")]
                $type(Box<$type>),
            )+
        }

        /// The words of all kinds, in alphabetical order.
        pub const KINDS: &[&str] = &[$( <$type as Node>::KIND, )+];

        /// Every kind as palette, form and manual show it.
        #[must_use]
        pub fn catalog() -> Vec<Entry> {
            vec![$( entry::<$type>(), )+]
        }

        impl NodeConfig {
            /// Reads the settings of a kind.
            ///
            /// # Errors
            /// When there is no such kind, or the settings are not its own.
            pub fn parse(kind: &str, config: Value) -> Result<Self, BadConfig> {
                match kind {
                    $( <$type as Node>::KIND => parse::<$type>(config).map(Box::new).map(Self::$type), )+
                    _ => Err(BadConfig::new("", format!("there is no node kind `{kind}`"))),
                }
            }

            /// What the kind does that others want to know.
            #[must_use]
            pub fn traits(&self) -> Traits {
                match self {
                    $( Self::$type(_) => <$type as Node>::TRAITS, )+
                }
            }

            /// Its exits, with what they are for; those that end in `:` stand for several.
            #[must_use]
            pub fn all_exits(&self) -> Vec<Exit> {
                match self {
                    $( Self::$type(_) => exits_of::<$type>(), )+
                }
            }

            /// Its exits with these settings, without failures.
            #[must_use]
            pub fn exits(&self) -> Vec<Handle> {
                match self {
                    $( Self::$type(node) => node.exits(), )+
                }
            }

            /// The exits that a line must leave.
            #[must_use]
            pub fn required(&self) -> Vec<Handle> {
                match self {
                    $( Self::$type(node) => node.required(), )+
                }
            }

            /// With these settings it suspends the run.
            #[must_use]
            pub fn waits(&self) -> bool {
                match self {
                    $( Self::$type(node) => node.waits(), )+
                }
            }

            /// With these settings it sends a message that needs the customer's window.
            #[must_use]
            pub fn needs_window(&self) -> bool {
                match self {
                    $( Self::$type(node) => node.needs_window(), )+
                }
            }

            /// The variables it sets.
            #[must_use]
            pub fn writes(&self) -> Vec<Write> {
                match self {
                    $( Self::$type(node) => node.writes(), )+
                }
            }

            pub(crate) fn check(&self, report: &mut Report<'_>) {
                match self {
                    $( Self::$type(node) => node.check(report), )+
                }
            }

            pub(crate) fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
                match self {
                    $( Self::$type(node) => node.enter(ctx), )+
                }
            }

            pub(crate) fn wake(&self, ctx: &mut Ctx<'_>, wait: &Wait, woken: Woken<'_>) -> Result<Outcome, Halt> {
                match self {
                    $( Self::$type(node) => node.wake(ctx, wait, woken), )+
                }
            }
        }
    };
}

nodes! {
    ask => Ask,
    assign_agent => AssignAgent,
    business_hours => BusinessHours,
    buttons => Buttons,
    condition => Condition,
    conversation => Conversation,
    cta_url => CtaUrl,
    delay => Delay,
    end => End,
    execute_function => ExecuteFunction,
    goto => Goto,
    group => Grouping,
    handoff => Handoff,
    http_request => HttpRequest,
    list => List,
    llm_reply => LlmReply,
    location => Location,
    note => Note,
    send_message => SendMessage,
    send_template => SendTemplate,
    send_wa_flow => SendWaFlow,
    set_variable => SetVariable,
    start => Start,
    sticky => Sticky,
    subflow => Subflow,
    switch => Switch,
    typing => Typing,
    update_contact => UpdateContact,
    wait_reply => WaitReply,
    window_check => WindowCheck,
}

impl NodeConfig {
    /// Whether a line may leave by `handle` with these settings.
    #[must_use]
    pub fn has_exit(&self, handle: &Handle) -> bool {
        self.exits().contains(handle) || handle.is_failure() && self.all_exits().iter().any(|exit| exit.handle == handle.as_str())
    }
}
