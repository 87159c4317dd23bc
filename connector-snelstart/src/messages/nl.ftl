# Meldingen van SnelStart. Codes met een streepje en vier cijfers zijn die van SnelStart zelf.

snelstart-configuratie = De gegevens van de koppeling met SnelStart kloppen niet: { $gegevens }.
    .actie = Vul deze gegevens opnieuw in. De koppelsleutel vindt u in SnelStart Web onder Koppelingen; de overige gegevens krijgt u van uw beheerder.

snelstart-ALG-0102 = SnelStart meldt een onbekende fout.
    .actie = U hoeft nu niets te doen: het wordt vanzelf opnieuw geprobeerd. Blijft de melding terugkomen, geef die dan door aan de leverancier van uw werkbonnensoftware.
snelstart-ALG-0103 = SnelStart kent een klant, artikel of sjabloon op deze werkbon niet.
    .actie = Kies Nu Synchroniseren, controleer de klant en de artikelen op de werkbon, en verstuur de werkbon opnieuw.
snelstart-ALG-0105 = De klant of een artikel op deze werkbon is in SnelStart niet meer actief.
    .actie = Maak de klant of het artikel in SnelStart weer actief en kies Nu Synchroniseren, of kies op de werkbon een andere klant of een ander artikel. Verstuur de werkbon daarna opnieuw.
snelstart-ART-0001 = Een artikel op deze werkbon bestaat niet meer in SnelStart.
    .actie = Kies Nu Synchroniseren, vervang het artikel op de werkbon en verstuur de werkbon opnieuw. Gaat het om een artikel uit de instellingen, wijzig dan de instelling en sla op.
snelstart-ART-0018 = De klant van deze werkbon is in SnelStart verwijderd of niet meer actief.
    .actie = Maak de klant in SnelStart weer actief en kies Nu Synchroniseren, of kies op de werkbon een andere klant. Verstuur de werkbon daarna opnieuw.
snelstart-BOE-0054 = De klant van deze werkbon is in SnelStart verwijderd of niet meer actief.
    .actie = Maak de klant in SnelStart weer actief en kies Nu Synchroniseren, of kies op de werkbon een andere klant. Verstuur de werkbon daarna opnieuw.
snelstart-REL-0005 = De klant van deze werkbon bestaat niet meer in SnelStart.
    .actie = Kies Nu Synchroniseren, kies op de werkbon een bestaande klant en verstuur de werkbon opnieuw.
snelstart-VOR-0001 = De verkooporder bestaat niet meer in SnelStart.
    .actie = Controleer in SnelStart of de order met opzet is verwijderd. Zo ja, dan hoeft u niets te doen.
snelstart-VOR-0002 = De relatie van deze werkbon is in SnelStart geen klant.
    .actie = Open de relatie in SnelStart, vink Klant aan en kies Nu Synchroniseren. Verstuur de werkbon daarna opnieuw.
snelstart-VOR-0003 = De factuurrelatie van deze klant is in SnelStart geen klant.
    .actie = Open in SnelStart de factuurrelatie die bij de klant is ingevuld, vink Klant aan, en verstuur de werkbon opnieuw.
snelstart-VOR-0004 = De incassomachtiging van deze klant past niet bij de order.
    .actie = Controleer in SnelStart de incassomachtiging van de klant en verstuur de werkbon opnieuw.
snelstart-VOR-0006 = De straat in het adres van de klant is te lang voor een verkooporder.
    .actie = Kort de straat van de klant in SnelStart in tot hoogstens 50 tekens en verstuur de werkbon opnieuw.
snelstart-VOR-0007 = De postcode in het adres van de klant is te lang voor een verkooporder.
    .actie = Kort de postcode van de klant in SnelStart in tot hoogstens 25 tekens en verstuur de werkbon opnieuw.
snelstart-VOR-0008 = De plaats in het adres van de klant is te lang voor een verkooporder.
    .actie = Kort de plaats van de klant in SnelStart in tot hoogstens 50 tekens en verstuur de werkbon opnieuw.
snelstart-VOR-0009 = De contactpersoon van de klant is te lang voor een verkooporder.
    .actie = Kort de contactpersoon van de klant in SnelStart in tot hoogstens 50 tekens en verstuur de werkbon opnieuw.
