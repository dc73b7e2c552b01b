import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { askPrivately } from '../support/askPrivately.ts'
import { headOf } from '../support/says.ts'
import { useFlow } from '../support/useFlow.ts'

const open = useFlow()

const common = [
  '`/kling video prompt: a paper boat on a rainy street, slow camera`',
  '- Standard 720p: $0.126 with sound, $0.084 without',
  '- 4K: $0.42',
  `- ${en.help.open(3)}`,
  '- You can make 10 videos a day.',
  `- ${en.help.personBudget('$3.00')}`,
  '- `end_image` works with every quality, together with `image`.',
  en.help.privacy('RunComfy or Runware'),
]
const caps = {
  MAX_OPEN_PER_PERSON: undefined,
  MAX_PER_PERSON_PER_DAY: undefined,
  BUDGET_PERSON_DAY: undefined,
  BUDGET_SERVER_MONTH: undefined,
}

test('in a server: what can be done here, what it costs, and what the server may use', async () => {
  const flow = await open({ variables: caps })
  const help = await askPrivately(flow, flow.member, 'kling help')
  for (const line of [...common, 'You can make videos here.', `- ${en.help.serverBudget('$30.00')}`, en.help.reply]) {
    expect(help.text).toContain(line)
  }
})

test('in a direct message where people may use it by themselves: nothing about a server', async () => {
  const flow = await open({ variables: { ...caps, ALLOW_USER_INSTALL: 'true' } })
  const help = await askPrivately(flow, flow.user.in(flow.user.directMessages()), 'kling help')
  for (const line of [...common, 'You can make videos here.']) expect(help.text).toContain(line)
  expect(help.text).not.toContain('This server')
})

test('where it may not be used: says so, and why', async () => {
  const flow = await open({ variables: { ALLOWED_GUILDS: '123456789012345678' } })
  const inServer = await askPrivately(flow, flow.member, 'kling help')
  expect(inServer.text).toContain(headOf(en.userErrors.serverNotAllowed))
  const inPrivate = await askPrivately(flow, flow.user.in(flow.user.directMessages()), 'kling help')
  expect(inPrivate.text).toContain(en.userErrors.userInstallNotAllowed)
  for (const help of [inServer, inPrivate]) expect(help.text).not.toContain('You can make videos here.')
})

test('names only what the configured provider offers', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runware', RUNCOMFY_API_KEY: undefined } })
  const help = await askPrivately(flow, flow.member, 'kling help')
  expect(help.text).toContain(en.help.privacy('Runware'))
  expect(help.text).not.toContain('`guidance`')
})
