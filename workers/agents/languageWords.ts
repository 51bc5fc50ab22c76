import type { CustomerLanguage } from "../../schema/contract/enums.ts";

/**
 * Words that people use all the time when they write to a business, without accents, chat spellings included. `other` holds the
 * commonest of the neighbours (German, Portuguese, Dutch, Romanian, Polish), so that they aren't taken for one of the four.
 */
export const commonWords: Record<CustomerLanguage | "other", string> = {
  it:
    "il lo la i gli le un uno una di a da in con su per tra fra e ed o ma se che chi cui non mi ti si ci vi ne del dello della dei degli " +
    "delle dell al allo alla ai agli alle all dal dalla dai dalle nel nella nei nelle nell sul sulla sui sulle sono sei siamo siete e era " +
    "ho hai ha abbiamo avete hanno avevo aveva come cosa quale quali quando quanto quanta quanti quante dove perche perch poi pero anche " +
    "ancora gia sempre mai piu meno molto poco tanto tutto tutti tutta tutte questo questa questi queste quello quella quelli mio mia miei mie tuo tua suo sua " +
    "nostro vostro loro io tu lui lei noi voi me te ciao salve buongiorno buonasera buon buona buonanotte giorno sera grazie prego scusa scusi scusate " +
    "favore piacere cortesia vorrei voglio posso puo puoi potete potrei potrebbe possiamo fare faccio fai fate fatto sapere so sai sapete " +
    "dire dimmi mandare mandi mandato arrivo arrivato arrivata arrivare vengo venire vediamo sentire sentiamo parlare chiedere " +
    "prenotare prenotazione appuntamento orario orari prezzo prezzi costo costa costano quanto settimana mese anno oggi domani ieri dopodomani " +
    "lunedi martedi mercoledi giovedi venerdi sabato domenica mattina pomeriggio stamattina stasera " +
    "bene male ok certo perfetto allora adesso ora subito dopo prima troppo nessuno niente nulla qualcuno qualcosa solo ecco va vado andare " +
    "bisogno aiuto aiutarmi serve servono guarda guardate mandate ditemi aspetto capito cercavo cerco informazioni info aperti aperto chiuso chiusi disponibile disponibili posto posti corso lezione palestra negozio " +
    "anch d c l cmq nn xke xche qnd grz grazieee sto stai sta state stiamo deve devo dobbiamo dovrei persona operatore problema",
  en:
    "the a an and or but if of to in on at for from with by about as is are am was were be been being do does did done have has had " +
    "i you he she it we they me him her us them my your his its our their this that these those there here what which who whom whose when where " +
    "why how not no yes yeah yep nope can could would should will shall may might must want wants wanted need needs like know please pls thanks " +
    "thank thx hello hi hey good morning afternoon evening night bye sorry ok okay sure great nice book booking appointment price prices " +
    "cost costs much many any some all more less very too also just only now later today tomorrow yesterday monday tuesday wednesday thursday friday " +
    "saturday sunday week month year open opening close closed hours available help someone anyone person speak talk tell ask asking get got " +
    "go going come coming see send sent call make take time day one two first next last still yet again because so than then after before " +
    "don doesn didn isn aren wasn can t won s m ve re ll d im dont cant u ur lol gonna wanna let lets class classes gym shop look looking " +
    "info something anything nothing everything im back up out over off into new right well out wondering interested change cancel",
  es:
    "el la los las un una unos unas de del a al en con por para sin sobre y e o u pero si no que quien cual cuales cuando cuanto cuanta cuantos " +
    "cuantas donde como porque me te se nos os le les lo mi tu su mis tus sus nuestro vuestro este esta estos estas ese esa eso esto aquel yo el ella " +
    "nosotros vosotros ellos usted ustedes es son soy eres somos sois era fue ser estoy estas esta estamos estan estar he has ha hemos han habia haber hay tengo " +
    "tienes tiene tenemos tienen tener quiero quiere quieres queria quisiera quisieramos puedo puede puedes podria podrian podemos hacer hago hace haces hacen saber " +
    "se sabe sabes decir dime digame hola buenas buenos dias tardes noches dia tarde noche manana hoy ayer gracias favor perdon disculpa disculpe disculpen " +
    "vale bueno buena bien mal muy mas menos mucho mucha muchos poco todo todos toda todas algo nada nadie alguien siempre nunca tambien ahora luego " +
    "despues antes ya aun todavia solo precio precios cuesta cuestan cuanto vale reservar reserva cita horario horarios hora horas semana mes ano lunes martes " +
    "miercoles jueves viernes sabado domingo abierto abiertos cerrado disponible ayuda ayudarme necesito necesita necesitamos informacion persona hablar llamar " +
    "mandar enviar envio llegado llegar venir voy va van ir vamos clase clases gimnasio tienda q xq porfa pls tb gracia saludos quedar cambiar otro otra " +
    "mismo aqui alli cosa problema pedido dinero gustaria encantaria pregunta consulta parece interesa sigue siguen llega " +
    "llego busco buscar llevar traer abren cierran abre cierra mensaje recibir enviar espero entiendo entonces mejor igual gente sitio calle ultimo",
  fr:
    "le la les l un une des de du d a au aux en dans avec sans pour par sur sous chez et ou mais si ne n pas plus moins que qu qui quoi quel quelle " +
    "quels quelles quand combien ou comment pourquoi je j tu il elle on nous vous ils elles me m te t se s lui leur mon ma mes ton ta tes son sa ses " +
    "notre nos votre vos leurs ce c cet cette ces ca cela est sont suis es sommes etes etait etaient etre ai as a avons avez ont avoir avait avais voudrais voudrait " +
    "voudrions veux veut voulez peux peut pouvez pourrais pourrait pourriez pouvons faire fais fait faites savoir sais sait dire dites bonjour bonsoir salut coucou merci " +
    "svp stp plait pardon desole desolee excusez bonne bon journee soiree nuit matin soir midi demain hier aujourd hui lundi mardi mercredi jeudi vendredi " +
    "samedi dimanche semaine mois an annee jour heure heures prix tarif tarifs coute coutent rdv rendez reserver reservation horaire horaires ouvert ouverts " +
    "ferme fermes disponible dispo besoin aide aider renseignement renseignements infos quelqu personne parler appeler envoyer envoye recu commande y oui non " +
    "tres trop beaucoup peu tout tous toute toutes rien toujours jamais encore deja aussi alors apres avant maintenant ici la bas bien mal parfait daccord accord " +
    "cours seance salle magasin vais va vas allez venir viens vient prendre prends mettre possible est ce qqn bjr slt mdr cb pk pq dsl probleme question autre meme",
  other:
    "der die das den dem ein eine einen ich du er sie wir ihr und oder aber nicht ist sind bin war habe haben hat kann konnen mochte wollen will " +
    "hallo guten tag morgen abend danke bitte ja nein wie was wo wann warum mit fur von zu auf bei auch noch nur schon termin preis kostet uhr heute " +
    "gibt es mir mein meine ihre geoffnet wurde gerne moin servus viel wieviel " +
    "o os as um uma uns umas do da dos das no na nos nas em com por para e ou mas nao sim eu voce voces ele nos meu minha seu sua isso esse essa este " +
    "ola oi bom boa tarde noite obrigado obrigada quanto custa quero queria gostaria posso pode tem temos estou esta sao muito mais tambem hoje amanha " +
    "preco horario marcar consulta ate voces tudo bem favor preciso fazer quando onde qual " +
    "de het een ik jij je u hij zij wij en of maar niet ben zijn heb heeft kan wil graag hoi goedemorgen goedemiddag dank bedankt alstublieft hoe wat waar " +
    "wanneer waarom met voor van naar ook nog kost afspraak vandaag geopend jullie " +
    "si sau dar nu este sunt am are vreau pot buna ziua salut multumesc va rog cat costa unde cand pentru din la cu pe ce sa program pret maine azi " +
    "dzien dobry czesc dziekuje prosze jest nie tak ile kosztuje chcialbym chcialabym kiedy gdzie czy mam jak dla",
};
