import { identityOf, notificationSamples, readPayload, type NotificationPayload } from '../../../shared';

const notification = (type: unknown, id?: unknown, attributes: object = {}): NotificationPayload => ({
	data: { type, ...(id === undefined ? {} : { id }), attributes },
});
const isSame = (one: NotificationPayload, other: NotificationPayload) =>
	identityOf(one) === identityOf(other);

describe('the identity of a notification', () => {
	it('is its own among the samples of all events', () => {
		const identities = Object.values(notificationSamples).map((sample) => identityOf(sample));

		expect(new Set(identities).size).toBe(identities.length);
	});

	it('is the same when it is delivered again, whatever else it says by then', () => {
		expect(isSame(notification('clawback', 'n-1'), notification('clawback', 'n-1'))).toBe(true);
		expect(isSame(notification('clawback', 'n-1'), notification('clawback', 'n-1', { novelty: 1 }))).toBe(
			true,
		);
		expect(
			isSame(notification('birthdayReward', 'n-1'), notification('birthdayReward', 'n-1', { a: 1 })),
		).toBe(true);
	});

	it('is another one with another id, and with another event of the same id', () => {
		expect(isSame(notification('clawback', 'n-1'), notification('clawback', 'n-2'))).toBe(false);
		expect(isSame(notification('clawback', 'n-1'), notification('validTransaction', 'n-1'))).toBe(false);
		expect(isSame(notification('clawback', 'n-1'), notification(undefined, 'n-1'))).toBe(false);
	});

	it.each(['pushNotificationPlacementFile', 'emailNotificationPlacementFile'])(
		'is the content of a %s, whose id is that of its placement each time',
		(type) => {
			const ofWeek = (week: number) =>
				notification(type, 'placement-1', { downloadUrl: `https://example.com/files/${week}` });

			expect(isSame(ofWeek(1), ofWeek(2))).toBe(false);
			expect(isSame(ofWeek(1), ofWeek(1))).toBe(true);
		},
	);

	it('is not made of the ids of the transaction: one purchase has several notifications', () => {
		const told = (id: string) => ({
			data: {
				...{ type: 'earnedRewardSettled', id, attributes: { transactionId: 'purchase-1' } },
				relationships: { transaction: { data: { type: 'transaction', id: 'transaction-1' } } },
			},
		});

		expect(isSame(told('n-1'), told('n-2'))).toBe(false);
	});

	it.each([
		['no id', notification('clawback', undefined, { a: 1 }), notification('clawback', undefined, { a: 2 })],
		['an empty id', notification('clawback', '', { a: 1 }), notification('clawback', '', { a: 2 })],
		['a number for an id', notification('clawback', 7, { a: 1 }), notification('clawback', 7, { a: 2 })],
		['no data', { meta: { a: 1 } }, { meta: { a: 2 } }],
	])('is the content where there is %s', (_, one, other) => {
		expect(isSame(one, other)).toBe(false);
		expect(isSame(one, readPayload(JSON.stringify(one)) ?? {})).toBe(true);
	});

	it('cannot be taken for another by how its names are put together', () => {
		expect(isSame(notification('a', 'b","c'), notification('a","b', 'c'))).toBe(false);
	});
});
