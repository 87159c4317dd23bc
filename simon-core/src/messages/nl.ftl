# Teksten voor kantoormedewerkers. Per code: wat er gebeurd is en, als attribuut .actie, wat te doen.
# GETAL schrijft een getal met een komma. Een fout heeft altijd een .actie.

onbekende-melding = Er is een melding zonder tekst: { $code }.
    .actie = Geef deze code door aan de leverancier van uw werkbonnensoftware.

# Namen van tabellen, gebruikt in andere meldingen.
tabelnaam = { $tabel ->
    [klanten] klanten
    [werkadressen] werkadressen
    [artikelen] artikelen
    [artikelgroepen] artikelgroepen
    [werkbonnen] werkbonnen
    [verkooporders] verkooporders
    [offertes] offertes
    [verwijderingen] verwijderingen
   *[anders] { $tabel }
    }

## Fouten van het boekhoudpakket, het netwerk of de software

fout-configuratie = De koppeling is technisch niet goed ingericht ({ $detail }).
    .actie = Vraag uw beheerder om de technische gegevens van de koppeling na te kijken.
fout-invoer = De opgegeven gegevens kunnen niet worden gebruikt ({ $detail }).
    .actie = Verbeter de gegevens en probeer het opnieuw.
fout-aanmelding = Het boekhoudpakket weigert de aanmelding van deze koppeling.
    .actie = Open de instellingen van de koppeling en koppel opnieuw met het boekhoudpakket.
fout-rechten = De koppeling mag dit in het boekhoudpakket niet doen.
    .actie = Geef de gebruiker of de sleutel van de koppeling in het boekhoudpakket de benodigde rechten en probeer het opnieuw.
fout-niet-gevonden = Het boekhoudpakket kent dit gegeven niet (meer).
    .actie = Kijk in het boekhoudpakket of het gegeven nog bestaat, kies daarna Nu Synchroniseren en probeer het opnieuw.
fout-bestaat-al = Het boekhoudpakket meldt dat dit gegeven al bestaat.
    .actie = Zoek het gegeven op in het boekhoudpakket en kijk of het klopt.
fout-geweigerd = Het boekhoudpakket heeft de gegevens geweigerd ({ $detail }).
    .actie = Lees de melding van het boekhoudpakket, pas de gegevens aan en verstuur opnieuw.
fout-past-niet = Deze gegevens kunnen in het boekhoudpakket niet worden vastgelegd ({ $detail }).
    .actie = Pas de werkbon of de instellingen aan en verstuur opnieuw.
fout-niet-ondersteund = Het boekhoudpakket biedt dit niet aan ({ $detail }).
    .actie = Zet deze mogelijkheid bij de instellingen uit of vraag uw beheerder.
fout-limiet = Het boekhoudpakket neemt voorlopig geen verzoeken meer aan.
    .actie = Automatische taken gaan later vanzelf verder; deed u dit zelf, probeer het dan over een uur opnieuw. Blijft het zo, vraag dan uw beheerder.
fout-onbereikbaar = Het boekhoudpakket is niet bereikbaar of heeft een storing.
    .actie = Automatische taken gaan later vanzelf verder; deed u dit zelf, probeer het dan over een paar minuten opnieuw. Blijft het zo, kijk dan of de internetverbinding werkt en of het boekhoudpakket een storing meldt.
fout-geen-antwoord = Het boekhoudpakket gaf niet op tijd antwoord.
    .actie = Bij automatische taken en werkbonnen hoeft u niets te doen: die worden vanzelf nagekeken en zo nodig opnieuw geprobeerd. Deed u iets anders zelf, probeer het dan over een paar minuten opnieuw. Blijft het zo, vraag dan uw beheerder.
fout-onleesbaar = Het antwoord van het boekhoudpakket was niet te lezen ({ $detail }).
    .actie = Gebeurt dit vaker, geef deze melding dan door aan de leverancier van uw werkbonnensoftware.
fout-onvolledig = De lijst van het boekhoudpakket kwam niet volledig binnen. Er is niets verwijderd.
    .actie = U hoeft nu niets te doen: de volgende keer gaat het vanzelf verder. Blijft het zo, vraag dan uw beheerder.
