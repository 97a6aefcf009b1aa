import { input } from './input.ts'
import { textKind } from './textInput.ts'

/// URL Input: the address of a web page.
export const urlInput = input(
  textKind({
    type: 'UrlInput',
    label: 'URL Input',
    help: 'The address of a web page.',
    form: {
      matches: text => /^(https?:\/\/)?[^\s/?#.]+(\.[^\s/?#.]+)+([/?#]\S*)?$/i.test(text),
      message: 'Enter an address such as https://example.com.',
    },
  }),
)
