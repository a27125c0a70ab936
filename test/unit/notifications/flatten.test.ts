import { z } from 'zod/v4';
import { anyText } from '../../support/expected';
import {
	columnsOf,
	EVENTS,
	eventTitle,
	flattenNotification,
	isEventName,
	isRetiredEvent,
	listening,
	namedEvents,
	notificationAttributes,
	notificationSamples,
	readPayload,
	RETIRED_EVENTS,
	type EventName,
	type NotificationPayload,
} from '../../../shared/host';

const FRONT = ['eventName', 'id', 'userId', 'transactionId', 'relatedTransactionId', 'offerId'];
const NONE = { userId: null, transactionId: null, relatedTransactionId: null, offerId: null };
const samples = Object.keys(EVENTS).filter(isEventName);
const simplified = (payload: NotificationPayload) => flattenNotification(payload, { simplify: true });
const document = z.object({
	data: z.object({ id: z.string(), attributes: z.record(z.string(), z.unknown()) }),
});
const dataOf = (eventName: EventName) => document.parse(notificationSamples[eventName]).data;
/** An event laid flat, with these attributes and the ids of what it is related to. */
const flat = (type: string, attributes: unknown, related: Readonly<Record<string, string>> = {}) => {
	const relationships = Object.fromEntries(
		Object.entries(related).map(([name, id]) => [name, { data: { type: name, id } }]),
	);
	return simplified({ data: { type, id: 'n-1', attributes, relationships } });
};