fout-afgebroken = De taak is afgebroken omdat de koppeling intussen is gewijzigd of uitgezet. Wat al was opgeslagen, blijft staan.
    .actie = Start de taak opnieuw als dat nog nodig is.
fout-host = De gegevens konden op deze computer niet worden gelezen of opgeslagen ({ $detail }).
    .actie = Vraag uw beheerder om de opslag van de werkbonnensoftware na te kijken.
fout-onverwacht = Er ging iets onverwachts mis ({ $detail }).
    .actie = Geef deze melding door aan de leverancier van uw werkbonnensoftware.

## Instellingen

instelling-onbekend = De instelling { $sleutel } bestaat niet voor deze koppeling.
    .actie = Verwijder deze instelling of kijk of de naam goed is geschreven.
instelling-verplicht = De instelling { $sleutel } is niet ingevuld, maar wel verplicht.
    .actie = Vul deze instelling in en controleer opnieuw.
instelling-te-lang = De tekst bij de instelling { $sleutel } is te lang: hoogstens { $max } tekens.
    .actie = Maak de tekst korter en controleer opnieuw.
instelling-onbekende-keuze = De waarde bij de instelling { $sleutel } is geen geldige keuze.
    .actie = Kies een van deze waarden: { $keuzes }.
instelling-buiten-bereik = Het getal bij de instelling { $sleutel } moet tussen { $min } en { $max } liggen.
    .actie = Vul een getal van { $min } tot en met { $max } in en controleer opnieuw.
instelling-verkeerd-type = De waarde bij de instelling { $sleutel } heeft niet de goede vorm.
    .actie = Vul hier een waarde van deze soort in: { $soort ->
        [tekst] tekst
        [lijst] een lijst
        [getal] een heel getal
        [tabel] een tabel
       *[anders] ja of nee (true of false)
        }.
instelling-artikel-verlopen = Artikel { $artikel } is volgens zijn einddatum in het boekhoudpakket niet meer actief.
    .actie = Kies een ander artikel, of verander de einddatum in het boekhoudpakket, en controleer opnieuw.
instelling-eerst-administratie = Deze instelling kan pas worden gecontroleerd als de administratie is goedgekeurd.
    .actie = Controleer eerst de instelling Administratie.
instelling-andere-administratie = De aanmelding bij het boekhoudpakket hoort bij administratie { $administratie }, en niet bij de administratie die hier is ingevuld.
    .actie = Vul administratie { $administratie } in, of koppel met de administratie die u bedoelt.
instellingen-opgeslagen = De instellingen zijn opgeslagen. Ze gelden vanaf nu.

## Aan, uit en koppelen

geactiveerd = De administratie { $administratie } is gekoppeld en actief.
gedeactiveerd = De koppeling is uitgezet: er wordt niets opgehaald en niets verstuurd.
losgekoppeld = De koppeling met het boekhoudpakket is verbroken. De aanmeldgegevens zijn verwijderd.
andere-administratie = De aanmelding hoort bij een andere administratie ({ $administratie }) dan die waarmee de koppeling werkt. Er is niets opgehaald en niets verstuurd.
    .actie = Koppel met de goede administratie. Wilt u echt van administratie wisselen, zet de koppeling dan uit, activeer de koppeling opnieuw en laat daarbij alle gegevens wissen.
activatie-wist-alles = Bij de eerste activering worden alle gegevens gewist, omdat het boekhoudpakket leidend is. Er is nog niets gewist.
    .actie = Bekijk wat er wordt gewist, vink alles aan en activeer opnieuw.
integratie-niet-actief = De koppeling is niet actief.
    .actie = Activeer de koppeling en sla de instellingen op.
integratie-aandacht-nodig = De koppeling staat stil omdat de aanmelding bij het boekhoudpakket niet (meer) klopt.
    .actie = Open de instellingen van de koppeling en koppel opnieuw met het boekhoudpakket.
inloggen-opnieuw = Dit adres hoort niet bij de aanmelding die als laatste is begonnen, of het inloggen duurde te lang.
    .actie = Begin in de instellingen van de koppeling opnieuw met inloggen.
