//! Molen's records and ours, both directions side by side. Nothing here makes a call.

use simon_core::connector::{FoundDocument, RelatieRecord};
use simon_core::domain::{
    Artikel, ArtikelId, DocumentRef, DraftRegel, InvalidValue, InvoiceDraft, Prijs, Relatie,
    RelatieId,
};

/// As Molen spells it.
pub(crate) mod wire {
    use chrono::NaiveDate;
    use rust_decimal::Decimal;
    use serde::{Deserialize, Serialize};
    use simon_core::http::decimal;

    #[derive(Deserialize)]
    pub(crate) struct Boekhouding {
        pub(crate) id: String,
        pub(crate) naam: String,
    }

    #[derive(Deserialize)]
    pub(crate) struct Klant {
        pub(crate) id: String,
        pub(crate) nummer: Option<String>,
        pub(crate) naam: String,
        pub(crate) actief: Option<bool>,
    }

    #[derive(Deserialize)]
    pub(crate) struct Artikel {
        pub(crate) id: String,
        pub(crate) nummer: Option<String>,
        pub(crate) naam: String,
        #[serde(default, with = "decimal::option")]
        pub(crate) prijs: Option<Decimal>,
        pub(crate) actief: Option<bool>,
    }

    #[derive(Serialize)]
    pub(crate) struct Factuur<'a> {
        pub(crate) referentie: &'a str,
        pub(crate) klant: &'a str,
        pub(crate) datum: NaiveDate,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(crate) memo: Option<&'a str>,
        pub(crate) regels: Vec<Regel>,
    }

    #[derive(Default, Serialize)]
    pub(crate) struct Regel {
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(crate) artikel: Option<String>,
        pub(crate) tekst: String,
        #[serde(with = "decimal::option", skip_serializing_if = "Option::is_none")]
        pub(crate) aantal: Option<Decimal>,
        #[serde(with = "decimal::option", skip_serializing_if = "Option::is_none")]
        pub(crate) prijs: Option<Decimal>,
    }

    #[derive(Deserialize)]
    pub(crate) struct Gemaakt {
        pub(crate) id: String,
        pub(crate) nummer: String,
        pub(crate) referentie: Option<String>,
    }
}

pub(crate) fn document(made: wire::Gemaakt) -> DocumentRef {
    DocumentRef::new(made.id, Some(made.nummer))
}

pub(crate) fn found(made: wire::Gemaakt) -> FoundDocument {
    let referentie = made.referentie.clone();
    FoundDocument::new(document(made), referentie)
}

pub(crate) fn relatie(wire: wire::Klant) -> Result<RelatieRecord, InvalidValue> {
    let mut relatie = Relatie::new(RelatieId::new(wire.id)?, wire.naam);
    relatie.code = wire.nummer.unwrap_or_default();
    relatie.actief = wire.actief.unwrap_or(true);
    Ok(RelatieRecord::new(relatie, Vec::new()))
}

pub(crate) fn artikel(wire: wire::Artikel) -> Result<Artikel, InvalidValue> {
    let code = wire.nummer.unwrap_or_default();
    let mut artikel = Artikel::new(ArtikelId::new(wire.id)?, code, wire.naam);
    artikel.verkoopprijs = wire.prijs.map(Prijs::exclusief);
    artikel.actief = wire.actief.unwrap_or(true);
    Ok(artikel)
}

pub(crate) fn factuur(draft: &InvoiceDraft) -> wire::Factuur<'_> {
    let regel = |regel: &DraftRegel| match regel {
        DraftRegel::Tekst(tekst) => wire::Regel { tekst: tekst.clone(), ..wire::Regel::default() },
        DraftRegel::Artikel(regel) => wire::Regel {
            artikel: Some(regel.artikel.to_string()),
            tekst: regel.omschrijving.clone().unwrap_or_default(),
            aantal: Some(regel.aantal.0),
            prijs: regel.prijs.map(|prijs| prijs.bedrag.0),
        },
    };
    wire::Factuur {
        referentie: draft.referentie.as_str(),
        klant: draft.klant.as_str(),
        datum: draft.datum,
        memo: draft.memo.as_deref(),
        regels: draft.regels.iter().map(regel).collect(),
    }
}
