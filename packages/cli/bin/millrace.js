#!/usr/bin/env node
// Newer Nodes run TypeScript by themselves; registering tsx for the others takes a fifth of a second.
if (!process.features.typescript) {
  const { register } = await import('tsx/esm/api')
  register()
}
const { main } = await import('../src/index.ts')
await main(process.argv)
