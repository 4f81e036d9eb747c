//! Forms to start from. Each is whole: it can be published as it is, and what answers it comes along.

/// A form to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Starter {
    /// Its word.
    pub slug: &'static str,
    /// Its name.
    pub title: &'static str,
    /// What it asks.
    pub description: &'static str,
    /// Meta's category for it.
    pub category: &'static str,
    /// Flow JSON.
    pub json: &'static str,
    /// The function that answers it; nothing where nobody is asked.
    pub function: Option<&'static str>,
}

/// Every starter.
pub static STARTERS: [Starter; 4] = [
    Starter {
        slug: "appointment",
        title: "Appointment",
        description: "Days and free times from a function, then the details.",
        category: "APPOINTMENT_BOOKING",
        json: include_str!("../starters/appointment.json"),
        function: Some(include_str!("../starters/appointment.js")),
    },
    Starter {
        slug: "lead",
        title: "Lead",
        description: "Interests, then how to reach them.",
        category: "LEAD_GENERATION",
        json: include_str!("../starters/lead.json"),
        function: None,
    },
    Starter {
        slug: "survey",
        title: "Survey",
        description: "Three short questions, one a screen.",
        category: "SURVEY",
        json: include_str!("../starters/survey.json"),
        function: None,
    },
    Starter {
        slug: "feedback",
        title: "Feedback",
        description: "A rating, and what went wrong if it is poor.",
        category: "CUSTOMER_SUPPORT",
        json: include_str!("../starters/feedback.json"),
        function: None,
    },
];

#[cfg(test)]
mod tests {
    use super::STARTERS;

    #[test]
    fn every_starter_can_be_published_as_it_is() {
        for starter in &STARTERS {
            let report = crate::check(starter.json);
            assert!(report.problems.is_empty(), "{}: {:?}", starter.slug, report.problems);
            assert_eq!(starter.json.contains("data_api_version"), starter.function.is_some(), "{}", starter.slug);
        }
    }
}
