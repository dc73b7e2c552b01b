import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('en')

/** Presets, as those who look after a server read of them. */
export const presets = {
  /** Names have at most 32 characters, small letters only; descriptions at most 100. */
  presetCommandNames: {
    group: 'preset',
    add: 'add',
    edit: 'edit',
    remove: 'remove',
    list: 'list',
    defaults: 'defaults',
  },
  presetCommandDescriptions: {
    group: 'Prompts and settings that you prepare for your members',
    add: 'Prepare a new one',
    edit: 'Change one',
    remove: 'Delete one',
    list: 'All of them',
    defaults: 'What holds where a member chose nothing',
    which: 'Which one',
  },

  presetCard: {
    title: (name: string) => `### ${name}`,
    hint: (gap: string) =>
      `-# Members pick it with the option \`preset\` of \`/kling video\`; what they type goes where it says ${gap}. What they choose themselves wins.`,
    negativePrompt: (words: string) => `-# Without: ${words}`,
    quality: '**Quality**',
    aspectRatio: '**Aspect ratio**',
    duration: '**Length**',
    sound: '**Sound**',
    asChosen: 'As the member chooses',
    withSound: 'With sound',
    withoutSound: 'No sound',
    edit: 'Edit text',
    remove: 'Delete',
    saved: '-# Saved.',
    nameWasTaken: '**Another preset has that name**, so this one has another. Change it with *Edit text*.',
    removed: ({ name, template }: { name: string; template: string }) => `**${name} is gone.** It said:\n${template}`,
    gone: '**Somebody has deleted this preset.** Nothing was changed.',
    tooMany: (limit: number) =>
      plural(limit, { other: `**This server has ${number(limit)} presets, and that's the most.** Delete one first.` }),
    listTitle: '### Presets of this server',
    listEmpty: '**This server has no presets yet.**',
    listEntry: ({ name, template }: { name: string; template: string }) => `- **${name}** · ${template}`,
    listMore: (count: number) => plural(count, { other: `-# And ${number(count)} more.` }),
  },

  /** Discord shows 45 characters of a title or label. */
  presetForm: {
    title: 'Preset',
    name: 'Name',
    template: 'Prompt',
    templateHint: (gap: string) => `What a member types replaces ${gap}. Without it, their words come first.`,
    negativePrompt: 'What to leave out',
  },
}

export type PresetTexts = typeof presets
