# Texts for office workers. By code: what happened and, as the attribute .actie, what to do.
# GETAL writes a number with a decimal point. A fault always has an .actie.

onbekende-melding = There is a message without a text: { $code }.
    .actie = Pass this code on to the supplier of your work order software.

# Names of tables, used in other messages.
tabelnaam = { $tabel ->
    [klanten] customers
    [werkadressen] work addresses
    [artikelen] articles
    [artikelgroepen] article groups
    [werkbonnen] work orders
    [verkooporders] sales orders
    [offertes] quotes
    [verwijderingen] deletions
   *[anders] { $tabel }
    }

## Faults of the accounting package, the network or the software

fout-configuratie = The technical set-up of the connection is not right ({ $detail }).
    .actie = Ask your administrator to check the technical details of the connection.
fout-invoer = The data given cannot be used ({ $detail }).
    .actie = Correct the data and try again.
fout-aanmelding = The accounting package refuses this connection's login.
    .actie = Open the settings of the connection and connect to the accounting package again.
fout-rechten = The connection is not allowed to do this in the accounting package.
    .actie = Give the connection's user or key the rights it needs in the accounting package and try again.
fout-niet-gevonden = The accounting package does not know this record (any more).
    .actie = See in the accounting package whether the record still exists, then choose Sync now and try again.
fout-bestaat-al = The accounting package says that this record exists already.
    .actie = Look the record up in the accounting package and see whether it is right.
fout-geweigerd = The accounting package refused the data ({ $detail }).
    .actie = Read the accounting package's message, change the data and send it again.
fout-past-niet = The accounting package has no place for these data ({ $detail }).
    .actie = Change the work order or the settings and send it again.
fout-niet-ondersteund = The accounting package does not offer this ({ $detail }).
    .actie = Switch this possibility off in the settings, or ask your administrator.
fout-limiet = The accounting package takes no more requests for the time being.
    .actie = Automatic tasks go on by themselves later; if you did this yourself, try again in an hour. If it stays like this, ask your administrator.
fout-onbereikbaar = The accounting package cannot be reached or is out of order.
    .actie = Automatic tasks go on by themselves later; if you did this yourself, try again in a few minutes. If it stays like this, see whether the internet connection works and whether the accounting package reports an outage.
fout-geen-antwoord = The accounting package did not answer in time.
    .actie = With automatic tasks and work orders you need not do anything: they are looked up and, if needed, tried again by themselves. If you did something else yourself, try again in a few minutes. If it stays like this, ask your administrator.
fout-onleesbaar = The accounting package's answer could not be read ({ $detail }).
    .actie = If this happens more often, pass this message on to the supplier of your work order software.
fout-onvolledig = The accounting package's list did not arrive whole. Nothing was removed.
    .actie = You need not do anything now: it goes on next time. If it stays like this, ask your administrator.
fout-afgebroken = The task was stopped because the connection was changed or switched off meanwhile. What was stored already stays.
    .actie = Start the task again if it is still needed.
fout-host = The data could not be read or stored on this computer ({ $detail }).
    .actie = Ask your administrator to check the storage of the work order software.
fout-onverwacht = Something unexpected went wrong ({ $detail }).
    .actie = Pass this message on to the supplier of your work order software.

## Settings

instelling-onbekend = The setting { $sleutel } does not exist for this connection.
    .actie = Remove this setting, or see whether its name is spelt right.
instelling-verplicht = The setting { $sleutel } is empty, but it is required.
    .actie = Fill in this setting and check again.
instelling-te-lang = The text of the setting { $sleutel } is too long: { $max } characters at most.
    .actie = Make the text shorter and check again.
instelling-onbekende-keuze = The value of the setting { $sleutel } is not one of its choices.
    .actie = Choose one of these values: { $keuzes }.
instelling-buiten-bereik = The number of the setting { $sleutel } must be between { $min } and { $max }.
    .actie = Fill in a number from { $min } to { $max } and check again.
instelling-verkeerd-type = The value of the setting { $sleutel } does not have the right form.
    .actie = Fill in a value of this kind: { $soort ->
        [tekst] text
        [lijst] a list
        [getal] a whole number
        [tabel] a table
       *[anders] yes or no (true or false)
        }.
