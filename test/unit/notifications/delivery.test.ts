import crypto, { createHmac } from 'node:crypto';
import fc from 'fast-check';
import {
	checkDelivery,
	flattenNotification,
	identityOf,
	notificationSamples,
	RETIRED_EVENTS,
	SIGNATURE_HEADER,
	verifyWebhookSignature,
	type CheckedDelivery,
	type DeliveryRules,
	type NotificationPayload,
} from '../../../shared/host';

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
