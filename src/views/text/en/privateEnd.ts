/** What stands below a private message about a video that was asked for elsewhere. `channel` is a mention of the channel. */
export const privateEnd = {
  askedIn: (channel: string) => `-# Asked in ${channel}`,
  /** Where nothing can be begun from the message itself. */
  askAgainIn: (channel: string) => `-# Asked in ${channel} · use \`/kling video\` there to try again`,
  openChannel: 'Open channel',
}
