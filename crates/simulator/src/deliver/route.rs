//! What the faults make of an item: never, later, together with others, copied, or plainly now.

use std::{sync::Arc, time::Duration};

use crate::{
    deliver::send,
    faults::Fault,
    simulator::Inner,
    webhook::{self, Item},
    world::{Step, When, World},
};

/// How many items are remembered to be repeated in other company.
const RECENT: usize = 32;

/// Lets the faults decide: never, later, together with others, or now.
pub(super) fn route(inner: &Arc<Inner>, world: &mut World, mut item: Item) {
    let business = item.business.clone();
    world.ledger.webhooks.items += 1;
    let label = item.label.clone();
    let withheld = world.strike(&business, |fault| {
        let Fault::WithholdStatuses { statuses } = fault else { return None };
        statuses
            .iter()
            .any(|status| label.starts_with(&format!("status {status} ")))
            .then_some(())
    });
    if withheld.is_some() {
        world.ledger.webhooks.withheld += 1;
        return;
    }
    let hold = item.plan.hold || world.strike(&business, |fault| matches!(fault, Fault::Hold).then_some(())).is_some();
    if hold {
        item.first_attempt = None;
        world.ledger.webhooks.held += 1;
        if let Some(business) = world.business_mut(&business) {
            business.post.held.push(item);
        }
        return;
    }
    let window = world.strike(
        &business,
        |fault| if let Fault::Reorder { window } = fault { Some(*window) } else { None },
    );
    match window {
        Some(window) => collect(inner, world, item, window),
        None => post(inner, world, vec![item]),
    }
}

/// Keeps an item until enough of them can be shuffled, or a moment has passed.
fn collect(inner: &Arc<Inner>, world: &mut World, mut item: Item, window: usize) {
    item.first_attempt = None;
    let id = item.business.clone();
    let Some(business) = world.business_mut(&id) else { return };
    business.post.collected.push(item);
    let count = business.post.collected.len();
    if count >= window {
        world.step(Step::Flush { business: id });
        for group in std::mem::take(&mut world.released) {
            post(inner, world, group);
        }
    } else if count == 1 {
        let linger = world.config.pace.linger.max(Duration::from_millis(20));
        world.later.push((When::In(linger), Step::Flush { business: id }));
    }
}

/// Makes the POST for these items, and the copies the faults or the plan ask for.
pub(super) fn post(inner: &Arc<Inner>, world: &mut World, mut items: Vec<Item>) {
    let Some(first) = items.first() else { return };
    let (business, plan) = (first.business.clone(), first.plan.clone());
    let copies = world.strike(
        &business,
        |fault| if let Fault::Duplicate { copies } = fault { Some(*copies) } else { None },
    );
    let copies = plan.copies.or(copies).unwrap_or(1).max(1);
    let size = world.strike(&business, |fault| if let Fault::Regroup { size } = fault { Some(*size) } else { None });
    let size = size.or(plan.regrouped.then_some(8));
    let body = webhook::bytes(&webhook::payload(&items));
    let repeated = size.map(|size| regrouped_body(world, &business, &items, size));
    let guards: Vec<_> = items.iter_mut().filter_map(|item| item.first_attempt.take()).collect();
    let original = send(inner, world, &items, body.clone(), None, guards.clone(), plan.drop_first);
    for _ in 1..copies {
        send(inner, world, &items, body.clone(), Some(&original), guards.clone(), false);
    }
    if let Some(body) = repeated {
        send(inner, world, &items, body, Some(&original), guards.clone(), false);
    }
    if let Some(business) = world.business_mut(&business) {
        business.post.recent.extend(items);
        while business.post.recent.len() > RECENT {
            business.post.recent.pop_front();
        }
    }
}

/// The same items in other company and other bytes.
fn regrouped_body(world: &mut World, business: &str, items: &[Item], size: usize) -> String {
    let recent = world.business(business).map(|business| business.post.recent.clone()).unwrap_or_default();
    let mut together: Vec<Item> = recent
        .into_iter()
        .rev()
        .take(size.saturating_sub(items.len()))
        .chain(items.iter().cloned())
        .collect();
    world.random.shuffle(&mut together);
    // Alone it would be byte-identical, which is another fault; a final space keeps it a different body.
    webhook::bytes(&webhook::payload(&together)) + " "
}
