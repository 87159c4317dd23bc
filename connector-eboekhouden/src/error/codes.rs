//! What each code means and what can be done about it.
//!
//! Source: the list of codes in the vendor's SOAP manual, and the one of the REST documentation.

use simon_core::Actor;
use simon_core::http::Verdict;

/// What a code comes to.
#[derive(Debug)]
pub(super) struct Advice {
    pub(super) verdict: Verdict,
    pub(super) message: &'static str,
    /// None where the kind tells.
    pub(super) who: Option<Actor>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// The keys.
    Login,
    /// Somebody has to arrange something in e-Boekhouden.
    Forbidden,
    /// Our data, or the user's settings.
    Refused,
    /// A mistake of ours.
    Ours,
    /// It may be there already.
    Exists,
    Gone,
    /// The server.
    Failed,
    Limit,
}

const OURS: &str = "eboekhouden-fout-in-koppeling";
const SESSIE: &str = "eboekhouden-sessie";
const LIMIET: &str = "eboekhouden-limiet";
const STORING: &str = "eboekhouden-storing";
const TOKEN: &str = "eboekhouden-token";
const RECHTEN: &str = "eboekhouden-rechten";
const PAKKET: &str = "eboekhouden-pakket";
const KLANT: &str = "eboekhouden-klant-onbekend";
const DATUM: &str = "eboekhouden-datum";
const TERMIJN: &str = "eboekhouden-betalingstermijn";
const SJABLOON: &str = "eboekhouden-sjabloon";
const BEDRAG: &str = "eboekhouden-bedrag";
const REGELS: &str = "eboekhouden-regels";
const REGEL: &str = "eboekhouden-regel-onvolledig";
const BTW: &str = "eboekhouden-btw";
const GROOTBOEK: &str = "eboekhouden-grootboek";
const KOSTENPLAATS: &str = "eboekhouden-kostenplaats";
const ARTIKEL: &str = "eboekhouden-artikel-weg";
const NUMMER: &str = "eboekhouden-factuurnummer";
const LANG: &str = "eboekhouden-tekst-te-lang";
const PERIODE: &str = "eboekhouden-periode-afgesloten";
const WEG: &str = "eboekhouden-niet-gevonden";

/// Codes with the same meaning, what it is, and the text.
const CODES: &[(&[&str], Class, &str)] = &[
    (&["E001.1", "E001.3"], Class::Login, "eboekhouden-inloggegevens"),
    (&["E001.2"], Class::Login, "eboekhouden-administratie"),
    (&["E001.5"], Class::Login, "eboekhouden-api-rechten"),
    (&["E001.7"], Class::Failed, "eboekhouden-inloggen-mislukt"),
    (&["E002.1", "E002.2", "E002.3", "E002.4"], Class::Login, SESSIE),
    (&["E002.5"], Class::Ours, OURS),
    (&["E003.1"], Class::Limit, LIMIET),
    (&["CFACT004", "FACT_011", "FACT_012", "FACT_013"], Class::Refused, DATUM),
    (&["CFACT006", "FACT_019", "FACT_025"], Class::Refused, REGELS),
    (&["CFACT014", "FACT_015", "FACT_016"], Class::Refused, TERMIJN),
    (&["CFACT024", "CFACT025", "FACT_001", "FACT_002"], Class::Refused, KLANT),
    (&["FACT_003"], Class::Refused, "eboekhouden-klant-inactief"),
    (&["CFACT026", "FACT_101"], Class::Exists, NUMMER),
    (&["CFACT027", "CFACT028", "FACT_018"], Class::Refused, SJABLOON),
    (&["CFACT029", "CFACT030", "CFACT031", "CFACT032"], Class::Ours, OURS),
    (&["CFACT033", "CFACT034", "CFACT035", "CFACT036"], Class::Ours, OURS),
    (&["CFACT037", "CFACT039", "FACT_ITEM_001", "FACT_ITEM_004"], Class::Refused, REGEL),
    (&["CFACT038", "CFACT041", "CFACT042", "FACT_ITEM_006", "FACT_ITEM_014"], Class::Refused, BTW),
    (&["FACT_ITEM_015"], Class::Refused, "eboekhouden-btw-afwijkend"),
    (&["CFACT040", "CMUT012", "FACT_ITEM_007", "FACT_ITEM_012"], Class::Refused, GROOTBOEK),
    (&["CFACT212", "COST_001"], Class::Refused, KOSTENPLAATS),
    (&["FACT_004", "FACT_005", "FACT_ITEM_008", "FACT_ITEM_009"], Class::Refused, BEDRAG),
    (&["FACT_006", "FACT_007", "FACT_008", "FACT_009", "FACT_010"], Class::Ours, OURS),
    (&["FACT_014", "FACT_017", "FACT_ITEM_002", "FACT_ITEM_003"], Class::Refused, LANG),
    (&["FACT_020", "FACT_ITEM_005", "FACT_ITEM_013"], Class::Ours, OURS),
    (&["FACT_ITEM_010"], Class::Refused, "eboekhouden-eenheid"),
    (&["FACT_ITEM_011"], Class::Refused, ARTIKEL),
    (&["FACT_021", "REL_055", "ART_001"], Class::Gone, WEG),
    (&["FACT_VERWERK_001", "SECURITY_007", "SECURITY_008"], Class::Refused, PERIODE),
    (&["MODULE_001", "MODULE_002", "FACT_102"], Class::Refused, PAKKET),
    (&["PAKKET_001", "PAKKET_002"], Class::Refused, PAKKET),
    (&["API_SESSION_001", "API_SESSION_002"], Class::Ours, "eboekhouden-bron"),
    (&["API_SESSION_003", "API_SESSION_004"], Class::Login, TOKEN),
    (&["SECURITY_010"], Class::Login, "eboekhouden-rest-sessie"),
    (&["SECURITY_001", "SECURITY_002", "SECURITY_003"], Class::Forbidden, RECHTEN),
    (&["SECURITY_004", "SECURITY_006"], Class::Forbidden, "eboekhouden-niet-toegankelijk"),
    (&["SECURITY_005"], Class::Forbidden, "eboekhouden-betaling"),
    (&["SECURITY_011"], Class::Forbidden, "eboekhouden-land"),
    (&["ERR_001", "SECURITY_999"], Class::Failed, STORING),
    (&["ERR_002", "PAGE_001", "PAGE_002", "EP_001", "EP_002"], Class::Ours, OURS),
];

/// What a code comes to; none for a code that is not known, which the core counts (G6).
pub(super) fn advice(code: &str) -> Option<Advice> {
    let (_, class, message) = CODES.iter().find(|(codes, _, _)| codes.contains(&code))?;
    let (verdict, who) = match class {
        Class::Login => (Verdict::Unauthenticated, Some(Actor::User)),
        Class::Forbidden => (Verdict::PermissionDenied, Some(Actor::User)),
        Class::Refused => (Verdict::Rejected, Some(Actor::User)),
        Class::Ours => (Verdict::Rejected, Some(Actor::Operator)),
        Class::Exists => (Verdict::AlreadyExists, None),
        Class::Gone => (Verdict::NotFound, None),
        Class::Failed => (Verdict::ServerError, None),
        Class::Limit => (Verdict::Throttled { wait: None }, None),
    };
    Some(Advice { verdict, message, who })
}

#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    CODES.iter().flat_map(|(codes, _, _)| codes.iter().copied())
}
