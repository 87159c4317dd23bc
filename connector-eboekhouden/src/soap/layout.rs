//! Lays out a request for people (G1).

/// Each element on a line of its own, indented; one with a text or nothing in it stays on its line.
/// For requests as they are written here: without comments, self-closed tags and text beside elements.
pub(super) fn laid_out(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len() * 2);
    let (mut depth, mut innermost) = (0_usize, false);
    for piece in xml.split('<').skip(1) {
        let ends = piece.starts_with('/');
        if ends {
            depth = depth.saturating_sub(1);
        }
        if !(ends && innermost) {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&"  ".repeat(depth));
        }
        out.push('<');
        out.push_str(piece);
        innermost = !ends;
        if !ends && !piece.starts_with('?') {
            depth += 1;
        }
    }
    out
}