instelling-artikel-verlopen = Article { $artikel } is no longer active in the accounting package, by its last day.
    .actie = Choose another article, or change its last day in the accounting package, and check again.
instelling-eerst-administratie = This setting can only be checked once the administration was accepted.
    .actie = Check the setting Administration first.
instelling-andere-administratie = The login at the accounting package belongs to administration { $administratie }, and not to the administration that is filled in here.
    .actie = Fill in administration { $administratie }, or connect with the administration that you mean.
instellingen-opgeslagen = The settings were saved. They hold from now on.

## On, off and connecting

geactiveerd = Administration { $administratie } is connected and active.
gedeactiveerd = The connection was switched off: nothing is fetched and nothing is sent.
losgekoppeld = The accounting package was disconnected. The login details were removed.
andere-administratie = The login belongs to another administration ({ $administratie }) than the one that the connection works with. Nothing was fetched and nothing was sent.
    .actie = Connect to the right administration. If you really want to change administrations, switch the connection off and activate it again with all data wiped.
activatie-wist-alles = The first activation wipes all data, because the accounting package leads. Nothing was wiped yet.
    .actie = Look at what will be wiped and tick everything and activate again.
integratie-niet-actief = The connection is not active.
    .actie = Activate the connection and save the settings.
integratie-aandacht-nodig = The connection stands still because its login at the accounting package is not right (any more).
    .actie = Open the settings of the connection and connect to the accounting package again.
inloggen-opnieuw = This address does not belong to the login that was begun last, or logging in took too long.
    .actie = Begin logging in again from the settings of the connection.
inloggen-geweigerd = Logging in at the accounting package was stopped, or no permission was given.
    .actie = Begin logging in again with a user who may use the administration, and give permission.
inloggen-niet-ingericht = The accounting package does not admit the connection to logging in.
    .actie = Ask your administrator to check how the connection is registered at the accounting package.
inloggen-onderbroken = Logging in could not be finished, because the accounting package gave no proper answer. Nothing has changed.
    .actie = Begin logging in again in a few minutes.
inloggen-bezig = Somebody logs in again at the accounting package. Until that is done nothing is fetched and nothing is sent.
    .actie = Finish logging in. If that fails, begin logging in again from the settings of the connection.
inloggen-niet-gelukt = Logging in did not succeed. The connection goes on with the login of before.
ingelogd = Logging in at administration { $administratie } in the accounting package succeeded.
ingelogd-zonder-keuze = Logging in at the accounting package succeeded. The settings tell which administration the connection uses.
opnieuw-gekoppeld = The connection is connected again with administration { $administratie } and works.
tabel-gewist = Wiped: { tabelnaam } ({ $aantal }).
wacht-op-limiet = The accounting package takes no more requests for the time being. It goes on by itself at { $tijd }.

## Fetching

ophalen-klaar = Fetching { tabelnaam } is done. Received: { $ontvangen }, new: { $nieuw }, changed: { $gewijzigd }, unchanged: { $ongewijzigd }, skipped: { $overgeslagen }.
ophalen-mislukt = Fetching { tabelnaam } failed. What had arrived was kept.
    .actie = The message of the same moment says what is the matter. Fetching goes on by itself next time.
ophalen-van-voren-af = The accounting package numbered the { tabelnaam } anew. All of them are fetched once more.
datums-gevolgd = Of the { tabelnaam }, by their first or last day, { $begonnen } became active and { $beeindigd } are no longer active.
groep-hernoemd = Article group ‘{ $oud }’ is now called ‘{ $nieuw }’ in the accounting package. The group stays selected.
    .actie = Fill in the new name at the setting ‘Article groups’ when you next save the settings.
record-dubbel = Article ‘{ $artikel }’ was not taken over: number { $code } is already of article ‘{ $ander }’ in Simon.
    .actie = Give one of the two articles another number in the accounting package. This article then comes along by itself.
record-zonder-nummer = A record of the accounting package was skipped because it has no number.
    .actie = Give it a number in the accounting package and save it there.

