import type { StatusTexts } from '../en/status.ts'
import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('de')

/** The card stands before everybody, so it says "das Video"; a mention makes it "dein Video". */
export const status: StatusTexts = {
  states: {
    received: (since) => `**Alles klar** · startet gleich · angefragt ${since}`,
    checkingPicture: (since) => `**Prüfe das Bild** · angefragt ${since}`,
    gettingReady: (since) => `**Startet gleich** · angefragt ${since}`,

    queued: (since) => `**Wartet auf einen freien Platz** · angefragt ${since}`,
    queuedNext: (since) => `**Wartet** · als Nächstes dran · angefragt ${since}`,
    queuedBehind: ({ count, since }) =>
      plural(count, {
        one: `**Wartet** · noch ${number(count)} Video davor · angefragt ${since}`,
        other: `**Wartet** · noch ${number(count)} Videos davor · angefragt ${since}`,
      }),
    paused: (since) =>
      `**Pausiert** · Kling nimmt gerade keine Videos an; sobald es wieder geht, startet es von selbst · nichts berechnet · angefragt ${since}`,
    quarantined:
      '**Angehalten: Bei mir ist etwas schiefgegangen.** Wer mich betreibt, findet es im Log; nach dem nächsten Neustart versuche ich es wieder. Bis dahin zählt es.',

    submitting: (since) => `**Geht an Kling raus** · angefragt ${since}`,
    submitted: (since) => `**Bei Kling** · abgeschickt ${since}`,
    providerWaiting: (since) => `**Wartet bei Kling** · abgeschickt ${since}`,
    providerWaitingNext: (since) => `**Wartet bei Kling** · als Nächstes dran · abgeschickt ${since}`,
    providerWaitingBehind: ({ count, since }) =>
      plural(count, {
        one: `**Wartet bei Kling** · noch ${number(count)} Auftrag davor · abgeschickt ${since}`,
        other: `**Wartet bei Kling** · noch ${number(count)} Aufträge davor · abgeschickt ${since}`,
      }),
    rendering: (since) => `**Rendert** · abgeschickt ${since}`,
    withUsualTime: ({ state, span }) => `${state} · Rendern dauert meist ${span}`,

    cancelRequested: (since) => `**Wird abgebrochen** · gedrückt ${since} · fertig, sobald Kling antwortet`,
    hidden: (since) => `**Wird hier nicht gepostet** · ausgeblendet ${since}`,
    hiddenBy: ({ who, since }) => `**Wird hier nicht gepostet** · ausgeblendet von ${who} ${since}`,
    overdue: (since) =>
      `**Dauert länger als sonst** · abgeschickt ${since}. Ich schaue 24 Stunden lang nach und zeige es hier, sobald es fertig ist.`,
    unconfirmed: (since) =>
      `**Die Verbindung zu Kling ist ${since} abgerissen, mitten im Abschicken.** Ich kläre, ob das Video angekommen ist. Doppelt schicke ich es nicht.`,

    succeeded: '**Das Video ist fertig.**',
    succeededAfterAll: '**Fertig geworden, nachdem du es ausgeblendet hast.**',
    succeededHidden: '**Fertig, aber hier nicht gepostet.** Wem es gehört, findet es in `/kling liste`.',
    succeededSensitive: '**Das Video ist fertig.** Kling hält es für heikel, deshalb ist es verdeckt.',
    succeededWithheld:
      '**Das Video ist fertig.** Kling hält es für heikel, deshalb zeige ich es hier nicht. Öffnen kann es nur, wer es angefragt hat.',
    cancelled: '**Abgebrochen.**',
    stoppedBy: (who) => `**Gestoppt von ${who}.**`,
    lost: '**Kling ist mit diesem Video nie fertig geworden.** Ich schaue nicht mehr nach.',
    unconfirmedForGood:
      '**Klings Antwort ist verloren gegangen, deshalb weiß ich nicht, ob das Video gestartet ist.** Ich habe es nicht noch mal geschickt, damit nichts doppelt kostet.',
  },

  card: {
    notCounted: 'Zählt nicht zum Kontingent.',
    counted: (amount) => `Zählt mit ${amount} zum Kontingent.`,
    countedPerhaps: (amount) => `Kling hat nicht gesagt, ob es etwas kostet, deshalb zählen ${amount} zum Kontingent.`,
    pressCheck: '-# Tut sich hier nichts mehr? Drück auf Aktualisieren.',
    startImage: 'Das Bild, mit dem das Video beginnt',
    promptHidden: '-# Den Prompt zeige ich hier nicht: Der Nachrichtenfilter des Servers lässt ihn nicht durch.',
    aspectRatioIgnored: (asked) => `-# Mit ${asked} wird es nichts: Das Video hat das Format des Bilds.`,
    notWanted: (prompt) => `-# Ohne: ${prompt}`,
  },

  settings: {
    followsImage: 'Format wie das Bild',
    soundOn: 'mit Ton',
    soundOff: 'ohne Ton',
    endImage: 'mit Endbild',
    guidance: (value) => `Texttreue ${value}`,
    shots: (count) => plural(count, { one: `${number(count)} Szene`, other: `${number(count)} Szenen` }),
    elements: (count) => plural(count, { one: `${number(count)} Element`, other: `${number(count)} Elemente` }),
    size: ({ width, height }) => `${width}×${height}`,

    estimate: (amount) => `≈ ${amount}`,
    cost: (amount) => `${amount} bezahlt`,
    estimatedCost: (amount) => `≈ ${amount} bezahlt`,
    unknownCost: 'Kosten unbekannt',
    noCost: 'hat nichts gekostet',
    renderTime: (elapsed) => `fertig nach ${elapsed}`,
  },

  result: {
    linkDays: (days) =>
      plural(days, {
        one: `-# Der Link gilt ${number(days)} Tag.`,
        other: `-# Der Link gilt ${number(days)} Tage.`,
      }),
    linkLimited: '-# Der Link gilt nur eine Weile. Lade das Video herunter, wenn du es behalten willst.',
    notKept: '-# Ich konnte keine Kopie behalten. Lade das Video herunter, solange der Link noch geht.',
    unplayable: (codec) =>
      `-# Das Video ist in ${codec}, das spielt Discord nicht ab. Lade es herunter und öffne es in einem anderen Programm.`,
    longLink: (url) => `[Video öffnen](<${url}>)`,
    alternativeText: (prompt) => `Video zum Prompt: ${prompt}`,
    alternativeTextWithoutPrompt: 'Video von Kling',
  },

  failures: {
    contentRefused:
      '**Kling lehnt diesen Inhalt ab.** Oft hilft: keine echten Personen, Marken oder Filmfiguren, nichts Brutales oder Sexuelles, ein anderes Bild. Ändere den Prompt und frag mit `/kling video` noch mal.',
    outOfCredit: '**Gerade gehen keine Videos.** Das liegt nicht an dir. Versuch es später noch mal.',
    providerUnavailable: '**Kling ist gerade nicht zu erreichen.** Versuch es in ein paar Minuten noch mal.',
    requestRefused:
      '**Kling hat die Anfrage nicht angenommen.** Das liegt nicht an dir. Vielleicht klappt es mit anderen Einstellungen.',
    renderFailed:
      '**Kling hat dieses Video nicht hinbekommen.** Warum, sagt es nicht. Oft klappt es beim zweiten Versuch.',
    resultUnavailable: '**Das Video war fertig, aber ich konnte es bei Kling nicht abholen.** Tut mir leid.',
    notAcknowledged:
      '**Discord hat meine Antwort nicht angenommen, deshalb habe ich nichts gestartet.** Versuch es noch mal.',
    answerUnclear:
      '**Gleich nach der Anfrage war Discord weg, deshalb habe ich nichts gestartet.** Versuch es noch mal.',
  },

  pictures: {
    foreignOrigin: (option) =>
      `**Ich nehme nur Bilder, die auf Discord hochgeladen sind.** Häng die Datei selbst bei \`${option}\` an.`,
    unreachable: (option) =>
      `**Ich konnte das Bild bei \`${option}\` nicht von Discord laden.** Versuch es noch mal oder häng es neu an.`,
    notKept: (option) =>
      `**Das Bild bei \`${option}\` habe ich nicht mehr.** Ich behalte Bilder nur eine Weile. Frag mit \`/kling video\` noch mal und häng es neu an.`,
    tooManyBytes: ({ option, megabytes }) =>
      `**Die Datei bei \`${option}\` ist zu groß.** Bis ${number(megabytes)} MB gehen.`,
    tooManyPixels: ({ option, megapixels }) =>
      `**Das Bild bei \`${option}\` hat zu viele Pixel.** Bis ${number(megapixels)} Megapixel gehen.`,
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
    succeeded: (owner) => `${owner} dein Video ist fertig.`,
    withheld: (owner) => `${owner} dein Video ist fertig. Nur du kannst es öffnen.`,
    messageGone: (owner) =>
      `${owner} dein Video ist fertig, aber seine Nachricht wurde gelöscht. Du findest es in \`/kling liste\`.`,
    failed: (owner) => `${owner} aus deinem Video ist nichts geworden.`,
    lost: (owner) => `${owner} dein Video ist nie fertig geworden.`,
    stopped: ({ owner, moderator }) => `${owner} ${moderator} hat dein Video gestoppt. Es zählt nicht.`,
    hidden: ({ owner, moderator }) =>
      `${owner} dein Video ist fertig, aber ${moderator} wollte es hier nicht. Du findest es in \`/kling liste\`.`,
    unconfirmed: (owner) => `${owner} ich weiß nicht, was aus deinem Video geworden ist.`,
  },
}
