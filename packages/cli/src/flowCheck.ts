import { checkFlow } from '@millrace/flow'
import { parseFlow, printDiagnostic, type Diagnostic } from '@millrace/metadata'
import { CommandError } from './commandError.ts'
import { readFlowFiles, type FlowFile } from './flowFiles.ts'

export interface FlowCheckOptions {
  readonly json?: boolean
  readonly lenient?: boolean
}

/// `millrace flow check PATH…`: every problem of the flow files. Exits with 1 when one is an error.
export async function flowCheck(paths: readonly string[], { json, lenient = false }: FlowCheckOptions): Promise<void> {
  const files = await readFlowFiles(paths, lenient)
  if (!files.length) throw new CommandError(`There are no flow files (*.flow-meta.xml) in ${paths.join(', ')}.`)
  const checked = files.map(file => ({ file, diagnostics: diagnosticsOf(file) }))
  if (json) print(JSON.stringify({ files: checked.map(fileJson) }, null, 2))
  else printForPeople(checked)
  if (checked.some(({ diagnostics }) => hasErrors(diagnostics))) process.exitCode = 1
}

interface Checked {
  readonly file: FlowFile
  readonly diagnostics: readonly Diagnostic[]
}

const diagnosticsOf = ({ path, text, flow, project }: FlowFile): Diagnostic[] =>
  [...parseFlow(text, path).diagnostics, ...(flow ? checkFlow(flow, project) : [])].toSorted(
    (a, b) => a.line - b.line || a.column - b.column,
  )

const fileJson = ({ file, diagnostics }: Checked): object => ({
  path: file.path,
  ok: !hasErrors(diagnostics),
  processType: file.flow?.processType ?? null,
  diagnostics: diagnostics.map(({ severity, code, message, element, line, column }) => ({
    severity,
    code,
    message,
    element: element ?? null,
    line,
    column,
  })),
})

function printForPeople(checked: readonly Checked[]): void {
  for (const { file, diagnostics } of checked)
    for (const diagnostic of diagnostics) print(diagnosticText({ ...diagnostic, file: file.path }, file.text))
  const count = (severity: Diagnostic['severity']) =>
    checked.flatMap(({ diagnostics }) => diagnostics).filter(diagnostic => diagnostic.severity === severity).length
  print(
    `${counted(checked.length, 'flow')} checked: ${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}.`,
  )
}

/// What is good to know takes one line; what is wrong shows its place.
function diagnosticText(diagnostic: Diagnostic, source: string): string {
  const { severity, file, line, column, code, message } = diagnostic
  return severity === 'info'
    ? `${file}:${line}:${column}  info  ${code}  ${message}`
    : printDiagnostic(diagnostic, source)
}

const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error')

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

const print = (text: string): void => void process.stdout.write(`${text}\n`)
