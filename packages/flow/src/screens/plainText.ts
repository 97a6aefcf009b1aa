/// The words of a rich text: labels, hints and messages stand where there is room for words alone. A text without tags is
/// as it was.
export function plainText(text: string): string {
  if (!TAG.test(text)) return text
  return text
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name]!)
    .replace(/\s+/g, ' ')
    .trim()
}

const TAG = /<\/?[a-z][^<>]*>/i

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }
