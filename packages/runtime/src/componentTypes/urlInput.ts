import { input } from './input.ts'
import { textKind } from './textInput.ts'

/// URL Input: the address of a web page.
export const urlInput = input(
  textKind({
    type: 'UrlInput',
    iconName: 'utility:link',
    label: 'URL Input',
    help: 'The address of a web page.',
    form: {
      kind: 'url',
      matches: text => /^(https?:\/\/)?[^\s/?#.]+(\.[^\s/?#.]+)+([/?#]\S*)?$/i.test(text),
    },
  }),
)
