//! Follows the elements of an answer.

use std::collections::VecDeque;
use std::mem;

use quick_xml::events::{BytesDecl, BytesStart};
use quick_xml::name::{NamespaceResolver, ResolveResult};

use super::answer::{Answer, Record, Refusal};
use super::operation::Operation;
use super::place::Place;
use super::problem::Problem;
use super::scan::{Closing, Piece};
use super::text::{push_plain, push_unescaped};

/// An answer has eight levels.
const DEEPEST: usize = 32;
/// The vendor's longest has 34 characters; names of open elements are kept.
const LONGEST_NAME: usize = 256;
/// Largest record, by its names and texts.
const LARGEST_RECORD: usize = 1024 * 1024;
/// What a field takes beside its texts.
const FIELD_OVERHEAD: usize = 32;
/// All texts beside the records.
const LARGEST_VALUES: usize = 64 * 1024;

struct Open {
    place: Place,
    /// Where its name begins in `names`.
    name: usize,
    /// Whether it is still without elements in it.
    innermost: bool,
}

pub(super) struct Tree {
    operation: Operation,
    namespaces: NamespaceResolver,
    open: Vec<Open>,
    /// The names of the open elements as they were written, one behind the other.
    names: String,
    /// Text of the innermost open element.
    text: String,
    record: Record,
    /// The name of the open field.
    path: String,
    size: usize,
    pub(super) records: VecDeque<Record>,
    answer: Answer,
    refusal: Refusal,
    first_piece: bool,
    /// Which single elements came.
    seen: Vec<Place>,
    /// Something came beside the records that may be them under another name.
    strange: bool,
    ended: bool,
}

impl Tree {
    pub(super) fn new(operation: Operation) -> Self {
        Self {
            operation,
            namespaces: NamespaceResolver::default(),
            open: Vec::new(),
            names: String::new(),
            text: String::new(),
            record: Record::default(),
            path: String::new(),
            size: 0,
            records: VecDeque::new(),
            answer: Answer::default(),
            refusal: Refusal::default(),
            first_piece: true,
            seen: Vec::new(),
            strange: false,
            ended: false,
        }
    }

    /// Whether anything of SOAP was seen.
    pub(super) fn in_envelope(&self) -> bool {
        self.seen.contains(&Place::Envelope)
    }

