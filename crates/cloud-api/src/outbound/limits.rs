//! Every number Meta sets for sending, in one table: the checks use it, and the web app gets it as JSON.
//!
//! Meta documents them on the pages *Text messages*, *Media*, *Interactive messages* (reply buttons, list, CTA URL, carousel,
//! Flow, product), *Contacts messages*, *Templates* and *Calling*. Text is counted in Unicode code points.

use serde::Serialize;

use crate::media::{MAX_STILL_STICKER_BYTES, MediaKind};

/// The table.
pub const LIMITS: Limits = Limits {
    opaque: 512,
    text: TextLimits { body: 4096 },
    media: MediaLimits {
        caption: 1024,
        audio: FileLimits::of(MediaKind::Audio),
        document: FileLimits::of(MediaKind::Document),
        image: FileLimits::of(MediaKind::Image),
        sticker: FileLimits::of(MediaKind::Sticker),
        still_sticker_bytes: MAX_STILL_STICKER_BYTES,
        video: FileLimits::of(MediaKind::Video),
    },
    contacts: ContactsLimits { cards: 257 },
    reaction: ReactionLimits { target_age_days: 30 },
    interactive: InteractiveLimits {
        body: 1024,
        header_text: 60,
        footer: 60,
        button: ButtonLimits {
            buttons: 3,
            id: 256,
            title: 20,
        },
        list: ListLimits {
            body: 4096,
            button: 20,
            sections: 10,
            section_title: 24,
            rows: 10,
            row_id: 200,
            row_title: 24,
            row_description: 72,
        },
        cta_url: CtaUrlLimits { display_text: 20 },
        flow: FlowLimits { cta: 30 },
        product_list: ProductListLimits { sections: 10, products: 30 },
        carousel: CarouselLimits {
            min_cards: 2,
            cards: 10,
            body: 1024,
            card_body: 160,
            card_body_line_breaks: 2,
            display_text: 20,
        },
        voice_call: VoiceCallLimits {
            display_text: 20,
            min_ttl_minutes: 1,
            ttl_minutes: 43_200,
            payload: 512,
        },
    },
    template: TemplateLimits {
        name: 512,
        body: 1024,
        header_text: 60,
        footer: 60,
        buttons: 10,
        button_text: 25,
        url: 2000,
        coupon_code: 20,
        cards: 10,
    },
    window_hours: 24,
    free_entry_point_hours: 72,
    typing_seconds: 25,
    read_age_days: 30,
};

/// The table of limits.
pub const fn limits() -> &'static Limits {
    &LIMITS
}

