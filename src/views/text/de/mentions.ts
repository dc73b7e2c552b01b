import type { ChangeTexts, MentionTexts } from '../en/mentions.ts'

export const mentions: MentionTexts = {
  hint: '**Was soll ich filmen?** Erwähne mich mit einem Satz: „ein Papierboot bei Nacht, 10 s, hochkant“. Häng ein Bild an, um damit anzufangen.',
  hintForReply: '**Was soll anders werden?** Antworte damit: „bei Nacht, 10 s, hochkant“.',
  needsWords: '**Was soll in dem Bild passieren?** Erwähne mich noch mal, mit dem Bild und einem Satz.',
  gone: '**Dieses Video kenne ich nicht mehr.** Erwähne mich mit dem, was du sehen möchtest.',
  noRemix:
    '**Das Video gehört jemand anderem, und daraus darf nichts Neues gemacht werden.** Erwähne mich mit einer eigenen Idee.',
  blocked: '**Du kannst auf diesem Server keine Videos machen.** Tipp `/kling video`, und nur du liest, warum.',
  tooManyImages: '**Höchstens zwei Bilder:** eins für den Anfang, eins für das Ende. Schick es noch mal mit diesen.',
  tooMany: '**Das war viel auf einmal.** Nimm die Karten, die du schon hast, oder versuch es in einer Minute noch mal.',
  filtered:
    '**Der Nachrichtenfilter dieses Servers lässt diesen Prompt nicht durch.** Ändere die Worte, oder nimm `/kling video` mit `privat: True`.',
}

export const changes: ChangeTexts = {
  added: (words) => `**Dazu:** ${words}`,
  newPrompt: '**Neuer Prompt**',
  soundOn: '**Mit Ton**',
  soundOff: '**Ohne Ton**',
  newStartImage: '**Neues Startbild**',
  newEndImage: '**Neues Endbild**',
}
