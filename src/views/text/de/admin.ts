import type { AdminTexts } from '../en/admin.ts'
import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('de')

export const admin: AdminTexts = {
  adminCommandNames: {
    usage: 'verbrauch',
    limits: 'limits',
    settings: 'einstellungen',
    block: 'sperren',
    unblock: 'entsperren',
    blocks: 'gesperrte',
    reports: 'meldungen',
    log: 'protokoll',
  },
  adminCommandDescriptions: {
    root: 'Die Videos dieses Servers verwalten',
    usage: 'Wer in diesem Monat hier wie viel ausgegeben hat',
    limits: 'Was dieser Server, jedes Mitglied und jede Rolle ausgeben darf',
    settings: 'Kanäle, Rollen, Qualitäten, und wo Meldungen und Änderungen gepostet werden',
    block: 'Jemanden hier eine Weile keine Videos machen lassen',
    unblock: 'Jemanden hier wieder Videos machen lassen',
    blocks: 'Wer hier keine Videos machen darf, warum und wie lange',
    reports: 'Videos, die Mitglieder gemeldet haben, das Neueste zuerst',
    log: 'Wer hier was geändert hat, das Neueste zuerst',
  },
  adminOptionNames: { person: 'person', reason: 'grund', for: 'dauer' },
  adminOptionDescriptions: {
    person: 'Um wen es geht',
    reason: 'Warum; die Person liest es, wenn sie ein Video möchte',
    for: 'Wie lange (sonst bis du es aufhebst)',
  },
  blockLengths: {
    hour: '1 Stunde',
    day: '1 Tag',
    week: '1 Woche',
    month: '30 Tage',
    forever: 'Bis es aufgehoben wird',
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

  adminButtons: { month: 'Dieser Server', memberDay: 'Jedes Mitglied', roleDay: 'Eine Rolle', unblock: 'Entsperren' },

  adminLimits: {
    title: '### Limits dieses Servers',
    month: (amount) => `Alle zusammen: **${amount}** im Monat`,
    memberDay: (amount) => `Jedes Mitglied: **${amount}** am Tag`,
    roleDay: ({ role, amount }) => `${role}: **${amount}** am Tag`,
    byDefault: (line) => `${line} (Vorgabe)`,
    none: 'Vorgabe',
    footer:
      'Eine Rolle ersetzt das Limit für jedes Mitglied; von mehreren Rollen zählt die höchste. Änderungen gelten sofort.',
    operator: ({ month, day }) =>
      `Wer mich betreibt, erlaubt hier ${month} im Monat und ${day} am Tag pro Person. Mehr könnt ihr nicht erlauben.`,
    unlimited: 'jeden Betrag',
    formTitle: 'Limit festlegen',
    monthField: 'Dollar im Monat für alle zusammen',
    memberDayField: 'Dollar am Tag für jedes Mitglied',
    roleDayField: 'Dollar am Tag mit dieser Rolle',
    roleField: 'Rolle',
    hint: 'Leer: die Vorgabe. 0: keine Videos.',
  },

  adminSettings: {
    title: '### Einstellungen dieses Servers',
    footer: 'Änderungen gelten sofort. Laufende Videos gehen weiter.',
    channels: '**Kanäle** · Threads gehören zu ihrem Kanal',
    roles: '**Rollen**, die Videos machen dürfen',
    qualities: '**Qualitäten**',
    quoteAbove: '**Den Preis vorher zeigen** ab mehr als',
    reportChannel: '**Gemeldete Videos** werden gepostet in',
    logChannel: '**Änderungen** werden gepostet in',
    everywhere: 'Überall',
    everybody: 'Alle',
    everyQuality: 'Jede',
    asUsual: 'Wie üblich',
    asUsualIs: (amount) => `Wie üblich (${amount})`,
    always: 'Immer',
    never: 'Nie',
    onlyHere: 'Nirgends',
    onlyList: 'In keinem Kanal',
  },

  adminGreetings: {
    reportChannel: 'Gemeldete Videos dieses Servers werden ab jetzt hier gepostet.',
    logChannel: 'Änderungen meiner Einstellungen auf diesem Server werden ab jetzt hier gepostet.',
  },

  adminBlocks: {
    title: '### Auf diesem Server gesperrt',
    nobody: 'Niemand ist gesperrt.',
    line: ({ person, end, by }) => `${person} · ${end} · von ${by}`,
    until: (when) => `bis ${when}`,
    forever: 'bis es aufgehoben wird',
    blocked: ({ person, end }) =>
      `**${person} kann hier keine Videos machen, ${end}.** Den Grund liest die Person, wenn sie eins möchte. Laufende Videos gehen weiter.`,
    unblocked: (person) => `**${person} kann hier wieder Videos machen.**`,
    wasNotBlocked: (person) => `**${person} war nicht gesperrt.** Es wurde nichts geändert.`,
  },

  audit: {
    title: '### Änderungen auf diesem Server',
    nothing: 'Es wurde noch nichts geändert.',
    line: ({ when, by, what }) => `${when} · ${by} · ${what}`,
    posted: ({ by, what }) => `${by} · ${what}`,
    changed: ({ what, before, after }) => `${what}: ${before} → ${after}`,
    blocked: ({ person, end, reason }) => `hat ${person} gesperrt, ${end}: ${reason}`,
    unblocked: (person) => `hat ${person} entsperrt`,
    videoRemoved: (person) => `hat ein gemeldetes Video von ${person} entfernt`,
    reportDismissed: (person) => `hat eine Meldung über ${person} abgelehnt`,
    presetAdded: (name) => `hat die Vorlage *${name}* angelegt`,
    presetChanged: (name) => `hat die Vorlage *${name}* geändert`,
    presetRemoved: (name) => `hat die Vorlage *${name}* entfernt`,
    defaults: 'hat geändert, was gilt, wo niemand etwas gewählt hat',
  },
  auditNames: {
    channels: 'Kanäle',
    roles: 'Rollen',
    qualities: 'Qualitäten',
    month: 'alle im Monat',
    memberDay: 'jedes Mitglied am Tag',
    roleDay: (role) => `${role} am Tag`,
    quoteAbove: 'Preis vorher ab',
    reportChannel: 'Meldungen gepostet in',
    logChannel: 'Änderungen gepostet in',
  },

  adminErrors: {
    notManager:
      '**Du hast hier *Server verwalten* nicht mehr, also wurde nichts geändert.** Frag einen Admin, wenn du es haben solltest.',
    panelGone: '**Diese Nachricht ist zu alt.** Gib `/kling-admin` noch einmal ein.',
    cannotPostThere: (channel) =>
      `**In ${channel} kann ich nicht posten, also wurde nichts geändert.** Gib mir dort *Kanal anzeigen* und *Nachrichten senden*, dann wähl ihn noch einmal.`,
    amountUnclear: '**Ich brauche einen Betrag in Dollar,** zum Beispiel 2,50. Es wurde nichts geändert.',
    aboveOperator: (most) =>
      `**Das ist mehr, als erlaubt, wer mich betreibt: ${most}.** Nimm das oder weniger. Es wurde nichts geändert.`,
    isEveryone: '**Diese Rolle haben alle.** Nimm dafür *Jedes Mitglied*. Es wurde nichts geändert.',
    channelNotAllowed: (channels) => `**In diesem Kanal werden keine Videos gemacht.** Versuch es in ${channels}.`,
    roleNotAllowed: (roles) =>
      `**Nur Mitglieder mit ${roles} können hier Videos machen.** Frag einen Admin dieses Servers.`,
    qualityNotAllowed: ({ quality, others }) => `**${quality} ist auf diesem Server ausgeschaltet.** Nimm ${others}.`,
    blockedUntil: ({ when, reason }) =>
      `**Du kannst auf diesem Server bis ${when} keine Videos machen.** Grund: ${reason}`,
    blockedForever: (reason) =>
      `**Du kannst auf diesem Server keine Videos machen.** Grund: ${reason}\nFrag einen Admin, wenn du das für falsch hältst.`,
    closedHere: '**Die Admins dieses Servers haben Videos ausgeschaltet.** Frag sie danach.',
    overMemberBudget: ({ needed, left, budget, when }) =>
      `**Dieses Video braucht ≈ ${needed}, und du hast auf diesem Server heute noch ${left} von ${budget}.** Neu ${when}.`,
    neverInMemberBudget: ({ video, needed, budget }) =>
      `**${video} braucht ≈ ${needed}, mehr als die ${budget}, die du auf diesem Server an einem ganzen Tag hast.**`,
  },
}
