//! The README shows the shortest use, and leads to this program, which stays short too.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

const README: &str = include_str!("../../../README.md");

#[test]
fn the_readme_has_one_example_of_at_most_25_lines_and_leads_to_this_program() {
    let mut examples = README.split("```rust").skip(1);
    let example = examples.next().unwrap().split_once('\n').unwrap().1.split("```").next().unwrap();
    assert!(example.lines().count() <= 25, "{}", example.lines().count());
    assert!(examples.next().is_none(), "one example is enough");
    assert!(README.contains("(examples/minimal-host/src/main.rs)"));
    assert!(include_str!("../src/main.rs").lines().count() < 60);
}

#[test]
fn the_readme_stays_short_and_its_links_lead_somewhere() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    assert!(README.lines().count() <= 150, "{} lines", README.lines().count());
    let links = README.split("](").skip(1).map(|rest| rest.split(')').next().unwrap());
    for link in links {
        let (file, heading) = link.split_once('#').unwrap_or((link, ""));
        let text = std::fs::read_to_string(root.join(file));
        let text = text.unwrap_or_else(|error| panic!("{link}: {error}"));
        let slug = |line: &str| line.trim_start_matches(['#', ' ']).to_lowercase();
        let slug = |line: &str| slug(line).replace(',', "").replace(' ', "-");
        let found = text.lines().any(|line| line.starts_with('#') && slug(line) == heading);
        assert!(heading.is_empty() || found, "{file} has no heading for #{heading}");
    }
}