antwoord-afwijkend = While fetching { tabelnaam } the answer of the accounting package differed from what the connection knows. { $soort ->
    [onbekend] The field ‘{ $veld }’ has an unknown value { $aantal } times (example: { $voorbeeld }; shape: { $vorm }).
   *[ontbreekt] The field ‘{ $veld }’ is missing { $aantal } times (example: { $voorbeeld }).
    } Fetching goes on.
    .actie = Pass this message on to the supplier of your work order software. You need not change anything yourself.

## Clean-up

schoonmaak-klaar = The clean-up of { tabelnaam } is done. { $aantal ->
    [0] Nothing was removed.
    [one] 1 record was removed.
   *[other] { $aantal } records were removed.
    }
schoonmaak-klant-verwijderd = Customer { $code } was removed because the accounting package no longer has it as active.
schoonmaak-artikel-verwijderd = Article { $code } was removed because the accounting package no longer has it as active.
schoonmaak-groep-verwijderd = Article group { $code } was removed because the accounting package no longer has it.
groep-verdwenen = Article group ‘{ $naam }’ is selected in the settings, but the accounting package no longer has this group.
    .actie = Select the groups that you use now at the setting ‘Article groups’ and save the settings.
schoonmaak-gestopt = The clean-up of { tabelnaam } was stopped: { $aantal } of { $totaal } records would disappear. Nothing was removed.
    .actie = See which records they are and whether that is right in the accounting package. If so, approve the removal; if not, refuse it.
schoonmaak-geweigerd = The removal of { $aantal } records from { tabelnaam } was refused. They stay; the next clean-up asks again if it is still needed then.
schoonmaak-geen-vraag = The clean-up of { tabelnaam } does not wait for an answer (any more). Nothing was done.
    .actie = Look at the state again; somebody else may have answered already.
schoonmaak-onvolledig = The clean-up of { tabelnaam } was skipped because the accounting package's list did not arrive whole. Nothing was removed.

## Sending work orders

werkbon-geleverd = The work order is in { $document } under number { $nummer }.
werkbon-teruggevonden = The work order is in { $document } under number { $nummer }. The answer had been lost; the document was found and not made again.
werkbon-gefilterd = Work order { $werkbon } was not sent because the filter word ‘{ $woord }’ is in its description.
werkbon-vastgehouden = The work order was archived while the connection was off. It was not sent.
    .actie = Look at the work order and release it if it has to go to the accounting package after all.
werkbon-andere-administratie = The work order belongs to another administration than the one now connected. It was not sent.
    .actie = Connect to the administration of this work order again, or make the document by hand in the right administration.
werkbon-wacht = The work order could not be sent yet. It is tried again by itself.
werkbon-zonder-uitkomst = The accounting package failed each time the work order was sent. It was verified that no document was created.
    .actie = Check whether the accounting package can create a document with this customer and these articles. Then send the work order again, or create the document by hand.
werkbon-besloten-geleverd = It was recorded which document in the accounting package belongs to the work order. It is not sent any more.
werkbon-besloten-opnieuw = The work order is sent again, because somebody verified that there is no document.
werkbon-niet-te-besluiten = This cannot be decided about work order { $nummer }: it still waits, was delivered, or it is not uncertain whether a document exists. Moreover, it can only be sent again with the administration that it belongs to.
    .actie = See in the log how the work order stands, and which administration the connection works with now.
werkbon-wacht-lang = The work order could not be sent after several tries. It is still tried again by itself.
    .actie = See whether the accounting package can be reached and whether the connection still works. Otherwise ask your administrator.
werkbon-nagaan = The accounting package did not answer. First it is looked up whether the document exists already, so that it is not made twice.
werkbon-onzeker = It could not be established whether the accounting package has a document for the work order. It is not sent again by itself, to prevent a second document.
    .actie = Search the accounting package for { $referentie }. If there is a document, report the work order as delivered. If there is none, order it to be sent again.
werkbon-dubbel-gevonden = The accounting package has two or more documents for this work order ({ $referentie }). Nothing more is sent.
    .actie = Look up the documents with { $referentie } in the accounting package and remove all but one. Then report the work order as delivered.
