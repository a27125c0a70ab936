import { runSmoke } from '../../examples/smoke/run';
import { readSettings } from '../../examples/smoke/settings';
import { startKard } from '../support/kard';
import { runTool } from './runTool';

const TOOL = 'examples/smoke.ts';

describe('npm run smoke', () => {
	const kard = startKard({ enrolled: [] });

	const variables = (more: Record<string, string> = {}) => {
		const { baseUrl, clientId, clientSecret, organizationId } = kard.sandbox;
		return {
			KARD_BASE_URL: baseUrl,
			KARD_CLIENT_ID: clientId,
			KARD_CLIENT_SECRET: clientSecret,
			KARD_ORGANIZATION_ID: organizationId,
			...more,
		};
	};

	/** What it finds, by the name of the step. */
	const smoke = async (more: Record<string, string> = {}, write = false) => {
		const lines: string[] = [];
		const works = await runSmoke(readSettings(variables(more), write), write, (line) => lines.push(line));
		const found = lines.flatMap((line): [string, string][] => {
			const [, state, step = '', text = ''] = /^(ok|missing) +(.{14})(.+)$/.exec(line) ?? [];
			return state === undefined ? [] : [[step.trim(), `${state}: ${text}`]];
		});
		const steps: Partial<Record<string, string>> = Object.fromEntries(found);
		const printed = lines.join('\n');
		expect(printed).not.toMatch(/sandbox-token-|secret-not-real/);
		return { works, steps, printed };
	};

	test('without the variables it says what to set', async () => {
		const { code, complained } = await runTool(TOOL, [], { KARD_CLIENT_ID: 'someone' });
		expect(code).toBe(2);
		expect(complained).toMatch(/KARD_CLIENT_SECRET .*\n +KARD_ORGANIZATION_ID/);
		expect(complained).not.toMatch(/KARD_CLIENT_ID|^ +at /m);
	});

	test('all is well: one line a step, and 0', async () => {
		const { code, printed } = await runTool(TOOL, [], variables());
		expect(printed.match(/^ok +\w+/gm)).toHaveLength(3);
		expect(printed).toContain('Everything asked for works.');
		expect(code).toBe(0);
	});

	test('something is missing: 1', async () => {
		const { code, printed } = await runTool(TOOL, [], variables({ KARD_ORGANIZATION_ID: 'another' }));
		expect(printed).toContain('The other steps were not tried.');
		expect(code).toBe(1);
	});

	test('explains itself', async () => {
		const { code, printed } = await runTool(TOOL, ['--help']);
		expect(code).toBe(0);
		expect(printed).toContain('--write');
	});

	test('reading writes nothing; the offers of a user are listed', async () => {
		await kard.enrol('u1');
		const { works, steps } = await smoke({ KARD_USER_ID: 'u1' });
		expect(works).toBe(true);
		expect(steps.Offers).toMatch(/^ok: for u1, among others: \w+/);
		expect(kard.requests('createUsers')).toEqual([]);
	});

	test('an unknown user is named', async () => {
		const { works, steps } = await smoke({ KARD_USER_ID: 'u1' });
		expect(works).toBe(false);
		expect(steps.Offers).toMatch(/^missing: .*There is no user u1/);
	});

	test('--write enrolls a test user, lists its offers, and takes it out again', async () => {
		const { works, steps } = await smoke({}, true);
		expect(works).toBe(true);
		expect(Object.keys(steps)).toEqual(['Token', 'Organization', 'Create user', 'Offers', 'Delete user']);
		expect(kard.requests('createUsers')).toHaveLength(1);
		expect(kard.stored.users).toEqual([]);
	});

	test('a test user that could not be taken out is named', async () => {
		kard.fault('deleteUser', { kind: 'status', status: 403 });
		const { works, steps } = await smoke({}, true);
		expect(works).toBe(false);
		const [user] = kard.stored.users;
		expect(steps['Delete user']).toMatch(new RegExp(`^missing: .*${String(user?.id)} is still enrolled`));
	});

	test('a missing scope is named', async () => {
		const { clientId, clientSecret } = kard.sandbox.limited;
		const { works, steps } = await smoke(
			{ KARD_CLIENT_ID: clientId, KARD_CLIENT_SECRET: clientSecret },
			true,
		);
		expect(works).toBe(false);
		expect(steps['Create user']).toMatch(/^missing: .*user:write/);
		expect(steps.Offers).toMatch(/^ok/);
	});

	test('a wrong secret is told from a wrong client', async () => {
		const secret = await smoke({ KARD_CLIENT_SECRET: 'wrong' });
		expect(secret.steps.Token).toMatch(/^missing: .*Client Secret \(401\)/);
		expect(Object.keys(secret.steps)).toEqual(['Token']);
		const client = await smoke({ KARD_CLIENT_ID: 'wrong' });
		expect(client.steps.Token).toMatch(/^missing: .*does not know this Client ID/);
	});

	test('a wrong host is named with the variables to check', async () => {
		const { steps, printed } = await smoke({ KARD_BASE_URL: 'http://127.0.0.1:1' });
		expect(steps.Token).toMatch(/^missing: No answer from http:\/\/127\.0\.0\.1:1 /);
		expect(printed).toContain('KARD_BASE_URL');
	});

	test('an organization that is not that of the credentials is named, and nothing is written to it', async () => {
		const { steps } = await smoke({ KARD_ORGANIZATION_ID: 'another' }, true);
		expect(steps.Organization).toMatch(/^missing: .*sandbox-organization.*another/);
		expect(kard.requests('createUsers')).toEqual([]);
	});

	test('settings that cannot be meant are refused', () => {
		const read =
			(more: Record<string, string>, write = false) =>
			() =>
				readSettings({ ...variables(), ...more }, write);
		expect(read({ KARD_BASE_URL: 'http://kard.example' })).toThrow('https://');
		expect(read({ KARD_BASE_URL: '', KARD_ENVIRONMENT: 'prod' })).toThrow('sandbox or production');
		expect(read({ KARD_BASE_URL: '', KARD_ENVIRONMENT: 'production' }, true)).toThrow('--write');
		expect(read({ KARD_BASE_URL: '', KARD_ENVIRONMENT: 'production' })).not.toThrow();
	});
});
