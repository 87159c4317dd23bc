#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;

#[test]
fn placeholders_stand_for_anything_at_the_start_in_the_middle_and_at_the_end() {
    for (known, code, same) in [
        ("_0_IsNoValidBEVAT", "_0_IsNoValidBEVAT", true),
        ("_0_IsNoValidBEVAT", "BE0123_IsNoValidBEVAT", true),
        ("_0_IsNoValidBEVAT", "_0_IsNoValidBEVATx", false),
        ("InvalidVAtPercentageForTaxCountry_0_", "InvalidVAtPercentageForTaxCountry_0_", true),
        ("InvalidVAtPercentageForTaxCountry_0_", "invalidvatpercentagefortaxcountry_BE", true),
        ("InvalidVAtPercentageForTaxCountry_0_", "InvalidVAt", false),
        ("TheOrderTypeCode_0_IsInvalid", "TheOrderTypeCode_Factuur_IsInvalid", true),
        ("TheOrderTypeCode_0_IsInvalid", "TheOrderDirectionCode_0_IsInvalid", false),
        ("This_0_Was_1_Ago_2_Or", "This_Invoice_Was_3_Ago_x_Or", true),
        ("This_0_Was_1_Ago_2_Or", "This_Invoice_Ago_3_Was_x_Or", false),
        ("Only1OfEachAddressTypeAllowed", "Only2OfEachAddressTypeAllowed", false),
        ("Idempotent token already exists", " IDEMPOTENT TOKEN ALREADY EXISTS ", true),
        ("CustomerIsRequired", "CustomerIsRequiredNow", false),
    ] {
        assert_eq!(fits(known, code), same, "{known} and {code}");
    }
}

#[test]
fn no_code_is_there_twice_or_means_two_things() {
    for code in all() {
        let fitting: Vec<&str> = all().filter(|known| fits(known, code)).collect();
        assert_eq!(fitting, [code]);
    }
}

proptest! {
    #[test]
    fn whatever_is_filled_in_the_code_is_known(filled in "[A-Za-z0-9é ._-]{0,20}") {
        for code in all() {
            let mut answered = code.to_owned();
            for placeholder in ["_0_", "_0"] {
                answered = answered.replace(placeholder, &filled);
            }
            prop_assert!(fits(code, &answered), "{} as {}", code, answered);
        }
    }

    #[test]
    fn arbitrary_codes_never_panic(code in any::<String>(), known in any::<String>()) {
        let _ = fits(&known, &code);
    }
}
