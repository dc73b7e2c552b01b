import type { UserErrorTexts } from '../en/userErrors.ts'
import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('de')

export const userErrors: UserErrorTexts = {
  serverNotAllowed:
    '**Auf diesem Server bin ich nicht für Videos eingerichtet.** Wenn du das möchtest, bitte einen Admin hier, sich bei der Person zu melden, die mich betreibt.',
  userInstallNotAllowed:
    '**Hier kann ich keine Videos machen.** Es geht auf Servern, die mich eingeladen haben und für die ich eingerichtet bin.',
  tooManyOpen: (limit) =>
    plural(limit, {
      one: '**Bei dir läuft schon ein Video.** Warte, bis es fertig ist, oder brich es in `/kling liste` ab.',
      other: `**Bei dir laufen schon ${number(limit)} Videos.** Warte, bis eins fertig ist, oder brich eins in \`/kling liste\` ab.`,
    }),
  tooManyToday: ({ limit, when }) =>
    plural(limit, {
      one: `**Dein Video für heute ist aufgebraucht.** Das nächste geht ${when}.`,
      other: `**Deine ${number(limit)} Videos für heute sind aufgebraucht.** Weiter geht es ${when}.`,
    }),
  tooManyAttemptsToday: ({ limit, when }) =>
    `**Du hast heute schon ${number(limit)}-mal angefragt, abgebrochene und fehlgeschlagene mitgezählt.** Mehr geht pro Person nicht. Weiter geht es ${when}.`,
  tooManyAttemptsNow: ({ limit, when }) =>
    `**Du hast in einer Minute ${number(limit)}-mal angefragt.** Weiter geht es ${when}.`,
  overPersonBudget: ({ needed, left, budget, when }) =>
    `**Dieses Video verbraucht ≈ ${needed}, und du hast heute noch ${left} von ${budget}.** Dein Kontingent erneuert sich ${when}.`,
  overServerBudget: ({ needed, left, budget, when }) =>
    `**Dieses Video verbraucht ≈ ${needed}, und dieser Server hat diesen Monat noch ${left} von ${budget}.** Sein Kontingent erneuert sich ${when}.`,
  overBudget: ({ needed, left, budget, when }) =>
    `**Dieses Video verbraucht ≈ ${needed}, und der ganze Bot hat diesen Monat noch ${left} von ${budget}.** Das erneuert sich ${when}.`,
  priceAbove: ({ price, most }) =>
    `**Dieses Video verbraucht inzwischen ≈ ${price}, mehr als ≈ ${most}.** Ich habe es nicht gestartet.`,
  withCheaper: (refusal) => `${refusal} Kürzer, in geringerer Qualität oder ohne Ton ist es günstiger.`,
  neverInPersonBudget: ({ video, needed, budget }) =>
    `**${video} verbrauchen ≈ ${needed}, und du hast für einen ganzen Tag nur ${budget}.**`,
  neverInServerBudget: ({ video, needed, budget }) =>
    `**${video} verbrauchen ≈ ${needed}, und dieser Server hat für einen ganzen Monat nur ${budget}.**`,
  neverInBudget: ({ video, needed, budget }) =>
    `**${video} verbrauchen ≈ ${needed}, und der ganze Bot hat für einen Monat nur ${budget}.**`,
  lengthAtQuality: ({ seconds, quality }) => `${number(seconds)} Sekunden in ${quality}`,
  fits: ({ video, price }) => `Bis zu ${video} gehen (≈ ${price}).`,
  fitsLater: ({ video, price, when }) => `Bis zu ${video} gehen (≈ ${price}), sobald sich das Budget ${when} erneuert.`,
  closed: '**Videos sind gerade abgeschaltet.** Wer mich betreibt, kann sie wieder einschalten.',

  promptEmpty:
    '**Sag mir, was das Video zeigen soll.** Zum Beispiel: `/kling video prompt: ein Papierboot auf einer verregneten Straße`',
  promptTooLong: ({ length, limit }) =>
    `**Dein Prompt ist zu lang.** Er hat ${number(length)} Zeichen, ${number(limit)} passen. Kürz ihn bitte.`,
  promptTooShort: (least) => `**Dein Prompt ist zu kurz für Kling.** Er braucht mindestens ${number(least)} Zeichen.`,
  promptInTooManyParts: ({ length, limit }) =>
    `**Dein Prompt ist zu lang für Kling.** Manche Emojis und Buchstaben bestehen aus mehreren Teilen, und jeder Teil zählt: Deiner hat ${number(length)}, ${number(limit)} passen. Kürz ihn bitte.`,
  negativePromptTooLong: ({ length, limit }) =>
    `**Der Text bei \`weglassen\` ist zu lang.** Er hat ${number(length)} Zeichen, ${number(limit)} passen. Kürz ihn bitte.`,
  negativePromptTooShort: (least) =>
    `**Der Text bei \`weglassen\` ist zu kurz für Kling.** Er braucht mindestens ${number(least)} Zeichen.`,
  negativePromptInTooManyParts: ({ length, limit }) =>
    `**Der Text bei \`weglassen\` ist zu lang für Kling.** Manche Emojis und Buchstaben bestehen aus mehreren Teilen, und jeder Teil zählt: Deiner hat ${number(length)}, ${number(limit)} passen. Kürz ihn bitte.`,
  presetGone: (name) =>
    `**Eine Vorlage namens ${name} hat dieser Server nicht, oder nicht mehr.** Nimm eine andere oder lass \`vorlage\` weg.`,
  presetTooLong: ({ preset, length, limit }) =>
    `**Zusammen mit der Vorlage ${preset} ist dein Prompt zu lang.** Er hat ${number(length)} Zeichen, ${number(limit)} passen.`,
  durationOutOfRange: ({ shortest, longest }) =>
    `**Ein Video kann ${number(shortest)}–${number(longest)} Sekunden lang sein.** Nimm bei \`dauer\` ganze Sekunden.`,
  guidanceOutOfRange: '**`texttreue` geht von 0 bis 1.** Zum Beispiel 0,5.',
  endImageWithoutStart:
    '**`endbild` braucht auch ein `bild`.** Mit dem einen beginnt das Video, mit dem anderen endet es.',
  unknownChoice: (option) =>
    `**Diesen Wert für \`${option}\` kenne ich nicht.** Tipp den Befehl noch mal ein und nimm einen aus der Liste.`,
  unsupportedOption: (option) => `**\`${option}\` geht mit diesen Einstellungen nicht.**`,
  unsupportedCombination: '**Diese Einstellungen gehen nicht zusammen.**',
  nearestQuality: (quality) => `- Mit der Qualität ${quality} geht es.`,
  nearestWithout: (option) => `- Ohne \`${option}\` geht es.`,

  cannotPostHere:
    '**In diesem Kanal kann ich nichts posten.** Nimm einen anderen oder frag mit `privat` nach einem Video, das nur du siehst.',
  storeUnavailable:
    '**Ich kann gerade nichts speichern, deshalb starte ich auch nichts.** Versuch es in ein paar Minuten noch mal.',
  shuttingDown: '**Ich starte gerade neu.** Versuch es in einer Minute noch mal.',
  notFound: '**Dieses Video kenne ich nicht mehr.** Mit `/kling video` kannst du ein neues machen.',
  draftGone: '**Diese Anfrage habe ich nicht mehr.** Ich hebe sie höchstens 7 Tage auf. Tipp noch mal `/kling video`.',
  setAside:
    '**Bei diesem Video ist bei mir etwas schiefgegangen, und ich habe es zurückgestellt.** Nach meinem nächsten Neustart mache ich damit weiter. Bis dahin zählt es nicht zu deinen laufenden Videos.',
  notYours: '**Das gehört jemand anderem, und nur diese Person darf das.** Mach mit `/kling video` dein eigenes.',
  remixNotAllowed: '**Dieses Video darfst du nicht abwandeln.** Mach dein eigenes mit `/kling video`.',
  remixTakenBack:
    '**Das Video dahinter gibt es nicht mehr, oder du darfst es nicht mehr abwandeln.** Es wurde nichts begonnen. Mach dein eigenes mit `/kling video`.',
  outdated: '**Das ist noch von einer älteren Version von mir.** Tipp bitte noch mal `/kling video`.',
  wrongPlace:
    '**Dieser Button gehört nicht zu dieser Nachricht.** Nimm den in der Nachricht vom Video oder `/kling liste`.',
  storeFailed: '**Ich kann gerade nichts lesen oder speichern.** Drück in ein paar Minuten noch mal.',
  restarting: '**Ich starte gerade neu.** Deine Videos laufen von selbst weiter. Drück in einer Minute noch mal.',
  notShown:
    '**Ich konnte dein Video hier nicht zeigen.** Öffne `/kling liste` und drück dort auf *Zeig her*, oder schau in die Nachricht vom Video.',

  nothingCharged: '-# Zählt nicht zu deinem Kontingent.',
  charged: (amount) => `-# Das waren ${amount} von deinem Kontingent.`,
  chargedAbout: (amount) => `-# Das waren ≈ ${amount} von deinem Kontingent.`,
  perhapsCharged: (amount) => `-# Das waren vielleicht bis zu ${amount} von deinem Kontingent.`,
  unexpected: (reportId) =>
    `**Bei mir ist etwas schiefgegangen.** Schau in \`/kling liste\`, bevor du es noch mal versuchst. Passiert es wieder, gib der Person, die mich betreibt, diesen Code: \`${reportId}\``,
}
