//! Records for volume: nothing is kept of them but a number; their members are made when asked for.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use rust_decimal::Decimal;
use simon_testkit::vendor::json::Json;
use simon_testkit::vendor::odata::Value;

use super::parties::{Adres, party};

/// A record that follows from its number alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Generated {
    Klant(u32),
    Artikel(u32),
}

const PLAATSEN: [&str; 5] = ["Gent", "Antwerpen", "Leuven", "Oostende", "Sint-Niklaas"];

impl Generated {
    pub(super) fn id(self) -> i64 {
        match self {
            Self::Klant(serial) => 10_000_000 + i64::from(serial),
            Self::Artikel(serial) => 20_000_000 + i64::from(serial),
        }
    }

    /// Every seventh shares its moment with the next six.
    pub(super) fn modified(self) -> NaiveDateTime {
        let (Self::Klant(serial) | Self::Artikel(serial)) = self;
        let start = NaiveDate::from_ymd_opt(2024, 1, 2).unwrap_or_default();
        let moment = i64::from(serial / 7);
        start.and_time(NaiveTime::MIN)
            + TimeDelta::seconds(moment * 41)
            + TimeDelta::milliseconds(10 * (moment % 100))
    }

    /// The value of a property, without making the record for the usual ones.
    pub(super) fn value(self, name: &str) -> Option<Value> {
        match (self, name) {
            (_, "LastModified" | "Created") => Some(Value::Time(self.modified())),
            (Self::Klant(_), "PartyID") | (Self::Artikel(_), "ProductID") => {
                Some(Value::Number(self.id().into()))
            }
            (Self::Klant(_), "PartyType") => Some(Value::Text("Customer".into())),
            (Self::Artikel(serial), "Reference") => Some(Value::Text(reference(serial))),
            _ => None,
        }
    }

    /// Every member but identity and times.
    pub(super) fn to_json(self) -> Json {
        match self {
            Self::Klant(serial) => klant(serial),
            Self::Artikel(serial) => artikel(serial),
        }
    }
}

fn klant(serial: u32) -> Json {
    let at = usize::try_from(serial % 5).unwrap_or_default();
    let adres = Adres {
        straat: "Dorpsstraat".to_owned(),
        huisnummer: serial.to_string(),
        bus: None,
        postcode: (1000 + serial % 9000).to_string(),
        plaats: PLAATSEN.get(at).copied().unwrap_or_default().to_owned(),
        land: "BE".to_owned(),
    };
    let mut json = party("Customer", &format!("Klant {serial} Installatietechniek"), Some(&adres));
    json.set("Nr", Json::text((100_000 + serial).to_string()));
    json.set("Email", Json::text(format!("klant{serial}@example.be")));
    json.set("Phone", Json::text(format!("09 {serial:07}")));
    json.set("DefaultExpiryOffset", Json::int(30));
    json
}

fn artikel(serial: u32) -> Json {
    let price = Decimal::new(i64::from(serial % 9_973) * 25 + 12_500, 4);
    let vat = if serial.is_multiple_of(4) { 6 } else { 21 };
    Json::object([
        ("Reference", Json::text(reference(serial))),
        ("Description", Json::text(format!("Artikel {serial} RVS 304"))),
        ("AmountExcl", Json::decimal(price, 5)),
        ("VAT", Json::decimal(Decimal::from(vat), 2)),
        ("Unit", Json::text("NAR")),
    ])
}

fn reference(serial: u32) -> String {
    format!("G{serial:06}")
}
