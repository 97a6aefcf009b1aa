import {
  autocompletion,
  closeBrackets,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, linter, lintGutter } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { checkFormula, functionNames, parseFormula } from '@millrace/formula'
import { useEffect, useRef } from 'react'
import type { FormulaLanguage } from './formulaLanguage.ts'

export interface FormulaEditorProps {
  readonly label: string
  readonly value: string
  readonly language: FormulaLanguage
  onCommit(formula: string): void
}

/// CodeMirror with the formula language of this product: its functions and what can be referred to complete, and what
/// its own check says stands under the words it is about. Tab leaves it, as in every other field.
export default function FormulaEditor(props: FormulaEditorProps) {
  const { label, value } = props
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })

  useEffect(() => {
    const commit = (text: string) => {
      if (text !== latest.current.value) latest.current.onCommit(text)
    }
    const editor = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          history(),
          closeBrackets(),
          autocompletion({ override: [context => completions(context, latest.current.language)] }),
          keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          formulaSyntax,
          syntaxHighlighting(colours),
          linter(editor => problems(editor.state.doc.toString(), latest.current.language), { delay: 250 }),
          lintGutter(),
          placeholder('IF({!count} > 0, "some", "none")'),
          EditorView.lineWrapping,
          EditorView.cspNonce.of(styleNonce()),
          EditorView.contentAttributes.of({ 'aria-label': latest.current.label, 'aria-multiline': 'true' }),
          EditorView.domEventHandlers({ blur: (_, editor) => commit(editor.state.doc.toString()) }),
        ],
      }),
    })
    view.current = editor
    return () => editor.destroy()
  }, [])

  // Undo outside of the editor changes its text too.
  useEffect(() => {
    const editor = view.current
    if (!editor || editor.hasFocus || editor.state.doc.toString() === value) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
  }, [value])

  const found = problems(value, props.language)
  return (
    <>
      <div ref={host} className="millrace-formula" data-label={label} />
      {value !== '' &&
        found.map(({ message, from }) => (
          <p key={`${from} ${message}`} className="slds-text-color_error slds-text-body_small">
            {message}
          </p>
        ))}
    </>
  )
}

function problems(text: string, { scope, wanted }: FormulaLanguage): Diagnostic[] {
  if (text.trim() === '') return []
  const { tree, errors: syntax } = parseFormula(text)
  const { errors, warnings } = syntax.length > 0 ? { errors: syntax, warnings: [] } : checkFormula(tree, scope, wanted)
  return [...errors, ...warnings].map(({ start, end, severity, message }) => ({
    from: Math.min(start, text.length),
    to: Math.max(Math.min(end, text.length), Math.min(start, text.length)),
    severity,
    message,
  }))
}

function completions(context: CompletionContext, { paths, scope }: FormulaLanguage): CompletionResult | null {
  const reference = context.matchBefore(/\{!?[\w.$]*/)
  if (reference) {
    const typed = reference.text.replace(/^\{!?/, '')
    const found = paths(typed)
    return {
      from: reference.from,
      filter: false,
      options: found.map(({ value, label, detail, opens }) => ({
        label: `{!${value}${opens ? '' : '}'}`,
        displayLabel: label,
        detail,
        type: 'variable',
        apply: (view: EditorView, _: Completion, from: number, to: number) =>
          insertReference(view, value, opens === true, from, to),
      })),
    }
  }
  const word = context.matchBefore(/\$?[A-Za-z]+$/)
  if (!word && !context.explicit) return null
  return {
    from: word?.from ?? context.pos,
    options: functionNames(scope.kind).map(({ name, signature, help }) => ({
      label: name,
      detail: signature.slice(name.length),
      info: help,
      type: 'function',
      apply: `${name}(`,
    })),
  }
}

/// Puts a reference in place of what was typed; a brace that stands behind already is swallowed.
/// What lets the editor's own style elements through the page's policy; the server writes it into setup.html.
const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

function insertReference(view: EditorView, path: string, opens: boolean, from: number, to: number): void {
  const behind = view.state.sliceDoc(to, to + 1) === '}' ? to + 1 : to
  const insert = `{!${path}${opens ? '' : '}'}`
  const end = opens && behind > to ? to : behind
  view.dispatch({ changes: { from, to: end, insert }, selection: { anchor: from + insert.length } })
}

const formulaSyntax = StreamLanguage.define({
  token(stream) {
    if (stream.eatSpace()) return null
    if (stream.match(/\{!?[^}]*\}?/)) return 'variableName'
    if (stream.match(/"(?:[^"\\]|\\.)*"?/) || stream.match(/'(?:[^'\\]|\\.)*'?/)) return 'string'
    if (stream.match(/\d+(\.\d+)?/)) return 'number'
    if (stream.match(/\/\*[^]*?\*\//)) return 'comment'
    if (stream.match(/[A-Za-z]\w*(?=\s*\()/)) return 'keyword'
    if (stream.match(/(true|false|null)\b/i)) return 'atom'
    stream.next()
    return null
  },
})

const colours = HighlightStyle.define([
  { tag: tags.variableName, color: '#0b5cab' },
  { tag: tags.string, color: '#8c4b02' },
  { tag: tags.number, color: '#396547' },
  { tag: tags.keyword, color: '#5a1ba9' },
  { tag: tags.atom, color: '#b60554' },
  { tag: tags.comment, color: '#5c5c5c' },
])