inloggen-geweigerd = Het inloggen bij het boekhoudpakket is afgebroken of er is geen toestemming gegeven.
    .actie = Begin opnieuw met inloggen, neem een gebruiker die bij de administratie mag, en geef toestemming.
inloggen-niet-ingericht = Het boekhoudpakket laat de koppeling niet toe bij het inloggen.
    .actie = Vraag uw beheerder om na te kijken hoe de koppeling bij het boekhoudpakket is aangemeld.
inloggen-onderbroken = Het inloggen kon niet worden afgemaakt, omdat het boekhoudpakket geen goed antwoord gaf. Er is niets veranderd.
    .actie = Begin over een paar minuten opnieuw met inloggen.
inloggen-bezig = Iemand logt opnieuw in bij het boekhoudpakket. Tot dat klaar is, wordt er niets opgehaald en niets verstuurd.
    .actie = Maak het inloggen af. Lukt dat niet, begin dan in de instellingen van de koppeling opnieuw met inloggen.
inloggen-niet-gelukt = Het inloggen is niet gelukt. De koppeling werkt verder met de aanmelding van eerder.
ingelogd = Het inloggen bij administratie { $administratie } in het boekhoudpakket is gelukt.
ingelogd-zonder-keuze = Het inloggen bij het boekhoudpakket is gelukt. Welke administratie de koppeling gebruikt, staat in de instellingen.
opnieuw-gekoppeld = De koppeling is opnieuw verbonden met administratie { $administratie } en werkt.
tabel-gewist = Gewist: { tabelnaam } ({ $aantal }).
wacht-op-limiet = Het boekhoudpakket neemt voorlopig geen verzoeken meer aan. Om { $tijd } gaat het vanzelf verder.

## Ophalen

ophalen-klaar = Ophalen van { tabelnaam } is klaar. Ontvangen: { $ontvangen }, nieuw: { $nieuw }, gewijzigd: { $gewijzigd }, ongewijzigd: { $ongewijzigd }, overgeslagen: { $overgeslagen }.
ophalen-mislukt = Ophalen van { tabelnaam } is niet gelukt. Wat al binnen was, is bewaard.
    .actie = De melding van hetzelfde moment zegt wat er aan de hand is. De volgende keer gaat het ophalen vanzelf verder.
ophalen-van-voren-af = Het boekhoudpakket heeft de { tabelnaam } opnieuw genummerd. Ze worden nog eens helemaal opgehaald.
datums-gevolgd = Van de { tabelnaam } zijn er volgens hun begin- of einddatum { $begonnen } actief geworden en { $beeindigd } niet meer actief.
groep-hernoemd = Artikelgroep ‘{ $oud }’ heet in het boekhoudpakket nu ‘{ $nieuw }’. De groep blijft gekozen.
    .actie = Vul bij de instelling ‘Artikelgroepen’ de nieuwe naam in als u de instellingen weer opslaat.
record-dubbel = Artikel ‘{ $artikel }’ is niet overgenomen: nummer { $code } is in Simon al van artikel ‘{ $ander }’.
    .actie = Geef een van beide artikelen in het boekhoudpakket een ander nummer. Daarna komt dit artikel vanzelf mee.
record-zonder-nummer = Een gegeven uit het boekhoudpakket is overgeslagen omdat het geen nummer heeft.
    .actie = Geef het in het boekhoudpakket een nummer en sla het daar op.

antwoord-afwijkend = Bij het ophalen van { tabelnaam } was het antwoord van het boekhoudpakket anders dan de koppeling het kent. { $soort ->
    [onbekend] Het veld ‘{ $veld }’ heeft { $aantal } keer een onbekende waarde (voorbeeld: { $voorbeeld }; vorm: { $vorm }).
   *[ontbreekt] Het veld ‘{ $veld }’ ontbreekt { $aantal } keer (voorbeeld: { $voorbeeld }).
    } Het ophalen gaat verder.
    .actie = Geef deze melding door aan de leverancier van uw werkbonnensoftware. Zelf hoeft u niets te veranderen.

## Schoonmaak

schoonmaak-klaar = De schoonmaak van { tabelnaam } is klaar. { $aantal ->
    [0] Er is niets verwijderd.
    [one] Er is 1 gegeven verwijderd.
   *[other] Er zijn { $aantal } gegevens verwijderd.
    }
