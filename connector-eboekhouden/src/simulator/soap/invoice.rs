//! `AddFactuur`.

use chrono::{DateTime, NaiveDate, Utc};

use super::super::books::{Factuur, Regel};
use super::super::state::State;
use super::super::vat;
use super::Refused;
use super::record::Record;

/// Texts that belong to mailing, direct debit or booking.
const UNWANTED: [&str; 14] = [
    "EmailOnderwerp",
    "EmailBericht",
    "EmailVanAdres",
    "EmailVanNaam",
    "IncassoIBAN",
    "IncassoMachtigingSoort",
    "IncassoMachtigingID",
    "IncassoRekeningNummer",
    "IncassoTnv",
    "IncassoPlaats",
    "IncassoOmschrijvingRegel1",
    "IncassoOmschrijvingRegel2",
    "IncassoOmschrijvingRegel3",
    "BoekhoudmutatieOmschrijving",
];

impl State {
    /// Makes an invoice and gives its number.
    pub(super) fn add_factuur(
        &mut self,
        invoice: &Record,
        now: DateTime<Utc>,
    ) -> Result<String, Refused> {
        self.refuse_effects(invoice)?;
        let number = invoice.text("Factuurnummer");
        if !number.is_empty() {
            self.check_own_number(number)?;
        }
        let relatie = self.relatie_of(invoice)?;
        let Some(datum) = invoice.date("Datum").filter(|date| in_range(*date)) else {
            return Err(self.strict("CFACT004"));
        };
        let term_missing = !invoice.has("Betalingstermijn")
            || invoice.long("Betalingstermijn") < 0
            || (self.traps.zero_term_missing && invoice.long("Betalingstermijn") == 0);
        if term_missing {
            return Err(self.strict("CFACT014"));
        }
        let sjabloon = self.sjabloon_of(invoice)?;
        let lines = invoice.list("Regels");
        if lines.is_empty() || lines.len() > 100 {
            return Err(self.strict("CFACT006"));
        }
        let mut regels = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let number = Some(at + 1);
            regels.push(self.regel(line).map_err(|code| Refused { code, line: number })?);
        }
        let factuur = Factuur {
            id: 0,
            nummer: number.to_owned(),
            relatie,
            datum,
            betalingstermijn: invoice.long("Betalingstermijn"),
            sjabloon,
            referentie: None,
            tekst: None,
            regels,
            geboekt: false,
            over_koppeling: true,
            zichtbaar: now,
        };
        Ok(self.keep(factuur, now).nummer.clone())
    }

    /// What no correct client sends.
    fn strict<T: From<&'static str>>(&self, code: &'static str) -> T {
        self.refusals.record(format!("AddFactuur: {code}"));
        code.into()
    }

    /// Mailing, collecting and booking are out of bounds.
    fn refuse_effects(&self, invoice: &Record) -> Result<(), Refused> {
        let effects = [
            ("PerEmailVerzenden", "CFACT029"),
            ("AutomatischeIncasso", "CFACT033"),
            ("IncassoMachtigingFirst", "CFACT033"),
            ("InBoekhoudingPlaatsen", "CFACT032"),
        ];
        for (name, code) in effects {
            if invoice.flag(name) {
                self.refusals.record(format!("AddFactuur: {name} is switched on"));
                return Err(code.into());
            }
        }
        for name in UNWANTED {
            if invoice.filled(name).is_some() {
                self.refusals.record(format!("AddFactuur: {name} is filled"));
            }
        }
        Ok(())
    }

    fn check_own_number(&self, number: &str) -> Result<(), Refused> {
        let digit_missing = self.traps.soap_number_ends_in_digit
            && !number.ends_with(|last: char| last.is_ascii_digit());
        if digit_missing || self.books.number_in_use(number) {
            return Err("CFACT026".into());
        }
        Ok(())
    }

    fn relatie_of(&self, invoice: &Record) -> Result<i64, Refused> {
        let code = invoice.text("Relatiecode");
        if code.is_empty() {
            return Err(self.strict("CFACT024"));
        }
        let found = self.books.relaties.by_code(code).ok_or("CFACT025")?;
        let inactive = self.books.relaties.get(found).is_some_and(|relatie| relatie.inactief);
        if inactive && self.traps.soap_refuses_inactive {
            return Err("CFACT025".into());
        }
        Ok(found)
    }

    /// The template of exactly this name.
    fn sjabloon_of(&self, invoice: &Record) -> Result<i64, Refused> {
        let name = invoice.text("Factuursjabloon");
        if name.is_empty() {
            return Err(self.strict("CFACT027"));
        }
        let found = self.books.sjablonen.iter().find(|(_, row)| row.actief && row.naam == name);
        found.map(|(id, _)| *id).ok_or_else(|| "CFACT028".into())
    }

    fn regel(&self, line: &Record) -> Result<Regel, &'static str> {
        let needed = [
            ("Code", "CFACT037"),
            ("Omschrijving", "CFACT039"),
            ("BTWCode", "CFACT038"),
            ("TegenrekeningCode", "CFACT040"),
        ];
        for (name, code) in needed {
            if line.text(name).trim().is_empty() {
                return Err(self.strict(code));
            }
        }
        let code = line.text("Code");
        let artikel = self.books.artikelen.by_code(code);
        if artikel.is_none() && self.traps.line_codes_checked {
            return Err("CFACT037");
        }
        vat::percentage(line.text("BTWCode")).ok_or("CFACT042")?;
        let rekening =
            self.books.rekening_by_code(line.text("TegenrekeningCode")).ok_or("CMUT012")?;
        let kostenplaats = Some(line.long("KostenplaatsID")).filter(|id| *id != 0);
        if kostenplaats.is_some_and(|id| !self.books.kostenplaatsen.contains(&id)) {
            return Err("CFACT212");
        }
        Ok(Regel {
            aantal: line.double("Aantal"),
            eenheid: line.filled("Eenheid").map(str::to_owned),
            artikel,
            code: Some(code.to_owned()),
            omschrijving: line.text("Omschrijving").to_owned(),
            prijs: Some(line.double("PrijsPerEenheid")),
            korting: None,
            btw_code: line.text("BTWCode").to_owned(),
            rekening,
            kostenplaats,
        })
    }
}

/// From 1980 to 2049.
fn in_range(date: NaiveDate) -> bool {
    let year = chrono::Datelike::year(&date);
    (1980..=2049).contains(&year)
}
