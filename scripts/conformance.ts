import { runFlows } from './flowConformance.ts'
import { runFlowEdits } from './flowEditConformance.ts'
import { runFormulas } from './formulaConformance.ts'
import { runPages } from './pageConformance.ts'
import { runScreens } from './screenConformance.ts'
import { runScreenEdits } from './screenEditConformance.ts'
import { runSoqlQueries } from './soqlConformance.ts'

/// `npm run conformance -- SUBJECT [PATH] [--list]`: runs reference results that were made elsewhere against Millrace.
/// Each subject ends with the line `N passed, N failed` and returns the number that failed.
const subjects: Readonly<
  Record<string, { usage: string; run(path: string | undefined, list: boolean): number | Promise<number> }>
> = {
  flows: { usage: 'flows DIR [--list]', run: runFlows },
  'flow-edits': { usage: 'flow-edits DIR [--list]', run: runFlowEdits },
  'screen-edits': { usage: 'screen-edits DIR [--list]', run: runScreenEdits },
  pages: { usage: 'pages DIR [--list]', run: runPages },
  screens: { usage: 'screens DIR [--list]', run: runScreens },
  soql: { usage: 'soql DIR [--list]', run: runSoqlQueries },
  formulas: { usage: 'formulas [FILE] [--list]', run: runFormulas },
}

const [subject = '', ...rest] = process.argv.slice(2)
const chosen = subjects[subject]
if (chosen) {
  const path = rest.find(argument => !argument.startsWith('--'))
  process.exitCode = (await chosen.run(path, rest.includes('--list'))) > 0 ? 1 : 0
} else {
  console.error(`There is no conformance subject "${subject}". Use one of:`)
  for (const { usage } of Object.values(subjects)) console.error(`  npm run conformance -- ${usage}`)
  process.exitCode = 2
}