schoonmaak-klant-verwijderd = Klant { $code } is verwijderd omdat het boekhoudpakket deze klant niet meer als actief heeft.
schoonmaak-artikel-verwijderd = Artikel { $code } is verwijderd omdat het boekhoudpakket dit artikel niet meer als actief heeft.
schoonmaak-groep-verwijderd = Artikelgroep { $code } is verwijderd omdat het boekhoudpakket deze groep niet meer heeft.
groep-verdwenen = Artikelgroep ‘{ $naam }’ is bij de instellingen gekozen, maar het boekhoudpakket heeft deze groep niet meer.
    .actie = Kies bij de instelling ‘Artikelgroepen’ de groepen die u nu gebruikt en sla de instellingen op.
schoonmaak-gestopt = De schoonmaak van { tabelnaam } is gestopt: er zouden { $aantal } van de { $totaal } gegevens verdwijnen. Er is niets verwijderd.
    .actie = Kijk welke gegevens het zijn en of dat in het boekhoudpakket klopt. Zo ja, keur het verwijderen dan goed; zo nee, weiger het.
schoonmaak-geweigerd = Het verwijderen van { $aantal } gegevens uit de { tabelnaam } is geweigerd. Ze blijven staan; de volgende schoonmaak vraagt het opnieuw als dat dan nog nodig is.
schoonmaak-geen-vraag = De schoonmaak van { tabelnaam } wacht niet (meer) op een antwoord. Er is niets gedaan.
    .actie = Vraag de stand opnieuw op; misschien heeft iemand anders al geantwoord.
schoonmaak-onvolledig = De schoonmaak van { tabelnaam } is overgeslagen omdat de lijst van het boekhoudpakket niet volledig binnenkwam. Er is niets verwijderd.

## Werkbonnen versturen

werkbon-geleverd = De werkbon staat in { $document } onder nummer { $nummer }.
werkbon-teruggevonden = De werkbon staat in { $document } onder nummer { $nummer }. Het antwoord was verloren gegaan; het document is teruggevonden en niet nog eens gemaakt.
werkbon-gefilterd = Werkbon { $werkbon } is niet verstuurd omdat het filterwoord ‘{ $woord }’ in de werkomschrijving staat.
werkbon-vastgehouden = De werkbon is gearchiveerd terwijl de koppeling uit stond. Hij is niet verstuurd.
    .actie = Bekijk de werkbon en geef hem vrij als hij alsnog naar het boekhoudpakket moet.
werkbon-andere-administratie = De werkbon hoort bij een andere administratie dan die waarmee nu is gekoppeld. Hij is niet verstuurd.
    .actie = Koppel weer met de administratie van deze werkbon, of maak het document met de hand in de goede administratie.
werkbon-wacht = De werkbon kon nog niet worden verstuurd. Het wordt vanzelf opnieuw geprobeerd.
werkbon-zonder-uitkomst = Het boekhoudpakket gaf bij herhaald versturen steeds een storing. Er is nagekeken dat er geen document is gemaakt.
    .actie = Kijk of het boekhoudpakket met deze klant en deze artikelen wel een document kan maken. Verstuur de werkbon daarna opnieuw, of maak het document met de hand.
werkbon-besloten-geleverd = Bij de werkbon is vastgelegd welk document in het boekhoudpakket erbij hoort. Hij wordt niet meer verstuurd.
werkbon-besloten-opnieuw = De werkbon wordt opnieuw verstuurd, omdat iemand heeft nagekeken dat er geen document is.
werkbon-niet-te-besluiten = Over werkbon { $nummer } valt dit niet te besluiten: hij wacht nog, is al geleverd, of het is niet onzeker of er een document bestaat. Opnieuw versturen kan bovendien alleen met de administratie waar de werkbon bij hoort.
    .actie = Kijk in het logboek hoe het met de werkbon staat, en met welke administratie de koppeling nu werkt.
werkbon-wacht-lang = De werkbon kon na herhaald proberen nog niet worden verstuurd. Er wordt nog steeds vanzelf opnieuw geprobeerd.
    .actie = Kijk of het boekhoudpakket bereikbaar is en of de koppeling nog werkt. Vraag anders uw beheerder.
