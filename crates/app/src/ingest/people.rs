//! Who is who: from the ids webhooks name to one contact a person.
//!
//! The lasting id is the business-scoped user id (BSUID); a phone number may be missing, may change hands, and is never the key. Looked up in this order:
//! BSUID, the BSUID before, phone, the phone before; whatever was named is then written on the one contact (reference: *Business-scoped user IDs*). Numbers
//! are compared by their line ([`model::phone`]) and kept as Meta writes them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use model::{ContactId, Timestamp, phone};
use store::{Error, FoundBy, IdentityNotice, IdentityWrite, KnownContact, KnownIdentity, WorkspaceTx};

mod resolve;

use resolve::{Key, Owner, Resolution, SEEN_AGAIN_AFTER, resolve};

/// A person as one item of a webhook names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sighting {
    pub(super) bsuid: Option<String>,
    pub(super) phone: Option<String>,
    /// Who wrote the phone down.
    pub(super) spelling: Spelling,
    pub(super) parent_bsuid: Option<String>,
    pub(super) username: Option<String>,
    pub(super) profile_name: Option<String>,
    /// What the business's own address book calls them; `Some(None)` when their entry was removed.
    pub(super) book_name: Option<Option<String>>,
    pub(super) previous_bsuid: Option<String>,
    pub(super) previous_phone: Option<String>,
    pub(super) at: Timestamp,
    pub(super) wrote: Wrote,
}

/// Who wrote a phone number down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// Meta: it is the number to write to.
    Meta,
    /// A person: it counts until Meta names the line.
    Typed,
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
            spelling: Spelling::Meta,
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

    fn line(&self) -> Option<String> {
        self.phone.as_deref().map(phone::line)
    }

    fn previous_line(&self) -> Option<String> {
        self.previous_phone.as_deref().map(phone::line)
    }

    /// The ids to look up.
    fn keys(&self) -> impl Iterator<Item = Key> {
        let previous = [("bsuid", self.previous_bsuid.clone()), ("phone", self.previous_line())];
        let own = self.own_ids().into_iter().map(|(kind, value, _)| (kind, Some(value)));
        own.chain(previous).filter_map(|(kind, value)| Some((kind, value?)))
    }

    /// The ids that are theirs from now on: how each is compared, and how it is written.
    fn own_ids(&self) -> Vec<(&'static str, String, Option<String>)> {
        let mut ids = Vec::with_capacity(4);
        ids.extend(self.bsuid.clone().map(|bsuid| ("bsuid", bsuid, None)));
        ids.extend(self.line().map(|line| ("phone", line, self.phone.clone())));
        ids.extend(self.parent_bsuid.clone().map(|parent| ("parent_bsuid", parent, None)));
        ids.extend(self.username.clone().map(|name| ("username", name.to_lowercase(), Some(name))));
        ids
    }

    /// The notice of changed ids that this is, if it is one.
    fn notice(&self) -> Option<IdentityNotice> {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        (self.previous_bsuid.is_some() || self.previous_phone.is_some()).then(|| IdentityNotice {
            previous_bsuid: text(&self.previous_bsuid),
            bsuid: text(&self.bsuid),
            previous_phone: text(&self.previous_line()),
            phone: text(&self.line()),
            given: text(&self.phone),
            at: self.at,
        })
    }
}

impl From<IdentityNotice> for Sighting {
    fn from(notice: IdentityNotice) -> Self {
        let named = |value: String| Some(value).filter(|value| !value.is_empty());
        Self {
            bsuid: named(notice.bsuid),
            phone: named(notice.given),
            previous_bsuid: named(notice.previous_bsuid),
            previous_phone: named(notice.previous_phone),
            ..Self::new(notice.at, Wrote::Known)
        }
    }
}

