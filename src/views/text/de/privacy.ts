import type { PrivacyTexts } from '../en/privacy.ts'
import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('de')

const days = (count: number) => plural(count, { one: `${number(count)} Tag`, other: `${number(count)} Tage` })

export const privacy: PrivacyTexts = {
  privacy: {
    title: '### Deine Daten',
    kept: 'Ich speichere deine Prompts, Einstellungen und Bilder, die fertigen Videos, wo und wann du gefragt hast und was es gekostet hat.',
    keptRecords: (count) => `Prompts und wer gefragt hat: ${days(count)} nach dem Ende des Videos.`,
    keptMedia: (count) => `Bilder und Videos: ${days(count)}. Was ich in Discord gepostet habe, bleibt dort.`,
    keptDrafts: (count) => `Anfragen, die nie gestartet sind: ${days(count)}.`,
    keptSettings: 'Deine Einstellungen und der letzte Filter deines Verlaufs: bis du sie löschst.',
    receivers: (providers) =>
      `Dein Prompt und deine Bilder gehen an ${providers}, wo das Video entsteht; dein Name nicht. Sonst bekommt niemand etwas.`,

    exported: (count) =>
      plural(count, {
        one: `**Das alles speichere ich von dir**, darunter ${number(count)} Video.`,
        other: `**Das alles speichere ich von dir**, darunter ${number(count)} Videos.`,
      }),
    exportedInPart: (count) =>
      plural(count, {
        other: `**Das speichere ich von dir.** Nur die neuesten ${number(count)} Videos passen hinein; den Rest bekommst du von dem, der mich betreibt.`,
      }),

    question:
      '**Alles löschen, was ich von dir speichere?** Verlauf, Rezepte, Anfragen, Einstellungen, Bilder und gespeicherte Videos sind dann endgültig weg. Was ich in Discord gepostet habe, bleibt, bis du es dort löschst, und was Kling hat, bleibt bei Kling. Auch was Moderatoren zu Meldungen und Sperren notiert haben, bleibt.',
    questionRest:
      '-# Laufende Videos werden noch fertig, gepostet und dann vergessen. Die von heute verschwinden um Mitternacht UTC, weil dein Kontingent sie zählt. Geldsummen bleiben, ohne deinen Namen.',
    deleted: '**Gelöscht.** Deine Videos, Prompts und Einstellungen sind weg.',
    deletedInPart: (when) =>
      `**Gelöscht, bis auf die Videos von heute und die laufenden.** Sie verschwinden ${when} oder sobald sie fertig sind.`,
  },
  privacyButtons: {
    export: 'Exportieren',
    delete: 'Alles löschen…',
    confirm: 'Alles löschen',
    keep: 'Behalten',
  },
}
