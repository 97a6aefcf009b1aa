import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../../../scripts/chromium.ts'
import { copyExample, type RunningMillrace, startMillrace } from '../../../../scripts/millraceCommand.ts'
import { openBrowser, type WalkTools } from '../../../../scripts/walk.ts'

const input = (name: string, value: string) =>
  `<inputParameters><name>${name}</name><value><stringValue>${value}</stringValue></value></inputParameters>`

const flow = `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
  <actionCalls>
    <name>Write</name><label>Write</label>
    <actionName>emailSimple</actionName><actionType>emailSimple</actionType>
    <connector><targetReference>Notify</targetReference></connector>
    ${input('emailAddresses', 'ada@example.com, ben@example.com')}
    ${input('emailSubject', 'Your contacts are active')}
    ${input('emailBody', 'All contacts that you selected are active now.')}
  </actionCalls>
  <actionCalls>
    <name>Notify</name><label>Notify</label>
    <actionName>customNotificationAction</actionName><actionType>customNotificationAction</actionType>
    <inputParameters><name>recipientIds</name><value><elementReference>$User.Id</elementReference></value></inputParameters>
    ${input('title', 'Done')}${input('body', 'The contacts are active.')}
  </actionCalls>
  <apiVersion>62.0</apiVersion><label>Tell People</label><processType>AutoLaunchedFlow</processType>
  <start><connector><targetReference>Write</targetReference></connector></start><status>Active</status>
</Flow>
`

describe.skipIf(!findChromium())('the outbox page', () => {
  let tools: WalkTools
  let page: Page
  let millrace: RunningMillrace
  let example: ReturnType<typeof copyExample>

  beforeAll(async () => {
    tools = await openBrowser('outbox')
    page = tools.page
    page.setDefaultTimeout(15_000)
    example = copyExample('contact-status')
    writeFileSync(join(example.folder, 'force-app/main/default/flows/Tell_People.flow-meta.xml'), flow)
    millrace = await startMillrace(example.folder)
    await page.goto(millrace.signInLink)
  })

  afterAll(async () => {
    await millrace?.stop()
    example?.remove()
    await tools?.close()
  })

  it('says what will be there', async () => {
    await page.getByRole('button', { name: 'Setup', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Outbox', exact: true }).click()
    await page.getByText('No messages to show.').waitFor()
    expect(await tools.seriousFindings()).toEqual([])
    await tools.picture('empty')
  })

  it('shows what a flow left there, and the run behind it', async () => {
    const status = await page.evaluate(async () => {
      const answer = await fetch('/services/data/v62.0/actions/custom/flow/Tell_People', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ inputs: [{}] }),
      })
      return answer.status
    })
    expect(status).toBe(200)
    await page.getByRole('button', { name: 'Refresh' }).click()
    const email = page.getByRole('row', { name: /E-mail/ })
    await email.getByText('ada@example.com, ben@example.com').waitFor()
    await email.getByText('Your contacts are active').waitFor()
    await email.getByText('Recorded').waitFor()
    await page
      .getByRole('row', { name: /Notification/ })
      .getByText('The contacts are active.')
      .waitFor()
    expect(await tools.seriousFindings()).toEqual([])
    await tools.picture('messages')
    await email.getByRole('link', { name: 'Tell_People' }).click()
    await page.getByRole('heading', { level: 1, name: 'Run of Tell_People' }).waitFor()
  })

  it('narrows the messages down', async () => {
    await page.goBack()
    await page.getByLabel('State', { exact: true }).selectOption('Failed')
    await page.getByText('No messages to show.').waitFor()
  })
})
