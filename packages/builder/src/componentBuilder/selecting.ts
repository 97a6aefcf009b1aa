/// The selection after a click on [apiName]: with Ctrl, ⌘ or Shift it joins or leaves the others.
export function selectedBy(
  event: { readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean },
  selection: readonly string[],
  apiName: string,
): readonly string[] {
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return [apiName]
  return selection.includes(apiName) ? selection.filter(name => name !== apiName) : [...selection, apiName]
}
