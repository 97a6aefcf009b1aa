/// [text] as an address that a link may lead to: the web, mail, a telephone, or a place of this server. Undefined for
/// anything else, such as a script that stands in a record.
export function safeAddress(text: string): string | undefined {
  const address = text.trim()
  if (address === '') return undefined
  return isOf(address, ['http:', 'https:', 'mailto:', 'tel:']) ? address : undefined
}

/// [text] as the address of a picture: the web, this server, or the picture itself as a data: text.
export function safePicture(text: string): string | undefined {
  const address = text.trim()
  if (address === '') return undefined
  if (/^data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]/i.test(address)) return address
  return isOf(address, ['http:', 'https:']) ? address : undefined
}

function isOf(address: string, protocols: readonly string[]): boolean {
  try {
    return protocols.includes(new URL(address, window.location.href).protocol)
  } catch {
    return false
  }
}
