import { describe, expect, test } from 'vitest'
import { checkCommands } from '../../sandbox/discord/validation/checkCommands.ts'
import { commands, createCommandBodies } from '../../src/commands/index.ts'
import { kling } from '../../src/commands/kling.ts'
import { klingAdmin } from '../../src/commands/klingAdmin.ts'
import { reportVideo } from '../../src/commands/reportVideo.ts'
import { type KnownProvider, offersOf } from '../support/catalogue.ts'

const prompt = {
  type: 3,
  name: 'prompt',
  description: 'What the video shows',
  required: true,
  max_length: 2_500,
}
const image = {
  type: 11,
  name: 'image',
  description: 'Image to start with',
  required: false,
  file_types: ['image'],
}
const endImage = {
  type: 11,
  name: 'end_image',
  description: 'Image to end with; needs a start image too',
  required: false,
  file_types: ['image'],
}
const middle = [
  {
    type: 4,
    name: 'duration',
    description: 'Length in seconds, 3–15 (default 5)',
    required: false,
    min_value: 3,
    max_value: 15,
  },
  {
    type: 3,
    name: 'aspect_ratio',
    description: 'Default 16:9; ignored with an image',
    required: false,
    choices: [
      { name: '16:9 landscape', value: '16:9' },
      { name: '9:16 portrait', value: '9:16' },
      { name: '1:1 square', value: '1:1' },
    ],
  },
  {
    type: 3,
    name: 'quality',
    description: 'Resolution (default Standard)',
    required: false,
    choices: [
      { name: 'Standard 720p · $0.63 for 5 s', value: 'standard' },
      { name: 'Pro 1080p · $0.84 for 5 s', value: 'pro' },
      { name: '4K · $2.10 for 5 s', value: '4k' },
    ],
  },
  { type: 5, name: 'sound', description: 'With sound (default True)', required: false },
  {
    type: 3,
    name: 'negative_prompt',
    description: 'What to leave out',
    required: false,
    max_length: 2_500,
  },
]
const guidance = {
  type: 10,
  name: 'guidance',
  description: 'How closely to follow the prompt, 0–1',
  required: false,
  min_value: 0,
  max_value: 1,
}
const cuts = {
  type: 3,
  name: 'cuts',
  description: 'One shot, or cuts (default: as the model likes)',
  required: false,
  choices: [
    { name: 'One shot', value: 'one' },
    { name: 'Let Kling cut', value: 'auto' },
    { name: 'My shots', value: 'mine' },
  ],
}
const variants = {
  type: 4,
  name: 'variants',
  description: 'How many of it at once, 1–4 (default 1)',
  required: false,
  min_value: 1,
  max_value: 4,
}
const preset = {
  type: 3,
  name: 'preset',
  description: 'Settings and words that this server has prepared',
  required: false,
  autocomplete: true,
  max_length: 40,
}
const isPrivate = { type: 5, name: 'private', description: 'Only you see it (default False)', required: false }

const createBody = (videoOptions: unknown[]) => ({
  type: 1,
  name: 'kling',
  description: 'Make videos with Kling',
  integration_types: [0, 1],
  contexts: [0, 1, 2],
  options: [
    {
      type: 1,
      name: 'video',
      description: 'Make a video from a description or an image',
      options: videoOptions,
    },
    {
      type: 1,
      name: 'storyboard',
      description: 'Make a video of several shots, one by one',
      options: [
        {
          type: 3,
          name: 'shots',
          description: '[3s] a fox wakes up [4s] it runs; leave it out to add them one by one',
          required: false,
          max_length: 6_000,
        },
        image,
        endImage,
        ...middle.slice(1),
        isPrivate,
      ],
    },
    {
      type: 1,
      name: 'run',
      description: 'Make a video by its recipe',
      options: [
        {
          type: 3,
          name: 'recipe',
          description: 'Its code, like K7-3F9QX',
          required: true,
          max_length: 40,
          autocomplete: true,
        },
        isPrivate,
      ],
    },
    {
      type: 1,
      name: 'queue',
      description: "Videos in progress, and finished ones you haven't opened",
      options: [],
    },
    {
      type: 1,
      name: 'history',
      description: 'All your videos: open them again, filter them',
      options: [
        { type: 3, name: 'words', description: 'Words in the prompt', required: false, max_length: 100 },
        {
          type: 3,
          name: 'quality',
          description: 'Only videos in this quality',
          required: false,
          choices: [
            { name: 'Standard 720p', value: 'standard' },
            { name: 'Pro 1080p', value: 'pro' },
            { name: '4K', value: '4k' },
          ],
        },
        {
          type: 3,
          name: 'state',
          description: 'Only videos in this state',
          required: false,
          choices: [
            { name: 'ready', value: 'ready' },
            { name: 'in progress', value: 'inProgress' },
            { name: 'no video', value: 'notMade' },
          ],
        },
      ],
    },
    {
      type: 1,
      name: 'show',
      description: 'Show one of your videos here again',
      options: [
        {
          type: 3,
          name: 'recipe',
          description: 'Its code, like K7-3F9QX (default: your newest)',
          required: false,
          max_length: 40,
          autocomplete: true,
        },
        isPrivate,
      ],
    },
    { type: 1, name: 'usage', description: 'Your allowance: used, left, and when it resets', options: [] },
    {
      type: 1,
      name: 'settings',
      description: 'Your defaults for new videos, and how you hear of them',
      options: [],
    },
    { type: 1, name: 'privacy', description: 'What I keep of you: see, export or delete it', options: [] },
    { type: 1, name: 'help', description: 'What you can do here: examples, limits and prices', options: [] },
  ],
})

