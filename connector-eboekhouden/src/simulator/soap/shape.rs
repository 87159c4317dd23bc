//! Which elements the operations take, in the order of the WSDL.

/// What an element holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// Text of at most so many characters.
    Text(usize),
    Long,
    Double,
    Time,
    Bool,
    Record(&'static [Field]),
    /// Records under this name.
    List(&'static str, &'static [Field]),
}

/// An element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// The WSDL wants it present.
    pub(super) must: bool,
}

const ANY: usize = usize::MAX;

const fn text(name: &'static str, most: usize) -> Field {
    Field { name, kind: Kind::Text(most), must: false }
}

const fn must(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, must: true }
}

const fn record(name: &'static str, fields: &'static [Field]) -> Field {
    must(name, Kind::Record(fields))
}

const SESSION: Field = must("SessionID", Kind::Text(50));
const CODE: Field = must("SecurityCode2", Kind::Text(50));

/// The elements of an operation; none for one that is not simulated.
pub(super) fn operation(name: &str) -> Option<(&'static str, &'static [Field])> {
    OPERATIONS.iter().find(|(known, _)| *known == name).copied()
}

const OPERATIONS: [(&str, &[Field]); 8] = [
    (
        "OpenSession",
        &[
            must("Username", Kind::Text(55)),
            must("SecurityCode1", Kind::Text(50)),
            must("SecurityCode2", Kind::Text(50)),
            text("Source", 15),
        ],
    ),
    (
        "OpenSessionSub",
        &[
            must("Username", Kind::Text(55)),
            must("SecurityCode1", Kind::Text(50)),
            must("SecurityCode2", Kind::Text(50)),
            text("Source", 15),
            must("AdministratieGUID", Kind::Text(50)),
        ],
    ),
    ("CloseSession", &[must("SessionID", Kind::Text(38))]),
    (
        "GetRelaties",
        &[
            SESSION,
            CODE,
            record("cFilter", &[text("Trefwoord", ANY), text("Code", 15), must("ID", Kind::Long)]),
        ],
    ),
    (
        "GetArtikelen",
        &[
            SESSION,
            CODE,
            record(
                "cFilter",
                &[
                    Field { name: "ArtikelID", kind: Kind::Long, must: false },
                    text("ArtikelOmschrijving", ANY),
                    text("ArtikelCode", 20),
                    text("GroepOmschrijving", 50),
                    text("GroepCode", 50),
                ],
            ),
        ],
    ),
    (
        "GetFacturen",
        &[
            SESSION,
            CODE,
            record(
                "cFilter",
                &[
                    text("Factuurnummer", 50),
                    text("Relatiecode", 15),
                    must("DatumVan", Kind::Time),
                    must("DatumTm", Kind::Time),
                ],
            ),
        ],
    ),
    (
        "GetGrootboekrekeningen",
        &[
            SESSION,
            CODE,
            record("cFilter", &[must("ID", Kind::Long), text("Code", 10), text("Categorie", 10)]),
        ],
    ),
    ("AddFactuur", &[SESSION, CODE, record("oFact", &FACTUUR)]),
];

const FACTUUR: [Field; 25] = [
    text("Factuurnummer", 50),
    text("Relatiecode", 15),
    must("Datum", Kind::Time),
    must("Betalingstermijn", Kind::Long),
    text("Factuursjabloon", 50),
    must("PerEmailVerzenden", Kind::Bool),
    text("EmailOnderwerp", ANY),
    text("EmailBericht", ANY),
    text("EmailVanAdres", 150),
    text("EmailVanNaam", 150),
    must("AutomatischeIncasso", Kind::Bool),
    text("IncassoIBAN", 150),
    text("IncassoMachtigingSoort", 1),
    text("IncassoMachtigingID", 50),
    must("IncassoMachtigingDatumOndertekening", Kind::Time),
    must("IncassoMachtigingFirst", Kind::Bool),
    text("IncassoRekeningNummer", 150),
    text("IncassoTnv", 150),
    text("IncassoPlaats", 150),
    text("IncassoOmschrijvingRegel1", 50),
    text("IncassoOmschrijvingRegel2", 50),
    text("IncassoOmschrijvingRegel3", 50),
    must("InBoekhoudingPlaatsen", Kind::Bool),
    text("BoekhoudmutatieOmschrijving", 200),
    must("Regels", Kind::List("cFactuurRegel", &REGEL)),
];

const REGEL: [Field; 8] = [
    must("Aantal", Kind::Double),
    text("Eenheid", 50),
    text("Code", 50),
    text("Omschrijving", ANY),
    must("PrijsPerEenheid", Kind::Double),
    text("BTWCode", 12),
    text("TegenrekeningCode", 10),
    must("KostenplaatsID", Kind::Long),
];
