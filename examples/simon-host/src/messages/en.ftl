# Texts of this host. Value: what happened; .actie: what to do.

# Parts of other texts.
host-oorzaak = { $oorzaak ->
    [bestaat-niet] the file does not exist
    [geen-toegang] you may not read the file
    [map] it is a folder
    [te-groot] it is larger than 4 MiB
    [geen-tekst] it is no text in UTF-8
   *[anders] { $detail }
 }
host-plaats = { $plaats ->
    [boven] at the top
   *[anders] { $plaats }
 }
host-verwacht = { $verwacht ->
    [tekst] text between quotation marks is expected
    [getal] a whole number of 0 or more is expected, without quotation marks
    [ja-nee] true or false is expected
    [lijst] a list is expected
    [object] keys with values are expected
    [keuze] one of these is expected: { $detail }
    [dubbel] the key '{ $detail }' stands there twice
   *[anders] { $detail }
 }


host-config-niet-gevonden = The configuration file { $bestand } cannot be read: { host-oorzaak }.
    .actie = Check the name and the content of the file, or name another one with --config.
host-config-onleesbaar = The configuration file is no valid TOML at line { $regel }: { $detail }
    .actie = Correct that line and try again.
host-config-onbekende-sleutel = The configuration file does not know the key '{ $sleutel }' ({ host-plaats }).
    .actie = Remove the key or correct its spelling. Possible are: { $bekend }.
host-config-verplicht = The configuration file lacks the key '{ $sleutel }' ({ host-plaats }).
    .actie = Add the key and try again.
host-config-fout = The configuration cannot be used ({ host-plaats }): { $detail }
    .actie = Correct the configuration file and try again.
host-config-waarde = The value of '{ $sleutel }' in the configuration file does not fit there: { host-verwacht }.
    .actie = Correct the configuration file and try again.
host-config-leverancier = This host does not know the vendor '{ $naam }'.
    .actie = Choose one of these for 'vendor': { $bekend }.
host-config-geheim-bestand = The file of '{ $sleutel }' cannot be read: { host-oorzaak }.
    .actie = Check that the file exists and that you may read it. The path counts from the folder of the configuration file.
host-config-geheim-dubbel = Both '{ $sleutel }' and '{ $sleutel }_file' are given.
    .actie = Leave one of them out.
host-config-instelling = { $leverancier } has no setting '{ $sleutel }'.
    .actie = Remove the key under [settings] or correct its spelling. Possible are: { $bekend }.
host-config-instelling-type = The value of the setting '{ $sleutel }' is of a kind that no setting has.
    .actie = Write text, a whole number, true or false, a list of texts, or a table of texts.
host-opslag-adres = The store '{ $opslag }' cannot be used.
    .actie = For 'store', write "sqlite:" with the name of a file, for example "sqlite:simon.db", or "memory:".
host-opslag-mislukt = Simon's data cannot be opened: { $detail }
    .actie = Check that the folder exists, that you may write in it, and that this is the newest simon-host.
host-opslag-vergeet = The store is 'memory:': everything is forgotten after this command.
host-klok-ongeldig = The environment variable { $variabele } has no usable value.
    .actie = Remove the variable: it is for tests only. A valid value is for example 60@2026-03-02T08:00:00Z.
host-klok-versneld = The clock runs { $factor } times as fast as real time ({ $variabele }). This is for tests only.
host-activatie-plan = The first activation wipes all of Simon's data, because the accounting package leads. Nothing was wiped yet.
    .actie = Look at the plan above and start again with: activate --wipe all
host-instellingen-geweigerd = Nothing was saved: not all settings were accepted.
    .actie = Correct the refused settings and try again.
host-schoonmaak-gestopt = The clean-up of { $tabel } was stopped: { $aantal } records would disappear.
    .actie = Is that right? Then start: cleanup --yes
host-gebruik-tijd = '{ $tekst }' is no moment in time.
    .actie = Write a date (2026-03-02) or a moment (2026-03-02T14:30 or 2026-03-02T14:30:00Z).
host-gebruik-bevestigen = Not confirmed: nothing was changed.
    .actie = Start the command again with --yes if you are sure.
host-serve-uit = The integration is not active or needs attention. Nothing is fetched or sent until that is solved; serve waits for it.
    .actie = See with 'status' what is the matter. If the integration is off, run 'activate'; if keys or the login were refused, correct them and run 'login'.
