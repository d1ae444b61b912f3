import { expect } from 'vitest'
import type { Found, Tab } from './engine.ts'
import { type Facts, factsOf, findByRole, focusedText, type Role, readText } from './in-page.ts'

/** A person using one tab: finds elements by role and name, and waits as people do. */
export type Visitor = Omit<Tab, 'find'> & {
  find(role: Role, name: string): Promise<Found>
  click(role: Role, name: string): Promise<void>
  /** Clicks a field and types into it. */
  fill(name: string, text: string): Promise<void>
  facts(role: Role, name: string): Promise<Facts>
  /** Waits until a condition holds. */
  finds(role: Role, name: string, facts: Partial<Facts>): Promise<void>
  reads(sentence: string): Promise<void>
  /** Waits until the focus is on this text. */
  isLedTo(sentence: string): Promise<void>
}

const PATIENCE = { timeout: 10_000, interval: 50 }

export function createVisitor(tab: Tab): Visitor {
  const find = (role: Role, name: string) => tab.find(findByRole, role, name)
  const visitor: Visitor = {
    ...tab,
    find,
    async click(role, name) {
      await visitor.finds(role, name, {})
      await (await find(role, name)).click()
    },
    async fill(name, text) {
      await visitor.click('textbox', name)
      await tab.type(text)
    },
    facts: async (role, name) => (await find(role, name)).evaluate(factsOf),
    async finds(role, name, facts) {
      await expect.poll(() => visitor.facts(role, name), PATIENCE).toMatchObject(facts)
    },
    async reads(sentence) {
      await expect.poll(() => tab.evaluate(readText), PATIENCE).toContain(sentence)
    },
    async isLedTo(sentence) {
      await expect.poll(() => tab.evaluate(focusedText), PATIENCE).toBe(sentence)
    },
  }
  return visitor
}