    /// The refusal as far as it came; none before its texts are whole.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        let whole = |place: &Place| {
            self.seen.contains(place) && !self.open.iter().any(|open| open.place == *place)
        };
        let fault = whole(&Place::Fault);
        let code = self.refusal.code.trim().to_owned();
        let refused = fault || (whole(&Place::Refusal) && !code.is_empty());
        refused.then(|| Refusal { code, fault, ..self.refusal.clone() })
    }

    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.answer.value(name)
    }

    pub(super) fn take(&mut self, piece: Piece<'_>) -> Result<(), Problem> {
        let first = mem::take(&mut self.first_piece);
        match piece {
            Piece::Start(tag, closing) => self.start(tag, closing),
            Piece::End(tag) => self.end(tag.trim_ascii_end()),
            Piece::Text(text) => self.add_text(text, push_unescaped),
            Piece::CData(text) => self.add_text(text, |into, text| {
                push_plain(into, text);
                Ok(())
            }),
            Piece::Instruction(text) => instruction(text, first),
            Piece::Comment => Ok(()),
        }
    }

    /// What stands around the records, once the document ended whole.
    pub(super) fn finish(mut self) -> Result<Answer, Problem> {
        if !self.ended {
            return Err(Problem::Truncated);
        }
        let came = |place: &Place| self.seen.contains(place);
        if !came(&Place::Fault) {
            let whole =
                came(&Place::Response) && (came(&Place::Result) || !self.operation.has_result());
            if !whole {
                return Err(Problem::Shape("no result"));
            }
            self.check_table()?;
        }
        self.refusal.fault = came(&Place::Fault);
        let code = self.refusal.code.trim().to_owned();
        let refused = self.refusal.fault || !code.is_empty();
        self.answer.refusal = refused.then_some(Refusal { code, ..self.refusal });
        Ok(self.answer)
    }

    /// A vendor without records leaves the table out. Whatever else came in its place is no empty table:
    /// that would remove everything (P14).
    fn check_table(&self) -> Result<(), Problem> {
        let refused = !self.refusal.code.trim().is_empty();
        let absent = self.operation.records().is_some() && !self.seen.contains(&Place::Container);
        let strange = self.strange || !self.refusal.text.trim().is_empty();
        if absent && strange && !refused { Err(Problem::Shape("no table")) } else { Ok(()) }
    }

    fn start(&mut self, tag: &str, closing: Closing) -> Result<(), Problem> {
        let name_length = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
        let name = tag.get(..name_length).unwrap_or_default();
        check_name(name)?;
        if self.ended || self.open.len() >= DEEPEST {
            return Err(if self.ended { Problem::Syntax("two roots") } else { TOO_DEEP });
        }
        let start = BytesStart::from_content(tag, name_length);
        check_attributes(&start)?;
        self.namespaces.push(&start).map_err(|_| Problem::Syntax("a namespace"))?;
        let parent = self.open.last().map(|open| open.place);
        let (namespace, local) = self.namespaces.resolve_element(start.name());
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => namespace.0,
            ResolveResult::Unbound => "",
            ResolveResult::Unknown(_) => return Err(Problem::Syntax("a prefix")),
        };
        let place = Place::of(parent, self.operation, namespace, local.as_ref())?;
        self.enter(place, name, local.as_ref())?;
        match closing {
            Closing::Later => Ok(()),
            Closing::Here => self.end(name),
        }
    }

    fn enter(&mut self, place: Place, name: &str, local: &str) -> Result<(), Problem> {
        use Place::{Body, Container, Envelope, Fault, Refusal, Response, Result};
        let single = matches!(place, Envelope | Body | Response | Result | Refusal | Container)
            || (place == Fault && self.parent_is(Body));
        if single {
            if self.seen.contains(&place) {
                return Err(Problem::Shape("something is there twice"));
            }
            self.seen.push(place);
        }
        self.strange |= matches!(place, Place::Value | Place::Other) && self.parent_is(Result);
        if place == Place::Field {
            if !self.path.is_empty() {
                self.path.push('/');
            }
            self.path.push_str(local);
        }
        if let Some(parent) = self.open.last_mut() {
            parent.innermost = false;
        }
        self.text.clear();
        self.open.push(Open { place, name: self.names.len(), innermost: true });
        self.names.push_str(name);
        Ok(())
    }

    fn parent_is(&self, place: Place) -> bool {
        self.open.last().is_some_and(|open| open.place == place)
    }

    fn add_text(
        &mut self,
        text: &str,
        push: impl Fn(&mut String, &str) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let Some(open) = self.open.last() else {
            let blank = text.chars().all(|c| c.is_ascii_whitespace());
            return if blank { Ok(()) } else { Err(Problem::NotSoap) };
        };
        if !(open.place.has_text() && open.innermost) || self.record.cut_off {
            // What nobody wants must be XML, too.
            return push(&mut String::new(), text);
        }
        push(&mut self.text, text)?;
        if self.size + self.text.len() <= self.largest() {
            return Ok(());
        }
        if open.place != Place::Field {
            return Err(Problem::TooLarge("a text"));
        }
        self.cut_off();
        Ok(())
    }

    fn largest(&self) -> usize {
        if self.parent_is(Place::Field) { LARGEST_RECORD } else { LARGEST_VALUES }
    }

    /// The rest of the record is passed over: one record must not end the whole listing (B13).
    fn cut_off(&mut self) {
        self.record.cut_off = true;
        self.text = String::new();
    }

    fn end(&mut self, name: &str) -> Result<(), Problem> {
        let Some(open) = self.open.pop() else { return Err(Problem::Syntax("an end too many")) };
        if self.names.get(open.name..) != Some(name) {
            return Err(Problem::Syntax("an end of something else"));
        }
        self.names.truncate(open.name);
        self.namespaces.pop();
        let local = name.split_once(':').map_or(name, |(_, local)| local);
        let text = mem::take(&mut self.text);
        match open.place {
            Place::Field => self.end_field(open.innermost.then_some(text)),
            Place::Record => self.end_record(),
            Place::Value if open.innermost => self.add_value(local, text)?,
            Place::RefusalText if local == "LastErrorCode" => self.refusal.code = text,
            Place::RefusalText if local == "LastErrorDescription" => self.refusal.text = text,
            // The first are the fault's own; details may have such names, too.
            Place::Fault if matches!(local, "faultcode" | "Value") => {
                or_else(&mut self.refusal.code, text)
            }
            Place::Fault if matches!(local, "faultstring" | "Text") => {
                or_else(&mut self.refusal.text, text)
            }
            _ => {}
        }
        self.ended = self.open.is_empty();
        Ok(())
    }

    fn end_field(&mut self, text: Option<String>) {
        if let Some(text) = text.filter(|_| !self.record.cut_off) {
            self.size += self.path.len() + text.len() + FIELD_OVERHEAD;
            if self.size > LARGEST_RECORD {
                self.cut_off();
            } else {
                self.record.fields.push((self.path.clone(), one_kind_of_break(text)));
            }
        }
        self.path.truncate(self.path.rfind('/').unwrap_or_default());
    }

    fn end_record(&mut self) {
        self.records.push_back(mem::take(&mut self.record));
        self.answer.records += 1;
        self.size = 0;
    }

    fn add_value(&mut self, local: &str, text: String) -> Result<(), Problem> {
        let size = |(name, text): &(String, String)| name.len() + text.len() + FIELD_OVERHEAD;
        if self.answer.values.iter().map(size).sum::<usize>() > LARGEST_VALUES {
            return Err(Problem::TooLarge("values"));
        }
        self.answer.values.push((local.to_owned(), text));
        Ok(())
    }
}

