import { createHmac } from 'node:crypto';
import {
	flattenNotification,
	identityOf,
	checkDelivery,
	notificationSamples,
	SIGNATURE_HEADER,
	type DeliveryRules,
	type CheckedDelivery,
} from '../../../shared';
import { SeededChance } from '../../bench/descriptors';

const KEY = 'webhook-key-1';
const RULES: DeliveryRules = { webhookKey: KEY, verifySignature: true, events: ['auditUpdate'] };
const BODY = JSON.stringify(notificationSamples.auditUpdate);
const payload = notificationSamples.auditUpdate;

function sign(body: string | Uint8Array, key = KEY): string {
	return createHmac('sha256', key).update(body).digest('base64');
}

/** A notification whose attributes nest so many levels deep; three levels are around them. It has no id to tell it by. */
function nested(levels: number, [open, close]: readonly [string, string] = ['{"a":', '}']): string {
	const inner = open.repeat(levels) + (open === '[' ? '' : '1') + close.repeat(levels);
	return `{"data":{"type":"auditUpdate","attributes":{"a":${inner}}}}`;
}

/** Judges a body that is signed as Kard signs it, unless the headers say otherwise. */
function judge(
	rawBody: string | Uint8Array,
	rules: Partial<DeliveryRules> = {},
	headers: Readonly<Record<string, unknown>> = { [SIGNATURE_HEADER]: sign(rawBody) },
): CheckedDelivery {
	return checkDelivery({ rawBody, headers }, { ...RULES, ...rules });
}

describe('a delivery that Kard signed', () => {
	it.each([
		['text', BODY],
		['bytes', Buffer.from(BODY)],
	])('is wanted where its event is, and comes with what it says: as %s', (_, body) => {
		expect(judge(body)).toEqual({ outcome: 'wanted', payload });
	});

	it('is unwanted where its event was not chosen', () => {
		expect(judge(BODY, { events: ['earnedRewardSettled'] })).toEqual({ outcome: 'unwanted', payload });
		expect(judge(BODY, { events: [] })).toEqual({ outcome: 'unwanted', payload });
	});

	it.each(['validTransaction', 'failedTransaction', 'clawback'])(
		'of %s, which Kard has retired, is wanted by who named it, and by nobody else',
		(type) => {
			const retired = { data: { type, id: 'n-1', attributes: { message: 'Taken back.' } } };
			const body = JSON.stringify(retired);

			expect(judge(body, { events: [type] })).toEqual({ outcome: 'wanted', payload: retired });
			expect(judge(body)).toEqual({ outcome: 'unwanted', payload: retired });
			expect(judge(body, { events: [] })).toEqual({ outcome: 'unwanted', payload: retired });
		},
	);

	it.each([
		['an event that Kard has added since', { data: { type: 'birthdayReward', id: 'n-1' } }],
		['an event named like what every object has', { data: { type: 'toString', id: 'n-1' } }],
		['an event that is named in another letter case', { data: { type: 'CLAWBACK' } }],
	])('is wanted with %s: nobody could have chosen it', (_, content) => {
		expect(judge(JSON.stringify(content), { events: [] })).toEqual({ outcome: 'wanted', payload: content });
	});

	it.each<[string, string | Uint8Array]>([
		['nothing', ''],
		['white space', ' \n'],
		['half a document', BODY.slice(0, -1)],
		['a list', `[${BODY}]`],
		['nested one level deeper than a hundred', nested(98)],
		['nested a million levels deep', nested(1_000_000)],
		['nested a million levels deep, in lists', nested(1_000_000, ['[', ']'])],
		['a text', '"clawback"'],
		['a number', '7'],
		['null', 'null'],
		['no notification of anything', '{"hello":1}'],
		['without an event', '{"data":{"id":"n-1"}}'],
		['with an event that is no text', '{"data":{"type":7}}'],
		['a list of notifications', `{"data":[${BODY}]}`],
		['a form', 'data=1'],
		['UTF-16', Buffer.from(BODY, 'utf16le')],
		['bytes that are no text', new Uint8Array([0, 255, 254, 128])],
	])('is unreadable where it is %s', (_, body) => {
		expect(judge(body)).toEqual({ outcome: 'unreadable' });
	});
});

it('a notification that is nested a hundred levels deep, and no deeper, is one', () => {
	expect(judge(nested(97))).toMatchObject({ outcome: 'wanted' });
});

