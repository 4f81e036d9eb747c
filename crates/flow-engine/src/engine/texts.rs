//! The few words the engine says by itself, in the languages of our customers' customers.

use cloud_api::outbound::OutboundContent;

use crate::graph::Settings;

/// "This is no longer active."
pub(crate) fn stale_notice(settings: &Settings) -> OutboundContent {
    if !settings.stale_text.trim().is_empty() {
        return OutboundContent::text(settings.stale_text.clone());
    }
    OutboundContent::text(match language(settings) {
        "es" => "Esa opción ya no está activa.",
        "pt" => "Essa opção não está mais ativa.",
        "fr" => "Cette option n’est plus active.",
        "de" => "Diese Auswahl ist nicht mehr aktiv.",
        "it" => "Questa opzione non è più attiva.",
        _ => "That option is no longer active.",
    })
}

/// Said when an answer is not one, unless the author wrote something better.
pub(crate) fn invalid(settings: &Settings) -> &'static str {
    match language(settings) {
        "es" => "No he entendido la respuesta. ¿Puedes intentarlo de nuevo?",
        "pt" => "Não entendi a resposta. Pode tentar novamente?",
        "fr" => "Je n’ai pas compris la réponse. Pouvez-vous réessayer ?",
        "de" => "Das habe ich nicht verstanden. Versuchen Sie es bitte noch einmal.",
        "it" => "Non ho capito la risposta. Può riprovare?",
        _ => "I did not understand that. Could you try again?",
    }
}

/// The row that shows the next rows of a long list.
pub(crate) fn more(settings: &Settings) -> &'static str {
    match language(settings) {
        "es" => "Ver más",
        "pt" => "Ver mais",
        "fr" => "Voir plus",
        "de" => "Mehr anzeigen",
        "it" => "Mostra altro",
        _ => "Show more",
    }
}

fn language(settings: &Settings) -> &str {
    settings.language.split(['-', '_']).next().unwrap_or_default()
}
