//! Who is who, without a database.

use super::*;

/// A sighting written as `bsuid/phone`, either may be `-`.
fn sees(text: &str) -> Sighting {
    let (bsuid, phone) = text.split_once('/').unwrap();
    let named = |value: &str| (value != "-").then(|| value.to_owned());
    Sighting {
        bsuid: named(bsuid),
        phone: named(phone),
        ..Sighting::new(Timestamp::from_seconds(10), Wrote::Yes)
    }
}

/// Stored ids, each with its contact, seen at second 1.
#[track_caller]
fn check(ids: &[(&'static str, &str, ContactId)], sightings: &[Sighting]) -> Resolution {
    let with_bsuid = ids.iter().filter(|(kind, ..)| *kind == "bsuid").map(|(.., contact)| *contact).collect();
    let known = ids.iter().map(|(kind, value, contact)| {
        let owner = Owner {
            contact: *contact,
            at: Timestamp::from_seconds(1),
            given: None,
        };
        ((*kind, (*value).to_owned()), owner)
    });
    resolve(sightings, &known.collect(), &with_bsuid)
}

fn owner(resolution: &Resolution, kind: &'static str, value: &str) -> ContactId {
    resolution.owners[&(kind, value.to_owned())].contact
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
    assert_eq!(owner(&resolution, "phone", "100"), bob);
    assert!(resolution.merges.is_empty());
    // Both had it: they may be one person.
    let moved = resolution.moves.first().unwrap();
    assert_eq!((moved.from, moved.to, moved.value.as_str()), (ana, bob, "100"));
}

#[test]
fn older_news_takes_no_number_away() {
    let (ana, bob) = (ContactId::new(), ContactId::new());
    let ids = [("bsuid", "US.1", ana), ("phone", "100", ana), ("bsuid", "US.2", bob)];
    let late = Sighting {
        at: Timestamp::default(),
        ..sees("US.2/100")
    };
    let resolution = check(&ids, &[late]);
    assert!(!resolution.owners.contains_key(&("phone", "100".to_owned())));
    let moved = resolution.moves.first().unwrap();
    assert_eq!((moved.from, moved.to), (bob, ana));
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
        previous_phone: Some("500".to_owned()),
        wrote: Wrote::Known,
        ..sees("-/600")
    };
    let resolution = check(&ids, &[notice, sees("US.5/-"), old_form, sees("-/600")]);
    assert_eq!(resolution.contacts, [Some(ana); 4]);
    assert!(resolution.created.is_empty());
}

#[test]
fn a_notice_joins_two_who_were_known_apart() {
    let (before, after) = (ContactId::new(), ContactId::new());
    let notice = Sighting {
        previous_bsuid: Some("US.1".to_owned()),
        wrote: Wrote::Known,
        ..sees("US.5/-")
    };
    let resolution = check(&[("bsuid", "US.1", before), ("bsuid", "US.5", after)], &[notice]);
    assert_eq!(resolution.merges, [(after, before)], "the older one stays");
}

#[test]
fn a_notice_may_stand_before_who_it_is_about() {
    let notice = Sighting {
        previous_bsuid: Some("US.1".to_owned()),
        wrote: Wrote::Known,
        ..sees("US.5/500")
    };
    let resolution = check(&[], &[notice, sees("US.1/100"), sees("US.5/-")]);
    assert_eq!(resolution.created.len(), 1);
    assert_eq!(resolution.contacts.iter().flatten().collect::<BTreeSet<_>>().len(), 1);
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
fn w13_both_spellings_of_a_line_are_one_person_and_metas_is_kept() {
    let ana = ContactId::new();
    let resolution = check(&[("phone", "525512345678", ana)], &[sees("US.1/5215512345678")]);
    assert_eq!(resolution.contacts, [Some(ana)]);
    let line = &resolution.owners[&("phone", "525512345678".to_owned())];
    assert_eq!(line.given.as_deref(), Some("5215512345678"));
    // The address book's spelling does not undo it.
    let typed = Sighting {
        spelling: Spelling::Typed,
        at: Timestamp::from_seconds(20),
        ..sees("-/525512345678")
    };
    let resolution = check(&[], &[sees("US.1/5215512345678"), typed]);
    assert_eq!(resolution.created.len(), 1);
    let line = &resolution.owners[&("phone", "525512345678".to_owned())];
    assert_eq!(line.given.as_deref(), Some("5215512345678"));
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
fn the_address_book_stands_behind_the_teams_name() {
    let mut contact = blank(ContactId::new());
    contact.name = Some("Ana (VIP)".to_owned());
    let book = |name: Option<&str>| Sighting {
        book_name: Some(name.map(str::to_owned)),
        ..Sighting::new(Timestamp::default(), Wrote::No)
    };
    learn(&mut contact, &book(Some("Ana (dentist)")));
    learn(&mut contact, &book(Some("Ana D.")));
    assert_eq!(
        (contact.name.as_deref(), contact.book_name.as_deref()),
        (Some("Ana (VIP)"), Some("Ana D."))
    );
    learn(&mut contact, &book(None));
    assert_eq!(contact.book_name, None);
}
