import { parseQuery } from '@jetstreamapp/soql-parser-js'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSoql } from '../packages/database/src/soql/parse.ts'

/// Reads the SOQL in the Apex files under a folder with our parser and with the published one, and says how many both
/// take, or both refuse. Queries with Apex in them, such as a method call behind a colon, are counted apart: only Apex
/// can read those.
export function runSoqlQueries(path: string | undefined, list: boolean): number {
  const queries = new Set(apexFiles(path ?? '.').flatMap(file => queriesIn(readFileSync(file, 'utf8'))))
  let [alike, withApex, onlyOurs] = [0, 0, 0]
  const onlyTheirs: string[] = []
  for (const query of queries) {
    const [ours, theirs] = [refusal(() => parseSoql(query)), refusal(() => parseQuery(query, BINDS))]
    if ((ours === null) === (theirs === null)) alike++
    else if (ours === null) onlyOurs++
    else if (hasApex(query)) withApex++
    else onlyTheirs.push(`${query.replaceAll(/\s+/g, ' ')}\n  ${ours}`)
  }
  if (list) for (const one of onlyTheirs) console.log(one)
  console.log(`${queries.size} queries: ${alike} alike, ${onlyOurs} only ours, ${withApex} with Apex in them`)
  console.log(`${queries.size - onlyTheirs.length} passed, ${onlyTheirs.length} failed`)
  return onlyTheirs.length
}

const BINDS = { allowApexBindVariables: true }

function apexFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    if (entry.name === '.git' || entry.name === 'node_modules') return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return apexFiles(path)
    return /\.(cls|trigger|apex)$/.test(entry.name) ? [path] : []
  })
}

/// Queries in brackets, and those that are a text by themselves.
function queriesIn(source: string): string[] {
  const apex = source.replaceAll(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '')
  const inBrackets = apex.matchAll(/\[\s*(SELECT\b[^]*?)\]/gi)
  const inQuotes = apex.matchAll(/'(SELECT\s[^'\n]*\sFROM\s[^'\n]*)'\s*[;,)]/gi)
  return [...inBrackets, ...inQuotes].map(match => match[1]!.trim())
}

/// A bind that is more than a path of names.
const hasApex = (query: string): boolean =>
  /:\s*[\w.\s]*(\(|\.\s*\w+\s*\[|\[)|:\s*\w+\s+\.|:\s*'|:\s*new\b/i.test(query)

function refusal(parse: () => unknown): string | null {
  try {
    parse()
    return null
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').at(-1)! : String(error)
  }
}
