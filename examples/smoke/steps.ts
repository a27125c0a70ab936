import { axiosTransport } from '../../shared/axios';
import { KardApiError, KardClient, KardError, KardNotFoundError, requestToken } from '../../shared/host';
import type { SmokeSettings } from './settings';

/** What a step found: that it works, or what is missing. */
export interface Finding {
	readonly ok: boolean;
	readonly text: string;
}

const TIMEOUT_MS = 20_000;
const OFFERS_SHOWN = 3;

const works = (text: string): Finding => ({ ok: true, text });
const missing = (text: string): Finding => ({ ok: false, text });

function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : 'Something unexpected went wrong.';
}

/** Carries out a step. Whatever it fails with is what is missing. */
export async function attempt(step: () => Promise<Finding>): Promise<Finding> {
	return await step().catch((error: unknown) => missing(reasonOf(error)));
}

/**
 * Asks for a token.
 * @throws KardError which says what to check
 */
export async function fetchToken(settings: SmokeSettings): Promise<{ token: string; minutes: number }> {
	const { credentials } = settings;
	const options = { transport: axiosTransport(), timeoutMs: TIMEOUT_MS, maxRetries: 0 };
	const { accessToken, expiresInSeconds } = await requestToken(credentials, options).catch(
		(error: unknown) => {
			if (error instanceof KardApiError) throw error;
			const { origin } = new URL(credentials.tokenUrl);
			throw new KardError(
				`No answer from ${origin} (${reasonOf(error)}). Check KARD_ENVIRONMENT, KARD_BASE_URL and KARD_TOKEN_URL.`,
			);
		},
	);
	return { token: accessToken, minutes: Math.round(expiresInSeconds / 60) };
}

/** The client that asks everything else with one and the same token. */
export function clientWith(token: string, { organizationId, baseUrl }: SmokeSettings): KardClient {
	const transport = axiosTransport();
	return new KardClient({ organizationId, auth: { token }, baseUrl, transport, timeoutMs: TIMEOUT_MS });
}

/** Looks up the organization of the token, and whether it is the one that was set. */
export async function findOrganization(kard: KardClient, settings: SmokeSettings): Promise<Finding> {
	const { organizationId, credentials } = settings;
	const { id, attributes } = await kard.organization.get();
	if (id !== organizationId && credentials.targetIssuer === undefined) {
		return missing(
			`The credentials belong to the organization ${id}, and KARD_ORGANIZATION_ID is ${organizationId}. ` +
				'Set it to the former, or use the credentials of the latter.',
		);
	}
	const { name, enrolledRewards = [], bins = [] } = attributes;
	const facts = [`rewards: ${enrolledRewards.join(', ') || 'none'}`, `${String(bins.length)} card BINs`];
	return works(`${name} (${id}); ${facts.join('; ')}`);
}

/** Lists a few offers of a user. */
export async function findOffers(kard: KardClient, userId: string): Promise<Finding> {
	const offers = await kard.rewards
		.offers(userId, { 'page[size]': OFFERS_SHOWN })
		.toArray({ limit: OFFERS_SHOWN });
	if (offers.length === 0) return works(`no offers for ${userId} at present`);
	return works(`for ${userId}, among others: ${offers.map(({ attributes }) => attributes.name).join(', ')}`);
}

/** Without a user to ask about, asks about nobody: that Kard looks for them shows the permission. */
export async function mayReadOffers(kard: KardClient): Promise<Finding> {
	const advice = 'the permission is there. Set KARD_USER_ID, or add --write, to see offers';
	try {
		await kard.rewards.offers('kard-smoke-nobody', { 'page[size]': 1 }).toArray({ limit: 1 });
		return works(advice);
	} catch (error) {
		if (error instanceof KardNotFoundError) return works(advice);
		throw error;
	}
}

/** Enrolls a user with nothing but an ID. */
export async function createUser(kard: KardClient, id: string): Promise<Finding> {
	const { failed } = await kard.users.create([{ id, enrolledRewards: ['CARDLINKED'] }]);
	if (failed[0] !== undefined) throw failed[0].error;
	return works(`enrolled the test user ${id}`);
}

/** Takes the user out again. */
export async function deleteUser(kard: KardClient, id: string): Promise<Finding> {
	try {
		await kard.users.delete(id);
		return works(`took ${id} out again`);
	} catch (error) {
		return missing(`${reasonOf(error)} The test user ${id} is still enrolled; delete it by hand.`);
	}
}
