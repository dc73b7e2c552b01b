import type { Component } from '../interactions/handler.ts'
import { cancel, hide } from './cancel.ts'
import { check, deliver, retry } from './statusButtons.ts'

/** Every button, select and modal there is. */
export const components: readonly Component[] = [cancel, hide, check, retry, deliver]
