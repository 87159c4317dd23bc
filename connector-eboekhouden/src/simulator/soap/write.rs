//! Writes the XML of an answer.

use std::fmt::Write as _;

use super::super::traps::{EmptyText, Traps};

/// The namespace of every operation.
pub(super) const NAMESPACE: &str = "http://www.e-boekhouden.nl/soap";

/// The namespace of the envelope.
pub(super) const ENVELOPE: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// An envelope in the making.
#[derive(Debug)]
pub(super) struct Writer {
    out: String,
    prefix: &'static str,
    empty: EmptyText,
}

impl Writer {
    /// Opens the envelope and the response of an operation.
    pub(super) fn begin(operation: &str, traps: &Traps) -> Self {
        let prefix = if traps.prefixed { "eb:" } else { "" };
        let colon = if traps.prefixed { ":eb" } else { "" };
        let out = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
             <soap:Envelope xmlns:soap=\"{ENVELOPE}\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
             xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><soap:Body>\
             <{prefix}{operation}Response xmlns{colon}=\"{NAMESPACE}\">"
        );
        Self { out, prefix, empty: traps.empty_text }
    }

    /// Closes what [`begin`](Self::begin) opened.
    pub(super) fn finish(mut self, operation: &str) -> String {
        self.close(&format!("{operation}Response"));
        self.out.push_str("</soap:Body></soap:Envelope>");
        self.out
    }

    pub(super) fn open(&mut self, name: &str) {
        self.tag("<", name, ">");
    }

    pub(super) fn close(&mut self, name: &str) {
        self.tag("</", name, ">");
    }

    /// An element with a value.
    pub(super) fn value(&mut self, name: &str, value: impl std::fmt::Display) {
        self.typed(name, "", &value.to_string());
    }

    /// An element with attributes.
    pub(super) fn typed(&mut self, name: &str, attributes: &str, value: &str) {
        self.tag("<", name, attributes);
        self.out.push('>');
        escape(&mut self.out, value);
        self.close(name);
    }

    /// A text that may be empty.
    pub(super) fn text(&mut self, name: &str, text: Option<&str>) {
        match (text.filter(|text| !text.is_empty()), self.empty) {
            (Some(text), _) => self.typed(name, "", text),
            (None, EmptyText::SelfClosed) => self.tag("<", name, " />"),
            (None, EmptyText::Pair) => self.typed(name, "", ""),
            (None, EmptyText::LeftOut) => {}
        }
    }

    /// An element without content.
    pub(super) fn nothing(&mut self, name: &str, attributes: &str) {
        self.tag("<", name, attributes);
        self.out.push_str(" />");
    }

    /// Text that is XML already.
    pub(super) fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn tag(&mut self, start: &str, name: &str, end: &str) {
        self.out.push_str(start);
        self.out.push_str(self.prefix);
        self.out.push_str(name);
        self.out.push_str(end);
    }
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\r' => out.push_str("&#xD;"),
            c if c < ' ' && c != '\n' && c != '\t' => {
                // Writing to a String cannot fail.
                let _ = write!(out, "&#x{:X};", u32::from(c));
            }
            c => out.push(c),
        }
    }
}
