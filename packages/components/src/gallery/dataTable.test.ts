import { readFile } from 'node:fs/promises'
import { checkDynamicComponent } from '@millrace/runtime'
import type { Download, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumPath, openGallery, type OpenedGallery, seriousFindings } from '../../../../scripts/openGallery.ts'
import { tableStories } from './tableStories.ts'

it.each(tableStories.map(({ name, definition }) => [name, definition] as const))(
  '%s: the check finds nothing',
  (_, definition) => {
    expect(checkDynamicComponent(definition)).toEqual([])
  },
)

describe.skipIf(!chromiumPath)('a Data Table in a browser', () => {
  let gallery: OpenedGallery
  let page: Page

  beforeAll(async () => {
    gallery = await openGallery('gallery-data-table')
    ;({ page } = gallery)
  })
  afterAll(() => gallery?.close())
  beforeEach(async () => {
    gallery.errors.length = 0
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.mouse.move(0, 0)
  })
  afterEach(() => {
    expect(gallery.errors).toEqual([])
  })

  async function open(story: string): Promise<Locator> {
    const table = await gallery.open(story)
    await row(table, 0).waitFor()
    return table
  }
  const row = (table: Locator, index: number) => table.locator(`tr[data-index="${index}"]`)
  const cell = (table: Locator, index: number, label: string) => row(table, index).locator(`[data-label="${label}"]`)
  const caption = (table: Locator) => table.locator('.millrace-caption')
  const select = (table: Locator, index: number) => row(table, index).locator('.millrace-select-cell label').click()
  const button = (table: Locator, name: string) => table.getByRole('button', { name, exact: true })
  const columns = (table: Locator) => table.locator('thead .millrace-column-name').allInnerTexts()
  const becomes = (read: () => Promise<unknown>, expected: unknown) => expect.poll(read).toEqual(expected)
  const menu = async (table: Locator, column: string, item: string) => {
    await button(table, `${column}: column actions`).click()
    await page.getByRole('menuitem', { name: item }).click()
  }

  describe('with pages', () => {
    it('goes from page to page, keeps the selection, and selects all that match', async () => {
      const table = await open('Pages from the server')
      await becomes(() => caption(table).innerText(), '1,234 items')
      await select(table, 1)
      await button(table, 'Next page').click()
      await becomes(() => row(table, 0).locator('th').innerText(), 'Eun Moreau 26')
      await select(table, 0)
      expect(await caption(table).innerText()).toBe('1,234 items • 2 selected')
      expect(await button(table, 'Set as Active (2)').isEnabled()).toBe(true)
      await table.locator('thead .millrace-select-cell label').click()
      await button(table, 'Select all 1,234 items').click()
      await becomes(() => caption(table).innerText(), '1,234 items • 1,234 selected')
      await button(table, 'Last page').click()
      await table.getByText('1,226–1,234 of 1,234').waitFor()
      expect(await table.locator('tbody tr[aria-selected=true]').count()).toBe(9)
      await button(table, 'Clear Selection').click()
      expect(await caption(table).innerText()).toBe('1,234 items')
    })

    it('searches, filters and sorts by two columns on the server', async () => {
      const table = await open('Pages from the server')
      await table.getByRole('searchbox').fill('park')
      await becomes(() => caption(table).innerText(), '112 items')
      await menu(table, 'Status', 'Filter…')
      const form = page.getByRole('form', { name: 'Filter by Status' })
      await form.getByText('Working').click()
      await form.getByRole('button', { name: 'Apply' }).click()
      await becomes(() => caption(table).innerText(), '28 items')
      await table.getByText('Status is one of Working', { exact: true }).waitFor()
      await button(table, 'Account').click()
      await button(table, 'Revenue').click({ modifiers: ['Shift'] })
      await becomes(() => caption(table).innerText(), '28 items • Sorted by Account, Revenue')
      expect(await table.locator('th[aria-sort]').count()).toBe(2)
      await table.getByRole('searchbox').fill('nobody')
      await table.getByText('Nothing matches the search and filters.').waitFor()
      await button(table, 'Clear Search and Filters').click()
      await becomes(() => caption(table).innerText(), '1,234 items • Sorted by Account, Revenue')
    })

    it('offers each row the actions that its rules allow', async () => {
      const table = await open('Pages from the server')
      const actions = async (name: string) => {
        await table.getByRole('button', { name: `Actions for ${name}`, exact: true }).click()
        const items = page.getByRole('menuitem')
        const found = await items.evaluateAll(all =>
          all.map(item => `${item.textContent} ${(item as HTMLButtonElement).disabled}`),
        )
        await page.keyboard.press('Escape')
        return found
      }
      expect(await actions('Ada Ng 1')).toEqual(['Say Hello false'])
      expect(await actions('Dana Moreau 4')).toEqual(['Say Hello true', 'Promote false'])
    })
  })

  it('reads on while one scrolls', async () => {
    const table = await open('Endless loading')
    await becomes(() => caption(table).innerText(), '50 of 1,234 items')
    const scroller = table.locator('.millrace-table-scroller')
    await scroller.evaluate(element => element.scrollTo(0, element.scrollHeight))
    await becomes(() => caption(table).innerText(), '100 of 1,234 items')
  })

  it('filters by all columns in a panel', async () => {
    const table = await open('Filters in a panel')
    await button(table, 'Show filters').click()
    const panel = table.getByRole('form', { name: 'Filters' })
    await panel.getByLabel('Value of VIP').selectOption('Yes')
    await panel.getByLabel('Operator for Revenue').selectOption('greater than')
    await panel.getByLabel('Value of Revenue').fill('200000')
    await panel.getByRole('button', { name: 'Apply' }).click()
    expect(await caption(table).innerText()).toBe('7 items')
    await table.getByRole('button', { name: 'Remove VIP equals Yes' }).click()
    expect(await caption(table).innerText()).toBe('37 items')
  })

  it('shows every kind of cell, and nothing of it runs', async () => {
    const table = await open('All kinds of cells')
    await cell(table, 1, 'Rich Text').locator('b').waitFor()
    expect(await cell(table, 1, 'Own Currency').innerText()).toBe('€1,234.50')
    expect(await cell(table, 2, 'Rating').getByRole('img').getAttribute('aria-label')).toBe('2 of 5')
    expect(await cell(table, 2, 'Progress').getByRole('progressbar').getAttribute('aria-valuenow')).toBe('14')
    expect(await cell(table, 0, 'Link').locator('a').getAttribute('href')).toBe('/lightning/r/001000000000001AAA/view')
    expect(await table.locator('tbody script').count()).toBe(0)
    await cell(table, 3, 'Call').getByRole('button').click()
    await page.locator('.slds-notify_toast', { hasText: 'Hello Dana Moreau 4' }).waitFor()
  })

  describe('edits', () => {
    const type = async (table: Locator, index: number, label: string, text: string) => {
      await cell(table, index, label).locator('.millrace-edit-button').dispatchEvent('click')
      await becomes(() => page.evaluate(() => String(window.getSelection()) !== ''), true)
      await page.keyboard.type(text)
      await page.keyboard.press('Enter')
    }

    it('are drafts until they are saved, and can be undone and redone', async () => {
      const table = await open('Inline edit')
      await type(table, 1, 'Last Name', 'Adeyemi')
      expect(await cell(table, 1, 'Last Name').innerText()).toContain('Adeyemi')
      await type(table, 2, 'Revenue', '99')
      await table.getByText('2 changed rows').waitFor()
      await page.keyboard.press('Control+z')
      await table.getByText('1 changed row', { exact: true }).waitFor()
      await button(table, 'Redo').click()
      expect(await cell(table, 2, 'Revenue').innerText()).toContain('$99.00')
      await button(table, 'Save').click()
      await table.locator('.millrace-edit-bar').waitFor({ state: 'detached' })
      await becomes(async () => (await cell(table, 1, 'Last Name').innerText()).includes('Adeyemi'), true)
      expect(await table.locator('.slds-is-edited').count()).toBe(0)
    })

    it('that are refused say why in their cell; the others are saved', async () => {
      const table = await open('Inline edit')
      await type(table, 1, 'Email', 'bo@example.org')
      await type(table, 3, 'Email', 'dana@example.com')
      await button(table, 'Save').click()
      await table.locator('.millrace-edit-errors', { hasText: 'Addresses of example.org are not taken.' }).waitFor()
      expect(await table.locator('[aria-invalid=true]').count()).toBe(1)
      await table.getByText('1 changed row', { exact: true }).waitFor()
      await button(table, 'Cancel').click()
      await becomes(async () => (await cell(table, 1, 'Email').innerText()).includes('bo.okafor.2@example.com'), true)
    })

    it('are of all selected rows when that is asked for', async () => {
      const table = await open('Inline edit')
      for (const index of [0, 1, 2]) await select(table, index)
      await cell(table, 1, 'Birthdate').locator('.millrace-edit-button').dispatchEvent('click')
      const editor = page.getByRole('group', { name: 'Edit Birthdate' })
      await editor.locator('input[type=text]').fill('12/24/1999')
      await editor.getByText('Update 3 selected items').click()
      await editor.getByRole('button', { name: 'Apply' }).click()
      await table.getByText('3 changed rows').waitFor()
      expect(await cell(table, 2, 'Birthdate').innerText()).toContain('12/24/99')
    })

    it('begin with Enter in a cell, go on with Tab and end with Escape', async () => {
      const table = await open('Inline edit')
      await cell(table, 0, 'Last Name').click()
      await cell(table, 0, 'Last Name').focus()
      await page.keyboard.press('Enter')
      await page.getByRole('group', { name: 'Edit Last Name' }).waitFor()
      await page.keyboard.press('Tab')
      await page.getByRole('group', { name: 'Edit Status' }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('group', { name: 'Edit Status' }).waitFor({ state: 'detached' })
      expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['label'])).toBe('Status')
      expect(await table.locator('.slds-is-edited').count()).toBe(0)
    })
  })

  it('has groups that fold, with subtotals, and totals of all', async () => {
    const table = await open('Groups and totals')
    const group = button(table, 'Status: Active (308)')
    await group.waitFor()
    expect(await row(table, 0).locator('[data-label=Revenue]').innerText()).toBe('$234,219,216')
    expect(await table.locator('tfoot [data-label=Revenue]').innerText()).toBe('Sum $939,159,455')
    await group.click()
    expect(await group.getAttribute('aria-expanded')).toBe('false')
    await button(table, 'Status: Inactive (308)').waitFor()
  })

  describe('its layout', () => {
    it('is its user’s: columns hidden, moved, resized and frozen, and all of it reset', async () => {
      const table = await open('Endless loading')
      expect(await columns(table)).toEqual(['Name', 'Status', 'Account', 'Revenue', 'Last Activity'])
      await menu(table, 'Account', 'Hide Column')
      await menu(table, 'Status', 'Move Left')
      expect(await columns(table)).toEqual(['Status', 'Name', 'Revenue', 'Last Activity'])
      await table.locator('th[data-column=Revenue__c]').dragTo(table.locator('th[data-column=Status__c]'), {
        targetPosition: { x: 5, y: 10 },
      })
      expect(await columns(table)).toEqual(['Revenue', 'Status', 'Name', 'Last Activity'])
      await table.getByRole('separator', { name: 'Width of Name' }).focus()
      const width = () => table.locator('th[data-column=Name]').evaluate(header => Math.round(header.clientWidth))
      const before = await width()
      for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight')
      await becomes(async () => Math.abs((await width()) - before - 30) < 3, true)
      await menu(table, 'Revenue', 'Freeze up to Here')
      expect(await table.locator('th[data-column=Revenue__c]').getAttribute('class')).toContain('millrace-frozen')
      await button(table, 'Table settings').click()
      await page.getByRole('menuitem', { name: 'Reset to Default' }).click()
      expect(await columns(table)).toEqual(['Name', 'Status', 'Account', 'Revenue', 'Last Activity'])
    })

    it('is changed by keyboard alone', async () => {
      const table = await open('Endless loading')
      await button(table, 'Status').focus()
      const width = () => table.locator('th[data-column=Status__c]').evaluate(header => header.clientWidth)
      const before = await width()
      await page.keyboard.press('Alt+ArrowRight')
      await becomes(async () => Math.abs((await width()) - before - 10) < 3, true)
      await page.keyboard.press('Alt+ArrowDown')
      await page.getByRole('menuitem', { name: 'Move Right' }).focus()
      await page.keyboard.press('Enter')
      expect(await columns(table)).toEqual(['Name', 'Account', 'Status', 'Revenue', 'Last Activity'])
    })

    it('is chosen in a list of columns', async () => {
      const table = await open('Endless loading')
      await button(table, 'Table settings').click()
      await page.getByRole('menuitem', { name: 'Select Columns' }).click()
      const chooser = page.getByRole('dialog', { name: 'Columns' })
      await chooser.getByText('Status', { exact: true }).click()
      await chooser.getByRole('button', { name: 'Move Revenue up' }).click()
      await page.keyboard.press('Escape')
      expect(await columns(table)).toEqual(['Name', 'Revenue', 'Account', 'Last Activity'])
    })
  })

  describe('exports', () => {
    const saved = async (table: Locator, item: string): Promise<Download> => {
      await button(table, 'Export').click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: item }).click(),
      ])
      return download
    }

    it('all matching rows as CSV, with the shown columns', async () => {
      const table = await open('Pages from the server')
      const file = await saved(table, 'All as CSV')
      expect(file.suggestedFilename()).toBe('Contacts.csv')
      const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n')
      expect(lines).toHaveLength(1235)
      expect(lines[0]).toBe('\uFEFFName,Status,Account,Revenue,Last Activity')
      expect(lines[2]).toBe('Bo Okafor 2,Working,Blue Yonder,1234.5,2026-01-02T10:30:00.000Z')
    })

    it('the selected rows as a workbook', async () => {
      const table = await open('Pages from the server')
      await select(table, 0)
      const file = await saved(table, 'Selected (1) as Excel')
      expect(file.suggestedFilename()).toBe('Contacts.xlsx')
      // A workbook is a ZIP archive.
      expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe('PK')
    })
  })

  it('selects a range with Shift', async () => {
    const table = await open('Inline edit')
    await select(table, 1)
    await row(table, 4)
      .locator('.millrace-select-cell label')
      .click({ modifiers: ['Shift'] })
    expect(await caption(table).innerText()).toBe('20 items • 4 selected')
  })

  it('has few of its 100,000 rows in the document, and every one within reach', async () => {
    const table = await open('100,000 rows')
    await table.locator('.millrace-table-scroller').evaluate(scroller => scroller.scrollTo(0, scroller.scrollHeight))
    await row(table, 99_999).waitFor()
    expect(await table.locator('tbody tr').count()).toBeLessThan(100)
  })

  it('keeps its first column in view on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 800 })
    const table = await open('Pages from the server')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await table.locator('.millrace-table-scroller').evaluate(scroller => scroller.scrollTo(400, 0))
    const first = await row(table, 0).locator('th').boundingBox()
    expect(first!.x).toBeGreaterThanOrEqual(0)
    const select = await row(table, 0).locator('.millrace-select-cell').boundingBox()
    expect(Math.round(first!.x)).toBe(Math.round(select!.x + select!.width))
    await button(table, 'More').click()
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Assign', 'New Contact'])
  })

  it.each(['Inline edit', 'Groups and totals', 'Filters in a panel', 'All kinds of cells', 'Pages from the server'])(
    'axe finds nothing serious: %s',
    async story => {
      const table = await open(story)
      if (story === 'Filters in a panel') await button(table, 'Show filters').click()
      if (story === 'Inline edit') {
        await cell(table, 1, 'Last Name').locator('.millrace-edit-button').dispatchEvent('click')
        await page.locator('.millrace-cell-editor input').waitFor()
      }
      expect(await seriousFindings(page)).toEqual([])
    },
  )
})
