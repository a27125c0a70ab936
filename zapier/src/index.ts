import get from 'lodash/get';
import { defineApp, version as platformVersion } from 'zapier-platform-core';
import { version } from '../package.json';
import { authentication } from './authentication';
import { searchOrCreates } from './creates/findOrCreate';
import { creates } from './creates/index';
import { makeAll } from './host/action';
import { usualLimits, type StepLimits } from './host/step';
import { searches } from './searches/index';
import { triggers } from './triggers/index';

/** The Kard app for Zapier; tests give it other limits. */
export function createApp(limits: StepLimits = usualLimits) {
	return defineApp({
		version,
		platformVersion,
		authentication: authentication(limits),
		// Zapier would take empty lines out of a list, and the rows after them would lose their places.
		flags: { cleanInputData: false },
		triggers: makeAll(triggers, limits),
		searches: makeAll(searches, limits),
		creates: makeAll(creates, limits),
		searchOrCreates,
	});
}

const ACTIONS = { triggers, searches, creates };

/**
 * What is at a path in the app, such as `['creates', 'create_user', 'operation', 'perform']`. Of all actions only the
 * one that it belongs to is made.
 */
export function partOfApp([part = '', ...path]: readonly string[]): unknown {
	if (part === 'authentication') return get(authentication(usualLimits), path);
	const [key, ...inner] = path;
	const actions = Object.entries(ACTIONS).flatMap(([name, list]) => (name === part ? list : []));
	return get(actions.find((action) => action.key === key)?.make(usualLimits), inner);
}
