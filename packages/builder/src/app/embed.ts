import { defineMillraceComponent } from '@millrace/components'

/// What `<script type="module" src="https://SERVER/embed.js">` loads into another site's page. The server is where the
/// script is from.
const address = new URL(/* @vite-ignore */ '.', import.meta.url).href
defineMillraceComponent(address, new URL('embed.css', address).href)
