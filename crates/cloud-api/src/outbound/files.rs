//! Every place of a content that names a file: the message itself, its header, a card's header, a template's header.

use super::interactive::Header;
use super::template::{Component, Parameter, TemplateMedia};
use super::{Interactive, OutboundContent};
use crate::media::MediaKind;

/// One place that names a file by the id of an upload or by a link.
#[derive(Debug)]
pub struct FileSlot<'a> {
    /// JSON pointer to the file's object: `/interactive/header/image`.
    pub pointer: String,
    /// What sort of file stands there.
    pub kind: MediaKind,
    id: &'a mut Option<String>,
    link: &'a mut Option<String>,
}

impl FileSlot<'_> {
    /// The id that stands there now.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Names an upload, in place of what was named before.
    pub fn point_at(&mut self, media_id: &str) {
        (*self.id, *self.link) = (Some(media_id.to_owned()), None);
    }
}

impl OutboundContent {
    /// Every place of the content that names a file, in the order it is read.
    pub fn files(&mut self) -> Vec<FileSlot<'_>> {
        let slot = |kind: MediaKind, id, link| {
            vec![FileSlot {
                pointer: format!("/{}", kind.as_str()),
                kind,
                id,
                link,
            }]
        };
        match self {
            Self::Audio(file) => slot(MediaKind::Audio, &mut file.id, &mut file.link),
            Self::Document(file) => slot(MediaKind::Document, &mut file.id, &mut file.link),
            Self::Image(file) => slot(MediaKind::Image, &mut file.id, &mut file.link),
            Self::Sticker(file) => slot(MediaKind::Sticker, &mut file.id, &mut file.link),
            Self::Video(file) => slot(MediaKind::Video, &mut file.id, &mut file.link),
            Self::Interactive(interactive) => interactive_files(interactive),
            Self::Template(template) => component_files(&mut template.components, "/template/components"),
            Self::Contacts(_) | Self::Location(_) | Self::Reaction(_) | Self::Text(_) => Vec::new(),
        }
    }
}

fn interactive_files(interactive: &mut Interactive) -> Vec<FileSlot<'_>> {
    let header = match interactive {
        Interactive::AddressMessage(message) => &mut message.header,
        Interactive::Button(message) => &mut message.header,
        Interactive::CtaUrl(message) => &mut message.header,
        Interactive::Flow(message) => &mut message.header,
        Interactive::List(message) => &mut message.header,
        Interactive::ProductList(message) => &mut message.header,
        Interactive::VoiceCall(message) => &mut message.header,
        Interactive::Carousel(carousel) => {
            let cards = carousel.action.cards.iter_mut().enumerate();
            return cards
                .filter_map(|(place, card)| header_file(card.header.as_mut()?, &format!("/interactive/action/cards/{place}/header")))
                .collect();
        }
        Interactive::CallPermissionRequest(_)
        | Interactive::CatalogMessage(_)
        | Interactive::LocationRequestMessage(_)
        | Interactive::Product(_)
        | Interactive::RequestContactInfo(_) => return Vec::new(),
    };
    header
        .as_mut()
        .and_then(|header| header_file(header, "/interactive/header"))
        .into_iter()
        .collect()
}

fn header_file<'a>(header: &'a mut Header, pointer: &str) -> Option<FileSlot<'a>> {
    let (kind, file) = match header {
        Header::Document { document } => (MediaKind::Document, document),
        Header::Image { image } => (MediaKind::Image, image),
        Header::Video { video } => (MediaKind::Video, video),
        Header::Text { .. } => return None,
    };
    Some(FileSlot {
        pointer: format!("{pointer}/{}", kind.as_str()),
        kind,
        id: &mut file.id,
        link: &mut file.link,
    })
}

fn component_files<'a>(components: &'a mut [Component], pointer: &str) -> Vec<FileSlot<'a>> {
    let mut files = Vec::new();
    for (place, component) in components.iter_mut().enumerate() {
        let pointer = format!("{pointer}/{place}");
        for (place, parameter) in component.parameters.iter_mut().enumerate() {
            files.extend(parameter_file(parameter, &format!("{pointer}/parameters/{place}")));
        }
        for (place, card) in component.cards.iter_mut().enumerate() {
            files.extend(component_files(&mut card.components, &format!("{pointer}/cards/{place}/components")));
        }
    }
    files
}

fn parameter_file<'a>(parameter: &'a mut Parameter, pointer: &str) -> Option<FileSlot<'a>> {
    let (kind, file) = match parameter {
        Parameter::Document { document } => (MediaKind::Document, document),
        Parameter::Image { image } => (MediaKind::Image, image),
        Parameter::Gif { gif } => return Some(gif_file(gif, pointer)),
        Parameter::Video { video } => (MediaKind::Video, video),
        _ => return None,
    };
    Some(FileSlot {
        pointer: format!("{pointer}/{}", kind.as_str()),
        kind,
        id: &mut file.id,
        link: &mut file.link,
    })
}

/// A film named by its wire word `gif`.
fn gif_file<'a>(gif: &'a mut TemplateMedia, pointer: &str) -> FileSlot<'a> {
    FileSlot {
        pointer: format!("{pointer}/gif"),
        kind: MediaKind::Video,
        id: &mut gif.id,
        link: &mut gif.link,
    }
}
