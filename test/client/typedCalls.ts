/* What the types promise, checked by the type check alone: nothing here is ever run. */
import type { KardClient, OfferResource, SubscriptionResource, UserResource } from '../../shared';

/** Whether two types take the same values. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;
const holds = <Claim extends true>(claim: Claim): Claim => claim;

type Attributes = OfferResource['attributes'];

/** Every attribute may be missing, and none is null. */
holds<Same<Attributes['name'], string | undefined>>(true);
holds<Same<Attributes['maxRedemptions'], number | undefined>>(true);
holds<null extends Attributes['name'] ? false : true>(true);
/** The id and the type are there, and so are the attributes, be they none. */
holds<Same<OfferResource['id'], string>>(true);
holds<Same<UserResource['type'], string>>(true);
holds<undefined extends UserResource['attributes'] ? false : true>(true);
/** So too for what subscriptions are told apart by: whoever acts on it looks whether it is there. */
holds<Same<SubscriptionResource['attributes']['enabled'], boolean | undefined>>(true);

/** What calls look like: each line compiles, but for those that say that they must not. */
export function calls(kard: KardClient): unknown[] {
	return [
		kard.rewards.offers('user-1', { sort: 'name', 'filter[purchaseChannel]': ['ONLINE'] }),
		kard.rewards.offers('user-1', { sort: ['-startDate', 'name'], 'page[after]': 'cursor' }),
		// A value that Kard has added since.
		kard.rewards.offers('user-1', { sort: 'popularity', supportedComponents: ['cta', 'hologram'] }),
		kard.transactions.earnedRewards('user-1', { 'filter[range]': '3M' }),
		kard.transactions.earnedRewards('user-1', { 'filter[range]': '24M', 'page[before]': 'cursor' }),
		kard.users.update('user-1', { enrolledRewards: ['CARDLINKED', 'AFFILIATE'] }),
		// @ts-expect-error an order is a text
		kard.rewards.offers('user-1', { sort: 1 }),
		// @ts-expect-error there is no such filter
		kard.rewards.offers('user-1', { 'filter[colour]': 'red' }),
		// @ts-expect-error null is no value
		kard.transactions.earnedRewards('user-1', { 'filter[range]': null }),
		kard.transactions.audit('user-1', [
			// @ts-expect-error Kard takes one of three codes
			{ transactionId: 't', auditCode: 1, merchantName: 'm', auditDescription: 'd' },
		]),
	];
}

/** What is read of an answer may be missing, and has to be looked at before it is used. */
export async function readings(kard: KardClient): Promise<unknown[]> {
	const [offer] = await kard.rewards.offers('user-1').toArray();
	const { attributes } = await kard.users.get('user-1');
	const { notes = [] } = await kard.users.delete('user-1').withResponse();
	return [
		// @ts-expect-error the name may be missing
		offer?.attributes.name.length,
		// @ts-expect-error and so may what is inside of an amount
		offer?.attributes.minTransactionAmount?.value.toFixed(2),
		attributes.enrolledRewards?.includes('AFFILIATE'),
		offer?.attributes.userReward?.type === 'TIERED',
		offer?.attributes.novelty,
		notes.map((note) => note.length),
	];
}