werkbon-nagaan = Het boekhoudpakket gaf geen antwoord. Er wordt eerst nagegaan of het document er al is, zodat het niet dubbel wordt gemaakt.
werkbon-onzeker = Er kon niet worden vastgesteld of er voor de werkbon een document in het boekhoudpakket is. Hij wordt niet vanzelf opnieuw verstuurd, om een dubbel document te voorkomen.
    .actie = Zoek in het boekhoudpakket naar { $referentie }. Is er een document, meld de werkbon dan als geleverd. Is er geen, geef dan opdracht om hem opnieuw te versturen.
werkbon-dubbel-gevonden = In het boekhoudpakket staan twee of meer documenten voor deze werkbon ({ $referentie }). Er wordt niets meer verstuurd.
    .actie = Zoek de documenten met { $referentie } op in het boekhoudpakket en verwijder alle op één na. Meld de werkbon daarna als geleverd.
werkbon-niet-vrij-te-geven = De werkbon kan niet worden vrijgegeven: hij wordt niet vastgehouden, is niet geweigerd, of hoort bij een andere administratie.
    .actie = Kijk in het logboek hoe het met de werkbon staat.
pdf-mislukt = Het document is gemaakt, maar een pdf kon er niet bij worden gezet.
    .actie = Voeg de pdf in het boekhoudpakket met de hand toe aan het document.

werkbon-niet-gearchiveerd = Werkbon { $nummer } is niet gearchiveerd.
    .actie = Kijk of het nummer klopt. Bekijk het voorbeeld anders vanuit de werkbon zelf.
nagaan-onvolledig = De lijst van documenten van het boekhoudpakket kwam niet volledig of niet leesbaar binnen. Er is niets vergeleken.
    .actie = Probeer het later opnieuw. Blijft het zo, geef deze melding dan door aan de leverancier van uw werkbonnensoftware.
nagaan-niet-mogelijk = { $pakket } kan geen lijst van documenten geven. Daarom is niet na te gaan of bij elke werkbon een document hoort.
    .actie = Zoek de documenten in { $pakket } zelf op. Het nummer van het document staat in het logboek bij de werkbon.

## Waarom een werkbon niet wordt verstuurd

werkbon-zonder-klant = Werkbon { $werkbon } is niet verstuurd omdat er geen klant is gekozen.
    .actie = Kies op de werkbon een klant die uit het boekhoudpakket komt en verstuur de werkbon opnieuw.
werkbon-klant-niet-uit-pakket = Werkbon { $werkbon } is niet verstuurd omdat de klant niet uit het boekhoudpakket komt.
    .actie = Maak de klant aan in het boekhoudpakket, kies Nu Synchroniseren, kies die klant op de werkbon en verstuur de werkbon opnieuw.
werkbon-klant-onbekend = Werkbon { $werkbon } is niet verstuurd omdat de klant ({ $klant }) niet bekend is.
    .actie = Kies Nu Synchroniseren, kies op de werkbon een bestaande klant en verstuur de werkbon opnieuw.
werkbon-klant-inactief = Werkbon { $werkbon } is niet verstuurd omdat klant { $klant } in het boekhoudpakket niet actief is.
    .actie = Zorg dat de klant in het boekhoudpakket vandaag actief is (als klant) en kies Nu Synchroniseren, of kies op de werkbon een andere klant. Verstuur de werkbon daarna opnieuw.
werkbon-werkadres-onbekend = Werkbon { $werkbon } is niet verstuurd omdat het werkadres niet meer bestaat.
    .actie = Kies op de werkbon een werkadres van de klant en verstuur de werkbon opnieuw.
werkbon-werkadres-zonder-klant = Werkbon { $werkbon } is niet verstuurd omdat het werkadres bij geen enkele klant hoort.
    .actie = Koppel het werkadres aan de klant van de werkbon, of kies een ander werkadres. Verstuur de werkbon daarna opnieuw.
werkbon-werkadres-andere-klant = Werkbon { $werkbon } is niet verstuurd omdat het werkadres bij een andere klant hoort dan klant { $klant } van de werkbon.
    .actie = Kies op de werkbon een werkadres van deze klant, of de klant van dit werkadres. Verstuur de werkbon daarna opnieuw.
