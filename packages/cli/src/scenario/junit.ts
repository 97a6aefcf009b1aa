import { escapeText } from '@millrace/metadata'
import type { TestResult } from '../testRun.ts'

/// The results as a JUnit report, which CI servers show.
export function junitReport(results: readonly TestResult[]): string {
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0)
  const count = (state: TestResult['state']): number => results.filter(result => result.state === state).length
  const counts = `tests="${results.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}" time="${seconds.toFixed(3)}"`
  return `<testsuites ${counts}>
  <testsuite name="millrace" ${counts}>
${results.map(testCase).join('\n')}
  </testsuite>
</testsuites>
`
}

function testCase({ path, state, message, seconds }: TestResult): string {
  const open = `    <testcase name="${escapeText(path)}" classname="millrace" time="${seconds.toFixed(3)}"`
  if (state === 'passed') return `${open}/>`
  const [first = ''] = message.split('\n')
  const inner =
    state === 'skipped'
      ? `<skipped message="${escapeText(message)}"/>`
      : `<failure message="${escapeText(first)}" type="failure">${escapeText(message)}</failure>`
  return `${open}>\n      ${inner}\n    </testcase>`
}
