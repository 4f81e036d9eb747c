//! What `${…}`, expressions and conditions read: it must exist, and be of a type that fits.

use super::Checker;
use crate::Rule;
use crate::expression::{Dynamic, Expression, Mistake, Reference, Store, Type, Typed, condition, read};
use crate::json::Node;
use crate::survey::Screen;
use crate::version::v;

impl<'a> Checker<'a> {
    /// Reports what is wrong with a reference, by a rule of the caller's when it is about what exists. Gives its type when it exists.
    pub(super) fn reference(&mut self, screen: &Screen<'a>, reference: &Reference, node: &Node, at: &str, missing: Option<Rule>) -> Option<Type> {
        let written = format!("${{{}}}", reference.written());
        let mut owner = screen;
        if let Some(id) = &reference.screen {
            if self.version() < v(4, 0) {
                self.report(
                    Rule::GlobalTooNew,
                    node,
                    at,
                    format!("'{written}' needs Flow JSON 4.0; this form is {}.", self.version()),
                );
                return None;
            }
            let survey = self.survey;
            match survey.screen(id) {
                None => {
                    self.report(
                        Rule::GlobalUnknown,
                        node,
                        at,
                        format!("Global dynamic data '{written}' is invalid since screen '{id}' is missing in the Flow JSON."),
                    );
                    return None;
                }
                Some(found) if found.id == screen.id => {
                    let local = written.replacen(&format!("screen.{id}."), "", 1);
                    let message = format!("Global dynamic data '{written}' is invalid since screen '{id}' represents current screen. Use '{local}'.");
                    self.report(Rule::GlobalSelf, node, at, message);
                    return None;
                }
                Some(found) => owner = found,
            }
        }
        let found = self.survey.type_of(screen, reference);
        if found.is_none() {
            let rule = missing.unwrap_or(match reference.store {
                Store::Data => Rule::ReferenceData,
                Store::Form => Rule::ReferenceForm,
            });
            let message = match reference.store {
                Store::Data => format!("Missing dynamic data '{written}' in the data model of screen '{}'.", owner.id),
                Store::Form => format!("Missing Form component '{written}' on screen '{}'.", owner.id),
            };
            self.report(rule, node, at, message);
        }
        found
    }

    pub(super) fn schema_of(&self, screen: &'a Screen<'a>, reference: &Reference) -> Option<&'a Node> {
        let survey = self.survey;
        match &reference.screen {
            _ if reference.store == Store::Form => None,
            Some(id) => survey.screen(id)?.schema(&reference.path),
            None => screen.schema(&reference.path),
        }
    }

    /// An expression between backticks; gives the type of its result.
    pub(super) fn expression(&mut self, screen: &Screen<'a>, expression: &Expression, node: &Node, at: &str) -> Type {
        if self.version() < v(6, 0) {
            self.report(
                Rule::ExpressionTooNew,
                node,
                at,
                format!("Expressions between backticks need Flow JSON 6.0; this form is {}.", self.version()),
            );
            return Type::Any;
        }
        self.typed(screen, expression, node, at)
    }

    fn typed(&mut self, screen: &Screen<'a>, expression: &Expression, node: &Node, at: &str) -> Type {
        for reference in expression.references() {
            self.reference(screen, reference, node, at, None);
        }
        let survey = self.survey;
        let lookup = |reference: &Reference| survey.type_of(screen, reference).unwrap_or(Type::Any);
        let mut typed = Typed {
            lookup: &lookup,
            mistakes: Vec::new(),
        };
        let found = typed.of(expression);
        for mistake in typed.mistakes {
            let (rule, message) = match mistake {
                Mistake::Literals(column) => (
                    Rule::ExpressionLiterals,
                    format!("An operator cannot have literals on both sides. Found invalid syntax at column {column}."),
                ),
                Mistake::Types { says, column } => (Rule::ExpressionTypes, format!("{says} at column {column}.")),
                Mistake::Precedence(column) => (
                    Rule::ExpressionPrecedence,
                    format!("Put the comparison beside the operator at column {column} in parentheses: phones take && first."),
                ),
            };
            self.report(rule, node, at, message);
        }
        found
    }

    pub(super) fn condition(&mut self, screen: &Screen<'a>, node: &Node, at: &str) {
        if node.flag().is_some() {
            return self.report(
                Rule::ConditionLiteral,
                node,
                at,
                "The only operand is a literal value. Expected single operand to be a boolean.",
            );
        }
        if !self.expect(node, at, "string") {
            return;
        }
        let text = node.text().unwrap_or_default();
        if text.trim_matches('`').trim().is_empty() {
            return self.report(
                Rule::ConditionEmpty,
                node,
                at,
                "Expected property 'condition' to contain at least one operand.",
            );
        }
        match condition(text) {
            Err(error) => self.report(Rule::ExpressionSyntax, node, at, format!("{error}.")),
            Ok(expression) if expression.references().is_empty() => {
                let message = "The only operand is a literal value. A condition reads at least one value of data or form.";
                self.report(Rule::ConditionLiteral, node, at, message);
            }
            Ok(expression) => {
                let found = self.typed(screen, &expression, node, at);
                if !found.fits(Type::Flag) {
                    self.report(
                        Rule::ConditionType,
                        node,
                        at,
                        format!("Expected the condition to be a boolean, but it is {}.", found.name()),
                    );
                }
            }
        }
    }

    /// What `Switch` compares with its cases.
    pub(super) fn choice(&mut self, screen: &Screen<'a>, node: &Node, at: &str) {
        if !self.expect(node, at, "string") {
            return;
        }
        let found = match read(node.text().unwrap_or_default()) {
            Err(error) => return self.report(Rule::ExpressionSyntax, node, at, format!("{error}.")),
            Ok(Dynamic::Literal) => {
                return self.report(
                    Rule::ConditionLiteral,
                    node,
                    at,
                    "The value of a Switch reads data or form, as in ${data.animal}.",
                );
            }
            Ok(Dynamic::Reference(reference)) => self.reference(screen, &reference, node, at, None).unwrap_or(Type::Any),
            Ok(Dynamic::Expression(expression)) => self.expression(screen, &expression, node, at),
        };
        if matches!(found, Type::List | Type::Object) {
            self.report(
                Rule::ReferenceType,
                node,
                at,
                format!("A Switch compares texts, numbers and booleans, not {}.", found.name()),
            );
        }
    }
}
