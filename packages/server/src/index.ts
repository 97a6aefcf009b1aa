export { createServer, type ServerOptions } from './server.ts'
export type { Org } from './org.ts'
export { readProjectFiles } from './projectFolder.ts'
export { flowProjectOf } from './project.ts'
