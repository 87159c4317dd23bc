//! The names that may stand in a filter. Usually the JSON name with a capital, but not always.

use super::filter::Kind;

/// A property that a filter can name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Property {
    /// As the filter writes it.
    pub(super) name: &'static str,
    /// Where it stands in the JSON.
    pub(super) path: &'static [&'static str],
    pub(super) kind: Kind,
}

/// A collection that takes query options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Resource {
    Relaties,
    Artikelen,
    Verkooporders,
}

impl Resource {
    /// As it stands in the path.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Relaties => "relaties",
            Self::Artikelen => "artikelen",
            Self::Verkooporders => "verkooporders",
        }
    }

    /// The vendor's name of one row, for its error texts.
    pub(super) fn model(self) -> &'static str {
        match self {
            Self::Relaties => "SnelStart.B2B.Api.V2.Models.Relaties.RelatieModel",
            Self::Artikelen => "SnelStart.B2B.Api.V2.Models.Artikelen.ArtikelQueryModel",
            Self::Verkooporders => "SnelStart.B2B.Api.V2.Models.Verkooporders.VerkoopOrderModel",
        }
    }

    /// What a filter may name.
    pub(super) fn properties(self) -> &'static [Property] {
        match self {
            Self::Relaties => RELATIES,
            Self::Artikelen => ARTIKELEN,
            Self::Verkooporders => VERKOOPORDERS,
        }
    }

    /// The property with exactly this name.
    pub(super) fn property(self, name: &str) -> Option<&'static Property> {
        self.properties().iter().find(|property| property.name == name)
    }
}

/// The kinds of relation.
pub(super) const RELATIESOORTEN: &[&str] = &["Klant", "Leverancier", "Eigen"];

/// The stages of an order.
pub(super) const PROCESSTATUSSEN: &[&str] =
    &["Order", "Offerte", "Bevestiging", "Werkbon", "Pakbon", "Afhaalbon", "Contantbon", "Factuur"];

/// How the prices of an order are meant.
pub(super) const BTW_INGAVE: &[&str] = &["Inclusief", "Exclusief"];

/// The progress of an order.
pub(super) const ORDERSTATUSSEN: &[&str] = &["InBehandeling", "Uitgevoerd", "Service"];

const fn property(name: &'static str, path: &'static [&'static str], kind: Kind) -> Property {
    Property { name, path, kind }
}

const RELATIES: &[Property] = &[
    property("Id", &["id"], Kind::Guid),
    property("ModifiedOn", &["modifiedOn"], Kind::Time),
    property("Relatiesoort", &["relatiesoort"], Kind::SomeOf(RELATIESOORTEN)),
    property("Relatiecode", &["relatiecode"], Kind::Number),
    property("Naam", &["naam"], Kind::Text),
    property("Nonactief", &["nonactief"], Kind::Bool),
    property("VestigingsAdres/Contactpersoon", &["vestigingsAdres", "contactpersoon"], Kind::Text),
    property("VestigingsAdres/Straat", &["vestigingsAdres", "straat"], Kind::Text),
    property("VestigingsAdres/Postcode", &["vestigingsAdres", "postcode"], Kind::Text),
    property("VestigingsAdres/Plaats", &["vestigingsAdres", "plaats"], Kind::Text),
    property("VestigingsAdres/Land/Id", &["vestigingsAdres", "land", "id"], Kind::Guid),
    property(
        "CorrespondentieAdres/Contactpersoon",
        &["correspondentieAdres", "contactpersoon"],
        Kind::Text,
    ),
    property("CorrespondentieAdres/Straat", &["correspondentieAdres", "straat"], Kind::Text),
    property("CorrespondentieAdres/Postcode", &["correspondentieAdres", "postcode"], Kind::Text),
    property("CorrespondentieAdres/Plaats", &["correspondentieAdres", "plaats"], Kind::Text),
    property("CorrespondentieAdres/Land/Id", &["correspondentieAdres", "land", "id"], Kind::Guid),
    property("Telefoon", &["telefoon"], Kind::Text),
    property("MobieleTelefoon", &["mobieleTelefoon"], Kind::Text),
    property("Email", &["email"], Kind::Text),
    property("BtwNummer", &["btwNummer"], Kind::Text),
    property("KvkNummer", &["kvkNummer"], Kind::Text),
    property("Iban", &["iban"], Kind::Text),
    property("Memo", &["memo"], Kind::Text),
    property("WebsiteUrl", &["websiteUrl"], Kind::Text),
    property("Factuurkorting", &["factuurkorting"], Kind::Number),
    property("Krediettermijn", &["krediettermijn"], Kind::Number),
    property("KredietLimiet", &["kredietLimiet"], Kind::Number),
    property("FactuurRelatie/Id", &["factuurRelatie", "id"], Kind::Guid),
];

const ARTIKELEN: &[Property] = &[
    property("Id", &["id"], Kind::Guid),
    property("ModifiedOn", &["modifiedOn"], Kind::Time),
    property("Artikelcode", &["artikelcode"], Kind::Text),
    property("Omschrijving", &["omschrijving"], Kind::Text),
    property("IsNonActief", &["isNonActief"], Kind::Bool),
    property("ArtikelOmzetgroep/Id", &["artikelOmzetgroep", "id"], Kind::Guid),
    property("Verkoopprijs", &["verkoopprijs"], Kind::Number),
    property("Inkoopprijs", &["inkoopprijs"], Kind::Number),
    property("Eenheid", &["eenheid"], Kind::Text),
    property("Relatie/Id", &["relatie", "id"], Kind::Guid),
    property("IsHoofdartikel", &["isHoofdartikel"], Kind::Bool),
    property("Voorraadcontrole", &["voorraadControle"], Kind::Bool),
    property("TechnischeVoorraad", &["technischeVoorraad"], Kind::Number),
    property("VrijeVoorraad", &["vrijeVoorraad"], Kind::Number),
];

const VERKOOPORDERS: &[Property] = &[
    property("Id", &["id"], Kind::Guid),
    property("ModifiedOn", &["modifiedOn"], Kind::Time),
    property("Relatie/Id", &["relatie", "id"], Kind::Guid),
    property("ProcesStatus", &["procesStatus"], Kind::OneOf(PROCESSTATUSSEN)),
    property("Nummer", &["nummer"], Kind::Number),
    property("Datum", &["datum"], Kind::Time),
    property("Krediettermijn", &["krediettermijn"], Kind::Number),
    property("Geblokkeerd", &["geblokkeerd"], Kind::Bool),
    property("Omschrijving", &["omschrijving"], Kind::Text),
    property("Betalingskenmerk", &["betalingskenmerk"], Kind::Text),
    property("Memo", &["memo"], Kind::Text),
    property("Orderreferentie", &["orderreferentie"], Kind::Text),
    property("Factuurkorting", &["factuurkorting"], Kind::Number),
    property(
        "VerkooporderBtwIngaveModel",
        &["verkooporderBtwIngaveModel"],
        Kind::OneOf(BTW_INGAVE),
    ),
    property("VerkoopOrderStatus", &["verkoopOrderStatus"], Kind::OneOf(ORDERSTATUSSEN)),
    property("Verkoopfactuur/Id", &["verkoopfactuur", "id"], Kind::Guid),
    property("Verkoopordersjabloon/Id", &["verkoopordersjabloon", "id"], Kind::Guid),
    property("TotaalExclusiefBtw", &["totaalExclusiefBtw"], Kind::Number),
    property("TotaalInclusiefBtw", &["totaalInclusiefBtw"], Kind::Number),
];
