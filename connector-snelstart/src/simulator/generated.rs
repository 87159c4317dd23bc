//! Records for volume: nothing is kept of them but a number; their text is written when asked for.

use std::fmt::Write as _;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use rust_decimal::Decimal;
use simon_testkit::vendor::json::Json;

use super::filter::Value;
use super::ids::Soort;
use super::names::Property;
use super::{guid, stamp};

/// A record that follows from its number alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Generated {
    Relatie(u32),
    Artikel(u32),
}

const PLAATSEN: [&str; 5] = ["Amersfoort", "Breda", "Zwolle", "Leeuwarden", "'s-Hertogenbosch"];

/// The group of every generated article.
pub(super) const GROEP: u128 = guid::numbered(Soort::Groep.code(), 0xfff_0000);

impl Generated {
    fn serial(self) -> u32 {
        match self {
            Self::Relatie(serial) | Self::Artikel(serial) => serial,
        }
    }

    pub(super) fn key(self) -> u128 {
        let soort = match self {
            Self::Relatie(_) => Soort::GegenereerdeRelatie,
            Self::Artikel(_) => Soort::GegenereerdArtikel,
        };
        guid::numbered(soort.code(), u128::from(self.serial()))
    }

    fn modified(self) -> NaiveDateTime {
        let serial = i64::from(self.serial());
        let start = NaiveDate::from_ymd_opt(2024, 1, 2).unwrap_or_default();
        let ticks = match self.serial() % 4 {
            0 => 0,
            1 => 2_500_000,
            2 => 1_230_000,
            _ => 4_567,
        };
        start.and_time(NaiveTime::MIN)
            + TimeDelta::seconds(serial * 7)
            + TimeDelta::nanoseconds(ticks * 100)
    }

    fn price(self) -> Decimal {
        Decimal::new(i64::from(self.serial() % 9_973) * 25 + 12_500, 4)
    }

    /// The value of a property, without writing the record for the usual ones.
    pub(super) fn value(self, property: &'static Property) -> Option<Value> {
        Some(match (self, property.name) {
            (_, "Id") => Value::Guid(self.key()),
            (_, "ModifiedOn") => Value::Time(self.modified()),
            (Self::Relatie(_), "Relatiesoort") => Value::Texts(vec!["Klant".into()]),
            (Self::Relatie(serial), "Relatiecode") => Value::Number(relatiecode(serial).into()),
            (Self::Relatie(_), "Nonactief") | (Self::Artikel(_), "IsNonActief") => {
                Value::Bool(false)
            }
            (Self::Artikel(serial), "Artikelcode") => Value::Text(artikelcode(serial)),
            (Self::Artikel(_), "ArtikelOmzetgroep/Id") => Value::Guid(GROEP),
            _ => return None,
        })
    }

    /// Appends the JSON text of the record.
    pub(super) fn write(self, out: &mut String) {
        // Writing to a String cannot fail.
        let _ = match self {
            Self::Relatie(serial) => self.write_relatie(out, serial),
            Self::Artikel(serial) => self.write_artikel(out, serial),
        };
    }

    /// The record as a value that can be changed.
    pub(super) fn to_json(self) -> Json {
        let mut text = String::new();
        self.write(&mut text);
        Json::parse(&text).unwrap_or(Json::Null)
    }

    fn write_relatie(self, out: &mut String, serial: u32) -> std::fmt::Result {
        let id = guid::own(self.key());
        let modified = stamp::render(self.modified());
        let plaats = PLAATSEN.get(position(serial)).copied().unwrap_or_default();
        let code = relatiecode(serial);
        write!(
            out,
            r#"{{"relatiesoort":["Klant"],"modifiedOn":"{modified}","relatiecode":{code},"#
        )?;
        write!(
            out,
            r#""naam":"Klant {serial} Installatietechniek","vestigingsAdres":{{"contactpersoon":null,"straat":"Dorpsstraat {serial}","postcode":"{} AB","plaats":"{plaats}","land":null}},"#,
            1000 + serial % 9000
        )?;
        write!(
            out,
            r#""correspondentieAdres":null,"telefoon":"088-{serial:07}","mobieleTelefoon":null,"fax":null,"email":"klant{serial}@example.nl","btwNummer":null,"factuurkorting":0.0000,"krediettermijn":14,"bankieren":false,"nonactief":false,"kredietLimiet":0.0000,"memo":null,"kvkNummer":null,"websiteUrl":null,"aanmaningsoort":"Onderneming","factuurEmailVersturen":{{"shouldSend":true,"email":"facturen{serial}@example.nl","ccEmail":""}},"ublBestandAlsBijlage":true,"iban":null,"bic":null,"incassoSoort":"Geen","factuurRelatie":null,"inkoopBoekingenUri":"/relaties/{id}/inkoopboekingen","verkoopBoekingenUri":"/relaties/{id}/verkoopboekingen","documents":[],"extraVeldenKlant":[],"id":"{id}","uri":"/relaties/{id}"}}"#,
        )
    }

    fn write_artikel(self, out: &mut String, serial: u32) -> std::fmt::Result {
        let id = guid::own(self.key());
        let groep = guid::reference(GROEP);
        let modified = stamp::render(self.modified());
        let code = artikelcode(serial);
        write!(
            out,
            r#"{{"artikelcode":"{code}","omschrijving":"Artikel {serial} RVS 304","artikelOmzetgroep":{{"id":"{groep}","uri":"/artikelomzetgroepen/{groep}"}},"verkoopprijs":{},"inkoopprijs":1.5,"eenheid":{},"modifiedOn":"{modified}","#,
            self.price(),
            if serial.is_multiple_of(3) { "null" } else { "\"stuk\"" },
        )?;
        write!(
            out,
            r#""relatie":null,"isNonActief":false,"voorraadControle":false,"technischeVoorraad":0.0000,"vrijeVoorraad":0.0000,"isHoofdartikel":false,"subartikelen":[],"extraVelden":[],"id":"{id}","uri":"/artikelen/{id}"}}"#
        )
    }
}

fn position(serial: u32) -> usize {
    usize::try_from(serial % 5).unwrap_or(0)
}

fn relatiecode(serial: u32) -> u32 {
    100_000 + serial
}

fn artikelcode(serial: u32) -> String {
    format!("G{serial:06}")
}
