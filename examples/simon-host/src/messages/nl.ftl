# Teksten van deze host. Waarde: wat er gebeurd is; .actie: wat u moet doen.

# Delen van andere teksten.
host-oorzaak = { $oorzaak ->
    [bestaat-niet] het bestand bestaat niet
    [geen-toegang] u mag het bestand niet lezen
    [map] het is een map
    [te-groot] het is groter dan 4 MiB
    [geen-tekst] het is geen tekst in UTF-8
   *[anders] { $detail }
 }
host-plaats = { $plaats ->
    [boven] bovenaan
   *[anders] { $plaats }
 }
host-verwacht = { $verwacht ->
    [tekst] verwacht wordt tekst tussen aanhalingstekens
    [getal] verwacht wordt een geheel getal van 0 of meer, zonder aanhalingstekens
    [ja-nee] verwacht wordt true of false
    [lijst] verwacht wordt een lijst
    [object] verwacht worden sleutels met waarden
    [keuze] verwacht wordt een van: { $detail }
    [dubbel] de sleutel '{ $detail }' staat er twee keer
   *[anders] { $detail }
 }


host-config-niet-gevonden = Het configuratiebestand { $bestand } kan niet worden gelezen: { host-oorzaak }.
    .actie = Controleer de naam en de inhoud van het bestand, of geef met --config een ander bestand op.
host-config-onleesbaar = Het configuratiebestand is op regel { $regel } geen geldige TOML: { $detail }
    .actie = Verbeter die regel en probeer het opnieuw.
host-config-onbekende-sleutel = Het configuratiebestand kent de sleutel '{ $sleutel }' niet ({ host-plaats }).
    .actie = Verwijder de sleutel of verbeter de spelling. Mogelijk zijn: { $bekend }.
host-config-verplicht = In het configuratiebestand ontbreekt de sleutel '{ $sleutel }' ({ host-plaats }).
    .actie = Voeg de sleutel toe en probeer het opnieuw.
host-config-fout = De configuratie kan niet worden gebruikt ({ host-plaats }): { $detail }
    .actie = Verbeter het configuratiebestand en probeer het opnieuw.
host-config-waarde = De waarde van '{ $sleutel }' in het configuratiebestand past daar niet: { host-verwacht }.
    .actie = Verbeter het configuratiebestand en probeer het opnieuw.
host-config-leverancier = Deze host kent de leverancier '{ $naam }' niet.
    .actie = Kies bij 'vendor' een van: { $bekend }.
host-config-geheim-bestand = Het bestand bij '{ $sleutel }' kan niet worden gelezen: { host-oorzaak }.
    .actie = Controleer of het bestand bestaat en of u het mag lezen. Het pad telt vanaf de map van het configuratiebestand.
host-config-geheim-dubbel = Zowel '{ $sleutel }' als '{ $sleutel }_file' is ingevuld.
    .actie = Laat een van de twee weg.
host-config-instelling = { $leverancier } heeft geen instelling '{ $sleutel }'.
    .actie = Verwijder de sleutel onder [settings] of verbeter de spelling. Mogelijk zijn: { $bekend }.
host-config-instelling-type = De waarde van de instelling '{ $sleutel }' is van een soort die geen enkele instelling heeft.
    .actie = Schrijf tekst, een geheel getal, true of false, een lijst van teksten, of een tabel van teksten.
host-opslag-adres = De opslag '{ $opslag }' is niet te gebruiken.
    .actie = Schrijf bij 'store' "sqlite:" met de naam van een bestand, bijvoorbeeld "sqlite:simon.db", of "memory:".
host-opslag-mislukt = De gegevens van Simon kunnen niet worden geopend: { $detail }
    .actie = Controleer of de map bestaat, of u erin mag schrijven en of dit de nieuwste versie van simon-host is.
host-opslag-vergeet = De opslag is 'memory:': na dit commando is alles vergeten.
host-klok-ongeldig = De omgevingsvariabele { $variabele } heeft geen bruikbare waarde.
    .actie = Verwijder de variabele: zij is alleen voor tests. Een geldige waarde is bijvoorbeeld 60@2026-03-02T08:00:00Z.
host-klok-versneld = De klok loopt { $factor } keer zo snel als de echte tijd ({ $variabele }). Dit is alleen voor tests.
host-activatie-plan = De eerste activering wist alle gegevens van Simon, omdat het boekhoudpakket leidend is. Er is nog niets gewist.
    .actie = Bekijk het plan hierboven en start opnieuw met: activate --wipe all
