import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from './compressed.ts'
import { declarationsOfPages } from './declarationsOfPages.ts'
import { embedStyles } from './embedStyles.ts'
import { preactForReact } from './preactForReact.ts'
import { slds } from '../components/slds.ts'

/// What people who use pages load: the pages of a project, and `embed.js` for pages of other sites. Setup pages and
/// builders are an application of their own, built by vite.setup.config.ts after this one.
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [declarationsOfPages(), react(), slds(), embedStyles(), compressed()],
  resolve: { alias: preactForReact },
  // Parts that are loaded later are found beside the part that loads them: in another site's page they are not at "/".
  experimental: { renderBuiltUrl: (_, { hostType }) => (hostType === 'js' ? { relative: true } : undefined) },
  build: {
    outDir: '../../build/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // Browsers of that year have it.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: join(import.meta.dirname, 'index.html'), embed: join(import.meta.dirname, 'src/app/embed.ts') },
      // What they make is only for declarations, and pages' need it not.
      treeshake: { manualPureFunctions: ['choices', 'optionsOf'] },
      output: {
        // Pages of other sites name it, so its name must stay.
        entryFileNames: ({ name }) => (name === 'embed' ? 'embed.js' : 'assets/[name]-[hash].js'),
        // What every page loads comes in two files. Libraries change seldom: browsers keep them when the rest is new.
        codeSplitting: {
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
            { name: 'page', tags: ['$initial'], test: /packages[\\/](?!builder|components[\\/]src[\\/]embed)/ },
          ],
        },
      },
    },
  },
})
