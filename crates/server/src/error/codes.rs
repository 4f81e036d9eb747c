//! The list of problem codes: the stable word a client may rely on, its HTTP status, its title and what a person can do.

use http::StatusCode;

macro_rules! codes {
    ($($(#[doc = $meaning:literal])+ $name:ident $word:literal $status:ident $title:literal $(=> $remedy:literal)?,)*) => {
        /// Why a request was refused. Words never change once released.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[doc = $meaning])+ $name,)*
        }

        impl Code {
            /// Every code, in alphabetical order of its word.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The dotted word on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// The HTTP status it comes with.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status),* }
            }

            /// A short title, the same for every occurrence.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),* }
            }

            /// When it happens.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => concat!($($meaning),+).trim_ascii()),* }
            }

            /// What the person can do, when that is the same every time.
            #[must_use]
            pub const fn remedy(self) -> Option<&'static str> {
                match self { $(Self::$name => codes!(@remedy $($remedy)?)),* }
            }
        }
    };
    (@remedy $remedy:literal) => { Some($remedy) };
    (@remedy) => { None };
}

codes! {
    /// The member's role does not hold the permission the operation needs.
    AccessDenied "access.denied" FORBIDDEN "Not allowed" => "Ask an owner or admin of the workspace.",
    /// The operation concerns the whole installation and is only for instance administrators.
    AccessInstanceAdminOnly "access.instance_admin_only" FORBIDDEN "Only for instance administrators",
    /// The membership in this workspace is disabled.
    AccessMemberDisabled "access.member_disabled" FORBIDDEN "Membership disabled" => "Ask an owner or admin of the workspace to enable it.",
    /// The operation concerns a person's own account or the installation; programs with an API key have neither.
    AccessNotForKeys "access.not_for_keys" FORBIDDEN "Not for API keys" => "Sign in as a person.",
    /// The workspace lets nobody in without a second factor, and the person has none.
    AccessSecondFactorRequired "access.second_factor_required" FORBIDDEN "Second factor needed" => "Add one to your account, under Settings, Your account.",
    /// The workspace has as many API keys as it may.
    ApiKeyTooMany "api_key.too_many" CONFLICT "Too many API keys" => "Revoke keys that nothing uses.",
    /// The user account is disabled on this installation.
    AuthAccountDisabled "auth.account_disabled" UNAUTHORIZED "Account disabled" => "Ask the operator of this installation.",
    /// Too many passwords are being checked at this moment.
    AuthBusy "auth.busy" TOO_MANY_REQUESTS "Sign-in is busy" => "Try again in a few seconds.",
    /// A request that relies on the cookie came without the header `X-PrismWA: 1`, or from another site.
    AuthCsrf "auth.csrf" FORBIDDEN "Request from another site refused" => "Send the header X-PrismWA: 1 from the console's own address.",
    /// E-mail or password is wrong; which of them is not said.
    AuthInvalidCredentials "auth.invalid_credentials" UNAUTHORIZED "E-mail or password is wrong" => "Check both, or ask an owner to reset the password.",
    /// The API key has expired, was revoked, or whoever made it is no active member any more.
    AuthKeyEnded "auth.key_ended" UNAUTHORIZED "API key no longer works" => "Make a new key under Settings, API keys.",
    /// The API key is not one of ours, or not complete.
    AuthKeyInvalid "auth.key_invalid" UNAUTHORIZED "API key not valid" => "Check that it was copied as a whole, or make a new key.",
    /// Too many failed sign-ins for this account or from this address.
    AuthRateLimited "auth.rate_limited" TOO_MANY_REQUESTS "Too many attempts" => "Wait for the time in Retry-After, then try again.",
    /// The refresh cookie is missing, unknown or expired.
    AuthRefreshInvalid "auth.refresh_invalid" UNAUTHORIZED "Session cannot be renewed" => "Sign in again.",
    /// An already replaced refresh token was used again: the session was ended, since the token may have been stolen.
    AuthRefreshReused "auth.refresh_reused" UNAUTHORIZED "Session ended for safety" => "Sign in again, and change the password if this was not you.",
    /// The operation needs a signed-in user and the request has no access token.
    AuthRequired "auth.required" UNAUTHORIZED "Sign in first" => "Sign in, and send the access token as Authorization: Bearer.",
    /// The account has a second factor, and no code came with the password.
    AuthSecondFactorRequired "auth.second_factor_required" UNAUTHORIZED "Code needed" => "Enter the code that your authenticator app shows, or a recovery code.",
    /// The code of the second factor is wrong, of another time, or was used before.
    AuthSecondFactorWrong "auth.second_factor_wrong" UNAUTHORIZED "Code is wrong" => "Wait for the app's next code, or use a recovery code.",
    /// The session behind the token was signed out, revoked or has expired.
    AuthSessionEnded "auth.session_ended" UNAUTHORIZED "Session ended" => "Sign in again.",
    /// The access token has expired.
    AuthTokenExpired "auth.token_expired" UNAUTHORIZED "Access token expired" => "Refresh the session.",
    /// The access token is not one of ours.
    AuthTokenInvalid "auth.token_invalid" UNAUTHORIZED "Access token not valid" => "Sign in again.",
    /// There is a canned reply with this shortcut, among everybody's or among one's own.
    CannedReplyExists "canned_reply.exists" CONFLICT "Canned reply exists" => "Choose another shortcut.",
    /// There are as many canned replies as there may be.
    CannedReplyTooMany "canned_reply.too_many" CONFLICT "Too many canned replies" => "Delete some that nobody uses.",
    /// The Meta app of the number has no secret or no verify token.
    ChannelAppIncomplete "channel.app_incomplete" CONFLICT "App incomplete" => "Set both, then try again.",
    /// The Meta app of the number belongs to the installation, not to the workspace.
    ChannelAppNotOwned "channel.app_not_owned" FORBIDDEN "App of the installation" => "Ask the operator to change its secrets.",
    /// Meta could not verify this server's address.
    ChannelCallbackUnreachable "channel.callback_unreachable" CONFLICT "Address not verified",
    /// The workspace belongs to another number already.
    ChannelExists "channel.exists" CONFLICT "Number already connected",
    /// The number is not connected in this workspace.
    ChannelNotConnected "channel.not_connected" NOT_FOUND "No number connected" => "Connect a WhatsApp number in Settings.",
    /// The number in the path is not the one that is connected.
    ChannelNotFound "channel.not_found" NOT_FOUND "Number not found" => "Use the id of the number that is connected to the workspace of the API key.",
    /// The number is connected in another workspace of this installation.
    ChannelNumberTaken "channel.number_taken" CONFLICT "Number in use" => "Disconnect it there first.",
    /// The number is used in the WhatsApp Business app, which registers it.
    ChannelOnPhoneApp "channel.on_phone_app" CONFLICT "Number of the phone app" => "Nothing to do: the phone app keeps it registered.",
    /// Something with the same identity exists already.
    Conflict "conflict" CONFLICT "Conflict",
    /// A contact with this phone number exists already.
    ContactExists "contact.exists" CONFLICT "Contact exists",
    /// The contact turned out to be another one and went into it.
    ContactMerged "contact.merged" NOT_FOUND "Contact merged" => "Open the contact it went into.",
    /// The contact stopped marketing in WhatsApp itself, which only they can undo.
    ContactOptedOutInWhatsapp "contact.opted_out_in_whatsapp" CONFLICT "Their own choice in WhatsApp",
    /// There is no such conversation in this workspace.
    ConversationNotFound "conversation.not_found" NOT_FOUND "Conversation not found",
    /// The field has a definition already.
    CustomFieldExists "custom_field.exists" CONFLICT "Field exists" => "Choose another key.",
    /// The workspace has as many custom fields as it may.
    CustomFieldTooMany "custom_field.too_many" CONFLICT "Too many custom fields" => "Delete fields that nobody uses.",
    /// The cursor is forged, of another list, or too old.
    CursorInvalid "cursor.invalid" UNPROCESSABLE_ENTITY "Cursor not valid" => "Start the list again without a cursor.",
    /// There is a flow with this name, capitals aside.
    FlowExists "flow.exists" CONFLICT "Flow exists" => "Choose another name.",
    /// The flow was never published, so there is nothing to switch on or off.
    FlowNeverPublished "flow.never_published" CONFLICT "Never published" => "Publish it, which switches it on.",
    /// What was sent cannot be read as a graph; `errors` points at each place.
    FlowNotAGraph "flow.not_a_graph" UNPROCESSABLE_ENTITY "Not a graph" => "Mend the places in `errors`.",
    /// A flow cannot be started because it is not live.
    FlowNotLive "flow.not_live" CONFLICT "Flow is not live" => "Publish it and switch it on.",
    /// The checker found errors in the flow; `errors` has each with its place in the graph.
    FlowNotPublishable "flow.not_publishable" UNPROCESSABLE_ENTITY "Flow has errors" => "Mend what the checker found, then publish again.",
    /// Runs of the flow are under way.
    FlowRunsActive "flow.runs_active" CONFLICT "Runs are under way" => "Wait until they have ended, or cancel them.",
    /// The workspace has as many flows as it may.
    FlowTooMany "flow.too_many" CONFLICT "Too many flows" => "Delete some that nobody uses.",
    /// No live flow is called by this name.
    FlowTriggerNotFound "flow.trigger_not_found" NOT_FOUND "Nothing is called so" => "Publish a flow with an `api` trigger of this name.",
    /// What is drawn cannot be read as a flow.
    FlowUnreadable "flow.unreadable" CONFLICT "Flow cannot be read" => "Mend it in the builder.",
    /// The flow has no such version.
    FlowVersionNotFound "flow.version_not_found" NOT_FOUND "Version not found",
    /// The flow has a test with this name, capitals aside.
    FlowTestExists "flow_test.exists" CONFLICT "Test exists" => "Choose another name.",
    /// The flow has as many tests as it may.
    FlowTestTooMany "flow_test.too_many" CONFLICT "Too many tests" => "Delete some that nobody needs.",
    /// The form has as many forwards as it may.
    ForwardTooMany "forward.too_many" CONFLICT "Too many forwards" => "Delete those that are not used.",
    /// Another function has that name.
    FunctionExists "function.exists" CONFLICT "Name taken" => "Choose another name.",
    /// The workspace has as many functions as it may.
    FunctionTooMany "function.too_many" CONFLICT "Too many functions" => "Delete functions that nothing calls.",
    /// Meta refused the call; `meta` holds its own code and words.
    GraphRefused "graph.refused" BAD_GATEWAY "Refused by Meta",
    /// Meta could not be reached, or its answer could not be read.
    GraphUnreachable "graph.unreachable" SERVICE_UNAVAILABLE "Meta cannot be reached" => "Try again in a moment.",
    /// No live flow has this secret address.
    HookNotFound "hook.not_found" NOT_FOUND "No such address" => "Check that the flow is switched on and that the address was copied as a whole.",
    /// The trigger names a secret that signs the body, and the signature is missing or wrong.
    HookSignature "hook.signature" FORBIDDEN "Signature missing or wrong" => "Sign the raw body with HMAC-SHA-256 and send it as X-Hub-Signature-256: sha256=…",
    /// The import is being worked on, or is done.
    ImportBusy "import.busy" CONFLICT "Not now" => "Read the import to see how it stands.",
    /// The invitation is older than its life, or was withdrawn.
    InvitationExpired "invitation.expired" GONE "Invitation no longer works" => "Ask an owner or admin for a new invitation.",
    /// There is no such invitation.
    InvitationNotFound "invitation.not_found" NOT_FOUND "Invitation not found" => "Check that the link is complete, or ask for a new invitation.",
    /// The invitation was accepted before.
    InvitationUsed "invitation.used" GONE "Invitation already used" => "Sign in, or ask for a new invitation.",
    /// What has ended cannot be stopped.
    JobEnded "job.ended" CONFLICT "Job has ended" => "Read the job to see how it ended.",
    /// Something waits for what the job does: a snoozed conversation, a file, a delivery.
    JobNotCancellable "job.not_cancellable" CONFLICT "Job cannot be stopped" => "End what waits for it instead.",
    /// Only jobs that were given up can be started again, and only while no other does the same.
    JobNotFailed "job.not_failed" CONFLICT "Job was not given up" => "Read the job to see how it stands.",
    /// WhatsApp keeps files for a week, and this one is older.
    MediaExpired "media.expired" CONFLICT "File no longer at WhatsApp" => "Ask the contact to send it again.",
    /// The link is not for this file, not for an active member, or older than five minutes.
    MediaLinkExpired "media.link_expired" FORBIDDEN "Link no longer works" => "Ask for a new link.",
    /// The file was not fetched, or is not here any more.
    MediaNotReady "media.not_ready" CONFLICT "File not here",
    /// The file was deleted here, as the workspace keeps files only for so long.
    MediaRemoved "media.removed" CONFLICT "File deleted",
    /// The file could not be handed to WhatsApp.
    MediaUploadFailed "media.upload_failed" SERVICE_UNAVAILABLE "File not handed over" => "Try again in a moment.",
    /// The member's role is above what the asking member may manage.
    MemberAboveYou "member.above_you" FORBIDDEN "Above your role" => "Ask an owner.",
    /// The person is already a member.
    MemberExists "member.exists" CONFLICT "Already a member",
    /// The change would leave the workspace without an active owner.
    MemberLastOwner "member.last_owner" CONFLICT "Last owner" => "Make another member an owner first.",
    /// There is no such member in this workspace.
    MemberNotFound "member.not_found" NOT_FOUND "Member not found",
    /// Another message has this id.
    MessageIdTaken "message.id_taken" CONFLICT "Id in use" => "Make a new id for a new message.",
    /// The message has not reached WhatsApp yet, so nothing can refer to it.
    MessageNotAcceptedYet "message.not_accepted_yet" CONFLICT "Not at WhatsApp yet" => "Wait until it is sent.",
    /// There is no such message in this workspace.
    MessageNotFound "message.not_found" NOT_FOUND "Message not found",
    /// Only failed messages can be sent again.
    MessageNotRetryable "message.not_retryable" CONFLICT "Nothing to send again",
    /// The message is on its way or gone already, so it cannot be taken back.
    MessageNotUndoable "message.not_undoable" CONFLICT "Too late to undo",
    /// Only a message whose fate is unknown can be decided about.
    MessageNotUnknown "message.not_unknown" CONFLICT "Fate is known",
    /// One or more fields are missing, unknown or out of range; `errors` points at each.
    RequestInvalid "request.invalid" UNPROCESSABLE_ENTITY "Request not valid",
    /// The body is not JSON.
    RequestMalformed "request.malformed" BAD_REQUEST "Body is not JSON",
    /// The path exists but not with this HTTP method; the Allow header lists those it has.
    RequestMethodNotAllowed "request.method_not_allowed" METHOD_NOT_ALLOWED "Method not allowed",
    /// More requests in a minute than one API key may send.
    RequestRateLimited "request.rate_limited" TOO_MANY_REQUESTS "Too many requests" => "Wait for the time in Retry-After; RateLimit says how many are left.",
    /// The same id was used before with other content.
    RequestRepeatedDifferently "request.repeated_differently" CONFLICT "Same id, other content" => "Use a new id.",
    /// The server took longer than it may for one request.
    RequestTimeout "request.timeout" SERVICE_UNAVAILABLE "Took too long" => "Try again.",
    /// The body is larger than the operation allows.
    RequestTooLarge "request.too_large" PAYLOAD_TOO_LARGE "Request too large",
    /// The body's Content-Type is not one the operation reads.
    RequestUnsupportedMediaType "request.unsupported_media_type" UNSUPPORTED_MEDIA_TYPE "Content type not supported" => "Send Content-Type: application/json.",
    /// There is no such thing here; another workspace's things are not found either.
    ResourceNotFound "resource.not_found" NOT_FOUND "Not found",
    /// No operation has this path.
    RouteNotFound "route.not_found" NOT_FOUND "No such path" => "See /api/docs for every path.",
    /// There is a saved view with this name, among everybody's or among one's own.
    SavedViewExists "saved_view.exists" CONFLICT "Saved view exists" => "Choose another name.",
    /// There are as many saved views as there may be.
    SavedViewTooMany "saved_view.too_many" CONFLICT "Too many saved views" => "Delete some that nobody uses.",
    /// The message for later was sent, failed or taken off in the meantime.
    ScheduledMessageOver "scheduled_message.over" CONFLICT "Does not wait any more",
    /// The person has a second factor already.
    SecondFactorExists "second_factor.exists" CONFLICT "Second factor exists" => "Remove it before you add another.",
    /// The person has no second factor.
    SecondFactorNone "second_factor.none" NOT_FOUND "No second factor",
    /// There is no enrolment that waits for its first code.
    SecondFactorNothingToConfirm "second_factor.nothing_to_confirm" CONFLICT "Nothing to confirm" => "Begin again.",
    /// The workspace has as many secrets as it may.
    SecretTooMany "secret.too_many" CONFLICT "Too many secrets" => "Delete secrets that nothing uses.",
    /// The WhatsApp number cannot send now.
    SendChannelUnavailable "send.channel_unavailable" UNPROCESSABLE_ENTITY "Number cannot send",
    /// The workspace blocked the contact.
    SendContactBlocked "send.contact_blocked" UNPROCESSABLE_ENTITY "Contact blocked",
    /// A field of the content is beyond what WhatsApp takes.
    SendLimit "send.limit" UNPROCESSABLE_ENTITY "Beyond a limit",
    /// The contact asked to receive no more marketing.
    SendMarketingOptedOut "send.marketing_opted_out" UNPROCESSABLE_ENTITY "Contact stopped marketing",
    /// Neither a phone number nor a WhatsApp user id of the contact is known.
    SendNoAddress "send.no_address" UNPROCESSABLE_ENTITY "No address",
    /// The contact asked to receive no more messages.
    SendOptedOut "send.opted_out" UNPROCESSABLE_ENTITY "Contact opted out",
    /// The contact has not written in the last 24 hours, and the message is not a template.
    SendWindowClosed "send.window_closed" UNPROCESSABLE_ENTITY "Window closed",
    /// Something went wrong that is not the request's fault; the request id finds it in the log.
    ServerInternal "server.internal" INTERNAL_SERVER_ERROR "Something went wrong" => "Try again; if it stays, give the operator the request id.",
    /// The database or another part the server needs cannot be reached now.
    ServerUnavailable "server.unavailable" SERVICE_UNAVAILABLE "Temporarily unavailable" => "Try again in a few seconds.",
    /// There is no such session of this user.
    SessionNotFound "session.not_found" NOT_FOUND "Session not found",
    /// The installation already has its first owner.
    SetupDone "setup.done" CONFLICT "Already set up" => "Sign in instead.",
    /// The setup token is wrong, used or too old.
    SetupTokenInvalid "setup.token_invalid" FORBIDDEN "Setup token not valid" => "Take the newest setup link from the server's log; each start prints a new one.",
    /// The number belongs to the simulator, and the simulator is not running.
    SimulatorOff "simulator.off" SERVICE_UNAVAILABLE "Simulator not running" => "Start PrismWA with the simulator enabled, or connect a real number.",
    /// There is a tag with this name, capitals aside.
    TagExists "tag.exists" CONFLICT "Tag exists" => "Choose another name.",
    /// The workspace has as many tags as it may.
    TagTooMany "tag.too_many" CONFLICT "Too many tags" => "Delete tags that nobody uses.",
    /// There is a team with this name, capitals aside.
    TeamExists "team.exists" CONFLICT "Team exists" => "Choose another name.",
    /// The workspace has as many teams as it may.
    TeamTooMany "team.too_many" CONFLICT "Too many teams" => "Delete teams that nobody uses.",
    /// The account has a template of this name in this language.
    TemplateExists "template.exists" CONFLICT "Template exists" => "Change that one, or choose another name or language.",
    /// Meta keeps disabled templates: one cannot be deleted alone.
    TemplateNotDeletable "template.not_deletable" CONFLICT "Template cannot be deleted",
    /// Only approved, rejected and paused templates can be changed.
    TemplateNotEditable "template.not_editable" CONFLICT "Template cannot be changed now" => "Wait for Meta's decision, or make a new template.",
    /// The template is not paused.
    TemplateNotPaused "template.not_paused" CONFLICT "Template not paused",
    /// A user with this e-mail exists already.
    UserExists "user.exists" CONFLICT "E-mail already in use" => "Sign in instead, or use another e-mail.",
    /// Someone changed it in the meantime: the version in If-Match is no longer current.
    VersionConflict "version.conflict" PRECONDITION_FAILED "Changed in the meantime" => "Load it again, then repeat the change.",
    /// The account has a form of this name.
    WaFlowExists "wa_flow.exists" CONFLICT "Form exists" => "Choose another name.",
    /// Meta does not publish a form whose text has errors.
    WaFlowHasErrors "wa_flow.has_errors" CONFLICT "Form has errors" => "Mend what the list of errors shows, then publish again.",
    /// Meta does not publish a form that asks an endpoint before the number has a key for it.
    WaFlowNoKey "wa_flow.no_key" CONFLICT "No key for forms" => "Make a key pair under Settings, Keys of forms, and upload it; then publish again.",
    /// Only drafts can be deleted, and what is deprecated stays as it is.
    WaFlowNotDraft "wa_flow.not_draft" CONFLICT "Not a draft" => "Clone it into a new form.",
    /// Only a form that was published can be deprecated.
    WaFlowNotPublished "wa_flow.not_published" CONFLICT "Not published" => "Delete a draft instead.",
    /// This key pair is kept here already.
    WaFlowKeyExists "wa_flow_key.exists" CONFLICT "Key kept already",
    /// Phones encrypt for this key pair now.
    WaFlowKeyInUse "wa_flow_key.in_use" CONFLICT "Key in use" => "Upload another one first.",
    /// The private half of a retired key pair is gone.
    WaFlowKeyRetired "wa_flow_key.retired" CONFLICT "Key retired" => "Make a new one.",
    /// The number has as many key pairs that open requests as it may.
    WaFlowKeyTooMany "wa_flow_key.too_many" CONFLICT "Too many keys" => "Retire those that are not used.",
    /// The Meta app has no app secret, so its deliveries cannot be proven.
    WebhookNoSecret "webhook.no_secret" SERVICE_UNAVAILABLE "No app secret" => "Set the app secret under Settings, Channel.",
    /// The webhook is paused or off, so that nothing is sent to it.
    WebhookNotActive "webhook.not_active" CONFLICT "Webhook not active" => "Turn it on again.",
    /// More deliveries wait to be stored than may; Meta tries again.
    WebhookOverBudget "webhook.over_budget" SERVICE_UNAVAILABLE "Too many deliveries waiting" => "Try again after the time in Retry-After.",
    /// The signature is missing, malformed, or made with another secret or over other bytes.
    WebhookSignatureInvalid "webhook.signature_invalid" UNAUTHORIZED "Signature not valid" => "Check that the app secret is the one of the Meta app that sends.",
    /// The workspace has as many webhooks as it may.
    WebhookTooMany "webhook.too_many" CONFLICT "Too many webhooks" => "Delete webhooks that nothing needs.",
    /// Meta's verification call does not carry the app's verify token.
    WebhookVerificationFailed "webhook.verification_failed" FORBIDDEN "Address not verified" => "Enter the same verify token here and in the app's webhook settings.",
    /// Only deliveries that were given up can be discarded.
    WebhookEventNotDead "webhook_event.not_dead" CONFLICT "Not dead",
    /// The name typed to confirm a deletion is not the workspace's name.
    WorkspaceNameMismatch "workspace.name_mismatch" UNPROCESSABLE_ENTITY "Name does not match" => "Type the workspace's name exactly.",
    /// There is no such workspace, or the user is not a member of it.
    WorkspaceNotFound "workspace.not_found" NOT_FOUND "Workspace not found",
}

impl Code {
    /// The code with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_distinct_and_dotted() {
        let distinct: std::collections::BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(distinct.len(), Code::ALL.len());
        for &code in Code::ALL {
            assert_eq!(Code::parse(code.as_str()), Some(code));
            assert!(
                code.as_str().bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'.' | b'_')),
                "{}",
                code.as_str()
            );
            assert!(code.status().is_client_error() || code.status().is_server_error());
        }
    }
}