host-instellingen-geweigerd = Er is niets opgeslagen: niet alle instellingen zijn goedgekeurd.
    .actie = Verbeter de geweigerde instellingen en probeer het opnieuw.
host-schoonmaak-gestopt = De schoonmaak van { $tabel } is gestopt: er zouden { $aantal } gegevens verdwijnen.
    .actie = Klopt dat? Start dan: cleanup --yes
host-gebruik-tijd = '{ $tekst }' is geen tijdstip.
    .actie = Schrijf een datum (2026-03-02) of een tijdstip (2026-03-02T14:30 of 2026-03-02T14:30:00Z).
host-gebruik-bevestigen = Niet bevestigd: er is niets veranderd.
    .actie = Start het commando opnieuw met --yes als u zeker bent.
host-serve-uit = De koppeling is niet actief of vraagt aandacht. Er wordt niets opgehaald en verstuurd totdat dat is opgelost; serve wacht daarop.
    .actie = Kijk met 'status' hoe het ervoor staat. Is de koppeling uit, start dan 'activate'; zijn sleutels of aanmelding geweigerd, verbeter die en start 'login'.
host-niets-te-leveren = Er is nu niets te leveren.
host-niets-gevonden = Niets gevonden.
host-niets-opgehaald = Er is niets opgehaald: bij de instellingen staat het ophalen hiervan uit.
host-niets-te-vergelijken = In deze periode zijn geen werkbonnen gearchiveerd.
host-nummer-ongeldig = '{ $nummer }' is geen werkbonnummer.
    .actie = Een werkbonnummer heeft 1 tot 19 letters, cijfers of leestekens, zonder spaties.
host-afgebroken = De uitvoering is afgebroken.
    .actie = Probeer het opnieuw. Wat al opgeslagen was, blijft staan.

host-werkbon-bestand = Het werkbonbestand { $bestand } kan niet worden gelezen: { host-oorzaak }.
    .actie = Controleer de naam van het bestand.
host-werkbon-json = Het werkbonbestand { $bestand } is geen geldige JSON: er zit een fout op regel { $regel }, teken { $teken }.
    .actie = Kijk op die plaats of er een komma, haakje of aanhalingsteken ontbreekt of te veel staat, en archiveer de werkbon opnieuw.
host-werkbon-waarde = In het werkbonbestand { $bestand } staat op regel { $regel }, teken { $teken } iets dat daar niet mag staan: { host-verwacht }.
    .actie = Verbeter dat en archiveer de werkbon opnieuw.
host-werkbon-geen-tekst = Het werkbonbestand { $bestand } is geen tekst in UTF-8.
    .actie = Sla het bestand op als UTF-8 en archiveer de werkbon opnieuw.
host-werkbon-leeg = Het werkbonbestand { $bestand } is leeg.
    .actie = Maak het bestand opnieuw en archiveer de werkbon dan.
host-werkbon-lijst = Het werkbonbestand { $bestand } bevat een lijst in plaats van één werkbon.
    .actie = Zet elke werkbon in een eigen bestand en geef al die bestanden op.
host-werkbon-onbekende-sleutel = Het werkbonbestand { $bestand } heeft op regel { $regel } een onbekende sleutel '{ $sleutel }'.
    .actie = Verwijder de sleutel of verbeter de spelling, en archiveer de werkbon opnieuw.
host-werkbon-ontbrekende-sleutel = In het werkbonbestand { $bestand } ontbreekt de sleutel '{ $sleutel }'.
    .actie = Voeg de sleutel toe en archiveer de werkbon opnieuw.
host-werkbon-getal = In het werkbonbestand { $bestand } staat op regel { $regel } een aantal of prijs zonder aanhalingstekens.
    .actie = Schrijf het tussen aanhalingstekens, bijvoorbeeld "aantal": "2.5". Alleen zo blijft het getal precies wat het is.
host-werkbon-aantal = '{ $waarde }' is geen getal dat als { $sleutel } kan worden gebruikt.
    .actie = Schrijf cijfers met een punt voor de decimalen, bijvoorbeeld "2.5".
host-werkbon-datum = '{ $datum }' is geen geldige datum.
    .actie = Schrijf jaar-maand-dag, bijvoorbeeld "2026-03-02".