fn or_else(known: &mut String, text: String) {
    if known.is_empty() {
        *known = text;
    }
}

const TOO_DEEP: Problem = Problem::TooLarge("depth");

/// Source: XML 1.0, section 2.11.
fn one_kind_of_break(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

fn check_name(name: &str) -> Result<(), Problem> {
    if name.len() > LONGEST_NAME {
        return Err(Problem::TooLarge("a name"));
    }
    let of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    let parts = name.split(':').count();
    let first = |part: &str| part.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let fits = name.chars().all(of_name) && parts <= 2 && name.split(':').all(first);
    if fits { Ok(()) } else { Err(Problem::Syntax("a name")) }
}

fn check_attributes(start: &BytesStart<'_>) -> Result<(), Problem> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| Problem::Syntax("an attribute"))?;
        if attribute.value.contains('<') {
            return Err(Problem::Syntax("an attribute"));
        }
        push_unescaped(&mut String::new(), &attribute.value)?;
    }
    Ok(())
}

/// The declaration is the first thing of a document, and may name no other encoding.
fn instruction(text: &str, first: bool) -> Result<(), Problem> {
    let target = text.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
    if !target.eq_ignore_ascii_case("xml") {
        return check_name(target);
    }
    if !first || target != "xml" {
        return Err(Problem::Syntax("a declaration"));
    }
    let start = BytesStart::from_content(text, target.len());
    check_attributes(&start)?;
    match BytesDecl::from_start(start).encoding() {
        None => Ok(()),
        Some(Ok(name)) if name.eq_ignore_ascii_case("utf-8") => Ok(()),
        Some(_) => Err(Problem::Encoding),
    }
}
