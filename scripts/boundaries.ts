import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { parseAst } from 'vite'

/// A source file of a package: `path` is relative to the repository, with forward slashes.
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/// One import that a file makes. `typeOnly` imports vanish when the file runs.
interface Import {
  readonly from: string
  readonly typeOnly: boolean
}

interface Boundary {
  /// Packages of this repository that it may import.
  readonly millrace: readonly string[]
  /// Packages of which it may import types alone.
  readonly types?: readonly string[]
  /// Knows no host: no node: module, network, clock, chance, console or DOM.
  readonly hostless?: boolean
}

/// Who may import whom: the table in ARCHITECTURE.md.
export const boundaries: Readonly<Record<string, Boundary>> = {
  values: { millrace: [], hostless: true },
  metadata: { millrace: ['values'], hostless: true },
  formula: { millrace: ['values'], hostless: true },
  flow: { millrace: ['values', 'metadata', 'formula'], types: ['database'], hostless: true },
  database: { millrace: ['values', 'formula', 'metadata'] },
  runtime: { millrace: ['values', 'formula', 'metadata'], hostless: true },
  components: { millrace: ['values', 'runtime'] },
  builder: { millrace: ['components', 'runtime', 'metadata', 'flow', 'formula', 'values'] },
  server: { millrace: ['flow', 'database', 'runtime', 'metadata', 'values'] },
  cli: { millrace: ['server', 'flow', 'database', 'runtime', 'metadata', 'values'] },
}

/// Modules that only some packages may import.
const reserved: readonly { readonly module: RegExp; readonly owners: readonly string[] }[] = [
  { module: /^(saxes|sax|xml2js|fast-xml-parser)$/, owners: ['metadata'] },
  { module: /^(pg|pg-.*)$/, owners: ['database'] },
  { module: /^(react|react-dom|@salesforce-ux\/.*)(\/.*)?$/, owners: ['components', 'builder'] },
  { module: /^(fastify|@fastify\/.*|pino|nodemailer)$/, owners: ['server'] },
  { module: /^commander$/, owners: ['cli'] },
]

const hostNames = new Set(
  (
    'globalThis process Buffer require module console fetch Request Response Headers XMLHttpRequest WebSocket EventSource ' +
    'window document navigator location localStorage sessionStorage history setTimeout setInterval setImmediate ' +
    'clearTimeout clearInterval queueMicrotask requestAnimationFrame performance crypto alert'
  ).split(' '),
)

const leftoverNames = /^(utils?|helpers?|common|core|types|managers?|services?|shared|lib|misc)$/i

const sqlStatement =
  /^\s*(select\s.+\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|create\s+(table|index|schema)\s|alter\s+table\s|drop\s+(table|schema)\s)/is

/// Every sentence about [files] that breaks a boundary; empty when all hold.
export function brokenBoundaries(files: readonly SourceFile[]): string[] {
  const parsed = files.map(file => ({ file, ...read(file) }))
  return [
    ...parsed.flatMap(({ file, imports }) => [...importsBroken(file, imports), ...nameBroken(file)]),
    ...parsed.flatMap(({ file, hostUses }) =>
      hostUses.map(use => `${file.path} uses ${use}, but ${packageOf(file.path)} knows no host.`),
    ),
    ...parsed.flatMap(({ file, texts }) => textsBroken(file, texts)),
    ...cycles(new Map(parsed.map(({ file, imports }) => [file.path, relativeImports(file, imports)]))),
    ...cycles(packageGraph(parsed)),
  ]
}

/// The sources of every package below [root], without tests and generated files.
export function packageSources(root: string): SourceFile[] {
  return Object.keys(boundaries).flatMap(name => {
    const folder = join(root, 'packages', name, 'src')
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(path => /\.tsx?$/.test(path) && !/\.(test|gen)\.tsx?$/.test(path))
      .map(path => ({
        path: toPosix(relative(root, join(folder, path))),
        text: readFileSync(join(folder, path), 'utf8'),
      }))
  })
}

