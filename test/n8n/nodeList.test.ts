import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod/v4';
import { KardApi } from '../../credentials/KardApi.credentials';
import { KardTokenApi } from '../../credentials/KardTokenApi.credentials';
import { Kard } from '../../nodes/Kard/Kard.node.js';
import { KardTrigger } from '../../nodes/Kard/KardTrigger.node.js';
import { choicesOf, sentenceFaults } from './support/walk';

const { description: node } = new Kard();
const { description: trigger } = new KardTrigger();
const credentials = [new KardApi(), new KardTokenApi()];

const root = join(__dirname, '..', '..');
const folder = join(root, 'nodes', 'Kard');

/** The categories under which n8n lists nodes. */
const KNOWN_CATEGORIES = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
] as const;

it('says what the node does', () => {
	expect(node).toMatchObject({
		displayName: 'Kard',
		name: 'kard',
		group: ['transform'],
		version: 1,
		usableAsTool: true,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		defaults: { name: 'Kard' },
		inputs: ['main'],
		outputs: ['main'],
	});
});

it('says what the trigger does', () => {
	expect(trigger).toMatchObject({
		displayName: 'Kard Trigger',
		name: 'kardTrigger',
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		defaults: { name: 'Kard Trigger' },
		inputs: [],
		outputs: ['main'],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
	});
	// An agent cannot call what waits to be called.
	expect(trigger).not.toHaveProperty('usableAsTool');
});

describe.each([
	{ file: 'Kard', shown: node },
	{ file: 'KardTrigger', shown: trigger },
])('$file', ({ file, shown }) => {
	it('says it in one sentence', () => {
		expect(sentenceFaults(shown.description)).toEqual([]);
	});

	it('asks for the credentials that belong to the chosen way to sign in', () => {
		const choices = shown.properties.find(({ name }) => name === 'authentication');
		const values = choices ? choicesOf(choices).map(({ value }) => value) : [];

		expect(shown.credentials).toEqual(
			['kardApi', 'kardTokenApi'].map((name) => ({
				name,
				required: true,
				displayOptions: { show: { authentication: [name] } },
			})),
		);
		expect(values.sort()).toEqual(credentials.map(({ name }) => name).sort());
	});

	it('can be found: the codex file names the node and categories that n8n knows', () => {
		const codex = z
			.object({ node: z.string(), categories: z.array(z.enum(KNOWN_CATEGORIES)).min(1) })
			.loose()
			.parse(JSON.parse(readFileSync(join(folder, `${file}.node.json`), 'utf8')));

		expect(codex).toMatchObject({
			node: `n8n-nodes-kard.${shown.name}`,
			nodeVersion: '1.0',
			codexVersion: '1.0',
		});
	});

	it('is among the nodes that the package brings along', () => {
		const { n8n } = z
			.object({ n8n: z.object({ nodes: z.array(z.string()) }) })
			.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

		expect(n8n.nodes).toContain(`dist/nodes/Kard/${file}.node.js`);
		expect(existsSync(join(folder, `${file}.node.ts`))).toBe(true);
	});
});

it('has icons for light and for dark, and so have the credentials', () => {
	const icons = [
		...[node, trigger].map(({ icon }) => ({ icon, from: folder })),
		...credentials.map(({ icon }) => ({ icon, from: join(root, 'credentials') })),
	];
	for (const { icon, from } of icons) {
		const images = typeof icon === 'object' ? [icon.light, icon.dark] : [];
		expect(new Set(images).size).toBe(2);
		for (const image of images) {
			const path = resolve(from, image.replace(/^file:/, ''));
			expect(existsSync(path)).toBe(true);
			expect(readFileSync(path, 'utf8')).toMatch(/^\s*<svg [^>]*viewBox=/);
		}
	}
});
