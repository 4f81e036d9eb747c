//! Who wrote: phones, user ids, usernames, and Meta's own disorder.

use cloud_api::webhook::{ContactProfile, FieldValue, Item, StatusKind};

use super::fixtures::{self, message, messages};

#[track_caller]
fn check(name: &str, from: Option<&str>, user_id: Option<&str>, profile: Option<&str>) {
    let value = messages(name);
    let message = value.messages[0].parsed().unwrap();
    assert_eq!((message.from.as_deref(), message.from_user_id.as_deref()), (from, user_id), "{name}");
    assert_eq!(value.profile_of(message).and_then(|profile| profile.name.as_deref()), profile, "{name}");
}

const PHONE: Option<&str> = Some("16505551234");
const USER_ID: Option<&str> = Some("US.13491208655302741918");
const NAME: Option<&str> = Some("Sheena Nelson");

#[test]
fn the_sender_is_found_wherever_meta_put_it() {
    check("text", PHONE, USER_ID, NAME);
    check("text-before_2026", PHONE, None, NAME);
    check("text-username_only", None, USER_ID, NAME);
    check("text-user_id_in_from", None, USER_ID, NAME);
    check("text-sender_only_in_contacts", PHONE, USER_ID, NAME);
    check("text-numbers_as_numbers", PHONE, USER_ID, NAME);
    check("system-user_changed_number", PHONE, USER_ID, None);
    check("system-user_changed_user_id", None, None, None);
}

#[test]
fn usernames_lose_their_at_sign() {
    assert_eq!(messages("text").contacts[0].username.as_deref(), Some("sheena"));
    assert_eq!(messages("text-user_id_in_from").contacts[0].username.as_deref(), Some("sheena"));
}

#[test]
fn several_senders_get_their_own_profiles() {
    let value = messages("text-batch");
    let names: Vec<_> = value
        .messages
        .iter()
        .filter_map(Item::parsed)
        .map(|message| value.profile_of(message).unwrap().name.clone().unwrap())
        .collect();
    assert_eq!(names, ["Sheena Nelson", "Pablo"]);
}

#[test]
fn a_lone_profile_is_lent_only_when_nothing_speaks_against_it() {
    let mut value = messages("text");
    let message = message("text");
    value.contacts = vec![ContactProfile {
        name: Some("A".into()),
        wa_id: Some("999".into()),
        ..ContactProfile::default()
    }];
    assert_eq!(
        value.profile_of(&message).unwrap().name.as_deref(),
        Some("A"),
        "the phone Meta writes may differ"
    );
    value.contacts[0].user_id = Some("US.other".into());
    assert_eq!(value.profile_of(&message), None, "somebody else");
    value.contacts[0].user_id = None;
    let mut other = message.clone();
    other.from_user_id = Some("US.other".into());
    value.messages.push(Item::Parsed(other));
    assert_eq!(value.profile_of(&message), None, "two senders, one profile");
}

#[test]
fn times_are_seconds_or_nothing() {
    assert_eq!(message("text").timestamp, 1_749_416_383);
    assert_eq!(message("text-numbers_as_numbers").timestamp, 1_749_416_383);
    assert_eq!(message("text-unreadable_time").timestamp, 0);
}

#[test]
fn a_number_change_names_both_identities() {
    let changed = |name: &str| match message(name).content {
        cloud_api::Content::System(system) => (system.new_phone().map(str::to_owned), system.user_id, system.previous_user_id),
        other => panic!("{other:?}"),
    };
    let new_phone = Some("12195555358".to_owned());
    assert_eq!(
        changed("system-user_changed_number"),
        (new_phone.clone(), Some("US.500".into()), USER_ID.map(str::to_owned))
    );
    assert_eq!(changed("system-user_changed_number_before_2026"), (new_phone, None, None));
    assert_eq!(
        changed("system-user_changed_user_id"),
        (None, Some("US.500".into()), USER_ID.map(str::to_owned))
    );
}

#[test]
fn statuses_name_their_recipient_in_every_spelling() {
    let status = |name: &str, place: usize| messages(name).statuses[place].parsed().unwrap().clone();
    assert_eq!(
        status("status-sent", 0).recipient_parent_user_id.as_deref(),
        Some("US.ENT.11815799212886844830")
    );
    assert_eq!(
        status("status-parent_of_the_draft", 0).recipient_parent_user_id.as_deref(),
        Some("US.ENT.11815799212886844830")
    );
    assert_eq!(status("status-to_user_id", 0).recipient_id, None);
    assert_eq!(status("status-group", 0).recipient_participant_id.as_deref(), PHONE);
    assert_eq!(status("status-group", 0).pricing.unwrap().category.as_deref(), Some("group_service"));
    assert_eq!(status("status-group", 1).recipient_participant_id.as_deref(), Some("16505550000"));
    assert_eq!(status("status-sent", 0).biz_opaque_callback_data.as_deref(), Some("out_1.1"));
    let payment = status("status-payment", 0);
    assert_eq!(
        (payment.kind.as_deref(), payment.status),
        (Some("payment"), StatusKind::Other("captured".into()))
    );
    assert_eq!(payment.payment.unwrap().reference_id.as_deref(), Some("order-77"));
}

#[test]
fn referral_and_context_are_read() {
    let referral = message("text-referral").referral.unwrap();
    assert_eq!(
        (referral.source_type.as_deref(), referral.ctwa_clid.as_deref()),
        (Some("ad"), Some("Aff-n8ZTODiE79d22KtAwQKj9e"))
    );
    assert_eq!(
        referral.welcome_message.unwrap().text.as_deref(),
        Some("Hi there! Let us know how we can help!")
    );
    assert_eq!(message("text-forwarded").context.unwrap().forwarded, Some(true));
    assert_eq!(
        message("text-product_enquiry")
            .context
            .unwrap()
            .referred_product
            .unwrap()
            .product_retailer_id
            .as_deref(),
        Some("di9ozbzfi4")
    );
    assert_eq!(message("button-without_context").context, None);
    assert!(message("text-group").group_id.is_some());
}

#[test]
fn handovers_are_routed_by_their_recipient() {
    let change = fixtures::get("messaging_handovers", "control_passed").delivery().changes.remove(0);
    assert_eq!(change.phone_number_id.as_deref(), Some("106540352242922"));
    let FieldValue::Handover(handover) = change.value else {
        panic!("{change:?}")
    };
    assert_eq!(handover.change().unwrap().new_owner_role.as_deref(), Some("customer_service"));
}

#[test]
fn an_echo_never_goes_to_ourselves() {
    let change = fixtures::get("smb_message_echoes", "revoke").delivery().changes.remove(0);
    let FieldValue::Echoes(value) = change.value else { panic!("{change:?}") };
    let echo = value.echoes[0].parsed().unwrap();
    assert_eq!(
        (echo.from.as_deref(), echo.to.as_deref()),
        (Some("15550783881"), PHONE),
        "the payload has them swapped"
    );
}
