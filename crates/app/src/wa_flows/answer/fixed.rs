//! The same data for everybody: each screen has its own, and its button leads where the routing model does.

use serde_json::{Map, Value, json};

use super::{AnswerProblem, Asked, Said, fixed_screens};

/// The next screen with its data.
pub(super) fn answer(asked: &Asked<'_>, settings: &Value) -> Result<Said, AnswerProblem> {
    let screens = fixed_screens(settings);
    let definition = asked.definition;
    let to = match (asked.action, asked.screen) {
        ("INIT", _) | (_, None) => definition.entry().unwrap_or_default().to_owned(),
        ("BACK", Some(left)) => {
            let shown = asked.trail.iter().rev().find(|seen| seen.as_str() != left);
            shown.cloned().unwrap_or_else(|| definition.entry().unwrap_or_default().to_owned())
        }
        (_, Some(screen)) => {
            let chosen = screens.get(screen).and_then(|fixed| fixed.next.clone());
            let by_route = || definition.next(screen).map(str::to_owned);
            let ends = || definition.is_terminal(screen).then(|| "SUCCESS".to_owned());
            let next = chosen.or_else(by_route).or_else(ends);
            next.ok_or_else(|| AnswerProblem::new("bad_answer", format!("Nothing says where {screen} leads.")))?
        }
    };
    let data: Map<String, Value> = if to == "SUCCESS" {
        // What was filled in last comes back with the form, as `complete` would have sent it.
        asked.data.clone()
    } else {
        screens.get(&to).map(|fixed| fixed.data.clone()).unwrap_or_default()
    };
    Ok(Said {
        raw: json!({ "screen": to, "data": data }),
        logs: Vec::new(),
    })
}
