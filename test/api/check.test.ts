import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import set from 'lodash/set';
import unset from 'lodash/unset';
import { stringify } from 'yaml';
import { publishedDescription, publishedSuite } from '../support/published';

const REPOSITORY = resolve(__dirname, '../..');
const USERS = '/v2/issuers/{organizationId}/users';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'check-api-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

/** Runs the command as a maintainer does. */
async function check(file?: string): Promise<{ status: number; output: string }> {
	return await new Promise((resolved) => {
		const words = ['node_modules/.bin/tsx', 'test/api/check.ts', ...(file === undefined ? [] : [file])];
		execFile(process.execPath, words, { cwd: REPOSITORY }, (error, stdout, stderr) => {
			resolved({ status: error === null ? 0 : Number(error.code), output: stdout + stderr });
		});
	});
}

function write(name: string, document: object): string {
	const file = join(folder, name);
	writeFileSync(file, name.endsWith('.json') ? JSON.stringify(document) : stringify(document));
	return file;
}

it('says so of a document that is not there, and does not pass', async () => {
	const { status, output } = await check(join('nowhere', 'openapi.yaml'));

	expect(status).toBe(2);
	expect(output).toContain('Nothing was compared: there is no file');
	expect(output).not.toMatch(/^\s+at /m);
});

it('reads any document, in JSON as well, and names what is new there and what is there no more', async () => {
	const file = write('other.json', {
		openapi: '3.1.0',
		paths: { '/v2/dances': { post: { responses: { '200': {} } } } },
	});

	const { status, output } = await check(file);

	expect(status).toBe(1);
	expect(output).toMatch(/POST \/v2\/dances +│ NEW AT KARD/);
	expect(output).toMatch(/GET \/v2\/ping +│ operation is more here: Kard has none of this name/);
});

publishedSuite("with Kard's description beside the repository", () => {
	const kard = (): object => {
		const document = publishedDescription();
		if (typeof document !== 'object' || document === null) throw new TypeError('This is no description.');
		return document;
	};

	it('finds every change that Kard could make of what we send', async () => {
		const document = kard();
		const attributes = ['components', 'schemas', 'users_UserRequestAttributes'];
		set(document, [...attributes, 'properties', 'nickname'], { type: 'string' });
		unset(document, [...attributes, 'properties', 'birthYear']);
		set(document, [...attributes, 'required'], ['enrolledRewards', 'zipCode']);
		set(
			document,
			['components', 'schemas', 'commons_EnrolledRewardsType', 'enum'],
			['CARDLINKED', 'AFFILIATE'],
		);
		set(document, ['paths', USERS, 'get'], { responses: { '200': {} } });
		unset(document, ['paths', '/v2/ping']);

		const { status, output } = await check(write('changed.yaml', document));

		expect(status).toBe(1);
		const found = output.slice(output.indexOf('Not explained:')).replace(/ +│\n│ +│ /g, ' ');
		for (const line of [
			/GET …\/users +│ operation is missing here/,
			/POST …\/users +│ field data\[\]\.user\.attributes\.nickname is missing here/,
			/POST …\/users +│ field data\[\]\.user\.attributes\.birthYear is more here/,
			/POST …\/users +│ field data\[\]\.user\.attributes\.zipCode: required at Kard, optional here/,
			/POST …\/users +│ field data\[\]\.user\.attributes\.enrolledRewards: value AFFILIATE is missing here/,
			/PUT …\/users\/\{userId\} +│ field data\.user\.attributes\.enrolledRewards: value AFFILIATE is missing here/,
			/GET \/v2\/ping +│ operation is more here/,
		]) {
			expect(found).toMatch(line);
		}
		expect(output).toMatch(/To look at: \d+ differences that nobody has explained/);
	});

	it('asks to take out what is said of an operation that Kard has taken back', async () => {
		const document = kard();
		unset(document, ['paths', '/v2/issuers/{organizationId}/fraud']);

		const { status, output } = await check(write('changed.yaml', document));

		expect(status).toBe(1);
		expect(output).toMatch(/take these out:\n.*\n.*\n.*\n│ POST …\/fraud +│ operation is missing here/);
		expect(output).toContain('1 explanation that no longer applies');
	});
});
