# Meldingen van Billit. De tekst van Billit zelf staat ernaast in het logboek.

billit-configuratie = De gegevens van de koppeling met Billit kloppen niet: { $gegevens }.
    .actie = Geef dit door aan uw beheerder: deze gegevens horen bij de registratie van uw werkbonnensoftware bij Billit.
billit-opnieuw-koppelen = Billit accepteert de koppeling niet meer.
    .actie = Kies Koppel en log opnieuw in bij Billit.
billit-api-sleutel = Billit accepteert de API-sleutel niet, of de sleutel hoort niet bij dit bedrijf.
    .actie = Controleer in Billit of de API-sleutel en het bedrijfsnummer (PartyID) bij elkaar horen en of de sleutel van deze omgeving is. Geef ze zo nodig opnieuw door aan uw beheerder.
billit-app-gegevens = Billit accepteert de gegevens van de werkbonnensoftware zelf niet. Aan uw inlog ligt het niet.
    .actie = Geef dit door aan de leverancier van uw werkbonnensoftware: de registratie bij Billit (client_id, client_secret of redirect_uri) klopt niet meer.
billit-rechten = De Billit-gebruiker van de koppeling heeft geen toegang tot dit bedrijf of dit onderdeel.
    .actie = Geef deze gebruiker in Billit toegang tot klanten, producten, offertes en facturen van dit bedrijf, of kies Koppel en log in met een gebruiker die dat heeft.
billit-fout-in-koppeling = Billit weigert een bericht van de koppeling.
    .actie = Dit is een fout in de koppeling, of Billit is gewijzigd. Geef deze melding door aan de leverancier van uw werkbonnensoftware.
billit-bestaat-al = Billit meldt dat deze factuur al eerder is aangeboden.
    .actie = Kijk in Billit of de factuur van deze werkbon er staat. Staat ze er niet, verstuur de werkbon dan opnieuw.

billit-klant-onbekend = Billit kent de klant van deze werkbon niet (meer).
    .actie = Kies Nu Synchroniseren en controleer of de klant in Billit nog bestaat. Kies zo nodig op de werkbon een andere klant, en verstuur de werkbon opnieuw.
billit-klant-onvolledig = Bij de klant van deze werkbon ontbreekt in Billit een gegeven, of staat er een te veel.
    .actie = Open de klant in Billit, controleer naam, adressen en nummers, en sla op. Verstuur de werkbon daarna opnieuw.
billit-klant-zonder-email = De klant van deze werkbon heeft in Billit geen geldig e-mailadres.
    .actie = Vul in Billit bij de klant een e-mailadres in en probeer het opnieuw.
billit-btw-nummer = Billit keurt een btw-nummer af.
    .actie = Controleer in Billit het btw-nummer van de klant en dat van uw eigen bedrijf. Verstuur de werkbon daarna opnieuw.
billit-btw-percentage = Billit accepteert een btw-percentage op deze werkbon niet.
    .actie = Kies in Billit bij het artikel een btw-percentage dat in uw land bestaat en kies Nu Synchroniseren. Verstuur de werkbon daarna opnieuw.
billit-datum = Billit accepteert de datum van deze werkbon niet.
    .actie = Controleer de datum op de werkbon en verstuur de werkbon opnieuw.
billit-omschrijving-ontbreekt = Billit mist op een regel van de factuur de omschrijving.
    .actie = Vul in Billit bij het artikel een omschrijving in en kies Nu Synchroniseren. Verstuur de werkbon daarna opnieuw.
billit-pdf-geweigerd = Billit accepteert een pdf van deze werkbon niet.
    .actie = Maak de pdf opnieuw en verstuur de werkbon opnieuw, of kies bij de instellingen Geen pdf's en voeg de pdf in Billit zelf bij de factuur.
billit-pdfs-te-groot = De pdf's van deze werkbon zijn samen groter dan { $max } MB.
    .actie = Maak de pdf's kleiner, bijvoorbeeld met minder foto's, of kies bij de instellingen minder pdf's. Verstuur de werkbon daarna opnieuw.
billit-po-nummer = De klant eist een bestelnummer (PO) op de factuur.
    .actie = Vul in Billit op de factuur bij Uw referentie het bestelnummer van de klant in, of kies bij de instellingen dat de klantreferentie meegaat.
