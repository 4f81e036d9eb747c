//! Meta's error codes, in order, in words for the people at the inbox (Cloud API, *Error codes*).

use super::advice::{Class, Entry, Scope, Who};

/// Writes a line: codes, class, scope, who, perhaps a wait, then title, meaning and remedy.
macro_rules! entries {
    ($( $first:literal $(..= $last:literal)? $class:ident $scope:ident $who:ident $(wait $seconds:literal)? :
        $title:literal, $meaning:literal, $remedy:literal; )+) => {
        &[$( Entry {
            codes: entries!(@range $first $(, $last)?),
            class: Class::$class,
            scope: Scope::$scope,
            who: Who::$who,
            wait_seconds: entries!(@wait $($seconds)?),
            title: $title,
            meaning: $meaning,
            remedy: $remedy,
        }, )+]
    };
    (@range $first:literal) => { $first..=$first };
    (@range $first:literal, $last:literal) => { $first..=$last };
    (@wait) => { None };
    (@wait $seconds:literal) => { Some($seconds) };
}

pub(super) const TABLE: &[Entry] = entries! {
    0 Fix Number Admin: "Meta does not accept our access",
        "The access token is no longer valid for this number.",
        "Make a new system-user token at Meta and enter it under Settings, Channel.";
    1 Retry Message Meta: "Meta could not handle the request",
        "Meta reports an unknown error; the request may also be invalid.",
        "Try again in a moment. If it keeps failing, change the message.";
    2 Retry Number Meta: "Meta is briefly unavailable",
        "A passing outage at Meta.",
        "Nothing to do: it is tried again by itself.";
    3 Fix Account Admin: "A capability is missing",
        "The Meta app does not have the capability this call needs.",
        "Check the app's permissions and its review at Meta, then make a new token.";
    4 RateLimited Account Admin wait 3600: "The Meta app makes too many calls",
        "The app has reached its limit of calls for this hour.",
        "Wait for the next hour; if it comes back, ask Meta for a higher limit.";
    10 Fix Account Admin: "A permission is missing",
        "The token may not do this: `whatsapp_business_messaging` or `whatsapp_business_management` is missing.",
        "Give the system user the permission and the account at Meta, then make a new token.";
    33 Fix Number Admin: "Meta does not know this number",
        "The phone number was deleted at Meta, or its id is wrong.",
        "Check the phone number id under Settings, Channel.";
    100 Permanent Message Developer: "Meta found a mistake in the request",
        "A value in the request is not supported, or its name is misspelled.",
        "Change the message and send it again. If it looks right, please report it.";
    190 Fix Number Admin: "The access token has expired",
        "Meta no longer accepts the token, so nothing can be sent.",
        "Make a new system-user token at Meta and enter it under Settings, Channel.";
    200 ..= 299 Fix Account Admin: "A permission is missing",
        "The token may not do this, or the permission was withdrawn.",
        "Give the system user the permission and the account at Meta, then make a new token.";
    368 Fix Account Admin: "Meta has blocked the account",
        "The business account is restricted because of a policy violation.",
        "Open Account quality in Meta Business Manager, read why, and ask for a review.";
    613 RateLimited Number Meta wait 60: "Asked too often about call permissions",
        "The limit of questions about call permissions is reached.",
        "Try again in a minute.";
    803 Fix Account Admin: "Meta does not know this object",
        "The id points at nothing, or the token may not see it.",
        "Check the ids under Settings, Channel, and what the token may see.";
    80007 RateLimited Account Admin wait 3600: "The account makes too many calls",
        "The business account has reached its limit of management calls for this hour.",
        "Wait for the next hour; fewer template and settings calls help.";
    130403 Permanent Pair Agent: "We have blocked this contact",
        "The business has put this contact on its block list.",
        "Unblock the contact first.";
    130429 RateLimited Number Meta wait 5: "Sending too fast",
        "The number has reached its messages per second.",
        "Nothing to do: it slows down and tries again by itself.";
    130472 Permanent Pair Meta: "The contact is part of a Meta experiment",
        "Meta withholds marketing messages from some people to measure their effect.",
        "Do not send it again. The contact can still write to us.";
    130497 Permanent Pair Admin: "Not allowed in this country",
        "This business may not write to people in the contact's country.",
        "Check Meta's commerce and messaging policy for the country.";
    131000 Retry Message Meta: "Something went wrong at Meta",
        "Meta could not send the message and does not say why.",
        "Try again in a moment. If it keeps failing, change the message.";
    131005 Fix Account Admin: "A permission is missing",
        "The token may not do this, or the permission was withdrawn.",
        "Give the system user the permission and the account at Meta, then make a new token.";
    131008 Permanent Message Developer: "Something is missing in the message",
        "A part that Meta needs is not there.",
        "Fill in what Meta names and send again. If nothing is missing, please report it.";
    131009 Permanent Message Agent: "A value in the message is not valid",
        "Meta refuses a value: the quoted message may be gone, or a number is malformed.",
        "Change what Meta names and send again.";
    131016 Retry Number Meta: "Meta is briefly unavailable",
        "A service at Meta does not answer.",
        "Nothing to do: it is tried again by itself.";
    131020 Permanent Message Agent: "The group is empty",
        "Nobody but us is in the group, so nothing can be sent.",
        "Invite people first.";
    131021 Permanent Message Agent: "This is our own number",
        "Sender and recipient are the same number.",
        "Send to another number.";
    131026 Permanent Pair Contact: "Cannot be delivered to this contact",
        "The number is not on WhatsApp, or the contact has not accepted the terms or uses a very old version.",
        "Ask the contact another way to open or update WhatsApp, or to write first.";
    131030 Fix Pair Admin: "The contact is not on the test list",
        "A test number may only write to numbers listed at Meta.",
        "Add the contact's number to the list of recipients in the Meta app, or use a real number.";
    131031 Fix Account Admin: "The account is locked",
        "Meta locked the business account: a policy violation, or a wrong PIN.",
        "Open Account quality in Meta Business Manager, and check the two-step PIN.";
    131037 Fix Number Admin: "The display name is missing",
        "Numbers given by Meta need an approved display name before they may send.",
        "Ask for a display name in WhatsApp Manager and wait for its approval.";
    131041 Permanent Message Agent: "The group does not exist",
        "The group is gone, or our number is not in it.",
        "Check the list of groups.";
    131042 Fix Account Admin: "A payment problem",
        "There is no valid payment method, or the credit limit is reached.",
        "Check Billing in Meta Business Manager.";
    131044 Fix Account Admin: "A payment problem",
        "The account has no payment method that fits its currency or country.",
        "Check Billing in Meta Business Manager.";
    131045 Fix Number Admin: "The number is not registered properly",
        "The registration or certificate of the number is wrong.",
        "Register the number again under Settings, Channel.";
    131047 Permanent Message Agent: "More than 24 hours since their last message",
        "Free-form messages are only allowed within 24 hours of the contact's last message.",
        "Send a template. When the contact answers, you can write freely again.";
    131048 Wait Number Admin wait 86400: "Meta limits this number as spam",
        "Too many people blocked or reported earlier messages.",
        "Stop mass messages, check the quality in WhatsApp Manager, and write to people who asked for it.";
    131049 Wait Pair Agent wait 86400: "Meta withheld this marketing message",
        "The contact already got enough marketing from businesses, so Meta did not deliver it.",
        "Do not send it again today; wait at least 24 hours, with longer pauses each time.";
    131050 Permanent Pair Contact: "The contact stopped marketing messages",
        "The contact chose not to get marketing from us.",
        "Send no marketing. Only the contact can allow it again.";
    131051 Permanent Message Agent: "This kind of message is not supported",
        "WhatsApp or Meta does not pass on messages of this kind.",
        "Use another kind of message; ask the contact to do the same.";
    131052 Permanent Message Contact: "Their file could not be loaded",
        "The file the contact sent is too large (over 100 MB), or gone.",
        "Ask the contact to send a smaller file.";
    131053 Permanent Message Agent: "The file could not be used",
        "Its type is not supported, or does not fit its content, or the link gave nothing.",
        "Send the file in another format, or as a document.";
    131055 Permanent Message Developer: "This way of sending is not allowed",
        "The number may not send this kind of message through this endpoint.",
        "Send it as a usual message. If it was one, please report it.";
    131056 RateLimited Pair Meta wait 6: "Too many messages to this contact",
        "Meta allows about one message every six seconds to the same person.",
        "Nothing to do: it waits and tries again by itself. Other contacts are not affected.";
    131057 Retry Number Meta wait 60: "The number is being upgraded",
        "Meta is maintaining the number or raising its throughput.",
        "Nothing to do: it is tried again in about a minute.";
    131059 Retry Message Meta: "The page of results is gone",
        "Meta no longer knows the place in the list.",
        "Load the list again from the start.";
    131060 Permanent Message Contact: "This message is not available",
        "It was sent from a device that does not pass messages on, or is shown on the phone only.",
        "Look into the WhatsApp Business app, or ask the contact to send it again from the phone.";
    131062 Permanent Message Agent: "Needs the contact's phone number",
        "This kind of message cannot be sent to somebody known by username only.",
        "Ask for the phone number with a contact request, then send again.";
    131063 Fix Account Admin: "Marketing is switched off here",
        "Marketing templates are disabled for this account on the Cloud API.",
        "Send them through the Marketing Messages API, or change the setting at Meta.";
    131064 Wait Account Admin wait 86400: "Slowed down for wrong template categories",
        "Meta found templates in the wrong category and limits the account for a while.",
        "Correct the categories of your templates and wait.";
    131201 Permanent Message Agent: "Not everybody could be changed",
        "The change worked for some members of the group only.",
        "Look at the list of members and repeat it for the rest.";
    131202 ..= 131204 Permanent Message Agent: "The list of members is not valid",
        "Somebody is in it twice, or it is too long.",
        "Correct the list and try again.";
    131207 Permanent Message Admin: "The group is suspended",
        "Meta suspended the group because of its policies.",
        "Change what breaks the policy and wait for Meta.";
    131208 RateLimited Number Meta wait 60: "Too many group changes",
        "The number has changed groups too often in a short time.",
        "Wait a little, then try again.";
    131209 ..= 131213 Permanent Message Agent: "The group change is not possible",
        "The picture does not fit, the limit of groups is reached, or the member or request does not exist.",
        "Read Meta's explanation, correct it and try again.";
    131214 ..= 131215 Fix Number Admin: "Groups are not available",
        "The number may not use groups, or may not create them for now.",
        "Check the eligibility for groups at Meta.";
    132000 Permanent Message Agent: "Number of template values does not fit",
        "The template has more or fewer variables than were given.",
        "Fill in every variable of the template and send again.";
    132001 Permanent Template Admin: "The template does not exist in this language",
        "There is no approved template of this name in this language.",
        "Refresh the list of templates and choose an approved one.";
    132005 Permanent Message Agent: "The filled-in template is too long",
        "With its values the text goes beyond Meta's limit.",
        "Shorten the values and send again.";
    132007 Permanent Template Admin: "The template breaks a policy",
        "Its text or a value violates WhatsApp's policy.",
        "Change the template and send it for approval again.";
    132008 Permanent Message Agent: "A template value has the wrong form",
        "A value does not fit its variable.",
        "Check the values and send again.";
    132012 Permanent Message Agent: "A template value has the wrong form",
        "A value is of another sort than the template wants: text for a picture, for example.",
        "Check the values and send again.";
    132015 Wait Template Admin wait 10800: "The template is paused",
        "Meta paused it because people did not like it. The first pause lasts three hours, the second six.",
        "Use another template meanwhile, and improve this one.";
    132016 Permanent Template Admin: "The template is disabled",
        "Meta switched it off for good after several pauses.",
        "Make a new template with other content.";
    132018 Permanent Message Agent: "A template value is not allowed",
        "A value of the template breaks a rule: line breaks, tabs or many spaces in a row, for example.",
        "Write the value in one plain line and send again.";
    132068 Permanent Template Admin: "The form is blocked",
        "Meta blocked this native Flow because of errors or quality.",
        "Look at its state under Native Flows, correct it and publish it again.";
    132069 Wait Template Admin wait 3600: "The form is slowed down",
        "Meta allows ten sends an hour of this native Flow because its endpoint fails.",
        "Look at the health of its endpoint; the limit goes when it is well again.";
    133000 Fix Number Admin: "The number is half deregistered",
        "An earlier deregistration did not finish.",
        "Deregister the number again, then register it.";
    133004 Retry Number Meta: "Meta is briefly unavailable",
        "The registration server does not answer.",
        "Nothing to do: it is tried again by itself.";
    133005 Fix Number Admin: "The two-step PIN is wrong",
        "Meta does not accept the PIN.",
        "Enter the right PIN, or reset it in WhatsApp Manager.";
    133006 Fix Number Admin: "The number has to be verified",
        "Meta wants proof that the number is yours before it is registered.",
        "Ask for a code by SMS or call and enter it.";
    133008 Wait Number Admin wait 3600: "Too many wrong PINs",
        "The PIN was entered wrongly too often.",
        "Wait for the time Meta names, then enter the right PIN.";
    133009 Wait Number Admin wait 60: "PINs entered too fast",
        "The PIN was entered again too soon.",
        "Wait a minute, then enter the right PIN.";
    133010 Fix Number Admin: "The number is not registered",
        "The number is not registered for the Cloud API.",
        "Register it under Settings, Channel.";
    133015 Wait Number Admin wait 300: "The number was deleted a moment ago",
        "Meta needs some minutes before the number can be registered again.",
        "Wait five minutes, then register it again.";
    133016 Wait Number Admin wait 259200: "Registered too often",
        "The number was registered or deregistered ten times within 72 hours.",
        "Wait 72 hours, then register it once.";
    134011 Fix Account Admin: "Payment terms not accepted",
        "The terms of WhatsApp payments have not been accepted.",
        "Accept them in Meta Business Manager.";
    134100 Permanent Template Admin: "Only marketing templates go this way",
        "The Marketing Messages API takes marketing templates only.",
        "Send this template as a usual message.";
    134101 Wait Template Admin wait 600: "The template is still being prepared",
        "The Marketing Messages API takes up to ten minutes to take in a new template.",
        "Wait ten minutes, then send again.";
    134102 Permanent Template Admin: "The template is not available here",
        "It could not be prepared, or the account may not use the Marketing Messages API.",
        "Check the account's eligibility at Meta, or send it as a usual message.";
    135000 Permanent Message Agent: "Meta refused the message",
        "Something about the message is wrong and Meta does not say what.",
        "Change the message and send it again.";
    136024 Permanent Number Admin: "Already verified",
        "The number has been verified before.",
        "Nothing to do: go on with the next step.";
    138000 Fix Number Admin: "Calling is not switched on",
        "Calls are not enabled for this number.",
        "Switch calling on in the settings of the number at Meta.";
    138001 Permanent Pair Contact: "This contact cannot be called",
        "They are not on WhatsApp, have not accepted the terms, or use a version that takes no calls.",
        "Write to them and ask them to update WhatsApp.";
    138002 RateLimited Number Meta wait 60: "Too many calls at once",
        "The number has reached its limit of calls at the same time.",
        "Call again when other calls have ended.";
    138003 Permanent Pair Agent: "Already in a call",
        "There is a call with this contact at the moment.",
        "Wait until it has ended.";
    138004 Retry Message Meta: "The call did not connect",
        "Something failed while the call was set up.",
        "Call again in a moment.";
    138005 RateLimited Number Meta wait 3600: "Too many calls",
        "The number has started too many calls.",
        "Call later, or write instead.";
    138006 Permanent Pair Agent: "No permission to call",
        "The contact has not allowed calls from this business.",
        "Send a call permission request first.";
    138007 Retry Message Meta: "The call did not connect in time",
        "The connection was not set up in time.",
        "Call again in a moment.";
    138009 RateLimited Pair Agent wait 86400: "Asked too often for calls",
        "Meta allows one call permission request a day and two a week for each contact.",
        "Write instead, or ask again tomorrow. A call that connects resets the count.";
    138012 RateLimited Pair Agent wait 86400: "Called too often today",
        "The daily number of calls to this contact is reached; Meta's explanation says when the next is allowed.",
        "Write instead, or call at the time Meta names.";
    138013 Permanent Number Admin: "Calls by the business are not available",
        "Meta does not offer calls started by the business for this number.",
        "Ask the contact to call, or write instead.";
    138014 Fix Number Admin: "Calling is switched off for low quality",
        "Meta has disabled calls of this number for a while because people did not like them.",
        "Call only people who expect it, and wait until the restriction ends.";
    138015 Fix Number Admin: "Calling cannot be switched on yet",
        "The number needs a messaging limit of 2,000 or more first.",
        "Raise the messaging limit, then try again.";
    138017 Permanent Pair Agent: "Calls are allowed already",
        "The contact has allowed calls for good, so no request is needed.",
        "Just call.";
    138018 Fix Number Admin: "Calling is not set up completely",
        "Neither SIP nor an app that receives the `calls` webhook is configured.",
        "Subscribe the app to `calls`, or configure SIP, then switch calling on.";
    138019 ..= 138023 Permanent Message Agent: "The call broke off",
        "The phone could not set up the call, or no sound came through.",
        "Call again later, or write instead.";
    139000 Permanent Account Admin: "Forms are blocked for this account",
        "Meta does not let this account use native Flows because of its integrity.",
        "Open Account quality in Meta Business Manager.";
    139001 Permanent Template Admin: "The form cannot be changed",
        "The native Flow is in a state in which it cannot be changed.",
        "Make a copy and change that.";
    139002 Permanent Template Admin: "The form cannot be published",
        "A condition for publishing is not met; Meta's explanation names it.",
        "Do what the explanation says and publish again.";
    139003 Permanent Template Admin: "The form cannot be retired",
        "Only a published native Flow can be deprecated.",
        "Publish it first, or delete the draft.";
    139004 Permanent Template Admin: "The form cannot be deleted",
        "Only a draft can be deleted.",
        "Deprecate it instead.";
    139006 Permanent Template Admin: "Not enough data yet",
        "Meta shows figures from 250 requests on.",
        "Look again when the form has been used more.";
    139100 Permanent Pair Agent: "The block list could not be changed",
        "Some contacts could not be blocked or unblocked; only those who wrote within 24 hours can be.",
        "Try again after the contact's next message.";
    139101 Permanent Number Admin: "The block list is full",
        "A number can block 64,000 contacts.",
        "Unblock some contacts first.";
    139102 ..= 139103 Retry Number Meta: "The block list could not be read",
        "It changed while it was read, or Meta had an internal error.",
        "Try again in a moment.";
    147001 ..= 147005 Permanent Number Admin: "The username cannot be used",
        "It is taken, reserved, or breaks a rule.",
        "Choose another: 3 to 35 letters, digits, dots and underscores.";
    1752041 Permanent Account Admin: "Already enrolled",
        "Somebody has asked before to enrol this business in the Marketing Messages API.",
        "Nothing to do: all its accounts are enrolled together.";
    2388019 Permanent Account Admin: "Too many templates",
        "The account has reached its number of templates.",
        "Delete templates that are not used, or have the business verified.";
    2388040 Permanent Template Admin: "A part of the template is too long",
        "A field has more characters than allowed.",
        "Shorten it and save again.";
    2388047 Permanent Template Admin: "The header has a wrong form",
        "The template's header breaks a rule.",
        "Correct the header and save again.";
    2388072 Permanent Template Admin: "The body has a wrong form",
        "The template's body breaks a rule.",
        "Correct the body and save again.";
    2388073 Permanent Template Admin: "The footer has a wrong form",
        "The template's footer breaks a rule.",
        "Correct the footer and save again.";
    2388293 Permanent Template Admin: "Too many variables for so little text",
        "The template has too many variables for its length.",
        "Write more text or use fewer variables.";
    2388299 Permanent Template Admin: "A variable stands at the edge",
        "A template's text may not begin or end with a variable.",
        "Put words before and after it.";
    2494100 Retry Number Meta wait 300: "The number is being maintained",
        "Meta has put the number into maintenance for some minutes.",
        "Nothing to do: it is tried again by itself.";
    2593107 Permanent Number Admin: "Already synchronised",
        "Contacts or history of the phone app can be asked for once only.",
        "To do it again, disconnect the number in the app and connect it anew.";
    2593108 Permanent Number Admin: "Too late to synchronise",
        "Contacts and history can be asked for within 24 hours of connecting.",
        "Disconnect the number in the app and connect it anew.";
    2593109 Permanent Number Admin: "History not shared",
        "The business chose not to share the chats of the phone app.",
        "Nothing to do: new messages arrive all the same.";
    4233041 Permanent Template Admin: "The name is taken",
        "The account already has a form of this name.",
        "Choose another name and try again.";
};
