//! Runs the measurements in turn, repeats them, and prints medians beside goals.

use crate::measure::{Figures, in_a_process, median};
use crate::server::Vendor;

const PAGE: u32 = 500;

pub(crate) fn measure_and_print(options: &[&str]) {
    let repeats = options.iter().find_map(|option| option.parse().ok()).unwrap_or(3);
    let quick = options.contains(&"quick");
    println!("medians of {repeats} interleaved runs; CPU time and memory of the reader only");
    println!("{:<46} {:>12} {:>9} {:>9} {:>7}", "", "goal", "floor", "measured", "ratio");
    let size = Vendor::with(10_000, 10_000);
    let mut runs = Vec::new();
    for _ in 0..repeats {
        let full = with_vendor(&["floor", "FULL"], &size);
        let normal = with_vendor(&["floor", "NORMAL"], &size);
        let cycles = with_vendor(&["cycles"], &size);
        runs.push([full, normal, cycles, with_vendor(&["load"], &size)]);
    }
    let [floor, normal, ours, load] =
        [0, 1, 2, 3].map(|kind| medians(runs.iter().map(|run| &run[kind])));
    first_loads(&floor, &normal, &ours);
    let (floor_large, large) = if quick { (None, None) } else { large_loads() };
    memory(&floor, &load, floor_large.as_ref(), large.as_ref());
    later_cycles(&ours);
    calls(&size, &floor, &ours, large.as_ref());
    fleet();
    if !quick {
        latency();
    }
}

fn with_vendor(args: &[&str], vendor: &Vendor) -> Figures {
    let vendor = vendor.args();
    let args: Vec<&str> = args.iter().copied().chain(vendor.iter().map(String::as_str)).collect();
    in_a_process(&args)
}

fn medians<'a>(runs: impl Iterator<Item = &'a Figures> + Clone) -> Figures {
    let names = runs.clone().next().unwrap().keys();
    names.map(|name| (name.clone(), median(runs.clone().map(|run| run[name])))).collect()
}

fn row(name: &str, goal: &str, floor: Option<f64>, measured: f64) {
    let text = |value: f64| format!("{value:.1}");
    let ratio = floor.map_or(String::new(), |floor| format!("{:.2}", measured / floor));
    let floor = floor.map_or(String::new(), text);
    println!("{name:<46} {goal:>12} {floor:>9} {:>9} {ratio:>7}", text(measured));
}

fn first_loads(floor: &Figures, normal: &Figures, ours: &Figures) {
    let of = |figures: &Figures, name: &str| figures[name];
    let both = |name: &str| (Some(of(floor, name)), of(ours, name));
    let (f, m) = both("first wall");
    row("S1 first load of 20,000 records, wall ms", "1000, 2 x", f, m);
    let (f, m) = both("first cpu");
    row("S1 first load of 20,000 records, CPU ms", "700, 2 x", f, m);
    row("   the floor with synchronous=NORMAL, wall ms", "", None, of(normal, "first wall"));
    row("   the floor with synchronous=NORMAL, CPU ms", "", None, of(normal, "first cpu"));
    let first = of(ours, "first cpu");
    let (f, m) = both("repeated wall");
    row("S1 repeated full load, wall ms", "below first", f, m);
    let (f, m) = both("repeated cpu");
    row("S1 repeated full load, CPU ms", &format!("below {first:.0}"), f, m);
}

fn large_loads() -> (Option<Figures>, Option<Figures>) {
    let size = Vendor::with(100_000, 100_000);
    (Some(with_vendor(&["floor", "FULL"], &size)), Some(with_vendor(&["load"], &size)))
}

fn memory(floor: &Figures, ours: &Figures, floor_large: Option<&Figures>, large: Option<&Figures>) {
    row("S2 peak memory, 20,000 records, MiB", "16", Some(floor["peak"]), ours["peak"]);
    let (Some(floor_large), Some(large)) = (floor_large, large) else { return };
    row("S2 peak memory, 200,000 records, MiB", "16", Some(floor_large["peak"]), large["peak"]);
    let growth = |small: &Figures, large: &Figures| large["peak"] / small["peak"];
    println!(
        "{:<46} {:>12} {:>9.2} {:>9.2}",
        "S2 growth of memory for ten times the records",
        "1.1",
        growth(floor, floor_large),
        growth(ours, large)
    );
    let wall = "first wall";
    row("   first load of 200,000 records, wall ms", "", Some(floor_large[wall]), large[wall]);
    let cpu = "first cpu";
    row("   first load of 200,000 records, CPU ms", "", Some(floor_large[cpu]), large[cpu]);
}

fn later_cycles(ours: &Figures) {
    row("S3 1 % changed, CPU ms", "50", None, ours["changed cpu"]);
    for (name, calls) in ours.iter().filter(|(name, _)| name.starts_with("idle calls ")) {
        let feed = name.trim_start_matches("idle calls ");
        row(&format!("S4 idle cycle, calls for {feed}"), "2", None, *calls);
    }
    row("S4 idle cycle, calls in all", "", None, ours["idle calls"]);
    row("S4 idle cycle, CPU ms", "5", None, ours["idle cpu"]);
}

fn calls(size: &Vendor, floor: &Figures, ours: &Figures, large: Option<&Figures>) {
    let needed = |records: u32| f64::from(records.div_ceil(PAGE));
    let least = needed(size.relaties) + needed(size.artikelen);
    let goal = format!("{least} + 3 each");
    row("S5 calls of the first load", &goal, Some(floor["calls"]), ours["first calls"]);
    if let Some(large) = large {
        let goal = format!("{} + 3 each", 2.0 * needed(100_000));
        row("S5 calls of the first load of 200,000", &goal, None, large["calls"]);
    }
    row("S6 push of a werkbon, calls", "1", None, ours["push calls"]);
    row("S8 connections opened in all of it", "1", Some(floor["connections"]), ours["connections"]);
}

fn fleet() {
    let (one, many) = (in_a_process(&["fleet", "1"]), in_a_process(&["fleet", "1000"]));
    row("S7 1,000 integrations, idle cycle, CPU ms", "5000", None, many["idle cpu"]);
    row("   the same, wall ms", "", None, many["idle wall"]);
    row("S7 memory on top of one, MiB", "64", None, many["memory"] - one["memory"]);
    row("S8 connections, eight cycles at once", "8", None, many["connections"]);
}

fn latency() {
    let vendor = Vendor { page: 60, latency_ms: 100, ..Vendor::with(5_000, 5_000) };
    let (floor, ours) = (with_vendor(&["floor", "FULL"], &vendor), with_vendor(&["load"], &vendor));
    let per_call = |figures: &Figures| figures["first wall"] / figures["calls"];
    row(
        "S9 pages of 60, 100 ms a call, wall ms a call",
        "105",
        Some(per_call(&floor)),
        per_call(&ours),
    );
}
