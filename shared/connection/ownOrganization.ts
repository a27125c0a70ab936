import type { z } from 'zod/v4';
import { organizationOperations } from '../catalogue/organization';
import { KardClient, type KardClientOptions } from '../client';

/** A client of which it is not known yet whose it is. */
type Connecting = Omit<KardClientOptions, 'organizationId'>;

/** An organization as Kard describes it. */
export type Organization = z.output<(typeof organizationOperations.get)['answer']>;

/**
 * Asks Kard which organization the credentials belong to.
 * @throws KardError
 */
export async function ownOrganization(options: Connecting): Promise<Organization> {
	// The path of this request names no organization: the token says which one it is.
	const client = new KardClient({ ...options, organizationId: 'own' });
	return await client.single(organizationOperations.get, { ids: {} });
}

/**
 * A client for a connection that a person made. Where they left the organization ID empty, it is the one that the
 * credentials belong to, which costs one request. Where Kard forbids something because the ID is that of another
 * organization, the error says so.
 * @throws KardError when Kard does not say which that is
 */
export async function connectClient(options: KardClientOptions): Promise<KardClient> {
	const given = options.organizationId.trim();
	const organizationId = given === '' ? (await ownOrganization(options)).id : given;
	return new KardClient({ explainForbidden: true, ...options, organizationId });
}
