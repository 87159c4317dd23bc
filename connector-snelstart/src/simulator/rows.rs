//! New records as the vendor writes them.

use simon_testkit::vendor::json::Json;

use super::guid;
use super::records::{NewArtikel, NewRelatie};
use super::state::{State, reference};
use super::table::Row;

pub(super) fn sjabloon_json(omschrijving: &str, key: u128) -> Json {
    let id = guid::own(key);
    Json::object([
        ("omschrijving", Json::text(omschrijving)),
        ("nonactief", Json::Bool(false)),
        ("prijsIngaveExclusiefBtw", Json::Bool(true)),
        ("nieuweOrdersBlokkeren", Json::Bool(false)),
        ("extraHoofdVelden", Json::List(Vec::new())),
        ("extraRegelVelden", Json::List(Vec::new())),
        ("uri", Json::text(format!("/verkoopordersjablonen/{id}"))),
        ("id", Json::text(id)),
    ])
}

pub(super) fn relatie_json(
    state: &State,
    new: &NewRelatie,
    key: u128,
    code: i64,
    stamp: &str,
) -> Json {
    let id = guid::own(key);
    let text = |text: &Option<String>| Json::text_or_null(text.as_deref());
    let kinds = new.soorten.iter().map(Json::text).collect::<Vec<_>>();
    let kinds = if kinds.is_empty() { vec![Json::text("Klant")] } else { kinds };
    let is_land = |row: &&Row| {
        let json = row.json();
        json.get("landcode").and_then(Json::as_text) == new.landcode.as_deref()
    };
    let land = new.landcode.as_ref().and_then(|_| state.landen.rows().iter().find(is_land));
    let adres = Json::object([
        ("contactpersoon", text(&new.contactpersoon)),
        ("straat", text(&new.straat)),
        ("postcode", text(&new.postcode)),
        ("plaats", text(&new.plaats)),
        ("land", land.map_or(Json::Null, |row| reference("landen", row.key()))),
    ]);
    let payer = new.factuur_relatie.as_deref().and_then(guid::parse);
    let no_adres = new.straat.is_none() && new.plaats.is_none();
    let mut json = Json::object([
        ("relatiesoort", Json::List(kinds)),
        ("modifiedOn", Json::text(stamp)),
        ("relatiecode", Json::int(code)),
        ("naam", Json::text(&new.naam)),
        ("vestigingsAdres", if no_adres { Json::Null } else { adres }),
        ("correspondentieAdres", Json::Null),
        ("telefoon", text(&new.telefoon)),
        ("mobieleTelefoon", text(&new.mobiele_telefoon)),
        ("email", text(&new.email)),
        ("btwNummer", Json::Null),
        ("factuurkorting", Json::Number("0.0000".into())),
        ("krediettermijn", Json::int(14)),
        ("bankieren", Json::Bool(false)),
        ("nonactief", Json::Bool(new.nonactief)),
        ("kredietLimiet", Json::Number("0.0000".into())),
        ("memo", text(&new.memo)),
        ("kvkNummer", Json::Null),
        ("factuurRelatie", payer.map_or(Json::Null, |key| reference("relaties", key))),
        ("extraVeldenKlant", Json::List(Vec::new())),
        ("uri", Json::text(format!("/relaties/{id}"))),
        ("id", Json::text(id)),
    ]);
    if key.is_multiple_of(3) {
        // Members without a value are null on some rows and absent on others.
        json.remove("correspondentieAdres");
        json.remove("kvkNummer");
    }
    json
}

pub(super) fn artikel_json(new: &NewArtikel, key: u128, stamp: &str) -> Json {
    let id = guid::own(key);
    let groep = new.groep.as_deref().and_then(guid::parse);
    let extra = Json::object([("naam", Json::text("Breekbaar")), ("waarde", Json::Bool(false))]);
    Json::object([
        ("artikelcode", Json::text(&new.artikelcode)),
        ("omschrijving", Json::text(&new.omschrijving)),
        (
            "artikelOmzetgroep",
            groep.map_or(Json::Null, |key| reference("artikelomzetgroepen", key)),
        ),
        ("verkoopprijs", new.verkoopprijs.map_or(Json::Null, |price| Json::decimal(price, 4))),
        ("inkoopprijs", Json::Number("0".into())),
        ("eenheid", Json::text_or_null(new.eenheid.as_deref())),
        ("modifiedOn", Json::text(stamp)),
        ("relatie", Json::Null),
        ("isNonActief", Json::Bool(new.nonactief)),
        ("voorraadControle", Json::Bool(false)),
        ("technischeVoorraad", Json::Number("0.0000".into())),
        ("vrijeVoorraad", Json::Number("0.0000".into())),
        ("isHoofdartikel", Json::Bool(false)),
        ("subartikelen", Json::List(Vec::new())),
        ("extraVelden", Json::List(vec![extra])),
        ("uri", Json::text(format!("/artikelen/{id}"))),
        ("id", Json::text(id)),
    ])
}
