export const helpSentences = {
  introduction: '### Videos with Kling\nDescribe a scene, and I make a short video of it, right here.',
  examplesTitle: '**Try**',
  example: '`/kling video prompt: a paper boat on a rainy street, slow camera`',
  exampleImage: 'Add `image`, and the video begins with your picture.',
  exampleSound: (shortest: number, longest: number) =>
    `Use \`duration\` for ${shortest} to ${longest} seconds, and \`sound: False\` for a silent video.`,
  examplePrivate: 'With `private: True` only you see it.',
  queue: '`/kling queue` shows your videos, and cancels them.',
  usage: '`/kling usage` shows what you have used and have left.',

  placeAllowed: 'You can make videos here.',

  limitsTitle: '**Limits**',
  openOne: 'You can have 1 video on its way at a time.',
  open: (count: number) => `You can have ${count} videos on their way at a time.`,
  perDayOne: 'You can make 1 video a day.',
  perDay: (count: number) => `You can make ${count} videos a day.`,
  personBudget: (amount: string) => `You can use ${amount} a day.`,
  serverBudget: (amount: string) => `This server can use ${amount} a month.`,
  everyoneBudget: (amount: string) => `All of us together can use ${amount} a month.`,
  closed: 'Videos are switched off at the moment.',
  attempts: (perDay: number, perMinute: number) =>
    `You can ask ${perDay} times a day and ${perMinute} times a minute, cancelled and failed ones included.`,
  reset: 'Days and months begin at midnight UTC. What costs nothing does not count.',

  pricesTitle: '**Prices per second**',
  price: (quality: string, withSound: string, silent: string) =>
    `${quality}: ${withSound} with sound, ${silent} without`,
  flatPrice: (quality: string, price: string) => `${quality}: ${price}`,

  optionsTitle: '**Good to know**',
  optionEverywhere: (option: string) => `\`${option}\` works with every quality.`,
  optionSomewhere: (option: string, qualities: string) => `\`${option}\` works with ${qualities}.`,
  optionWithImage: (option: string) => `\`${option}\` works with every quality, together with \`image\`.`,
  optionWithImageSomewhere: (option: string, qualities: string) =>
    `\`${option}\` works with ${qualities}, together with \`image\`.`,
  aspectRatio: 'With an `image`, the video takes the shape of that image.',

  privacyTitle: '**Privacy**',
  privacy: (providers: string) =>
    `Your prompt and pictures are sent to ${providers}, to make the video; your name is not. I keep the video and the pictures for a while, so that nothing gets lost.`,
} as const
