import crypto, { createHmac } from 'node:crypto';
import fc from 'fast-check';
import range from 'lodash/range';
import { z } from 'zod/v4';
import {
	checkDelivery,
	flattenNotification,
	identityOf,
	notificationSamples,
	RETIRED_EVENTS,
	SIGNATURE_HEADER,
	verifyWebhookSignature,
	NotificationHistory,
	columnsOf,
	EVENTS,
	eventTitle,
	isEventName,
	isRetiredEvent,
	listening,
	namedEvents,
	notificationAttributes,
	readPayload,
	type CheckedDelivery,
	type DeliveryRules,
	type NotificationPayload,
	type EventName,
} from '../../shared/host';
import { anyText } from '../support/expected';

const KEY = 'webhook-key-1';
const payload = notificationSamples.auditUpdate;
const BODY = JSON.stringify(payload);
const sign = (body: string | Uint8Array, key = KEY): string =>
	createHmac('sha256', key).update(body).digest('base64');

describe('a webhook signature', () => {
	const TEXT = '{ "data": {"id": "n-1", "name": "Café ☕"},\n "amount": 1.0 }';
	const right = sign(TEXT);
	const other = (place: number) =>
		right.slice(0, place) + (right.charAt(place) === 'A' ? 'B' : 'A') + right.slice(place + 1);

	it('is the one of RFC 4231, test case 2', () => {
		const hex = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
		const signature = Buffer.from(hex, 'hex').toString('base64');

		expect(verifyWebhookSignature('what do ya want for nothing?', signature, 'Jefe')).toBe(true);
	});

	it.each([
		['text', TEXT],
		['bytes', Buffer.from(TEXT)],
		['bytes that are no text', new Uint8Array([0, 255, 254, 128])],
		['an empty body', ''],
	])('is right for %s as it arrived', (_, body) => {
		expect(verifyWebhookSignature(body, sign(body), KEY)).toBe(true);
	});

	it.each<[string, unknown]>([
		['wrong', sign(TEXT, 'another key')],
		['missing', undefined],
		['empty', ''],
		['short', right.slice(0, 20)],
		['without its padding', right.slice(0, -1)],
		['long', `${right}=`],
		['of the same length, but not base64', '!'.repeat(44)],
		['not ASCII', `${'é'.repeat(43)}=`],
		['in hexadecimal', Buffer.from(right, 'base64').toString('hex')],
		['in the alphabet of URLs', `-_${right.slice(2)}`],
		['with another letter case', right.toLowerCase()],
		['with a space in front', ` ${right}`],
		['with a line break behind it', `${right}\n`],
		['with a prefix', `sha256=${right}`],
		['of another body', sign(`${TEXT} `)],
		['of the re-serialized body', sign(JSON.stringify(JSON.parse(TEXT)))],
		['a list', [right]],
		['a number', 44],
		['null', null],
	])('that is %s is refused, without an exception', (_, signature) => {
		expect(Reflect.apply(verifyWebhookSignature, undefined, [TEXT, signature, KEY])).toBe(false);
	});

	it('written in another way for the same bytes is refused', () => {
		const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
		const twin = `${right.slice(0, 42)}${digits.charAt(digits.indexOf(right.charAt(42)) + 1)}=`;
		expect(Buffer.from(twin, 'base64')).toEqual(Buffer.from(right, 'base64'));

		expect(verifyWebhookSignature(TEXT, twin, KEY)).toBe(false);
	});

	it.each<[string, string | Uint8Array]>([
		['re-serialized', JSON.stringify(JSON.parse(TEXT))],
		['with other line breaks', TEXT.replace('\n', '\r\n')],
		['with escapes in place of letters', TEXT.replace('é', '\\u00e9')],
		['with its letters composed otherwise', TEXT.normalize('NFD')],
		['with a byte order mark', `\uFEFF${TEXT}`],
		['in UTF-16', Buffer.from(TEXT, 'utf16le')],
	])('is not right for the body %s', (_, body) => {
		expect(verifyWebhookSignature(body, right, KEY)).toBe(false);
	});

	it.each([` ${KEY}`, `${KEY}\n`, KEY.toUpperCase()])('is made with the key as it is: %j', (key) => {
		expect(verifyWebhookSignature(TEXT, right, key)).toBe(false);
		expect(verifyWebhookSignature(TEXT, sign(TEXT, key), key)).toBe(true);
	});

	it.each(['', ' ', ' \t\n', '\u00a0', '\u200b', '\ufeff', '\0'])(
		'is refused where the key is blank (%j), even when it was made with just that',
		(key) => {
			expect(verifyWebhookSignature(TEXT, sign(TEXT, key), key)).toBe(false);
		},
	);

	describe('is compared in the same time wherever it is wrong', () => {
		const compare = jest.spyOn(crypto, 'timingSafeEqual');
		beforeEach(() => compare.mockClear());
		afterAll(() => {
			compare.mockRestore();
		});

		it.each([right, other(0), other(21), other(42), `${'A'.repeat(43)}=`])(
			'%s: once, all of it',
			(signature) => {
				expect(verifyWebhookSignature(TEXT, signature, KEY)).toBe(signature === right);

				expect(compare.mock.calls).toEqual([[Buffer.from(right), Buffer.from(signature)]]);
			},
		);
	});
});

