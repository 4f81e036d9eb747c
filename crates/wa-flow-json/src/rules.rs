//! THE LIST of rules: what is checked, which of Meta's codes it is reported with, and how serious it is.
//!
//! Codes and texts are Meta's (*Static Validation Errors*, <https://developers.facebook.com/docs/whatsapp/flows/reference/error-codes>). A rule without
//! a code of its own there carries the nearest one. `tests/rules/<rule>.json` holds forms that break each rule and forms that keep it.

use serde::Serialize;

/// How serious a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Meta will not publish it.
    Error,
    /// It works, though perhaps not as meant; or Meta's own pages disagree.
    Warning,
}

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $rule:ident = $name:literal, $code:literal, $severity:ident;)+) => {
        /// A rule of Flow JSON.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[doc = $doc])+ $rule,)+ }

        impl Rule {
            /// Every rule, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$rule,)+];

            /// Our name of it, stable.
            pub fn name(self) -> &'static str {
                match self { $(Self::$rule => $name,)+ }
            }

            /// Meta's code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$rule => $code,)+ }
            }

            pub fn severity(self) -> Severity {
                match self { $(Self::$rule => Severity::$severity,)+ }
            }

            /// What it demands, in a sentence.
            pub fn help(self) -> &'static str {
                match self { $(Self::$rule => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

rules! {
    // ── the text
    /// The text is JSON.
    JsonSyntax = "json-syntax", "INVALID_FLOW_JSON", Error;
    /// The text has at most 10 MB.
    JsonTooLarge = "json-too-large", "INVALID_FLOW_JSON", Error;
    /// Nothing is nested more than 64 levels deep.
    JsonTooDeep = "json-too-deep", "INVALID_FLOW_JSON", Error;
    /// A property is written once.
    DuplicateKey = "duplicate-key", "INVALID_FLOW_JSON", Error;
    // ── versions
    /// The version of Flow JSON is given.
    VersionMissing = "version-missing", "MISSING_FLOW_JSON_VERSION", Error;
    /// The version is a text of two numbers, such as "7.3".
    VersionInvalid = "version-invalid", "INVALID_FLOW_JSON_VERSION", Error;
    /// The version exists and has not expired.
    VersionUnsupported = "version-unsupported", "UNSUPPORTED_FLOW_JSON_VERSION", Error;
    /// New forms are published with a version that is not frozen.
    VersionFrozen = "version-frozen", "UNAVAILABLE_FLOW_JSON_VERSION", Warning;
    /// `data_api_version` is one that exists.
    DataApiVersion = "data-api-version", "NO_SUPPORTED_DATA_API_VERSION", Error;
    // ── properties
    /// Only properties that exist.
    UnknownProperty = "unknown-property", "INVALID_PROPERTY_KEY", Error;
    /// Only properties of this version of Flow JSON.
    PropertyTooNew = "property-too-new", "INVALID_PROPERTY_KEY", Error;
    /// `data_channel_uri` is set through the API from 3.0 on, not in the JSON.
    DataChannelUri = "data-channel-uri", "INVALID_PROPERTY_KEY", Error;
    /// Required properties are there.
    MissingProperty = "missing-property", "MISSING_REQUIRED_PROPERTY", Error;
    /// Every component, layout and target has a `type`.
    MissingType = "missing-type", "MISSING_REQUIRED_TYPE_PROPERTY", Error;
    /// Values have the type of their property.
    WrongType = "wrong-type", "INVALID_PROPERTY_TYPE", Error;
    /// Values are among those allowed.
    WrongEnum = "wrong-enum", "INVALID_ENUM_VALUE", Error;
    /// Values are written in the format of their property: addresses, colours.
    WrongFormat = "wrong-format", "INVALID_PROPERTY_VALUE_FORMAT", Error;
    /// Dates are written as the version wants them: YYYY-MM-DD from 5.0 on, milliseconds as text before.
    DateFormat = "date-format", "INVALID_PROPERTY_VALUE_FORMAT", Error;
    /// A text is not blank.
    BlankText = "blank-text", "PATTERN_MISMATCH", Error;
    /// A property that must be written down is not computed.
    NotDynamic = "not-dynamic", "PATTERN_MISMATCH", Error;
    /// A text is no longer than is shown.
    TextTooLong = "text-too-long", "INVALID_PROPERTY_VALUE", Warning;
    /// Captions longer than 409 characters may be cut: Meta's pages name both 409 and 4096.
    CaptionLong = "caption-long", "INVALID_PROPERTY_VALUE", Warning;
    /// Lists have the items they need.
    TooFewItems = "too-few-items", "MIN_ITEMS_REQUIRED", Error;
    /// Lists have no more items than are shown.
    TooManyItems = "too-many-items", "INVALID_PROPERTY_VALUE", Error;
    /// Numbers are large enough.
    TooSmall = "too-small", "MINIMUM_VALUE_REQUIRED", Error;
    /// Numbers are small enough.
    TooLarge = "too-large", "MAXIMUM_VALUE_REQUIRED", Error;
    /// The least is not above the most.
    MinOverMax = "min-over-max", "MIN_VALUE_GREATER_THAN_MAX", Error;
    /// Properties that need each other come together.
    Dependency = "dependency", "INVALID_DEPENDENCIES", Error;
    /// Properties that exclude each other do not come together.
    Exclusive = "exclusive", "NOT_KEYWORD_SCHEMA_VALIDATION_FAILED", Error;
    /// Options of one list have different ids.
    DuplicateOption = "duplicate-option", "INVALID_PROPERTY_VALUE", Error;
    /// Pictures are base64.
    ImageFormat = "image-format", "INVALID_PROPERTY_VALUE_FORMAT", Error;
    /// Pictures are small enough to be shown.
    ImageTooLarge = "image-too-large", "INVALID_PROPERTY_VALUE", Warning;
    // ── screens
    /// A screen id is made of letters and underscores.
    ScreenId = "screen-id", "PATTERN_MISMATCH", Error;
    /// A screen id is not empty.
    ScreenIdEmpty = "screen-id-empty", "MIN_CHARS_REQUIRED", Error;
    /// No screen is called SUCCESS.
    ScreenIdReserved = "screen-id-reserved", "SCREEN_ID_IS_RESERVED_KEYWORD", Error;
    /// No two screens have one id.
    DuplicateScreen = "duplicate-screen", "DUPLICATE_SCREEN_IDS", Error;
    /// At most 100 screens.
    TooManyScreens = "too-many-screens", "MAX_SCREENS_NUMBER", Error;
    /// At most 50 components on a screen.
    TooManyComponents = "too-many-components", "INVALID_PROPERTY_VALUE", Error;
    /// There is a terminal screen.
    NoTerminal = "no-terminal", "MISSING_TERMINAL_SCREEN", Error;
    /// A terminal screen has a Footer.
    TerminalFooter = "terminal-footer", "MISSING_FOOTER_ON_TERMINAL_SCREEN", Error;
    /// Only terminal screens say whether they are a success.
    SuccessNotTerminal = "success-not-terminal", "NOT_KEYWORD_SCHEMA_VALIDATION_FAILED", Error;
    /// At least one terminal screen is a success.
    NoSuccess = "no-success", "INVALID_PROPERTY_VALUE", Error;
    /// The Footer of a terminal screen ends the form or asks the endpoint.
    TerminalNavigates = "terminal-navigates", "INVALID_PROPERTY_VALUE", Warning;
    /// `refresh_on_back` needs an endpoint.
    RefreshNeedsEndpoint = "refresh-needs-endpoint", "INVALID_PROPERTY_VALUE", Error;
    /// `sensitive` names inputs of its screen.
    SensitiveUnknown = "sensitive-unknown", "INVALID_PROPERTY_VALUE", Error;
    // ── routes
    /// With an endpoint there is a routing model.
    RoutingMissing = "routing-missing", "MISSING_REQUIRED_PROPERTY", Error;
    /// Every screen is in the routing model.
    RouteIncomplete = "route-incomplete", "INVALID_ROUTING_MODEL", Error;
    /// The routing model names screens that exist.
    RouteUnknown = "route-unknown", "INVALID_ROUTING_MODEL", Error;
    /// No route leads to the screen it starts from.
    RouteSelf = "route-self", "INVALID_ROUTING_MODEL", Error;
    /// Routes lead forward only.
    RouteLoop = "route-loop", "INVALID_ROUTING_MODEL", Error;
    /// At most ten routes from a screen.
    RouteTooMany = "route-too-many", "INVALID_ROUTING_MODEL", Error;
    /// There is a screen to which no route leads: the entry.
    RouteNoEntry = "route-no-entry", "INVALID_ROUTING_MODEL", Error;
    /// All screens hang together.
    RouteDisconnected = "route-disconnected", "INVALID_ROUTING_MODEL", Error;
    /// A way leads on from every screen to a terminal one; from others customers can only go back, as from terms to read.
    RouteDeadEnd = "route-dead-end", "INVALID_ROUTING_MODEL", Warning;
    /// A `navigate` follows a route.
    NavigateOffRoute = "navigate-off-route", "INVALID_ROUTING_MODEL", Error;
    // ── actions
    /// An action may stand where it stands.
    ActionNotAllowed = "action-not-allowed", "INVALID_ENUM_VALUE", Error;
    /// `complete` stands on a terminal screen.
    CompleteNotTerminal = "complete-not-terminal", "INVALID_COMPLETE_ACTION", Error;
    /// `data_exchange` needs an endpoint.
    ExchangeNeedsEndpoint = "exchange-needs-endpoint", "MISSING_REQUIRED_PROPERTY", Error;
    /// `navigate` leads to another screen.
    NavigateSelf = "navigate-self", "INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME", Error;
    /// `navigate` leads to a screen that exists.
    NavigateUnknown = "navigate-unknown", "INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME", Error;
    /// What `navigate` passes on is declared on the next screen.
    NavigateNoData = "navigate-no-data", "INVALID_NAVIGATE_ACTION_PAYLOAD", Error;
    /// `navigate` passes nothing that the next screen does not declare.
    NavigateExtra = "navigate-extra", "INVALID_NAVIGATE_ACTION_PAYLOAD", Error;
    /// `navigate` passes everything that the next screen declares.
    NavigateMissing = "navigate-missing", "INVALID_NAVIGATE_ACTION_PAYLOAD", Error;
    /// What `navigate` passes has the declared type.
    NavigateType = "navigate-type", "INVALID_NAVIGATE_ACTION_PAYLOAD", Error;
    /// Payloads read what exists.
    PayloadReference = "payload-reference", "INVALID_ON_CLICK_ACTION_PAYLOAD", Error;
    /// `update_data` changes what the screen declares.
    UpdateUnknown = "update-unknown", "INVALID_ACTION_PAYLOAD_PROPERTY", Error;
    /// Photos and documents do not go to another screen by `navigate`.
    PickerNavigate = "picker-navigate", "INVALID_ON_CLICK_ACTION_PAYLOAD", Error;
    /// Photos and documents stand at the top of a payload.
    PickerNested = "picker-nested", "INVALID_ON_CLICK_ACTION_PAYLOAD", Error;
    /// More than one file in a `complete` payload: refused by an older table of Meta's, allowed by a newer page.
    PickerComplete = "picker-complete", "INVALID_ON_CLICK_ACTION_PAYLOAD", Warning;
    // ── data
    /// Declared data has a type.
    DataType = "data-type", "INVALID_SCREEN_DATA", Error;
    /// A declared array says what its items are.
    DataItems = "data-items", "INVALID_SCREEN_DATA", Error;
    /// Declared data has an `__example__`.
    DataExample = "data-example", "INVALID_SCREEN_DATA", Error;
    /// `__example__` stands at the top of a declaration only.
    DataExampleNested = "data-example-nested", "INVALID_SCREEN_DATA", Error;
    /// The example has the declared type.
    DataExampleType = "data-example-type", "INVALID_SCREEN_DATA", Error;
    /// Properties read data that is declared.
    ReferenceData = "reference-data", "INVALID_SCREEN_DYNAMIC_DATA", Error;
    /// Properties read inputs that exist.
    ReferenceForm = "reference-form", "INVALID_SCREEN_DYNAMIC_DATA", Error;
    /// What is read has the type of the property.
    ReferenceType = "reference-type", "INVALID_SCREEN_DYNAMIC_DATA", Error;
    /// References to other screens need 4.0.
    GlobalTooNew = "global-too-new", "INVALID_SCREEN_DYNAMIC_DATA", Error;
    /// References to another screen name one that exists.
    GlobalUnknown = "global-unknown", "INVALID_SCREEN_DATA", Error;
    /// The screen itself is referred to without its name.
    GlobalSelf = "global-self", "INVALID_SCREEN_DATA", Error;
    // ── expressions
    /// Expressions between backticks need 6.0.
    ExpressionTooNew = "expression-too-new", "INVALID_PROPERTY_VALUE", Error;
    /// An expression can be read.
    ExpressionSyntax = "expression-syntax", "INVALID_PROPERTY_VALUE", Error;
    /// Operators get the types they work on.
    ExpressionTypes = "expression-types", "INVALID_PROPERTY_VALUE", Error;
    /// An operator has no literals on both sides.
    ExpressionLiterals = "expression-literals", "INVALID_PROPERTY_VALUE", Error;
    /// A comparison beside `&&` or `||` stands in parentheses, since Meta's client takes `&&` first.
    ExpressionPrecedence = "expression-precedence", "INVALID_PROPERTY_VALUE", Warning;
    /// A condition says something.
    ConditionEmpty = "condition-empty", "INVALID_PROPERTY_VALUE", Error;
    /// A condition is true or false.
    ConditionType = "condition-type", "INVALID_PROPERTY_VALUE", Error;
    /// A condition is not always the same.
    ConditionLiteral = "condition-literal", "INVALID_PROPERTY_VALUE", Error;
    // ── components
    /// Only components that exist.
    UnknownComponent = "unknown-component", "INVALID_PROPERTY_VALUE", Error;
    /// Only components of this version of Flow JSON.
    ComponentTooNew = "component-too-new", "INVALID_PROPERTY_VALUE", Error;
    /// Only these components inside `If` and `Switch`.
    BranchComponent = "branch-component", "INVALID_PROPERTY_VALUE", Error;
    /// Branches hold something.
    BranchEmpty = "branch-empty", "INVALID_PROPERTY_VALUE", Error;
    /// `If` is nested three deep at most.
    IfTooDeep = "if-too-deep", "INVALID_PROPERTY_VALUE", Error;
    /// A Footer in one branch of `If` needs one in the other.
    IfFooter = "if-footer", "MISSING_FOOTER_IN_IF_ELSE_BRANCHES", Error;
    /// A Footer stands in the first level of branches only.
    NestedFooter = "nested-footer", "INVALID_PROPERTY_VALUE", Error;
    /// A Footer in one case of `Switch` needs one in all.
    SwitchFooter = "switch-footer", "MISSING_FOOTER_IN_SWITCH_BRANCHES", Error;
    /// One Footer outside branches.
    MaxFooter = "max-footer", "MAX_FOOTER_PER_SCREEN", Error;
    /// Not one Footer inside branches and another outside.
    MoreThanOneFooter = "more-than-one-footer", "MORE_THAN_ONE_FOOTER", Error;
    /// Two EmbeddedLinks on a screen at most.
    MaxEmbeddedLink = "max-embedded-link", "MAX_EMBEDDED_LINK_PER_SCREEN", Error;
    /// Three Images on a screen at most.
    MaxImage = "max-image", "MAX_IMAGE_PER_SCREEN", Error;
    /// Five OptIns on a screen at most.
    MaxOptIn = "max-opt-in", "MAX_OPT_IN_PER_SCREEN", Error;
    /// Two ImageCarousels on a screen and three in a form at most.
    MaxCarousel = "max-carousel", "INVALID_PROPERTY_VALUE", Error;
    /// One PhotoPicker or DocumentPicker on a screen.
    MaxPicker = "max-picker", "INVALID_PROPERTY_VALUE", Error;
    /// RichText stands alone on its screen; from 6.3 on beside a Footer.
    RichTextAlone = "rich-text-alone", "INVALID_PROPERTY_VALUE", Error;
    /// NavigationLists stand alone on their screen, two at most, and on no terminal screen.
    NavigationListPlace = "navigation-list-place", "INVALID_PROPERTY_VALUE", Error;
    /// The action of a NavigationList stands on the list or on each of its items, not on both.
    NavigationListAction = "navigation-list-action", "INVALID_PROPERTY_VALUE", Error;
    /// One badge in a NavigationList; nothing at the end of items with large pictures.
    NavigationListItem = "navigation-list-item", "INVALID_PROPERTY_VALUE", Error;
    /// A range of dates has its two labels, and only a range has what belongs to ranges.
    CalendarRange = "calendar-range", "INVALID_PROPERTY_TYPE", Error;
    // ── forms
    /// Before 4.0 inputs stand in a Form.
    FormRequired = "form-required", "KEYWORD_ONE_OF", Error;
    /// With a Form on the screen no input stands outside it.
    OutsideForm = "outside-form", "COMPONENTS_OUTSIDE_FORM", Error;
    /// In a Form, first values and messages are the Form's.
    InitInForm = "init-in-form", "INVALID_PROPERTY_KEY", Error;
    /// Inputs of a screen have different names, in all branches.
    DuplicateName = "duplicate-name", "DUPLICATE_FORM_COMPONENT_NAMES", Error;
    /// Photos and documents have no first value.
    PickerInit = "picker-init", "NATIVE_COMPONENT_IN_FORM_INIT_VALUES", Error;
    /// `init-values` and `error-messages` name inputs of their Form.
    FormValues = "form-values", "INVALID_PROPERTY_VALUE", Error;
}
