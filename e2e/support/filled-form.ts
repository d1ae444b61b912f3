import type { Page } from 'playwright/test'
import { expect } from './fixtures.ts'

/** Fills in the form on a page of another site and presses the button. */
export async function signUp(page: Page, address: string): Promise<void> {
  await page.getByLabel('Email address').fill(address)
  await page.getByLabel('First name').fill('Mary')
  await page.getByRole('button', { name: 'Sign up' }).click()
}

export async function expectTypedTextKept(page: Page, address: string): Promise<void> {
  await expect(page.getByLabel('Email address')).toHaveValue(address)
  await expect(page.getByLabel('First name')).toHaveValue('Mary')
}
