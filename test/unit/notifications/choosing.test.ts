import {
	columnsOf,
	EVENTS,
	eventTitle,
	isEventName,
	isRetiredEvent,
	listening,
	namedEvents,
	RETIRED_EVENTS,
} from '../../../shared';

describe('the events of Kard', () => {
	it('are these seven', () => {
		expect(Object.keys(EVENTS)).toEqual([
			'earnedRewardApproved',
			'earnedRewardSettled',
			'earnedRewardRejected',
			'auditUpdate',
			'fileProcessingResult',
			'pushNotificationPlacementFile',
			'emailNotificationPlacementFile',
		]);
	});

	it.each(Object.entries(EVENTS))('%s is known, and called %s', (name, title) => {
		expect([isEventName(name), isRetiredEvent(name)]).toEqual([true, false]);
		expect(eventTitle(name)).toBe(title);
	});

	it.each([
		['validTransaction', 'Valid Transaction'],
		['failedTransaction', 'Failed Transaction'],
		['clawback', 'Clawback'],
	])('%s is known as one that was there before, and called %s', (name, title) => {
		expect([isEventName(name), isRetiredEvent(name)]).toEqual([false, true]);
		expect(eventTitle(name)).toBe(title);
		expect(Object.keys(RETIRED_EVENTS)).toHaveLength(3);
	});

	it.each([
		...['birthdayReward', 'Clawback', 'clawback ', '', 'toString', '__proto__'],
		...[undefined, null, 7, ['clawback']],
	])('%j is none of them, and has no other title than itself', (name: unknown) => {
		expect([isEventName(name), isRetiredEvent(name)]).toEqual([false, false]);
		if (typeof name === 'string') expect(eventTitle(name)).toBe(name);
	});
});

describe('events that are asked for by name', () => {
	it.each([
		['', []],
		[' , ;\n', []],
		['clawback', ['clawback']],
		['clawback, validTransaction', ['clawback', 'validTransaction']],
		['clawback;birthdayReward|newEvent\nother', ['clawback', 'birthdayReward', 'newEvent', 'other']],
		['Clawback, CLAWBACK, claw back', ['clawback']],
		['Earned Reward Settled', ['earnedRewardSettled']],
		['reward.Doubled', ['reward.Doubled']],
		['toString, __proto__', ['toString', '__proto__']],
	])('%j are %j', (text, names) => {
		expect(namedEvents(text)).toEqual(names);
	});
});

describe('what a person chooses to listen', () => {
	const columns = new Map(columnsOf(listening).map((column) => [column.key, column]));

	it('is which events: those of the list, and any other one by its name', () => {
		expect(columns.get('events')).toMatchObject({ kind: 'choices', choices: EVENTS, open: 'text' });
		expect(columns.get('otherEvents')).toMatchObject({ kind: 'text', title: 'Other Events' });
	});

	it('names no retired event anywhere', () => {
		expect(JSON.stringify([...columns.values()])).not.toMatch(/validTransaction|failedTransaction|clawback/i);
	});

	it('is otherwise careful: nothing is taken over, nothing forged comes in, nothing comes twice', () => {
		const others = [...columns.values()].filter(({ key }) => !/events$/i.test(key));

		expect(others.map(({ key, required, default: usual }) => [key, required, usual])).toEqual([
			['replaceExisting', false, false],
			['skipRefused', false, false],
			['verifySignature', false, true],
			['acceptRepeats', false, false],
		]);
	});

	it.each([
		[{ events: 'auditUpdate' }, false],
		[{ events: [''] }, false],
		[{ events: ['auditUpdate'], novelty: 1 }, false],
		[{ events: ['auditUpdate'] }, true],
		[{ events: ['birthdayReward', 'clawback'] }, true],
		[{ otherEvents: 'clawback' }, true],
	])('%j is a choice: %j', (chosen, isOne) => {
		expect(listening.safeParse(chosen).success).toBe(isOne);
	});
});
