//! Decides who is who. Pure: what is known goes in, what has to be written comes out.
//!
//! The outcome depends on what was said and when it was said, not on the order in which it arrived: user ids that were named together are one person for
//! ever; a number, a portfolio id or a username is whoever's it was seen with last.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::time::Duration;

use model::{ContactId, Timestamp};
use store::IdentityMove;

use super::{Sighting, Spelling, Wrote};

/// A kind and an id; of a phone its line, of a username its lower case.
pub(super) type Key = (&'static str, String);

/// Whose an id is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owner {
    pub(super) contact: ContactId,
    /// When it was last seen with them.
    pub(super) at: Timestamp,
    /// How it is written.
    pub(super) given: Option<String>,
}

/// Who the sightings are, and what has to be written for it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Resolution {
    /// The contact of each sighting.
    pub(super) contacts: Vec<Option<ContactId>>,
    /// Contacts to create.
    pub(super) created: BTreeSet<ContactId>,
    /// Two contacts that turned out to be one person: the first goes into the second.
    pub(super) merges: Vec<(ContactId, ContactId)>,
    /// Whose each named id is now.
    pub(super) owners: BTreeMap<Key, Owner>,
    /// Ids that two people had.
    pub(super) moves: BTreeSet<IdentityMove>,
    /// Whose ids are not what they were.
    pub(super) changed: BTreeSet<ContactId>,
}

/// Decides who is who. `known` are the stored ids, `with_bsuid` the known contacts that have a BSUID.
pub(super) fn resolve(sightings: &[Sighting], known: &HashMap<Key, Owner>, with_bsuid: &HashSet<ContactId>) -> Resolution {
    let mut desk = Desk {
        known: known.clone(),
        with_bsuid: with_bsuid.clone(),
        resolution: Resolution {
            contacts: vec![None; sightings.len()],
            ..Resolution::default()
        },
    };
    let mut open: Vec<usize> = (0..sightings.len()).collect();
    // What only concerns people we know may stand before what makes them known.
    loop {
        let before = open.len();
        open.retain(|&at| {
            let contact = desk.person(&sightings[at]);
            if let Some(contact) = contact {
                desk.claim_all(contact, &sightings[at]);
                desk.resolution.contacts[at] = Some(contact);
            }
            contact.is_none()
        });
        if open.is_empty() || open.len() == before {
            return desk.resolution;
        }
    }
}

/// What is known so far while sightings are gone through.
struct Desk {
    known: HashMap<Key, Owner>,
    with_bsuid: HashSet<ContactId>,
    resolution: Resolution,
}

impl Desk {
    fn owner(&self, kind: &'static str, value: Option<String>) -> Option<&Owner> {
        self.known.get(&(kind, value?))
    }

    /// Who a sighting is about.
    fn person(&mut self, sighting: &Sighting) -> Option<ContactId> {
        let mut person: Option<ContactId> = None;
        // Everybody who is known by one of the user ids is this person.
        for bsuid in [&sighting.bsuid, &sighting.previous_bsuid] {
            let owner = self.owner("bsuid", bsuid.clone()).map(|owner| owner.contact);
            person = match (person, owner) {
                (Some(one), Some(other)) if one != other => Some(self.join(one, other)),
                (one, other) => one.or(other),
            };
        }
        let names_user_id = sighting.bsuid.is_some() || sighting.previous_bsuid.is_some();
        for (line, is_previous) in [(sighting.line(), false), (sighting.previous_line(), true)] {
            let Some(owner) = self.owner("phone", line) else { continue };
            let (owner, seen_at) = (owner.contact, owner.at);
            let by_number_alone = !self.with_bsuid.contains(&owner);
            person = match person {
                Some(person) if person == owner => Some(person),
                // Somebody known by their number alone turns out to be somebody known by their id.
                Some(person) if by_number_alone => {
                    self.forget_times(owner);
                    Some(self.join(owner, person))
                }
                Some(person) => Some(person),
                None if by_number_alone && names_user_id => {
                    self.forget_times(owner);
                    Some(owner)
                }
                None if !names_user_id => Some(owner),
                // The notice of a changed number may name nothing but the old one.
                None if is_previous && sighting.previous_bsuid.is_none() && seen_at <= sighting.at => Some(owner),
                // Another id under a known number: the number has another owner.
                None => None,
            };
        }
        person.or_else(|| self.create(sighting))
    }

    /// When a number was seen alone says nothing about whose it is.
    fn forget_times(&mut self, contact: ContactId) {
        let numbers = self
            .known
            .iter_mut()
            .filter(|((kind, _), owner)| *kind == "phone" && owner.contact == contact);
        numbers.for_each(|(_, owner)| owner.at = Timestamp::default());
    }

