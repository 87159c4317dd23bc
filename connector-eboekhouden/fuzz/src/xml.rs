//! A second reading of a document. It has nothing in common with the connector's own but the parser of
//! attributes.

use quick_xml::NsReader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;

/// An element with what is in it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Element {
    /// Empty for none.
    pub namespace: String,
    /// Without prefix.
    pub name: String,
    /// The text directly in it, before, between and behind its elements.
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    /// Whether it is this element.
    pub fn is(&self, namespace: &str, name: &str) -> bool {
        self.namespace == namespace && self.name == name
    }

    /// Every element without elements in it: its path and its text.
    pub fn leaves(&self) -> Vec<(String, &str)> {
        if self.children.is_empty() {
            return vec![(self.name.clone(), self.text.as_str())];
        }
        let inner = self.children.iter().flat_map(Self::leaves);
        inner.map(|(path, text)| (format!("{}/{path}", self.name), text)).collect()
    }
}

/// What a document may hold beside elements and text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// Comments, instructions and CDATA sections, as anybody may write them. Line ends stay as they are:
    /// whoever compares makes them one kind, those that were references, too.
    Anything,
    /// A declaration.
    Nothing,
}

/// Reads a document that is whole; why it is none.
pub fn read(document: &[u8], allowed: Allowed) -> Result<Element, String> {
    let text = std::str::from_utf8(document).map_err(|error| error.to_string())?;
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(start) => {
                let namespace = bound(namespace)?;
                open.push(element(namespace, &start, allowed)?);
            }
            Event::End(_) => {
                let done = open.pop().ok_or("an end without a start")?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(done),
                    None if root.is_some() => return Err("two roots".into()),
                    None => root = Some(done),
                }
            }
            Event::Text(text) if allowed == Allowed::Anything => add(&mut open, &text)?,
            Event::Text(text) => add(&mut open, &text.xml10_content())?,
            Event::GeneralRef(reference) => match resolve(&reference)? {
                Some(c) => add(&mut open, c.encode_utf8(&mut [0; 4]))?,
                None => {}
            },
            Event::Eof => break,
            Event::Decl(_) => {}
            Event::CData(text) if allowed == Allowed::Anything => {
                add(&mut open, &text)?;
            }
            Event::Comment(_) | Event::PI(_) if allowed == Allowed::Anything => {}
            other => return Err(format!("{other:?}")),
        }
    }
    root.filter(|_| open.is_empty()).ok_or("the document is not whole".into())
}

fn bound(namespace: ResolveResult<'_>) -> Result<String, String> {
    match namespace {
        ResolveResult::Bound(name) => Ok(name.into_inner().to_owned()),
        ResolveResult::Unbound => Ok(String::new()),
        ResolveResult::Unknown(_) => Err("a prefix without a namespace".into()),
    }
}

fn element(namespace: String, start: &BytesStart<'_>, allowed: Allowed) -> Result<Element, String> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if allowed == Allowed::Nothing && attribute.key.as_namespace_binding().is_none() {
            return Err("an attribute".into());
        }
    }
    let name = start.local_name().into_inner().to_owned();
    Ok(Element { namespace, name, ..Element::default() })
}

fn add(open: &mut [Element], text: &str) -> Result<(), String> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err("text beside the root".into()),
    }
    Ok(())
}

/// The character; none for a number that is no character.
fn resolve(reference: &BytesRef<'_>) -> Result<Option<char>, String> {
    if reference.is_char_ref() {
        return Ok(reference.resolve_char_ref().ok().flatten());
    }
    match reference.xml10_content().as_ref() {
        "lt" => Ok(Some('<')),
        "gt" => Ok(Some('>')),
        "amp" => Ok(Some('&')),
        "apos" => Ok(Some('\'')),
        "quot" => Ok(Some('"')),
        other => Err(format!("the entity '{other}'")),
    }
}