/// Declares the table's shape: every member is a documented public number or a table of its own.
macro_rules! tables {
    ($( $(#[$meta:meta])* $name:ident { $( $(#[$member_meta:meta])* $member:ident: $type:ty, )+ } )+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        pub struct $name { $( $(#[$member_meta])* pub $member: $type, )+ }
    )+ };
}

tables! {
    /// Everything.
    Limits {
        /// Characters of `biz_opaque_callback_data`.
        opaque: usize,
        /// Text messages.
        text: TextLimits,
        /// Files.
        media: MediaLimits,
        /// Contact cards.
        contacts: ContactsLimits,
        /// Reactions.
        reaction: ReactionLimits,
        /// Interactive messages.
        interactive: InteractiveLimits,
        /// Templates.
        template: TemplateLimits,
        /// How long free-form messages are allowed after the contact's last message or call.
        window_hours: u32,
        /// How long everything is free after an answered click on an ad.
        free_entry_point_hours: u32,
        /// Longest life of a typing bubble.
        typing_seconds: u32,
        /// Oldest message that can be marked as read.
        read_age_days: u32,
    }

    /// Text messages.
    TextLimits {
        /// Characters.
        body: usize,
    }

    /// Files.
    MediaLimits {
        /// Characters under a picture, film or document.
        caption: usize,
        /// Sound.
        audio: FileLimits,
        /// Documents.
        document: FileLimits,
        /// Pictures.
        image: FileLimits,
        /// Stickers; animated ones may use all of it.
        sticker: FileLimits,
        /// Bytes of a sticker that does not move.
        still_sticker_bytes: u64,
        /// Films.
        video: FileLimits,
    }

    /// One kind of file.
    FileLimits {
        /// Bytes.
        bytes: u64,
        /// Types Meta documents; documents of other types work too.
        mime_types: &'static [&'static str],
    }

    /// Contact cards.
    ContactsLimits {
        /// Cards in one message.
        cards: usize,
    }

    /// Reactions.
    ReactionLimits {
        /// Oldest message that takes a reaction.
        target_age_days: u32,
    }

    /// Interactive messages.
    InteractiveLimits {
        /// Characters of the body, lists excepted.
        body: usize,
        /// Characters of a text header.
        header_text: usize,
        /// Characters of the footer.
        footer: usize,
        /// Reply buttons.
        button: ButtonLimits,
        /// Lists.
        list: ListLimits,
        /// A button that opens a page.
        cta_url: CtaUrlLimits,
        /// Native Flows.
        flow: FlowLimits,
        /// Several products.
        product_list: ProductListLimits,
        /// Cards side by side.
        carousel: CarouselLimits,
        /// A button that calls us.
        voice_call: VoiceCallLimits,
    }

    /// Reply buttons.
    ButtonLimits {
        /// Buttons.
        buttons: usize,
        /// Characters of an id.
        id: usize,
        /// Characters of a label.
        title: usize,
    }

    /// Lists.
    ListLimits {
        /// Characters of the body.
        body: usize,
        /// Characters of the button that opens the list.
        button: usize,
        /// Sections.
        sections: usize,
        /// Characters of a section's title; needed when there are several.
        section_title: usize,
        /// Rows of all sections together.
        rows: usize,
        /// Characters of a row's id.
        row_id: usize,
        /// Characters of a row's first line.
        row_title: usize,
        /// Characters of a row's second line.
        row_description: usize,
    }

    /// A button that opens a page.
    CtaUrlLimits {
        /// Characters of the label.
        display_text: usize,
    }

    /// Native Flows.
    FlowLimits {
        /// Characters of the button, as Meta advises.
        cta: usize,
    }

    /// Several products.
    ProductListLimits {
        /// Sections.
        sections: usize,
        /// Products of all sections together.
        products: usize,
    }

    /// Cards side by side.
    CarouselLimits {
        /// Fewest cards.
        min_cards: usize,
        /// Most cards.
        cards: usize,
        /// Characters of the message's body.
        body: usize,
        /// Characters of a card's body.
        card_body: usize,
        /// Line breaks of a card's body.
        card_body_line_breaks: usize,
        /// Characters of a card's button.
        display_text: usize,
    }

    /// A button that calls us.
    VoiceCallLimits {
        /// Characters of the label.
        display_text: usize,
        /// Shortest life of the button.
        min_ttl_minutes: u32,
        /// Longest life of the button.
        ttl_minutes: u32,
        /// Characters sent along.
        payload: usize,
    }

    /// Templates.
    TemplateLimits {
        /// Characters of the name.
        name: usize,
        /// Characters of the body.
        body: usize,
        /// Characters of a text header.
        header_text: usize,
        /// Characters of the footer.
        footer: usize,
        /// Buttons.
        buttons: usize,
        /// Characters of a button's label.
        button_text: usize,
        /// Characters of a button's address.
        url: usize,
        /// Characters of a code to copy.
        coupon_code: usize,
        /// Cards of a carousel.
        cards: usize,
    }
}

impl FileLimits {
    const fn of(kind: MediaKind) -> Self {
        Self {
            bytes: kind.max_bytes(),
            mime_types: kind.mime_types(),
        }
    }
}
