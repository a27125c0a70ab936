import { kardInN8n } from './support/kardInN8n';
import { userLine } from './support/rows';

const kard = kardInN8n();

describe('Organization: Get', () => {
	it('gives the organization for each row', async () => {
		const { json, lines } = await kard.run('get-organization', [userLine(1), userLine(2)]);

		expect(json).toMatchObject([
			{
				id: 'sandbox-organization',
				name: 'SANDBOX',
				cardNetworks: ['VISA', 'MASTERCARD', 'AMERICAN_EXPRESS', 'DISCOVER'],
			},
			{ id: 'sandbox-organization' },
		]);
		expect(lines).toEqual(['line 1', 'line 2']);
	});

	it('gives the raw resource where Simplify is off', async () => {
		const { json } = await kard.run('get-organization', [userLine(1)], { parameters: { simplify: false } });

		expect(json).toMatchObject([{ type: 'organization', attributes: { name: 'SANDBOX' } }]);
	});
});

describe('Organization: Ping', () => {
	it('says that Kard can be reached', async () => {
		const { json } = await kard.run('ping', [userLine(1)]);

		expect(json).toEqual([{ message: 'pong', status: 'ok', timestamp: expect.any(String) as unknown }]);
	});
});
