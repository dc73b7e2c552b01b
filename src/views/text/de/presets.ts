import type { PresetTexts } from '../en/presets.ts'
import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('de')

export const presets: PresetTexts = {
  presetCommandNames: {
    group: 'vorlage',
    add: 'neu',
    edit: 'ändern',
    remove: 'löschen',
    list: 'alle',
    defaults: 'vorgaben',
  },
  presetCommandDescriptions: {
    group: 'Prompts und Einstellungen, die du für deine Mitglieder vorbereitest',
    add: 'Eine neue vorbereiten',
    edit: 'Eine ändern',
    remove: 'Eine löschen',
    list: 'Alle, die es gibt',
    defaults: 'Was gilt, wo ein Mitglied nichts gewählt hat',
    which: 'Um welche es geht',
  },

  presetCard: {
    title: (name) => `### ${name}`,
    hint: (gap) =>
      `-# Mitglieder wählen sie mit der Option \`vorlage\` von \`/kling video\`; was sie tippen, kommt an die Stelle von ${gap}. Was sie selbst wählen, geht vor.`,
    negativePrompt: (words) => `-# Ohne: ${words}`,
    quality: '**Qualität**',
    aspectRatio: '**Format**',
    duration: '**Länge**',
    sound: '**Ton**',
    asChosen: 'Wie das Mitglied es wählt',
    withSound: 'Mit Ton',
    withoutSound: 'Ohne Ton',
    edit: 'Text ändern',
    remove: 'Löschen',
    saved: '-# Gespeichert.',
    nameWasTaken:
      '**So heißt schon eine andere Vorlage**, darum heißt diese anders. Ändern kannst du das mit *Text ändern*.',
    removed: ({ name, template }) => `**${name} ist weg.** Der Text war:\n${template}`,
    gone: '**Diese Vorlage hat jemand gelöscht.** Geändert wurde nichts.',
    tooMany: (limit) =>
      plural(limit, { other: `**Dieser Server hat ${number(limit)} Vorlagen, mehr gehen nicht.** Lösch erst eine.` }),
    listTitle: '### Vorlagen dieses Servers',
    listEmpty: '**Dieser Server hat noch keine Vorlagen.**',
    listEntry: ({ name, template }) => `- **${name}** · ${template}`,
    listMore: (count) => plural(count, { other: `-# Und ${number(count)} weitere.` }),
  },

  presetForm: {
    title: 'Vorlage',
    name: 'Name',
    template: 'Prompt',
    templateHint: (gap) => `Was ein Mitglied tippt, ersetzt ${gap}. Fehlt es, kommt das Getippte zuerst.`,
    negativePrompt: 'Was nicht ins Video soll',
  },
}
