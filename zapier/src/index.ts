import { defineApp, version as platformVersion } from 'zapier-platform-core';
import { version } from '../package.json';
import { authentication } from './authentication';
import { searchOrCreates } from './creates/findOrCreate';
import { creates } from './creates/index';
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
		triggers: triggers(limits),
		searches: searches(limits),
		creates: creates(limits),
		searchOrCreates,
	});
}

/** The app as Zapier runs it. */
export const App = createApp();