host-niets-te-leveren = There is nothing to deliver now.
host-niets-gevonden = Nothing found.
host-niets-opgehaald = Nothing was fetched: fetching this is switched off in the settings.
host-niets-te-vergelijken = No werkbonnen were archived in this period.
host-nummer-ongeldig = '{ $nummer }' is no werkbon number.
    .actie = A werkbon number has 1 to 19 letters, digits or punctuation marks, without blanks.
host-afgebroken = The run was broken off.
    .actie = Try again. What was stored already stays.

host-werkbon-bestand = The werkbon file { $bestand } cannot be read: { host-oorzaak }.
    .actie = Check the name of the file.
host-werkbon-json = The werkbon file { $bestand } is no valid JSON: there is a mistake at line { $regel }, character { $teken }.
    .actie = See whether a comma, bracket or quotation mark is missing or too many there, and archive the werkbon again.
host-werkbon-waarde = The werkbon file { $bestand } has something at line { $regel }, character { $teken } that cannot stand there: { host-verwacht }.
    .actie = Correct it and archive the werkbon again.
host-werkbon-geen-tekst = The werkbon file { $bestand } is no text in UTF-8.
    .actie = Save the file as UTF-8 and archive the werkbon again.
host-werkbon-leeg = The werkbon file { $bestand } is empty.
    .actie = Make the file again, then archive the werkbon.
host-werkbon-lijst = The werkbon file { $bestand } holds a list instead of one werkbon.
    .actie = Put each werkbon in a file of its own and name all those files.
host-werkbon-onbekende-sleutel = The werkbon file { $bestand } has an unknown key '{ $sleutel }' at line { $regel }.
    .actie = Remove the key or correct its spelling, and archive the werkbon again.
host-werkbon-ontbrekende-sleutel = The werkbon file { $bestand } lacks the key '{ $sleutel }'.
    .actie = Add the key and archive the werkbon again.
host-werkbon-getal = The werkbon file { $bestand } has a quantity or price without quotation marks at line { $regel }.
    .actie = Write it between quotation marks, for example "aantal": "2.5". Only so does the number stay exactly what it is.
host-werkbon-aantal = '{ $waarde }' is no number that can be used as { $sleutel }.
    .actie = Write digits with a point before the decimals, for example "2.5".
host-werkbon-datum = '{ $datum }' is no date.
    .actie = Write year-month-day, for example "2026-03-02".
host-werkbon-niet-gereed = Werkbon { $nummer } was not reported complete and cannot be archived.
    .actie = Report the werkbon complete first ("gereed_gemeld": true) and archive it again.
host-werkbon-klant-onbekend = The customer '{ $klant }' of werkbon { $nummer } is not in Simon.
    .actie = Check the customer code. Is the customer new in the accounting package? Then sync now first, and archive the werkbon again after that.
host-werkbon-klant-meer = The customer code '{ $klant }' of werkbon { $nummer } belongs to more than one customer.
    .actie = Name the customer with "vendor_id:..." (see the list of relaties), or give each customer a code of its own in the accounting package.
host-werkbon-werkadres-onbekend = The work address '{ $werkadres }' of werkbon { $nummer } is not in Simon.
    .actie = Choose "standaard" or one from the list of werkadressen, and archive the werkbon again.
host-werkbon-artikel-onbekend = The article '{ $artikel }' of werkbon { $nummer } is not in Simon.
    .actie = Check the article code and whether its group is chosen in the settings. Is the article new? Then sync now first, and archive the werkbon again after that.
host-werkbon-artikel-meer = The article code '{ $artikel }' of werkbon { $nummer } belongs to more than one article.
    .actie = Name the article with "vendor_id:..." (see the list of artikelen).
host-werkbon-pdf = The PDF '{ $bestand }' of werkbon { $nummer } cannot be read: { host-oorzaak }.
    .actie = Check the name; the path counts from the folder of the werkbon file.
host-geen-inlogpagina = { $leverancier } has no login page: this connection works with keys.
    .actie = Put the keys under [connection] in the configuration file, then run activate, or login without --redirect.
host-wissen-klant-onbekend = There is not exactly one customer '{ $klant }' in Simon. Nothing was erased.
    .actie = Name the customer by its code, or by "vendor_id:..." (see the list of customers).
host-wissen-komt-terug = The data were erased, but the customer is still in the accounting package and will come back by itself.
    .actie = Delete the customer in the accounting package too, or make it inactive there, and then erase the data again.
host-pagina-wachtwoord = The page could be opened from other computers, too, but there is no password.
    .actie = Give a file with a password with --password-file, or leave out --listen.
