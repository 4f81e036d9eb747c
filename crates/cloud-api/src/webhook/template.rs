//! The four template fields: approval, quality, text, category.
//!
//! Meta writes the language as `en-US` here and wants `en_US` when sending: compare with [`same_language`].

wire! {
    /// The value of field `message_template_status_update`.
    pub struct TemplateStatus {
        /// `APPROVED`, `REJECTED`, `PAUSED`, `DISABLED`, `PENDING_DELETION` … Compare without case.
        pub event: Option<String>,
        /// Meta's id, a number beyond 32 bits.
        pub template_id: Option<String> = "message_template_id",
        /// Name of the template.
        pub name: Option<String> = "message_template_name",
        /// Language of the template.
        pub language: Option<String> = "message_template_language",
        /// `MARKETING`, `UTILITY`, `AUTHENTICATION`.
        pub category: Option<String> = "message_template_category",
        /// Why: `ABUSIVE_CONTENT`, `INCORRECT_CATEGORY`, `INVALID_FORMAT`, `PROMOTIONAL`, `SCAM`, `TAG_CONTENT_MISMATCH`, `NONE`.
        pub reason: Option<String>,
        /// When it is switched off.
        pub disable_info: Option<TemplateDisableInfo>,
        /// Which pause this is.
        pub other_info: Option<TemplateOtherInfo>,
        /// Why it was rejected, and what to do.
        pub rejection_info: Option<RejectionInfo>,
    }

    /// When a template is switched off.
    pub struct TemplateDisableInfo {
        /// The date, as Meta writes it.
        pub disable_date: Option<String>,
    }

    /// Which pause a template is in.
    pub struct TemplateOtherInfo {
        /// `FIRST_PAUSE`, `SECOND_PAUSE`, `RATE_LIMITING_PAUSE`, `UNPAUSE`, `DISABLED`.
        pub title: Option<String>,
        /// A sentence about it.
        pub description: Option<String>,
    }

    /// Why a template was rejected.
    pub struct RejectionInfo {
        /// Why.
        pub reason: Option<String>,
        /// What to change.
        pub recommendation: Option<String>,
    }

    /// The value of field `message_template_quality_update`.
    pub struct TemplateQuality {
        /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
        pub previous_quality_score: Option<String>,
        /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
        pub new_quality_score: Option<String>,
        /// Meta's id, a number beyond 32 bits.
        pub template_id: Option<String> = "message_template_id",
        /// Name of the template.
        pub name: Option<String> = "message_template_name",
        /// Language of the template.
        pub language: Option<String> = "message_template_language",
    }

    /// The value of field `message_template_components_update`.
    pub struct TemplateComponents {
        /// Meta's id, a number beyond 32 bits.
        pub template_id: Option<String> = "message_template_id",
        /// Name of the template.
        pub name: Option<String> = "message_template_name",
        /// Language of the template.
        pub language: Option<String> = "message_template_language",
        /// Text of the body.
        pub body: Option<String> = "message_template_element",
        /// Text of the header.
        pub header: Option<String> = "message_template_title",
        /// Text of the footer.
        pub footer: Option<String> = "message_template_footer",
        /// Buttons.
        pub buttons: Vec<TemplateButton> = "message_template_buttons",
    }

    /// A button of a changed template.
    pub struct TemplateButton {
        /// `URL`, `PHONE_NUMBER`, `QUICK_REPLY` …
        pub kind: Option<String> = "message_template_button_type",
        /// The label.
        pub text: Option<String> = "message_template_button_text",
        /// Where it leads.
        pub url: Option<String> = "message_template_button_url",
        /// Whom it calls.
        pub phone_number: Option<String> = "message_template_button_phone_number",
    }

    /// The value of field `template_category_update`. Announced 24 hours ahead (with `correct_category`), then done (with
    /// `previous_category`).
    pub struct TemplateCategory {
        /// Meta's id, a number beyond 32 bits.
        pub template_id: Option<String> = "message_template_id",
        /// Name of the template.
        pub name: Option<String> = "message_template_name",
        /// Language of the template.
        pub language: Option<String> = "message_template_language",
        /// The category now: when announced still the old one, when done the new one.
        pub new_category: Option<String>,
        /// The category it will have. Only when announced.
        pub correct_category: Option<String>,
        /// The category it had. Only when done.
        pub previous_category: Option<String>,
        /// When it will change, unix seconds.
        pub category_update_timestamp: Option<i64>,
    }
}

impl TemplateCategory {
    /// The change is announced and has not happened yet.
    pub fn is_announcement(&self) -> bool {
        self.correct_category.is_some() && self.previous_category.is_none()
    }
}

/// Whether two language codes mean the same template language: `-` and `_`, and case, make no difference.
pub fn same_language(left: &str, right: &str) -> bool {
    let plain = |code: &str| code.replace('-', "_").to_ascii_lowercase();
    plain(left) == plain(right)
}
