import { addIcons } from '@millrace/components'
import { icons } from './icons.gen.ts'

// The builders' icons come with the builders; pages do without them.
addIcons(icons)
