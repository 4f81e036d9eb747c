//! Customers a number has blocked (<https://developers.facebook.com/docs/whatsapp/cloud-api/block-users>).

use serde_json::{Value, json};

use crate::graph::{Answer, Call, check::Parameter, error::GraphError, found, paging};

pub(crate) fn get(call: &Call, number: &str) -> Answer {
    let blocked = call.simulator.inner.with(|world| {
        let (_, own) = world.number(number)?;
        let phones = own.blocked.iter().filter_map(|phone| world.phones.get(phone));
        Some(
            phones
                .map(|phone| json!({ "messaging_product": "whatsapp", "wa_id": phone.wa_id }))
                .collect::<Vec<_>>(),
        )
    });
    found(paging::page(call, blocked.unwrap_or_default())?)
}

/// Blocks or unblocks. Only who wrote in the last 24 hours can be blocked.
pub(crate) async fn change(call: &Call, number: &str, block: bool) -> Answer {
    let parameters = call.parameters().await?;
    let users = Parameter::root(&parameters, "block_users").array(1, 1000)?;
    let mut users_done = Vec::new();
    let mut failed = Vec::new();
    for user in users {
        let (by_number, by_id) = (user.get("user"), user.get("user_id"));
        let input = if by_number.is_there() { by_number.string()? } else { by_id.string()? };
        let changed = call.simulator.inner.with(|world| {
            let (business, own) = world.number(number)?;
            let (portfolio, digits) = (business.portfolio_id.clone(), own.digits());
            let phone = world.by_user_id(input, &portfolio).or_else(|| world.by_number(input, &digits))?;
            let now = world.now();
            let customer = world.phones.get(&phone)?;
            let wrote = customer
                .chat(number)
                .and_then(|chat| chat.last_inbound_at)
                .is_some_and(|at| now.since(at) < crate::world::phone::WINDOW);
            let wa_id = customer.wa_id.clone();
            let own = world.number_mut(number).filter(|_| wrote || !block)?;
            if block {
                own.blocked.insert(phone)
            } else {
                own.blocked.remove(&phone)
            };
            Some(json!({ "input": input, "wa_id": wa_id }))
        });
        match changed {
            Some(done) => users_done.push(done),
            None => failed.push(json!({ "input": input, "errors": [{ "code": 139_100, "message": "Re-engagement required",
                "error_data": { "details": "This user has not messaged you in the last 24 hours." } }] })),
        }
    }
    answer(users_done, failed, block)
}

fn answer(done: Vec<Value>, failed: Vec<Value>, block: bool) -> Answer {
    if done.is_empty() && !failed.is_empty() {
        return Err(GraphError::new(139_100)
            .titled("Failed to block/unblock users")
            .details("None of the users could be changed."));
    }
    let key = if block { "added_users" } else { "removed_users" };
    found(json!({ "messaging_product": "whatsapp", "block_users": { key: done, "failed_users": failed } }))
}