/// What the batch did to the contacts.
#[derive(Debug, Default)]
pub(super) struct People {
    /// The contact of each sighting.
    pub(super) contacts: Vec<Option<ContactId>>,
    /// Known contacts that look different now.
    pub(super) changed: Vec<ContactId>,
    /// Contacts that went into others.
    pub(super) merged: Vec<store::Merged>,
    /// By what each sighting's contact was found.
    pub(super) found_by: Vec<FoundBy>,
}

/// Finds and writes the contacts of a batch.
pub(super) async fn settle(workspace: &mut WorkspaceTx<'_>, sightings: &[Sighting]) -> Result<People, Error> {
    if sightings.is_empty() {
        return Ok(People::default());
    }
    let (all, known, mut resolution) = look(workspace, sightings).await?;
    let found_by = sightings
        .iter()
        .zip(&resolution.contacts)
        .map(|(sighting, contact)| found_by(sighting, *contact, &known, &resolution))
        .collect();
    // A notice that waited and still names nobody (its number is somebody else's) waits on.
    let unplaced = all.iter().zip(&resolution.contacts).filter(|(_, contact)| contact.is_none());
    let notices: Vec<IdentityNotice> = unplaced.filter_map(|(sighting, _)| sighting.notice()).collect();
    workspace.keep_identity_notices(&notices).await?;
    resolution.contacts.truncate(sightings.len());
    let mut before = lock(workspace, &resolution).await?;
    let mut merged = Vec::with_capacity(resolution.merges.len());
    for (from, into) in &resolution.merges {
        merged.push(workspace.merge_contacts(*from, *into, &store::MergeChoices::default()).await?);
    }
    if !merged.is_empty() {
        // Who went into somebody else is gone, and who took them in looks different.
        before = workspace.lock_contacts(&stored(&resolution)).await?;
    }
    let changed = write_contacts(workspace, &all, &resolution, before).await?;
    write_owners(workspace, &resolution, &known).await?;
    let moves: Vec<store::IdentityMove> = resolution.moves.iter().cloned().collect();
    workspace.note_identity_moves(&moves).await?;
    Ok(People {
        contacts: resolution.contacts,
        changed,
        merged,
        found_by,
    })
}

/// The first of the ids a sighting names that we knew, in the order they are believed.
fn found_by(sighting: &Sighting, contact: Option<ContactId>, known: &HashMap<Key, Owner>, resolution: &Resolution) -> FoundBy {
    let knows = |kind: &'static str, value: Option<String>| value.is_some_and(|value| known.contains_key(&(kind, value)));
    if contact.is_none_or(|contact| resolution.created.contains(&contact)) {
        FoundBy::Nothing
    } else if knows("bsuid", sighting.bsuid.clone()) {
        FoundBy::UserId
    } else if knows("bsuid", sighting.previous_bsuid.clone()) {
        FoundBy::PreviousUserId
    } else if knows("phone", sighting.line()) {
        FoundBy::Phone
    } else if knows("phone", sighting.previous_line()) {
        FoundBy::PreviousPhone
    } else {
        FoundBy::Nothing
    }
}

/// Resolves the sightings, and with them the notices that waited for one of their ids. The sightings given stand first.
async fn look(workspace: &mut WorkspaceTx<'_>, sightings: &[Sighting]) -> Result<(Vec<Sighting>, HashMap<Key, Owner>, Resolution), Error> {
    let mut all = sightings.to_vec();
    let mut asked: HashSet<Key> = HashSet::new();
    loop {
        let known = find(workspace, &all).await?;
        let by_phone: BTreeSet<ContactId> = known
            .iter()
            .filter(|((kind, _), _)| *kind == "phone")
            .map(|(_, owner)| owner.contact)
            .collect();
        let with_bsuid: HashSet<ContactId> = workspace
            .contacts_with_identity("bsuid", &by_phone.into_iter().collect::<Vec<_>>())
            .await?
            .into_iter()
            .chain(known.iter().filter(|((kind, _), _)| *kind == "bsuid").map(|(_, owner)| owner.contact))
            .collect();
        let resolution = resolve(&all, &known, &with_bsuid);
        let is_new = |key: &&Key| !known.contains_key(*key) && !asked.contains(*key);
        let new: Vec<Key> = resolution.owners.keys().filter(is_new).cloned().collect();
        let of_kind = |wanted: &str| -> Vec<&str> {
            let matching = new.iter().filter(|(kind, _)| *kind == wanted);
            matching.map(|(_, value)| value.as_str()).collect()
        };
        let waiting = workspace.take_identity_notices(&of_kind("bsuid"), &of_kind("phone")).await?;
        if waiting.is_empty() {
            return Ok((all, known, resolution));
        }
        all.extend(waiting.into_iter().map(Sighting::from));
        asked.extend(new);
    }
}

