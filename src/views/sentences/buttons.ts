/** Button labels; Discord shows about 38 characters of one on a phone. */
export const buttonLabels = {
  cancel: 'Cancel',
  abandon: 'Stop waiting anyway',
  check: 'Check',
  retry: 'Try again',
  openVideo: 'Open video',
  showPrivately: 'Show it to me privately',
  showMe: 'Show me',
} as const