describe('the signature of a delivery', () => {
	it.each(['notify-signature', 'Notify-Signature', 'NOTIFY-SIGNATURE'])('is found under %s', (name) => {
		expect(judge(BODY, {}, { host: 'example.com', [name]: sign(BODY) })).toMatchObject({ outcome: 'wanted' });
	});

	it.each<[string, Readonly<Record<string, unknown>>]>([
		['there is none', {}],
		['it is empty', { 'notify-signature': '' }],
		['it is undefined', { 'notify-signature': undefined }],
		['it stands under another name', { 'x-notify-signature': sign(BODY) }],
		['it was made with another key', { 'notify-signature': sign(BODY, 'another key') }],
		['it belongs to another body', { 'notify-signature': sign(`${BODY} `) }],
		['there is white space around it', { 'notify-signature': ` ${sign(BODY)} ` }],
		['there are two, as a list', { 'notify-signature': [sign(BODY), sign(BODY)] }],
		['there is one, but as a list', { 'notify-signature': [sign(BODY)] }],
		['there are two, joined to one', { 'notify-signature': `${sign(BODY)}, ${sign(BODY)}` }],
		[
			'there are two in different letter case, both of them right',
			{ 'notify-signature': sign(BODY), 'Notify-Signature': sign(BODY) },
		],
		[
			'there are two in different letter case, one of them wrong',
			{ 'Notify-Signature': sign(BODY, 'another key'), 'notify-signature': sign(BODY) },
		],
	])('is refused where %s', (_, headers) => {
		expect(judge(BODY, {}, headers)).toEqual({ outcome: 'forged' });
	});

	it('is looked at before anything is read: what is forged may be anything', () => {
		for (const body of ['', 'no JSON', BODY, '{"data":{"type":"earnedRewardSettled"}}']) {
			expect(judge(body, {}, {})).toEqual({ outcome: 'forged' });
		}
	});

	it.each(['', ' ', ' \t\n', '\u00a0', '\u200b', '\ufeff', '\0'])(
		'is refused where the key is blank (%j), even when it was made with just that',
		(webhookKey) => {
			const headers = { [SIGNATURE_HEADER]: sign(BODY, webhookKey) };

			expect(judge(BODY, { webhookKey }, headers)).toEqual({ outcome: 'forged' });
		},
	);

	it.each(['', KEY])('is not asked for where it is not verified, with the key "%s"', (webhookKey) => {
		const rules = { webhookKey, verifySignature: false };

		expect(judge(BODY, rules, {})).toEqual({ outcome: 'wanted', payload });
		expect(judge(BODY, rules, { [SIGNATURE_HEADER]: 'wrong' })).toEqual({ outcome: 'wanted', payload });
		expect(judge('no JSON', rules, {})).toEqual({ outcome: 'unreadable' });
		expect(judge(BODY, { ...rules, events: [] }, {})).toEqual({ outcome: 'unwanted', payload });
	});
});

describe('a delivery with odd bytes', () => {
	it.each([
		['text', `\uFEFF${BODY}`],
		['bytes', Buffer.from(`\uFEFF${BODY}`)],
	])('is read without the byte order mark in front of it: %s', (_, body) => {
		expect(judge(body)).toEqual({ outcome: 'wanted', payload });
	});

	it('that are no UTF-8 is read with a replacement character for each, and its signature is of the bytes', () => {
		const [front, back] = '{"data":{"type":"auditUpdate","id":"n-1","attributes":{"name":"Caf|"}}}'.split(
			'|',
		);
		const body = Buffer.concat([Buffer.from(front ?? ''), Buffer.from([0xe9]), Buffer.from(back ?? '')]);

		expect(judge(body)).toMatchObject({
			outcome: 'wanted',
			payload: { data: { attributes: { name: 'Caf\uFFFD' } } },
		});
		expect(judge(body, {}, { [SIGNATURE_HEADER]: sign(body.toString()) })).toEqual({ outcome: 'forged' });
	});

	it('is judged, whatever it is: two thousand made of a seed, signed and not', () => {
		const chance = new SeededChance(8);
		const seen = new Map<string, number>();
		for (let count = 0; count < 2_000; count += 1) {
			const body = oddBody(chance);
			const rules = { verifySignature: count % 2 === 0, events: count % 3 === 0 ? [] : ['auditUpdate'] };
			const { outcome, ...rest } = judge(body, rules);
			if ('payload' in rest) {
				expect(identityOf(rest.payload)).not.toBe('');
				expect(flattenNotification(rest.payload, { simplify: true })).toHaveProperty('eventName');
			}
			seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
		}

		expect([...seen.keys()].sort()).toEqual(['unreadable', 'unwanted', 'wanted']);
		for (const count of seen.values()) expect(count).toBeGreaterThan(50);
	});
});

/** A body that is cut, twisted in a few bytes, odd in some parts, or nothing but chance. */
function oddBody(chance: SeededChance): Uint8Array {
	const whole = Buffer.from(BODY);
	const byte = () => chance.between(0, 255);
	switch (chance.between(0, 3)) {
		case 0:
			return Buffer.from(Array.from({ length: chance.between(0, 200) }, byte));
		case 1:
			return whole.subarray(0, chance.between(0, whole.length));
		case 2: {
			const twisted = Buffer.from(whole);
			for (let times = chance.between(1, 4); times > 0; times -= 1) {
				twisted[chance.between(0, whole.length - 1)] = byte();
			}
			return twisted;
		}
		default:
			return Buffer.from(oddNotification(chance));
	}
}

/** A notification some parts of which are something else than they should be. */
function oddNotification(chance: SeededChance): string {
	const odd = (): unknown =>
		chance.one<unknown>(null, '', 'x', 7, 1e300, true, [], {}, [null], { id: null }, { data: { id: 7 } });
	const chosen = (usual: unknown): unknown => (chance.next() < 0.3 ? odd() : usual);
	return JSON.stringify({
		data: chosen({
			type: chosen('auditUpdate'),
			id: chosen('n-1'),
			attributes: chosen({ id: chosen('a-1'), userId: chosen('u-1'), auditId: chosen('a-2') }),
			relationships: chosen({ user: chosen({ data: chosen({ id: chosen('user-1') }) }), audit: chosen({}) }),
		}),
	});
}
