//! Who is who: from the ids webhooks name to one contact a person.
//!
//! The lasting id is the business-scoped user id (BSUID); a phone number may be missing, may change hands, and is never the key. Looked up in this order:
//! BSUID, the BSUID before, phone, the phone before; whatever was named is then written on the one contact (reference: *Business-scoped user IDs*).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use model::{ContactId, Timestamp};
use store::{Error, IdentityWrite, KnownContact, WorkspaceTx};

/// Times of identities are written again only after this long: they say roughly when an id was last seen.
const SEEN_AGAIN_AFTER: std::time::Duration = std::time::Duration::from_secs(60 * 60);

/// A person as one item of a webhook names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sighting {
    pub(super) bsuid: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) parent_bsuid: Option<String>,
    pub(super) username: Option<String>,
    pub(super) profile_name: Option<String>,
    /// A name from the business's own address book.
    pub(super) book_name: Option<String>,
    pub(super) previous_bsuid: Option<String>,
    pub(super) previous_phone: Option<String>,
    pub(super) at: Timestamp,
    pub(super) wrote: Wrote,
}

/// What a sighting says about the person's doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrote {
    /// They wrote to us.
    Yes,
    /// They did not, but they belong into the contacts.
    No,
    /// Only of interest when we know them already.
    Known,
}

impl Sighting {
    pub(super) fn new(at: Timestamp, wrote: Wrote) -> Self {
        Self {
            bsuid: None,
            phone: None,
            parent_bsuid: None,
            username: None,
            profile_name: None,
            book_name: None,
            previous_bsuid: None,
            previous_phone: None,
            at,
            wrote,
        }
    }

    /// Does it name anybody?
    pub(super) fn is_anybody(&self) -> bool {
        self.bsuid.is_some() || self.phone.is_some() || self.previous_bsuid.is_some() || self.previous_phone.is_some()
    }

    /// The ids to look up.
    fn keys(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let keys = [
            ("bsuid", &self.bsuid),
            ("bsuid", &self.previous_bsuid),
            ("phone", &self.phone),
            ("phone", &self.previous_phone),
            ("parent_bsuid", &self.parent_bsuid),
            ("username", &self.username),
        ];
        keys.into_iter().filter_map(|(kind, value)| Some((kind, value.as_deref()?)))
    }

    /// The ids that are theirs from now on.
    fn own_keys(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let keys = [
            ("bsuid", &self.bsuid),
            ("phone", &self.phone),
            ("parent_bsuid", &self.parent_bsuid),
            ("username", &self.username),
        ];
        keys.into_iter().filter_map(|(kind, value)| Some((kind, value.as_deref()?)))
    }
}

type Key = (&'static str, String);

/// Who the sightings are, and what has to be written for it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Resolution {
    /// The contact of each sighting.
    pub(super) contacts: Vec<Option<ContactId>>,
    /// Contacts to create.
    created: BTreeSet<ContactId>,
    /// Two contacts that turned out to be one person: the first goes into the second.
    merges: Vec<(ContactId, ContactId)>,
    /// Whose each named id is now.
    owners: BTreeMap<Key, ContactId>,
    /// Numbers that went to somebody else.
    lost_phones: Vec<(ContactId, String)>,
}

/// Decides who is who. `known` are the stored ids, `with_bsuid` the known contacts that have a BSUID.
fn resolve(sightings: &[Sighting], known: &HashMap<Key, ContactId>, with_bsuid: &HashSet<ContactId>) -> Resolution {
    let mut known = known.clone();
    let mut with_bsuid = with_bsuid.clone();
    let mut resolution = Resolution::default();
    for sighting in sightings {
        let contact = one(sighting, &mut known, &with_bsuid, &mut resolution);
        if let Some(contact) = contact {
            if sighting.bsuid.is_some() {
                with_bsuid.insert(contact);
            }
            for (kind, value) in sighting.own_keys() {
                let key = (kind, value.to_owned());
                let before = known.insert(key.clone(), contact);
                if let Some(before) = before.filter(|before| *before != contact && kind == "phone") {
                    resolution.lost_phones.push((before, value.to_owned()));
                }
                resolution.owners.insert(key, contact);
            }
        }
        resolution.contacts.push(contact);
    }
    resolution
}

