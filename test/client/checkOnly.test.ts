import { outcomes, textLike } from '../support/expected';
import { startKard } from '../support/kard';
import { FULL_CARD, purchase, sheetPurchase, upTo } from '../support/purchase';

const kard = startKard();
const checkOnly = true;

afterEach(() => {
	expect([kard.sent, kard.tokenRequests]).toEqual([[], 0]);
});

describe('rows that are only checked', () => {
	it('meet the same checks as rows that are sent, and nothing is sent, not even for a token', async () => {
		const [first, other] = [purchase({ id: 'evt-1' }), purchase({ id: 'evt-2' })];
		const rows = [first, other, first, { ...other, amount: 5 }, sheetPurchase({ cardBIN: FULL_CARD }), null];

		const result = await kard.submit(rows, { checkOnly });

		expect(outcomes(result)).toEqual(['ready', 'ready', 'duplicate', 'failed', 'failed', 'failed']);
		expect(result.failed.map(({ code, outcomeUnknown }) => [code, outcomeUnknown])).toEqual(
			upTo(3).map(() => ['invalid', false]),
		);
		expect([result.requests, result.stoppedBy]).toEqual([0, undefined]);
		expect(JSON.stringify(result)).not.toContain(FULL_CARD);
	});

	it('tell what would be sent of a purchase, without a digit of the card', async () => {
		const { type, id, ...fields } = {
			type: 'transaction',
			...purchase({ id: 'evt-1', userZipCode: '30301' }),
		};

		const { succeeded } = await kard.submit([{ type, id, ...fields }], { checkOnly });

		const wouldSend = { id, ...fields, paymentType: 'CARD', cardBIN: '******', cardLastFour: '****' };
		expect(succeeded).toEqual([{ index: 0, id, status: 'ready', wouldSend }]);
	});

	it.each([
		['jordan@example.com', 'j***@example.com'],
		['jo@example.com', '***@example.com'],
	])('tell of a user with %s only enough to know the column by', async (email, masked) => {
		const about = { phoneNumber: '+15555550123', birthYear: '1990', zipCode: '30301' };
		const row = { id: 'user-1', enrolledRewards: ['CARDLINKED'], email, ...about };

		const { succeeded } = await kard.createOrUpdate([row], { checkOnly, email: 'hashAndAddress' });

		expect(succeeded[0]?.wouldSend).toEqual({
			...{ id: 'user-1', enrolledRewards: ['CARDLINKED'], email: masked, zipCode: '30301' },
			...{
				phoneNumber: '+*********23',
				birthYear: '19**',
				hashedEmail: textLike(/^[\da-f]{64}$/),
			},
		});
	});

	it('are each told of, also where nothing was to be sent unless all are good', async () => {
		const result = await kard.submit([purchase(), {}], { checkOnly, ifRowIsBad: 'sendNothing' });

		expect(outcomes(result)).toEqual(['ready', 'failed']);
	});

	it('may be audits, to which Kard would give their ids', async () => {
		const audit = {
			transactionId: 'purchase-1',
			auditCode: '3006',
			merchantName: 'Blue Door Coffee',
		} as const;
		const rows = [
			{ ...audit, auditDescription: 'The reward is missing.' },
			{ ...audit, auditDescription: '' },
		];

		const result = await kard.client().transactions.audit('user-1', rows, { checkOnly });

		expect(outcomes(result)).toEqual(['ready', 'failed']);
		expect(result.succeeded[0]).toMatchObject({ id: '', wouldSend: { transactionId: 'purchase-1' } });
	});
});
