import type { Locator, Page } from 'playwright-core'

/// What people do in the Component Builder, for walks that lead through it.

/// A tab of the panel on the left: Components, Resources, Structure.
export const leftTab = (page: Page, name: string): Promise<void> =>
  page.getByRole('complementary', { name: 'Toolbox' }).getByRole('tab', { name }).click()

/// A component on the canvas.
export const frame = (page: Page, name: string): Locator => page.locator(`[data-frame="${name}"]`)
