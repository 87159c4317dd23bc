//! The README shows this program, and shows it as it is.
#![allow(clippy::unwrap_used, reason = "tests")]

#[test]
fn the_readme_shows_this_program() {
    let program = include_str!("../src/main.rs");
    let readme = include_str!("../../../README.md");
    let code = program.split_once("\nuse std").unwrap().1;
    assert!(readme.contains(code), "README.md shows another program than src/main.rs");
    assert!(program.lines().count() < 60);
}
