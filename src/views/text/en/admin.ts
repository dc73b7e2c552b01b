import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('en')

/** What those who look after a server read: `/kling-admin` and what it shows. */
export const admin = {
  /** Names have at most 32 characters, small letters only; descriptions at most 100. */
  adminCommandNames: {
    usage: 'usage',
    limits: 'limits',
    settings: 'settings',
    block: 'block',
    unblock: 'unblock',
    blocks: 'blocks',
    reports: 'reports',
    log: 'log',
  },
  adminCommandDescriptions: {
    root: "Look after this server's videos",
    usage: 'Who spent what in this server this month',
    limits: 'What this server, each member and each role may spend',
    settings: 'Channels, roles, qualities, and where reports and changes are posted',
    block: 'Let somebody make no videos here for a while',
    unblock: 'Let somebody make videos here again',
    blocks: 'Who may make no videos here, why and until when',
    reports: 'Videos that members reported, newest first',
    log: 'Who changed what here, newest first',
  },
  adminOptionNames: { person: 'person', reason: 'reason', for: 'for' },
  adminOptionDescriptions: {
    person: 'Who it is about',
    reason: 'Why; they read it when they ask for a video',
    for: 'For how long (default: until you lift it)',
  },
  blockLengths: { hour: '1 hour', day: '1 day', week: '1 week', month: '30 days', forever: 'Until it is lifted' },

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

  adminButtons: { month: 'This server', memberDay: 'Each member', roleDay: 'A role', unblock: 'Unblock' },

  adminLimits: {
    title: '### Limits of this server',
    month: (amount: string) => `Everyone together: **${amount}** a month`,
    memberDay: (amount: string) => `Each member: **${amount}** a day`,
    roleDay: ({ role, amount }: { role: string; amount: string }) => `${role}: **${amount}** a day`,
    byDefault: (line: string) => `${line} (default)`,
    none: 'default',
    footer: 'A role replaces the limit of each member; of several roles the highest counts. A change holds at once.',
    operator: ({ month, day }: { month: string; day: string }) =>
      `The person who runs me allows ${month} a month here and ${day} a day per person. You can't allow more.`,
    unlimited: 'any amount',
    formTitle: 'Set a limit',
    monthField: 'Dollars a month for everyone together',
    memberDayField: 'Dollars a day for each member',
    roleDayField: 'Dollars a day with this role',
    roleField: 'Role',
    hint: 'Empty: the default. 0: no videos.',
  },

  adminSettings: {
    title: '### Settings of this server',
    footer: 'A change holds at once. Videos in progress go on.',
    channels: '**Channels** · threads belong to their channel',
    roles: '**Roles** that may make videos',
    qualities: '**Qualities**',
    quoteAbove: '**Show the price first** above',
    reportChannel: '**Reported videos** are posted in',
    logChannel: '**Changes** are posted in',
    everywhere: 'Everywhere',
    everybody: 'Everybody',
    everyQuality: 'All of them',
    asUsual: 'As usual',
    asUsualIs: (amount: string) => `As usual (${amount})`,
    always: 'Always',
    never: 'Never',
    onlyHere: 'Nowhere',
    onlyList: 'In no channel',
  },

  adminGreetings: {
    reportChannel: 'Reported videos of this server are posted here from now on.',
    logChannel: 'Changes of my settings in this server are posted here from now on.',
  },

  adminBlocks: {
    title: '### Blocked in this server',
    nobody: 'Nobody is blocked.',
    line: ({ person, end, by }: { person: string; end: string; by: string }) => `${person} · ${end} · by ${by}`,
    until: (when: string) => `until ${when}`,
    forever: 'until it is lifted',
    blocked: ({ person, end }: { person: string; end: string }) =>
      `**${person} can't make videos here, ${end}.** They're told why when they ask for one. Videos in progress go on.`,
    unblocked: (person: string) => `**${person} can make videos here again.**`,
    wasNotBlocked: (person: string) => `**${person} wasn't blocked.** Nothing was changed.`,
  },

  audit: {
    title: '### Changes in this server',
    nothing: 'Nothing has been changed yet.',
    line: ({ when, by, what }: { when: string; by: string; what: string }) => `${when} · ${by} · ${what}`,
    posted: ({ by, what }: { by: string; what: string }) => `${by} · ${what}`,
    changed: ({ what, before, after }: { what: string; before: string; after: string }) =>
      `${what}: ${before} → ${after}`,
    blocked: ({ person, end, reason }: { person: string; end: string; reason: string }) =>
      `blocked ${person} ${end}: ${reason}`,
    unblocked: (person: string) => `unblocked ${person}`,
    videoRemoved: (person: string) => `removed a reported video of ${person}`,
    reportDismissed: (person: string) => `dismissed a report about ${person}`,
    presetAdded: (name: string) => `added the preset *${name}*`,
    presetChanged: (name: string) => `changed the preset *${name}*`,
    presetRemoved: (name: string) => `removed the preset *${name}*`,
    defaults: 'changed what holds where nobody chose anything',
  },
  auditNames: {
    channels: 'channels',
    roles: 'roles',
    qualities: 'qualities',
    month: 'everyone a month',
    memberDay: 'each member a day',
    roleDay: (role: string) => `${role} a day`,
    quoteAbove: 'price first above',
    reportChannel: 'reports posted in',
    logChannel: 'changes posted in',
  },

  adminErrors: {
    notManager:
      '**You no longer have *Manage Server* here, so nothing was changed.** Ask an admin here if you should have it.',
    panelGone: '**This message is too old.** Type `/kling-admin` again.',
    cannotPostThere: (channel: string) =>
      `**I can't post in ${channel}, so nothing was changed.** Give me *View Channel* and *Send Messages* there, then choose it again.`,
    amountUnclear: '**I need an amount in dollars,** for example 2.50. Nothing was changed.',
    aboveOperator: (most: string) =>
      `**That's more than the person who runs me allows: ${most}.** Choose that or less. Nothing was changed.`,
    isEveryone: '**Everyone has that role.** Use *Each member* for that. Nothing was changed.',
    channelNotAllowed: (channels: string) => `**Videos aren't made in this channel.** Try ${channels}.`,
    roleNotAllowed: (roles: string) =>
      `**Only members with ${roles} can make videos here.** Ask an admin of this server.`,
    qualityNotAllowed: ({ quality, others }: { quality: string; others: string }) =>
      `**${quality} is switched off in this server.** Choose ${others}.`,
    blockedUntil: ({ when, reason }: { when: string; reason: string }) =>
      `**You can't make videos in this server until ${when}.** Reason: ${reason}`,
    blockedForever: (reason: string) =>
      `**You can't make videos in this server.** Reason: ${reason}\nAsk an admin here if you think that's wrong.`,
    closedHere: '**The admins of this server have switched videos off.** Ask one of them.',
    overMemberBudget: ({
      needed,
      left,
      budget,
      when,
    }: {
      needed: string
      left: string
      budget: string
      when: string
    }) =>
      `**This video uses ≈ ${needed}, and you have ${left} of ${budget} left in this server today.** That resets ${when}.`,
    neverInMemberBudget: ({ video, needed, budget }: { video: string; needed: string; budget: string }) =>
      `**${video} uses ≈ ${needed}, more than the ${budget} you have in this server for a whole day.**`,
  },
}

export type AdminTexts = typeof admin
