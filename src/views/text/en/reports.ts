/** What is said of videos that somebody reports. */
export const reports = {
  /** In the menu of every message; at most 32 characters. */
  command: 'Report video',
  report: 'Report',
  formTitle: 'Report this video',
  reason: "What's wrong with it?",
  reasonHint: "Only this server's moderators read it.",
  thanks: '**Thanks. The moderators of this server have your report.** Nobody tells the person who made it.',
  already: '**You already reported this video.** The moderators of this server have it.',
  title: '### Reported in this server',
  none: 'Nothing was reported.',
  line: ({ video, owner }: { video: string; owner: string }) => `**Reported:** [a video](${video}) by ${owner}`,
  by: ({ reporter, when }: { reporter: string; when: string }) => `${reporter} · ${when}`,
  remove: 'Remove video',
  block: 'Block person',
  dismiss: 'Dismiss',
  removed: (person: string) => `Removed by ${person}`,
  dismissed: (person: string) => `Dismissed by ${person}`,
  blockTitle: 'Block this person',
  blockReason: 'Why? They read it.',
  blockLength: 'For how long?',
  blockHint: 'You can lift it any time with /kling-admin unblock.',
  notReportable: "**That's no video of mine that everybody here sees.** Choose one of my finished videos.",
  notModerator: '**Only moderators of this server can do that.** Nothing was changed.',
}

export type ReportTexts = typeof reports
