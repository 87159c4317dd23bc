//! Records for volume: nothing is kept of them but a serial number.

use rust_decimal::Decimal;

use super::records::{Adres, Artikel, Klant};
use super::table::Record;

const PLAATSEN: [&str; 5] = ["Amersfoort", "Breda", "Zwolle", "Leeuwarden", "'s-Hertogenbosch"];

fn number(serial: u32) -> String {
    format!("G{serial:06}")
}

fn serial(text: &str) -> Option<u32> {
    let serial = text.strip_prefix(['G', 'g'])?.parse().ok()?;
    number(serial).eq_ignore_ascii_case(text).then_some(serial)
}

impl Record for Klant {
    const GENERATED: i64 = 1_000_000;

    fn number(&self) -> &str {
        &self.nummer
    }

    fn generated(serial: u32) -> Self {
        let at = usize::try_from(serial % 5).unwrap_or_default();
        let plaats = PLAATSEN.get(at).copied().unwrap_or_default();
        let postcode = format!("{} AB", 1000 + serial % 9000);
        Self {
            adres: Some(Adres::nl(&format!("Dorpsstraat {serial}"), &postcode, plaats)),
            email: Some(format!("klant{serial}@example.nl")),
            telefoon: Some(format!("088-{serial:07}")),
            ..Self::new(&number(serial), &format!("Klant {serial} Installatietechniek"))
        }
    }

    fn serial(number: &str) -> Option<u32> {
        serial(number)
    }
}

impl Record for Artikel {
    const GENERATED: i64 = 5_000_000;

    fn number(&self) -> &str {
        &self.nummer
    }

    fn generated(serial: u32) -> Self {
        let omschrijving = format!("Artikel {serial} RVS 304");
        Self {
            prijs: Decimal::new(i64::from(serial % 9_973) * 25 + 12_500, 4),
            ..Self::new(&number(serial), &omschrijving, "STUK", 0)
        }
    }

    fn serial(number: &str) -> Option<u32> {
        serial(number)
    }
}
