import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inputStories } from './inputStories.ts'
import { chromiumPath, openGallery, type OpenedGallery, seriousFindings } from '../../../../scripts/openGallery.ts'
import { recordStories } from './recordStories.ts'

describe.skipIf(!chromiumPath)('inputs and records in a browser', () => {
  let gallery: OpenedGallery
  let page: Page
  const press = (...keys: readonly string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve())
  const toast = (text: string) => page.locator('.slds-notify_toast', { hasText: text }).waitFor()
  const hasFocus = (place: Locator) => place.evaluate(element => element === document.activeElement)
  const status = (place: Locator) => place.getByRole('status').first()

  beforeAll(async () => {
    gallery = await openGallery('gallery-editing')
    ;({ page } = gallery)
  })
  afterAll(() => gallery?.close())

  beforeEach(async () => {
    gallery.errors.length = 0
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto('about:blank')
  })
  afterEach(() => {
    expect(gallery.errors).toEqual([])
  })

  /// A story, once its code is there.
  async function open(story: string): Promise<Locator> {
    const place = await gallery.open(story)
    await place.locator('.millrace-awaited').first().waitFor({ state: 'detached' })
    return place
  }

  describe('an input', () => {
    it('says what is wrong when it has been left, and no longer when that is corrected', async () => {
      const form = await open('Inputs')
      const code = form.getByLabel('Code')
      await code.fill('abc')
      expect(await form.getByText('Two capital letters').count()).toBe(0)
      await press('Tab')
      await form.getByText('Two capital letters').waitFor()
      expect(await code.getAttribute('aria-invalid')).toBe('true')
      expect(await page.locator(`[id="${await code.getAttribute('aria-describedby')}"]`).innerText()).toContain(
        'Two capital',
      )
      await code.fill('AB-1234')
      await form.getByText('Two capital letters').waitFor({ state: 'detached' })
    })

    it('is read by others while it is typed, and writes back to its variable', async () => {
      const form = await open('Inputs and what reads them')
      await form.getByLabel('Name').fill('B')
      await form.getByText('Name: B, variable: B, valid: false').waitFor()
      await form.getByLabel('Count').fill('0')
      await form.getByText('Count: 0, why not: Enter 1 or more.').waitFor()
      await form.getByLabel('Events').fill('Ada')
      await press('Enter')
      await toast('Committed Ada')
    })

    it('of a number is edited plainly, shown in the locale, exact, and steps with arrow keys', async () => {
      const form = await open('Inputs')
      const price = form.getByLabel('Price')
      await price.focus()
      expect(await price.inputValue()).toBe('1999.99')
      await press('ArrowUp', 'Tab')
      expect(await price.inputValue()).toBe('$2,000.99')
      await price.fill('9,007,199,254,740,993.129')
      await press('Tab')
      expect(await price.inputValue()).toBe('$9,007,199,254,740,993.13')
      await price.fill('many')
      await press('Tab')
      await form.getByText('"many" is not a number.').waitFor()
      expect(await price.inputValue()).toBe('many')
      await price.fill('5')
      await form.getByText('"many" is not a number.').waitFor({ state: 'detached' })
    })

    it('of choices filters while one types, moves with arrows, chooses with Enter and closes with Escape', async () => {
      const form = await open('Inputs')
      const combobox = form.getByRole('combobox', { name: 'Favorite Color' })
      await combobox.fill('re')
      expect(await page.getByRole('option').allInnerTexts()).toEqual(['Red\nWarm', 'Green', 'Grey'])
      await press('ArrowDown')
      const active = await combobox.getAttribute('aria-activedescendant')
      expect(await page.locator(`[id="${active}"]`).innerText()).toBe('Green')
      await press('Enter')
      expect(await combobox.inputValue()).toBe('Green')
      expect(await combobox.getAttribute('aria-expanded')).toBe('false')
      await press('ArrowDown', 'Escape')
      expect(await page.getByRole('listbox').count()).toBe(0)
      expect(await combobox.inputValue()).toBe('Green')
    })

    it('of several choices keeps them as pills that can be taken away', async () => {
      const form = await open('Inputs')
      const several = form.getByRole('combobox', { name: 'Several Colors' })
      await several.fill('green')
      await press('Enter', 'Escape')
      expect(await form.locator('.slds-pill__label').allInnerTexts()).toEqual(['Red', 'Blue', 'Green'])
      await form.getByRole('button', { name: 'Remove Blue' }).click()
      expect(await several.inputValue()).toBe('2 options selected')
    })

    it('of a dependent picklist offers what goes with the controlling value and forgets what does not', async () => {
      const form = await open('Inputs')
      const [controlling, dependent] = [
        form.getByRole('combobox', { name: 'Status', exact: true }),
        form.getByRole('combobox', { name: 'Reason' }),
      ]
      await controlling.fill('Working')
      await press('Enter')
      await dependent.click()
      await page.getByRole('option', { name: 'In talks' }).waitFor()
      expect(await page.getByRole('option').allInnerTexts()).toEqual(['In talks', 'Unknown'])
      await press('ArrowDown', 'Enter')
      expect(await dependent.inputValue()).toBe('In talks')
      await controlling.fill('Active')
      await press('Enter')
      await expect.poll(() => dependent.inputValue()).toBe('')
    })

    it('looks records up by their names, those changed last first', async () => {
      const form = await open('Inputs')
      const account = form.getByRole('combobox', { name: 'Account', exact: true })
      expect(await account.inputValue()).toBe('Northwind Traders')
      await account.click()
      await page.getByText('Recent Accounts').waitFor()
      await account.fill('north l')
      await expect.poll(() => page.getByRole('option').allInnerTexts()).toEqual(['Northern Light Books'])
      await press('Enter')
      expect(await account.inputValue()).toBe('Northern Light Books')
      await account.fill('nobody')
      await page.getByText('No records match. Try another part of the name.').waitFor()
    })

    it('of a date is typed as people write it, or chosen in a calendar with the keyboard', async () => {
      const form = await open('Inputs')
      const date = form.getByLabel('Birthdate')
      await date.fill('2/28/26')
      await press('Tab')
      expect(await date.inputValue()).toBe('Feb 28, 2026')
      await date.focus()
      await press('ArrowDown')
      await page.getByRole('dialog').waitFor()
      await press('ArrowUp', 'ArrowLeft', 'PageDown', 'Home')
      await expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Sunday, March 15, 2026')
      await press('Enter')
      expect(await date.inputValue()).toBe('Mar 15, 2026')
      expect(await hasFocus(date)).toBe(true)
      await press('ArrowDown', 'Escape')
      expect(await page.getByRole('dialog').count()).toBe(0)
      expect(await hasFocus(date)).toBe(true)
      await date.fill('1/1/2027')
      // Past the button of the calendar.
      await press('Tab', 'Tab')
      await form.getByText('Enter December 31, 2026 or earlier.').waitFor()
    })

    it('of a date and a time has the clock of the user', async () => {
      const form = await open('Inputs')
      const time = form.getByRole('combobox', { name: 'Meeting: time' })
      await time.fill('1:45 pm')
      await press('Tab')
      expect(await time.inputValue()).toBe('1:45 PM')
    })

    it('is switched, slid and rated with the keyboard', async () => {
      const form = await open('Inputs')
      const toggle = form.getByRole('switch', { name: 'Newsletter' })
      await toggle.focus()
      await press('Space')
      expect(await toggle.isChecked()).toBe(false)
      const slider = form.getByRole('slider', { name: 'Volume' })
      await slider.focus()
      await press('ArrowRight', 'ArrowRight')
      expect(await slider.getAttribute('aria-valuetext')).toBe('50')
      await form.getByRole('radio', { name: '3 of 5' }).focus()
      await press('ArrowRight')
      expect(await form.getByRole('radio', { name: '4 of 5' }).isChecked()).toBe(true)
    })

    it('of files sends them, and says why one is not taken', async () => {
      const form = await open('Inputs')
      await form.locator('input[type=file]').setInputFiles([
        { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Hello') },
        { name: 'film.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(1_200_000) },
      ])
      await form.locator('.slds-pill__label', { hasText: 'notes.txt (5 byte)' }).waitFor()
      await form.getByText('It has 1.2 MB; at most 1 MB are taken.').waitFor()
      await form.getByRole('button', { name: 'Remove notes.txt' }).click()
      expect(await form.getByText('notes.txt').count()).toBe(0)
    })

    it('of rich text loads its editor when it is shown', async () => {
      const form = await open('Inputs')
      const body = form.getByRole('textbox', { name: 'Body' })
      await body.click()
      await press('Control+End')
      await page.keyboard.type(' and Bo')
      expect(await body.innerText()).toContain('Hello Ada and Bo')
      expect(await form.getByRole('button', { name: 'Bold' }).isVisible()).toBe(true)
    })

    it('that is disabled or read-only cannot be changed', async () => {
      for (const story of ['Inputs disabled', 'Inputs read only']) {
        const form = await open(story)
        const inputs = form.locator('input, textarea, .ql-editor')
        await form.locator('.ql-editor').waitFor()
        const open_ = await inputs.evaluateAll(all =>
          all
            .filter(one => !(one as HTMLInputElement).disabled && !(one as HTMLInputElement).readOnly)
            .filter(one => one.getAttribute('contenteditable') !== 'false' && !one.closest('.ql-tooltip'))
            .map(one => one.outerHTML),
        )
        expect(open_).toEqual([])
      }
    })
  })

  describe('Record Detail', () => {
    it('edits the field whose pencil was clicked, and saves', async () => {
      const detail = await open('Record Detail')
      await detail.getByRole('button', { name: 'Edit Phone' }).click()
      expect(await hasFocus(detail.getByLabel('Phone'))).toBe(true)
      await detail.getByLabel('Last Name').fill('Okonkwo')
      await press('Enter')
      await toast('Saved Okonkwo')
      await detail.getByText('Bo Okonkwo').waitFor()
      expect(await detail.getByRole('button', { name: 'Save' }).count()).toBe(0)
    })

    it("shows what is missing and the server's errors at their fields", async () => {
      const detail = await open('Record Detail edited')
      await detail.getByLabel('Last Name').fill('')
      await detail.getByLabel('Email').fill('bo@example.org')
      await detail.getByRole('button', { name: 'Save' }).click()
      await detail.getByText('Complete this field.').waitFor()
      expect(await hasFocus(detail.getByLabel('Last Name'))).toBe(true)
      await detail.getByLabel('Last Name').fill('Okafor')
      await detail.getByRole('button', { name: 'Save' }).click()
      await detail.getByText('Addresses of example.org are not taken.').waitFor()
      await detail.getByRole('button', { name: 'Cancel' }).click()
      await toast('Cancelled')
    })

    it('creates a record', async () => {
      const detail = await open('Record Detail of a new record')
      await detail.getByLabel('Last Name').fill('Weiss')
      await detail.getByRole('button', { name: 'Save' }).click()
      await toast('Saved')
      expect(await detail.getByLabel('Last Name').inputValue()).toBe('')
    })

    it('offers the objects that a lookup may point to', async () => {
      const detail = await open('Record Detail of a new record')
      const related = detail.locator('[data-field=RelatedId__c]')
      await related.getByLabel('Object').selectOption('Event')
      await related.getByRole('combobox', { name: 'Related To' }).click()
      await page.getByText('Recent Events').waitFor()
      await page.getByRole('option', { name: 'Review' }).first().click()
      expect(await related.getByRole('combobox', { name: 'Related To' }).inputValue()).toBe('Review')
      await related.getByLabel('Object').selectOption('Account')
      expect(await related.getByRole('combobox', { name: 'Related To' }).inputValue()).toBe('')
    })

    it('says so when there is no record', async () => {
      const detail = await open('Record Detail without a record')
      await detail.getByText('No record is selected.').waitFor()
      await detail.getByText('There is no such record, or you may not see it.').waitFor()
    })
  })

  it('a Path selects a stage with the keyboard and marks it as current', async () => {
    const path = await open('Path')
    await path.getByRole('option', { name: 'Working' }).focus()
    await press('ArrowRight', 'ArrowRight', 'Enter')
    await path.getByRole('button', { name: 'Mark as Current Status' }).click()
    await toast('Working → Inactive')
    expect(await path.locator('.slds-is-current').innerText()).toContain('Inactive')
  })

  describe('Kanban', () => {
    const column = (board: Locator, name: string) => board.getByRole('region', { name })

    it('moves a card with the keyboard, tells so, and keeps the focus on it', async () => {
      const board = await open('Kanban')
      const card = board.locator('[data-label="Ada Ng 1"]')
      await card.focus()
      await press('Space')
      expect(await status(board).textContent()).toContain('Ada Ng 1 picked up, in New.')
      await press('ArrowRight', 'ArrowRight')
      expect(await status(board).textContent()).toBe('Over Active. Space drops, Escape cancels.')
      await press('Space')
      await toast('Ada Ng 1: New → Active')
      await column(board, 'Active').locator('[data-label="Ada Ng 1"]').waitFor()
      await expect.poll(() => hasFocus(board.locator('[data-label="Ada Ng 1"]'))).toBe(true)
      expect(await column(board, 'New').locator('.slds-badge').innerText()).toContain('2')
    })

    it('lets a card stay where Escape was pressed', async () => {
      const board = await open('Kanban')
      await board.locator('[data-label="Ada Ng 1"]').focus()
      await press('Space', 'ArrowRight', 'Escape')
      expect(await status(board).textContent()).toBe('Not moved.')
      expect(await column(board, 'New').locator('[data-card]').count()).toBe(3)
    })

    it('goes from card to card with arrow keys', async () => {
      const board = await open('Kanban')
      await board.locator('[data-label="Ada Ng 1"]').focus()
      await press('ArrowDown', 'ArrowRight')
      expect(await hasFocus(board.locator('[data-label="Farid Rossi 6"]'))).toBe(true)
    })

    it('moves a card by dragging', async () => {
      const board = await open('Kanban')
      await board.locator('[data-label="Bo Okafor 2"]').dragTo(column(board, 'Inactive'))
      await toast('Bo Okafor 2: Working → Inactive')
      await column(board, 'Inactive').locator('[data-label="Bo Okafor 2"]').waitFor()
    })
  })

  describe('Calendar', () => {
    it('goes from day to day with arrow keys, and Enter clicks the day', async () => {
      const calendar = await open('Calendar by month')
      await calendar.locator('td[data-day="2026-01-13"]').focus()
      await press('ArrowRight', 'ArrowDown')
      await expect.poll(() => hasFocus(calendar.locator('td[data-day="2026-01-21"]'))).toBe(true)
      await press('Enter')
      await toast('Day January 21, 2026')
      await press('PageDown')
      await calendar.getByRole('heading', { name: 'February 2026' }).waitFor()
    })

    it('clicks events, and moves them with Alt and arrow keys or by dragging', async () => {
      const calendar = await open('Calendar by month')
      const event = calendar.locator('td[data-day="2026-01-14"] [data-event]')
      await event.click()
      await toast('Clicked Call Ada Ng')
      await event.focus()
      await press('Alt+ArrowRight')
      await toast('Call Ada Ng moved to January 15, 2026')
      expect(await status(calendar).textContent()).toContain('Moved to Thursday, January 15, 2026')
      await event.dragTo(calendar.locator('td[data-day="2026-01-22"]'))
      await toast('Call Ada Ng moved to January 22, 2026')
    })

    it('shows a day of a full month, a week on the clock, and an agenda', async () => {
      const calendar = await open('Calendar by month')
      await calendar.getByRole('button', { name: '+2 more' }).click()
      await calendar.getByRole('heading', { name: 'Friday, January 2, 2026' }).waitFor()
      expect(await calendar.locator('[data-event]').count()).toBe(4)
      await calendar.getByRole('button', { name: 'Week' }).click()
      await calendar.getByRole('heading', { name: 'Dec 28, 2025 – Jan 3, 2026' }).waitFor()
      await calendar.getByRole('button', { name: 'Agenda' }).click()
      await calendar.getByRole('heading', { name: 'Friday, January 9, 2026' }).waitFor()
    })
  })

  it('a Timeline opens entries and shows more of them', async () => {
    const timeline = await open('Timeline')
    await timeline.getByRole('button', { name: 'Show: Planning' }).click()
    await timeline.getByText('From 1/13/2026').first().waitFor()
    expect(await timeline.getByRole('button', { name: 'Demo for Blue Yonder', exact: true }).count()).toBe(2)
    await timeline.getByRole('button', { name: 'Show More (5)' }).click()
    expect(await timeline.getByRole('button', { name: 'Call Ada Ng', exact: true }).count()).toBe(3)
  })

  it('a Tree is opened, walked through and selected from with the keyboard', async () => {
    const story = await open('Tree')
    const tree = story.getByRole('tree', { name: 'Items' })
    await tree.getByRole('treeitem', { name: 'Fruit' }).focus()
    await press('ArrowRight', 'ArrowRight')
    expect(await hasFocus(tree.getByRole('treeitem', { name: 'Apple' }))).toBe(true)
    expect(await tree.getByRole('treeitem', { name: 'Apple' }).getAttribute('aria-level')).toBe('2')
    await press('ArrowLeft', 'ArrowLeft')
    expect(await tree.getByRole('treeitem', { name: 'Apple' }).count()).toBe(0)
    await press('b')
    expect(await hasFocus(tree.getByRole('treeitem', { name: 'Bread' }))).toBe(true)
    const accounts = story.getByRole('tree', { name: 'Accounts' })
    await accounts.getByRole('treeitem', { name: 'Blue Yonder' }).click()
    await toast('Selected Blue Yonder')
  })

  describe.each([...inputStories, ...recordStories].map(({ name }) => name))('%s', story => {
    it('has no serious finding of axe and fits 1280 and 390 pixels', async () => {
      const place = await open(story)
      await place
        .getByRole('status')
        .filter({ hasText: /^Loading/ })
        .first()
        .waitFor({ state: 'detached' })
      expect(await seriousFindings(page)).toEqual([])
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 })
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      }
    })
  })
})
