import type { Plugin } from 'esbuild';

/** Leaves out zod's messages in other languages, which it exports all at once. English ones are imported on their own. */
export const withoutLocales: Plugin = {
	name: 'without-locales',
	setup: (build) => {
		build.onResolve({ filter: /^\.\.\/locales\/index\.js$/ }, ({ path, importer }) =>
			/[\\/]zod[\\/]v4[\\/]/.test(importer) ? { path, namespace: 'no-locales' } : undefined,
		);
		build.onLoad({ filter: /./, namespace: 'no-locales' }, () => ({ contents: 'export {};' }));
	},
};
