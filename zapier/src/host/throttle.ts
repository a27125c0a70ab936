/** How actions on one thing keep within what Kard takes: there may be as many runs at once as a Zap has items. */
export const ofOne = {
	/**
	 * Zapier holds runs back beyond so many a minute for one connection, all such actions together. Kard counts by the
	 * minute and publishes no number; this leaves room for steps with line items and for other programs.
	 */
	throttle: { window: 60, limit: 500, scope: ['auth' as const] },
	/** Zapier runs a step again that Kard turned away, so the step does not wait for that itself. */
	options: { waitWhenTurnedAway: false },
};
