import omit from 'lodash/omit';
import { z } from 'zod/v4';
import {
	eventOf,
	EVENTS,
	flattenNotification,
	isEventName,
	notificationAttributes,
	notificationSamples,
	readPayload,
	type EventName,
	type NotificationPayload,
} from '../../../shared';

const FRONT = ['eventName', 'id', 'userId', 'transactionId', 'relatedTransactionId', 'offerId'];
const NOTIFICATION = '0b9f2f0e-6c1b-4c56-9f6d-2f4f4a5f9c11';
const PLACEMENT = '65f0c0ffee00000000009ace';
const CONTENT_STRATEGY = '65f0c0ffee0000000000c057';
const ofPurchase = {
	userId: 'user-10293',
	transactionId: '7d0b4c1e-53a8-4f0e-9a63-1c5f0e2b7a94',
	relatedTransactionId: 'purchase-58213',
	offerId: '65f0c0ffee0000000000beef',
};
const ofNobody = { userId: null, transactionId: null, relatedTransactionId: null, offerId: null };
const ofPlacement = { placementId: PLACEMENT, contentStrategyId: CONTENT_STRATEGY };

const IN_WORDS = 'The offer is for a group of users to which the user does not belong.';

const simplified = (payload: NotificationPayload) => flattenNotification(payload, { simplify: true });
const samples = Object.keys(EVENTS).filter(isEventName);

function attributesOf(eventName: EventName): Readonly<Record<string, unknown>> {
	const document = z.object({ data: z.object({ attributes: z.record(z.string(), z.unknown()) }) });
	return document.parse(notificationSamples[eventName]).data.attributes;
}

