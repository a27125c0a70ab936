/**
 * The project's own rules, stricter than n8n's, for every TypeScript file.
 * `eslint.config.mjs` stays n8n's unchanged default, as its strict mode demands.
 */
import js from '@eslint/js';
import { config as n8nDefaultConfig } from '@n8n/node-cli/eslint';
import { globalIgnores } from 'eslint/config';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';
import n8nConfig from './eslint.n8n.config.mjs';

/** What n8n loads: everything here must live within n8n's limits, without exception. */
const SHIPPED = ['nodes/**/*.ts', 'credentials/**/*.ts', 'shared/**/*.ts'];
const SHARED_BUT_NOT_SHIPPED = ['shared/axios.ts'];

/** n8n's limits on imports, globals and console, as `n8n-node lint` applies them to every file. */
const n8nDefaultPlugin = n8nDefaultConfig
	.map(({ plugins }) => plugins?.['@n8n/community-nodes'])
	.find((plugin) => plugin !== undefined);
const N8N_LIMITS = {
	'@n8n/community-nodes/no-restricted-imports': 'error',
	'@n8n/community-nodes/no-restricted-globals': 'error',
	'no-console': 'error',
	'@n8n/community-nodes/node-usable-as-tool': 'error',
	'@n8n/community-nodes/icon-validation': 'error',
	'@n8n/community-nodes/no-credential-reuse': 'error',
};

const FORBIDDEN_GLOBALS = [
	...['clearInterval', 'clearTimeout', 'setInterval', 'setTimeout', 'setImmediate', 'clearImmediate'],
	...['global', 'globalThis', 'process', 'require', '__dirname', '__filename', 'fetch', 'XMLHttpRequest'],
];

/**
 * An allow-list of modules for files that ship.
 * @param {string[]} modules regular expressions of the module names allowed beside relative ones
 * @param {{ regex: string, message: string }[]} relativeLimits what relative imports may not reach
 */
const onlyImports = (modules, relativeLimits) => ({
	'no-restricted-imports': [
		'error',
		{
			patterns: [
				{
					regex: `^(?!\\.{1,2}(/|$)|(${modules.join('|')})$)`,
					message: 'n8n does not provide this module to a verified package.',
				},
				{ regex: '(^|/)axios(\\.[jt]s)?$', message: 'axios does not ship.' },
				...relativeLimits,
			],
		},
	],
	'no-restricted-syntax': [
		'error',
		{ selector: 'ImportExpression', message: 'Import at the top, where the allow-list sees it.' },
	],
	'no-restricted-globals': ['error', ...FORBIDDEN_GLOBALS],
});

export default tseslint.config(
	globalIgnores(['dist', 'coverage', '**/node_modules', 'zapier/dist', 'zapier/build']),
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	...n8nConfig,
	{
		files: ['**/*.{js,mjs}'],
		extends: [js.configs.recommended],
		languageOptions: { globals: { module: 'writable' } },
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
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
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
			'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
			'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
		},
	},
	{
		files: ['**/*.ts'],
		ignores: ['nodes/**', 'credentials/**'],
		plugins: { '@n8n/community-nodes': n8nDefaultPlugin },
		rules: N8N_LIMITS,
	},
	{
		files: SHIPPED,
		ignores: SHARED_BUT_NOT_SHIPPED,
		linterOptions: { noInlineConfig: true },
	},
	{
		// The linter of n8n-node asks of every node what the newest rules forbid to triggers.
		files: ['nodes/Kard/KardTrigger.node.ts'],
		linterOptions: { noInlineConfig: false, reportUnusedDisableDirectives: 'off' },
	},
	{
		files: ['shared/**/*.ts'],
		ignores: SHARED_BUT_NOT_SHIPPED,
		rules: onlyImports(
			['zod/v4', 'luxon', 'lodash(/.+)?', 'crypto'],
			[
				{
					regex: '^\\.\\..*/(nodes|credentials|sandbox|zapier|examples|test)(/|$)',
					message: 'shared/ knows no host.',
				},
			],
		),
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		rules: onlyImports(
			['n8n-workflow', 'zod/v4', 'luxon', 'lodash(/.+)?', 'crypto'],
			[
				{ regex: '/shared/(?!index(\\.js)?$)', message: 'Hosts enter shared/ by its index.' },
				{
					regex: '^\\.\\..*/(sandbox|zapier|examples|test)(/|$)',
					message: 'Only nodes/, credentials/ and shared/ ship.',
				},
			],
		),
	},
	{
		// A stand-in that shares the client's rules agrees with whatever the client gets wrong.
		files: ['sandbox/**/*.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							regex: '^\\.\\..*/(shared|nodes|credentials|zapier|examples|test)(/|$)',
							message: 'sandbox/ is written from the facts about Kard alone.',
						},
					],
				},
			],
			'no-restricted-syntax': [
				'error',
				{ selector: 'ImportExpression', message: 'Import at the top, where the rule above sees it.' },
			],
		},
	},
	{
		files: SHIPPED,
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
