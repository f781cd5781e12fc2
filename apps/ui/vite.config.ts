import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** `RUNSTEAD_API` is the address of a running server for `vite dev`; the built application is served by that server itself. */
export default defineConfig(({ command }) => {
  // Whoever builds (also a test run with its own NODE_ENV) gets React's production build.
  if (command === 'build') process.env['NODE_ENV'] = 'production';
  return {
    plugins: [react()],
    resolve: { conditions: ['@runstead/source', ...defaultClientConditions] },
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      // The content security policy forbids inline scripts and data: fonts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'es2022',
      license: false,
    },
    server: {
      host: '127.0.0.1',
      proxy: { '/api': process.env['RUNSTEAD_API'] ?? 'http://127.0.0.1:8080' },
    },
  };
});
