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
