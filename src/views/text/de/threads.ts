import type { ThreadTexts } from '../en/threads.ts'

export const threads: ThreadTexts = {
  threads: {
    start: 'Thread eröffnen',
    name: 'Videothread',
    started: (thread) =>
      `**${thread} ist offen.** Was du als Nächstes aus diesem Video machst, kommt dorthin, und hier bleibt es ruhig.`,
    exists: (thread) =>
      `**Dieses Video hat schon einen Thread: ${thread}.** Discord erlaubt einen je Nachricht. Die nächsten Videos daraus kommen dorthin.`,
    forbidden:
      '**Hier kann ich keinen Thread eröffnen.** Mir fehlt *Öffentliche Threads erstellen* oder *Nachrichten in Threads senden*: Frag bitte die Admins des Servers.',
    messageGone: '**Die Nachricht des Videos ist weg.** `/kling zeigen` zeigt es noch einmal.',
    tooMany: '**Dieser Server hat zu viele offene Threads.** Schließ einen und drück noch mal auf *Thread eröffnen*.',
    unknown: '**Discord hat nicht geantwortet**: Ob der Thread da ist, weiß ich nicht. Sieh nach, oder drück noch mal.',

    roundThere: (thread) => `**In ${thread} gestartet.**`,
    roundGone:
      '**Den Thread dieses Videos gibt es nicht mehr.** Nichts wurde gestartet. Drück noch mal: Das nächste kommt hierher.',
    roundClosed: (thread) =>
      `**In ${thread} kann ich nicht schreiben.** Nichts wurde gestartet. Öffne ihn wieder oder lass mich dort schreiben, dann drück noch mal.`,
    roundUnclear: (thread) =>
      `**Discord hat nicht geantwortet.** Kommt die Nachricht des Videos in ${thread} an, geht es dort weiter; sonst wird nichts gestartet.`,

    post: 'In den Kanal stellen',
    posted: (link) => `**Im Kanal:** ${link}`,
    postedBefore: (link) => `**Es ist schon im Kanal:** ${link}`,
    postClosed:
      '**In den Kanal darüber kann ich nichts stellen.** Es gibt ihn nicht mehr, oder ich darf dort keine Nachrichten und Dateien senden: Frag bitte die Admins des Servers.',
    postNotAllowed:
      '**Im Kanal darüber darfst du nicht schreiben**, also stelle ich auch nichts für dich hinein. Frag die Admins nach *Nachrichten senden* in dem Kanal.',
    postUnclear:
      '**Discord hat nicht geantwortet**: Ob es da ist, weiß ich nicht. Drück noch mal: Zweimal kommt es nicht.',
  },
}
