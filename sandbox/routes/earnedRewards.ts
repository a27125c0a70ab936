import { DateTime } from 'luxon';
import type { SandboxContext } from '../context/sandboxContext';
import type { ApiRequest } from '../http/apiRequest';
import type { ApiResponse } from '../http/apiResponse';
import { linksOf, pageOf } from '../http/paging';
import { booleanIn, choiceIn, listIn } from '../http/query';
import { OPTIONAL_LINKS, type ResponseShape, under } from '../http/responseShape';
import { componentsOf } from '../offers/components';
import type { StoredOffer } from '../offers/offer';
import { assetsOf } from '../offers/offerResource';
import { componentsShape } from '../offers/offerShape';
import type { EarnedReward } from '../resources/earnedReward';
import type { Endpoint } from './endpoint';
import { knownUser } from './users';

const EARNED_REWARDS = '/v2/issuers/{organizationId}/users/{userId}/earned-rewards';
const DAY = 86_400_000;
/** Kard does not publish when it pays: here it is so long after the settlement. */
const PAID_AFTER = 30 * DAY;
/** The windows of time, which also bound the total (Kard's API reference since 28 July 2026). */
const RANGES = ['12M', '6M', '3M', 'YTD'] as const;
const MONTHS = { '12M': 12, '6M': 6, '3M': 3 } as const;

const COMPONENTS = componentsShape('data.attributes.components');
const SHAPE: ResponseShape = {
	optional: [
		...['included', 'included.attributes.assets', 'included.attributes.assets.alt'],
		...['data.attributes.payoutTimestamp', ...COMPONENTS.optional, ...OPTIONAL_LINKS],
	],
	enums: [
		...under('data.attributes', 'status paidToIssuer commissionEarned.user.type'),
		...under('included.attributes', 'purchaseChannel assets.type'),
		...COMPONENTS.enums,
	],
};

/** The rewards that a user earned. */
export const earnedRewardEndpoints = [
	{
		route: 'listEarnedRewards',
		method: 'GET',
		path: EARNED_REWARDS,
		scope: 'transaction:read',
		shape: SHAPE,
		handle: listEarnedRewards,
	},
] as const satisfies readonly Endpoint[];

interface Entry {
	readonly reward: EarnedReward;
	readonly offer: StoredOffer;
	readonly isPaid: boolean;
}

function listEarnedRewards(request: ApiRequest, context: SandboxContext): ApiResponse {
	const user = knownUser(request, context);
	const { query } = request;
	const status = choiceIn(query, 'filter[status]', ['APPROVED', 'SETTLED']) ?? 'SETTLED';
	const paidOnly = booleanIn(query, 'filter[paidInFullOnly]') ?? false;
	const range = choiceIn(query, 'filter[range]', RANGES) ?? '12M';
	const include = listIn(query, 'include', ['merchant', 'offer'], 'comma');
	const since = startOf(range, context.now());
	const entries = entriesOf(user.id, context).filter(({ reward }) => reward.at >= since);
	const settled = entries.filter(
		({ reward, isPaid }) => reward.status === 'SETTLED' && (isPaid || !paidOnly),
	);
	const shown = status === 'SETTLED' ? settled : stillPending(entries, context);
	const page = pageOf(newestFirst(shown), query, keyOf, { tooLarge: context.readings.pageSize });
	const body = {
		data: page.items.map(resource),
		links: linksOf(EARNED_REWARDS, query, page),
		meta: { lifetimeRewardsInCents: settled.reduce((sum, { reward }) => sum + reward.rewardInCents, 0) },
		...(include.length > 0 ? { included: includedOf(page.items, include) } : {}),
	};
	return { status: 200, body };
}

function entriesOf(userId: string, { state, now }: SandboxContext): Entry[] {
	const paidBefore = now() - PAID_AFTER;
	return state.rewards.of(userId).flatMap((reward) => {
		const offer = state.offer(reward.offerId);
		return offer === undefined ? [] : [{ reward, offer, isPaid: reward.at < paidBefore }];
	});
}

/** Approvals whose purchase has not been settled. */
function stillPending(entries: readonly Entry[], { state }: SandboxContext): Entry[] {
	return entries.filter(({ reward: { status, userId, transactionId } }) => {
		const events = state.rewards.ofPurchase(userId, transactionId);
		return status === 'APPROVED' && events.every((event) => event.status === 'APPROVED');
	});
}

/** When a window that ends now begins, in milliseconds since 1970. */
function startOf(range: (typeof RANGES)[number], now: number): number {
	const date = DateTime.fromMillis(now, { zone: 'utc' });
	if (range === 'YTD') return date.startOf('year').toMillis();
	return date.minus({ months: MONTHS[range] }).toMillis();
}

function newestFirst(entries: readonly Entry[]): Entry[] {
	return [...entries].sort((one, other) => (keyOf(one) < keyOf(other) ? 1 : -1));
}

function keyOf({ reward }: Entry): string {
	return `${new Date(reward.at).toISOString()}|${reward.id}`;
}

function resource({ reward, offer, isPaid }: Entry) {
	const attributes = {
		status: reward.status,
		transactionId: reward.transactionId,
		transactionAmountInCents: reward.amountInCents,
		transactionTimestamp: new Date(reward.at).toISOString(),
	};
	return {
		type: reward.status === 'SETTLED' ? 'rewardedTransaction' : 'approvedTransaction',
		id: reward.id,
		attributes:
			reward.status === 'SETTLED'
				? { ...attributes, ...paymentOf(reward, isPaid), ...progressOf(reward, offer) }
				: attributes,
		relationships: {
			user: { data: { type: 'user', id: reward.userId } },
			merchant: { data: { type: 'merchant', id: offer.merchantId } },
			offer: { data: { type: 'offer', id: offer.id } },
		},
	};
}

/** The ready-made parts of a reward, which come with how often the offer was redeemed by then. */
function progressOf({ redemption }: EarnedReward, offer: StoredOffer) {
	return redemption === undefined ? {} : { components: componentsOf(offer, ['progressBar'], redemption) };
}

function paymentOf({ rewardInCents, at }: EarnedReward, isPaid: boolean) {
	const commissionEarned = { user: { type: 'cents', value: rewardInCents } };
	if (!isPaid) return { paidToIssuer: 'UNPAID', commissionEarned };
	const paid = new Date(at + PAID_AFTER);
	const payoutTimestamp = new Date(Date.UTC(paid.getUTCFullYear(), paid.getUTCMonth(), 1)).toISOString();
	return { paidToIssuer: 'PAID_IN_FULL', commissionEarned, payoutTimestamp };
}

function includedOf(entries: readonly Entry[], include: readonly ('merchant' | 'offer')[]) {
	const offers = [...new Set(entries.map(({ offer }) => offer))];
	return include.flatMap((kind) =>
		offers.map((offer) => (kind === 'merchant' ? merchantResource(offer) : usedOffer(offer))),
	);
}

function merchantResource(offer: StoredOffer) {
	return {
		type: 'merchant',
		id: offer.merchantId,
		attributes: { name: offer.name, assets: assetsOf(offer) },
	};
}

function usedOffer({ id, channels }: StoredOffer) {
	return { type: 'offer', id, attributes: { purchaseChannel: channels } };
}