host-werkbon-niet-gereed = Werkbon { $nummer } is niet gereed gemeld en kan niet worden gearchiveerd.
    .actie = Meld de werkbon eerst gereed ("gereed_gemeld": true) en archiveer opnieuw.
host-werkbon-klant-onbekend = De klant '{ $klant }' van werkbon { $nummer } staat niet in Simon.
    .actie = Controleer de klantcode. Is de klant nieuw in het boekhoudpakket? Kies dan eerst Nu Synchroniseren en archiveer de werkbon daarna opnieuw.
host-werkbon-klant-meer = De klantcode '{ $klant }' van werkbon { $nummer } hoort bij meer dan één klant.
    .actie = Noem de klant met "vendor_id:..." (zie de lijst met relaties), of geef de klanten in het boekhoudpakket elk een eigen code.
host-werkbon-werkadres-onbekend = Het werkadres '{ $werkadres }' van werkbon { $nummer } staat niet in Simon.
    .actie = Kies "standaard" of een werkadres uit de lijst met werkadressen, en archiveer de werkbon opnieuw.
host-werkbon-artikel-onbekend = Het artikel '{ $artikel }' van werkbon { $nummer } staat niet in Simon.
    .actie = Controleer de artikelcode en of de artikelgroep bij de instellingen is gekozen. Is het artikel nieuw? Kies dan eerst Nu Synchroniseren en archiveer de werkbon daarna opnieuw.
host-werkbon-artikel-meer = De artikelcode '{ $artikel }' van werkbon { $nummer } hoort bij meer dan één artikel.
    .actie = Noem het artikel met "vendor_id:..." (zie de lijst met artikelen).
host-werkbon-pdf = De pdf '{ $bestand }' van werkbon { $nummer } kan niet worden gelezen: { host-oorzaak }.
    .actie = Controleer de naam; het pad telt vanaf de map van het werkbonbestand.
host-geen-inlogpagina = { $leverancier } heeft geen inlogpagina: deze koppeling werkt met sleutels.
    .actie = Zet de sleutels bij [connection] in het configuratiebestand en kies daarna activeren, of inloggen zonder --redirect.
host-wissen-klant-onbekend = Er is niet precies één klant '{ $klant }' in Simon. Er is niets gewist.
    .actie = Noem de klant met zijn code, of met "vendor_id:..." (zie de lijst met relaties).
host-wissen-komt-terug = De gegevens zijn gewist, maar de klant staat nog in het boekhoudpakket en komt daardoor vanzelf terug.
    .actie = Verwijder de klant ook in het boekhoudpakket, of maak hem daar inactief, en wis de gegevens daarna opnieuw.
host-pagina-wachtwoord = De pagina zou ook vanaf andere computers te openen zijn, maar er is geen wachtwoord.
    .actie = Geef met --password-file een bestand met een wachtwoord op, of laat --listen weg.
host-pagina-wachtwoordbestand = Het bestand { $bestand } met het wachtwoord kan niet worden gelezen: { host-oorzaak }.
    .actie = Controleer de naam en de rechten van het bestand.
host-pagina-wachtwoord-leeg = Het bestand { $bestand } met het wachtwoord is leeg.
    .actie = Zet het wachtwoord in het bestand, op één regel.
host-pagina-wachtwoord-fout = Dat is niet het wachtwoord.
    .actie = Probeer het opnieuw, of vraag het aan wie deze pagina beheert.
host-pagina-adres = De pagina kan niet luisteren op { $adres }: { $detail }.
    .actie = Kies met --listen een ander adres of een andere poort.
host-pagina-koppelen = Deze integratie is nog niet gekoppeld.
    .actie = Kies Activeren en vul de sleutels in.
host-pagina-niet-gevonden = Deze pagina is er niet.
    .actie = Ga naar de integraties en kies vandaar.
host-pagina-verouderd = Deze pagina was verouderd; er is niets gedaan.
    .actie = Ga terug, laad de pagina opnieuw en probeer het nog eens.
host-pagina-formulier = Wat is ingevuld, is te groot of kan niet worden gelezen; er is niets gedaan.
    .actie = Vul minder in en probeer het nog eens.
host-pagina-bezig = Er wordt al gesynchroniseerd of opgeschoond. Wacht tot dat klaar is.
host-pagina-begonnen = De synchronisatie is begonnen.
host-pagina-filter = '{ $waarde }' is geen keuze van het logboek.
    .actie = Kies opnieuw in het formulier boven het logboek.
