import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assignmentOperators } from '../packages/flow/src/assignmentOperators.ts'
import { conditionOperators } from '../packages/flow/src/conditionOperators.ts'
import { elementKinds } from '../packages/flow/src/elements/index.ts'
import { filterOperators } from '../packages/flow/src/filters.ts'
import { flowGlobals } from '../packages/flow/src/globals.ts'
import { MADE } from './errorPages.ts'

/// docs/reference/flow-elements.md: what of a flow runs, from the tables the engine itself uses.
export function flowElementsPage(root: string): string {
  const kinds = Object.entries(elementKinds.all)
  const run = kinds.filter(([, kind]) => !kind.isNotRun)
  const notRun = kinds.filter(([, kind]) => kind.isNotRun)
  return `${MADE}

# Flow elements

## Elements

| Element | In the file | What it does |
|---|---|---|
${run.map(([tag, kind]) => `| ${kind.label} | \`${tag}\` | ${summaryOf(root, tag, kind.label)} |`).join('\n')}

## Not run

A flow with such an element starts, and fails if a run reaches it; \`millrace flow check\` says so beforehand.

${notRun.map(([tag]) => `- \`${tag}\``).join('\n')}

## Operators

In conditions (Decision, Wait, Collection Filter): ${names(usableOperators)}

In filters (Get, Update and Delete Records): ${names(filterOperators)}

In assignments: ${names(Object.keys(assignmentOperators))}

## Globals

| Global | Has |
|---|---|
${Object.entries(flowGlobals)
  .map(([name, has]) => `| \`${name}\` | ${typeof has === 'string' ? has : names(has)} |`)
  .join('\n')}

A reference to any other global is reported.
`
}

const usableOperators = Object.keys(conditionOperators)

const names = (all: readonly string[]): string => all.map(name => `\`${name}\``).join(', ')

/// The first paragraph of the comment on the element's kind, which lies in a file of the same name.
function summaryOf(root: string, tag: string, label: string): string {
  if (tag === 'ends') return 'Ends the path.'
  const text = readFileSync(join(root, 'packages/flow/src/elements', `${tag}.ts`), 'utf8')
  const [comment = ''] = text.match(/(?:^\/\/\/.*\n)+(?=export const )/m) ?? []
  const paragraph = comment.replace(/^\/\/\/ ?/gm, '').split('\n\n', 1)[0]!
  const sentence = paragraph.replaceAll('\n', ' ').replace(`${label}: `, '').trim()
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`
}
