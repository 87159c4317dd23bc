//! One setting, as its kind is drawn (E2), with what the last check said of it (E1).

use maud::{Markup, html};
use simon_core::settings::{
    CheckLine, Choice, SettingKind, SettingSpec, SettingValue, SettingsForm,
};

use super::values::YES;
use crate::dashboard::page;
use crate::dashboard::session::Visit;
use crate::dashboard::words;

/// What the fields of a page have in common.
pub(super) struct Drawing<'a> {
    pub(super) visit: &'a Visit,
    pub(super) specs: &'a [SettingSpec],
    pub(super) form: &'a SettingsForm,
    /// Names of the article groups that the store knows.
    pub(super) groups: &'a [String],
}

/// One setting and where it is on the page.
struct One<'a> {
    spec: &'a SettingSpec,
    value: Option<&'a SettingValue>,
    id: String,
    /// Ids of what tells more about it.
    about: String,
    refused: bool,
    of: &'a Drawing<'a>,
}

impl Drawing<'_> {
    /// The field, what the check said, and the button that checks it.
    pub(super) fn field(&self, spec: &SettingSpec, hint: Option<&str>) -> Markup {
        let (visit, line) = (self.visit, self.form.line(spec.key));
        let id = format!("veld-{}", spec.key);
        let (about, said) = (format!("{id}-uitleg"), format!("{id}-uitslag"));
        let one = One {
            spec,
            value: self.form.waarden().get(spec.key),
            about: format!("{about} {said}"),
            id,
            refused: line.is_some_and(|line| !line.ok),
            of: self,
        };
        let open = self.form.may_check(self.specs, spec.key);
        html! {
            div.setting {
                (one.draw())
                p.hint id=(about) {
                    @if let Some(text) = one.explanation() { (text) ". " }
                    @if let Some(hint) = hint { (visit.pick("Voorbeeld: ", "Example: ")) code { (hint) } ". " }
                    @if !spec.chapter.is_empty() { (visit.pick("Handleiding ", "Manual ")) (spec.chapter) "." }
                }
                div id=(said) { (self.verdict(&one, line, open)) }
                button.quiet type="submit" name="controleer" value=(spec.key) disabled[!open]
                    aria-label=(format!("{} {}", visit.pick("Controleer", "Check"), one.label())) {
                    (visit.pick("Controleer", "Check"))
                }
            }
        }
    }

    fn verdict(&self, one: &One<'_>, line: Option<&CheckLine>, open: bool) -> Markup {
        let visit = self.visit;
        html! {
            @match line {
                Some(line) if line.ok => {
                    (words::badge("goedkeuring", "✓", visit.pick("goedgekeurd", "accepted"))) " " (line.naam)
                    @if let Some(said) = &line.bericht { (page::alert(visit, "waarschuwing", said)) }
                },
                Some(line) => { @if let Some(said) = &line.bericht { (page::alert(visit, "fout", said)) } },
                None if !open => {
                    (words::badge("rust", "○", visit.pick(
                        "kan pas na controle van de administratie",
                        "only after the administration was checked",
                    )))
                },
                None => {
                    @if one.value.is_some() || one.spec.required {
                        (words::badge("rust", "○", visit.pick("nog niet gecontroleerd", "not checked yet")))
                    }
                },
            }
        }
    }
}