fn one(sighting: &Sighting, known: &mut HashMap<Key, ContactId>, with_bsuid: &HashSet<ContactId>, resolution: &mut Resolution) -> Option<ContactId> {
    let find = |kind: &'static str, value: &Option<String>| known.get(&(kind, value.clone()?)).copied();
    let by_id = find("bsuid", &sighting.bsuid).or_else(|| find("bsuid", &sighting.previous_bsuid));
    let by_phone = find("phone", &sighting.phone);
    let by_old_phone = find("phone", &sighting.previous_phone);
    match (by_id, by_phone) {
        // A contact known by phone alone (added by hand) turns out to be somebody known by their id.
        (Some(contact), Some(other)) if contact != other && !with_bsuid.contains(&other) => {
            merge(other, contact, known, resolution);
            Some(contact)
        }
        (Some(contact), _) => Some(contact),
        // The notice of a changed number names the old one.
        (None, None) if by_old_phone.is_some() => by_old_phone,
        // Another id under a known number: the number has a new owner.
        (None, Some(other)) if sighting.bsuid.is_some() && with_bsuid.contains(&other) => create(sighting, resolution),
        (None, Some(contact)) => Some(contact),
        (None, None) => create(sighting, resolution),
    }
}

fn create(sighting: &Sighting, resolution: &mut Resolution) -> Option<ContactId> {
    if sighting.wrote == Wrote::Known || !sighting.is_anybody() {
        return None;
    }
    let contact = ContactId::new();
    resolution.created.insert(contact);
    Some(contact)
}

fn merge(from: ContactId, into: ContactId, known: &mut HashMap<Key, ContactId>, resolution: &mut Resolution) {
    let renamed = |contact: &mut ContactId| {
        if *contact == from {
            *contact = into;
        }
    };
    known.values_mut().for_each(renamed);
    resolution.owners.values_mut().for_each(renamed);
    resolution.contacts.iter_mut().flatten().for_each(renamed);
    // One made in this very batch is not stored yet: it simply is not made.
    if !resolution.created.remove(&from) {
        resolution.merges.push((from, into));
    }
}

/// What the batch did to the contacts.
#[derive(Debug, Default)]
pub(super) struct People {
    /// The contact of each sighting.
    pub(super) contacts: Vec<Option<ContactId>>,
    /// Known contacts that look different now.
    pub(super) changed: Vec<ContactId>,
}

/// Finds and writes the contacts of a batch.
pub(super) async fn settle(workspace: &mut WorkspaceTx<'_>, sightings: &[Sighting]) -> Result<People, Error> {
    if sightings.is_empty() {
        return Ok(People::default());
    }
    let keys: BTreeSet<(&str, &str)> = sightings.iter().flat_map(Sighting::keys).collect();
    let found = workspace.find_identities(&keys.into_iter().collect::<Vec<_>>()).await?;
    let known: HashMap<Key, ContactId> = found
        .iter()
        .map(|identity| ((kind_word(&identity.kind), identity.value.clone()), identity.contact_id))
        .collect();
    let by_phone: BTreeSet<ContactId> = known
        .iter()
        .filter(|((kind, _), _)| *kind == "phone")
        .map(|(_, contact)| *contact)
        .collect();
    let with_bsuid: HashSet<ContactId> = workspace
        .contacts_with_identity("bsuid", &by_phone.into_iter().collect::<Vec<_>>())
        .await?
        .into_iter()
        .collect();
    let resolution = resolve(sightings, &known, &with_bsuid);
    for (from, into) in &resolution.merges {
        workspace.merge_contacts(*from, *into).await?;
    }
    let changed = write_contacts(workspace, sightings, &resolution).await?;
    write_owners(workspace, sightings, &resolution, &found).await?;
    Ok(People {
        contacts: resolution.contacts,
        changed,
    })
}

/// The database's word, as one of ours.
fn kind_word(kind: &str) -> &'static str {
    match kind {
        "bsuid" => "bsuid",
        "phone" => "phone",
        "parent_bsuid" => "parent_bsuid",
        _ => "username",
    }
}

