import get from 'lodash/get';
import { defineApp, version as platformVersion } from 'zapier-platform-core';
import { version } from '../package.json';
import { authentication } from './authentication';
import { searchOrCreates } from './creates/findOrCreate';
import { creates } from './creates/index';
import { makeAll, type Action } from './host/action';
import { authorizeTools } from './host/authorizeTools';
import { usualLimits, type StepLimits } from './host/step';
import { searches } from './searches/index';
import { triggers } from './triggers/index';

/** What happens to each request before it is sent. */
const beforeRequest = [authorizeTools];

/** The Kard app for Zapier; tests give it other limits. */
export function createApp(limits: StepLimits = usualLimits) {
	return defineApp({
		version,
		platformVersion,
		authentication: authentication(limits),
		beforeRequest,
		// Zapier would take empty lines out of a list, and the rows after them would lose their places.
		flags: { cleanInputData: false },
		triggers: makeAll(triggers, limits),
		searches: makeAll(searches, limits),
		creates: makeAll(creates, limits),
		searchOrCreates,
	});
}

const ACTIONS: Readonly<Record<string, readonly Action<unknown>[]>> = { triggers, searches, creates };

/**
 * What is at a path in the app, such as `['creates', 'create_user', 'operation', 'perform']`. Of all actions only the
 * one that it belongs to is made.
 */
export function partOfApp([part = '', ...path]: readonly string[]): unknown {
	if (part === 'authentication') return get(authentication(usualLimits), path);
	if (part === 'beforeRequest') return get(beforeRequest, path);
	const [key, ...inner] = path;
	return get(ACTIONS[part]?.find((action) => action.key === key)?.make(usualLimits), inner);
}