const RULES: DeliveryRules = { webhookKey: KEY, verifySignature: true, events: ['auditUpdate'] };

/** Checks a body that is signed as Kard signs it, unless the headers say otherwise. */
function check(
	rawBody: string | Uint8Array,
	rules: Partial<DeliveryRules> = {},
	headers: Readonly<Record<string, unknown>> = { [SIGNATURE_HEADER]: sign(rawBody) },
): CheckedDelivery {
	return checkDelivery({ rawBody, headers }, { ...RULES, ...rules });
}

/** A notification whose attributes nest so many levels deep; three levels are around them. */
function nested(levels: number, [open, close] = ['{"a":', '}']): string {
	const inner = open.repeat(levels) + (open === '[' ? '' : '1') + close.repeat(levels);
	return `{"data":{"type":"auditUpdate","attributes":{"a":${inner}}}}`;
}

describe('a delivery', () => {
	it.each<[string, string | Uint8Array]>([
		['text', BODY],
		['bytes', Buffer.from(BODY)],
		['text with a byte order mark', `\uFEFF${BODY}`],
		['bytes with a byte order mark and white space', Buffer.from(`\uFEFF ${BODY}\n`)],
	])('that Kard signed is wanted where its event is chosen: %s', (_, body) => {
		expect(check(body)).toEqual({ outcome: 'wanted', payload });
		expect(check(body, { events: ['earnedRewardSettled'] })).toEqual({ outcome: 'unwanted', payload });
	});

	it.each(Object.keys(RETIRED_EVENTS))(
		'of %s, which Kard has retired, is wanted where it is named',
		(type) => {
			const body = JSON.stringify({ data: { type, id: 'n-1' } });

			expect(check(body, { events: [type] })).toMatchObject({ outcome: 'wanted' });
			expect(check(body)).toMatchObject({ outcome: 'unwanted' });
		},
	);

	it.each(['birthdayReward', 'toString', 'CLAWBACK'])('of %s is wanted: nobody could choose it', (type) => {
		const document = { data: { type } };

		expect(check(JSON.stringify(document), { events: [] })).toEqual({ outcome: 'wanted', payload: document });
	});

	it.each<[string, string | Uint8Array]>([
		['nothing', ''],
		['white space', ' \n'],
		['half a document', BODY.slice(0, -1)],
		['a list', `[${BODY}]`],
		['one level deeper than a hundred', nested(98)],
		['a million levels deep', nested(1_000_000)],
		['a million levels deep, in lists', nested(1_000_000, ['[', ']'])],
		['a text', '"clawback"'],
		['a number', '7'],
		['null', 'null'],
		['true', 'true'],
		['another document', '{"hello":1}'],
		['without an event', '{"data":{"id":"n-1"}}'],
		['with an event that is no text', '{"data":{"type":7}}'],
		['with an event that is empty', '{"data":{"type":""}}'],
		['a list of notifications', `{"data":[${BODY}]}`],
		['a form', 'data=1'],
		['UTF-16', Buffer.from(BODY, 'utf16le')],
		['bytes that are no text', new Uint8Array([0, 255, 254, 128])],
	])('that Kard signed is unreadable where it is %s', (_, body) => {
		expect(check(body)).toEqual({ outcome: 'unreadable' });
	});

	it.each([
		['may nest a hundred levels deep', nested(97)],
		[
			'is read as JSON is, with escapes and the last of two equal keys',
			'{"data":1,"data":{"type":"audit\\u0055pdate"}}',
		],
	])('%s', (_, body) => {
		const document: unknown = JSON.parse(body);

		expect(check(body)).toEqual({ outcome: 'wanted', payload: document });
	});

	it('with bytes that are no UTF-8 is read with a replacement character for each; the signature is of the bytes', () => {
		const [front = '', back = ''] = '{"data":{"type":"auditUpdate","attributes":{"name":"Caf|"}}}'.split('|');
		const body = Buffer.concat([Buffer.from(front), Buffer.from([0xe9]), Buffer.from(back)]);

		expect(check(body)).toMatchObject({ payload: { data: { attributes: { name: 'Caf\uFFFD' } } } });
		expect(check(body, {}, { [SIGNATURE_HEADER]: sign(body.toString()) })).toEqual({ outcome: 'forged' });
	});

	it.each(['notify-signature', 'Notify-Signature', 'NOTIFY-SIGNATURE'])(
		'has its signature under %s',
		(name) => {
			const headers = { host: 'example.com', [name]: sign(BODY) };

			expect(check(BODY, {}, headers)).toMatchObject({ outcome: 'wanted' });
		},
	);

	it.each<[string, Readonly<Record<string, unknown>>]>([
		['is missing', {}],
		['is undefined', { 'notify-signature': undefined }],
		['has another name', { 'x-notify-signature': sign(BODY) }],
		['is wrong', { 'notify-signature': sign(BODY, 'another key') }],
		['is a list', { 'notify-signature': [sign(BODY)] }],
		['is two, joined', { 'notify-signature': `${sign(BODY)}, ${sign(BODY)}` }],
		['is there in two letter cases', { 'notify-signature': sign(BODY), 'Notify-Signature': sign(BODY) }],
		['is there twice, once wrong', { 'Notify-Signature': sign(BODY, 'no'), 'notify-signature': sign(BODY) }],
	])('is forged where its signature %s, whatever it says', (_, headers) => {
		expect([BODY, 'no JSON'].map((body) => check(body, {}, headers).outcome)).toEqual(['forged', 'forged']);
	});

	it.each(['', ' ', KEY])('needs no signature where none is verified, with the key "%s"', (webhookKey) => {
		const rules = { webhookKey, verifySignature: false };

		expect(check(BODY, rules, {})).toEqual({ outcome: 'wanted', payload });
		expect(check(BODY, { ...rules, events: [] }, {})).toEqual({ outcome: 'unwanted', payload });
		expect(check('no JSON', rules, {})).toEqual({ outcome: 'unreadable' });
	});

	it('is checked, laid flat and identified whatever it is', () => {
		const odd = fc.oneof(fc.constant(undefined), fc.jsonValue({ maxDepth: 2 }), fc.constant('n-1'));
		const type = fc.oneof(odd, fc.constant('auditUpdate'));
		const data = fc.record({ type, id: odd, attributes: odd, relationships: odd });
		const body = fc.oneof(
			fc.record({ data: fc.oneof(data, odd) }).map((document) => Buffer.from(JSON.stringify(document))),
			fc.nat(BODY.length).map((length) => Buffer.from(BODY.slice(0, length))),
			fc.uint8Array({ maxLength: 200 }),
		);
		fc.assert(
			fc.property(body, fc.boolean(), (rawBody, verifySignature) => {
				const checked = check(rawBody, { verifySignature });
				if (!('payload' in checked)) return;
				expect(identityOf(checked.payload)).not.toBe('');
				expect(flattenNotification(checked.payload, { simplify: true })).toHaveProperty('eventName');
			}),
			{ numRuns: 500, seed: 8 },
		);
	});
});

