import type { Located } from '@millrace/metadata'
import { mergeText, TEXT } from '@millrace/values'
import type { Compilation } from './compilation.ts'
import { constant, type Expression } from './expression.ts'
import { checkSize } from './fault.ts'

const TAG = /<[^<>]*>/g

/// Text with merge fields `{!path}`, each replaced by its value's text; always Text, also when it is one merge field
/// and nothing else. A `{!` that nothing closes is text.
export function compileTemplate(text: string, compilation: Compilation, at: Located, tag?: string): Expression {
  if (!text.includes('{!')) return constant(TEXT, text)
  const parts: (string | Expression)[] = []
  let end = 0
  for (const match of text.matchAll(/\{!([^{}]*)\}/g)) {
    if (match.index > end) parts.push(text.slice(end, match.index))
    // The editor of rich texts puts tags into merge fields where a part of one was formatted.
    const tags = match[1]!.match(TAG) ?? []
    parts.push(...tags, compilation.reference(match[1]!.replace(TAG, ''), at, tag))
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push(text.slice(end))
  return {
    type: TEXT,
    read: interview => {
      let result = ''
      for (const part of parts) result += typeof part === 'string' ? part : mergeText(part.read(interview), interview)
      checkSize('characters in a text', result.length)
      return result
    },
  }
}
