import { startListener } from '../sandbox/webhookListener';
import { connectedKit, thrownBy, type Kit } from './kit';
import { auditFields, purchaseFields, userFields } from './rows';
import { subscribe } from './subscribing';

describe('what asks something of Kard', () => {
	let kit: Kit;
	beforeAll(async () => {
		kit = await connectedKit();
	});
	beforeEach(async () => {
		kit.sandbox.reset();
		await kit.run('creates', 'create_user', userFields('u1'));
		await kit.run('creates', 'submit_transaction', purchaseFields('t1'));
	});
	afterAll(async () => {
		await kit.sandbox.close();
	});

	const audit = (inputs: object) => kit.run('creates', 'request_audit', { ...inputs });

	it('requests an audit, and hands over the ID that Kard gave it', async () => {
		const result = await audit(auditFields('t1', { auditCode: 'Missing Cashback (3006)' }));
		const [stored] = kit.sandbox.state.audits.values();
		expect(stored).toMatchObject({ userId: 'u1', transactionId: 't1', auditCode: 3_006 });
		expect(result).toEqual({ id: stored?.id, transactionId: 't1' });
	});

	it('says what is wrong with a request for an audit, and sends nothing', async () => {
		expect((await thrownBy(audit(auditFields('t1', { auditCode: '9999' })))).message).toMatch(
			/^Audit Code: /,
		);
		expect((await thrownBy(audit(auditFields('t1', { merchantName: '' })))).message).toMatch(
			/^Merchant Name: /,
		);
		const { message } = await thrownBy(
			audit(auditFields('t1', { auditDescription: 'Card 4111 1111 1111 1111' })),
		);
		expect(message).toMatch(/^Audit Description: /);
		expect(message).not.toContain('1111');
		expect(kit.sandbox.count('createAudits')).toBe(0);
	});

	it('words what Kard has against an audit', async () => {
		expect(await thrownBy(audit(auditFields('unknown')))).toMatchObject({ status: 404 });
		await audit(auditFields('t1'));
		expect(await thrownBy(audit(auditFields('t1')))).toMatchObject({
			status: 409,
			code: 'KardConflictError',
		});
	});

	it('asks for an audit once, even when the connection breaks and nobody knows what came of it', async () => {
		kit.sandbox.faults.add({ route: 'createAudits', kind: 'dropAfter' });
		expect(await thrownBy(audit(auditFields('t1')))).toMatchObject({ code: 'KardNetworkError' });
		expect(kit.sandbox.state.audits.size).toBe(1);
	});

	it('has a notification delivered again', async () => {
		const listener = await startListener();
		await subscribe(kit.sandbox, listener.url, 'auditUpdate');
		await kit.sandbox.notifications.send({ eventName: 'auditUpdate', id: 'notification-1' });
		const result = await kit.run('creates', 'replay_notification', { eventId: 'notification-1' });
		await kit.sandbox.notifications.idle();
		const [first, second] = listener.deliveries.map(({ bytes }) => bytes.toString());
		await listener.close();
		expect(result).toEqual({ id: 'notification-1', eventId: 'notification-1' });
		expect([first === second, listener.deliveries.length]).toEqual([true, 2]);
	});

	it('words what Kard has against a replay', async () => {
		const replay = (eventId: string) => thrownBy(kit.run('creates', 'replay_notification', { eventId }));
		expect((await replay(' ')).message).toMatch(/^Event ID: .*empty/);
		expect(await replay('unknown')).toMatchObject({ status: 404 });
		const nowhere = 'http://127.0.0.1:1/nowhere';
		const send = { eventName: 'auditUpdate', id: 'notification-1', webhookUrl: nowhere };
		await kit.sandbox.notifications.send(send);
		expect(await replay('notification-1')).toMatchObject({ status: 409 });
	});
});
