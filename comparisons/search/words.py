"""Everyday words of both languages: those that say little in a search, and those that say the same.

General vocabulary only. What a foot problem, a feature, a brand or an insole is called is data, edited in the admin.
"""

# Said in passing: they order what fits equally well, and nothing else.
_FILLER = """
    a about after against all also always am an and any are as at be been being best buy by can cause causes day do does doing
    every feel feels find for from get gets getting give good got great had has have having help helps how i if im in
    into is it its ive just keep keeps kind like lot make makes me more most much my need needs of off on one or our
    out over please really should so some someone something that the their them there they this to too treat treatment
    up use very want wants what when where which while who why will with you your
    aber als am an auf auch aus bei beim bekomme bekommen beste besten bester brauche da das dass dem den der des die
    durch ein eine einem einen einer eines er es etwas fur gegen gibt gut gute guten hab habe haben hat hilft helfen
    hilfe ich ihr im immer in ins ist kann kaufen man mein meine meinem meinen meiner mich mir mit nach nur ob oder
    sehr sein seine sich sie sind so suche tun tut um und unter vom von vor wann was wegen welche welcher welches
    wenn wer wie wird wo zu zum zur
"""
FILLER = frozenset(_FILLER.split())

# They turn a phrase round: "no leather" is little of an answer to "leather".
_NEGATION = "cannot cant dont free no non not unable without frei kein keine keinen nicht ohne"
NEGATION = frozenset(_NEGATION.split())

# What the whole catalogue is about: it tells no entry from another.
_GENERIC = """
    insole insoles inlay inlays insert inserts innersole innersoles orthotic orthotics orthosis orthoses
    footbed footbeds sole soles shoe shoes brand brands product products model
    einlage einlagen einlegesohle einlegesohlen sohle sohlen schuheinlage schuheinlagen schuhsohle schuhsohlen
    fussbett fussbetten innensohle innensohlen schuh schuhe schuhen marke marken modell modelle produkt produkte
    orthopadisch orthopadische orthopadischen
"""
GENERIC = frozenset(_GENERIC.split())

# Words of one meaning, English and German, in any form: inflected forms follow by their stems.
_SAME_MEANING = """
    pain pains hurt hurts ache aches aching achy sore bad painful problem problems trouble discomfort schmerz schmerzen
        weh schmerzhaft schmerzt beschwerden probleme aua
    foot feet fuss fusse
    heel heels ferse fersen hacke hacken
    arch arches gewolbe fussgewolbe langsgewolbe
    ball ballen fussballen
    forefoot vorfuss
    toe toes zeh zehe zehen
    ankle ankles knochel sprunggelenk fussgelenk
    knee knees knie
    hip hips hufte huften
    back rucken kreuz lumbar lenden
    leg legs bein beine
    spine wirbelsaule ruckgrat
    shin shins schienbein
    calf calves wade waden
    disc disk bandscheibe
    morning mornings morgen morgens fruh
    night nights nacht nachts
    walk walking gehen
    run running laufen joggen jogging
    stand standing stehen
    flat platt
    collapsed dropped sunken abgesenkt abgesunken eingesunken gesunken
    high hoch hohe hoher hohes
    low niedrig niedriger
    wide breit
    narrow schmal
    thin slim dunn
    stiff rigid steif starr
    soft weich
    hard hart
    deep tief
    light lightweight leicht
    inward inwards inside inner innen
    outward outwards outside outer aussen
    roll rolling kippen abrollen
    tired weary mude erschopft
    burning burn brennen brennend
    swollen swelling swell geschwollen schwellung
    inflamed inflammation entzundet entzundung
    numb numbness taub taubheit taubheitsgefuhl gefuhllos
    tingling tingle kribbeln kribbelt
    weak weakness schwach schwache
    unstable instability wobbly instabil instabilitat wackelig
    twist twisted sprained sprain verstaucht umgeknickt
    short shorter kurz kurzer
    uneven unequal different difference ungleich unterschiedlich unterschied
    dr doctor doktor
    pelvis pelvic becken
    kneecap patella kniescheibe
    instep spann rist
    callus callous schwiele hornhaut
    corn huhnerauge
    posture haltung
    limp limping hinken humpeln
    crooked misaligned malaligned schief
    prevention preventing vorbeugung prophylaxe
    strain overload overloaded uberlastung uberlastet
    shape shaped form
    front vorn vorderer
    cheap gunstig billig
    tendon sehne
    nerve nerv
    joint gelenk
    bone knochen
    muscle muskel
    ligament band bander
    thigh oberschenkel
    length lange
    arthritis arthrose osteoarthritis
    rheumatism rheumatic rheuma rheumatisch
    diabetes diabetic diabetiker diabetisch zuckerkrank
    elderly older senior seniors alter altere alter senioren
    balance gleichgewicht
    support supportive stutze stutzend unterstutzung
    cushion cushions cushioning cushioned padding padded polster polsterung dampfung gepolstert gedampft
    wedge keil
    lift raise erhohung
    plate platte
    stiffener versteifung
    mouldable moldable formbar anpassbar verformbar
    custom individuell massgefertigt
    removable herausnehmbar
    washable waschbar
    heated heating beheizt beheizbar heizung
    magnet magnets magnetic magnetisch
    massage massaging massierend
    smell smelly odour odor stink geruch stinken schweissgeruch
    cork kork
    leather leder
    wool wolle
    foam schaum schaumstoff
    felt filz
    rubber gummi
    silicone silikon
    carbon karbon
    fibre fiber faser
    material werkstoff
    weight gewicht
    size sizes grosse grossen
    thickness dicke
    width weite
    children child kid kids kinder kind
    women woman womens ladies lady female damen frauen frau
    men man mens male herren manner mann
    work working arbeit arbeiten
    safety sicherheit
    hiking hike wandern trekking
    cycling bike bicycle cyclist rad fahrrad radfahren
    trainers sneaker sneakers turnschuhe sportschuhe
    boots boot stiefel
    slippers hausschuhe
    winter winters
    guarantee warranty garantie
    pair paar
    green grun
    blue blau
    black schwarz
    yellow gelb
    red rot
    white weiss
    orange orangefarben
    grey gray grau
    pink rosa
    brown braun
    fever temperature fieber
    cold kalt
    hot heiss
    warm warme uberwarmt
    urine pee wee urin harn wasserlassen
    stool bowel bowels faeces stuhl stuhlgang darm
    hold halten
    wound sore wunde
    ulcer geschwur
    cancer tumour tumor krebs
    fall fell sturz gesturzt gefallen
    accident unfall
    insole insoles insert inserts inlay inlays orthotic orthotics orthosis orthoses footbed footbeds innersole
        einlage einlagen einlegesohle einlegesohlen sohle sohlen schuheinlage schuheinlagen fussbett innensohle
    shoe shoes schuh schuhe
"""


def _groups() -> list[list[str]]:
    """One list of words a meaning; a deeper indented line goes on with the one before."""
    groups: list[list[str]] = [sorted(NEGATION)]
    for line in _SAME_MEANING.strip("\n").splitlines():
        if line.startswith(" " * 8):
            groups[-1] += line.split()
        else:
            groups.append(line.split())
    return groups


SAME_MEANING = _groups()
