/** Who may import whom: `npm run check:structure`. Types count as well as values. */

const forbid = (name, from, to, comment) => ({
	name,
	severity: 'error',
	...(comment === undefined ? {} : { comment }),
	from: { path: from },
	to: { path: to },
});

module.exports = {
	forbidden: [
		{
			name: 'no-circles-of-files',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		{
			name: 'no-circles-of-folders',
			severity: 'error',
			scope: 'folder',
			from: {},
			to: { circular: true },
		},
		forbid('shared-knows-no-host', '^shared/', '^(nodes|credentials|zapier|sandbox|examples|test)/'),
		forbid('n8n-ships-only-its-own', '^(nodes|credentials)/', '^(zapier|sandbox|examples|test)/'),
		forbid('zapier-ships-only-its-own', '^zapier/', '^(nodes|credentials|sandbox|examples|test)/'),
		forbid(
			'packaging-knows-only-what-was-built',
			'^packaging/',
			'^(shared|nodes|credentials|zapier|sandbox|examples|test)/',
		),
		forbid(
			'sandbox-knows-no-client',
			'^sandbox/',
			'^(shared|nodes|credentials|zapier|examples|test)/',
			"A stand-in that shares the client's rules agrees with whatever the client gets wrong.",
		),
		forbid(
			'examples-use-no-tests',
			'^examples/',
			'^test/(?!n8n/|zapier/)',
			'The demo runs its workflows in the engines that the tests run them in.',
		),
	],
	options: {
		exclude: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
	},
};
