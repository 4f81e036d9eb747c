//! Compares what happened with what a test expects, in sentences.

use cloud_api::outbound::OutboundContent;
use serde_json::Value;

use super::Expectation;
use super::play::Player;
use crate::effect::Action;
use crate::expr::get;

pub(super) fn check(player: &mut Player<'_>, expected: &Expectation) {
    let fresh: Vec<Action> = player.effects[player.seen..].iter().map(|effect| effect.action.clone()).collect();
    player.seen = player.effects.len();
    let mut failures = Vec::new();
    if let Some(wanted) = &expected.messages {
        let said: Vec<String> = fresh
            .iter()
            .filter_map(|action| {
                if let Action::Send { content, .. } = action {
                    Some(words(content))
                } else {
                    None
                }
            })
            .collect();
        let same = said.len() == wanted.len() && said.iter().zip(wanted).all(|(said, wanted)| fits(wanted, said));
        if !same {
            failures.push(format!("expected the messages {wanted:?}, got {said:?}"));
        }
    }
    if let Some(wanted) = &expected.template {
        let sent = fresh.iter().filter_map(|action| match action {
            Action::Send { content, .. } => match &**content {
                OutboundContent::Template(template) => Some(template.name.clone()),
                _ => None,
            },
            _ => None,
        });
        let sent: Vec<_> = sent.collect();
        if !sent.contains(wanted) {
            failures.push(format!("expected the template `{wanted}`, got {sent:?}"));
        }
    }
    if let Some(wanted) = &expected.assigned
        && !fresh.iter().any(|action| matches!(action, Action::Assign { user } if user == wanted))
    {
        failures.push(format!("expected that `{wanted}` gets the conversation"));
    }
    if let Some(wanted) = expected.handed_off {
        let handed = fresh.iter().any(|action| matches!(action, Action::HandOff { .. }));
        if handed != wanted {
            failures.push(format!(
                "expected that people {} the conversation",
                if wanted { "get" } else { "do not get" }
            ));
        }
    }
    if let Some(wanted) = &expected.note {
        let notes = fresh.iter().filter_map(|action| match action {
            Action::Note { text, .. } | Action::HandOff { note: text, .. } => Some(text),
            _ => None,
        });
        if !notes.into_iter().any(|text| text.contains(wanted.as_str())) {
            failures.push(format!("expected a note with `{wanted}`"));
        }
    }
    let vars = player
        .run
        .as_ref()
        .and_then(|run| run.frames.first())
        .map(|frame| frame.vars.clone())
        .unwrap_or_default();
    compare("vars", &expected.vars, &vars, &mut failures);
    compare("contact", &expected.contact, &player.host.facts.contact, &mut failures);
    if let Some(wanted) = &expected.ended
        && player.ended() != Some(wanted.as_str())
    {
        failures.push(match player.ended() {
            Some(word) => format!("expected the end `{wanted}`, it ended with `{word}`"),
            None => format!("expected the end `{wanted}`, the run is at `{}`", player.node_name()),
        });
    }
    if let Some(wanted) = &expected.at {
        let at = player.node_name();
        let id = player.run.as_ref().and_then(|run| run.node()).unwrap_or_default();
        if player.ended().is_some() || at != *wanted && id != wanted {
            failures.push(format!(
                "expected the run at `{wanted}`, it is {}",
                if player.ended().is_some() {
                    "over".to_owned()
                } else {
                    format!("at `{at}`")
                }
            ));
        }
    }
    failures.into_iter().for_each(|failure| player.fail(failure));
}

fn compare(root: &str, wanted: &std::collections::BTreeMap<String, Value>, found: &Value, failures: &mut Vec<String>) {
    for (path, wanted) in wanted {
        let names: Vec<String> = path.split('.').map(str::to_owned).collect();
        let found = get(found, &names).cloned().unwrap_or_default();
        if !crate::expr::jmespath::same(&found, wanted) {
            failures.push(format!("expected `{root}.{path}` to be {wanted}, it is {found}"));
        }
    }
}

/// What a message says, as a customer would read it out.
pub(super) fn words(content: &OutboundContent) -> String {
    match content {
        OutboundContent::Text(text) => text.body.clone(),
        OutboundContent::Interactive(interactive) => interactive.body().unwrap_or_default().to_owned(),
        OutboundContent::Template(template) => format!("template {}", template.name),
        other => other.preview(),
    }
}

/// `…` stands for anything.
fn fits(wanted: &str, said: &str) -> bool {
    let mut rest = said;
    let parts: Vec<_> = wanted.split('…').collect();
    for (place, part) in parts.iter().enumerate() {
        let found = match (place, place + 1 == parts.len()) {
            (0, true) => return rest == *part,
            (0, false) => rest.starts_with(part).then_some(part.len()),
            (_, true) => return rest.ends_with(part),
            (_, false) => rest.find(part).map(|at| at + part.len()),
        };
        match found {
            Some(end) => rest = &rest[end..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn an_ellipsis_stands_for_anything() {
        assert!(fits("Hello Ana", "Hello Ana") && fits("Hello …", "Hello Ana") && fits("… Ana …", "Hi Ana !") && fits("…", ""));
        assert!(!fits("Hello", "Hello Ana") && !fits("… Bea", "Hello Ana") && !fits("H…x…a", "Hello Ana"));
    }
}