billit-peppol = De klant kan deze factuur niet via Peppol ontvangen.
    .actie = Verstuur de factuur in Billit op een andere manier, of vraag de klant zich bij Peppol aan te melden.

billit-betalingstermijn = Voor deze factuur is geen betalingstermijn bekend.
    .actie = Vul de betalingstermijn in bij de klant in Billit of bij de instellingen, en verstuur de werkbon opnieuw.
billit-prijs-inclusief = De prijs van artikel { $artikel } is met btw. De facturen in Billit worden gemaakt met prijzen zonder btw.
    .actie = Vul op de werkbon de prijs zonder btw in en verstuur de werkbon opnieuw.
billit-prijs-ontbreekt = Van artikel { $artikel } is geen prijs bekend.
    .actie = Vul in Billit bij het artikel een prijs zonder btw in en kies Nu Synchroniseren, of vul de prijs in op de werkbon. Verstuur de werkbon daarna opnieuw.
billit-aantal-nul = Het aantal van artikel { $artikel } is zo klein dat Billit er nul van maakt.
    .actie = Verbeter het aantal op de werkbon en verstuur de werkbon opnieuw.
billit-artikel-onbruikbaar = Artikel { $artikel } komt niet uit Billit.
    .actie = Kies Nu Synchroniseren, controleer de instellingen opnieuw en sla op. Verstuur de werkbon daarna opnieuw.
billit-artikel-zonder-btw = Artikel { $artikel } heeft in Billit geen btw-percentage. Daarmee kan er geen factuurregel van worden gemaakt.
    .actie = Kies in Billit bij het artikel een btw-percentage en kies Nu Synchroniseren. Probeer het daarna opnieuw.

billit-factuur-definitief = Factuur { $nummer } is definitief aangemaakt (status { $status }), hoewel om een concept is gevraagd. Wijzigen kan niet, alleen verwijderen of crediteren. Bekijk de factuur in Billit voordat u haar verstuurt.
billit-pdf-ontbreekt = Deze pdf's staan niet bij de factuur in Billit: { $namen }. Voeg ze er in Billit zelf bij voordat u de factuur verstuurt.
billit-totaal-wijkt-af = De factuur in Billit komt uit op { GETAL($totaal) }, de regels van de werkbon op { GETAL($verwacht) }. Bekijk de factuur.

billit-bedrijf-onbekend = Bedrijf { $waarde } staat niet tussen deze: { $keuzes }.
    .actie = Vul de naam of het nummer in van een bedrijf uit de lijst. Staat het er niet bij, kies dan Koppel en log in met een gebruiker die toegang heeft.
billit-bedrijf-meer = Er zijn meer bedrijven met de naam { $waarde }: { $keuzes }.
    .actie = Vul in plaats van de naam het nummer van het juiste bedrijf in.
billit-bedrijf-zonder-api = Bedrijf { $waarde } mag in Billit niet door andere software worden gebruikt.
    .actie = Vraag Billit of uw abonnement de API bevat, of kies een ander bedrijf.
billit-geen-bedrijf = De Billit-gebruiker van de koppeling heeft geen enkel bedrijf.
    .actie = Kies Koppel en log in met een gebruiker die toegang heeft tot uw bedrijf.
billit-artikel-onbekend = Billit kent geen artikel met referentie { $waarde }.
    .actie = Neem de referentie letter voor letter over uit Billit, bij Producten.
billit-artikel-meer = Billit heeft meer dan een artikel met referentie { $waarde }.
    .actie = Geef de artikelen in Billit elk een eigen referentie, of vul een ander artikel in.
billit-artikel-zonder-prijs = Artikel { $artikel } heeft in Billit geen prijs. Werkbonnen met dit artikel kunnen niet worden verstuurd zolang er geen prijs is.

billit-klant-zonder-naam = Klant { $record } heeft in Billit geen naam en is overgeslagen.
    .actie = Vul in Billit de naam van de klant in.
billit-artikel-zonder-referentie = Artikel { $record } heeft in Billit geen referentie en is overgeslagen.
    .actie = Vul in Billit bij het artikel een eigen referentie in. Dat wordt het artikelnummer.
billit-onleesbaar = Een gegeven van Billit ({ $record }) kon niet worden gelezen en is overgeslagen: { $detail }.
    .actie = Open dit gegeven in Billit, controleer de velden en sla het opnieuw op. Blijft de melding komen, geef die dan door aan de leverancier van uw werkbonnensoftware.
