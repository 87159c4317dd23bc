//! The resources and their properties, read from `entities.txt`.

use std::sync::LazyLock;

/// What a property holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Guid,
    Text,
    Time,
    Double,
    Int,
    Long,
    Bool,
    Byte,
    Binary,
    Collection,
}

/// A property of a resource.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Property {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) mandatory: bool,
    pub(super) post: bool,
    pub(super) put: bool,
    pub(super) filter: bool,
}

/// Which family of endpoints a resource belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// 60 rows a page.
    Single,
    /// 1000 rows a page, `$select` mandatory.
    Bulk,
    /// 1000 rows a page, filtered by `Timestamp` alone.
    Sync,
}

/// Where the rows of a resource are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Source {
    Accounts,
    Items,
    ItemGroups,
    Journals,
    SalesInvoices,
    SalesInvoiceLines,
    Documents,
    DocumentAttachments,
    DocumentTypes,
    Deleted,
    Divisions,
    Me,
}

/// One resource.
#[derive(Debug)]
pub(super) struct Entity {
    /// As it stands in the URL behind the division.
    pub(super) path: &'static str,
    /// The vendor's name of one row.
    pub(super) model: &'static str,
    pub(super) key: &'static str,
    pub(super) family: Family,
    pub(super) source: Source,
    pub(super) properties: Vec<Property>,
}

impl Entity {
    pub(super) fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// Rows a page when nothing limits it further.
    pub(super) fn page(&self) -> usize {
        if self.family == Family::Single { 60 } else { 1000 }
    }

    /// The resource at this path.
    pub(super) fn at(path: &str) -> Option<&'static Self> {
        ENTITIES.iter().find(|entity| entity.path == path)
    }

    /// The resource of the single family that holds these rows.
    pub(super) fn of(source: Source) -> Option<&'static Self> {
        ENTITIES.iter().find(|entity| entity.source == source)
    }
}

static ENTITIES: LazyLock<Vec<Entity>> = LazyLock::new(|| {
    let mut entities: Vec<Entity> = Vec::new();
    for line in include_str!("entities.txt").lines() {
        let mut words = line.split_whitespace().peekable();
        match words.peek() {
            Some(&"@") => entities.extend(resource(&mut words.skip(1))),
            Some(first) if !first.starts_with('#') => {
                if let Some(entity) = entities.last_mut() {
                    entity.properties.extend(words.filter_map(property));
                }
            }
            _ => {}
        }
    }
    entities.extend(bulk("bulk/CRM/Accounts", "crm/Accounts"));
    entities.extend(bulk("bulk/Logistics/Items", "logistics/Items"));
    entities
});

fn resource(words: &mut dyn Iterator<Item = &'static str>) -> Option<Entity> {
    let (path, model, key) = (words.next()?, words.next()?, words.next()?);
    let family = if path.starts_with("sync/") { Family::Sync } else { Family::Single };
    let source = source(path.rsplit('/').next()?)?;
    Some(Entity { path, model, key, family, source, properties: Vec::new() })
}

/// A bulk resource has the properties of its single one.
fn bulk(path: &'static str, single: &str) -> Option<Entity> {
    let words = include_str!("entities.txt").split("@ ").skip(1);
    let mut block = words.filter_map(|block| block.strip_prefix(single)).next()?.split_whitespace();
    let (model, key) = (block.next()?, block.next()?);
    let source = source(path.rsplit('/').next()?)?;
    let properties = block.filter_map(property).collect();
    Some(Entity { path, model, key, family: Family::Bulk, source, properties })
}

fn source(name: &str) -> Option<Source> {
    Some(match name {
        "Accounts" => Source::Accounts,
        "Items" => Source::Items,
        "ItemGroups" => Source::ItemGroups,
        "Journals" => Source::Journals,
        "SalesInvoices" => Source::SalesInvoices,
        "SalesInvoiceLines" => Source::SalesInvoiceLines,
        "Documents" => Source::Documents,
        "DocumentAttachments" => Source::DocumentAttachments,
        "DocumentTypes" => Source::DocumentTypes,
        "Deleted" => Source::Deleted,
        "Divisions" => Source::Divisions,
        "Me" => Source::Me,
        _ => return None,
    })
}

fn property(word: &'static str) -> Option<Property> {
    let mut parts = word.split(':');
    let (name, kind, flags) = (parts.next()?, parts.next()?, parts.next()?);
    let kind = match kind {
        "g" => Kind::Guid,
        "t" => Kind::Text,
        "d" => Kind::Time,
        "n" => Kind::Double,
        "i" => Kind::Int,
        "l" => Kind::Long,
        "b" => Kind::Bool,
        "y" => Kind::Byte,
        "x" => Kind::Binary,
        _ => Kind::Collection,
    };
    Some(Property {
        name,
        kind,
        mandatory: flags.contains('m'),
        post: flags.contains('p'),
        put: flags.contains('u'),
        filter: flags.contains('f'),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read_whole() {
        let counts = |path| Entity::at(path).map(|entity| entity.properties.len());
        assert_eq!(counts("salesinvoice/SalesInvoices"), Some(79));
        assert_eq!(counts("crm/Accounts"), Some(164));
        assert_eq!(counts("bulk/CRM/Accounts"), Some(164));
        assert_eq!(counts("sync/Deleted"), Some(7));
        let journal = Entity::at("salesinvoice/SalesInvoices").unwrap().property("Journal");
        let journal = journal.unwrap();
        assert!(journal.mandatory && journal.post && journal.filter, "{journal:?}");
    }
}
