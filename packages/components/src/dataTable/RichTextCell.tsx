import DOMPurify from 'dompurify'
import { useMemo } from 'react'

// What a rich text field of Salesforce may hold; no styles, no scripts, no frames.
const ALLOWED = {
  ALLOWED_TAGS: ['a', 'b', 'strong', 'i', 'em', 'u', 's', 'strike', 'p', 'br', 'ul', 'ol', 'li', 'span', 'code', 'img'],
  ALLOWED_ATTR: ['href', 'src', 'alt', 'title'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|\/(?!\/))/i,
}

/// Formatted text in a cell, without anything that could run. Loaded when the first such cell is shown.
export default function RichTextCell({ html, className }: { html: string; className: string }) {
  const safe = useMemo(() => DOMPurify.sanitize(html, ALLOWED), [html])
  return <span className={`millrace-cell-rich-text ${className}`} dangerouslySetInnerHTML={{ __html: safe }} />
}
