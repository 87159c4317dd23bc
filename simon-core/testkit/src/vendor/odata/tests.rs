//! That a dialect has what it says, and nothing else.

use super::{Dialect, Function, Kind, Refusal, Value, holds, parse};
use crate::vendor::json;

/// Version 2: no `any`, and one function.
struct Two;

/// Version 3: `any`, paths, and no function.
struct Three;

fn kind(property: &str) -> Kind {
    match property {
        "Code" => Kind::Number,
        "Kinds" => Kind::SomeOf(&["a", "b"]),
        "File" => Kind::Other,
        _ => Kind::Text,
    }
}

fn property(name: &str) -> Option<&'static str> {
    ["Code", "Kinds", "File", "Name"].into_iter().find(|known| *known == name)
}

macro_rules! dialect {
    ($name:ident, $functions:expr, $any:expr, $signs:expr) => {
        impl Dialect for $name {
            type Property = &'static str;
            const FUNCTIONS: &'static [Function] = $functions;
            const ANY: bool = $any;
            const SIGNS_IN_NAMES: &'static str = $signs;

            fn property(&self, name: &str) -> Option<&'static str> {
                property(name)
            }
            fn kind(&self, property: &'static str) -> Kind {
                kind(property)
            }
            fn literal(&self, _: &str, _: &str) -> Option<Value> {
                None
            }
            fn number(&self, digits: &str) -> Option<Value> {
                json::decimal(digits).map(Value::Number)
            }
            fn refusal(&self, why: Refusal<'_>) -> String {
                format!("{why:?}")
            }
        }
    };
}

dialect!(Two, &[Function::EndsWith, Function::Trim], false, "_");
dialect!(Three, &[], true, "_/");

fn read(property: &'static str) -> Value {
    match property {
        "Code" => Value::Long(7),
        "Kinds" => Value::Texts(vec!["a".into()]),
        "File" => Value::Other,
        _ => Value::Text("Jansen  ".into()),
    }
}

fn without_blanks(text: &str) -> String {
    text.trim_end().to_lowercase()
}

#[test]
fn what_a_dialect_has_is_taken() {
    for (filter, expected) in [
        ("Code eq 7 and not (Code gt 7)", true),
        ("Code eq 7.5 or Code lt 7", false),
        ("endswith(Name, 'SEN')", true),
        ("Name eq 'jansen'", true),
        ("trim(Name) ne null", true),
    ] {
        let condition = parse(&Two, filter).unwrap();
        assert_eq!(holds(&condition, without_blanks, &read), expected, "{filter}");
    }
    let any = parse(&Three, "Kinds/any(x:x eq 'a')").unwrap();
    assert!(holds(&any, str::to_lowercase, &read));
    assert_eq!(any.properties(), ["Kinds"]);
}

#[test]
fn blanks_count_unless_the_vendor_leaves_them_out() {
    let condition = parse(&Two, "Name eq 'Jansen'").unwrap();
    assert!(!holds(&condition, str::to_lowercase, &read));
}

#[test]
fn what_a_dialect_lacks_is_refused() {
    for (filter, why) in [
        ("Kinds/any(x:x eq 'a')", "character '/'"),
        ("startswith(Name, 'J')", "Function(\"startswith\")"),
        ("Address eq 'x'", "Property(\"Address\")"),
        ("trim(Code) eq 'x'", "Arguments"),
        ("Code eq '7'", "Kinds(Equal, Number, Text)"),
        ("File eq null", "Kinds(Equal, Other, Null)"),
        ("Code eq 7L", "Unrecognized '7L'"),
        ("Code eq guid'7'", "Unrecognized 'guid' literal"),
        ("Name", "single boolean"),
        ("Code eq 7 Code", "was not expected"),
        ("(Code eq 7", "Close was expected"),
        ("Name eq 'x", "unterminated"),
    ] {
        let refused = parse(&Two, filter).unwrap_err();
        assert!(refused.contains(why), "{filter}: {refused}");
    }
    let deep = format!("{}Code eq 7{}", "(".repeat(60), ")".repeat(60));
    assert!(parse(&Two, &deep).unwrap_err().contains("recursion limit"));
    for (filter, why) in [
        ("Kinds/any(x:x eq 'c')", "'c' was not found"),
        ("Name/any(x:x eq 'a')", "not a collection"),
        ("Kinds/all(x:x eq 'a')", "Function(\"Kinds/all\")"),
        ("endswith(Name, 'x')", "Function(\"endswith\")"),
    ] {
        let refused = parse(&Three, filter).unwrap_err();
        assert!(refused.contains(why), "{filter}: {refused}");
    }
}
