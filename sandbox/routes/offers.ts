import type { SandboxContext } from '../context/sandboxContext';
import type { ApiRequest } from '../http/apiRequest';
import type { ApiResponse } from '../http/apiResponse';
import { linksOf, pageOf } from '../http/paging';
import { booleanIn, choiceIn, listIn } from '../http/query';
import { OPTIONAL_LINKS, type ResponseShape } from '../http/responseShape';
import { CATEGORIES, isRunning } from '../offers/catalogue';
import { COMPONENTS, componentsOf } from '../offers/components';
import type { PurchaseChannel, StoredOffer } from '../offers/offer';
import { categoryResource, offerResource } from '../offers/offerResource';
import { offerShape } from '../offers/offerShape';
import type { Endpoint } from './endpoint';
import { knownUser } from './users';

const OFFERS = '/v2/issuers/{organizationId}/users/{userId}/offers';
const CHANNELS: readonly PurchaseChannel[] = ['INSTORE', 'ONLINE'];

const OFFER = offerShape('data');
const SHAPE: ResponseShape = {
	optional: [
		'included',
		'meta',
		'meta.availableCategories',
		'meta.placementName',
		...OFFER.optional,
		...OPTIONAL_LINKS,
	],
	enums: OFFER.enums,
};

/** The operations on offers. */
export const offerEndpoints = [
	{
		route: 'listOffers',
		method: 'GET',
		path: OFFERS,
		scope: 'rewards:read',
		shape: SHAPE,
		handle: listOffers,
	},
] as const satisfies readonly Endpoint[];

type Comparison = (one: StoredOffer, other: StoredOffer) => number;

const byStart: Comparison = (one, other) => one.startsAt - other.startsAt;
const byExpiration: Comparison = (one, other) => one.expiresAt - other.expiresAt;
const byName: Comparison = (one, other) => one.name.localeCompare(other.name, 'en');
const SORTS = {
	startDate: byStart,
	'-startDate': reverse(byStart),
	expirationDate: byExpiration,
	'-expirationDate': reverse(byExpiration),
	name: byName,
	'-name': reverse(byName),
} as const;
const SORT_NAMES = ['startDate', '-startDate', 'expirationDate', '-expirationDate', 'name', '-name'] as const;

function reverse(comparison: Comparison): Comparison {
	return (one, other) => comparison(other, one);
}

function listOffers(request: ApiRequest, context: SandboxContext): ApiResponse {
	const user = knownUser(request, context);
	const { query } = request;
	const { sort, include: includeStyle, pageSize: tooLarge } = context.readings;
	const sorts = listIn(query, 'sort', SORT_NAMES, sort).map((name) => SORTS[name]);
	const include = listIn(query, 'include', ['categories'], includeStyle);
	const found = context.state.offers.filter(filterOf(query, context));
	const page = pageOf(found.sort(inTurn(sorts)), query, ({ id }) => id, { tooLarge });
	const components = componentsFor(query, user.id, context);
	const body = {
		data: page.items.map((offer) => offerResource(offer, components(offer))),
		links: linksOf(OFFERS, query, page),
		...(include.length > 0 ? { included: categoriesOf(page.items) } : {}),
		meta: { availableCategories: categoriesOf(found) },
	};
	return { status: 200, body };
}

/** Compares by the first comparison, and by the next one where that finds no difference. */
function inTurn(comparisons: readonly Comparison[]): Comparison {
	return (one, other) =>
		comparisons.reduce((order, compare) => (order === 0 ? compare(one, other) : order), 0);
}

function filterOf(
	query: URLSearchParams,
	{ now, readings }: SandboxContext,
): (offer: StoredOffer) => boolean {
	const time = now();
	const search = (query.get('filter[search]') ?? '').trim().toLowerCase();
	const channels = listIn(query, 'filter[purchaseChannel]', CHANNELS, readings.purchaseChannel);
	const category = choiceIn(query, 'filter[category]', CATEGORIES);
	const isTargeted = booleanIn(query, 'filter[isTargeted]');
	return (offer) =>
		isRunning(offer, time) &&
		[offer.name, offer.category].some((text) => text.toLowerCase().includes(search)) &&
		(channels.length === 0 || channels.some((channel) => offer.channels.includes(channel))) &&
		(category === undefined || offer.category === category) &&
		(isTargeted === undefined || offer.isTargeted === isTargeted);
}

/** A function that makes the components which the query asks for, if it asks for any. */
function componentsFor(query: URLSearchParams, userId: string, { state }: SandboxContext) {
	const wanted = listIn(query, 'supportedComponents', COMPONENTS, 'repeated');
	if (wanted.length === 0) return () => undefined;
	const redeemed = new Map<string, number>();
	for (const { offerId, status } of state.rewards.of(userId)) {
		if (status === 'SETTLED') redeemed.set(offerId, (redeemed.get(offerId) ?? 0) + 1);
	}
	return (offer: StoredOffer) => componentsOf(offer, wanted, redeemed.get(offer.id) ?? 0);
}

function categoriesOf(offers: readonly StoredOffer[]) {
	return [...new Set(offers.map(({ category }) => category))].map(categoryResource);
}
