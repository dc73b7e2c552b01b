import { longestDuration, shortestDuration } from '../../src/domain/request.ts'

export const usage = `Shows the bot's main job on this machine: somebody types /kling video in Discord
and gets a video. The bot is the real one; Discord and Kling are sandboxes.

  npm run demo

serves a page that plays Discord, prints its address, and opens it where there is a
desktop. Ctrl-C ends it.

  --port NUMBER            where the page is served; 4780 if that is free
  --no-open                only prints the address

  npm run demo -- --terminal
  npm run demo -- --terminal --prompt "A red fox in the snow" --image fox.jpg

plays one video in the terminal and ends. Without --prompt and --image it begins with
a small picture of its own.

  --prompt TEXT            what the video shows
  --image FILE             the picture it begins with; without one, words alone
  --end-image FILE         the picture it ends with
  --quality NAME           standard, pro or 4k
  --duration SECONDS       ${shortestDuration} to ${longestDuration}
  --aspect-ratio RATIO     16:9, 9:16 or 1:1; with an image it follows the image
  --sound, --no-sound      with sound, or silent
  --negative-prompt TEXT   what the video does not show
  --guidance NUMBER        0 to 1: how closely it follows the prompt
  --provider NAME          runcomfy or runware alone; otherwise the bot chooses
  --output FOLDER          where the video goes; demo-videos if not given

In both:

  --log                    shows the bot's log, on standard error
  --help                   shows this
`