function importsBroken(file: SourceFile, imports: readonly Import[]): string[] {
  const name = packageOf(file.path)
  const boundary = boundaries[name]
  if (!boundary) return [`${file.path} lies in a package that ARCHITECTURE.md does not know.`]
  return imports.flatMap(({ from, typeOnly }) => {
    const millrace = /^@millrace\/([^/]+)(\/.*)?$/.exec(from)
    if (millrace) return millraceImportBroken(file, millrace[1] ?? '', millrace[2], typeOnly)
    if (from.startsWith('.')) return relativeImportBroken(file, from)
    if (from.startsWith('node:'))
      return boundary.hostless ? [`${file.path} imports ${from}, but ${name} knows no host.`] : []
    const rule = reserved.find(({ module }) => module.test(from))
    return rule && !rule.owners.includes(name)
      ? [`${file.path} imports ${from}; only ${rule.owners.join(' and ')} may.`]
      : []
  })
}

function millraceImportBroken(
  file: SourceFile,
  target: string,
  inner: string | undefined,
  typeOnly: boolean,
): string[] {
  const name = packageOf(file.path)
  if (inner) return [`${file.path} reaches into @millrace/${target}${inner}; a package is its index.`]
  if (boundaries[name]?.millrace.includes(target)) return []
  if (boundaries[name]?.types?.includes(target)) {
    return typeOnly ? [] : [`${file.path} imports values of @millrace/${target}; ${name} may import its types alone.`]
  }
  return [`${file.path} imports @millrace/${target}, which ${name} may not.`]
}

function relativeImportBroken(file: SourceFile, from: string): string[] {
  const target = resolve(file, from)
  if (!target.startsWith(`packages/${packageOf(file.path)}/`)) {
    return [`${file.path} reaches out of its package to ${target}.`]
  }
  return []
}

function nameBroken({ path }: SourceFile): string[] {
  const part = path
    .split('/')
    .slice(3)
    .find(part => leftoverNames.test(part.replace(/\..*$/, '')))
  return part ? [`${path} is a drawer for leftovers ("${part}"): name the noun that is missing.`] : []
}

function textsBroken(file: SourceFile, texts: readonly string[]): string[] {
  const name = packageOf(file.path)
  const sql = name !== 'database' && texts.find(text => sqlStatement.test(text) && !isSoql(text))
  const xml = name !== 'metadata' && texts.find(text => text.trimStart().startsWith('<?xml'))
  return [
    ...(sql ? [`${file.path} writes SQL ("${sql.trim().slice(0, 40)}"); only database may.`] : []),
    ...(xml ? [`${file.path} writes XML; only metadata may.`] : []),
  ]
}

// SOQL reads like SQL. Its tables are objects: capitalised, unquoted; ours are in lower case or quoted.
function isSoql(text: string): boolean {
  return /^\s*SELECT\s.+\sFROM\s+([A-Z$]|\{)/s.test(text)
}

function read(file: SourceFile): { imports: Import[]; hostUses: string[]; texts: string[] } {
  const program: unknown = parseAst(file.text, { lang: file.path.endsWith('x') ? 'tsx' : 'ts' }, file.path)
  const imports: Import[] = []
  const texts: string[] = []
  const declared = new Set<string>()
  const used: string[] = []
  visit(program, (node, parent, key) => {
    const from = importedModule(node)
    if (from !== undefined) imports.push({ from, typeOnly: isTypeOnly(node) })
    if (node['type'] === 'Literal' && typeof node['value'] === 'string') texts.push(node['value'])
    if (node['type'] === 'TemplateLiteral') texts.push(templateText(node))
    if (isDeclaration(node, parent, key)) declared.add(String(node['name']))
    else if (isReference(node, parent, key)) used.push(String(node['name']))
    const clock = clockOrChance(node)
    if (clock) used.push(clock)
  })
  const hostless = boundaries[packageOf(file.path)]?.hostless
  const isHost = (name: string) => /\W/.test(name) || (hostNames.has(name) && !declared.has(name))
  return { imports, texts, hostUses: hostless ? [...new Set(used.filter(isHost))] : [] }
}

type Node = Readonly<Record<string, unknown>>

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node)['type'] === 'string'
}

function visit(root: unknown, see: (node: Node, parent: Node | null, key: string) => void): void {
  const walk = (current: Node, parent: Node | null, key: string) => {
    see(current, parent, key)
    for (const [name, value] of Object.entries(current)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, current, name)
    }
  }
  if (isNode(root)) walk(root, null, '')
}

