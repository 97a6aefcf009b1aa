import { strict as assert } from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Route } from 'playwright-core'
import { copyExample, startMillrace, type RunningMillrace } from '../../scripts/millraceCommand.ts'
import type { Step, WalkTools } from '../../scripts/walk.ts'

/// The worked example as a person meets it: the page, the click, the toast; then three ways to break it.
export interface Walk extends WalkTools {
  readonly folder: string
  removeFolder(): void
  millrace: RunningMillrace
}

const flowFile = 'force-app/main/default/flows/Set_Contact_Status_Active.flow-meta.xml'
const componentFile = 'force-app/main/default/dynamicComponents/Contact_Status.dynamicComponent.json'

export async function begin(tools: WalkTools): Promise<Walk> {
  const { folder, remove } = copyExample('contact-status')
  try {
    return { ...tools, folder, removeFolder: remove, millrace: await startMillrace(folder) }
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
    title: 'The sign-in link opens a table of 200 contacts',
    async run(walk) {
      await walk.page.goto(walk.millrace.signInLink)
      await tableIsReady(walk)
      assert.deepEqual(await columnLabels(walk), ['Name', 'Status', 'Email', 'Account'])
      assert.equal(await rowCount(walk), 200)
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('1-ready')
    },
  },
  {
    title: 'The link signs in once',
    async run(walk) {
      const stranger = await walk.browser.newContext()
      const page = await stranger.newPage()
      await page.goto(walk.millrace.signInLink)
      assert.equal(await page.getByRole('button', { name: 'Set as Active' }).count(), 0)
      await stranger.close()
    },
  },
  {
    title: 'With nothing selected, a toast asks for a selection and nothing runs',
    async run(walk) {
      const before = await contacts(walk)
      const runs = await flowRequestsDuring(walk, async () => {
        await action(walk).click()
        await toastSays(walk, 'Select one or more contacts first.')
      })
      assert.equal(runs, 0)
      assert.deepEqual(await contacts(walk), before)
    },
  },
  {
    title: 'One selected contact becomes Active, and only that one',
    async run(walk) {
      const [chosen] = await visibleContacts(walk, 1, contact => contact.Status__c !== 'Active')
      assert(chosen)
      await setAsActive(walk, [chosen], '1 contact is now Active.')
    },
  },
  {
    title: 'While many are under way the action is busy, a second click does nothing, and the page stays in use',
    async run(walk) {
      await closeToasts(walk)
      const [other, ...chosen] = await visibleContacts(walk, 6, contact => contact.Status__c !== 'Active')
      assert(other)
      await select(walk, chosen)
      const before = await contacts(walk)
      const flow = await holdFlowRequests(walk)
      await action(walk).click()
      await isBusy(action(walk))
      await walk.picture('2-busy')
      await action(walk).click({ force: true })
      assert.deepEqual(await walk.seriousFindings(), [])
      await select(walk, [other])
      await deselect(walk, [other])
      assert.equal(await flow.letGo(), 1)
      await toastSays(walk, '5 contacts are now Active.')
      await isIdle(action(walk))
      await walk.picture('3-done')
      await onlyChanged(walk, before, chosen)
    },
  },
  {
    title: 'All 200 become Active, the table shows it, and the selection is still there',
    async run(walk) {
      await closeToasts(walk)
      await selectAll(walk)
      const flow = await holdFlowRequests(walk)
      await action(walk).click()
      await isBusy(action(walk))
      await sortBy(walk, 'Email')
      await flow.letGo()
      await toastSays(walk, '200 contacts are now Active.')
      assert((await contacts(walk)).every(contact => contact.Status__c === 'Active'))
      for (const status of await statusCells(walk)) assert.equal(status, 'Active')
      assert.equal(await allCheckbox(walk).isChecked(), true)
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('4-all')
    },
  },
  {
    title: 'One contact that may not be Active: the toast has the rule’s text, and none of the others changed',
    async run(walk) {
      const [chosen] = await visibleContacts(walk, 1, () => true)
      assert(chosen)
      await reload(walk)
      await select(walk, [chosen])
      await walk.page.getByRole('button', { name: 'Mark Do Not Contact' }).click()
      await toastSays(walk, 'not to be contacted')
      await reload(walk)
      await failsAndChangesNothing(walk, 'A contact marked "Do Not Contact" cannot be Active.')
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('5-failed')
    },
  },
  {
    title: 'A deactivated flow: the toast says that there is no active flow of that name',
    async run(walk) {
      await changeFile(walk, flowFile, '<status>Active</status>', '<status>Draft</status>')
      await failsAndChangesNothing(walk, 'Set_Contact_Status_Active')
      await walk.picture('6-inactive-flow')
      await changeFile(walk, flowFile, '<status>Draft</status>', '<status>Active</status>')
    },
  },
  {
    title: 'A misspelt input: the toast names it and what was probably meant',
    async run(walk) {
      await changeFile(walk, componentFile, '"name": "ContactIds"', '"name": "contactIds"')
      await failsAndChangesNothing(walk, 'the flow has no input variable "contactIds". It has ContactIds')
      await walk.picture('7-misspelt-input')
      await changeFile(walk, componentFile, '"name": "contactIds"', '"name": "ContactIds"')
    },
  },
  {
    title: 'Ctrl-C ends everything it started, and the next start finds the records as they were',
    async run(walk) {
      const before = await contacts(walk)
      assert.equal(await walk.millrace.stop(), 0)
      walk.millrace = await startMillrace(walk.folder)
      await signIn(walk)
      assert.deepEqual(await contacts(walk), before)
    },
  },
]

