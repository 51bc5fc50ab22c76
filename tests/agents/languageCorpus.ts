/** Short messages as people write them to a business: without accents, with chat spellings, slips and names. One a line. */
const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export const corpus = {
  it: lines(`
    Ciao
    Buongiorno, vorrei informazioni sui corsi
    quanto costa l'abbonamento mensile?
    siete aperti domenica?
    a che ora aprite domani
    Salve, è possibile prenotare per stasera?
    vorrei disdire la lezione di giovedi
    grazie mille!!
    ok perfetto grazie
    dove siete?
    avete posto per 2 persone sabato alle 20?
    il pacco non è ancora arrivato
    mi potete richiamare?
    Quali sono gli orari?
    buonasera volevo sapere il prezzo del massaggio
    posso pagare con la carta
    xke non rispondete?
    scusate il ritardo arrivo tra 10 minuti
    mi serve una fattura
    nn riesco a entrare nel sito
    che taglie avete?
    fate consegne a domicilio?
    vorrei parlare con una persona
    ho bisogno di aiuto con l'ordine
    c'è parcheggio?
    mia figlia ha 6 anni può venire?
    avete anche il senza glutine?
    domani mattina va bene
    perfetto a domani allora
    non ho capito bene
    ci sono sconti per studenti?
    quando inizia il corso di yoga
    mi mandi il listino per favore
    sono allergico alle noci
    devo spostare l'appuntamento
    va bene lo stesso
    il prodotto è arrivato rotto
    buonasera, disponibilità per il weekend?
    Salve sono Marco, ho chiamato ieri
    si può venire senza prenotare?
    quanto dura la visita
    posso portare il cane?
    mi fa male la schiena da una settimana
    cosa devo portare per la prima lezione
    avete ricevuto il mio messaggio?
    siete chiusi a ferragosto?
    Buon pomeriggio, cerco un regalo per mia moglie
    la cucina è ancora aperta?
    che buono!
    niente lascia stare
    tutto bene grazie
    ci vediamo giovedì
  `),
  en: lines(`
    Hello
    Hi, how much is the monthly membership?
    are you open on sunday?
    what time do you close
    I'd like to book a table for two tonight
    thanks a lot
    where are you located?
    my parcel hasn't arrived yet
    can you call me back please
    do you have any gluten free options?
    pls cancel my class on thursday
    I need an invoice
    cant log into the website
    ok great see you tomorrow
    do you deliver?
    could I speak to someone
    is there parking nearby
    running late sorry be there in 10
    what sizes do you have
    I'm allergic to nuts
    how long does it take?
    can I bring my dog
    the item arrived broken
    any discounts for students?
    when does the yoga course start
    good morning, I have a question about my order
    need to move my appointment to next week
    that works for me
    sounds good
    did you get my message?
    I don't understand
    can i pay by card
    how do I get there from the station
    looking for a gift for my wife
    is the kitchen still open
    not interested
    my daughter is 6, can she come?
    what should I wear
    you guys are amazing
    who is this?
    i want a refund
    yes please
    no thank you
    Hey! quick question
    wanna know your prices
    we are four people
    is it still available?
    send me the menu
    my back has been hurting for a week
    just checking in
  `),
  es: lines(`
    Hola
    Buenos días, quería información sobre las clases
    cuanto cuesta la cuota mensual?
    ¿abren los domingos?
    a que hora cierran
    quisiera reservar una mesa para dos esta noche
    muchas gracias
    donde estan ubicados?
    mi pedido no ha llegado todavia
    me pueden llamar por favor
    tienen opciones sin gluten?
    necesito cancelar la clase del jueves
    necesito una factura
    no puedo entrar en la web
    vale perfecto nos vemos mañana
    hacen envios a domicilio?
    quiero hablar con alguien
    hay aparcamiento cerca?
    llego tarde perdon, en 10 minutos estoy
    que tallas teneis
    soy alergica a los frutos secos
    cuanto dura la sesion
    puedo llevar a mi perro
    el producto llegó roto
    hay descuento para estudiantes?
    cuando empieza el curso de yoga
    buenas tardes, una pregunta sobre mi pedido
    tengo que cambiar la cita
    me parece bien
    genial gracias
    recibieron mi mensaje?
    no entiendo
    puedo pagar con tarjeta?
    como llego desde la estacion
    busco un regalo para mi mujer
    la cocina sigue abierta?
    no me interesa
    mi hija tiene 6 años, puede venir?
    que ropa tengo que llevar
    sois los mejores
    quien es?
    quiero que me devuelvan el dinero
    si por favor
    hola q tal, una consulta
    queria saber los precios
    somos cuatro personas
    todavía está disponible?
    mándame la carta porfa
    me duele la espalda desde hace una semana
    hasta luego
  `),
  fr: lines(`
    Bonjour
    Bonsoir, je voudrais des renseignements sur les cours
    c'est combien l'abonnement au mois ?
    vous êtes ouverts le dimanche ?
    vous fermez à quelle heure
    je voudrais réserver une table pour deux ce soir
    merci beaucoup
    où êtes-vous situés ?
    mon colis n'est toujours pas arrivé
    pouvez vous me rappeler svp
    vous avez des options sans gluten ?
    je dois annuler le cours de jeudi
    il me faut une facture
    j'arrive pas a me connecter au site
    ok parfait à demain
    vous livrez ?
    je veux parler à quelqu'un
    il y a un parking pas loin ?
    desole je suis en retard j'arrive dans 10 min
    vous avez quelles tailles
    je suis allergique aux noix
    ça dure combien de temps
    je peux venir avec mon chien
    l'article est arrivé cassé
    une réduction pour les étudiants ?
    quand commence le cours de yoga
    bonjour, une question sur ma commande
    je dois déplacer mon rdv
    ça me va
    super merci
    vous avez eu mon message ?
    je comprends pas
    on peut payer par carte ?
    comment venir depuis la gare
    je cherche un cadeau pour ma femme
    la cuisine est encore ouverte ?
    pas intéressé
    ma fille a 6 ans, elle peut venir ?
    qu'est-ce que je dois apporter
    vous êtes au top
    c'est qui ?
    je veux être remboursé
    oui s'il vous plaît
    slt, une petite question
    je voulais savoir les tarifs
    on est quatre
    c'est toujours dispo ?
    envoyez moi la carte stp
    j'ai mal au dos depuis une semaine
    bonne journée
  `),
  other: lines(`
    Guten Tag, ich möchte einen Termin vereinbaren
    wie viel kostet das?
    haben Sie am Sonntag geöffnet?
    Hallo, ich habe eine Frage zu meiner Bestellung
    können Sie mich bitte zurückrufen
    Olá, gostaria de marcar uma consulta
    quanto custa a mensalidade?
    vocês estão abertos no domingo?
    bom dia, tudo bem? queria saber o preço
    não recebi a minha encomenda
    Goedemorgen, ik wil graag een afspraak maken
    hoeveel kost het en zijn jullie zondag open?
    Bună ziua, aș vrea să fac o programare
    cât costă un abonament?
    Dzień dobry, ile to kosztuje?
    Здравствуйте, сколько стоит?
    Добрий день, ви працюєте в неділю?
    مرحبا، كم السعر؟
    你好，请问多少钱？
    こんにちは、予約したいです
    Καλημέρα, πόσο κοστίζει;
    नमस्ते, कितना खर्च होगा?
  `),
  /** What tells nothing, or not enough to be kept. */
  nothing: lines(`
    ok
    👍
    ???
    +44 7700 900123
    12/05
    anna.rossi@example.com
    https://example.com/ciao-come-stai
    Pizza
    Marco
    20:30
    😂😂
    no
    Yoga
    IBAN
    2
  `),
};