host-pagina-wachtwoordbestand = The file { $bestand } with the password cannot be read: { host-oorzaak }.
    .actie = Check the name and the rights of the file.
host-pagina-wachtwoord-leeg = The file { $bestand } with the password is empty.
    .actie = Put the password in the file, on one line.
host-pagina-wachtwoord-fout = That is not the password.
    .actie = Try again, or ask who runs this page.
host-pagina-adres = The page cannot listen on { $adres }: { $detail }.
    .actie = Choose another address or port with --listen.
host-pagina-koppelen = This integration is not connected yet.
    .actie = Choose Activate and fill in the keys.
host-pagina-niet-gevonden = There is no such page.
    .actie = Go to the integrations and choose from there.
host-pagina-verouderd = This page was too old; nothing was done.
    .actie = Go back, load the page again and try once more.
host-pagina-formulier = What was filled in is too large or cannot be read; nothing was done.
    .actie = Fill in less and try once more.
host-pagina-bezig = A synchronisation or a clean-up is under way already. Wait until it is done.
host-pagina-begonnen = The synchronisation has begun.
host-pagina-filter = '{ $waarde }' is no choice of the log.
    .actie = Choose again in the form above the log.
host-pagina-koppelwijze = It is not possible to connect in this way here.
    .actie = Choose one of the ways under Connect.
host-pagina-veld-leeg = '{ $veld }' is not filled in; nothing was changed.
    .actie = Fill in this field and choose Connect again.
host-pagina-gekoppeld = The connection with { $administratie } works.
host-pagina-gekoppeld-kies = The connection works. The administration is chosen in the settings.
host-pagina-inloggen = The login has begun: follow the link to { $leverancier } below.
host-pagina-stand = The integration was switched on or off meanwhile; nothing was saved.
    .actie = Look below how it is now and go on from there.
host-pagina-ongecontroleerd = Not every setting was accepted yet; nothing was saved.
    .actie = Choose Check all, correct what is refused and choose Save then.
host-pagina-geweigerd = A setting was refused; nothing was saved.
    .actie = Correct what stands beside the settings and choose Check again.
host-pagina-geactiveerd = The integration is activated. The data are being fetched now.
host-pagina-opgeslagen = The settings are saved and hold from now on.
host-pagina-gedeactiveerd = The integration is deactivated: nothing is fetched and nothing is sent any more.
host-pagina-losgekoppeld = The integration is deactivated and the connection is ended.
host-bon-stand = '{ $waarde }' is no state of a werkbon.
    .actie = Choose one of the states above the list.
host-bon-weg = Werkbon { $nummer } is not open (any more), and is not among the archived ones either.
    .actie = Look in the list where the werkbon is.
host-bon-bestaat = Number { $nummer } is an open werkbon's already.
    .actie = Choose another number, or archive that werkbon first.
host-bon-al-gearchiveerd = Number { $nummer } is an archived werkbon's already.
    .actie = Look in the list where that one is, or choose another number.
host-bon-gemaakt = Werkbon { $nummer } was made.
host-bon-gereed = Werkbon { $nummer } was reported complete.
host-bon-gearchiveerd = Werkbon { $nummer } was archived and is being sent.
host-bon-vastgehouden = Werkbon { $nummer } was archived and is held, because the integration is off.
    .actie = Release the werkbon once the integration is active again.
host-bon-vrijgegeven = { $aantal ->
    [one] One werkbon was released and is being sent.
   *[other] { $aantal } werkbonnen were released and are being sent.
 }
host-bon-opnieuw = Werkbon { $nummer } is sent again, with the present settings.
host-bon-besloten-geleverd = Werkbon { $nummer } counts as delivered.
host-bon-besloten-opnieuw = Werkbon { $nummer } is sent again.
host-bon-besluit = Nothing was decided.
    .actie = Fill in the id of the document, or tick that there is no document.
host-bon-minuten = '{ $waarde }' is no number of minutes.
    .actie = Write a whole number of 0 or more, for example 90.
host-bon-regel = Article line { $regel } has no article code.
    .actie = Fill in the code of the article, or empty the line.
host-opschonen-begonnen = The clean-up has begun.
host-opschonen-geweigerd = Refused: nothing was removed. The next clean-up asks again if it is still needed then.
host-opschonen-onbekend = It is not clear which table and which number this answer is about. Nothing was done.
    .actie = Open the page Clean-up again and answer there.
