import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { KardError } from '../../shared';
import { fakeKard, rejection, token, type Behaviour } from './fakeKard';
import { complaints, fates } from './kardUnderTest';
import { transactions } from './rows';

const kard = fakeKard();
const MB = 1_000_000;
const tooLong = /^Kard's answer is longer than 20 MB and was not read\./;

/** An answer that is small on the way. */
const packed =
	(encoding: string, ...parts: readonly Buffer[]): Behaviour =>
	(_, response) => {
		response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': encoding });
		for (const part of parts) response.write(part);
		response.end();
		return undefined;
	};
const spaces = (size: number) => Buffer.alloc(size, ' ');
const user = Buffer.from(JSON.stringify({ data: { type: 'user', id: 'user-1', attributes: {} } }));

/** How much more memory was in use at any time while something went on, in MB. */
async function growthWhile(work: () => Promise<void>): Promise<number> {
	const before = process.memoryUsage().rss;
	let most = before;
	const timer = setInterval(() => {
		most = Math.max(most, process.memoryUsage().rss);
	}, 2);
	await work();
	clearInterval(timer);
	return (Math.max(most, process.memoryUsage().rss) - before) / MB;
}

describe('an answer that unpacks to more than can be read', () => {
	it('is given up at 20 MB: 1.8 GB in 1.8 MB do not fill the memory', async () => {
		const member = gzipSync(spaces(30 * MB));
		kard.answer(packed('gzip', ...Array<Buffer>(60).fill(member)));
		let error: unknown;

		const growth = await growthWhile(async () => {
			error = await rejection(kard.client().users.get('user-1'));
		});

		expect(error).toBeInstanceOf(KardError);
		expect(error).toHaveProperty('message', expect.stringMatching(tooLong));
		expect(growth).toBeLessThan(300);
	});

	it.each([
		['gzip', gzipSync],
		['deflate', deflateSync],
		['br', brotliCompressSync],
	] as const)('is given up packed with %s, and not asked for again', async (encoding, pack) => {
		kard.answer(packed(encoding, pack(spaces(21 * MB))));

		const error = await rejection(kard.client().users.get('user-1'));

		expect(error).toHaveProperty('message', expect.stringMatching(tooLong));
		expect(kard.received).toHaveLength(1);
	});

	it('is given up unpacked as well, however much is still to come', async () => {
		const chunk = spaces(MB);
		kard.answer((_, response) => {
			response.writeHead(200, { 'Content-Type': 'application/json' });
			const more = () => {
				while (!response.destroyed && response.write(chunk));
			};
			response.on('drain', more);
			more();
			return undefined;
		});

		const error = await rejection(kard.client().users.get('user-1', { timeoutMs: 20_000 }));

		expect(error).toHaveProperty('message', expect.stringMatching(tooLong));
	});

	it('leaves rows in doubt', async () => {
		kard.answer(packed('gzip', gzipSync(spaces(21 * MB))));

		const result = await kard.client().transactions.submit(transactions(2));

		expect(fates(result)).toEqual(['unknown', 'unknown']);
		expect(complaints(result)[0]).toMatch(/^Row 1: Kard's answer is longer than 20 MB/);
	});

	it('gives no token, and nothing was sent', async () => {
		kard.answerToken(packed('gzip', gzipSync(spaces(21 * MB))), token('token-late'));

		const error = await rejection(kard.client().users.get('user-1'));

		expect(error).toMatchObject({ noToken: true, outcomeUnknown: false });
		expect(kard.received).toEqual([]);
	});
});

it('an answer that unpacks to a little less is read', async () => {
	kard.answer(packed('gzip', gzipSync(Buffer.concat([user, spaces(19 * MB)]))));

	await expect(kard.client().users.get('user-1')).resolves.toHaveProperty('id', 'user-1');
});
