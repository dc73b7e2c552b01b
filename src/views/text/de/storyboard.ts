import type { ShotErrorTexts, StoryboardTexts } from '../en/storyboard.ts'
import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('de')

export const storyboard: StoryboardTexts = {
  title: '**Dein Storyboard.** Nichts startet, bevor du auf Erstellen drückst.',
  asked: '**Ist das ein Storyboard?** In deinem Prompt lese ich Szenen. Nichts startet, bevor du drückst.',
  limits: ({ count, shortest, longest, total }) =>
    `-# Bis zu ${number(count)} Szenen von ${number(shortest)}–${number(longest)} s, zusammen ${number(total)} s`,
  moreShots: (count) =>
    plural(count, { one: `-# Und ${number(count)} weitere Szene`, other: `-# Und ${number(count)} weitere Szenen` }),
  durationIgnored: ({ asked, seconds }) =>
    `\`dauer\` ${number(asked)} gilt hier nicht: Deine Szenen dauern ${number(seconds)} s.`,

  pick: 'Eine Szene ändern',
  addShot: 'Szene dazu',
  editShot: 'Bearbeiten',
  moveUp: 'Nach oben',
  moveDown: 'Nach unten',
  removeShot: 'Entfernen',
  settings: 'Einstellungen',
  oneShot: (price) => `Als eine Einstellung · ${price}`,

  formTitle: (shot) => `Szene ${number(shot)}`,
  formText: 'Was diese Szene zeigt',
  formSeconds: 'Länge',
  formSettings: 'Einstellungen',
  formNegativePrompt: 'Was nicht ins Video soll',
  formImages: 'Startbild, dann Endbild',
  formImagesHint: 'Neue Bilder treten an die Stelle der alten.',
}

export const shotErrors: ShotErrorTexts = {
  noShots: '**Noch keine Szene.** Drück auf *Szene dazu*.',
  tooManyShots: ({ count, limit }) =>
    `**${number(count)} Szenen sind zu viele.** Ein Video hat bis zu ${number(limit)}. Entfern welche.`,
  shotOutOfRange: ({ shot, seconds, shortest, longest }) =>
    `**Szene ${number(shot)} ist ${number(seconds)} s lang.** Eine Szene dauert ${number(shortest)}–${number(longest)} s. Bearbeite sie.`,
  shotsTooLong: ({ seconds, longest }) =>
    `**Deine Szenen dauern zusammen ${number(seconds)} s, ein Video höchstens ${number(longest)} s.** Kürz eine oder entfern eine.`,
  shotsDoNotFill: ({ seconds, duration }) =>
    `**Deine Szenen dauern zusammen ${number(seconds)} s, das Video aber ${number(duration)} s.** Bearbeite sie, bis das passt.`,
}
