import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../../../scripts/chromium.ts'
import { copyExample, type RunningMillrace, startMillrace } from '../../../../scripts/millraceCommand.ts'
import { openBrowser, type WalkTools } from '../../../../scripts/walk.ts'

const flowFile = 'force-app/main/default/flows/Set_Contact_Status_Active.flow-meta.xml'

const waitingFlow = `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><label>Waits</label>
<processType>AutoLaunchedFlow</processType><start><connector><targetReference>A_Day</targetReference></connector></start><status>Active</status>
<waits><name>A_Day</name><label>A Day</label><waitEvents><name>Next_Day</name><label>Next day</label><offset>1</offset><offsetUnit>Days</offsetUnit></waitEvents></waits></Flow>`

describe.skipIf(!findChromium())('the setup pages of the worked example', () => {
  let tools: WalkTools
  let page: Page
  let millrace: RunningMillrace
  let example: ReturnType<typeof copyExample>

  beforeAll(async () => {
    tools = await openBrowser('setup')
    page = tools.page
    page.setDefaultTimeout(15_000)
    example = copyExample('contact-status')
    writeFileSync(join(example.folder, 'force-app/main/default/flows/Waits.flow-meta.xml'), waitingFlow)
    millrace = await startMillrace(example.folder)
    await page.goto(millrace.signInLink)
  })

  afterAll(async () => {
    await millrace?.stop()
    example?.remove()
    await tools?.close()
  })

  /// Opens a page from the gear's menu.
  async function openFromMenu(name: string): Promise<void> {
    await page.getByRole('button', { name: 'Setup', exact: true }).click()
    await page.getByRole('menuitem', { name, exact: true }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
  }

  const statusInFile = () => /<status>(\w+)</.exec(readFileSync(join(example.folder, flowFile), 'utf8'))?.[1]

  it('deactivate and activate a flow, in its file', async () => {
    await openFromMenu('Flows')
    const row = page.getByRole('row', { name: /Set_Contact_Status_Active/ })
    await row.getByRole('button', { name: 'Deactivate' }).click()
    await row.getByText('Draft', { exact: true }).waitFor()
    expect(statusInFile()).toBe('Draft')
    await row.getByRole('button', { name: 'Activate' }).click()
    await row.getByText('Active', { exact: true }).waitFor()
    expect(statusInFile()).toBe('Active')
    expect(await tools.seriousFindings()).toEqual([])
  })

  it('show a run with what happened in it', async () => {
    await page.getByRole('link', { name: 'Contacts' }).click()
    await page.locator('tr[data-index="0"] label').click()
    await page.getByRole('button', { name: 'Set as Active' }).click()
    await page.getByText('1 contact is now Active.').waitFor()
    await openFromMenu('Flow Runs')
    const run = page.getByRole('row', { name: /Set_Contact_Status_Active/ }).first()
    await run.getByText('Finished').waitFor()
    expect(await tools.seriousFindings()).toEqual([])
    await run.getByRole('link').click()
    await page.getByText('Update Records: Set_Status').waitFor()
    await page.getByText('Contact: 1 record updated').waitFor()
    await page.getByText('"updatedCount": 1').waitFor()
    expect(await tools.seriousFindings()).toEqual([])
    await tools.picture('run')
  })

  it('lead back to the runs, of one flow where wanted', async () => {
    await page.getByRole('button', { name: 'All Runs' }).click()
    await page.getByLabel('Flow', { exact: true }).selectOption('Mark_Do_Not_Contact')
    await page.getByText('No runs to show.').waitFor()
  })

  it('let a run that waits go on, or end it', async () => {
    const startWaiting = () =>
      page.request.post(new URL('/services/data/v62.0/actions/custom/flow/Waits', page.url()).href, {
        headers: { 'Millrace-Request': '1' },
        data: { inputs: [{}] },
      })
    for (let run = 0; run < 3; run++) expect((await startWaiting()).status()).toBe(200)
    await page.getByLabel('Flow', { exact: true }).selectOption('Waits')
    await page.getByLabel('State', { exact: true }).selectOption('Waiting')
    await page.getByRole('button', { name: 'Refresh' }).click()
    const rows = page.getByRole('row', { name: /Waits/ })
    await expect.poll(() => rows.count()).toBe(3)
    await rows
      .first()
      .getByText(/^Goes on at .* \(A_Day: Next_Day\)$/)
      .waitFor()
    expect(await tools.seriousFindings()).toEqual([])
    await tools.picture('waiting-runs')
    await rows.first().getByRole('button', { name: 'Resume Now' }).click()
    await page.getByText('"Waits" went on: Finished.').waitFor()
    await expect.poll(() => rows.count()).toBe(2)
    await rows.first().getByRole('button', { name: 'Cancel Run' }).click()
    const question = page.getByRole('alertdialog')
    await tools.picture('cancel-run')
    await question.getByRole('button', { name: 'Cancel Run' }).click()
    await page.getByText('"Waits" was cancelled.').waitFor()
    await expect.poll(() => rows.count()).toBe(1)
    await rows.first().getByRole('link').click()
    await page.getByText('Waits for Next_Day').waitFor()
    expect(await tools.seriousFindings()).toEqual([])
    await tools.picture('waiting-run')
    await page.getByRole('button', { name: 'Resume Now' }).click()
    await page.getByText('Resumed by Next_Day').waitFor()
    await page.getByRole('button', { name: 'All Runs' }).click()
  })

  it('show the API, to search and to try', async () => {
    await openFromMenu('API')
    await page.getByLabel('Search').fill('a soql query')
    const route = page.locator('details').filter({ hasText: 'Runs a SOQL query.' })
    await route.locator('summary').press('Enter')
    await route.getByLabel('q', { exact: true }).fill('SELECT Count() FROM Contact')
    await route.getByRole('button', { name: 'Send' }).click()
    expect(await route.getByLabel('Answer').inputValue()).toContain('"totalSize": 200')
    expect(await tools.seriousFindings()).toEqual([])
    await tools.picture('api-query')

    await page.getByLabel('Search').fill('external id')
    const change = page.locator('details').filter({ hasText: 'composite/sobjects/{object}/{field}' })
    await change.locator('summary').click()
    expect(await change.getByLabel('Body (application/json)').inputValue()).toContain('"LastName": "Ng"')
    expect(await change.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)
    await page.getByLabel('Search').fill('')
    await page.getByText('Many records, or many requests, in one.').waitFor()
    await page.evaluate('scrollTo(0, 0)')
    await tools.picture('api')
  })

  it('are signed out of like any other page', async () => {
    await page.getByRole('button', { name: /^Signed in as/ }).click()
    await page.getByRole('menuitem', { name: 'Sign Out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })
})
