import type { INodeParameters } from 'n8n-workflow';
import { KardApi } from '../../credentials/KardApi.credentials';
import { Kard } from '../../nodes/Kard/Kard.node.js';
import { valueOf } from '../../nodes/Kard/parameters/operationNames';
import {
	notificationOperations,
	offerOperations,
	subscriptionOperations,
	userOperations,
	type AnyOperation,
} from '../../shared/host';
import { searchList } from './engine';
import { credentialFor, kardInN8n } from './support/kardInN8n';

const kard = kardInN8n({ enrolled: ['user-1'] });
const { activate, getMany } = offerOperations;

/** What the editor shows in a list of the Kard node, after what was typed into its search field. */
async function list(
	operation: AnyOperation,
	more: INodeParameters = {},
	...page: [search?: string, cursor?: string]
): Promise<{ names: string[]; values: unknown[]; next: unknown }> {
	const parameters = { resource: operation.resource.name, operation: valueOf(operation), ...more };
	const { results, paginationToken } = await searchList(
		new Kard(),
		'searchItems',
		{
			parameters: { authentication: 'kardApi', ...parameters },
			credentialTypes: [new KardApi()],
			credentials: { kardApi: { type: 'kardApi', data: credentialFor(kard.sandbox) } },
		},
		...page,
	);
	return {
		names: results.map(({ name }) => name),
		values: results.map(({ value }) => value),
		next: paginationToken,
	};
}

describe('the list of what can be picked', () => {
	it('has the offers of the chosen user by name, and those that a person searches for', async () => {
		const all = await list(activate, { userId: 'user-1' });
		const found = await list(activate, { userId: 'user-1' }, 'blue door');

		expect(all.names.length).toBeGreaterThan(50);
		expect(all.names).toEqual(all.names.toSorted((a, b) => (a < b ? -1 : 1)));
		expect(found.names).toEqual(['Blue Door Coffee']);
		expect(kard.sandbox.state.offers.find(({ id }) => id === found.values[0])?.name).toBe('Blue Door Coffee');
	});

	it('goes on where it ended', async () => {
		const data = [{ type: 'standardOffer', id: 'o-1', attributes: { name: 'One' } }];
		kard.fault('listOffers', {
			kind: 'override',
			body: { data, links: { next: '/v2/offers?page[after]=abc=' } },
		});
		expect(await list(activate, { userId: 'user-1' })).toEqual({
			names: ['One'],
			values: ['o-1'],
			next: 'abc=',
		});

		kard.fault('listOffers', { kind: 'override', body: { data: [] } });
		expect(await list(activate, { userId: 'user-1' }, undefined, 'abc=')).toMatchObject({ names: [] });
		expect(kard.requests().at(-1)?.path).toContain('page%5Bafter%5D=abc%3D');
	});

	it('has subscriptions and notifications by what they are', async () => {
		const client = kard.client();
		const webhookUrl = 'https://example.com/hook';
		const { id } = await client.subscriptions.create({
			eventName: 'auditUpdate',
			webhookUrl,
			enabled: false,
		});
		kard.fault('listNotifications', {
			kind: 'override',
			body: { data: [notificationOperations.getMany.sample] },
		});

		expect(await list(subscriptionOperations.update)).toMatchObject({
			names: [`Audit Update, ${webhookUrl}, disabled`],
			values: [id],
		});
		expect(await list(subscriptionOperations.update, {}, 'settled')).toMatchObject({ names: [] });
		expect(await list(notificationOperations.replay)).toMatchObject({
			names: ['Earned Reward Settled, 2026-03-04T10:15:00Z, Delivered'],
		});
	});

	it.each([['', '={{ $json["User ID"] }}']])(
		'says that the user is missing where the form has %j, and asks Kard for nothing',
		async (userId) => {
			await expect(list(activate, { userId })).rejects.toThrow(
				/^Fill in User ID first: .* offers are listed/,
			);
			expect(kard.requests()).toEqual([]);
		},
	);

	it('says what Kard says, and that there is nothing to pick for another operation', async () => {
		kard.fault('listSubscriptions', { kind: 'status', status: 403 });

		await expect(list(subscriptionOperations.update)).rejects.toThrow(/notifications:read/);
		await expect(list(userOperations.get)).rejects.toThrow('This operation has nothing to pick.');
	});
});

it.each([
	['picked from the list', { __rl: true, mode: 'list', cachedResultName: 'Blue Door Coffee' }],
	['written by its ID', { __rl: true, mode: 'id' }],
	['the value of an expression in a field', { __rl: true, mode: 'id', value: '={{ $json.Offer }}' }],
	['the value of an expression in place of the field', '={{ $json.Offer }}'],
	['a plain text', undefined],
])('an id may be %s', async (_, offerId) => {
	const [offer] = kard.sandbox.state.offers;
	const id = offer?.id ?? '';
	const parameters = {
		userId: 'user-1',
		offerId: typeof offerId === 'object' ? { value: id, ...offerId } : (offerId ?? id),
	};

	const { json, message } = await kard.run(activate, [{ Offer: id }], { parameters });

	expect(message).toBeUndefined();
	expect(json).toMatchObject([{ entityId: id }]);
});

it('a picked id that nobody has is named where the item fails', async () => {
	const offerId = { __rl: true, mode: 'list', value: 'nothing' };

	const { json } = await kard.run(activate, [{}], {
		parameters: { userId: 'user-1', offerId },
		onError: 'continueRegularOutput',
	});

	expect(json).toMatchObject([{ id: 'nothing', status: 'failed' }]);
});

it.each(['={{ "coffee" }}', 'coffee'])(
	'Filters that are a text, such as %s, are refused by their name',
	async (filters) => {
		const { message } = await kard.run(getMany, [{ 'User ID': 'user-1' }], { parameters: { filters } });

		expect(message).toMatch(/^Filters: a text has taken the place of the fields\./);
		expect(kard.requests()).toEqual([]);
	},
);
