import { operations, settingsFor } from '../../shared/host';

const named = operations.map((one) => [one.client, one] as const);

describe('the settings of an operation', () => {
	it.each([
		[
			'users.create',
			['email', 'duplicates', 'ifRowIsBad', 'batchSize', 'concurrency', 'maxRetries', 'timeoutMs'],
		],
		['users.createOrUpdate', ['email', 'ifRowIsBad', 'batchSize', 'concurrency', 'maxRetries', 'timeoutMs']],
		['users.get', ['maxRetries', 'timeoutMs']],
		['users.update', ['email', 'maxRetries', 'timeoutMs']],
		['rewards.offers', ['maxRetries', 'timeoutMs']],
		['notifications.list', ['dateOrder', 'maxRetries', 'timeoutMs']],
		['transactions.audit', ['maxRetries', 'timeoutMs']],
		[
			'transactions.submit',
			[
				'amounts',
				'dateOrder',
				'duplicates',
				'ifRowIsBad',
				'batchSize',
				'concurrency',
				'maxRetries',
				'timeoutMs',
			],
		],
	])('of %s are those that matter for it', (name, keys) => {
		const operation = new Map(named).get(name);

		expect(operation && settingsFor(operation).map(({ key }) => key)).toEqual(keys);
	});

	it('say what holds where they are left out', () => {
		const [submit] = operations.filter(({ name }) => name === 'submit');
		const settings = submit ? settingsFor(submit) : [];

		expect(settings.every(({ required }) => !required)).toBe(true);
		expect(Object.fromEntries(settings.map((one) => [one.key, one.default]))).toMatchObject({
			amounts: 'cents',
			dateOrder: 'MDY',
			duplicates: 'report',
			ifRowIsBad: 'sendOthers',
			maxRetries: 2,
			timeoutMs: 60_000,
		});
	});
});