werkbon-niet-vrij-te-geven = The work order cannot be released: it is not held back, was not refused, or belongs to another administration.
    .actie = See in the log how the work order stands.
pdf-mislukt = The document was made, but a PDF could not be added to it.
    .actie = Add the PDF to the document by hand in the accounting package.

werkbon-niet-gearchiveerd = Work order { $nummer } is not archived.
    .actie = Check the number. Otherwise open the preview from the work order itself.
nagaan-onvolledig = The accounting package's list of documents did not arrive whole, or not readable. Nothing was compared.
    .actie = Try again later. If it stays like this, pass this message on to the supplier of your work order software.
nagaan-niet-mogelijk = { $pakket } cannot give a list of documents. Therefore it cannot be established whether each work order has its document.
    .actie = Look the documents up in { $pakket } yourself. The log has the document's number with each work order.

## Why a work order is not sent

werkbon-zonder-klant = Work order { $werkbon } was not sent because no customer was chosen.
    .actie = Choose a customer that comes from the accounting package and send the work order again.
werkbon-klant-niet-uit-pakket = Work order { $werkbon } was not sent because its customer does not come from the accounting package.
    .actie = Make the customer in the accounting package, choose Sync now, choose that customer on the work order and send it again.
werkbon-klant-onbekend = Work order { $werkbon } was not sent because its customer ({ $klant }) is not known.
    .actie = Choose Sync now, choose an existing customer on the work order and send it again.
werkbon-klant-inactief = Work order { $werkbon } was not sent because customer { $klant } is not active in the accounting package.
    .actie = Make sure that the customer is active today (as a customer) in the accounting package and choose Sync now, or choose another customer on the work order. Then send the work order again.
werkbon-werkadres-onbekend = Work order { $werkbon } was not sent because its work address no longer exists.
    .actie = Choose a work address of the customer on the work order and send it again.
werkbon-werkadres-zonder-klant = Work order { $werkbon } was not sent because its work address belongs to no customer.
    .actie = Connect the work address to the work order's customer, or choose another work address. Then send the work order again.
werkbon-werkadres-andere-klant = Work order { $werkbon } was not sent because its work address belongs to another customer than customer { $klant } of the work order.
    .actie = Choose a work address of this customer, or the customer of this work address. Then send the work order again.
werkbon-zonder-regels = Work order { $werkbon } was not sent because nothing on it becomes a line of the document.
    .actie = Book articles or time on the work order, or choose articles for working and travelling time in the settings. Then send the work order again.
werkbon-te-veel-regels = Work order { $werkbon } was not sent because the document would get { $aantal } lines; the accounting package takes { $max } at most.
    .actie = Divide the work over more work orders, or make the work description shorter. Then send again.
werkbon-artikel-onbekend = Work order { $werkbon } was not sent because an article booked on it ({ $artikel }) is not known.
    .actie = Choose Sync now, or choose another article on the work order. See also whether the article's group is chosen in the settings. Then send the work order again.
werkbon-artikel-niet-uit-pakket = Work order { $werkbon } was not sent because an article booked on it ({ $artikel }) does not come from the accounting package.
    .actie = Make the article in the accounting package, choose Sync now, choose that article on the work order and send it again.
werkbon-artikel-inactief = Work order { $werkbon } was not sent because article { $artikel } ({ $omschrijving }) is not active in the accounting package.
    .actie = Make sure that the article is active today in the accounting package and choose Sync now, or choose another article on the work order or in the settings. Then send the work order again.
werkbon-artikel-ondeelbaar = Work order { $werkbon } was not sent because article { $artikel } ({ $omschrijving }) takes whole quantities only, while { GETAL($aantal) } were booked.
    .actie = Change the quantity, allow fractions for the article in the accounting package and choose Sync now, or choose another article. Then send the work order again.
werkbon-aantal-te-klein = Work order { $werkbon } was not sent because the quantity of article { $artikel } ({ $omschrijving }) is so small that the accounting package would make { GETAL($aantal) } of it.
    .actie = Change the quantity on the work order and send it again.