describe('the sample of each event', () => {
	it('is there, and no other', () => {
		expect(Object.keys(notificationSamples)).toEqual(samples);
		expect(Object.keys(notificationAttributes)).toEqual(samples);
	});

	it.each(samples)('%s says what its event is described to say, and nothing else', (eventName) => {
		const described = notificationAttributes[eventName];
		const attributes = attributesOf(eventName);

		expect(described.safeParse(attributes)).toEqual({ success: true, data: attributes });
		expect(Object.keys(described.shape)).toEqual(expect.arrayContaining(Object.keys(attributes)));
	});

	it.each(samples)('%s is nobody’s: its addresses are of example.com', (eventName) => {
		const addresses = JSON.stringify(notificationSamples[eventName]).match(/https?:\/\/[^/"]+|\S+@\S+/g);

		for (const address of addresses ?? []) expect(address).toBe('https://example.com');
	});
});

describe('a notification laid flat', () => {
	it.each<[EventName, Readonly<Record<string, unknown>>]>([
		['earnedRewardApproved', { id: NOTIFICATION, ...ofPurchase }],
		['earnedRewardSettled', { id: NOTIFICATION, ...ofPurchase }],
		['earnedRewardRejected', { id: NOTIFICATION, ...ofPurchase, offerId: null }],
		[
			'auditUpdate',
			{
				id: NOTIFICATION,
				...{ ...ofNobody, userId: 'user-10293', transactionId: 'purchase-58213' },
				auditId: '65f0c0ffee00000000a0d171',
			},
		],
		['fileProcessingResult', { id: NOTIFICATION, ...ofNobody }],
		['pushNotificationPlacementFile', { id: PLACEMENT, ...ofNobody, ...ofPlacement }],
		['emailNotificationPlacementFile', { id: PLACEMENT, ...ofNobody, ...ofPlacement }],
	])('%s: what it is and whom it concerns in front, then what it says', (eventName, ids) => {
		const flat = simplified(notificationSamples[eventName]);
		const reason = eventName === 'earnedRewardRejected' ? { reasonDescription: IN_WORDS } : {};
		const front = { eventName, ...ids, ...reason };

		expect(flat).toEqual({ ...attributesOf(eventName), ...front });
		expect(Object.keys(flat).slice(0, FRONT.length)).toEqual(FRONT);
		const others = Object.keys(attributesOf(eventName)).filter((name) => !(name in front));
		expect(Object.keys(flat)).toEqual([...Object.keys(front), ...others]);
	});

	it.each(samples)('%s: all of it as it came, where it is not to be simplified', (eventName) => {
		const payload = notificationSamples[eventName];

		const flat = flattenNotification(payload, { simplify: false });

		expect(Object.keys(flat).slice(0, FRONT.length)).toEqual(FRONT);
		expect(Object.keys(flat).at(-1)).toBe('payload');
		expect(flat.payload).toBe(payload);
		expect(simplified(payload)).toMatchObject(omit(flat, 'payload'));
	});

	it('of an event that Kard has added since is laid flat like any other', () => {
		const payload = {
			data: {
				type: 'birthdayReward',
				id: 'n-1',
				attributes: { age: 30, presents: [{ name: 'cake' }] },
				relationships: { user: { data: { type: 'user', id: 'user-1' } } },
			},
			novelty: true,
		};

		expect(simplified(payload)).toEqual({
			...{ eventName: 'birthdayReward', id: 'n-1', ...ofNobody, userId: 'user-1' },
			...{ age: 30, presents: [{ name: 'cake' }] },
		});
	});

	it('has the ids of whatever else it is related to, each under its own name', () => {
		const relationships = {
			placement: { data: { type: 'placement', id: 'p-1' } },
			user: { data: { type: 'user', id: 'user-1' } },
			merchant: { data: { type: 'merchant', id: 'm-1' }, links: {} },
		};

		const flat = simplified({ data: { type: 'clawback', id: 'n-1', relationships } });

		const front = { eventName: 'clawback', id: 'n-1', ...ofNobody, userId: 'user-1' };
		expect(flat).toEqual({ ...front, placementId: 'p-1', merchantId: 'm-1' });
		expect(Object.keys(flat)).toEqual([...FRONT, 'placementId', 'merchantId']);
	});

	it.each([
		['the one that it says', { transactionId: 'purchase-1' }, 'purchase-1'],
		['a number that it says, as it came', { transactionId: 58213 }, 58213],
		['the related one where it says an empty one', { transactionId: '' }, 'transaction-1'],
		['the related one where it says null', { transactionId: null }, 'transaction-1'],
		['the related one where it says none', {}, 'transaction-1'],
	])('has both ids of the transaction, each under its own name: %s', (_, attributes, transactionId) => {
		const relationships = { transaction: { data: { type: 'transaction', id: 'transaction-1' } } };

		const flat = simplified({ data: { type: 'earnedRewardSettled', attributes, relationships } });

		expect(flat).toMatchObject({ transactionId, relatedTransactionId: 'transaction-1' });
	});

	it.each([
		['AGGREGATOR_CARD_OVERLAP', /^The card is linked /],
		['SETTLEMENT_REJECTED', /rejected when it was settled\.$/],
		['USER_NOT_ENROLLED', /not enrolled/],
		['USER_NOT_IN_AUDIENCE_SEGMENT', /group of users/],
		['SOMETHING_NEW', /^SOMETHING_NEW$/],
		['toString', /^toString$/],
	])('has the reason %s of a rejection, and what it means', (reason, words) => {
		const flat = simplified({ data: { type: 'earnedRewardRejected', attributes: { reason } } });

		expect(flat).toMatchObject({ reason, reasonDescription: expect.stringMatching(words) as unknown });
	});

	it.each([
		['no text', 'earnedRewardRejected', { reason: 7 }],
		['null', 'earnedRewardRejected', { reason: null }],
		['not there', 'earnedRewardRejected', {}],
		['of another event', 'clawback', { reason: 'USER_NOT_ENROLLED' }],
	])('puts nothing into words where the reason is %s', (_, type, attributes) => {
		expect(simplified({ data: { type, attributes } })).not.toHaveProperty('reasonDescription');
	});

	it('leaves a description of the reason that Kard itself gives as it is', () => {
		const attributes = { reason: 'USER_NOT_ENROLLED', reasonDescription: 'From Kard.' };

		expect(simplified({ data: { type: 'earnedRewardRejected', attributes } })).toMatchObject(attributes);
	});

	it.each(['validTransaction', 'failedTransaction', 'clawback'])(
		'of %s, which Kard has retired, says all that it said before',
		(type) => {
			const attributes = { message: 'Taken back.', reason: 'RETURNED', cardProductId: 'card-1' };
			const relationships = { transaction: { data: { type: 'transaction', id: 'purchase-1' } } };
			const flat = simplified({ data: { type, id: 'n-1', attributes, relationships } });

			expect(flat).toEqual({
				...{ eventName: type, id: 'n-1', ...ofNobody, ...attributes },
				...{ transactionId: 'purchase-1', relatedTransactionId: 'purchase-1' },
			});
		},
	);

	it('takes what its front does not know from its attributes, where they say it', () => {
		const payload = {
			data: { type: 'newEvent', id: 'n1', attributes: { userId: 'user-1', transactionId: 58213 } },
		};

		expect(flattenNotification(payload, { simplify: true })).toEqual({
			eventName: 'newEvent',
			id: 'n1',
			userId: 'user-1',
			transactionId: 58213,
			relatedTransactionId: null,
			offerId: null,
		});
	});

	it('hides nothing: what an attribute says under a name of the front has a name beside it', () => {
		const attributes = {
			message: 'Hello',
			id: 'said-id',
			eventName: 'said-event',
			userId: 'said-user',
			auditId: 'said-audit',
			offerId: 'said-offer',
			attributeId: 'said-attribute-id',
			relatedTransactionId: { odd: true },
		};
		const relationships = {
			user: { data: { type: 'user', id: 'user-1' } },
			audit: { data: { type: 'audit', id: 'audit-1' } },
			transaction: { data: { type: 'transaction', id: 'transaction-1' } },
		};

		const flat = simplified({ data: { type: 'newEvent', id: 'n-1', attributes, relationships } });

		expect(flat).toEqual({
			...{ eventName: 'newEvent', id: 'n-1', userId: 'user-1', offerId: 'said-offer' },
			...{ transactionId: 'transaction-1', relatedTransactionId: 'transaction-1', auditId: 'audit-1' },
			message: 'Hello',
			attributeAttributeId: 'said-id',
			attributeEventName: 'said-event',
			attributeUserId: 'said-user',
			attributeAuditId: 'said-audit',
			attributeId: 'said-attribute-id',
			attributeRelatedTransactionId: { odd: true },
		});
		expect(Object.keys(flat).slice(0, 7)).toEqual([...FRONT, 'auditId']);
	});

	it('says nothing twice: an attribute that is the same as the front has no name beside it', () => {
		const attributes = { id: 'n-1', userId: 'user-1', eventName: null, auditId: '' };
		const relationships = {
			user: { data: { type: 'user', id: 'user-1' } },
			audit: { data: { type: 'audit', id: 'audit-1' } },
		};

		expect(simplified({ data: { type: 'newEvent', id: 'n-1', attributes, relationships } })).toEqual({
			...{ eventName: 'newEvent', id: 'n-1', ...ofNobody, userId: 'user-1', auditId: 'audit-1' },
		});
	});
});

describe('an odd notification', () => {
	const nothing = { eventName: null, id: null, ...ofNobody };
	const ofClawback = { ...nothing, eventName: 'clawback' };
	const related = (relationships: unknown) => ({ data: { type: 'clawback', relationships } });

	it.each<[string, NotificationPayload, object]>([
		['nothing in it', {}, nothing],
		['no data', { meta: { issuerId: 'organization-1' } }, nothing],
		['data that is null', { data: null }, nothing],
		['data that is a text', { data: 'clawback' }, nothing],
		['a list of data', { data: [{ type: 'clawback', id: 'n-1' }] }, nothing],
		['an empty type and id', { data: { type: '', id: '' } }, nothing],
		['a number for an id', { data: { type: 'clawback', id: 7 } }, { ...ofClawback, id: '7' }],
		['attributes that are a list', { data: { type: 'clawback', attributes: ['a'] } }, ofClawback],
		['attributes that are null', { data: { type: 'clawback', attributes: null } }, ofClawback],
		['relationships that are a list', related([{ data: { id: 'user-1' } }]), ofClawback],
		['a relationship that is null', related({ user: null }), ofClawback],
		['a relationship to nobody', related({ user: { data: null } }), ofClawback],
		['a relationship to many', related({ user: { data: [{ type: 'user', id: 'user-1' }] } }), ofClawback],
		['a related id that is a number', related({ user: { data: { id: 7 } } }), { ...ofClawback, userId: '7' }],
		['a related id that is empty', related({ audit: { data: { id: '' } } }), ofClawback],
	])('with %s is read as far as it says something, with null for the rest', (_, payload, expected) => {
		expect(simplified(payload)).toEqual(expected);
		expect(flattenNotification(payload, { simplify: false })).toEqual({ ...expected, payload });
	});

	it('with names that mean something to JavaScript changes nothing but itself', () => {
		const text =
			'{"data":{"type":"clawback","attributes":{"__proto__":{"isAdmin":true},"constructor":1},' +
			'"relationships":{"__proto__":{"data":{"id":"p-1"}},"constructor":{"data":{"id":"c-1"}}}}}';
		const payload = readPayload(text) ?? {};

		const flat = simplified(payload);

		expect(Object.getPrototypeOf(flat)).toBe(Object.prototype);
		expect(flat.isAdmin).toBeUndefined();
		expect('isAdmin' in {}).toBe(false);
		expect(Object.entries(flat)).toEqual([
			...Object.entries(ofClawback),
			...[
				['__proto__Id', 'p-1'],
				['constructorId', 'c-1'],
				['__proto__', { isAdmin: true }],
				['constructor', 1],
			],
		]);
	});
});

describe('the body of a delivery', () => {
	const payload = { data: { type: 'clawback', id: 'n-1', attributes: { name: 'Café ☕' } } };
	const body = JSON.stringify(payload);

	it('is read as text and as bytes, whatever letters it has', () => {
		expect(readPayload(body)).toEqual(payload);
		expect(readPayload(Buffer.from(body))).toEqual(payload);
		expect(readPayload(new TextEncoder().encode(`\uFEFF ${body}\n`))).toEqual(payload);
	});

	it('is read with escapes and with a key that stands twice, of which the last one counts', () => {
		expect(readPayload('{"data":{"type":"c\\u006cawback"}}')).toEqual({ data: { type: 'clawback' } });
		expect(readPayload('{"data":1,"data":2}')).toEqual({ data: 2 });
	});

	it.each(['', ' ', 'null', 'true', '7', '"text"', '[]', '[{}]', '{', '{"data":1}}', "{'data':1}"])(
		'is nothing where it is %s',
		(text) => {
			expect(readPayload(text)).toBeUndefined();
			expect(readPayload(Buffer.from(text))).toBeUndefined();
		},
	);

	it('names its event, or does not', () => {
		expect(eventOf(payload)).toBe('clawback');
		expect(eventOf({ data: { type: 'birthdayReward' } })).toBe('birthdayReward');
		expect(eventOf({ data: {} })).toBeNull();
		expect(eventOf({})).toBeNull();
	});
});