    fn create(&mut self, sighting: &Sighting) -> Option<ContactId> {
        if sighting.wrote == Wrote::Known || !sighting.is_anybody() {
            return None;
        }
        let contact = ContactId::new();
        self.resolution.created.insert(contact);
        Some(contact)
    }

    /// Two contacts are one person. A stored one stays rather than one that would be made now, one with a user id rather than one with a number alone, the
    /// older rather than the newer. Gives the one that stays.
    fn join(&mut self, one: ContactId, other: ContactId) -> ContactId {
        let rank = |contact: ContactId| (self.resolution.created.contains(&contact), !self.with_bsuid.contains(&contact), contact);
        let (into, from) = if rank(one) <= rank(other) { (one, other) } else { (other, one) };
        let renamed = |contact: &mut ContactId| {
            if *contact == from {
                *contact = into;
            }
        };
        self.known.values_mut().for_each(|owner| renamed(&mut owner.contact));
        self.resolution.owners.values_mut().for_each(|owner| renamed(&mut owner.contact));
        self.resolution.contacts.iter_mut().flatten().for_each(renamed);
        self.resolution.moves = std::mem::take(&mut self.resolution.moves)
            .into_iter()
            .map(|mut moved| {
                renamed(&mut moved.from);
                renamed(&mut moved.to);
                moved
            })
            .filter(|moved| moved.from != moved.to)
            .collect();
        if self.with_bsuid.remove(&from) {
            self.with_bsuid.insert(into);
        }
        self.resolution.changed.remove(&from);
        self.resolution.changed.insert(into);
        // One made in this very batch is not stored yet: it simply is not made.
        if !self.resolution.created.remove(&from) {
            self.resolution.merges.push((from, into));
        }
        into
    }

    /// Writes on a contact what a sighting names.
    fn claim_all(&mut self, contact: ContactId, sighting: &Sighting) {
        if sighting.bsuid.is_some() || sighting.previous_bsuid.is_some() {
            self.with_bsuid.insert(contact);
        }
        let before = Timestamp::from_millis(sighting.at.millis().saturating_sub(1));
        let earlier = [
            ("bsuid", sighting.previous_bsuid.clone(), None),
            ("phone", sighting.previous_line(), sighting.previous_phone.clone()),
        ];
        for (kind, value, given) in earlier {
            let Some(value) = value else { continue };
            // A number they left may be somebody else's by now.
            if !self.known.contains_key(&(kind, value.clone())) {
                self.claim(
                    Claim {
                        contact,
                        at: before,
                        given,
                        typed: false,
                    },
                    (kind, value),
                );
            }
        }
        for (kind, value, given) in sighting.own_ids() {
            let key = (kind, value);
            let anchored = self.known.get(&key).is_some_and(|owner| owner.contact == contact) && self.with_bsuid.contains(&contact);
            // A number seen without its user id does not become more theirs.
            let at = match self.known.get(&key) {
                Some(owner) if anchored && kind == "phone" && sighting.bsuid.is_none() => owner.at,
                Some(_) | None => sighting.at,
            };
            let typed = kind == "phone" && sighting.spelling == Spelling::Typed;
            self.claim(Claim { contact, at, given, typed }, key);
        }
    }

    fn claim(&mut self, claim: Claim, key: Key) {
        let Claim { contact, at, given, typed } = claim;
        let owner = match self.known.get(&key) {
            Some(owner) if owner.contact == contact => Owner {
                contact,
                at: owner.at.max(at),
                given: if at >= owner.at && !typed {
                    given.or_else(|| owner.given.clone())
                } else {
                    owner.given.clone().or(given)
                },
            },
            Some(owner) => {
                let other = owner.contact;
                let (from, to, moved_at) = if at >= owner.at {
                    (other, contact, at)
                } else {
                    (contact, other, owner.at)
                };
                self.resolution.moves.insert(IdentityMove {
                    kind: key.0,
                    value: key.1.clone(),
                    from,
                    to,
                    at: moved_at,
                });
                self.resolution.changed.extend([contact, other]);
                if to == other {
                    return;
                }
                Owner { contact, at, given }
            }
            None => {
                self.resolution.changed.insert(contact);
                Owner { contact, at, given }
            }
        };
        self.known.insert(key.clone(), owner.clone());
        self.resolution.owners.insert(key, owner);
    }
}

/// An id that is said to be somebody's.
struct Claim {
    contact: ContactId,
    at: Timestamp,
    given: Option<String>,
    /// A person wrote it down, not Meta.
    typed: bool,
}

/// How far times of ids may lag: they are written again only after this long, for they say roughly when an id was last seen.
pub(super) const SEEN_AGAIN_AFTER: Duration = Duration::from_secs(60 * 60);
