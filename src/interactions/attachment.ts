import { z } from 'zod'
import { type Attachment, attachment, type FrameRole, findClaimedProblem } from '../domain/request.ts'
import { UserError } from '../domain/userError.ts'

/** What it says besides. */
const claims = z.object({
  contentType: z.string().optional().catch(undefined),
  width: z.number().positive().optional().catch(undefined),
  height: z.number().positive().optional().catch(undefined),
})

/** A file as Discord describes it; a raw payload may say anything, or nothing. */
type DescribedFile = Readonly<
  Partial<Record<'id' | 'url' | 'name' | 'size' | 'contentType' | 'width' | 'height', unknown>>
>

/** The options of `/kling video` that take one. */
export const pictureOptions: Readonly<Record<FrameRole, string>> = { start: 'image', end: 'end_image' }

/** Refused by what Discord says of it alone where it can be; the rest is found out by fetching it. Throws a UserError. */
export function readPicture(described: DescribedFile, role: FrameRole): Attachment {
  const picture = readAttachment(described, role)
  checkPicture(described, role)
  return picture
}

/** Whatever is wrong with it. Throws a UserError where it is no file at all. */
export function readAttachment({ id, url, name: fileName, size }: DescribedFile, role: FrameRole): Attachment {
  const parsed = attachment.safeParse({ id, url, fileName, size })
  if (!parsed.success) throw new UserError({ code: 'unknownChoice', option: pictureOptions[role] })
  return parsed.data
}

/** Throws a UserError. */
export function checkPicture(described: DescribedFile, role: FrameRole): void {
  const problem = findClaimedProblem({ size: Number(described.size), ...claims.parse(described) })
  if (problem !== undefined) throw new UserError({ code: 'pictureRefused', role, problem })
}
