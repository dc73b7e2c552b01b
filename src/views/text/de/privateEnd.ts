import type { Texts } from '../en.ts'

export const privateEnd: Texts['privateEnd'] = {
  askedIn: (channel) => `-# Angefragt in ${channel}`,
  askAgainIn: (channel) => `-# Angefragt in ${channel} · versuch es dort noch mal mit \`/kling video\``,
  openChannel: 'Zum Kanal',
}
