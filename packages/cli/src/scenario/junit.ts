import { escapeText } from '@millrace/metadata'
import type { ScenarioResult } from '../test.ts'

/// The results as a JUnit report, which CI servers show.
export function junitReport(results: readonly ScenarioResult[]): string {
  const failures = results.filter(({ ok }) => !ok).length
  const cases = results.map(({ path, ok, message, seconds }) => {
    const open = `    <testcase name="${escapeText(path)}" classname="scenarios" time="${seconds.toFixed(3)}"`
    if (ok) return `${open}/>`
    const [first = ''] = message.split('\n')
    return `${open}>\n      <failure message="${escapeText(first)}">${escapeText(message)}</failure>\n    </testcase>`
  })
  const counts = `tests="${results.length}" failures="${failures}"`
  return `<testsuites ${counts}>\n  <testsuite name="scenarios" ${counts}>\n${cases.join('\n')}\n  </testsuite>\n</testsuites>\n`
}
