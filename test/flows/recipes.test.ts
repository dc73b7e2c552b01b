import { describe, expect, test } from 'vitest'
import { formatRecipe } from '../../src/domain/recipe.ts'
import { en } from '../../src/views/text/en.ts'
import { askPrivately } from '../support/askPrivately.ts'
import { createPicture } from '../support/createPicture.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { seeGallery, seeLabels } from '../support/readMessage.ts'
import { headOf, says } from '../support/says.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({
  kling: { renderMilliseconds: 8_000 },
  variables: {
    MAX_OPEN_PER_PERSON: '20',
    MAX_PER_PERSON_PER_DAY: '50',
    BUDGET_PERSON_DAY: '40',
  },
})
const { historyErrors } = en

type Member = Flow['member']

async function type(flow: Flow, member: Member, command: string, values: Record<string, string | boolean>) {
  const sent = await member.run(command, values)
  await flow.time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
  await flow.time.advance(3_000)
  return sent
}

describe('a recipe', () => {
  test('is suggested, and makes the same again, pictures included, in another server and after a restart', async () => {
    const flow = await open()
    const picture = await createPicture('boat.png', { width: 640, height: 360 })
    await flow.make({ prompt: 'a paper boat', image: picture, sound: false })
    await flow.make({ prompt: 'a red fox' })
    const [boat] = await flow.stored()
    const code = formatRecipe(boat?.recipe ?? '')
    const elsewhere = flow.discord.addGuild({ name: 'Elsewhere' }).addChannel()
    const there = flow.user.in(elsewhere)
    await flow.time.settle()

    const typing = await there.complete('kling run', { recipe: 'boat' }, 'recipe')
    await flow.time.settle()
    expect(typing.choices).toEqual([{ name: `${code} · a paper boat`, value: code }])

    await flow.stopBot()
    await flow.startBot()
    const sent = await type(flow, there, 'kling run', { recipe: code.toLowerCase() })
    await flow.time.until(() => findStatus(sent).text.includes(says.ready))
    const again = (await flow.stored()).at(-1)
    expect(again).toMatchObject({ retryOf: boat?.id, frames: { start: { hash: boat?.frames.start?.hash } } })
    expect(again?.request).toEqual(boat?.request)
    expect(again?.recipe).not.toBe(boat?.recipe)
    expect(listSubmits(flow)).toHaveLength(3)
    await flow.time.advance(5_000)
  })

  test('that is unknown, no longer possible or somebody else’s begins nothing, unless they share theirs', async () => {
    const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' } })
    await flow.make({ prompt: 'a red fox' })
    const { recipe = '' } = await flow.storedOne()
    const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
    const run = async (member: Member, typed: string) =>
      (await type(flow, member, 'kling run', { recipe: typed })).message?.text
    for (const typed of ['K7-3F9QX', 'not a recipe', '@everyone']) {
      expect(await run(ben, typed)).toContain(historyErrors.recipeUnknown)
    }
    expect(await run(ben, recipe)).toContain(historyErrors.recipeNotShared)
    expect(listSubmits(flow)).toHaveLength(1)

    const typing = await ben.complete('kling run', { recipe: '' }, 'recipe')
    await flow.time.settle()
    expect(typing.choices).toEqual([])

    const settings = await askPrivately(flow, flow.member, 'kling settings')
    await flow.press(settings, en.settingsCard.off({ option: en.settingsCard.allowsRemix }))
    await flow.make({ prompt: 'a secret', private: true })
    // What is for its owner alone is not shared with the rest.
    expect(await run(ben, (await flow.stored()).at(-1)?.recipe ?? '')).toContain(historyErrors.recipeNotShared)
    expect(listSubmits(flow)).toHaveLength(2)
    expect(await run(ben, recipe)).not.toContain(historyErrors.recipeNotShared)
    expect(listSubmits(flow)).toHaveLength(3)
    await flow.time.advance(20_000)
  })
})

describe('/kling show', () => {
  test('shows the newest or a named one again, without cost, and nobody else’s', async () => {
    const flow = await open()
    const nothing = await type(flow, flow.member, 'kling show', {})
    expect(nothing.message?.text).toContain(historyErrors.nothingToShow)
    await flow.make({ prompt: 'a paper boat' })
    await flow.make({ prompt: 'a red fox' })
    const [boat] = await flow.stored()
    const newest = findStatus(await type(flow, flow.member, 'kling show', {}))
    expect(newest.ephemeralFor).toBeUndefined()
    expect(newest.text).toContain('a red fox')
    expect(seeGallery(newest)).toHaveLength(1)
    expect(newest.attachments).toHaveLength(1)
    expect(seeLabels(newest)).toEqual([])

    const named = findStatus(await type(flow, flow.member, 'kling show', { recipe: boat?.recipe ?? '', private: true }))
    expect(named.ephemeralFor).toBe(flow.user.id)
    expect(named.text).toContain('a paper boat')
    const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
    const foreign = await type(flow, ben, 'kling show', { recipe: boat?.recipe ?? '' })
    expect(foreign.message?.text).toContain(historyErrors.nothingToShow)
    expect(listSubmits(flow)).toHaveLength(2)
    expect(await flow.stored()).toHaveLength(2)
  })

  test('keeps what is marked as sensitive from those who read along', async () => {
    const flow = await open({ variables: { KLING_PROVIDERS: 'runware' } })
    flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'result', traits: { notSafeForWork: true } } })
    await flow.make({ prompt: 'a storm', private: true })
    const inPublic = await type(flow, flow.member, 'kling show', {})
    expect(inPublic.message?.text).toContain(headOf(historyErrors.tooSensitive))
    const inPrivate = findStatus(await type(flow, flow.member, 'kling show', { private: true }))
    expect(seeGallery(inPrivate)).toMatchObject([{ isSpoiler: true }])
  })
})