describe('the identity of a notification', () => {
	const notification = (type: unknown, id?: unknown, attributes: object = {}): NotificationPayload => {
		return { data: { type, ...(id === undefined ? {} : { id }), attributes } };
	};
	const [EMAIL, PUSH] = ['emailNotificationPlacementFile', 'pushNotificationPlacementFile'];
	const file = (week: number, type = PUSH) =>
		notification(type, 'placement-1', { downloadUrl: `https://example.com/files/${String(week)}` });
	const clawback = (id?: unknown, a?: number) => notification('clawback', id, a === undefined ? {} : { a });
	const about = (id: string) => notification('auditUpdate', id, { transactionId: 'p' });

	it.each<[string, NotificationPayload, NotificationPayload]>([
		['again, whatever else it says by then', clawback('n-1'), clawback('n-1', 1)],
		['of the same file of a placement', file(1), file(1)],
		['without an id and with the same content', clawback(undefined, 1), clawback(undefined, 1)],
	])('a delivery %s is the same notification', (_, one, other) => {
		expect(identityOf(one)).toBe(identityOf(other));
	});

	it.each<[string, NotificationPayload, NotificationPayload]>([
		['with another id', clawback('n-1'), clawback('n-2')],
		['of another event', clawback('n-1'), notification('validTransaction', 'n-1')],
		['of no event', clawback('n-1'), notification(undefined, 'n-1')],
		['about the same purchase', about('n-1'), about('n-2')],
		['of the next file of a placement', file(1), file(2)],
		['of the next file for emails', file(1, EMAIL), file(2, EMAIL)],
		['without an id and with other content', clawback(undefined, 1), clawback(undefined, 2)],
		['with an empty id and other content', clawback('', 1), clawback('', 2)],
		['with a number for an id and other content', clawback(7, 1), clawback(7, 2)],
		['without data', { meta: { a: 1 } }, { meta: { a: 2 } }],
		['whose names are put together otherwise', notification('a', 'b","c'), notification('a","b', 'c')],
	])('a delivery %s is another notification', (_, one, other) => {
		expect(identityOf(one)).not.toBe(identityOf(other));
	});

	it('is its own for the sample of each event', () => {
		const identities = Object.values(notificationSamples).map(identityOf);

		expect(new Set(identities).size).toBe(identities.length);
	});
});

