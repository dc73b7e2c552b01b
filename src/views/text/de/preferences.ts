import type { PreferenceTexts } from '../en/preferences.ts'

export const preferences: PreferenceTexts = {
  settingsCard: {
    title: '### Deine Einstellungen',
    introduction:
      '-# Sie gelten für jedes neue Video, außer du tippst etwas anderes. Jede Änderung ist sofort gespeichert.',
    serverTitle: '### Vorgaben dieses Servers',
    serverIntroduction:
      '-# Sie gelten hier für jedes neue Video, außer jemand hat selbst etwas anderes gewählt oder getippt. Jede Änderung ist sofort gespeichert.',
    quality: '**Qualität**',
    aspectRatio: '**Format**',
    notice: '**Wenn ein Video fertig ist**',
    quoteAbove: '**Den Preis zeigen, bevor es losgeht**',
    defaultIs: (value) => `Vorgabe (${value})`,
    quoteAlways: 'Bei jedem Video',
    quoteFrom: (amount) => `Über ${amount}`,
    quoteNever: 'Nie',
    on: ({ option }) => `${option}: an`,
    off: ({ option }) => `${option}: aus`,
    sound: 'Ton',
    isPrivate: 'Nur ich sehe es',
    serverIsPrivate: 'Nur das Mitglied sieht es',
    allowsRemix: 'Andere dürfen remixen',
    resetAll: 'Alles zurücksetzen',
    noLongerOffered: ({ chosen, used }) => `**${chosen} gibt es nicht mehr.** Ich nehme stattdessen ${used}.`,
    closedToMessages:
      '**Ich konnte dir keine Direktnachricht schicken** und habe dich im Kanal erwähnt. Erlaube Direktnachrichten in den Privatsphäre-Einstellungen dieses Servers, dann klappt es beim nächsten Mal.',
    saved: '-# Gespeichert.',
    reset: '-# Alles ist wieder wie vorgegeben.',
  },
  noticeChoices: {
    here: 'Erwähne mich beim Video',
    direct: 'Schreib mir direkt',
    none: 'Sag mir nicht Bescheid',
  },
}
