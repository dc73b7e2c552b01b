import type { StatusTexts } from '../en/status.ts'
import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('de')

/** The card stands before everybody, so it says "das Video"; "du" is for private messages. */
export const status: StatusTexts = {
  states: {
    starting: '**Startet…**',
    checkingPicture: '**Prüfe das Bild…**',

    queued: (since) => `**Wartet auf einen freien Platz** · angefragt ${since}`,
    queuedNext: (since) => `**Wartet** · als Nächstes dran · angefragt ${since}`,
    queuedBehind: ({ count, since }) =>
      plural(count, {
        one: `**Wartet** · noch ${number(count)} Video davor · angefragt ${since}`,
        other: `**Wartet** · noch ${number(count)} Videos davor · angefragt ${since}`,
      }),
    paused: (since) =>
      `**Pausiert** · angefragt ${since}\nKling nimmt gerade keine Videos an. Sobald es wieder geht, startet es von selbst.`,
    quarantined:
      '**Angehalten: Bei mir ist etwas schiefgegangen.** Es steht im Log, und nach dem nächsten Neustart versuche ich es wieder. Bis dahin zählt es zum Kontingent.',

    submitting: '**Geht an Kling raus…**',
    submitted: (since) => `**An Kling geschickt** ${since}`,
    providerWaiting: (since) => `**In Klings Warteschlange** · abgeschickt ${since}`,
    providerWaitingNext: (since) => `**In Klings Warteschlange** · als Nächstes dran · abgeschickt ${since}`,
    providerWaitingBehind: ({ count, since }) =>
      plural(count, {
        one: `**In Klings Warteschlange** · noch ${number(count)} davor · abgeschickt ${since}`,
        other: `**In Klings Warteschlange** · noch ${number(count)} davor · abgeschickt ${since}`,
      }),
    rendering: (since) => `**Rendert** · gestartet ${since}`,
    withUsualTime: ({ state, span }) => `${state} · meist ${span}`,
    withExpectedTime: ({ state, span }) => `${state} · dauert ${span}`,

    cancelRequested: (since) => `**Wird abgebrochen** · gedrückt ${since} · Klings Antwort steht noch aus`,
    hidden: (since) => `**Wird hier nicht gepostet** · ausgeblendet ${since}`,
    hiddenBy: ({ who, since }) => `**Wird hier nicht gepostet** · ausgeblendet von ${who} ${since}`,
    overdue: (since) =>
      `**Dauert länger als sonst** · gestartet ${since}\nIch schaue 24 Stunden lang nach und zeige es dann hier.`,
    unconfirmed: (since) =>
      `**Die Verbindung zu Kling ist abgerissen** ${since}\nIch kläre, ob das Video gestartet ist. Doppelt schicke ich es nicht.`,

    succeeded: '**Fertig.**',
    succeededAfterAll: '**Fertig, aber ausgeblendet.**',
    succeededHidden: '**Fertig, aber hier nicht gepostet.** Wem es gehört, der findet es in `/kling liste`.',
    succeededSensitive: '-# Kling hält es für heikel, deshalb ist es verdeckt.',
    succeededWithheld: '**Fertig, aber Kling hält es für heikel.** Öffnen kann es nur, wer es angefragt hat.',
    cancelled: '**Abgebrochen.**',
    stoppedBy: (who) => `**Gestoppt von ${who}.**`,
    lost: '**Kling ist mit diesem Video nie fertig geworden.** Ich schaue nicht mehr nach.',
    unconfirmedForGood:
      '**Klings Antwort ist verloren gegangen, deshalb weiß ich nicht, ob das Video gestartet ist.** Ich habe es nicht noch mal geschickt, damit nichts doppelt kostet.',
  },

  card: {
    notCounted: 'Zählt nicht zum Kontingent.',
    counted: 'Zählt trotzdem zum Kontingent.',
    countedPerhaps: 'Kling hat nicht gesagt, ob es etwas kostet, deshalb zählt es zum Kontingent.',
    pressCheck: '-# Tut sich nichts mehr? Drück auf Aktualisieren.',
    startImage: 'Startbild',
    promptHidden: '-# Ohne Prompt: Der Nachrichtenfilter des Servers lässt ihn nicht durch.',
    aspectRatioIgnored: (asked) => `-# ${asked} gilt hier nicht: Das Bild bestimmt das Format.`,
    notWanted: (prompt) => `-# Ohne: ${prompt}`,
  },

  settings: {
    soundOff: 'ohne Ton',
    endImage: 'Endbild',
    guidance: (value) => `Texttreue ${value}`,
    oneShot: 'eine Einstellung',
    cutByKling: 'von Kling geschnitten',
    shots: (count) => plural(count, { one: `${number(count)} Szene`, other: `${number(count)} Szenen` }),
    elements: (count) => plural(count, { one: `${number(count)} Element`, other: `${number(count)} Elemente` }),
    readyIn: (elapsed) => `fertig nach ${elapsed}`,

    estimate: (amount) => `≈ ${amount}`,
    unknownCost: 'Kosten unbekannt',
    noCost: 'kostenlos',
  },

  result: {
    linkExpires: (when) => `-# Der Originallink läuft ${when} ab`,
    linkLimited: '-# Der Link gilt nur eine Weile: Lade das Video herunter, um es zu behalten.',
    notKept: '-# Ich konnte keine Kopie behalten: Lade das Video herunter, solange der Link noch geht.',
    unplayable: (codec) =>
      `-# Das Video ist in ${codec}, das spielt Discord nicht ab. Lade es herunter und öffne es in einem anderen Programm.`,
    openVideo: (url) => `[Video öffnen](<${url}>)`,
    alternativeText: (prompt) => `Video zum Prompt: ${prompt}`,
    alternativeTextWithoutPrompt: 'Video von Kling',
  },

  failures: {
    contentRefused:
      '**Kling lehnt diesen Inhalt ab.** Oft hilft: keine echten Personen, Marken oder Filmfiguren, nichts Brutales oder Sexuelles, ein anderes Bild.',
    outOfCredit: '**Gerade kann ich keine Videos machen.** Versuch es später noch mal.',
    providerUnavailable: '**Kling ist gerade nicht zu erreichen.** Versuch es in ein paar Minuten noch mal.',
    requestRefused: '**Kling hat die Anfrage nicht angenommen.** Vielleicht klappt es mit anderen Einstellungen.',
    renderFailed:
      '**Kling hat dieses Video nicht hinbekommen.** Warum, sagt es nicht. Oft klappt es beim zweiten Versuch.',
    resultUnavailable: '**Das Video war fertig, aber ich konnte es bei Kling nicht abholen.** Tut mir leid.',
    notAcknowledged:
      '**Discord hat meine Antwort nicht angenommen, deshalb habe ich nichts gestartet.** Versuch es noch mal.',
    answerUnclear:
      '**Gleich nach dem Befehl war Discord nicht mehr zu erreichen, deshalb habe ich nichts gestartet.** Versuch es noch mal.',
  },

  pictures: {
    foreignOrigin: (option) =>
      `**Ich nehme nur Bilder, die auf Discord hochgeladen sind.** Häng die Datei selbst bei \`${option}\` an.`,
    unreachable: (option) =>
      `**Ich konnte das Bild bei \`${option}\` nicht von Discord laden.** Versuch es noch mal oder häng es neu an.`,
    notKept: (option) =>
      `**Das Bild bei \`${option}\` habe ich nicht mehr.** Ich behalte Bilder nur eine Weile. Frag mit \`/kling video\` noch mal und häng es neu an.`,
    tooManyBytes: ({ option, megabytes }) =>
      `**Die Datei bei \`${option}\` ist zu groß.** Mehr als ${number(megabytes)} MB geht nicht.`,
    tooManyPixels: ({ option, megapixels }) =>
      `**Das Bild bei \`${option}\` hat zu viele Pixel.** Mehr als ${number(megapixels)} Megapixel geht nicht.`,
    notAPicture: (option) =>
      `**Die Datei bei \`${option}\` ist kein Bild, das ich lesen kann.** PNG, JPEG, WebP, AVIF, GIF und BMP gehen.`,
    broken: (option) => `**Das Bild bei \`${option}\` ist kaputt.** Speichere es neu und häng die neue Datei an.`,
    tooDemanding: (option) =>
      `**Das Bild bei \`${option}\` braucht zu viel Speicher oder Zeit.** Speichere es als normales JPEG oder PNG und häng das an.`,
    busy: (option) =>
      `**Gerade warten zu viele Bilder, deshalb konnte ich das bei \`${option}\` nicht prüfen.** Versuch es in ein paar Minuten noch mal.`,
    tooSmall: ({ option, width, height, shortestSide }) =>
      `**Das Bild bei \`${option}\` ist zu klein.** Es hat ${width}×${height} Pixel, jede Seite braucht mindestens ${shortestSide}.`,
    badRatio: ({ option, width, height }) =>
      `**Das Bild bei \`${option}\` ist zu lang und schmal.** Es hat ${width}×${height} Pixel; die längere Seite darf höchstens 2,5-mal so lang sein wie die kürzere. Schneide es zu und häng es neu an.`,
  },

  notifications: {
    quoted: (prompt) => `„${prompt}“`,
    unnamed: 'Das Video',
    several: (count) => plural(count, { one: `${number(count)} Video:`, other: `${number(count)} Videos:` }),
    succeeded: (name) => `${name} ist fertig.`,
    withheld: (name) => `${name} ist fertig. Öffnen lässt es sich mit dem Button an der Nachricht.`,
    messageGone: (name) => `${name} ist fertig, aber die Nachricht dazu wurde gelöscht. Es liegt in \`/kling liste\`.`,
    failed: (name) => `${name} hat nicht geklappt.`,
    lost: (name) => `${name} ist nie fertig geworden.`,
    unconfirmed: (name) => `${name}: Ich weiß nicht, was daraus geworden ist.`,
    stopped: ({ name, moderator }) => `${name} wurde von ${moderator} gestoppt. Es zählt nicht zum Kontingent.`,
    hidden: ({ name, moderator }) =>
      `${name} ist fertig, aber ${moderator} wollte es hier nicht. Es liegt in \`/kling liste\`.`,
  },
}