interface Contact {
  readonly Id: string
  readonly Name: string
  readonly Status__c: string
}

/// Every contact as the REST API gives it, ordered by Id.
async function contacts({ page }: Walk): Promise<Contact[]> {
  const soql = encodeURIComponent('SELECT Id, Name, Status__c FROM Contact ORDER BY Id')
  const response = await page.request.get(new URL(`/services/data/v62.0/query?q=${soql}`, page.url()).href)
  assert.equal(response.status(), 200, await response.text())
  const { records }: { records: Contact[] } = await response.json()
  return records.map(({ Id, Name, Status__c }) => ({ Id, Name, Status__c }))
}

function table({ page }: Walk): Locator {
  return page.getByRole('grid', { name: 'Contacts' }).or(page.getByRole('table', { name: 'Contacts' }))
}

function action({ page }: Walk): Locator {
  return page.getByRole('button', { name: 'Set as Active' })
}

async function tableIsReady(walk: Walk): Promise<void> {
  await table(walk).getByRole('row').nth(1).waitFor()
}

async function signIn(walk: Walk): Promise<void> {
  await walk.page.goto(walk.millrace.signInLink)
  await tableIsReady(walk)
}

async function reload(walk: Walk): Promise<void> {
  await walk.page.reload()
  await tableIsReady(walk)
}

function columnLabels(walk: Walk): Promise<string[]> {
  return table(walk).locator('.millrace-column-name').allInnerTexts()
}

// The table draws only the rows in view and says how many there are, header included.
async function rowCount(walk: Walk): Promise<number> {
  return Number(await table(walk).getAttribute('aria-rowcount')) - 1
}

/// The first [count] contacts among the rows in view that fit.
async function visibleContacts(walk: Walk, count: number, fits: (contact: Contact) => boolean): Promise<Contact[]> {
  const shown = (await table(walk).getByRole('row').allInnerTexts()).join('\n').split(/[\n\t]/)
  const fitting = (await contacts(walk))
    .filter(contact => fits(contact) && shown.includes(contact.Name))
    .sort((a, b) => shown.indexOf(a.Name) - shown.indexOf(b.Name))
    .slice(0, count)
  assert.equal(fitting.length, count)
  return fitting
}

const select = (walk: Walk, chosen: readonly Contact[]) => setSelected(walk, chosen, true)
const deselect = (walk: Walk, chosen: readonly Contact[]) => setSelected(walk, chosen, false)

async function setSelected(walk: Walk, chosen: readonly Contact[], isSelected: boolean): Promise<void> {
  for (const { Name } of chosen) {
    const checkbox = (await rowOf(walk, Name)).getByRole('checkbox')
    await checkbox.setChecked(isSelected, { force: true })
  }
}