async fn find(workspace: &mut WorkspaceTx<'_>, sightings: &[Sighting]) -> Result<HashMap<Key, Owner>, Error> {
    let keys: BTreeSet<Key> = sightings.iter().flat_map(Sighting::keys).collect();
    let keys: Vec<(&str, &str)> = keys.iter().map(|(kind, value)| (*kind, value.as_str())).collect();
    Ok(workspace.find_identities(&keys).await?.into_iter().map(owned).collect())
}

fn owned(identity: KnownIdentity) -> (Key, Owner) {
    let owner = Owner {
        contact: identity.contact_id,
        at: identity.last_seen_at,
        given: identity.given,
    };
    ((kind_word(&identity.kind), identity.value), owner)
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

/// Reads the contacts concerned and keeps others from changing them. One that went away since it was found makes the whole batch look again.
async fn lock(workspace: &mut WorkspaceTx<'_>, resolution: &Resolution) -> Result<Vec<KnownContact>, Error> {
    let merged = resolution.merges.iter().flat_map(|(from, into)| [*from, *into]);
    let all: BTreeSet<ContactId> = stored(resolution).into_iter().chain(merged).collect();
    let found = workspace.lock_contacts(&all.iter().copied().collect::<Vec<_>>()).await?;
    if found.len() < all.len() {
        Err(Error::Gone("contact"))
    } else {
        Ok(found)
    }
}

/// Everybody whose row may change and was there before, each once.
fn stored(resolution: &Resolution) -> Vec<ContactId> {
    let stored: BTreeSet<ContactId> = involved(resolution).filter(|contact| !resolution.created.contains(contact)).collect();
    stored.into_iter().collect()
}

/// Everybody whose row may change.
fn involved(resolution: &Resolution) -> impl Iterator<Item = ContactId> {
    let named = resolution.contacts.iter().flatten().copied();
    named
        .chain(resolution.changed.iter().copied())
        .chain(resolution.owners.values().map(|owner| owner.contact))
}

async fn write_contacts(
    workspace: &mut WorkspaceTx<'_>,
    sightings: &[Sighting],
    resolution: &Resolution,
    before: Vec<KnownContact>,
) -> Result<Vec<ContactId>, Error> {
    let mut contacts: BTreeMap<ContactId, KnownContact> = before.iter().map(|contact| (contact.id, contact.clone())).collect();
    contacts.extend(resolution.created.iter().map(|id| (*id, blank(*id))));
    let mut unsure: BTreeSet<ContactId> = resolution.changed.clone();
    for (sighting, id) in sightings.iter().zip(&resolution.contacts) {
        if let Some(contact) = id.and_then(|id| contacts.get_mut(&id)) {
            learn(contact, sighting);
            let differs = |news: &Option<String>, shown: &Option<String>| news.is_some() && news != shown;
            if differs(&sighting.phone, &contact.phone) || differs(&sighting.username, &contact.username) {
                unsure.insert(contact.id);
            }
        }
    }
    show_ids(workspace, &mut contacts, &unsure, resolution).await?;
    let created: Vec<KnownContact> = resolution.created.iter().filter_map(|id| contacts.get(id).cloned()).collect();
    workspace.insert_known_contacts(&created).await?;
    let changed: Vec<KnownContact> = before
        .iter()
        .filter_map(|before| contacts.get(&before.id).filter(|now| *now != before).cloned())
        .collect();
    workspace.update_known_contacts(&changed).await?;
    let shows = |contact: &KnownContact| KnownContact {
        last_seen_at: None,
        named_at: None,
        ..contact.clone()
    };
    let merged = resolution.merges.iter().map(|(_, into)| *into);
    let looks_different = before
        .iter()
        .filter(|before| contacts.get(&before.id).is_some_and(|now| shows(now) != shows(before)))
        .map(|before| before.id);
    Ok(looks_different.chain(merged).collect())
}

/// The number and the username that are shown and written to: of all that are theirs those that were seen last.
async fn show_ids(
    workspace: &mut WorkspaceTx<'_>,
    contacts: &mut BTreeMap<ContactId, KnownContact>,
    unsure: &BTreeSet<ContactId>,
    resolution: &Resolution,
) -> Result<(), Error> {
    let stored: Vec<ContactId> = unsure.iter().filter(|contact| !resolution.created.contains(contact)).copied().collect();
    let mut ids: BTreeMap<Key, Owner> = if stored.is_empty() {
        BTreeMap::new()
    } else {
        workspace.identities_of(&stored).await?.into_iter().map(owned).collect()
    };
    ids.extend(resolution.owners.iter().map(|(key, owner)| (key.clone(), owner.clone())));
    for contact in unsure {
        let latest = |wanted: &str| {
            let own = ids.iter().filter(|((kind, _), owner)| *kind == wanted && owner.contact == *contact);
            let last = own.max_by_key(|((_, value), owner)| (owner.at, value.as_str()));
            last.map(|((_, value), owner)| owner.given.clone().unwrap_or_else(|| value.clone()))
        };
        let (phone, username) = (latest("phone"), latest("username"));
        if let Some(contact) = contacts.get_mut(contact) {
            contact.phone = phone;
            contact.username = username;
        }
    }
    Ok(())
}

fn blank(id: ContactId) -> KnownContact {
    KnownContact {
        id,
        name: None,
        book_name: None,
        profile_name: String::new(),
        named_at: None,
        phone: None,
        username: None,
        email: None,
        last_seen_at: None,
    }
}

/// What a contact learns from a sighting. One that is older than what is shown does not bring an old name back.
fn learn(contact: &mut KnownContact, sighting: &Sighting) {
    let name = sighting.profile_name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    if let Some(name) = name.filter(|_| contact.named_at.is_none_or(|at| sighting.at >= at)) {
        // A report that says what is known already is no reason to write.
        if contact.profile_name != name || sighting.wrote == Wrote::Yes {
            name.clone_into(&mut contact.profile_name);
            contact.named_at = Some(sighting.at);
        }
    }
    if let Some(name) = &sighting.book_name {
        contact.book_name = name.clone().filter(|name| !name.trim().is_empty());
    }
    if sighting.wrote == Wrote::Yes {
        contact.last_seen_at = contact.last_seen_at.max(Some(sighting.at));
    }
}

/// Writes ids that are new, that moved, that are written differently, or that were not seen for a while.
async fn write_owners(workspace: &mut WorkspaceTx<'_>, resolution: &Resolution, known: &HashMap<Key, Owner>) -> Result<(), Error> {
    let now = workspace.now();
    let writes = resolution.owners.iter().filter_map(|(key, owner)| {
        let seen_at = if owner.at > Timestamp::default() { owner.at } else { now };
        let current = known.get(key).is_some_and(|stored| {
            let recent = owner.at >= stored.at && seen_at.since(stored.at) < SEEN_AGAIN_AFTER;
            stored.contact == owner.contact && stored.given == owner.given && recent
        });
        (!current).then(|| IdentityWrite {
            kind: key.0,
            value: key.1.clone(),
            given: owner.given.clone(),
            contact_id: owner.contact,
            seen_at,
        })
    });
    workspace.write_identities(&writes.collect::<Vec<_>>()).await
}

#[cfg(test)]
mod tests;
