import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('en')

const days = (count: number) => plural(count, { one: `${number(count)} day`, other: `${number(count)} days` })

/** What a person reads about what is kept of them; they alone. */
export const privacy = {
  privacy: {
    title: '### Your data',
    kept: 'I keep your prompts, settings and images, the finished videos, where and when you asked, and what it cost.',
    keptRecords: (count: number) => `Prompts and who asked: ${days(count)} after the video ended.`,
    keptMedia: (count: number) => `Images and videos: ${days(count)}. What I posted in Discord stays there.`,
    keptDrafts: (count: number) => `Requests that never started: ${days(count)}.`,
    keptSettings: 'Your settings and the last filter of your history: until you delete them.',
    /** `providers` is "Kling, RunComfy or Runware". */
    receivers: (providers: string) =>
      `Your prompt and images go to ${providers}, who make the video; your name doesn't. Nobody else gets anything.`,

    exported: (count: number) =>
      plural(count, {
        one: `**Here's what I keep of you**, ${number(count)} video included.`,
        other: `**Here's what I keep of you**, ${number(count)} videos included.`,
      }),
    exportedInPart: (count: number) =>
      plural(count, {
        other: `**Here's what I keep of you.** Only the newest ${number(count)} videos fit; ask whoever runs me for the rest.`,
      }),

    question:
      '**Delete everything I keep of you?** Your history, recipes, requests, settings, images and kept videos go for good. What I posted in Discord stays until you delete it there, and what Kling has stays with Kling. What moderators noted about reports and blocks stays too.',
    questionRest:
      "-# Videos in progress are still finished and posted, then forgotten. Today's go at midnight UTC, since your allowance counts them. Sums of money stay, without your name.",
    deleted: '**Deleted.** Your videos, prompts and settings are gone.',
    deletedInPart: (when: string) =>
      `**Deleted, but for today's videos and those in progress.** They go ${when}, or once they're finished.`,
  },
  privacyButtons: {
    export: 'Export',
    delete: 'Delete everything…',
    confirm: 'Delete everything',
    keep: 'Keep it',
  },
}

export type PrivacyTexts = typeof privacy
