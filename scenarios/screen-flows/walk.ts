import { strict as assert } from 'node:assert'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { copyExample, startMillrace, type RunningMillrace } from '../../scripts/millraceCommand.ts'
import type { Step, WalkTools } from '../../scripts/walk.ts'

/// A screen flow opened for selected rows: filled in, corrected, walked back and forth, finished. Another one by its
/// address, with every kind of component: paused, resumed, finished.
export interface Walk extends WalkTools {
  readonly millrace: RunningMillrace
  removeFolder(): void
}

export async function begin(tools: WalkTools): Promise<Walk> {
  const { folder, remove } = copyExample('contact-status')
  try {
    cpSync(join(import.meta.dirname, 'project'), folder, { recursive: true })
    return { ...tools, removeFolder: remove, millrace: await startMillrace(folder) }
  } catch (error) {
    remove()
    throw error
  }
}

export async function end(walk: Walk): Promise<void> {
  await walk.millrace.stop()
  walk.removeFolder()
}

export const steps: readonly Step<Walk>[] = [
  {
    title: 'The flow opens in a dialog with the selected contacts, and has no serious finding',
    async run(walk) {
      const { page } = walk
      await page.goto(walk.millrace.signInLink)
      await page.getByRole('banner').waitFor()
      await page.goto(new URL('/lightning/n/Follow_Up_Page', page.url()).href)
      const rows = page.locator('tbody tr')
      await rows.nth(1).waitFor()
      for (const i of [0, 1]) await rows.nth(i).locator('input[type=checkbox]').check({ force: true })
      await page.getByRole('button', { name: 'Follow Up', exact: true }).click()
      await dialog(walk).getByRole('heading', { name: 'What is to be done' }).waitFor()
      assert.equal(await dialog(walk).locator('tbody tr').count(), 2)
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('1-first-screen')
    },
  },
  {
    title: 'Next with nothing chosen tells what is missing, at the fields',
    async run(walk) {
      await dialog(walk).getByRole('button', { name: 'Next' }).click()
      await dialog(walk).getByText('Complete this field.').first().waitFor()
      assert.equal(await dialog(walk).getByText('Complete this field.').count(), 2)
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('2-incomplete')
    },
  },
  {
    title: 'A phone number is asked for when it is a call, and only then',
    async run(walk) {
      await dialog(walk).getByText('Letter').click()
      assert.equal(await dialog(walk).getByLabel('Phone').count(), 0)
      await dialog(walk).getByText('Call', { exact: true }).click()
      await dialog(walk).getByLabel('Phone').waitFor()
    },
  },
  {
    title: 'The validation rule is told, and Enter goes on when all is right',
    async run(walk) {
      await dialog(walk).getByLabel('Phone').fill('+1 415 555 0100')
      await dialog(walk)
        .getByRole('combobox', { name: 'Due' })
        .or(dialog(walk).getByLabel('Due'))
        .first()
        .fill('1/31/2001')
      await dialog(walk).getByRole('button', { name: 'Next' }).click()
      await dialog(walk).getByText('The day has passed.').waitFor()
      await walk.picture('3-validation')
      await dialog(walk).getByLabel('Due').first().fill('1/31/2099')
      await dialog(walk).getByLabel('Phone').press('Enter')
      await dialog(walk).getByRole('heading', { name: 'Who does it' }).waitFor()
      assert.match(await dialog(walk).innerText(), /call, due .*2099, Low\./)
      await walk.picture('4-second-screen')
    },
  },
  {
    title: 'Previous shows what was typed',
    async run(walk) {
      await dialog(walk).getByRole('button', { name: 'Previous' }).click()
      await dialog(walk).getByLabel('Phone').waitFor()
      assert.equal(await dialog(walk).getByLabel('Phone').inputValue(), '+1 415 555 0100')
      await dialog(walk).getByRole('button', { name: 'Next' }).click()
      await dialog(walk).getByRole('heading', { name: 'Who does it' }).waitFor()
    },
  },
  {
    title: 'Finish creates the record, and its output is told',
    async run(walk) {
      await dialog(walk).getByLabel('Last name of who does it').fill('Ng-Okafor')
      await dialog(walk)
        .getByRole('button', { name: 'Next' })
        .or(dialog(walk).getByRole('button', { name: 'Finish' }))
        .click()
      await walk.page.locator('.slds-notify_toast', { hasText: 'call for Ng-Okafor: +1 415 555 0100' }).waitFor()
      await walk.page.getByText('Ng-Okafor').first().waitFor()
      assert.equal(await dialog(walk).count(), 0)
      await walk.picture('5-finished')
    },
  },
  {
    title: 'Beside the page it is a panel; closed before its end, On Close runs',
    async run(walk) {
      await walk.page.getByRole('button', { name: 'Follow Up Beside' }).click()
      const panel = walk.page.getByRole('region', { name: 'Follow Up' })
      await panel.getByRole('heading', { name: 'What is to be done' }).waitFor()
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('6-panel')
      await walk.page.getByRole('button', { name: /^Close: Follow Up/ }).click()
      await walk.page.locator('.slds-notify_toast', { hasText: 'Nothing was followed up.' }).waitFor()
    },
  },
  {
    title: 'A flow has an address; a button on its screen runs another flow, whose records the same screen shows',
    async run(walk) {
      const { page } = walk
      await page.goto(new URL('/flow/Plan_Visits?retURL=/lightning/o/FlowInterview/list', page.url()).href)
      await page.getByLabel('Part of the last name').fill('nobody at all')
      await page.getByRole('button', { name: 'Search', exact: true }).click()
      await page.getByText('Nobody is called nobody at all.').waitFor()
      await page.getByLabel('Part of the last name').fill('e')
      await page.getByRole('button', { name: 'Search', exact: true }).click()
      await page.locator('tbody tr').nth(1).waitFor()
      assert.deepEqual(await walk.seriousFindings(), [])
      await page.getByRole('button', { name: 'Next' }).click()
      await page.getByText('Select at least 1.').waitFor()
      await page.locator('tbody input').first().check()
      await walk.picture('7-screen-action')
      await page.getByRole('button', { name: 'Next' }).click()
      await page.getByRole('heading', { name: 'Plan the visits' }).waitFor()
    },
  },
  {
    title:
      'Repeater, visual picker, choice lookup, dependent picklists and a component of the project tell what is missing',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: '1 stars' }).waitFor()
      await page.getByText('"c:notThere"').waitFor()
      await page.getByRole('button', { name: 'Plan', exact: true }).click()
      await page.getByText('Give it at least two stars.').waitFor()
      await page.getByRole('button', { name: '4 stars' }).click()
      await page.getByRole('button', { name: 'Plan', exact: true }).click()
      await page.getByText('Complete this field.').nth(2).waitFor()
      assert.equal(await page.getByText('Complete this field.').count(), 3)
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('8-incomplete')
    },
  },
  {
    title: 'It is filled in, with two visits and a file, and paused',
    async run(walk) {
      const { page } = walk
      await page.getByLabel('Subject').fill('First')
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      await page.getByLabel('Subject').nth(1).fill('Second')
      await page.getByText('By train').click()
      await choose(walk, 'Region', 'South')
      await choose(walk, 'Country', 'Peru')
      await choose(walk, 'City', 'Lima')
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('A note') })
      await page.getByText('note.txt (').first().waitFor()
      await page.getByText('Sending').waitFor({ state: 'detached' })
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('9-filled-in')
      await page.getByRole('button', { name: 'Pause' }).click()
      await page.getByText('Your plan is kept.').waitFor()
    },
  },
  {
    title: 'The list of paused flows goes on with it, with everything that was typed',
    async run(walk) {
      const { page } = walk
      await page.goto(new URL('/lightning/o/FlowInterview/list', page.url()).href)
      await page.getByText('Plan the visits').waitFor()
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('10-paused')
      await page.getByRole('button', { name: 'Resume' }).click()
      await dialog(walk).getByLabel('Subject').nth(1).waitFor()
      assert.equal(await dialog(walk).getByLabel('Subject').nth(1).inputValue(), 'Second')
      assert.equal(await dialog(walk).getByRole('button', { name: '4 stars' }).getAttribute('aria-pressed'), 'true')
      await dialog(walk).getByText('note.txt', { exact: true }).waitFor()
    },
  },
  {
    title: 'The local action runs, and what was chosen is told',
    async run(walk) {
      await dialog(walk).getByRole('button', { name: 'Plan', exact: true }).click()
      await dialog(walk).getByRole('heading', { name: 'The plan' }).waitFor()
      const told = await dialog(walk).innerText()
      for (const text of ['First; Second;', 'train, South, Lima, 4 stars', 'Thank you for visiting'])
        assert.ok(told.includes(text), `"${text}" is not in "${told}"`)
      await walk.picture('11-plan')
      await dialog(walk).getByRole('button', { name: 'Finish' }).click()
      await walk.page.getByText('You have no paused flow interviews.').waitFor()
    },
  },
  {
    title: "Salesforce's own inputs say what they miss in its words; without a way back the flow starts again",
    async run(walk) {
      const { page } = walk
      await page.goto(new URL('/flow/All_Inputs', page.url()).href)
      await page.getByLabel('Telephone').fill('call me')
      await page.getByLabel('Site').fill('nowhere')
      await page.getByRole('button', { name: 'Done' }).click()
      await page.getByText('You have entered an invalid format.').waitFor()
      assert.equal(await page.getByText('Complete this field.').count(), 2)
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('12-inputs')
      for (const label of ['Street', 'City', 'State/Province', 'Zip/Postal Code'])
        await page.getByLabel(label).fill('Somewhere')
      await choose(walk, 'Country', 'Norway')
      await page.getByLabel('E-mail').fill('ada.ng@example.com')
      await page.getByLabel('Telephone').fill('')
      await page.getByLabel('Site').fill('https://example.com')
      await page.getByRole('button', { name: 'Done' }).click()
      await page.getByText('Complete this field.').first().waitFor({ state: 'detached' })
      await page.waitForFunction(() => document.querySelector<HTMLInputElement>('input[type=email]')?.value === '')
    },
  },
  {
    title: 'A flow that fails says so in the words of Salesforce',
    async run(walk) {
      const { page } = walk
      await page.goto(new URL('/flow/Fail_Visibly', page.url()).href)
      await page.getByLabel('Last Name').press('Enter')
      await page.getByRole('heading', { name: 'An unhandled fault has occurred in this flow' }).waitFor()
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('13-failed')
      await page.getByRole('button', { name: 'Try Again' }).click()
      await page.getByLabel('Last Name').waitFor()
    },
  },
]

async function choose({ page }: Walk, label: string, choice: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: choice }).click()
}

const dialog = ({ page }: Walk) => page.getByRole('dialog')
