import type { Quality } from '../../domain/request.ts'

/** What Discord shows while the command is typed; at most 100 characters each. */
export const commandSentences = {
  kling: 'Make videos with Kling',
  video: 'Make a video from a description, or from a picture',
  queue: 'Your videos on their way, and finished ones you have not seen',
  usage: 'What you have used and have left, and when it renews',
  help: 'What you can do here, with examples, limits and prices',

  prompt: 'What the video shows',
  image: 'The picture the video begins with',
  endImage: 'The picture the video ends with; needs an image to begin with',
  duration: (shortest: number, longest: number, usual: number) =>
    `Length in seconds, ${shortest} to ${longest} (${usual} unless you say)`,
  aspectRatio: (usual: string) => `Shape of the video (${usual} unless you say); an image decides it by itself`,
  quality: 'How sharp, and what it costs (Standard unless you say)',
  sound: 'With sound (yes unless you say)',
  negativePrompt: 'What the video must not show',
  guidance: 'How closely it keeps to your description, 0 to 1',
  private: 'Only you see it',

  qualityPriced: {
    standard: (withSound: string, silent: string) => `Standard · 720p · ${withSound}/s with sound, ${silent}/s without`,
    pro: (withSound: string, silent: string) => `Pro · 1080p · ${withSound}/s with sound, ${silent}/s without`,
    '4k': (withSound: string, silent: string) => `4K · 2160p · ${withSound}/s with sound, ${silent}/s without`,
  } satisfies Record<Quality, (withSound: string, silent: string) => string>,
  qualityFlat: {
    standard: (price: string) => `Standard · 720p · ${price}/s`,
    pro: (price: string) => `Pro · 1080p · ${price}/s`,
    '4k': (price: string) => `4K · 2160p · ${price}/s`,
  } satisfies Record<Quality, (price: string) => string>,
} as const
