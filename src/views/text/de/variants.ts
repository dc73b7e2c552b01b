import type { VariantTexts } from '../en/variants.ts'
import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('de')

export const variants: VariantTexts = {
  variants: {
    count: (count) => plural(count, { one: `${number(count)} Variante`, other: `${number(count)} Varianten` }),
    ready: ({ ready, count }) => `-# ${number(ready)} von ${number(count)} Varianten fertig · werden zusammen gezeigt`,
    some: ({ numbers, text }) => `Variante ${numbers}: ${text}`,
    option: (index) => `Variante ${number(index)}`,
    /** In place of a reason that only the person who asked may read. */
    none: '**Kein Video.** Wer es haben wollte, findet den Grund in `/kling verlauf`.',
    placeholder: 'Variante für die Knöpfe darunter wählen',
    retry: ({ count, price }) =>
      plural(count, { one: `Nochmal versuchen · ${price}`, other: `${number(count)} nochmal versuchen · ${price}` }),
    removeTitle: (count) =>
      `**Alle ${number(count)} Varianten löschen?** Sie stehen in einer Nachricht: Sie verschwindet mit meinen Kopien, und das lässt sich nicht rückgängig machen. Was sie gekostet haben, zählt weiter.`,
    going:
      '**Andere Varianten entstehen noch, in derselben Nachricht.** Nichts wurde gelöscht. Lösch sie, wenn alle fertig sind, oder brich sie erst in `/kling liste` ab.',

    fewer: (count) => plural(count, { one: `${number(count)} Variante`, other: `${number(count)} Varianten` }),
    fits: ({ fits, asked }) =>
      plural(fits, {
        one: `**Gerade geht nur ${number(fits)} der ${number(asked)} Varianten.** Nichts wurde gestartet.`,
        other: `**Gerade gehen nur ${number(fits)} der ${number(asked)} Varianten.** Nichts wurde gestartet.`,
      }),
    openLimit: (limit) =>
      plural(limit, {
        one: `Bei dir darf ${number(limit)} Video gleichzeitig laufen.`,
        other: `Bei dir dürfen ${number(limit)} Videos gleichzeitig laufen.`,
      }),
    dayLimit: ({ limit, when }) =>
      plural(limit, {
        one: `Du hast ${number(limit)} Video am Tag. Weiter geht es ${when}.`,
        other: `Du hast ${number(limit)} Videos am Tag. Weiter geht es ${when}.`,
      }),
    attemptsLimit: ({ limit, when }) =>
      plural(limit, {
        one: `In dieser Zeit geht ${number(limit)} Anfrage, und jede Variante ist eine. Weiter geht es ${when}.`,
        other: `In dieser Zeit gehen ${number(limit)} Anfragen, und jede Variante ist eine. Weiter geht es ${when}.`,
      }),
    allTogether: ({ price, count }) => `≈ ${price} ist der Preis für alle ${number(count)} Varianten.`,
  },
}