snelstart-VOR-0010 = SnelStart kent het land in het adres van de klant niet.
    .actie = Kies in SnelStart bij de klant opnieuw een land en verstuur de werkbon opnieuw.
snelstart-VOR-0011 = De orderreferentie is langer dan 50 tekens.
    .actie = Kort de klantreferentie op de werkbon in en verstuur de werkbon opnieuw.
snelstart-VOR-0013 = SnelStart kent de incassomachtiging van deze klant niet.
    .actie = Controleer in SnelStart de incassomachtiging van de klant en verstuur de werkbon opnieuw.
snelstart-VOR-0014 = Aan de verkooporder hangen in SnelStart nog inkooporders.
    .actie = Handel in SnelStart eerst de gekoppelde inkooporders af.
snelstart-VOR-0015 = De verkooporder kan in SnelStart niet meer worden gewijzigd.
    .actie = Pas de order zo nodig zelf aan in SnelStart.

snelstart-koppelsleutel = SnelStart accepteert de koppelsleutel niet (meer).
    .actie = Open SnelStart Web, kies Koppelingen en maak of kopieer de koppelsleutel. Plak hem bij de instellingen van de koppeling en kies Check in SnelStart.
snelstart-abonnementssleutel = SnelStart accepteert de sleutel van de werkbonnensoftware zelf niet. Aan uw koppelsleutel ligt het niet.
    .actie = Geef dit door aan de leverancier van uw werkbonnensoftware: de abonnementssleutel (subscription key) voor SnelStart moet worden vernieuwd.
snelstart-rechten = De koppelsleutel geeft niet genoeg rechten in SnelStart.
    .actie = Maak in SnelStart Web bij Koppelingen een nieuwe koppelsleutel met rechten voor relaties, artikelen, orders en instellingen. Plak hem bij de instellingen van de koppeling en kies Check in SnelStart.
snelstart-rechten-orders = SnelStart staat deze koppeling geen verkooporders toe.
    .actie = Controleer of uw SnelStart-pakket orders heeft (inBalans of hoger) en of de koppelsleutel rechten voor orders heeft. Maak zo nodig in SnelStart Web een nieuwe koppelsleutel en plak hem bij de instellingen van de koppeling.
snelstart-fout-in-koppeling = SnelStart weigert een bericht van de koppeling.
    .actie = Dit is een fout in de koppeling. Geef deze melding met de code door aan de leverancier van uw werkbonnensoftware.
snelstart-extra-velden = SnelStart weigert de order om een extra veld van het sjabloon.
    .actie = Controleer in SnelStart welke extra velden het ordersjabloon verplicht stelt, of kies bij de instellingen een ander sjabloon en sla op. Verstuur de werkbon daarna opnieuw.
snelstart-tekst-te-lang = SnelStart weigert de order om het veld { $veld }; waarschijnlijk is de tekst te lang.
    .actie = Kort de tekst op de werkbon in die in het veld { $veld } komt, en verstuur de werkbon opnieuw.
snelstart-tekstregel-geweigerd = SnelStart weigert een regel met alleen tekst.
    .actie = Vul bij de instellingen een tekstartikel in, sla op en verstuur de werkbon opnieuw.
snelstart-artikel-of-tekstregel = SnelStart kent een artikel op deze werkbon niet, of weigert een regel met alleen tekst.
    .actie = Kies Nu Synchroniseren en controleer de artikelen op de werkbon. Kloppen die, vul dan bij de instellingen een tekstartikel in, sla op en verstuur de werkbon opnieuw.

snelstart-btw-gemengd = Op deze werkbon staan prijzen met en zonder btw door elkaar. SnelStart kan dat niet op één order.
    .actie = Kies Nu Synchroniseren en haal alles opnieuw op, of maak de prijzen op de werkbon allemaal inclusief of allemaal exclusief btw, en verstuur de werkbon opnieuw.
snelstart-prijs-ontbreekt = Artikel { $artikel } heeft geen prijs.
    .actie = Vul bij het artikel in SnelStart een verkoopprijs in en kies Nu Synchroniseren, of vul een prijs in op de werkbon. Verstuur de werkbon daarna opnieuw.