werkbon-zonder-regels = Werkbon { $werkbon } is niet verstuurd omdat er niets op staat dat een regel op het document wordt.
    .actie = Boek artikelen of tijd op de werkbon, of stel bij de instellingen artikelen voor werktijd en reistijd in. Verstuur de werkbon daarna opnieuw.
werkbon-te-veel-regels = Werkbon { $werkbon } is niet verstuurd omdat het document { $aantal } regels zou krijgen; het boekhoudpakket neemt er hoogstens { $max } aan.
    .actie = Verdeel de werkzaamheden over meer werkbonnen, of maak de werkomschrijving korter. Verstuur daarna opnieuw.
werkbon-artikel-onbekend = Werkbon { $werkbon } is niet verstuurd omdat een geboekt artikel ({ $artikel }) niet bekend is.
    .actie = Kies Nu Synchroniseren, of kies op de werkbon een ander artikel. Kijk ook of de groep van het artikel bij de instellingen is gekozen. Verstuur de werkbon daarna opnieuw.
werkbon-artikel-niet-uit-pakket = Werkbon { $werkbon } is niet verstuurd omdat een geboekt artikel ({ $artikel }) niet uit het boekhoudpakket komt.
    .actie = Maak het artikel aan in het boekhoudpakket, kies Nu Synchroniseren, kies dat artikel op de werkbon en verstuur de werkbon opnieuw.
werkbon-artikel-inactief = Werkbon { $werkbon } is niet verstuurd omdat artikel { $artikel } ({ $omschrijving }) in het boekhoudpakket niet actief is.
    .actie = Zorg dat het artikel in het boekhoudpakket vandaag actief is en kies Nu Synchroniseren, of kies een ander artikel op de werkbon of bij de instellingen. Verstuur de werkbon daarna opnieuw.
werkbon-artikel-ondeelbaar = Werkbon { $werkbon } is niet verstuurd omdat artikel { $artikel } ({ $omschrijving }) alleen in hele aantallen kan, terwijl er { GETAL($aantal) } zijn geboekt.
    .actie = Pas het aantal aan, sta bij het artikel in het boekhoudpakket delen toe en kies Nu Synchroniseren, of kies een ander artikel. Verstuur de werkbon daarna opnieuw.
werkbon-aantal-te-klein = Werkbon { $werkbon } is niet verstuurd omdat het aantal bij artikel { $artikel } ({ $omschrijving }) zo klein is dat het boekhoudpakket er { GETAL($aantal) } van maakt.
    .actie = Pas het aantal op de werkbon aan en verstuur de werkbon opnieuw.
werkbon-instelling-artikel-onbekend = Werkbon { $werkbon } is niet verstuurd omdat artikel { $artikel } bij de instelling ‘{ $instelling ->
        [reistijd_artikel] Artikel voor reistijd
        [werktijd_artikel] Artikel voor werktijd
       *[standaard_artikel] Standaardartikel
    }’ niet is gecontroleerd.
    .actie = Controleer deze instelling, sla de instellingen op en verstuur de werkbon opnieuw.
werkbon-prijs-onbekend = Werkbon { $werkbon } is niet verstuurd omdat artikel { $artikel } geen prijs heeft.
    .actie = Vul in het boekhoudpakket een verkoopprijs in bij dit artikel en kies Nu Synchroniseren, of vul een prijs in op de werkbon. Verstuur de werkbon daarna opnieuw.
werkbon-btw-gemengd = Werkbon { $werkbon } is niet verstuurd omdat er prijzen met en zonder btw op staan: die van artikel { $artikel } en die van artikel { $ander }.
    .actie = Zorg dat alle prijzen op de werkbon en in het boekhoudpakket inclusief btw zijn, of allemaal exclusief btw. Verstuur de werkbon daarna opnieuw.
werkbon-referentie-te-lang = Werkbon { $werkbon } is niet verstuurd omdat de klantreferentie { $lengte } tekens lang is; het boekhoudpakket neemt er hoogstens { $max } aan.
    .actie = Maak de klantreferentie op de werkbon korter, of kies bij de instellingen alleen het werkbonnummer. Verstuur de werkbon daarna opnieuw.
