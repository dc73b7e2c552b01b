import type { ReportTexts } from '../en/reports.ts'

export const reports: ReportTexts = {
  command: 'Video melden',
  report: 'Melden',
  formTitle: 'Dieses Video melden',
  reason: 'Was stimmt damit nicht?',
  reasonHint: 'Nur die Moderatoren dieses Servers lesen es.',
  thanks:
    '**Danke. Die Moderatoren dieses Servers haben deine Meldung.** Wer das Video gemacht hat, erfährt nichts von dir.',
  already: '**Du hast dieses Video schon gemeldet.** Die Moderatoren dieses Servers haben es.',
  title: '### Auf diesem Server gemeldet',
  none: 'Es wurde nichts gemeldet.',
  line: ({ video, owner }) => `**Gemeldet:** [ein Video](${video}) von ${owner}`,
  by: ({ reporter, when }) => `${reporter} · ${when}`,
  remove: 'Video entfernen',
  block: 'Person sperren',
  dismiss: 'Ablehnen',
  removed: (person) => `Entfernt von ${person}`,
  dismissed: (person) => `Abgelehnt von ${person}`,
  blockTitle: 'Diese Person sperren',
  blockReason: 'Warum? Die Person liest es.',
  blockLength: 'Wie lange?',
  blockHint: 'Ihr könnt es jederzeit mit /kling-admin entsperren aufheben.',
  notReportable: '**Das ist kein Video von mir, das hier alle sehen.** Nimm eins meiner fertigen Videos.',
  notModerator: '**Das können nur Moderatoren dieses Servers.** Es wurde nichts geändert.',
}