describe('for every event', () => {
	it('there is a sample and a description, and for nothing else', () => {
		expect([Object.keys(notificationSamples), Object.keys(notificationAttributes)]).toEqual([
			samples,
			samples,
		]);
	});

	it('a sample of what concerns nobody is related to nothing', () => {
		expect(notificationSamples.fileProcessingResult).not.toHaveProperty('data.relationships');
	});

	it.each(samples)('the sample of %s says what is described, and is nobody’s', (eventName) => {
		const { attributes } = dataOf(eventName);

		expect(notificationAttributes[eventName].parse(attributes)).toEqual(attributes);
		expect(Object.keys(notificationAttributes[eventName].shape)).toEqual(
			expect.arrayContaining(Object.keys(attributes)),
		);
		const addresses =
			JSON.stringify(notificationSamples[eventName]).match(/https?:\/\/[^/"]+|\S+@\S+/g) ?? [];
		expect(addresses.filter((address) => address !== 'https://example.com')).toEqual([]);
	});

	it.each(samples)('%s has what it is in front, then what it says; or all of it as it came', (eventName) => {
		const { id, attributes } = dataOf(eventName);
		const simple = simplified(notificationSamples[eventName]);
		const { payload, ...front } = flattenNotification(notificationSamples[eventName], { simplify: false });

		expect(Object.keys(front).slice(0, FRONT.length)).toEqual(FRONT);
		expect(front).toMatchObject({ eventName, id });
		expect(payload).toBe(notificationSamples[eventName]);
		const inWords = eventName === 'earnedRewardRejected' ? { reasonDescription: anyText } : {};
		expect(simple).toEqual({ ...attributes, ...front, ...inWords });
		expect(Object.keys(simple).slice(0, Object.keys(front).length)).toEqual(Object.keys(front));
	});

	it.each([...Object.entries(EVENTS), ...Object.entries(RETIRED_EVENTS)])(
		'%s is called %s',
		(name, title) => {
			expect(eventTitle(name)).toBe(title);
			expect([isEventName(name), isRetiredEvent(name)]).toEqual([name in EVENTS, name in RETIRED_EVENTS]);
		},
	);

	const NO_EVENTS = ['birthdayReward', 'Clawback', 'clawback ', '', 'toString', '__proto__'];
	it.each([...NO_EVENTS, undefined, null, 7, ['clawback']])('%j is none of them', (name: unknown) => {
		expect([isEventName(name), isRetiredEvent(name)]).toEqual([false, false]);
		if (typeof name === 'string') expect(eventTitle(name)).toBe(name);
	});
});

describe('a notification laid flat', () => {
	it('has the ids of what it is related to, each under its own name', () => {
		const ids = { user: 'u-1', transaction: 't-1', offer: 'o-1', placement: 'p-1', merchant: 'm-1' };
		const presents = [{ name: 'cake' }];

		const made = flat('birthdayReward', { age: 30, presents }, ids);

		const front = { eventName: 'birthdayReward', id: 'n-1', userId: 'u-1', transactionId: 't-1' };
		const related = { relatedTransactionId: 't-1', offerId: 'o-1', placementId: 'p-1', merchantId: 'm-1' };
		expect(Object.entries(made)).toEqual(Object.entries({ ...front, ...related, age: 30, presents }));
	});

	it.each([
		['the one that it says', { transactionId: 'purchase-1' }, 'purchase-1'],
		['a number that it says, as it came', { transactionId: 58213 }, 58213],
		['the related one where it says an empty one', { transactionId: '' }, 'transaction-1'],
		['the related one where it says null', { transactionId: null }, 'transaction-1'],
		['the related one where it says none', {}, 'transaction-1'],
	])('has both ids of the transaction: %s', (_, attributes, transactionId) => {
		expect(flat('earnedRewardSettled', attributes, { transaction: 'transaction-1' })).toMatchObject({
			transactionId,
			relatedTransactionId: 'transaction-1',
		});
	});

	const REJECTED = 'earnedRewardRejected';
	const ENROLL = { reason: 'USER_NOT_ENROLLED' };
	const OTHERS = 'The offer is for a group of users to which the user does not belong.';
	const OVERLAP = 'The card is linked to offers through another program as well.';
	it.each([
		[REJECTED, { reason: 'AGGREGATOR_CARD_OVERLAP' }, OVERLAP],
		[REJECTED, { reason: 'SETTLEMENT_REJECTED' }, 'The purchase was rejected when it was settled.'],
		[REJECTED, ENROLL, 'The user is not enrolled in rewards.'],
		[REJECTED, { reason: 'USER_NOT_IN_AUDIENCE_SEGMENT' }, OTHERS],
		[REJECTED, { reason: 'SOMETHING_NEW' }, 'SOMETHING_NEW'],
		[REJECTED, { reason: 'toString' }, 'toString'],
		[REJECTED, { ...ENROLL, reasonDescription: 'From Kard.' }, 'From Kard.'],
		[REJECTED, { reason: 7 }, undefined],
		[REJECTED, { reason: null }, undefined],
		[REJECTED, {}, undefined],
		['clawback', ENROLL, undefined],
	])('of %s with %j has the reason in words: %j', (type, attributes, words) => {
		expect(flat(type, attributes).reasonDescription).toBe(words);
	});

	it('takes what its front does not know from its attributes', () => {
		const attributes = { userId: 'user-1', transactionId: 58213 };

		expect(flat('newEvent', attributes)).toEqual({
			...NONE,
			eventName: 'newEvent',
			id: 'n-1',
			...attributes,
		});
	});

	it('hides nothing: an attribute with a name of the front has a name beside it, unless it says the same', () => {
		const attributes = {
			...{ id: 'said-id', eventName: 'newEvent', userId: 'said-user', auditId: '', offerId: 'said-offer' },
			...{ attributeId: 'said-attribute-id', relatedTransactionId: { odd: true } },
		};

		expect(flat('newEvent', attributes, { user: 'user-1', audit: 'audit-1', transaction: 't-1' })).toEqual({
			...{ eventName: 'newEvent', id: 'n-1', userId: 'user-1', offerId: 'said-offer', auditId: 'audit-1' },
			...{ transactionId: 't-1', relatedTransactionId: 't-1', attributeRelatedTransactionId: { odd: true } },
			...{ attributeAttributeId: 'said-id', attributeId: 'said-attribute-id', attributeUserId: 'said-user' },
		});
	});

	const nothing = { eventName: null, id: null, ...NONE };
	const clawback = { ...nothing, eventName: 'clawback' };
	const related = (relationships: unknown) => ({ data: { type: 'clawback', relationships } });
	it.each<[string, NotificationPayload, object]>([
		['nothing in it', {}, nothing],
		['data that is null', { data: null }, nothing],
		['data that is a text', { data: 'clawback' }, nothing],
		['a list of data', { data: [{ type: 'clawback', id: 'n-1' }] }, nothing],
		['an empty type and id', { data: { type: '', id: '' } }, nothing],
		['a number for an id', { data: { type: 'clawback', id: 7 } }, { ...clawback, id: '7' }],
		['attributes that are a list', { data: { type: 'clawback', attributes: ['a'] } }, clawback],
		['attributes that are null', { data: { type: 'clawback', attributes: null } }, clawback],
		['relationships that are a list', related([{ data: { id: 'user-1' } }]), clawback],
		['a relationship that is null', related({ user: null }), clawback],
		['a relationship to nobody', related({ user: { data: null }, audit: { data: { id: '' } } }), clawback],
	])('with %s has null for the rest', (_, payload, expected) => {
		expect(simplified(payload)).toEqual(expected);
		expect(flattenNotification(payload, { simplify: false })).toEqual({ ...expected, payload });
	});

	it('with names that mean something to JavaScript changes nothing but itself', () => {
		const names =
			'{"data":{"type":"clawback","attributes":{"__proto__":{"isAdmin":true},"constructor":1},"relationships":{"__proto__":{"data":{"id":"p-1"}}}}}';

		const made = simplified(readPayload(names) ?? {});

		expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
		expect([made.isAdmin, 'isAdmin' in {}]).toEqual([undefined, false]);
		expect(Object.entries(made).slice(FRONT.length)).toEqual([
			['__proto__Id', 'p-1'],
			['__proto__', { isAdmin: true }],
			['constructor', 1],
		]);
	});
});

describe('which events a trigger is for', () => {
	it.each([
		['', []],
		[' , ;\n', []],
		['clawback, validTransaction', ['clawback', 'validTransaction']],
		['clawback;birthdayReward|newEvent\nother', ['clawback', 'birthdayReward', 'newEvent', 'other']],
		['Clawback, CLAWBACK, claw back', ['clawback']],
		['Earned Reward Settled', ['earnedRewardSettled']],
		['reward.Doubled, toString, __proto__', ['reward.Doubled', 'toString', '__proto__']],
	])('may be named: %j are %j', (text, names) => {
		expect(namedEvents(text)).toEqual(names);
	});

	it('may be chosen from a list without retired ones; all else is careful by default', () => {
		const columns = columnsOf(listening);
		const events = columns.find(({ key }) => key === 'events');
		const others = columns.filter(({ key }) => !/events$/i.test(key));

		expect(events).toMatchObject({ input: 'choices', choices: EVENTS, isOpen: true });
		expect(JSON.stringify(columns)).not.toMatch(/validTransaction|failedTransaction|clawback/i);
		expect(others.map(({ key, required, default: usual }) => [key, required, usual])).toEqual([
			['replaceExisting', false, false],
			['skipRefused', false, false],
			['verifySignature', false, true],
			['acceptRepeats', false, false],
		]);
	});

	it.each([
		[{ events: 'auditUpdate' }, false],
		[{ events: [''] }, false],
		[{ events: ['auditUpdate'], novelty: 1 }, false],
		[{ events: ['birthdayReward', 'clawback'] }, true],
		[{ otherEvents: 'clawback' }, true],
	])('%j is a choice: %j', (chosen, isOne) => {
		expect(listening.safeParse(chosen).success).toBe(isOne);
	});
});
