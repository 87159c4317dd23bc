# Messages of SnelStart. Codes with a dash and four digits are SnelStart's own.

snelstart-configuratie = The details of the connection with SnelStart are not right: { $gegevens }.
    .actie = Enter them again. You find the koppelsleutel in SnelStart Web under Koppelingen; your administrator has the other details.

snelstart-ALG-0102 = SnelStart reports an unknown error.
    .actie = There is nothing to do now: it is tried again by itself. If the message keeps coming back, pass it on to the supplier of your work order software.
snelstart-ALG-0103 = SnelStart does not know a customer, article or template of this work order.
    .actie = Choose Sync now, check the customer and the articles of the work order, and send it again.
snelstart-ALG-0105 = The customer or an article of this work order is no longer active in SnelStart.
    .actie = Make the customer or article active again in SnelStart and choose Sync now, or choose another customer or article on the work order. Then send it again.
snelstart-ART-0001 = An article of this work order no longer exists in SnelStart.
    .actie = Choose Sync now, replace the article on the work order and send it again. If it is an article of the settings, change the setting and save.
snelstart-ART-0018 = The customer of this work order was deleted or made inactive in SnelStart.
    .actie = Make the customer active again in SnelStart and choose Sync now, or choose another customer on the work order. Then send it again.
snelstart-BOE-0054 = The customer of this work order was deleted or made inactive in SnelStart.
    .actie = Make the customer active again in SnelStart and choose Sync now, or choose another customer on the work order. Then send it again.
snelstart-REL-0005 = The customer of this work order no longer exists in SnelStart.
    .actie = Choose Sync now, choose an existing customer on the work order and send it again.
snelstart-VOR-0001 = The sales order no longer exists in SnelStart.
    .actie = Check in SnelStart whether the order was deleted on purpose. If so, there is nothing to do.
snelstart-VOR-0002 = The relation of this work order is not a customer in SnelStart.
    .actie = Open the relation in SnelStart, tick Klant and choose Sync now. Then send the work order again.
snelstart-VOR-0003 = The invoice relation of this customer is not a customer in SnelStart.
    .actie = Open the invoice relation of the customer in SnelStart, tick Klant, and send the work order again.
snelstart-VOR-0004 = The direct debit mandate of this customer does not fit the order.
    .actie = Check the customer's direct debit mandate in SnelStart and send the work order again.
snelstart-VOR-0006 = The street in the customer's address is too long for a sales order.
    .actie = Shorten the customer's street in SnelStart to 50 characters at most and send the work order again.
snelstart-VOR-0007 = The postal code in the customer's address is too long for a sales order.
    .actie = Shorten the customer's postal code in SnelStart to 25 characters at most and send the work order again.
snelstart-VOR-0008 = The town in the customer's address is too long for a sales order.
    .actie = Shorten the customer's town in SnelStart to 50 characters at most and send the work order again.
snelstart-VOR-0009 = The customer's contact person is too long for a sales order.
    .actie = Shorten the customer's contact person in SnelStart to 50 characters at most and send the work order again.
snelstart-VOR-0010 = SnelStart does not know the country in the customer's address.
    .actie = Choose a country for the customer again in SnelStart and send the work order again.
snelstart-VOR-0011 = The order reference is longer than 50 characters.
    .actie = Shorten the customer reference on the work order and send it again.
snelstart-VOR-0013 = SnelStart does not know the direct debit mandate of this customer.
    .actie = Check the customer's direct debit mandate in SnelStart and send the work order again.
snelstart-VOR-0014 = Purchase orders still hang on the sales order in SnelStart.
    .actie = Settle the linked purchase orders in SnelStart first.
snelstart-VOR-0015 = The sales order can no longer be changed in SnelStart.
    .actie = If needed, change the order in SnelStart yourself.

snelstart-koppelsleutel = SnelStart does not accept the koppelsleutel (any more).
    .actie = Open SnelStart Web, choose Koppelingen and make or copy the koppelsleutel. Paste it at the settings of the connection and choose Check in SnelStart.
snelstart-abonnementssleutel = SnelStart does not accept the key of the work order software itself. Your koppelsleutel is not the cause.
    .actie = Pass this on to the supplier of your work order software: its subscription key for SnelStart has to be renewed.
snelstart-rechten = The koppelsleutel does not give enough rights in SnelStart.
    .actie = Make a new koppelsleutel in SnelStart Web under Koppelingen with rights for relations, articles, orders and settings. Paste it at the settings of the connection and choose Check in SnelStart.
snelstart-rechten-orders = SnelStart does not allow sales orders to this connection.
    .actie = Check that your SnelStart package has orders (inBalans or higher) and that the koppelsleutel has rights for orders. If needed, make a new koppelsleutel in SnelStart Web and paste it at the settings of the connection.
