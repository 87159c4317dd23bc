//! Records for volume: nothing is kept of them but a number; they are made when asked for.

use rust_decimal::Decimal;

use super::books::{Artikel, Relatie};
use super::seeds::{EENHEID_STUK, REKENING_OMZET};

/// A record that can follow from its number alone.
pub(super) trait Made: Clone {
    /// The number of the first made record, less one.
    const FROM: i64;

    /// The record of a serial number.
    fn made(serial: u32) -> Self;

    /// The code by which an office knows it.
    fn code(&self) -> Option<&str>;
}

/// The group of every made article.
pub(super) const GROEP: i64 = 9_001;

const PLAATSEN: [&str; 5] = ["Amersfoort", "Breda", "Zwolle", "Leeuwarden", "'s-Hertogenbosch"];

/// The code of a made record.
pub(super) fn code(serial: u32) -> String {
    format!("G{serial:06}")
}

/// The serial number of a made record's code.
pub(super) fn serial(text: &str) -> Option<u32> {
    let serial = text.strip_prefix('G')?.parse().ok()?;
    (code(serial) == text).then_some(serial)
}

pub(super) fn relatie(serial: u32) -> Relatie {
    let plaats = usize::try_from(serial % 5).ok().and_then(|at| PLAATSEN.get(at)).copied();
    Relatie {
        code: Some(code(serial)),
        bedrijf: Some(format!("Klant {serial} Installatietechniek")),
        adres: Some(format!("Dorpsstraat {serial}")),
        postcode: Some(format!("{} AB", 1000 + serial % 9000)),
        plaats: plaats.map(str::to_owned),
        telefoon: Some(format!("088-{serial:07}")),
        email: Some(format!("klant{serial}@example.nl")),
        betalingstermijn: Some(30),
        ..Relatie::default()
    }
}

pub(super) fn artikel(serial: u32) -> Artikel {
    Artikel {
        code: Some(code(serial)),
        omschrijving: Some(format!("Artikel {serial} RVS 304")),
        groep: Some(GROEP),
        eenheid: Some(EENHEID_STUK),
        prijs: Some(Decimal::new(i64::from(serial % 9_973) * 25 + 12_500, 2)),
        btw_code: Some("HOOG_VERK_21".to_owned()),
        rekening: Some(REKENING_OMZET),
        kostenplaats: None,
        actief: true,
    }
}
