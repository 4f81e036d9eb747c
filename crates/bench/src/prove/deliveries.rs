//! Duplicated, shuffled and regrouped deliveries: the end is as if each message had come once.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

use super::{Dice, Options, differences};
use crate::bodies::Message;
use crate::database::Kind;
use crate::figures;
use crate::load;
use crate::rig::Rig;

const CONNECTIONS: usize = 32;
const CUSTOMERS: u32 = 200;
/// Out of a hundred deliveries: sent again byte for byte, and sent again inside other deliveries.
const DUPLICATED: u64 = 15;
const REGROUPED: u64 = 15;
/// How far a delivery may stray from its place.
const STRAYS: usize = 400;

/// Both databases.
#[expect(clippy::print_stdout, reason = "the verdict is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    for kind in options.databases() {
        let started = Instant::now();
        let plan = Arc::new(Plan::new(options.deliveries(), &mut Dice::new(options.seed)));
        prove(kind, &plan)
            .await
            .with_context(|| format!("on {}, seed {}", kind.name(), options.seed))?;
        let (sent, messages, repeated) = (plan.deliveries.len(), plan.messages.len(), plan.repeated);
        println!(
            "{}: {sent} deliveries of {messages} messages, {repeated} of them repeated or regrouped, shuffled: 0 missing, 0 doubled; {:.0} s",
            kind.name(),
            started.elapsed().as_secs_f64()
        );
        let kept =
            serde_json::json!({ "database": kind.name(), "deliveries": sent, "messages": messages, "repeated": repeated, "seed": options.seed });
        figures::keep(&format!("deliveries-{}", kind.name().to_lowercase()), &kept)?;
    }
    Ok(())
}

async fn prove(kind: Kind, plan: &Arc<Plan>) -> Result<()> {
    let rig = Rig::new(kind).await?;
    // Made as they are needed: a million of them would not fit into memory. Refused for being too many is answered by sending again, as Meta does.
    let (made, sender) = (Arc::clone(plan), rig.sender.clone());
    let make = move |at: usize| sender.request(&made.deliveries[at]);
    load::until_taken(&rig.recipe.host, CONNECTIONS, plan.deliveries.len(), Arc::new(make)).await?;
    let expected: HashSet<String> = plan.messages.iter().map(|message| message.wamid.clone()).collect();
    let wrong = differences(&expected, &rig.oracle().await?).await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("; "));
    Ok(())
}

/// Which messages travel in which delivery, in which order.
struct Plan {
    messages: Vec<Message>,
    deliveries: Vec<Vec<Message>>,
    repeated: usize,
}

impl Plan {
    fn new(count: usize, dice: &mut Dice) -> Self {
        let (mut messages, mut deliveries, mut repeated) = (Vec::new(), Vec::<Vec<Message>>::new(), 0);
        while deliveries.len() < count {
            let throw = dice.below(100);
            let earlier = |dice: &mut Dice| usize::try_from(dice.below(deliveries.len() as u64)).unwrap_or(0);
            if deliveries.len() > 10 && throw < DUPLICATED {
                let again = deliveries[earlier(dice)].clone();
                deliveries.push(again);
                repeated += 1;
            } else if deliveries.len() > 10 && throw < DUPLICATED + REGROUPED {
                let mut regrouped = [deliveries[earlier(dice)].clone(), deliveries[earlier(dice)].clone()].concat();
                dice.shuffle(&mut regrouped);
                deliveries.push(regrouped);
                repeated += 1;
            } else {
                let start = u32::try_from(messages.len()).unwrap_or(u32::MAX);
                let new: Vec<_> = (0..1 + dice.below(3))
                    .map(|offset| Message::new(5, start + u32::try_from(offset).unwrap_or(0), CUSTOMERS))
                    .collect();
                messages.extend(new.iter().cloned());
                deliveries.push(new);
            }
        }
        for part in deliveries.chunks_mut(STRAYS) {
            dice.shuffle(part);
        }
        Self {
            messages,
            deliveries,
            repeated,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_repeats_and_loses_nothing() {
        let plan = Plan::new(1000, &mut Dice::new(7));
        assert_eq!(plan.deliveries.len(), 1000);
        assert!((200..400).contains(&plan.repeated), "{}", plan.repeated);
        let sent: HashSet<_> = plan.deliveries.iter().flatten().map(|message| &message.wamid).collect();
        assert_eq!(sent.len(), plan.messages.len());
    }
}