snelstart-fout-in-koppeling = SnelStart refuses a message of the connection.
    .actie = This is a fault in the connection. Pass this message with its code on to the supplier of your work order software.
snelstart-extra-velden = SnelStart refuses the order because of an extra field of the template.
    .actie = Check in SnelStart which extra fields the order template requires, or choose another template in the settings and save. Then send the work order again.
snelstart-tekst-te-lang = SnelStart refuses the order because of the field { $veld }; the text is probably too long.
    .actie = Shorten the text on the work order that goes into the field { $veld }, and send the work order again.
snelstart-tekstregel-geweigerd = SnelStart refuses a line with text only.
    .actie = Fill in a text article in the settings, save, and send the work order again.
snelstart-artikel-of-tekstregel = SnelStart does not know an article of this work order, or refuses a line with text only.
    .actie = Choose Sync now and check the articles of the work order. If they are right, fill in a text article in the settings, save, and send the work order again.

snelstart-btw-gemengd = This work order mixes prices with and without VAT. SnelStart cannot do that on one order.
    .actie = Choose Sync now and fetch everything again, or make all prices on the work order with or without VAT, and send it again.
snelstart-prijs-ontbreekt = Article { $artikel } has no price.
    .actie = Fill in a sales price at the article in SnelStart and choose Sync now, or fill in a price on the work order. Then send it again.
snelstart-aantal-nul = The quantity { GETAL($aantal) } of article { $artikel } would be rounded to zero: in SnelStart { $decimalen ->
        [0] quantities have no decimals
        [one] quantities have one decimal
       *[other] quantities have { $decimalen } decimals
    }.
    .actie = Set the decimals of article quantities in SnelStart to 2, save the settings here again and send the work order again.
snelstart-aantal-afgerond = The quantity of article { $artikel } was rounded from { GETAL($van) } to { GETAL($naar) }, because quantities in SnelStart have no more decimals.
snelstart-totaal-wijkt-af = The order in SnelStart comes to { GETAL($totaal) }, the lines of the work order to { GETAL($verwacht) }. Look at the order; an invoice discount of the customer may be the reason.
snelstart-decimalen = In SnelStart { $decimalen ->
        [0] quantities have no decimals
        [one] quantities have one decimal
       *[other] quantities have { $decimalen } decimals
    }; hours like 0.25 are rounded to that. Two decimals are advised (SnelStart, settings of articles).
snelstart-filter-genegeerd = SnelStart returned more than was asked for. The data are right, but fetching takes longer.

snelstart-artikel-onbekend = Article code { $waarde } does not exist in SnelStart.
    .actie = Check the article code in SnelStart and fill it in here exactly as it is there.
snelstart-artikel-inactief = Article { $waarde } is not active in SnelStart.
    .actie = Make the article active in SnelStart or choose another article.
snelstart-artikel-meer = Article code { $waarde } occurs more than once in SnelStart.
    .actie = Give each of the articles its own code in SnelStart or choose another article.
snelstart-artikel-onbruikbaar = Article { $waarde } has no description in SnelStart.
    .actie = Fill in a description at the article in SnelStart.
snelstart-artikel-zonder-prijs = This article has no sales price in SnelStart; a work order without a price of its own cannot be sent with it.
snelstart-groep-onbekend = These article groups do not exist in SnelStart: { $waarde }.
    .actie = Copy the names letter by letter from SnelStart (Artikelen, Omzetgroepen), capitals included.
snelstart-sjabloon-onbekend = Template { $waarde } does not exist in SnelStart.
    .actie = Copy the name of the order template letter by letter from SnelStart.
snelstart-sjabloon-inactief = Template { $waarde } is not active in SnelStart.
    .actie = Make the template active in SnelStart or choose another.
snelstart-sjabloon-meer = There are several templates with the name { $waarde } in SnelStart.
    .actie = Give each of the templates its own name in SnelStart or choose another.
snelstart-sjabloon-btw = This template shows prices differently (with or without VAT) from your articles in SnelStart. The amounts are right; only the way the order shows them differs.
snelstart-sjabloon-blokkeert = New orders with this template are made as blocked in SnelStart.
snelstart-werkbon-voorraad = In SnelStart orders of the kind werkbon count for stock, and standard orders do not.

snelstart-klant-zonder-naam = Customer { $record } has no name in SnelStart and was skipped.
    .actie = Fill in the customer's name in SnelStart.
snelstart-artikel-zonder-omschrijving = An article without code and description ({ $record }) was skipped.
    .actie = Fill in a code and a description in SnelStart, or make the article inactive.
snelstart-onleesbaar = A record of SnelStart ({ $record }) could not be read and was skipped.
    .actie = Open the record in SnelStart, check its fields and save it again. If the message keeps coming, pass it on to the supplier of your work order software.