snelstart-aantal-nul = Het aantal { GETAL($aantal) } van artikel { $artikel } zou op nul worden afgerond: in SnelStart { $decimalen ->
        [0] hebben aantallen geen decimalen
        [one] hebben aantallen één decimaal
       *[other] hebben aantallen { $decimalen } decimalen
    }.
    .actie = Zet in SnelStart het aantal decimalen van artikelaantallen op 2, sla de instellingen van de koppeling opnieuw op en verstuur de werkbon opnieuw.
snelstart-aantal-afgerond = Het aantal van artikel { $artikel } is afgerond van { GETAL($van) } naar { GETAL($naar) }, omdat aantallen in SnelStart niet meer decimalen hebben.
snelstart-totaal-wijkt-af = De order in SnelStart komt op { GETAL($totaal) }, de regels van de werkbon op { GETAL($verwacht) }. Kijk de order na; een factuurkorting van de klant kan de reden zijn.
snelstart-decimalen = In SnelStart { $decimalen ->
        [0] hebben aantallen geen decimalen
        [one] hebben aantallen één decimaal
       *[other] hebben aantallen { $decimalen } decimalen
    }; uren zoals 0,25 worden daarop afgerond. Twee decimalen is aan te raden (SnelStart, instellingen van artikelen).
snelstart-filter-genegeerd = SnelStart gaf meer terug dan gevraagd. De gegevens kloppen, maar het ophalen duurt langer.

snelstart-artikel-onbekend = Artikelcode { $waarde } bestaat niet in SnelStart.
    .actie = Controleer de artikelcode in SnelStart en vul die hier precies zo in.
snelstart-artikel-inactief = Artikel { $waarde } is in SnelStart niet actief.
    .actie = Maak het artikel in SnelStart actief of kies een ander artikel.
snelstart-artikel-meer = Artikelcode { $waarde } komt in SnelStart meer dan eens voor.
    .actie = Geef de artikelen in SnelStart elk een eigen code of kies een ander artikel.
snelstart-artikel-onbruikbaar = Artikel { $waarde } heeft in SnelStart geen omschrijving.
    .actie = Vul in SnelStart een omschrijving in bij het artikel.
snelstart-artikel-zonder-prijs = Dit artikel heeft in SnelStart geen verkoopprijs; een werkbon zonder eigen prijs kan er niet mee worden verstuurd.
snelstart-groep-onbekend = Deze artikelgroepen bestaan niet in SnelStart: { $waarde }.
    .actie = Neem de namen letter voor letter over uit SnelStart (Artikelen, Omzetgroepen), met dezelfde hoofdletters.
snelstart-sjabloon-onbekend = Sjabloon { $waarde } bestaat niet in SnelStart.
    .actie = Neem de naam van het ordersjabloon letter voor letter over uit SnelStart.
snelstart-sjabloon-inactief = Sjabloon { $waarde } is in SnelStart niet actief.
    .actie = Maak het sjabloon in SnelStart actief of kies een ander.
snelstart-sjabloon-meer = Er zijn in SnelStart meer sjablonen met de naam { $waarde }.
    .actie = Geef de sjablonen in SnelStart elk een eigen naam of kies een ander.
snelstart-sjabloon-btw = Dit sjabloon toont prijzen anders (met of zonder btw) dan uw artikelen in SnelStart staan. De bedragen kloppen; alleen de weergave op de order verschilt.
snelstart-sjabloon-blokkeert = Nieuwe orders met dit sjabloon worden in SnelStart geblokkeerd aangemaakt.
snelstart-werkbon-voorraad = In SnelStart tellen orders van de soort werkbon mee voor de voorraad, en standaardorders niet.

snelstart-klant-zonder-naam = Klant { $record } heeft in SnelStart geen naam en is overgeslagen.
    .actie = Vul in SnelStart de naam van de klant in.
snelstart-artikel-zonder-omschrijving = Een artikel zonder code en omschrijving ({ $record }) is overgeslagen.
    .actie = Vul in SnelStart een code en een omschrijving in, of maak het artikel inactief.
snelstart-onleesbaar = Een gegeven van SnelStart ({ $record }) kon niet worden gelezen en is overgeslagen.
    .actie = Open dit gegeven in SnelStart, controleer de velden en sla het opnieuw op. Blijft de melding komen, geef die dan door aan de leverancier van uw werkbonnensoftware.