/** As it goes over the wire. */
const sent = (providers: readonly KnownProvider[], scope: 'global' | 'guild' = 'global') =>
  JSON.parse(JSON.stringify(createCommandBodies({ providers: offersOf(...providers) }, scope)))

/** Whoever may manage a server has the second command as well. */
const ofMembers = ([kling]: readonly object[]) => [kling]

/** In English alone. */
const sentInEnglish = (...values: Parameters<typeof sent>) =>
  JSON.parse(JSON.stringify(sent(...values), (key, value) => (key.endsWith('_localizations') ? undefined : value)))

describe('the registered command', () => {
  test('with both providers', () => {
    expect(ofMembers(sentInEnglish(['runcomfy', 'runware']))).toStrictEqual([
      createBody([prompt, image, endImage, ...middle, guidance, cuts, variants, preset, isPrivate]),
    ])
  })

  test('leaves out what the configured provider never takes', () => {
    expect(ofMembers(sentInEnglish(['runware']))).toStrictEqual([
      createBody([prompt, image, endImage, ...middle, cuts, variants, preset, isPrivate]),
    ])
  })

  test('for one server has neither installation types nor contexts', () => {
    const { integration_types, contexts, ...body } = createBody([
      prompt,
      image,
      endImage,
      ...middle,
      guidance,
      cuts,
      variants,
      preset,
      isPrivate,
    ])
    expect(ofMembers(sentInEnglish(['runcomfy'], 'guild'))).toStrictEqual([body])
  })

  test.each([
    [['runcomfy'], 'global'],
    [['runware'], 'global'],
    [['runcomfy', 'runware'], 'global'],
    [['runcomfy', 'runware'], 'guild'],
  ] as const)('with %j, %s, is what Discord accepts', (providers, scope) => {
    expect(checkCommands(sent(providers, scope), scope)).toStrictEqual([])
  })

  test('in German', () => {
    const germanFrames = [
      { name: 'bild', description: 'Das Bild, mit dem das Video beginnt' },
      {
        name: 'endbild',
        description: 'Das Bild, mit dem das Video endet; nur zusammen mit einem Bild am Anfang',
      },
    ]
    const germanLook = [
      {
        name: 'format',
        description: 'Sonst 16:9; mit einem Bild gilt dessen Format',
        choices: [{ name: '16:9 quer' }, { name: '9:16 hoch' }, { name: '1:1 quadratisch' }],
      },
      {
        name: 'qualität',
        description: 'Auflösung (sonst Standard)',
        choices: [
          { name: 'Standard 720p · 0,63\u00A0$ für 5 Sek.' },
          { name: 'Pro 1080p · 0,84\u00A0$ für 5 Sek.' },
          { name: '4K · 2,10\u00A0$ für 5 Sek.' },
        ],
      },
      { name: 'ton', description: 'Mit oder ohne Ton (sonst mit)' },
      { name: 'weglassen', description: 'Was nicht ins Video soll' },
    ]
    const inGerman = (value: object) =>
      JSON.parse(
        JSON.stringify(value, (_key, part) => {
          if (typeof part?.name !== 'string') return part
          const { name, name_localizations: names, description, description_localizations: descriptions } = part
          return {
            name: names?.de ?? name,
            description: descriptions?.de ?? description,
            ...(part.options?.length > 0 && { options: part.options }),
            ...(part.choices?.length > 0 && { choices: part.choices }),
          }
        }),
      )
    const [german] = inGerman(sent(['runcomfy']))
    expect(german).toStrictEqual({
      name: 'kling',
      description: 'Videos mit Kling machen',
      options: [
        {
          name: 'video',
          description: 'Ein Video aus einer Beschreibung oder einem Bild machen',
          options: [
            { name: 'prompt', description: 'Was das Video zeigt' },
            ...germanFrames,
            { name: 'dauer', description: 'Länge in Sekunden, 3–15 (sonst 5)' },
            ...germanLook,
            { name: 'texttreue', description: 'Wie genau sich das Video an deine Beschreibung hält, 0 bis 1' },
            {
              name: 'schnitte',
              description: 'Eine Einstellung oder Schnitte (sonst wie beim Modell üblich)',
              choices: [{ name: 'Eine Einstellung' }, { name: 'Kling schneiden lassen' }, { name: 'Meine Szenen' }],
            },
            { name: 'varianten', description: 'Wie viele davon auf einmal, 1–4 (sonst 1)' },
            { name: 'vorlage', description: 'Was dieser Server vorbereitet hat: Worte und Einstellungen' },
            { name: 'privat', description: 'Nur du siehst es (sonst alle)' },
          ],
        },
        {
          name: 'storyboard',
          description: 'Ein Video aus mehreren Szenen machen',
          options: [
            {
              name: 'szenen',
              description: '[3s] ein Fuchs wacht auf [4s] er rennt; ohne fügst du sie einzeln dazu',
            },
            ...germanFrames,
            ...germanLook,
            { name: 'privat', description: 'Nur du siehst es (sonst alle)' },
          ],
        },
        {
          name: 'wiederholen',
          description: 'Ein Video nach seinem Rezept machen',
          options: [
            { name: 'rezept', description: 'Der Code, zum Beispiel K7-3F9QX' },
            { name: 'privat', description: 'Nur du siehst es (sonst alle)' },
          ],
        },
        { name: 'liste', description: 'Laufende Videos und fertige, die du noch nicht geöffnet hast' },
        {
          name: 'verlauf',
          description: 'Alle deine Videos: wieder öffnen, filtern',
          options: [
            { name: 'wörter', description: 'Wörter im Prompt' },
            {
              name: 'qualität',
              description: 'Nur Videos in dieser Qualität',
              choices: [{ name: 'Standard 720p' }, { name: 'Pro 1080p' }, { name: '4K' }],
            },
            {
              name: 'stand',
              description: 'Nur Videos mit diesem Stand',
              choices: [{ name: 'fertig' }, { name: 'läuft' }, { name: 'kein Video' }],
            },
          ],
        },
        {
          name: 'zeigen',
          description: 'Eins deiner Videos hier noch mal zeigen',
          options: [
            { name: 'rezept', description: 'Der Code, zum Beispiel K7-3F9QX (sonst dein neuestes Video)' },
            { name: 'privat', description: 'Nur du siehst es (sonst alle)' },
          ],
        },
        {
          name: 'verbrauch',
          description: 'Dein Kontingent: was verbraucht ist, was noch da ist und wann es sich erneuert',
        },
        { name: 'einstellungen', description: 'Deine Vorgaben für neue Videos und wie du von ihnen erfährst' },
        { name: 'datenschutz', description: 'Was ich von dir speichere: ansehen, exportieren, löschen' },
        { name: 'hilfe', description: 'Was du hier machen kannst, mit Beispielen, Limits und Preisen' },
      ],
    })
  })

  test('has beside it the one for those who manage a server, whom Discord lets through alone', () => {
    expect(commands.filter(({ kind }) => kind !== 'mention')).toStrictEqual([kling, klingAdmin, reportVideo])
    const [, admin] = sent(['runcomfy'])
    expect(admin).toMatchObject({
      name: 'kling-admin',
      default_member_permissions: String(1 << 5),
      contexts: [0],
      integration_types: [0],
    })
    const [, ofServer] = sent(['runcomfy'], 'guild')
    expect(ofServer).toMatchObject({ default_member_permissions: String(1 << 5) })
  })
})