/** How many notifications are remembered, and how many characters each of them takes. */
const [MOST, WIDTH] = [10_000, 11];
const named = (number: number) => `notification-${String(number)}`;

/** A history of the notifications from one number up to, but not including, another. */
function historyOf(from: number, to: number, stored?: unknown): NotificationHistory {
	const history = new NotificationHistory(stored);
	for (const number of range(from, to)) history.add(named(number));
	return history;
}

const marks = range(0, MOST + 1_000).map((number) => historyOf(number, number + 1).stored);
const storedOf = (from: number, to: number) => marks.slice(from, to).join('');

describe('a history of notifications', () => {
	it('recognizes a notification from the second time on', () => {
		const history = new NotificationHistory();

		const added = Array.from('ababca', (identity) => history.add(identity));

		expect(added).toEqual([true, true, false, false, true, false]);
	});

	it('tells apart whatever is not the same', () => {
		const identities = fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 30 });
		fc.assert(
			fc.property(identities, (different) => {
				const history = new NotificationHistory();
				expect(different.filter((identity) => !history.add(identity))).toEqual([]);
				expect(different.filter((identity) => history.add(identity))).toEqual([]);
			}),
			{ numRuns: 20, seed: 8 },
		);
	});

	it('stores eleven characters of a digest for each, which nobody can read, the oldest first', () => {
		const history = new NotificationHistory();
		history.add('["clawback","n-of-jordan@example.com"]');
		history.add('☕'.repeat(1_000));
		expect(history.stored).toMatch(/^[A-Za-z0-9_-]{22}$/);

		expect(historyOf(0, 3).stored).toBe(storedOf(0, 3));
	});

	it(`remembers ${String(MOST)}, and forgets the oldest for each further one`, () => {
		const history = historyOf(0, MOST);
		expect(history.stored).toBe(storedOf(0, MOST));

		history.add(named(MOST));

		expect(history.stored).toBe(storedOf(1, MOST + 1));
		expect(history.add(named(1))).toBe(false);
		expect(history.add(named(0))).toBe(true);
	});

	it('is the same after it was stored', () => {
		const history = new NotificationHistory(JSON.parse(JSON.stringify(historyOf(0, 50).stored)));

		expect(history.stored).toBe(storedOf(0, 50));
		expect([history.add(named(49)), history.add(named(50))]).toEqual([false, true]);
	});

	const ODD = [undefined, null, 7, true, {}, ['aaaaaaaaaaa'], { length: 11 }];
	it.each([...ODD, 'a', 'a'.repeat(12), 'not what was stored'])('is empty where %j was stored', (stored) => {
		const history = new NotificationHistory(stored);

		expect(history.stored).toBe('');
		expect(history.add('a')).toBe(true);
	});

	it('may have rubbish of the right length in it, which is forgotten in its turn', () => {
		const history = new NotificationHistory('☕'.repeat(WIDTH * 2) + '\n'.repeat(WIDTH));

		expect([history.add('a'), history.add('a')]).toEqual([true, false]);
		expect(history.stored).toHaveLength(3 * WIDTH);
	});

	it('keeps the newest of what is too long', () => {
		expect(new NotificationHistory(storedOf(0, MOST + 100)).stored).toBe(storedOf(100, MOST + 100));
	});
});