werkbon-instelling-artikel-onbekend = Work order { $werkbon } was not sent because article { $artikel } of the setting ‘{ $instelling ->
        [reistijd_artikel] Article for travelling time
        [werktijd_artikel] Article for working time
       *[standaard_artikel] Default article
    }’ was not checked.
    .actie = Check this setting, save the settings and send the work order again.
werkbon-prijs-onbekend = Work order { $werkbon } was not sent because article { $artikel } has no price.
    .actie = Fill in a sales price for this article in the accounting package and choose Sync now, or fill in a price on the work order. Then send the work order again.
werkbon-btw-gemengd = Work order { $werkbon } was not sent because it has prices with and without VAT: those of article { $artikel } and of article { $ander }.
    .actie = See to it that all prices on the work order and in the accounting package include VAT, or that none does. Then send the work order again.
werkbon-referentie-te-lang = Work order { $werkbon } was not sent because its customer reference has { $lengte } characters; the accounting package takes { $max } at most.
    .actie = Make the customer reference on the work order shorter, or choose only the work order number in the settings. Then send the work order again.
werkbon-documentsoort-onbekend = Work order { $werkbon } was not sent because it is not clear which kind of document it has to become ({ $soort }).
    .actie = Choose the kind of document in the settings, save the settings and send the work order again.

## What is different on the document

aantal-afgerond = On work order { $werkbon } the quantity of article { $artikel } was rounded from { GETAL($aantal) } to { GETAL($afgerond) }.
bedrag-afgerond = On work order { $werkbon } the price of article { $artikel } was rounded from { GETAL($prijs) } to { GETAL($afgerond) }.
prijs-is-nul = On work order { $werkbon } article { $artikel } has a sales price of 0 in the accounting package.
    .actie = See whether that is right and fill in the price on the document if needed.
regel-aantal-nul = On work order { $werkbon } article { $artikel } was booked with quantity 0. That makes no line on the document.
tijd-niet-geboekt = Work order { $werkbon } has { $minuten } minutes of { $soort ->
        [werktijd] working time
       *[reistijd] travelling time
    }. They do not come on the document because no article was chosen for them in the settings.
tekst-ingekort = On work order { $werkbon } { $veld ->
        [omschrijving] the description of the document
        [memo] the memo
       *[regel] the text of a line
    } was shortened to { $max } characters.
werkbon-uit-order = Work order { $werkbon } was made from { $soort ->
        [offertes] quote
       *[verkooporders] sales order
    } { $nummer }, which is in the accounting package too. The document names it.
    .actie = Take care that the customer does not get an invoice for both.

## Orders and quotes that become work orders

order-opgehaald = Order { $order } was fetched and is now work order { $werkbon }.
order-zonder-klant = Order { $nummer } has no customer.
    .actie = Choose a customer on the work order before you archive it.
order-artikel-onbekend = { $aantal ->
        [one] An article of order { $nummer } is
       *[other] { $aantal } articles of order { $nummer } are
    } not known or counted in another unit: put into the work description as text instead.
    .actie = Book an article on the work order yourself if needed.
order-nummer-bezet = Order { $order } was not fetched because there is a work order { $werkbon } already.
    .actie = Make a work order with another number for this order yourself, or give the order another number in the accounting package.
orders-voor-start = Of the { tabelnaam }, { $aantal ->
    [one] 1 was open
   *[other] { $aantal } were open
    } already when fetching was switched on. They are fetched at your request only.
order-gemarkeerd = Order { $order } was marked as carried out in the accounting package.
order-niet-gemarkeerd = Order { $order } could not be marked because it is closed or removed in the accounting package.
order-markeren-mislukt = Order { $order } could not be marked as carried out in the accounting package.
    .actie = Put the mark behind the order's description yourself if needed.

## Erasing a customer's data

klant-gewist = The data of a customer were erased on request, with the work addresses, the work orders and the lines in this log.
klant-gewist-komt-terug = The customer whose data were erased is still in the accounting package. It will come back by itself.
    .actie = Delete the customer in the accounting package too, or make it inactive there, and then erase the data again.
klant-wissen-werkbon-open = The customer's data were not erased, because work orders of this customer are open: { $nummers }.
    .actie = See to it that these work orders are sent, or record which document in the accounting package belongs to them. Then erase the data again.
