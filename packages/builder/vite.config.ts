import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from './compressed.ts'
import { embedStyles } from './embedStyles.ts'
import { slds } from '../components/slds.ts'

/// Everything a browser loads: the pages of a project and the setup pages, which come as chunks of their own.
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), slds(), embedStyles(), compressed()],
  // Parts that are loaded later are found beside the part that loads them: in another site's page they are not at "/".
  experimental: { renderBuiltUrl: (_, { hostType }) => (hostType === 'js' ? { relative: true } : undefined) },
  build: {
    outDir: '../../build/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    rolldownOptions: {
      input: { index: join(import.meta.dirname, 'index.html'), embed: join(import.meta.dirname, 'src/app/embed.ts') },
      output: {
        // Pages of other sites name it, so its name must stay.
        entryFileNames: ({ name }) => (name === 'embed' ? 'embed.js' : 'assets/[name]-[hash].js'),
        // React changes seldom: browsers keep it when the rest of the application is new.
        codeSplitting: { groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ }] },
      },
    },
  },
})