function importedModule(node: Node): string | undefined {
  const isImport = /^(ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration|ImportExpression)$/.test(
    String(node['type']),
  )
  const source = isImport ? node['source'] : node['type'] === 'TSImportType' ? node['source'] : undefined
  return isNode(source) && typeof source['value'] === 'string' ? source['value'] : undefined
}

function isTypeOnly(node: Node): boolean {
  if (node['type'] === 'TSImportType' || node['importKind'] === 'type' || node['exportKind'] === 'type') return true
  const specifiers = Array.isArray(node['specifiers']) ? node['specifiers'].filter(isNode) : []
  return specifiers.length > 0 && specifiers.every(specifier => specifier['importKind'] === 'type')
}

const declaringParents =
  /^(ImportSpecifier|ImportDefaultSpecifier|ImportNamespaceSpecifier|FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ClassDeclaration|ArrayPattern|RestElement|CatchClause|TSTypeParameter)$/

// Names a file gives itself: imports, functions, variables, parameters, patterns.
function isDeclaration(node: Node, parent: Node | null, key: string): boolean {
  if (node['type'] !== 'Identifier' || !parent) return false
  const type = String(parent['type'])
  if (type === 'VariableDeclarator') return key === 'id'
  if (type === 'Property') return key === 'value' && parent['shorthand'] === true
  if (type === 'AssignmentPattern') return key === 'left'
  return declaringParents.test(type) && key !== 'body'
}

// An identifier that is looked up, rather than the name of a property, a label or a type's member.
function isReference(node: Node, parent: Node | null, key: string): boolean {
  if (node['type'] !== 'Identifier' || !parent) return false
  const type = String(parent['type'])
  if (type === 'MemberExpression') return key === 'object' || parent['computed'] === true
  if (type === 'Property' || type === 'PropertyDefinition' || type === 'MethodDefinition') return key === 'value'
  return !/^(TSPropertySignature|TSMethodSignature|TSQualifiedName|LabeledStatement|ExportSpecifier|ImportSpecifier)$/.test(
    type,
  )
}

function clockOrChance(node: Node): string | undefined {
  if (node['type'] === 'MemberExpression') {
    const name = `${nameOf(node['object'])}.${nameOf(node['property'])}`
    return name === 'Date.now' || name === 'Math.random' ? name : undefined
  }
  const takesNoArguments = Array.isArray(node['arguments']) && node['arguments'].length === 0
  const callsDate = nameOf(node['callee']) === 'Date'
  return callsDate && (node['type'] === 'CallExpression' || takesNoArguments) ? 'new Date()' : undefined
}

function nameOf(node: unknown): string {
  return isNode(node) && node['type'] === 'Identifier' ? String(node['name']) : ''
}

function templateText(node: Node): string {
  const quasis = (Array.isArray(node['quasis']) ? node['quasis'] : []) as { value: { raw: string } }[]
  return quasis.map(quasi => quasi.value.raw).join('{}')
}

function relativeImports(file: SourceFile, imports: readonly Import[]): string[] {
  return imports
    .filter(({ from, typeOnly }) => from.startsWith('.') && !typeOnly)
    .map(({ from }) => resolve(file, from))
}

function packageGraph(parsed: readonly { file: SourceFile; imports: readonly Import[] }[]): Map<string, string[]> {
  const graph = new Map<string, string[]>()
  for (const { file, imports } of parsed) {
    const targets = imports.flatMap(({ from }) => /^@millrace\/([^/]+)/.exec(from)?.[1] ?? [])
    const name = packageOf(file.path)
    graph.set(name, [...(graph.get(name) ?? []), ...targets])
  }
  return graph
}

// One sentence for each cycle that a depth-first walk closes.
function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const walk = (name: string, path: readonly string[]) => {
    const start = path.indexOf(name)
    if (start >= 0) found.push(`Import cycle: ${[...path.slice(start), name].join(' → ')}.`)
    if (start >= 0 || done.has(name)) return
    for (const next of graph.get(name) ?? []) walk(next, [...path, name])
    done.add(name)
  }
  for (const name of graph.keys()) walk(name, [])
  return found
}

function packageOf(path: string): string {
  return path.split('/')[1] ?? ''
}

function resolve(file: SourceFile, from: string): string {
  return posix.join(toPosix(dirname(file.path)), from)
}

function toPosix(path: string): string {
  return path.replaceAll('\\', '/')
}
