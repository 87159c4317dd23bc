//! What the vendor says with a code.

/// Code, text in Dutch, text in English.
const TEXTS: [(&str, &str, &str); 57] = [
    ("E001.1", "De inloggegevens zijn onjuist.", "The login data is invalid."),
    ("E001.2", "Er is geen administratie gevonden.", "No administration was found."),
    ("E001.3", "Beveiligingscode 2 is onjuist.", "Security code 2 is wrong."),
    ("E001.5", "De gebruiker heeft geen API-rechten.", "The user has no API rights."),
    ("E001.7", "De gegevens konden niet worden gecontroleerd.", "The data could not be verified."),
    ("E002.1", "De sessiegegevens zijn onjuist.", "The session variables are wrong."),
    ("E002.2", "De sessie is niet gevonden.", "The session was not found."),
    ("E002.3", "De sessie is verlopen.", "The session has expired."),
    ("E002.4", "De sessie is gesloten.", "The session was closed."),
    ("E002.5", "Alleen voor accountants.", "Only for accountants."),
    ("CFACT004", "De datum ontbreekt of is ongeldig.", "The date is missing or invalid."),
    ("CFACT006", "Een factuur heeft 1 tot 100 regels.", "An invoice has 1 to 100 lines."),
    ("CFACT014", "De betalingstermijn ontbreekt.", "The payment term is missing."),
    ("CFACT024", "De relatiecode ontbreekt.", "The relation code is missing."),
    ("CFACT025", "De relatiecode bestaat niet.", "The relation code does not exist."),
    ("CFACT026", "Het factuurnummer is niet beschikbaar.", "The invoice number is taken."),
    ("CFACT027", "Er is geen sjabloon gekozen.", "No template was chosen."),
    ("CFACT028", "Het sjabloon bestaat niet.", "The template does not exist."),
    ("CFACT029", "Het e-mailbericht ontbreekt.", "The e-mail message is missing."),
    ("CFACT032", "De omschrijving van de boeking ontbreekt.", "The booking text is missing."),
    ("CFACT033", "De incassogegevens ontbreken.", "The direct-debit data is missing."),
    ("CFACT037", "Code ontbreekt.", "Code is missing."),
    ("CFACT038", "BTW-code ontbreekt.", "VAT code is missing."),
    ("CFACT039", "Omschrijving ontbreekt.", "Description is missing."),
    ("CFACT040", "Tegenrekening ontbreekt.", "Ledger account is missing."),
    ("CFACT042", "BTW-code is ongeldig.", "VAT code is invalid."),
    ("CFACT212", "Kostenplaats bestaat niet.", "Cost centre does not exist."),
    ("CMUT012", "De grootboekrekening bestaat niet.", "The ledger account does not exist."),
    ("COST_001", "Kostenplaats niet gevonden.", "Cost Center not found."),
    ("API_SESSION_001", "Source ontbreekt.", "Source is missing."),
    ("API_SESSION_002", "Source is ongeldig.", "Source has the wrong form."),
    ("API_SESSION_003", "Het token ontbreekt.", "The access token is missing."),
    ("API_SESSION_004", "Het token is verlopen.", "The access token has expired."),
    ("SECURITY_010", "Niet ingelogd.", "Not authenticated."),
    ("SECURITY_011", "Het account hoort bij een ander domein.", "Wrong domain for this account."),
    ("PAGE_001", "Limit moet tussen 1 en 2000 liggen.", "Limit must be 1 to 2000."),
    ("PAGE_002", "Offset mag niet negatief zijn.", "Offset must not be negative."),
    ("ERR_002", "Het verzoek bevat een ongeldige waarde.", "The request has an invalid value."),
    ("REL_055", "Relatie niet gevonden.", "Relation not found."),
    ("ART_001", "Artikel niet gevonden.", "Product not found."),
    ("LEDG_011", "Grootboekrekening niet gevonden.", "Ledger not found."),
    ("FACT_002", "Relatie niet gevonden.", "Relation not found."),
    ("FACT_003", "Relatie is inactief.", "Relation is inactive."),
    ("FACT_007", "Factuurnummer is te lang.", "Invoice number is too long."),
    ("FACT_009", "Factuurnummer eindigt niet op een cijfer.", "Number ends in no digit."),
    ("FACT_012", "Factuurdatum is ongeldig.", "Invoice date invalid."),
    ("FACT_015", "Betalingstermijn ontbreekt.", "Term of payment is missing."),
    ("FACT_018", "Factuursjabloon niet gevonden.", "Invoice template not found."),
    ("FACT_019", "Er zijn geen factuurregels.", "Invoice items are missing."),
    ("FACT_021", "Factuur niet gevonden.", "Invoice not found."),
    ("FACT_025", "Er zijn te veel factuurregels.", "Too many items."),
    ("FACT_101", "Factuurnummer is in gebruik.", "Invoice number is in use."),
    ("FACT_ITEM_010", "Eenheid niet gevonden.", "Unit not found."),
    ("FACT_ITEM_011", "Artikel niet gevonden.", "Product not found."),
    ("FACT_ITEM_012", "Grootboekrekening niet gevonden.", "Ledger account not found."),
    ("FACT_ITEM_014", "Ongeldige BTW-code.", "Invalid VAT code."),
    ("FACT_ITEM_015", "BTW-bedrag hoort bij AFW_VERK.", "VAT amount belongs to AFW_VERK."),
];

/// The text of a code.
pub(super) fn text(code: &str, english: bool) -> &'static str {
    let found = TEXTS.iter().find(|(known, ..)| *known == code);
    found.map_or(
        "Er is een fout opgetreden.",
        |(_, dutch, other)| {
            if english { other } else { dutch }
        },
    )
}