impl One<'_> {
    fn label(&self) -> &'static str {
        self.of.visit.pick(self.spec.nl, self.spec.en)
    }

    fn caption(&self) -> Markup {
        html! {
            (self.label())
            @if self.spec.required { " " (self.of.visit.pick("(verplicht)", "(required)")) }
        }
    }

    fn invalid(&self) -> Option<&'static str> {
        self.refused.then_some("true")
    }

    /// How to fill it in, where the field alone does not tell.
    fn explanation(&self) -> Option<String> {
        let visit = self.of.visit;
        Some(match self.spec.kind {
            SettingKind::Artikel => visit.pick("De artikelcode", "The article code").to_owned(),
            SettingKind::Artikelgroepen => visit
                .pick("Niets gekozen betekent alle groepen", "Nothing chosen means all groups")
                .to_owned(),
            SettingKind::Getal { min, max, default } => {
                let (whole, unless) = (
                    visit.pick("Een geheel getal", "A whole number"),
                    visit.pick("leeg is", "empty is"),
                );
                format!("{whole}, {min} – {max}; {unless} {default}")
            }
            SettingKind::Tabel => {
                visit.pick("Per regel: naam = waarde", "A line each: name = value").to_owned()
            }
            SettingKind::Keuzes(choices) if choices.len() > 1 => {
                visit.pick("In deze volgorde", "In this order").to_owned()
            }
            _ => return None,
        })
    }

    fn draw(&self) -> Markup {
        match self.spec.kind {
            SettingKind::JaNee => {
                self.tick(YES, matches!(self.value, Some(SettingValue::JaNee(true))))
            }
            SettingKind::Keuze(choices) => self.one_of(choices),
            SettingKind::Keuzes(choices) => self.some_of(choices),
            SettingKind::Artikelgroepen => self.of_groups(),
            SettingKind::Tabel => self.text_area(&self.text(), self.caption(), &self.id),
            SettingKind::Getal { .. } => self.input(Some("numeric")),
            _ => self.input(None),
        }
    }

    /// The value as a text field has it.
    fn text(&self) -> String {
        match self.value {
            Some(SettingValue::Tekst(text)) => text.clone(),
            Some(SettingValue::Getal(number)) => number.to_string(),
            Some(SettingValue::Lijst(list)) => list.join("\n"),
            Some(SettingValue::Tabel(table)) => {
                let lines: Vec<String> =
                    table.iter().map(|(name, value)| format!("{name} = {value}")).collect();
                lines.join("\n")
            }
            _ => String::new(),
        }
    }

    fn list(&self) -> &[String] {
        match self.value {
            Some(SettingValue::Lijst(list)) => list,
            _ => &[],
        }
    }

    fn input(&self, mode: Option<&str>) -> Markup {
        html! {
            label for=(self.id) { (self.caption()) }
            input id=(self.id) name=(self.spec.key) type="text" inputmode=[mode] autocomplete="off"
                value=(self.text()) aria-describedby=(self.about) aria-invalid=[self.invalid()]
                aria-required=[self.spec.required.then_some("true")];
        }
    }

    fn text_area(&self, text: &str, caption: Markup, id: &str) -> Markup {
        html! {
            label for=(id) { (caption) }
            // Of a line break right behind the tag a browser makes nothing.
            textarea id=(id) name=(self.spec.key) rows="4" spellcheck="false"
                aria-describedby=(self.about) aria-invalid=[self.invalid()] { "\n" (text) }
        }
    }

    /// A box by itself; the empty field says that the form has it.
    fn tick(&self, value: &str, ticked: bool) -> Markup {
        html! {
            input type="hidden" name=(self.spec.key) value="";
            label.tick {
                input id=(self.id) type="checkbox" name=(self.spec.key) value=(value) checked[ticked]
                    aria-describedby=(self.about) aria-invalid=[self.invalid()];
                " " (self.caption())
            }
        }
    }

    fn one_of(&self, choices: &[Choice]) -> Markup {
        let chosen = self.text();
        html! {
            label for=(self.id) { (self.caption()) }
            select id=(self.id) name=(self.spec.key) aria-describedby=(self.about)
                aria-invalid=[self.invalid()] aria-required=[self.spec.required.then_some("true")] {
                @if chosen.is_empty() && self.spec.required {
                    option value="" { (self.of.visit.pick("– kies –", "– choose –")) }
                }
                (self.options(choices, &chosen))
            }
        }
    }

    /// What is set and no choice any more stands among them, so that it is not lost unseen.
    fn options(&self, choices: &[Choice], chosen: &str) -> Markup {
        let unknown = !chosen.is_empty() && choices.iter().all(|choice| choice.value != chosen);
        html! {
            @if unknown { option value=(chosen) selected { (chosen) } }
            @for choice in choices {
                option value=(choice.value) selected[choice.value == chosen] {
                    (self.of.visit.pick(choice.nl, choice.en))
                }
            }
        }
    }

    /// The order counts: a list of places, each with a choice or none.
    fn some_of(&self, choices: &[Choice]) -> Markup {
        let list = self.list();
        if let [only] = choices
            && list.iter().all(|one| one == only.value)
        {
            return html! {
                fieldset id=(self.id) {
                    legend { (self.caption()) }
                    input type="hidden" name=(self.spec.key) value="";
                    label.tick {
                        input type="checkbox" name=(self.spec.key) value=(only.value) checked[!list.is_empty()]
                            aria-describedby=(self.about) aria-invalid=[self.invalid()];
                        " " (self.of.visit.pick(only.nl, only.en))
                    }
                }
            };
        }
        html! {
            fieldset id=(self.id) {
                legend { (self.caption()) }
                @for place in 0..choices.len().max(list.len()) {
                    select name=(self.spec.key) aria-label=(format!("{} {}", self.label(), place + 1))
                        aria-describedby=(self.about) aria-invalid=[self.invalid()] {
                        option value="" { "–" }
                        (self.options(choices, list.get(place).map_or("", String::as_str)))
                    }
                }
            }
        }
    }

    /// Ticks for the groups that are known; a text area for others, or for all while none is.
    fn of_groups(&self) -> Markup {
        let (visit, known, list) = (self.of.visit, self.of.groups, self.list());
        if known.is_empty() {
            return self.text_area(&self.text(), self.caption(), &self.id);
        }
        let others: Vec<String> = list.iter().filter(|one| !known.contains(one)).cloned().collect();
        let caption =
            html! { (visit.pick("Andere groepen, één per regel", "Other groups, one a line")) };
        html! {
            fieldset id=(self.id) {
                legend { (self.caption()) }
                @for group in known {
                    label.tick {
                        input type="checkbox" name=(self.spec.key) value=(group) checked[list.contains(group)]
                            aria-describedby=(self.about) aria-invalid=[self.invalid()];
                        " " (group)
                    }
                }
                (self.text_area(&others.join("\n"), caption, &format!("{}-andere", self.id)))
            }
        }
    }
}
