/** The labels in the line of settings; each stands for itself, between dots. */
export const settingLabels = {
  seconds: (seconds: number) => `${seconds} s`,
  followsImage: 'shape of your image',
  soundOn: 'sound on',
  soundOff: 'sound off',
  endImage: 'with end image',
  guidance: (value: number) => `guidance ${value}`,
  shots: (count: number) => (count === 1 ? '1 shot' : `${count} shots`),
  elements: (count: number) => (count === 1 ? '1 element' : `${count} elements`),
  size: (width: number, height: number) => `${width}×${height}`,

  estimate: (amount: string) => `about ${amount} (estimate)`,
  cost: (amount: string) => `cost ${amount}`,
  estimatedCost: (amount: string) => `cost about ${amount} (estimated)`,
  unknownCost: 'cost unknown',
  noCost: 'cost nothing',
  renderTime: (elapsed: string) => `made in ${elapsed}`,
} as const

export const settingSentences = {
  aspectRatioIgnored: (asked: string) =>
    `-# You asked for ${asked}, but a video with an image takes the shape of that image.`,
  notWanted: (text: string) => `-# Not wanted: ${text}`,
} as const