/// The row of a contact, scrolled to where the table does not draw it yet.
async function rowOf(walk: Walk, name: string): Promise<Locator> {
  const row = table(walk).getByRole('row').filter({ hasText: name })
  await table(walk).evaluate(async (grid, name) => {
    const scroller = grid.parentElement!
    // No function with a name here: tsx marks those with a call that the page does not have.
    for (
      let top = 0;
      !grid.textContent.includes(name) && top < scroller.scrollHeight;
      top += scroller.clientHeight / 2
    ) {
      scroller.scrollTop = top
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }, name)
  return row
}

function allCheckbox(walk: Walk): Locator {
  return table(walk).getByRole('columnheader').getByRole('checkbox')
}

async function selectAll(walk: Walk): Promise<void> {
  await allCheckbox(walk).setChecked(true, { force: true })
}

async function statusCells(walk: Walk): Promise<string[]> {
  const rows = await table(walk).getByRole('row').filter({ hasText: '@example.com' }).all()
  return await Promise.all(rows.map(async row => (await row.innerText()).split(/\s+/).find(isStatus) ?? ''))
}

function isStatus(word: string): boolean {
  return ['New', 'Active', 'Inactive', 'Blocked'].includes(word)
}

async function sortBy(walk: Walk, label: string): Promise<void> {
  const header = table(walk).getByRole('columnheader', { name: label })
  await header.getByRole('button').or(header.getByRole('link')).first().click()
  await walk.page.waitForFunction(
    label => document.querySelector('[aria-sort="ascending"]')?.textContent?.includes(label),
    label,
  )
}

async function isBusy(button: Locator): Promise<void> {
  await button.and(button.page().locator('[aria-busy="true"]')).waitFor()
}

async function isIdle(button: Locator): Promise<void> {
  await button.and(button.page().locator(':not([aria-busy="true"])')).waitFor()
}

async function toastSays({ page }: Walk, text: string): Promise<void> {
  const toast = page.locator('.slds-notify_toast', { hasText: text })
  await toast.first().waitFor()
}

async function closeToasts({ page }: Walk): Promise<void> {
  const close = page.locator('.slds-notify_toast').getByRole('button', { name: 'Close' })
  while ((await close.count()) > 0) await close.first().click()
}

/// Clicks the action for [chosen] and sees the toast; those and no others became Active, in the table too.
async function setAsActive(walk: Walk, chosen: readonly Contact[], message: string): Promise<void> {
  const before = await contacts(walk)
  await select(walk, chosen)
  await action(walk).click()
  await toastSays(walk, message)
  await onlyChanged(walk, before, chosen)
}

async function onlyChanged(walk: Walk, before: readonly Contact[], chosen: readonly Contact[]): Promise<void> {
  const ids = new Set(chosen.map(contact => contact.Id))
  const expected = before.map(contact => (ids.has(contact.Id) ? { ...contact, Status__c: 'Active' } : contact))
  assert.deepEqual(await contacts(walk), expected)
  await tableShowsActive(walk, chosen)
  await deselect(walk, chosen)
}

async function tableShowsActive(walk: Walk, chosen: readonly Contact[]): Promise<void> {
  for (const { Name } of chosen) {
    await (await rowOf(walk, Name)).filter({ hasText: 'Active' }).waitFor()
  }
}

async function failsAndChangesNothing(walk: Walk, message: string): Promise<void> {
  const before = await contacts(walk)
  await selectAll(walk)
  await action(walk).click()
  await toastSays(walk, 'No contact was changed')
  await toastSays(walk, message)
  await isIdle(action(walk))
  assert.deepEqual(await contacts(walk), before)
}

async function flowRequestsDuring({ page }: Walk, act: () => Promise<void>): Promise<number> {
  let count = 0
  const see = (request: { url(): string; method(): string }) => {
    if (request.method() === 'POST' && request.url().includes('/actions/custom/flow/')) count += 1
  }
  page.on('request', see)
  await act()
  page.off('request', see)
  return count
}

/// Keeps requests that run a flow waiting, so that what the page does meanwhile can be seen; `letGo` sends them on and
/// answers how many there were.
async function holdFlowRequests({ page }: Walk): Promise<{ letGo(): Promise<number> }> {
  const held: Route[] = []
  await page.route('**/actions/custom/flow/**', route => {
    held.push(route)
  })
  return {
    async letGo() {
      for (const route of held) await route.continue()
      await page.unroute('**/actions/custom/flow/**')
      return held.length
    },
  }
}

/// Edits a file of the project and starts again, as a person does who tries something out.
async function changeFile(walk: Walk, path: string, from: string, to: string): Promise<void> {
  const file = join(walk.folder, path)
  const text = readFileSync(file, 'utf8')
  assert(text.includes(from))
  writeFileSync(file, text.replace(from, to))
  await walk.millrace.stop()
  walk.millrace = await startMillrace(walk.folder)
  await signIn(walk)
}
