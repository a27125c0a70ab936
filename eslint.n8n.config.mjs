/**
 * The rules that n8n applies when it verifies a community package, newest release.
 * `npm run check:n8n` runs them over the sources and over the packed JavaScript.
 */
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

/** Rules that contradict each other or newer ones; n8n's own scanner leaves out the same five. */
const CREDENTIAL_RULES_LEFT_OUT = {
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
};
const NODE_RULES_LEFT_OUT = {
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
	'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
};

export const COMMUNITY_FILES = ['package.json', 'nodes/**/*.ts', 'credentials/**/*.ts', 'dist/**/*.js'];

export default tseslint.config(
	{
		files: COMMUNITY_FILES,
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
		files: ['credentials/**/*.ts'],
		languageOptions: { parser: tseslint.parser },
		rules: { ...n8nNodesBase.configs.credentials.rules, ...CREDENTIAL_RULES_LEFT_OUT },
	},
	{
		files: ['nodes/**/*.ts'],
		languageOptions: { parser: tseslint.parser },
		rules: { ...n8nNodesBase.configs.nodes.rules, ...NODE_RULES_LEFT_OUT },
	},
);
