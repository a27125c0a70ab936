/** Who may import whom: `npm run check:structure`. Types count as well as values. */

/** Circles that are being untied: a line goes with its circle, and none is added. */
const CIRCLES_OF_FILES = [
	// A result carries errors, and a validation error carries a result.
	'^shared/bulk/result\\.ts$',
	'^shared/errors/',
];
const CIRCLES_OF_FOLDERS = [
	// They follow from the circle between results and errors.
	'^shared/(auth|bulk|errors|http|rows|settings)$',
	'^shared/catalogue',
];

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
			from: { pathNot: CIRCLES_OF_FILES },
			to: { circular: true },
		},
		{
			name: 'no-circles-of-folders',
			severity: 'error',
			scope: 'folder',
			from: { pathNot: CIRCLES_OF_FOLDERS },
			to: { circular: true },
		},
		forbid('shared-knows-no-host', '^shared/', '^(nodes|credentials|zapier|sandbox|examples|test)/'),
		forbid('n8n-ships-only-its-own', '^(nodes|credentials)/', '^(zapier|sandbox|examples|test)/'),
		forbid('zapier-ships-only-its-own', '^zapier/', '^(nodes|credentials|sandbox|examples|test)/'),
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
