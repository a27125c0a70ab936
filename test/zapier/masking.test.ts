import { connectedKit, startKit, thrownBy } from './kit';
import { purchases, userFields } from './rows';

/** Has Zapier's core write its log of requests where it can be read. */
async function logged(run: () => Promise<unknown>): Promise<string> {
	const lines: string[] = [];
	const spy = jest.spyOn(console, 'log').mockImplementation((...words: unknown[]) => {
		lines.push(words.map(String).join(' '));
	});
	process.env.LOG_TO_STDOUT = 'true';
	process.env.DETAILED_LOG_TO_STDOUT = 'true';
	try {
		await run();
	} finally {
		delete process.env.LOG_TO_STDOUT;
		delete process.env.DETAILED_LOG_TO_STDOUT;
		spy.mockRestore();
	}
	return lines.join('\n');
}

describe("Zapier's log of requests", () => {
	it('holds the token request without the secret and without the token', async () => {
		const kit = await startKit();
		const log = await logged(() => kit.connect());
		expect(log).toContain('/v2/auth/token');
		const { clientId, clientSecret, accessToken = 'none' } = kit.authData;
		const basic = Buffer.from(`${clientId ?? ''}:${clientSecret ?? ''}`).toString('base64');
		for (const secret of [clientSecret ?? 'none', basic, accessToken]) expect(log).not.toContain(secret);
		await kit.sandbox.close();
	});

	it('holds requests and answers without the token, also one that was renewed on the way', async () => {
		const kit = await connectedKit();
		await kit.run('creates', 'create_user', userFields('u1'));
		kit.sandbox.faults.add({ route: 'createTransactions', kind: 'expiredToken', after: 1 });
		const log = await logged(() =>
			kit.run('creates', 'submit_transactions', { transactions: purchases(501) }),
		);
		expect(log).toContain('/transactions');
		expect(log).not.toMatch(/sandbox-token-|sandbox-secret/);
		await kit.sandbox.close();
	});

	it('says nothing of its own', async () => {
		const kit = await connectedKit();
		const spies = (['log', 'info', 'warn', 'error'] as const).map((name) =>
			jest.spyOn(console, name).mockImplementation(() => undefined),
		);
		await thrownBy(kit.run('creates', 'create_user', { id: 'u1', email: 'not-an-email' }));
		for (const spy of spies) expect(spy).not.toHaveBeenCalled();
		for (const spy of spies) spy.mockRestore();
		await kit.sandbox.close();
	});
});
