import type { AdminTexts } from '../en/admin.ts'
import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('de')

export const admin: AdminTexts = {
  adminCommandNames: { usage: 'verbrauch' },
  adminCommandDescriptions: {
    root: 'Die Videos dieses Servers verwalten',
    usage: 'Wer in diesem Monat hier wie viel ausgegeben hat',
  },

  admin: {
    usageTitle: '### In diesem Monat auf diesem Server ausgegeben',
    spender: ({ person, amount, videos }) => `${person} · ${amount} · ${videos}`,
    videos: (count) => plural(count, { one: `${number(count)} Video`, other: `${number(count)} Videos` }),
    reserved: (amount) => `davon ${amount} in Arbeit`,
    nobodySpent: 'In diesem Monat hat hier noch niemand ein Video gemacht.',
    nobodyElseSpent: 'Das sind alle.',
    usageFooter: (when) => `Was nichts kostet, zählt nicht. Neu ${when}.`,
  },

  adminErrors: {
    notManager:
      '**Du hast hier *Server verwalten* nicht mehr, also wurde nichts geändert.** Frag einen Admin, wenn du es haben solltest.',
    panelGone: '**Diese Nachricht ist zu alt.** Gib `/kling-admin` noch einmal ein.',
  },
}
