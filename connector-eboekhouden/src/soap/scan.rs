//! Cuts a document into pieces, chunk by chunk. A piece is a whole tag, or text as far as it is certain.

use super::problem::Problem;
use super::text::LONGEST_REFERENCE;

/// No tag, comment or CDATA section is longer.
const LONGEST_MARKUP: usize = 1024 * 1024;
const TOO_LARGE: Problem = Problem::TooLarge("markup");
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
const COMMENT: &[u8] = b"<!--";
const CDATA: &[u8] = b"<![CDATA[";

/// One piece of a document, in UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text with references in it; a long one comes in several pieces.
    Text(&'a str),
    /// Text as it stands.
    CData(&'a str),
    /// What stands between `<` and `>`, or between `<` and `/>`.
    Start(&'a str, Closing),
    /// What stands between `</` and `>`.
    End(&'a str),
    /// What stands between `<?` and `?>`.
    Instruction(&'a str),
    /// A comment.
    Comment,
}

/// Whether a start tag is its own end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    Later,
    Here,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Comment,
    CData,
    Instruction,
    Tag,
}

/// The bytes that came and are not handed out yet.
#[derive(Default)]
pub(super) struct Scanner {
    buffer: Vec<u8>,
    /// Where the rest begins.
    at: usize,
    /// How far into the rest the end of a markup was looked for.
    searched: usize,
    /// Inside an attribute's value.
    quote: Option<u8>,
    begun: bool,
}

impl Scanner {
    pub(super) fn feed(&mut self, chunk: &[u8]) {
        self.buffer.drain(..self.at.min(self.buffer.len()));
        self.at = 0;
        self.buffer.extend_from_slice(chunk);
    }

    /// Whether everything was handed out.
    pub(super) fn is_empty(&self) -> bool {
        self.rest().is_empty()
    }

    /// The next piece; none when the rest has to come first.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'_>>, Problem> {
        if !self.begin() {
            return Ok(None);
        }
        match self.rest().first() {
            None => Ok(None),
            Some(b'<') => self.markup(),
            Some(_) => self.text(),
        }
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.at..).unwrap_or_default()
    }

    /// Passes over a byte order mark; false when it cannot be told yet whether there is one.
    fn begin(&mut self) -> bool {
        let rest = self.rest();
        if self.begun {
            return true;
        }
        let short = rest.len() < BYTE_ORDER_MARK.len();
        if short && BYTE_ORDER_MARK.starts_with(rest) {
            return false;
        }
        if rest.starts_with(BYTE_ORDER_MARK) {
            self.at += BYTE_ORDER_MARK.len();
        }
        self.begun = true;
        true
    }

    fn text(&mut self) -> Result<Option<Piece<'_>>, Problem> {
        let rest = self.rest();
        let whole = rest.iter().position(|byte| *byte == b'<');
        let known = rest.get(..whole.unwrap_or(rest.len())).unwrap_or_default();
        let certain = if whole.is_some() { known } else { before_open_reference(known)? };
        let text = match std::str::from_utf8(certain) {
            Ok(text) => text,
            Err(error) if whole.is_none() && error.error_len().is_none() => {
                let valid = certain.get(..error.valid_up_to()).unwrap_or_default();
                std::str::from_utf8(valid).map_err(|_| Problem::Encoding)?
            }
            Err(_) => return Err(Problem::Encoding),
        };
        let (start, end) = (self.at, self.at + text.len());
        if start == end {
            return Ok(None);
        }
        self.at = end;
        Ok(Some(Piece::Text(self.slice(start, end)?)))
    }

    fn markup(&mut self) -> Result<Option<Piece<'_>>, Problem> {
        let Some(kind) = kind(self.rest())? else { return Ok(None) };
        let Some(length) = self.length(kind) else {
            return if self.rest().len() > LONGEST_MARKUP { Err(TOO_LARGE) } else { Ok(None) };
        };
        if length > LONGEST_MARKUP {
            return Err(TOO_LARGE);
        }
        let (start, end) = (self.at, self.at + length);
        (self.at, self.searched, self.quote) = (end, 0, None);
        let markup = self.slice(start, end)?;
        let between = |head: &str, tail: &str| {
            let inner = markup.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail));
            inner.ok_or(Problem::Syntax("a tag"))
        };
        Ok(Some(match kind {
            Kind::Comment => Piece::Comment,
            Kind::CData => Piece::CData(between("<![CDATA[", "]]>")?),
            Kind::Instruction => Piece::Instruction(between("<?", "?>")?),
            Kind::Tag if markup.starts_with("</") => Piece::End(between("</", ">")?),
            Kind::Tag if markup.ends_with("/>") => Piece::Start(between("<", "/>")?, Closing::Here),
            Kind::Tag => Piece::Start(between("<", ">")?, Closing::Later),
        }))
    }

    /// How many bytes the markup has that the rest begins with; none when its end did not come yet.
    fn length(&mut self, kind: Kind) -> Option<usize> {
        let found = match kind {
            Kind::Comment => self.find(COMMENT.len(), b"-->"),
            Kind::CData => self.find(CDATA.len(), b"]]>"),
            Kind::Instruction => self.find(2, b"?>"),
            Kind::Tag => self.find_unquoted(),
        };
        if found.is_none() {
            self.searched = self.rest().len();
        }
        found
    }

    fn find(&self, head: usize, tail: &[u8]) -> Option<usize> {
        let from = head.max(self.searched.saturating_sub(tail.len()));
        let windows =
            self.rest().get(from..)?.windows(tail.len()).position(|window| window == tail);
        windows.map(|place| from + place + tail.len())
    }

    fn find_unquoted(&mut self) -> Option<usize> {
        let from = self.searched;
        let mut quote = self.quote;
        let rest = self.buffer.get(self.at + from..)?;
        let end = rest.iter().position(|byte| {
            match (quote, byte) {
                (Some(open), byte) if open == *byte => quote = None,
                (None, b'"' | b'\'') => quote = Some(*byte),
                _ => {}
            }
            quote.is_none() && *byte == b'>'
        });
        self.quote = quote;
        end.map(|place| from + place + 1)
    }

    fn slice(&self, start: usize, end: usize) -> Result<&str, Problem> {
        let bytes = self.buffer.get(start..end).unwrap_or_default();
        std::str::from_utf8(bytes).map_err(|_| Problem::Encoding)
    }
}

/// What the markup is; none when more bytes have to tell. A document type is refused: nothing good has
/// one, and entities hide in it.
fn kind(markup: &[u8]) -> Result<Option<Kind>, Problem> {
    Ok(match markup.get(1) {
        None => None,
        Some(b'?') => Some(Kind::Instruction),
        Some(b'!') if markup.starts_with(COMMENT) => Some(Kind::Comment),
        Some(b'!') if markup.starts_with(CDATA) => Some(Kind::CData),
        Some(b'!') if COMMENT.starts_with(markup) || CDATA.starts_with(markup) => None,
        Some(b'!') => return Err(Problem::DocumentType),
        Some(_) => Some(Kind::Tag),
    })
}

/// Text up to a reference whose end did not come yet.
fn before_open_reference(text: &[u8]) -> Result<&[u8], Problem> {
    let Some(place) = text.iter().rposition(|byte| *byte == b'&') else { return Ok(text) };
    let (before, reference) = text.split_at_checked(place).unwrap_or((text, &[]));
    if reference.contains(&b';') {
        return Ok(text);
    }
    // With its `&`.
    if reference.len() > LONGEST_REFERENCE + 1 {
        return Err(Problem::Entity);
    }
    Ok(before)
}
