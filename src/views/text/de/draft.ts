import type { DraftTexts, WayTexts } from '../en/draft.ts'
import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('de')

export const draft: DraftTexts = {
  generate: (price) => `Erstellen · ${price}`,
  cheaper: (price) => `Günstiger Entwurf · ${price}`,
  edit: 'Bearbeiten',
  dismiss: 'Nicht jetzt',

  title: '**Dieses Video machen?** Nichts startet, bevor du auf Erstellen drückst.',
  priceRose: ({ before, price }) =>
    `**Der Preis ist von ≈ ${before} auf ≈ ${price} gestiegen.** Ich habe nichts gestartet. Drück auf Erstellen, wenn das passt.`,
  changed: '**Das hat sich inzwischen geändert.** Sieh es dir noch mal an und drück dann auf Erstellen.',
  dismissed: '**OK, jetzt nicht.** Nichts wurde gestartet.',
  negativePrompt: (prompt) => `-# Ohne: ${prompt}`,
  left: ({ left, budget }) => `heute noch ${left} von ${budget}`,
  takes: (span) => `dauert ${span}`,
  usually: (span) => `meist ${span}`,
  ahead: (count) => plural(count, { one: `${number(count)} Video davor`, other: `${number(count)} Videos davor` }),

  formTitle: 'Video bearbeiten',
  formPrompt: 'Prompt-Text',
  formDuration: 'Länge',
  formQuality: 'Qualität',
  formAspectRatio: 'Format',
  formAspectRatioIgnored: 'Das Bild bestimmt das Format.',
  formSound: 'Ton',
  soundOn: 'Mit Ton',
  soundOff: 'Ohne Ton',
}

export const waysOut: WayTexts = {
  priced: ({ what, price }) => `${what} · ${price}`,
  quality: (quality) => `In ${quality}`,
  seconds: (seconds) => `${seconds} Sek. stattdessen`,
  silent: 'Ohne Ton',
  startFrame: 'Ohne Bild',
  endFrame: 'Ohne Endbild',
  negativePrompt: 'Ohne „weglassen“',
  guidance: 'Ohne Texttreue',
  shots: 'Als eine Einstellung',
  elements: 'Ohne Elemente',
  cuts: 'Ohne Schnitte',
}
