/**
 * The one configuration of this repository: `npm run lint`.
 * Who may import whom inside of it is in `.dependency-cruiser.cjs`. n8n's own linter, with n8n's own configuration,
 * runs over a copy of what ships: `npm run check:n8n`.
 */
import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { globalIgnores } from 'eslint/config';
import jsdoc from 'eslint-plugin-jsdoc';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const SHARED = 'shared/**/*.ts';
const N8N = ['nodes/**/*.ts', 'credentials/**/*.ts'];
const NOT_SHIPPED = ['shared/axios.ts'];
/** The compiled files, which `npm run check:n8n` looks at in the packed package. */
const PACKED = 'dist/**/*.js';
const PRODUCT = [SHARED, ...N8N, 'packaging/*.ts', 'zapier/**/*.ts', 'sandbox/**/*.ts', 'examples/**/*.ts'];
/** Fields, one after another: they grow with Kard and hide no thought. */
const LONG_DATA = ['shared/catalogue/transactions/{fields,rows}.ts'];
/** Too long, and about to be taken apart. */
const LONG = ['shared/client.ts', 'shared/executor.ts', 'shared/bulk/batchSender.ts'];

/** What every n8n that may run the package provides. */
const MODULES = ['zod/v4', 'luxon', 'lodash(/.+)?', 'crypto'];
const FORBIDDEN_GLOBALS = [
	...['clearInterval', 'clearTimeout', 'setInterval', 'setTimeout', 'setImmediate', 'clearImmediate'],
	...['global', 'globalThis', 'process', 'require', '__dirname', '__filename', 'fetch', 'XMLHttpRequest'],
];

/** Lets these modules be imported, and relative files save those that match a pattern. */
const onlyImports = (modules, ...patterns) => [
	'error',
	{
		patterns: [
			{
				regex: `^(?!\\.{1,2}(/|$)|(${modules.join('|')})$)`,
				message: 'n8n does not provide this module to a verified package.',
			},
			{ regex: '(^|/)axios(\\.[jt]s)?$', message: 'axios does not ship.' },
			...patterns,
		],
	},
];
const BY_THE_DOORS = {
	regex: '/shared(?!/host(\\.js)?$)',
	message: 'Hosts enter shared/ by host.ts.',
};
const NO_DYNAMIC_IMPORT = {
	selector: 'ImportExpression',
	message: 'Import at the top, where the allow-list sees it.',
};
const DYNAMIC_IMPORT_OF_OWN = {
	selector: 'ImportExpression:not([source.value=/^\\.{1,2}\\u002F/])',
	message:
		'At first use only what is ours is loaded. Import everything else at the top, where the allow-list sees it.',
};
const NO_HOST = [
	'Identifier[name=/n8n|zapier/i]',
	'Literal[value=/n8n|zapier/i]',
	'TemplateElement[value.raw=/n8n|zapier/i]',
].map((selector) => ({ selector, message: 'shared/ knows no host.' }));

export default tseslint.config(
	globalIgnores(['dist', 'coverage', '**/node_modules', 'zapier/dist', 'zapier/build']),
	{ linterOptions: { noInlineConfig: true } },
	{
		// The linter of n8n-node asks of every node what the newest rules forbid to triggers.
		files: ['nodes/Kard/KardTrigger.node.ts'],
		linterOptions: { noInlineConfig: false, reportUnusedDisableDirectives: 'off' },
	},
	{
		files: ['**/*.{js,cjs,mjs}'],
		ignores: [PACKED],
		extends: [js.configs.recommended],
		languageOptions: { globals: { module: 'writable', require: 'readonly' } },
	},
	{
		files: ['**/*.ts'],
		extends: [
			js.configs.recommended,
			tseslint.configs.strictTypeChecked,
			tseslint.configs.stylisticTypeChecked,
		],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'@typescript-eslint/consistent-type-assertions': [
				'error',
				{
					assertionStyle: 'as',
					objectLiteralTypeAssertions: 'never',
					arrayLiteralTypeAssertions: 'never',
				},
			],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			eqeqeq: 'error',
			'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
		},
	},
	{ files: PRODUCT, ignores: [...LONG_DATA, ...LONG], rules: { 'max-lines': ['error', 200] } },

	// What ships in the n8n package: n8n's newest rules, and stricter limits of our own.
	{
		files: ['package.json', SHARED, ...N8N, PACKED],
		ignores: NOT_SHIPPED,
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: { 'no-console': 'error' },
	},
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		rules: n8nNodesBase.configs.community.rules,
	},
	{
		files: [SHARED, ...N8N],
		ignores: NOT_SHIPPED,
		rules: { 'no-restricted-globals': ['error', ...FORBIDDEN_GLOBALS] },
	},
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// These five contradict each other or newer rules. n8n leaves them out as well.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	{
		files: [SHARED],
		ignores: NOT_SHIPPED,
		rules: {
			'no-restricted-imports': onlyImports(MODULES),
			'no-restricted-syntax': ['error', NO_DYNAMIC_IMPORT, ...NO_HOST],
			// It asks for n8n's own error classes, which shared/ does not know.
			'@n8n/community-nodes/require-node-api-error': 'off',
		},
	},
	{
		files: N8N,
		rules: {
			'no-restricted-imports': onlyImports(['n8n-workflow', ...MODULES], BY_THE_DOORS),
			'no-restricted-syntax': ['error', DYNAMIC_IMPORT_OF_OWN],
		},
	},
	{ files: ['zapier/**/*.ts'], rules: { 'no-restricted-imports': ['error', { patterns: [BY_THE_DOORS] }] } },
	{
		files: [SHARED, ...N8N],
		plugins: { jsdoc },
		rules: {
			'jsdoc/require-jsdoc': [
				'error',
				{
					publicOnly: true,
					enableFixer: false,
					require: { ArrowFunctionExpression: true, ClassDeclaration: true, FunctionDeclaration: true },
				},
			],
			'jsdoc/check-tag-names': 'error',
			'jsdoc/check-param-names': ['error', { disableMissingParamChecks: true }],
			'jsdoc/no-types': 'error',
		},
	},
	{
		files: ['test/**/*.ts'],
		rules: {
			// A `describe` is one long function by nature.
			'max-lines-per-function': 'off',
			'@typescript-eslint/unbound-method': 'off',
		},
	},
);
