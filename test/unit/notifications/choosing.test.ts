import { columnsOf, EVENTS, eventTitle, isEventName, listening } from '../../../shared';

describe('the events of Kard', () => {
	it('are these ten', () => {
		expect(Object.keys(EVENTS)).toEqual([
			'earnedRewardApproved',
			'earnedRewardSettled',
			'earnedRewardRejected',
			'validTransaction',
			'failedTransaction',
			'clawback',
			'auditUpdate',
			'fileProcessingResult',
			'pushNotificationPlacementFile',
			'emailNotificationPlacementFile',
		]);
	});

	it.each(Object.entries(EVENTS))('%s is known, and called %s', (name, title) => {
		expect(isEventName(name)).toBe(true);
		expect(eventTitle(name)).toBe(title);
	});

	it.each([
		...['birthdayReward', 'Clawback', 'clawback ', '', 'toString', '__proto__'],
		...[undefined, null, 7, ['clawback']],
	])('%j is none of them, and has no other title than itself', (name: unknown) => {
		expect(isEventName(name)).toBe(false);
		if (typeof name === 'string') expect(eventTitle(name)).toBe(name);
	});
});

describe('what a person chooses to listen', () => {
	const columns = new Map(columnsOf(listening).map((column) => [column.key, column]));

	it('is which events, and they have to be chosen', () => {
		expect(columns.get('events')).toMatchObject({ kind: 'choices', required: true, choices: EVENTS });
	});

	it('is otherwise careful: nothing is taken over, nothing forged comes in, nothing comes twice', () => {
		const others = [...columns.values()].filter(({ key }) => key !== 'events');

		expect(others.map(({ key, required, default: usual }) => [key, required, usual])).toEqual([
			['replaceExisting', false, false],
			['verifySignature', false, true],
			['acceptRepeats', false, false],
		]);
	});

	it.each([
		[{}, false],
		[{ events: [] }, false],
		[{ events: ['birthdayReward'] }, false],
		[{ events: ['clawback'], novelty: 1 }, false],
		[{ events: ['clawback'] }, true],
	])('%j is a choice: %j', (chosen, isOne) => {
		expect(listening.safeParse(chosen).success).toBe(isOne);
	});
});