async fn write_contacts(workspace: &mut WorkspaceTx<'_>, sightings: &[Sighting], resolution: &Resolution) -> Result<Vec<ContactId>, Error> {
    let lost = resolution.lost_phones.iter().map(|(contact, _)| *contact);
    let involved: BTreeSet<ContactId> = resolution.contacts.iter().flatten().copied().chain(lost).collect();
    let stored: Vec<ContactId> = involved.iter().filter(|contact| !resolution.created.contains(contact)).copied().collect();
    let before = workspace.lock_contacts(&stored).await?;
    let mut contacts: BTreeMap<ContactId, KnownContact> = before.iter().map(|contact| (contact.id, contact.clone())).collect();
    contacts.extend(resolution.created.iter().map(|id| (*id, blank(*id))));
    for (contact, phone) in &resolution.lost_phones {
        if let Some(contact) = contacts.get_mut(contact).filter(|contact| contact.phone.as_ref() == Some(phone)) {
            contact.phone = None;
        }
    }
    for (sighting, id) in sightings.iter().zip(&resolution.contacts) {
        if let Some(contact) = id.and_then(|id| contacts.get_mut(&id)) {
            learn(contact, sighting);
        }
    }
    let created: Vec<KnownContact> = resolution.created.iter().filter_map(|id| contacts.get(id).cloned()).collect();
    workspace.insert_known_contacts(&created).await?;
    let changed: Vec<KnownContact> = before
        .iter()
        .filter_map(|before| contacts.get(&before.id).filter(|now| *now != before).cloned())
        .collect();
    workspace.update_known_contacts(&changed).await?;
    let shows = |contact: &KnownContact| KnownContact {
        last_seen_at: None,
        ..contact.clone()
    };
    let merged = resolution.merges.iter().map(|(_, into)| *into);
    let looks_different = before
        .iter()
        .filter(|before| contacts.get(&before.id).is_some_and(|now| shows(now) != shows(before)))
        .map(|before| before.id);
    Ok(looks_different.chain(merged).collect())
}

fn blank(id: ContactId) -> KnownContact {
    KnownContact {
        id,
        name: None,
        profile_name: String::new(),
        phone: None,
        username: None,
        email: None,
        last_seen_at: None,
    }
}

/// What a contact learns from a sighting. One that is older than what we know does not bring old names back.
fn learn(contact: &mut KnownContact, sighting: &Sighting) {
    let old = sighting.wrote == Wrote::Yes && contact.last_seen_at.is_some_and(|seen| seen > sighting.at);
    let takes = |current: &Option<String>, news: &Option<String>| {
        if old && current.is_some() {
            current.clone()
        } else {
            news.clone().or_else(|| current.clone())
        }
    };
    contact.phone = takes(&contact.phone, &sighting.phone);
    contact.username = takes(&contact.username, &sighting.username);
    if let Some(name) = sighting
        .profile_name
        .as_ref()
        .filter(|name| !name.trim().is_empty() && (!old || contact.profile_name.is_empty()))
    {
        contact.profile_name.clone_from(name);
    }
    if contact.name.is_none() {
        contact.name = sighting.book_name.clone().filter(|name| !name.trim().is_empty());
    }
    if sighting.wrote == Wrote::Yes {
        contact.last_seen_at = contact.last_seen_at.max(Some(sighting.at));
    }
}

/// Writes ids that are new, that moved, or that were not seen for a while.
async fn write_owners(
    workspace: &mut WorkspaceTx<'_>,
    sightings: &[Sighting],
    resolution: &Resolution,
    found: &[store::KnownIdentity],
) -> Result<(), Error> {
    let mut seen: HashMap<(&str, &str), Timestamp> = HashMap::new();
    for sighting in sightings {
        for key in sighting.own_keys() {
            let at = seen.entry(key).or_default();
            *at = sighting.at.max(*at);
        }
    }
    let now = workspace.now();
    let stored: HashMap<(&str, &str), &store::KnownIdentity> = found
        .iter()
        .map(|identity| ((identity.kind.as_str(), identity.value.as_str()), identity))
        .collect();
    let writes = resolution.owners.iter().filter_map(|((kind, value), contact)| {
        let key = (*kind, value.as_str());
        let seen_at = seen.get(&key).copied().filter(|at| *at > Timestamp::default()).unwrap_or(now);
        let current = stored
            .get(&key)
            .is_some_and(|identity| identity.contact_id == *contact && seen_at.since(identity.last_seen_at) < SEEN_AGAIN_AFTER);
        (!current).then(|| IdentityWrite {
            kind,
            value: value.clone(),
            contact_id: *contact,
            seen_at,
        })
    });
    workspace.write_identities(&writes.collect::<Vec<_>>()).await
}

#[cfg(test)]
mod tests;
