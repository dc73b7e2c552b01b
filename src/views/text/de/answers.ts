import type { AnswerTexts } from '../en/answers.ts'
import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('de')

export const answers: AnswerTexts = {
  allowance: {
    paidByOperator: 'Diese Videos zahlt, wer mich betreibt, nicht du.',
    standardVideos: (count) =>
      plural(count, { one: `Etwa ${number(count)} Standard-Video`, other: `Etwa ${number(count)} Standard-Videos` }),
    moreToday: (count) =>
      plural(count, {
        one: `Heute noch etwa ${number(count)} Standard-Video`,
        other: `Heute noch etwa ${number(count)} Standard-Videos`,
      }),
    noMore: 'Heute kein Standard-Video mehr',
    limitedBy: ({ videos, limit }) => `**${videos}** · begrenzt durch ${limit}`,
    prices: ({ seconds, prices }) => `${number(seconds)} Sek. mit Ton: ${prices}`,
    priceOf: ({ quality, price }) => `${quality} ${price}`,
  },
  allowanceLimits: {
    videos: 'die Zahl der Videos pro Tag',
    attempts: 'die Zahl der Anfragen pro Tag',
    person: 'dein Tagesbudget',
    member: 'dein Tageslimit auf diesem Server',
    server: 'das Monatsbudget dieses Servers',
    everyone: 'das Monatsbudget des ganzen Bots',
  },

  buttons: {
    cancel: 'Abbrechen (kostenlos)',
    hide: 'Nicht posten',
    check: 'Aktualisieren',
    retry: 'Noch mal versuchen',
    changePrompt: 'Prompt ändern',
    openVideo: 'Video öffnen',
    showPrivately: 'Nur mir zeigen',
    showMe: 'Zeig her',
    previousPage: 'Zurück',
    nextPage: 'Weiter',
  },

  promptForm: { title: 'Prompt ändern', prompt: 'Dein Prompt' },

  cancel: {
    cancelled: '**Abgebrochen.** Zählt nicht zu deinem Kontingent.',
    requested:
      '**Wird abgebrochen…** Kann Kling es noch stoppen, kostet es nichts. An der Nachricht siehst du, wie es ausging.',
    cannotStop:
      '**Zu spät zum Abbrechen: Kling kann es nicht mehr stoppen.** Es zählt zu deinem Kontingent, außer Kling berechnet nichts.',
    hidden:
      '**Okay, es bleibt privat.** Es zählt zu deinem Kontingent, außer Kling berechnet nichts; du findest es in `/kling liste`.',
    alreadyFinished: '**Das ist schon vorbei.** Da gibt es nichts mehr abzubrechen.',
  },

  stop: {
    cancelled: '**Gestoppt.** Es zählt nicht zum Kontingent der Person. Ich sage ihr, dass du es warst.',
    requested: '**Wird gestoppt …** Das dauert, bis Kling geantwortet hat.',
    cannotStop: '**Zu spät zum Stoppen: Kling kann es nicht mehr.** Du kannst verhindern, dass es gepostet wird.',
    hidden:
      '**Okay, es wird hier nicht gepostet.** Die Person findet es in `/kling liste`, und ich sage ihr, dass du es warst.',
    alreadyFinished: '**Das ist schon vorbei.** Da gibt es nichts mehr zu stoppen.',
  },

  repeated: {
    withLink: (link) => `**Das hast du schon gestartet:** ${link}`,
    withoutLink: '**Das hast du schon gestartet.** Du findest es in `/kling liste`.',
  },

  queue: {
    title: '### Deine Videos',
    empty:
      '**Bei dir läuft gerade kein Video.** Mach eins, zum Beispiel:\n`/kling video prompt: ein Papierboot auf einer verregneten Straße`',
    entry: (prompt) => `-# ${prompt}`,
    openMessage: (link) => `-# [Zur Nachricht](${link})`,
    more: (count) =>
      plural(count, { one: `-# Und ${number(count)} weiteres.`, other: `-# Und ${number(count)} weitere.` }),
  },

  usage: {
    personTitle: '### Dein Kontingent heute',
    serverTitle: '### Dieser Server diesen Monat',
    videos: ({ used, limit, left }) =>
      `${number(used)} von ${number(limit)} Videos verbraucht · noch ${number(left)} übrig`,
    attempts: ({ used, limit }) =>
      `${number(used)} von ${number(limit)} Anfragen, abgebrochene und fehlgeschlagene mitgezählt`,
    open: ({ used, limit }) => `${number(used)} von ${number(limit)} laufen gerade`,
    money: ({ used, budget, left }) => `${used} von ${budget} verbraucht · noch ${left} übrig`,
    inServer: (money) => `Auf diesem Server heute: ${money}`,
    moneyUnlimited: (used) => `${used} verbraucht · ohne Limit`,
    reserved: (amount) => `Davon sind ${amount} für laufende Videos reserviert.`,
    unknown: (amount) => `Davon sind ${amount} unsicher: Kling hat nicht gesagt, ob es etwas kostet.`,
    personFooter: (when) => `Was nichts kostet, zählt nicht. Erneuert sich ${when}.`,
    serverFooter: (when) => `Erneuert sich ${when}. Diesen Teil sieht nur, wer den Server verwalten darf.`,
  },

  help: {
    introduction: '### Videos mit Kling\nBeschreib eine Szene, und ich mache gleich hier ein kurzes Video daraus.',
    examplesTitle: '**Probier mal**',
    example: '`/kling video prompt: ein Papierboot auf einer verregneten Straße, langsame Kamera`',
    exampleImage: 'Häng bei `bild` ein Bild an, dann beginnt das Video damit.',
    exampleSound: ({ shortest, longest }) =>
      `Mit \`dauer\` geht es ${shortest}–${longest} Sekunden lang, mit \`ton\` schaltest du den Ton aus.`,
    examplePrivate: 'Mit `privat` siehst nur du es.',
    storyboard: '`/kling storyboard` macht ein Video aus mehreren Szenen.',
    queue: '`/kling liste` zeigt deine Videos; dort kannst du sie auch abbrechen.',
    history: '`/kling verlauf` hat alle deine Videos; `/kling zeigen` postet eins noch mal.',
    run: '`/kling wiederholen` macht eins nach seinem Rezept noch mal.',
    reply: 'Antworte auf ein Video, um es zu ändern: „bei Nacht, 10 s“.',
    usage: '`/kling verbrauch` zeigt dein Kontingent: was verbraucht ist, was noch da ist und wann es sich erneuert.',
    settings: '`/kling einstellungen` merkt sich, was du meistens willst.',
    kept: '`/kling datenschutz` zeigt oder löscht, was ich von dir speichere.',

    placeAllowed: 'Hier kannst du Videos machen.',

    limitsTitle: '**Limits**',
    open: (count) =>
      plural(count, {
        one: `Bei dir kann ${number(count)} Video gleichzeitig laufen.`,
        other: `Bei dir können ${number(count)} Videos gleichzeitig laufen.`,
      }),
    perDay: (count) =>
      plural(count, {
        one: `Du kannst ${number(count)} Video am Tag machen.`,
        other: `Du kannst ${number(count)} Videos am Tag machen.`,
      }),
    personBudget: (amount) => `Du hast ${amount} am Tag.`,
    memberBudget: (amount) => `Du hast auf diesem Server ${amount} am Tag.`,
    serverBudget: (amount) => `Dieser Server hat ${amount} im Monat.`,
    everyoneBudget: (amount) => `Der ganze Bot hat ${amount} im Monat.`,
    closed: 'Videos sind gerade abgeschaltet.',
    attempts: ({ perDay, perMinute }) =>
      `Bis zu ${number(perDay)} Anfragen am Tag und ${number(perMinute)} in der Minute, abgebrochene und fehlgeschlagene mitgezählt.`,
    reset: 'Tage und Monate beginnen um Mitternacht UTC. Was nichts kostet, zählt nicht.',

    pricesTitle: '**Preis pro Sekunde**',
    price: ({ quality, withSound, silent }) => `${quality}: ${withSound} mit Ton, ${silent} ohne`,
    flatPrice: ({ quality, price }) => `${quality}: ${price}`,

    optionsTitle: '**Gut zu wissen**',
    optionEverywhere: ({ option }) => `\`${option}\` geht mit jeder Qualität.`,
    optionSomewhere: ({ option, qualities }) => `\`${option}\` geht mit ${qualities}.`,
    optionWithImage: ({ option }) => `\`${option}\` geht mit jeder Qualität, zusammen mit \`bild\`.`,
    optionWithImageSomewhere: ({ option, qualities }) => `\`${option}\` geht mit ${qualities}, zusammen mit \`bild\`.`,
    aspectRatio: 'Mit `bild` hat das Video das Format des Bilds.',

    privacyTitle: '**Datenschutz**',
    privacy: (providers) =>
      `Dein Prompt und deine Bilder gehen an ${providers}, dein Name nicht. Das Video und die Bilder behalte ich eine Weile, damit nichts verloren geht.`,
  },
}