describe('merging another history', () => {
	/** Ends beyond the bound, by a little and by a lot. */
	const AHEAD = MOST + 5;
	const FAR = MOST + 1_000;
	it.each<[string, [number, number], unknown, [number, number]]>([
		['adds what is new behind our own', [0, 3], storedOf(1, 5), [0, 5]],
		['adds what has nothing in common', [0, 3], storedOf(3, 5), [0, 5]],
		['adds nothing of the same', [0, 3], storedOf(0, 3), [0, 3]],
		['adds nothing of less', [0, 3], storedOf(0, 2), [0, 3]],
		['adds nothing of nothing', [0, 3], undefined, [0, 3]],
		['adds nothing of rubbish', [0, 3], 'rubbish', [0, 3]],
		['at the bound, adds what a copy that is a moment ahead has', [0, MOST], storedOf(5, AHEAD), [5, AHEAD]],
		['at the bound, forgets nothing new for an older copy', [0, AHEAD], storedOf(0, MOST), [5, AHEAD]],
		['at the bound, takes all that has nothing in common', [0, MOST], storedOf(MOST, FAR), [1_000, FAR]],
	])('%s', (_, [from, to], stored, [first, end]) => {
		const history = historyOf(from, to);

		history.merge(stored);
		history.merge(stored);

		expect(history.stored).toBe(storedOf(first, end));
	});

	it('at the bound, forgets nothing new for copies that are always a moment old, however many come', () => {
		const history = historyOf(0, MOST);
		let copy = history.stored;
		for (const number of range(MOST, MOST + 40)) {
			history.merge(copy);
			copy = history.stored;
			history.add(named(number));
		}

		expect(history.stored).toBe(storedOf(40, MOST + 40));
	});
});

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
