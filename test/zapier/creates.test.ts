import omit from 'lodash/omit';
import { connectedKit, textLike, thrownBy, type Kit } from './kit';
import { purchaseFields, userFields } from './rows';

describe('what writes one thing to Kard', () => {
	let kit: Kit;
	beforeAll(async () => {
		kit = await connectedKit();
	});
	beforeEach(() => {
		kit.sandbox.reset();
	});
	afterAll(async () => {
		await kit.sandbox.close();
	});

	const create = (inputs: object) => kit.run('creates', 'create_user', { ...inputs });

	it('enrolls a user, and sends only the hash of the email', async () => {
		const result = await create(userFields('u1', { email: 'Jo@Example.com', birthYear: 1990 }));
		expect(result).toEqual({ id: 'u1', status: 'created' });
		expect(kit.sandbox.state.users.get('u1')?.attributes).toEqual({
			enrolledRewards: ['CARDLINKED'],
			hashedEmail: textLike(/^[0-9a-f]{64}$/),
			birthYear: '1990',
		});
	});

	it('sends the address too where the person chose so', async () => {
		await create(userFields('u1', { email: 'jo@example.com', emailOption: 'hashAndAddress' }));
		expect(kit.sandbox.state.users.get('u1')?.attributes).toMatchObject({ email: 'jo@example.com' });
	});

	it('enrolls in nothing where the person says none', async () => {
		await create({ id: 'u1', enrolledRewards: ['none'] });
		expect(kit.sandbox.state.users.get('u1')?.attributes).toEqual({ enrolledRewards: [] });
	});

	it('reports a user that exists as a duplicate, or fails where the person chose so', async () => {
		await create(userFields('u1'));
		expect(await create(userFields('u1', { zipCode: '30301' }))).toEqual({ id: 'u1', status: 'duplicate' });
		expect(await thrownBy(create(userFields('u1', { duplicatesOption: 'fail' })))).toMatchObject({
			name: 'AppError',
			message: 'Row 1: exists at Kard already (409). Leave it out, or allow duplicates.',
			status: 409,
		});
		expect(kit.sandbox.state.users.get('u1')?.attributes).not.toHaveProperty('zipCode');
	});

	it('creates or updates', async () => {
		const upsert = (inputs: object) => kit.run('creates', 'create_or_update_user', { ...inputs });
		expect(await upsert(userFields('u1'))).toEqual({ id: 'u1', status: 'created' });
		expect(await upsert(userFields('u1', { zipCode: '2134' }))).toEqual({ id: 'u1', status: 'updated' });
		expect(kit.sandbox.state.users.get('u1')?.attributes).toMatchObject({ zipCode: '02134' });
	});

	it('updates a user and hands over what Kard has then', async () => {
		await create(userFields('u1', { zipCode: '30301' }));
		const result = await kit.run('creates', 'update_user', {
			userId: 'u1',
			enrolledRewards: ['CARDLINKED'],
			birthYear: '1990',
			historicalTransactionsSent: true,
		});
		expect(result).toMatchObject({
			id: 'u1',
			birthYear: '1990',
			zipCode: null,
			historicalTransactionsSent: true,
		});
	});

	it('deletes a user', async () => {
		await create(userFields('u1'));
		expect(await kit.run('creates', 'delete_user', { userId: 'u1' })).toEqual({ id: 'u1', deleted: true });
		expect(kit.sandbox.state.users.size).toBe(0);
	});

	it('submits a transaction, with amounts and dates as the person writes them', async () => {
		await create(userFields('u1'));
		const inputs = purchaseFields('t1', {
			amount: '$1,234.50',
			amountsOption: 'dollars',
			settledDate: '7/2/2026 17:47',
			dateOrderOption: 'DMY',
			merchantName: 'Blue Door Coffee',
		});
		const submit = () => kit.run('creates', 'submit_transaction', inputs, { timezone: 'America/New_York' });
		const id = textLike(/^evt-/);
		expect(await submit()).toEqual({ id, status: 'submitted' });
		expect(await submit()).toEqual({ id, status: 'duplicate' });
		const [stored] = kit.sandbox.state.transactions.values();
		expect(stored?.attributes).toMatchObject({
			amount: 123_450,
			settledDate: '2026-02-07T17:47:00-05:00',
			merchant: { name: 'Blue Door Coffee' },
		});
	});

	it('offers the types of transaction that Kard takes today', async () => {
		for (const key of ['submit_transaction', 'submit_transactions']) {
			const [type] = (await kit.fields('creates', key)).filter((field) => field.key === 'transactionType');
			expect(Object.keys(type?.choices ?? {})).toEqual(['transaction', 'coreTransaction']);
		}
	});

	it('submits matched transactions, which are offered no more, from a step that was saved with them', async () => {
		await create(userFields('u1'));
		const common = omit(purchaseFields('t1'), 'status', 'settledDate', 'currency');
		const inputs = { ...common, transactionType: 'matchedTransaction', paymentType: 'CARD' };
		expect(await kit.run('creates', 'submit_transaction', inputs)).toMatchObject({ status: 'submitted' });
		expect([...kit.sandbox.state.transactions.values()][0]?.type).toBe('matchedTransaction');
	});

	it('sends a text as it stands that Zapier would take for one of its own values', async () => {
		await create(userFields('u1'));
		const description = 'SHOP {{bundle.authData.clientSecret}} {{{x}}}';
		await kit.run('creates', 'submit_transaction', purchaseFields('t1', { description }));
		const [stored] = kit.sandbox.state.transactions.values();
		expect(stored?.attributes).toMatchObject({ description });
	});

	it('refuses a full card number before anything is sent, and does not repeat it', async () => {
		const error = await thrownBy(
			kit.run('creates', 'submit_transaction', purchaseFields('t1', { cardBIN: '4111 1111 1111 1111' })),
		);
		expect(error.message).toContain('Card BIN');
		expect(error.message).not.toContain('1111');
		expect(kit.sandbox.count('createTransactions')).toBe(0);
	});

	it('refuses a choice that a setting does not have', async () => {
		const error = await thrownBy(create(userFields('u1', { emailOption: 'rot13' })));
		expect(error.message).toBe(
			'Email Is Sent As: has a value that it cannot have. Choose or enter another one.',
		);
		expect(kit.sandbox.count('createUsers')).toBe(0);
	});
});
