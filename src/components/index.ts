import { abandon } from './abandon.ts'
import { cancel } from './cancel.ts'
import { check } from './check.ts'
import type { Component } from './component.ts'
import { deliver } from './deliver.ts'
import { retry } from './retry.ts'

/** Every button there is. */
export const components: readonly Component[] = [cancel, abandon, check, retry, deliver]
