import type { HistoryTexts } from '../en/history.ts'

export const history: HistoryTexts = {
  history: {
    title: '### Dein Verlauf',
    filtered: (filters) => `-# Nur: ${filters}`,
    empty:
      '**Noch keine Videos.** Mach eins, zum Beispiel:\n`/kling video prompt: ein Papierboot auf einer verregneten Straße`',
    noneMatch: '**Kein Video passt zu diesen Filtern.** Ändere sie mit *Filtern*.',
    noneOlder: '**Keine älteren Videos.** Mit *Neuere* geht es zurück.',
    quoted: (words) => `„${words}“`,
    unnamed: 'Ohne Prompt',
    message: (link) => `[Nachricht](${link})`,
  },
  historyErrors: {
    recipeUnknown:
      '**Dieses Rezept kenne ich nicht.** Prüf den Code: Er sieht aus wie K7-3F9QX, und der eines gelöschten Videos gilt nicht mehr.',
    recipeNotShared:
      '**Dieses Rezept gehört jemand anderem, der seine nicht teilt.** Mach dein eigenes Video mit `/kling video`.',
    nothingToShow: '**So ein fertiges Video hast du nicht.** Deine findest du in `/kling verlauf`.',
    tooSensitive:
      '**Kling hat dieses Video als heikel markiert, deshalb zeige ich es in diesem Kanal nicht.** Zeig es mit `privat: True` oder in einem Kanal mit Altersbeschränkung.',
    keptFromPosting:
      '**Ein Moderator wollte nicht, dass dieses Video gepostet wird, deshalb zeige ich es nur dir.** Nimm `privat: True`.',
  },
  progresses: { ready: 'fertig', inProgress: 'läuft', notMade: 'kein Video' },
  historyButtons: { open: 'Öffnen', newer: 'Neuere', older: 'Ältere', filter: 'Filtern', back: 'Zurück zur Liste' },
  historyForm: {
    title: 'Deine Videos filtern',
    words: 'Wörter im Prompt',
    quality: 'Qualität',
    progress: 'Stand',
    all: 'Alle',
  },
}
