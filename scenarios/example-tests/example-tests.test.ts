import { expect, it } from 'vitest'
import { millrace } from '../../scripts/millraceCommand.ts'

it('millrace test runs the scenarios that an example carries', async () => {
  const { code, stdout, output } = await millrace('test', 'examples/contact-status', '--json')
  const { passed, failed, results } = JSON.parse(stdout)
  expect(results.filter((result: { ok: boolean }) => !result.ok)).toEqual([])
  expect({ code, passed, failed }, output).toEqual({ code: 0, passed: 7, failed: 0 })
})
