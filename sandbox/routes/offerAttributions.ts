import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../context/sandboxContext';
import { apiError } from '../http/apiError';
import { type ApiRequest, idIn } from '../http/apiRequest';
import type { ApiResponse } from '../http/apiResponse';
import { listIn } from '../http/query';
import { type ResponseShape, under } from '../http/responseShape';
import { isRunning } from '../offers/catalogue';
import { COMPONENTS, componentsOf } from '../offers/components';
import type { StoredOffer } from '../offers/offer';
import { offerResource } from '../offers/offerResource';
import { offerShape } from '../offers/offerShape';
import type { Readings } from '../readings/table';
import type { StoredAttribution } from '../resources/attribution';
import type { Endpoint } from './endpoint';

const OFFER = '/v2/issuers/{organizationId}/users/{userId}/offers/{offerId}';
const INCLUDED = offerShape('included');
const SHAPE: ResponseShape = {
	optional: ['included', ...INCLUDED.optional],
	enums: [...under('data.attributes', 'eventCode medium'), ...INCLUDED.enums],
};
const COMMON = { method: 'POST', scope: scopeNeeded, shape: SHAPE } as const;

/** What a user does with an offer. Kard takes note of it; the offer stays as it is. */
export const offerAttributionEndpoints = [
	{ ...COMMON, route: 'activateOffer', path: `${OFFER}/activate`, handle: recorderOf('ACTIVATE') },
	{ ...COMMON, route: 'boostOffer', path: `${OFFER}/boost`, handle: recorderOf('BOOST') },
] as const satisfies readonly Endpoint[];

function scopeNeeded({ attributionScope }: Readings) {
	return attributionScope === 'needed' ? 'attributions:write' : undefined;
}

function recorderOf(eventCode: StoredAttribution['eventCode']) {
	return (request: ApiRequest, context: SandboxContext): ApiResponse => {
		const userId = idIn(request, 'userId');
		const offer = knownOffer(request, userId, context);
		const included = includedIn(request.query, offer, userId, context);
		const attribution = attributionOf(userId, offer.id, eventCode, context);
		context.state.attributions.set(attribution.id, attribution);
		return { status: 201, body: { data: resource(attribution), ...included } };
	};
}

/** The offer of the path, for a user who is known and while it runs. */
function knownOffer(
	request: ApiRequest,
	userId: string,
	{ state, now, readings }: SandboxContext,
): StoredOffer {
	const offerId = idIn(request, 'offerId');
	const status = Number(readings.attributionUnknown);
	if (!state.users.has(userId)) throw apiError(status, `There is no user ${userId}.`, { id: userId });
	const offer = state.offer(offerId);
	if (offer !== undefined && isRunning(offer, now())) return offer;
	throw apiError(status, `There is no offer ${offerId} for the user ${userId}.`, { id: offerId });
}

/** The event that is there already where repeating it makes no further one, else a new one. */
function attributionOf(
	userId: string,
	offerId: string,
	eventCode: StoredAttribution['eventCode'],
	{ state, readings, now }: SandboxContext,
): StoredAttribution {
	const former = [...state.attributions.values()].find(
		(one) => one.userId === userId && one.offerId === offerId && one.eventCode === eventCode,
	);
	if (former !== undefined && readings.attributionRepeated === 'same') return former;
	return { id: randomUUID(), userId, offerId, eventCode, at: now() };
}

/** The offer with the requested components; nothing without `include=offer`. */
function includedIn(query: URLSearchParams, offer: StoredOffer, userId: string, context: SandboxContext) {
	const include = listIn(query, 'include', ['offer'], context.readings.include);
	const wanted = listIn(query, 'supportedComponents', COMPONENTS, 'repeated');
	if (include.length === 0) return {};
	const redeemed = context.state.rewards.redemptionsOf(userId, offer.id);
	const components = wanted.length === 0 ? undefined : componentsOf(offer, wanted, redeemed);
	return { included: [offerResource(offer, components)] };
}

/** Kard publishes no type for it: here it is that of the attribution events which an issuer sends itself. */
function resource({ id, offerId, eventCode, at }: StoredAttribution) {
	const eventDate = new Date(at).toISOString();
	return {
		type: 'offerAttribution',
		id,
		attributes: { entityId: offerId, eventCode, medium: 'CTA', eventDate },
	};
}
