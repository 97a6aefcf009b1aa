import type { Locator, Page } from 'playwright-core'

/// What people do in Flow Builder, for walks that lead through it.

/// An element on the canvas.
export const node = (page: Page, name: string): Locator => page.locator(`[data-node="${name}"]`)

/// The panel on the right.
export const properties = (page: Page): Locator => page.getByRole('complementary', { name: 'Properties' })

export async function check(panel: Locator, label: string): Promise<void> {
  await panel.getByText(label, { exact: true }).click()
}

export async function fill(field: Locator, text: string): Promise<void> {
  await field.fill(text)
  await field.press('Enter')
  await field.blur().catch(() => {})
}

/// Types into a picker and takes an option; [typed] stands there already where somebody looked inside.
export async function choose(
  page: Page,
  field: Locator,
  text: string,
  option: string | RegExp,
  typed?: string,
): Promise<void> {
  await field.click()
  if (typed === undefined) await field.fill(text)
  await page.getByRole('listbox').getByRole('option', { name: option }).first().click()
}

export async function add(page: Page, button: string, kind: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click()
  const menu = page.getByRole('dialog', { name: 'Add Element' })
  await menu.getByRole('combobox').fill(kind)
  await menu.getByRole('option', { name: new RegExp(`^${kind}`) }).click()
}