werkbon-documentsoort-onbekend = Werkbon { $werkbon } is niet verstuurd omdat niet duidelijk is welk soort document het moet worden ({ $soort }).
    .actie = Kies bij de instellingen het soort document, sla de instellingen op en verstuur de werkbon opnieuw.

## Wat op het document anders is dan op de werkbon

aantal-afgerond = Op werkbon { $werkbon } is het aantal bij artikel { $artikel } afgerond van { GETAL($aantal) } naar { GETAL($afgerond) }.
bedrag-afgerond = Op werkbon { $werkbon } is de prijs van artikel { $artikel } afgerond van { GETAL($prijs) } naar { GETAL($afgerond) }.
prijs-is-nul = Op werkbon { $werkbon } heeft artikel { $artikel } in het boekhoudpakket een verkoopprijs van 0.
    .actie = Kijk of dit klopt en vul zo nodig op het document de prijs in.
regel-aantal-nul = Op werkbon { $werkbon } is artikel { $artikel } met aantal 0 geboekt. Dat wordt geen regel op het document.
tijd-niet-geboekt = Op werkbon { $werkbon } staan { $minuten } minuten { $soort ->
        [werktijd] werktijd
       *[reistijd] reistijd
    }. Die komen niet op het document omdat er bij de instellingen geen artikel voor is gekozen.
tekst-ingekort = Op werkbon { $werkbon } is { $veld ->
        [omschrijving] de omschrijving van het document
        [memo] de memo
       *[regel] de tekst van een regel
    } ingekort tot { $max } tekens.
werkbon-uit-order = Werkbon { $werkbon } is gemaakt uit { $soort ->
        [offertes] offerte
       *[verkooporders] verkooporder
    } { $nummer }, die ook in het boekhoudpakket staat. Het document noemt die order.
    .actie = Let op dat de klant niet voor beide een factuur krijgt.

## Orders en offertes die werkbonnen worden

order-opgehaald = Order { $order } is opgehaald en is nu werkbon { $werkbon }.
order-zonder-klant = Order { $nummer } heeft geen klant.
    .actie = Kies op de werkbon een klant voordat u hem archiveert.
order-artikel-onbekend = { $aantal ->
        [one] Een artikel van order { $nummer } is
       *[other] { $aantal } artikelen van order { $nummer } zijn
    } niet bekend of in een andere eenheid geteld, en als tekst in de werkomschrijving gezet.
    .actie = Boek zo nodig zelf een artikel op de werkbon.
order-nummer-bezet = Order { $order } is niet opgehaald omdat er al een werkbon { $werkbon } is.
    .actie = Maak voor deze order zelf een werkbon met een ander nummer, of geef de order in het boekhoudpakket een ander nummer.
orders-voor-start = Van de { tabelnaam } { $aantal ->
    [one] was er al 1 open
   *[other] waren er al { $aantal } open
    } toen het ophalen werd aangezet. Die worden alleen op uw verzoek opgehaald.
order-gemarkeerd = Order { $order } is in het boekhoudpakket gemarkeerd als uitgevoerd.
order-niet-gemarkeerd = Order { $order } kon niet worden gemarkeerd omdat hij in het boekhoudpakket is afgesloten of verwijderd.
order-markeren-mislukt = Order { $order } kon in het boekhoudpakket niet worden gemarkeerd als uitgevoerd.
    .actie = Zet de markering zo nodig zelf achter de omschrijving van de order.

## Gegevens van een klant wissen

klant-gewist = De gegevens van een klant zijn op verzoek gewist, met de werkadressen, de werkbonnen en de regels in dit logboek.
klant-gewist-komt-terug = De klant van wie de gegevens zijn gewist, staat nog in het boekhoudpakket. Zo komt deze klant vanzelf weer terug.
    .actie = Verwijder de klant ook in het boekhoudpakket, of maak hem daar inactief, en wis de gegevens daarna opnieuw.
klant-wissen-werkbon-open = De gegevens van de klant zijn niet gewist, omdat er werkbonnen van deze klant open staan: { $nummers }.
    .actie = Zorg dat deze werkbonnen zijn verstuurd, of leg vast welk document in het boekhoudpakket erbij hoort. Wis de gegevens daarna opnieuw.
