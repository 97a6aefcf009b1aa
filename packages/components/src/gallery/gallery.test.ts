import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumPath, openGallery, type OpenedGallery, seriousFindings } from '../../../../scripts/openGallery.ts'

describe.skipIf(!chromiumPath)('in a browser', () => {
  let gallery: OpenedGallery
  let page: Page

  beforeAll(async () => {
    gallery = await openGallery('gallery')
    ;({ page } = gallery)
  })
  afterAll(() => gallery?.close())

  beforeEach(async () => {
    gallery.errors.length = 0
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.mouse.move(0, 0)
    await page.goto('about:blank')
  })

  afterEach(() => {
    expect(gallery.errors).toEqual([])
  })

  /// Opens one story, or all of them.
  const open = (story = ''): Promise<Locator> => gallery.open(story, '', page)

  const row = (place: Locator, index: number) => place.locator(`tr[data-index="${index}"]`)
  const select = (place: Locator, index: number) => row(place, index).locator('label').click()
  const caption = (place: Locator) => place.locator('.millrace-caption').innerText()
  /// "row 2, cell 1" of what has the focus.
  const focus = () =>
    page.evaluate(() => {
      const cell = document.activeElement?.closest<HTMLElement>('[data-cell]')
      return `row ${cell?.closest('tr')?.dataset['index']}, cell ${cell?.dataset['cell']}`
    })

  describe('a Data Table', () => {
    it('counts its items and the selected ones', async () => {
      const table = await open('200 rows')
      await select(table, 0)
      await select(table, 2)
      expect(await caption(table)).toBe('200 items • 2 selected')
      expect(await row(table, 2).getAttribute('aria-selected')).toBe('true')
      expect(await table.getByRole('status').last().textContent()).toBe('2 of 200 items selected')
    })

    it('selects all rows and none with the checkbox in its header', async () => {
      const table = await open('200 rows')
      const all = table.locator('thead input')
      await select(table, 1)
      expect(await all.evaluate(input => (input as HTMLInputElement).indeterminate)).toBe(true)
      await table.locator('thead label').click()
      expect(await caption(table)).toBe('200 items • 200 selected')
      await table.locator('thead label').click()
      expect(await caption(table)).toBe('200 items')
    })

    it('runs a header action: busy while it runs, then the new values, the same selection and a toast', async () => {
      const table = await open('200 rows')
      await select(table, 0)
      await select(table, 1)
      const button = table.getByRole('button', { name: 'Set as Active' })
      await button.click()
      await table.locator('button[aria-busy=true]', { hasText: 'Set as Active' }).waitFor()
      await page.locator('.slds-notify_toast', { hasText: '2 contacts are now Active.' }).waitFor()
      expect(await button.getAttribute('aria-busy')).toBe(null)
      expect(await button.evaluate(element => element === document.activeElement)).toBe(true)
      expect(await row(table, 0).locator('[data-label=Status]').innerText()).toBe('Active')
      expect(await caption(table)).toBe('200 items • 2 selected')
    })

    it('ignores a second click while the first is under way', async () => {
      const table = await open('Busy')
      await select(table, 0)
      const button = table.getByRole('button', { name: 'Set as Active' })
      await button.click()
      await button.click({ force: true })
      expect(await button.getAttribute('aria-disabled')).toBe('true')
      expect(await table.getByRole('button', { name: 'Refresh' }).isEnabled()).toBe(true)
    })

    it('shows why the flow failed in a toast that stays', async () => {
      const table = await open('Flow fails')
      await select(table, 1)
      await table.getByRole('button', { name: 'Set as Active' }).click()
      const toast = page.getByRole('alert')
      await toast.waitFor()
      expect(await toast.innerText()).toContain('Bo Okafor must not be contacted')
      await toast.getByRole('button', { name: 'Close' }).click()
      await toast.waitFor({ state: 'detached' })
    })

    it('sorts by a column, up, then down', async () => {
      const table = await open('200 rows')
      const sort = table.getByRole('button', { name: 'Name', exact: true })
      await sort.click()
      expect(await table.locator('th[aria-sort=ascending] .millrace-column-name').innerText()).toBe('Name')
      expect(await row(table, 0).locator('th').innerText()).toMatch(/^Ada /)
      await sort.click()
      expect(await table.locator('th[aria-sort=descending] .millrace-column-name').innerText()).toBe('Name')
      expect(await row(table, 0).locator('th').innerText()).toMatch(/^Grace /)
      expect(await caption(table)).toBe('200 items • Sorted by Name')
    })

    it('has radio buttons where one row may be selected', async () => {
      const table = await open('One row at a time')
      await select(table, 0)
      await select(table, 3)
      expect(await table.getByRole('radio', { checked: true }).count()).toBe(1)
      expect(await caption(table)).toBe('6 items • 1 selected')
    })

    it('does not select more rows than allowed', async () => {
      const table = await open('At most two rows')
      for (const index of [0, 1, 2]) await select(table, index)
      expect(await table.locator('tbody input:checked').count()).toBe(2)
    })

    it('prints each type of column as the user reads it', async () => {
      const table = await open('Every column type')
      const cells = await row(table, 1).locator('th, td').allInnerTexts()
      expect(cells).toEqual([
        'Bo Okafor 2',
        'bo.okafor.2@example.com',
        '+1 (415) 555-0101',
        'www.example.com/1',
        '1.125',
        '$1,234.50',
        '7%',
        '2/15/61',
        '1/2/26, 10:30 AM',
        'No',
      ])
      expect(
        await row(table, 1)
          .locator('a')
          .evaluateAll(links => links.map(link => link.getAttribute('href'))),
      ).toEqual(['mailto:bo.okafor.2@example.com', 'tel:+14155550101', 'https://www.example.com/1'])
    })

    it('never makes a link of a script', async () => {
      const table = await open('Every column type')
      expect(await row(table, 0).locator('[data-label=Website]').innerText()).toBe('javascript:alert(1)')
      expect(await table.locator('a[href^=javascript]').count()).toBe(0)
    })

    it('offers row actions in a menu', async () => {
      const table = await open('Row actions')
      await table.getByRole('button', { name: 'Actions for Bo Okafor 2' }).click()
      expect(await page.getByRole('menuitem', { name: 'Delete' }).isDisabled()).toBe(true)
      await page.getByRole('menuitem', { name: 'Say Hello' }).click()
      await page.locator('.slds-notify_toast', { hasText: 'Hello Bo Okafor 2' }).waitFor()
    })

    it.each([
      ['Loading', 'Loading…'],
      ['Empty', 'No records to show.'],
      ['Error', 'Contacts could not be loaded.'],
    ])('says so when it has no rows: %s', async (story, text) => {
      const table = await open(story)
      await table.getByText(text).first().waitFor()
      expect(await table.locator('tbody').count()).toBe(0)
    })

    it('loads again after an error', async () => {
      const table = await open('Error')
      await table.getByText('The database is being moved.').waitFor()
      await table.getByRole('button', { name: 'Try Again' }).click()
      await row(table, 2).waitFor()
      expect(await table.getByRole('alert').count()).toBe(0)
    })

    it('keeps its rows and says so when a refresh fails', async () => {
      const table = await open('Refresh fails')
      await row(table, 2).waitFor()
      await table.getByRole('button', { name: 'Refresh' }).click()
      await table.getByText('Contacts could not be refreshed and may be out of date.').waitFor()
      expect(await table.locator('tbody tr').count()).toBe(3)
      await table.getByRole('button', { name: 'Try Again' }).click()
      await table.getByRole('alert').waitFor({ state: 'detached' })
    })

    it('has few of its 10,000 rows in the document, and every one within reach', async () => {
      const table = await open('10,000 rows')
      await row(table, 0).waitFor()
      expect(await table.getByRole('grid').getAttribute('aria-rowcount')).toBe('10001')
      expect(await table.locator('tbody tr').count()).toBeLessThan(100)
      await table.locator('.millrace-table-scroller').evaluate(scroller => scroller.scrollTo(0, scroller.scrollHeight))
      await row(table, 9999).waitFor()
      expect(await row(table, 9999).getAttribute('aria-rowindex')).toBe('10001')
      await table.locator('thead label').click()
      expect(await caption(table)).toBe('10,000 of 12,000 items • 10,000 selected')
    })
  })

  describe('the keyboard', () => {
    it('reaches one cell of a table with Tab and moves on with arrows', async () => {
      const table = await open('200 rows')
      await row(table, 0).waitFor()
      await table.getByRole('button', { name: 'Set as Active' }).focus()
      await page.keyboard.press('Tab')
      expect(await focus()).toBe('row -1, cell 0')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowDown')
      expect(await focus()).toBe('row 1, cell 1')
      await page.keyboard.press('End')
      expect(await focus()).toBe('row 1, cell 4')
      await page.keyboard.press('Home')
      expect(await focus()).toBe('row 1, cell 0')
      await page.keyboard.press('Tab')
      expect(await focus()).toBe('row undefined, cell undefined')
      await page.keyboard.press('Shift+Tab')
      expect(await focus()).toBe('row 1, cell 0')
    })

    it('selects with Space, in the checkbox and in any cell of the row', async () => {
      const table = await open('200 rows')
      await row(table, 0).locator('input').focus()
      await page.keyboard.press('Space')
      expect(await caption(table)).toBe('200 items • 1 selected')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Space')
      expect(await caption(table)).toBe('200 items • 2 selected')
    })

    it('goes to rows that are not in the document yet', async () => {
      const table = await open('10,000 rows')
      await row(table, 0).locator('input').focus()
      await page.keyboard.press('Control+End')
      await row(table, 9999).waitFor()
      await expect.poll(focus).toBe('row 9999, cell 5')
      await page.keyboard.press('Control+Home')
      await expect.poll(focus).toBe('row -1, cell 0')
      for (let press = 0; press < 60; press++) await page.keyboard.press('ArrowDown')
      await expect.poll(focus).toBe('row 59, cell 0')
    })

    it('sorts with Enter on a column header', async () => {
      const table = await open('200 rows')
      await table.getByRole('button', { name: 'Status', exact: true }).focus()
      await page.keyboard.press('Enter')
      expect(await table.locator('th[aria-sort=ascending] .millrace-column-name').innerText()).toBe('Status')
    })

    it('opens a menu, moves in it and closes it', async () => {
      const table = await open('Row actions')
      const button = table.getByRole('button', { name: 'Actions for Ada Ng 1' })
      await button.focus()
      await page.keyboard.press('Enter')
      expect(
        await page.getByRole('menuitem', { name: 'Say Hello' }).evaluate(item => item === document.activeElement),
      ).toBe(true)
      await page.keyboard.press('Escape')
      expect(await page.getByRole('menu').count()).toBe(0)
      expect(await button.evaluate(element => element === document.activeElement)).toBe(true)
    })
  })

  describe('a toast', () => {
    // A clock cannot be given back, so these have a page of their own.
    let others: Page
    beforeEach(async () => {
      others = page
      page = await gallery.newPage()
      await page.clock.install()
    })
    afterEach(async () => {
      await page.close()
      page = others
    })

    it('goes by itself, but not while the pointer is on it', async () => {
      const parts = await open('Parts')
      await parts.getByRole('button', { name: 'Toast success' }).click()
      const toast = page.locator('.slds-notify_toast')
      await toast.hover()
      await page.clock.runFor(20_000)
      expect(await toast.count()).toBe(1)
      await page.mouse.move(0, 800)
      await page.clock.runFor(4_000)
      expect(await toast.count()).toBe(1)
      await page.clock.runFor(1_500)
      await toast.waitFor({ state: 'detached' })
    })

    it('stands with others, and the sticky one stays', async () => {
      const parts = await open('Parts')
      for (const name of ['Toast info', 'Sticky toast', 'Toast warning'])
        await parts.getByRole('button', { name }).click()
      const toast = page.locator('.slds-notify_toast')
      expect(await toast.count()).toBe(3)
      await page.mouse.move(0, 800)
      await page.clock.runFor(6_000)
      await expect.poll(() => toast.count()).toBe(1)
      expect(await toast.innerText()).toContain('A toast that stays')
    })
  })

  it('a component of an unknown type says so and leaves the others alone', async () => {
    const story = await open('Problems')
    await story.getByText('"Gantt1" cannot be shown: there is no component type "Gantt".').waitFor()
    await story.getByRole('button', { name: 'Show' }).click()
    await story.getByText('Did you mean AllContacts?').waitFor()
  })

  it('a button, a card and texts show their values; what is not visible is left out', async () => {
    const story = await open('Card, button and text')
    await story.getByText('Updated 0 contacts.').waitFor()
    await story.getByText('0', { exact: true }).waitFor()
    expect(await story.getByText('Hidden').count()).toBe(0)
    expect(await story.getByRole('button', { name: 'Disabled' }).isDisabled()).toBe(true)
  })

  it('an icon that the code does not name is fetched', async () => {
    const parts = await open('Parts')
    await parts.locator('.slds-icon-standard-opportunity path').first().waitFor({ state: 'attached' })
  })

  it.each([1280, 390])('nothing is wider than a window of %i pixels', async width => {
    await page.setViewportSize({ width, height: 800 })
    await open()
    await page.locator('[data-story="10,000 rows"] tbody tr').first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  })

  it('axe finds nothing serious', async () => {
    await open()
    await page.locator('[data-story="10,000 rows"] tbody tr').first().waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })
})
