import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('en')

/** What those who look after a server read: `/kling-admin` and what it shows. */
export const admin = {
  /** Names have at most 32 characters, small letters only; descriptions at most 100. */
  adminCommandNames: { usage: 'usage' },
  adminCommandDescriptions: {
    root: "Look after this server's videos",
    usage: 'Who spent what in this server this month',
  },

  admin: {
    usageTitle: '### Spent in this server this month',
    spender: ({ person, amount, videos }: { person: string; amount: string; videos: string }) =>
      `${person} · ${amount} · ${videos}`,
    videos: (count: number) => plural(count, { one: `${number(count)} video`, other: `${number(count)} videos` }),
    reserved: (amount: string) => `${amount} of it in progress`,
    nobodySpent: 'Nobody has made a video here this month.',
    nobodyElseSpent: "That's everyone.",
    usageFooter: (when: string) => `What costs nothing doesn't count. Resets ${when}.`,
  },

  adminErrors: {
    notManager:
      '**You no longer have *Manage Server* here, so nothing was changed.** Ask an admin here if you should have it.',
    panelGone: '**This message is too old.** Type `/kling-admin` again.',
  },
}

export type AdminTexts = typeof admin
