# Messages of Billit. Its own words stand beside them in the log.

billit-configuratie = The data of the connection with Billit are not right: { $gegevens }.
    .actie = Pass this on to your administrator: these data belong to the registration of your werkbon software at Billit.
billit-opnieuw-koppelen = Billit does not accept the connection any more.
    .actie = Choose Connect and log in to Billit again.
billit-api-sleutel = Billit does not accept the API key, or the key does not belong to this company.
    .actie = Check in Billit whether the API key and the company number (PartyID) belong together and whether the key is of this environment. Pass them on to your administrator again if need be.
billit-app-gegevens = Billit does not accept the data of the werkbon software itself. Your login is not the cause.
    .actie = Pass this on to the supplier of your werkbon software: the registration at Billit (client_id, client_secret or redirect_uri) is not right any more.
billit-rechten = The Billit user of the connection has no access to this company or this part.
    .actie = Give this user access to customers, products, quotes and invoices of this company in Billit, or choose Connect and log in with a user who has it.
billit-fout-in-koppeling = Billit refuses a message of the connection.
    .actie = This is a fault in the connection, or Billit was changed. Pass this message on to the supplier of your werkbon software.
billit-bestaat-al = Billit says that this invoice was offered before.
    .actie = Have a look in Billit whether the invoice of this werkbon is there. If it is not, send the werkbon again.

billit-klant-onbekend = Billit does not know the customer of this werkbon (any more).
    .actie = Choose Sync now and check whether the customer still exists in Billit. Choose another customer on the werkbon if need be, and send the werkbon again.
billit-klant-onvolledig = The customer of this werkbon lacks something in Billit, or has something twice.
    .actie = Open the customer in Billit, check its name, addresses and numbers, and save. Then send the werkbon again.
billit-klant-zonder-email = The customer of this werkbon has no valid e-mail address in Billit.
    .actie = Fill in an e-mail address for the customer in Billit and try again.
billit-btw-nummer = Billit rejects a VAT number.
    .actie = Check the VAT number of the customer and that of your own company in Billit. Then send the werkbon again.
billit-btw-percentage = Billit does not accept a VAT percentage on this werkbon.
    .actie = Choose a VAT percentage that exists in your country for the product in Billit and choose Sync now. Then send the werkbon again.
billit-datum = Billit does not accept the date of this werkbon.
    .actie = Check the date on the werkbon and send the werkbon again.
billit-omschrijving-ontbreekt = Billit misses the description on a line of the invoice.
    .actie = Fill in a description for the product in Billit and choose Sync now. Then send the werkbon again.
billit-pdf-geweigerd = Billit does not accept a PDF of this werkbon.
    .actie = Make the PDF again and send the werkbon again, or choose no PDFs in the settings and add the PDF to the invoice in Billit yourself.
billit-pdfs-te-groot = The PDFs of this werkbon are larger than { $max } MB together.
    .actie = Make the PDFs smaller, for example with fewer photos, or choose fewer PDFs in the settings. Then send the werkbon again.
billit-po-nummer = The customer demands an order number (PO) on the invoice.
    .actie = Fill in the customer's order number as Your reference on the invoice in Billit, or choose in the settings that the customer reference goes along.
billit-peppol = The customer cannot receive this invoice through Peppol.
    .actie = Send the invoice in another way in Billit, or ask the customer to register with Peppol.

billit-betalingstermijn = No payment term is known for this invoice.
    .actie = Fill in the payment term for the customer in Billit or in the settings, and send the werkbon again.
billit-prijs-inclusief = The price of article { $artikel } includes VAT. The invoices in Billit are made with prices without VAT.
    .actie = Fill in the price without VAT on the werkbon and send the werkbon again.
billit-prijs-ontbreekt = No price of article { $artikel } is known.
    .actie = Fill in a price without VAT for the product in Billit and choose Sync now, or fill in the price on the werkbon. Then send the werkbon again.
billit-aantal-nul = The quantity of article { $artikel } is so small that Billit makes it zero.
    .actie = Correct the quantity on the werkbon and send the werkbon again.
billit-artikel-onbruikbaar = Article { $artikel } does not come from Billit.
    .actie = Choose Sync now, check the settings again and save. Then send the werkbon again.
billit-artikel-zonder-btw = Article { $artikel } has no VAT percentage in Billit. No line of an invoice can be made of it.
    .actie = Choose a VAT percentage for the product in Billit and choose Sync now. Then try again.

billit-factuur-definitief = Invoice { $nummer } was made final (status { $status }), although a draft was asked for. It cannot be changed, only deleted or credited. Have a look at the invoice in Billit before you send it.
billit-pdf-ontbreekt = These PDFs are not at the invoice in Billit: { $namen }. Add them in Billit yourself before you send the invoice.
billit-totaal-wijkt-af = The invoice in Billit comes to { GETAL($totaal) }, the lines of the werkbon to { GETAL($verwacht) }. Have a look at the invoice.

billit-bedrijf-onbekend = Company { $waarde } is not among these: { $keuzes }.
    .actie = Fill in the name or number of a company from the list. If it is not there, choose Connect and log in with a user who has access.
billit-bedrijf-meer = There are several companies with the name { $waarde }: { $keuzes }.
    .actie = Fill in the number of the right company instead of the name.
billit-bedrijf-zonder-api = Company { $waarde } may not be used by other software in Billit.
    .actie = Ask Billit whether your subscription includes the API, or choose another company.
billit-geen-bedrijf = The Billit user of the connection has no company at all.
    .actie = Choose Connect and log in with a user who has access to your company.
billit-artikel-onbekend = Billit knows no product with reference { $waarde }.
    .actie = Take over the reference letter by letter from Billit, under Products.
billit-artikel-meer = Billit has more than one product with reference { $waarde }.
    .actie = Give each product a reference of its own in Billit, or fill in another article.
billit-artikel-zonder-prijs = Article { $artikel } has no price in Billit. Werkbonnen with this article cannot be sent as long as there is no price.

billit-klant-zonder-naam = Customer { $record } has no name in Billit and was left out.
    .actie = Fill in the name of the customer in Billit.
billit-artikel-zonder-referentie = Article { $record } has no reference in Billit and was left out.
    .actie = Fill in a reference of its own for the product in Billit. It becomes the article number.
billit-onleesbaar = A record of Billit ({ $record }) could not be read and was left out: { $detail }.
    .actie = Open this record in Billit, check its fields and save it again. If the message keeps coming, pass it on to the supplier of your werkbon software.
