//! Who is who, without a database.

use super::*;

/// A sighting written as `bsuid/phone`, either may be `-`.
fn sees(text: &str) -> Sighting {
    let (bsuid, phone) = text.split_once('/').unwrap();
    let named = |value: &str| (value != "-").then(|| value.to_owned());
    Sighting {
        bsuid: named(bsuid),
        phone: named(phone),
        ..Sighting::new(Timestamp::from_seconds(1), Wrote::Yes)
    }
}

/// Stored ids written as `kind:value`, each with its contact.
fn known(ids: &[(&'static str, &str, ContactId)]) -> (HashMap<Key, ContactId>, HashSet<ContactId>) {
    let with_bsuid = ids.iter().filter(|(kind, ..)| *kind == "bsuid").map(|(.., contact)| *contact).collect();
    (
        ids.iter()
            .map(|(kind, value, contact)| ((*kind, (*value).to_owned()), *contact))
            .collect(),
        with_bsuid,
    )
}

#[track_caller]
fn check(ids: &[(&'static str, &str, ContactId)], sightings: &[Sighting]) -> Resolution {
    let (known, with_bsuid) = known(ids);
    resolve(sightings, &known, &with_bsuid)
}

#[test]
fn a_stranger_becomes_one_contact_however_often_they_write() {
    let resolution = check(&[], &[sees("US.1/100"), sees("US.1/-"), sees("-/100")]);
    assert_eq!(resolution.created.len(), 1);
    assert_eq!(resolution.contacts.iter().flatten().collect::<BTreeSet<_>>().len(), 1);
    assert!(resolution.merges.is_empty());
}

#[test]
fn the_id_decides_and_the_phone_follows() {
    let (ana, bob) = (ContactId::new(), ContactId::new());
    let ids = [
        ("bsuid", "US.1", ana),
        ("phone", "100", ana),
        ("bsuid", "US.2", bob),
        ("phone", "200", bob),
    ];
    // Bob now writes from Ana's old number.
    let resolution = check(&ids, &[sees("US.2/100")]);
    assert_eq!(resolution.contacts, [Some(bob)]);
    assert_eq!(resolution.owners[&("phone", "100".to_owned())], bob);
    assert_eq!(resolution.lost_phones, [(ana, "100".to_owned())]);
    assert!(resolution.merges.is_empty());
}

#[test]
fn a_contact_known_by_phone_learns_their_id() {
    let ana = ContactId::new();
    let resolution = check(&[("phone", "100", ana)], &[sees("US.1/100"), sees("US.1/-")]);
    assert_eq!(resolution.contacts, [Some(ana), Some(ana)]);
    assert!(resolution.created.is_empty());
}

#[test]
fn a_number_with_a_new_owner_is_a_new_contact() {
    let ana = ContactId::new();
    let resolution = check(&[("bsuid", "US.1", ana), ("phone", "100", ana)], &[sees("US.9/100"), sees("US.1/-")]);
    assert_ne!(resolution.contacts[0], Some(ana));
    assert_eq!(resolution.contacts[1], Some(ana));
    assert_eq!(resolution.created.len(), 1);
}

#[test]
fn a_contact_added_by_hand_is_merged_into_the_person() {
    let (by_hand, person) = (ContactId::new(), ContactId::new());
    let resolution = check(
        &[("phone", "100", by_hand), ("bsuid", "US.1", person)],
        &[sees("-/100"), sees("US.1/100"), sees("-/100")],
    );
    assert_eq!(resolution.merges, [(by_hand, person)]);
    assert_eq!(resolution.contacts, [Some(person); 3]);
}

#[test]
fn two_of_one_batch_that_turn_out_to_be_one_are_made_once() {
    let resolution = check(&[], &[sees("-/100"), sees("US.1/-"), sees("US.1/100")]);
    assert_eq!(resolution.created.len(), 1);
    assert!(resolution.merges.is_empty());
    assert_eq!(resolution.contacts.iter().flatten().collect::<BTreeSet<_>>().len(), 1);
}

#[test]
fn a_notice_links_the_new_ids_to_the_old_contact() {
    let ana = ContactId::new();
    let ids = [("bsuid", "US.1", ana), ("phone", "100", ana)];
    let notice = Sighting {
        previous_bsuid: Some("US.1".to_owned()),
        wrote: Wrote::Known,
        ..sees("US.5/500")
    };
    let old_form = Sighting {
        previous_phone: Some("100".to_owned()),
        wrote: Wrote::Known,
        ..sees("-/600")
    };
    let resolution = check(&ids, &[notice, sees("US.5/-"), old_form, sees("-/600")]);
    assert_eq!(resolution.contacts, [Some(ana); 4]);
    assert!(resolution.created.is_empty());
}

#[test]
fn a_report_makes_no_contact() {
    let resolution = check(
        &[],
        &[
            Sighting {
                wrote: Wrote::Known,
                ..sees("US.1/100")
            },
            Sighting::new(Timestamp::default(), Wrote::Yes),
        ],
    );
    assert_eq!(resolution.contacts, [None, None]);
    assert!(resolution.created.is_empty() && resolution.owners.is_empty());
}

#[test]
fn old_news_does_not_bring_old_names_back() {
    let mut contact = blank(ContactId::new());
    let at = |seconds: i64, name: &str| Sighting {
        profile_name: Some(name.to_owned()),
        ..Sighting::new(Timestamp::from_seconds(seconds), Wrote::Yes)
    };
    learn(&mut contact, &at(10, "New"));
    learn(&mut contact, &at(5, "Old"));
    assert_eq!(
        (contact.profile_name.as_str(), contact.last_seen_at),
        ("New", Some(Timestamp::from_seconds(10)))
    );
    learn(&mut contact, &at(20, "  "));
    assert_eq!(contact.profile_name, "New");
}

#[test]
fn the_address_book_names_only_the_nameless() {
    let mut contact = blank(ContactId::new());
    let book = |name: &str| Sighting {
        book_name: Some(name.to_owned()),
        ..Sighting::new(Timestamp::default(), Wrote::No)
    };
    learn(&mut contact, &book("Ana (dentist)"));
    learn(&mut contact, &book("Somebody else"));
    assert_eq!(contact.name.as_deref(), Some("Ana (dentist)"));
}