host-pagina-koppelwijze = Op deze manier kan hier niet worden gekoppeld.
    .actie = Kies een van de manieren die bij Koppelen staan.
host-pagina-veld-leeg = '{ $veld }' is niet ingevuld; er is niets gewijzigd.
    .actie = Vul dit veld in en kies opnieuw Koppelen.
host-pagina-gekoppeld = De koppeling met { $administratie } werkt.
host-pagina-gekoppeld-kies = De koppeling werkt. De administratie wordt gekozen bij de instellingen.
host-pagina-inloggen = Het inloggen is begonnen: volg hieronder de verwijzing naar { $leverancier }.
host-pagina-stand = De integratie is intussen aan- of uitgezet; er is niets opgeslagen.
    .actie = Bekijk hieronder hoe het nu is en ga van daar verder.
host-pagina-ongecontroleerd = Nog niet elke instelling is goedgekeurd; er is niets opgeslagen.
    .actie = Kies Controleer alles, herstel wat wordt geweigerd en kies daarna Opslaan.
host-pagina-geweigerd = Een instelling is geweigerd; er is niets opgeslagen.
    .actie = Herstel wat bij de instellingen staat en kies opnieuw Controleer.
host-pagina-geactiveerd = De integratie is geactiveerd. De gegevens worden nu opgehaald.
host-pagina-opgeslagen = De instellingen zijn opgeslagen en gelden vanaf nu.
host-pagina-gedeactiveerd = De integratie is gedeactiveerd: er wordt niets meer opgehaald en niets meer verstuurd.
host-pagina-losgekoppeld = De integratie is gedeactiveerd en de koppeling is verbroken.
host-bon-stand = '{ $waarde }' is geen stand van een werkbon.
    .actie = Kies een van de standen boven de lijst.
host-bon-weg = Werkbon { $nummer } is niet (meer) open en staat ook niet bij de gearchiveerde werkbonnen.
    .actie = Kijk in de lijst hoe het met de werkbon staat.
host-bon-bestaat = Werkbonnummer { $nummer } is al van een open werkbon.
    .actie = Kies een ander nummer, of archiveer eerst die werkbon.
host-bon-al-gearchiveerd = Werkbonnummer { $nummer } is al van een gearchiveerde werkbon.
    .actie = Kijk in de lijst hoe het daarmee staat, of kies een ander nummer.
host-bon-gemaakt = Werkbon { $nummer } is gemaakt.
host-bon-gereed = Werkbon { $nummer } is gereed gemeld.
host-bon-gearchiveerd = Werkbon { $nummer } is gearchiveerd en wordt verstuurd.
host-bon-vastgehouden = Werkbon { $nummer } is gearchiveerd en wordt vastgehouden, omdat de integratie uit staat.
    .actie = Geef de werkbon vrij zodra de integratie weer actief is.
host-bon-vrijgegeven = { $aantal ->
    [one] Eén werkbon is vrijgegeven en wordt verstuurd.
   *[other] { $aantal } werkbonnen zijn vrijgegeven en worden verstuurd.
 }
host-bon-opnieuw = Werkbon { $nummer } wordt opnieuw verstuurd, met de huidige instellingen.
host-bon-besloten-geleverd = Werkbon { $nummer } geldt als geleverd.
host-bon-besloten-opnieuw = Werkbon { $nummer } wordt opnieuw verstuurd.
host-bon-besluit = Er is niets besloten.
    .actie = Vul het id van het document in, of vink aan dat er geen document is.
host-bon-minuten = '{ $waarde }' is geen aantal minuten.
    .actie = Schrijf een geheel getal van 0 of meer, bijvoorbeeld 90.
host-bon-regel = Artikelregel { $regel } heeft geen artikelcode.
    .actie = Vul de code van het artikel in, of maak de regel leeg.
host-opschonen-begonnen = De schoonmaak is begonnen.
host-opschonen-geweigerd = Geweigerd: er is niets verwijderd. De volgende schoonmaak vraagt het opnieuw als dat dan nog nodig is.
host-opschonen-onbekend = Het is niet duidelijk over welke tabel en welk aantal dit antwoord gaat. Er is niets gedaan.
    .actie = Open de pagina Opschonen opnieuw en antwoord daar.
