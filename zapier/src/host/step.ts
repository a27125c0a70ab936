import type { Bundle, ZObject } from 'zapier-platform-core';
import { connectClient, systemClock, type Clock, type KardClient } from '../../../shared/host';
import { readConnection } from './connection';
import { asZapierError } from './errors';
import { beginStep, type Step } from './runningStep';
import { send } from './send';
import { sessionAuthenticator } from './sessionAuthenticator';

/** What holds for every step; tests give other values. */
export interface StepLimits {
	/** How long a step may take, in milliseconds. Zapier ends it after 30 seconds. */
	readonly deadlineMs: number;
	/** How long a full request of rows may take with all that belongs to it, such as a repeat, in milliseconds. */
	readonly roundMs: number;
	/** How long a request about one thing may take, in milliseconds. */
	readonly requestMs: number;
	readonly clock: Clock;
}

/** The limits on Zapier: two seconds are left to begin the step and to hand over its result. */
export const usualLimits: StepLimits = {
	deadlineMs: 28_000,
	roundMs: 5_000,
	requestMs: 250,
	clock: systemClock,
};

/** What an action does it with. */
export interface Tools {
	/** Each of its calls may take all the time of a step, unless it is told otherwise. */
	readonly client: KardClient;
	readonly z: ZObject;
	readonly step: Step;
}

/** What an action does. The inputs are as Zapier hands them over. */
type Run<T> = (tools: Tools, bundle: Bundle) => Promise<T>;

/** An action as Zapier calls it. */
type Perform<T> = (z: ZObject, bundle: Bundle) => Promise<T>;

/**
 * Makes of what an action does something that Zapier can call: with a client that signs in with the connection, within
 * the time of a step, and with errors that Zapier understands.
 */
export function inStep<T>(limits: StepLimits, run: Run<T>): Perform<T> {
	return async (z, bundle) => {
		const step = beginStep(limits.clock, limits.deadlineMs);
		try {
			const connection = readConnection(bundle.authData);
			if (connection.accessToken === '') throw new z.errors.RefreshAuthError();
			const { accessToken, credentials, webhookKey } = connection;
			for (const secret of [accessToken, credentials.clientSecret, webhookKey]) step.secrets.add(secret);
			const client = await connectClient({
				organizationId: connection.organizationId || connection.ownOrganizationId,
				auth: { authenticator: sessionAuthenticator(z, connection, step) },
				baseUrl: connection.baseUrl,
				transport: (request) => send(z, request),
				deadlineMs: limits.deadlineMs,
				clock: limits.clock,
			});
			return await run({ client, z, step }, bundle);
		} catch (error) {
			throw asZapierError(z, error, step);
		}
	};
}
