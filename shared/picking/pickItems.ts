import pick from 'lodash/pick';
import toString from 'lodash/toString';
import { idNamesOf } from '../catalogue/description/operation';
import { CURSOR } from '../catalogue/description/paging';
import type { KardClient } from '../client';
import type { Ids } from '../execution/input';
import { isFields } from '../json';
import { own } from '../rows/cells';
import type { PickableList } from './pickedFrom';

/** One item to pick. */
interface PickableItem {
	readonly id: string;
	/** What a person tells it by; its id where Kard says nothing else of it. */
	readonly label: string;
}

/** What a person sees of a list at once. */
export interface PickableItems {
	readonly items: readonly PickableItem[];
	/** Where the list goes on; undefined at its end. */
	readonly next: string | undefined;
}

/** Which items of a list are wanted. */
interface PickWanted {
	/** The ids that are known. The list takes those that it needs, such as the user's. */
	readonly ids: Ids;
	/** What a person searches for. */
	readonly search?: string | undefined;
	/** Where to go on. */
	readonly cursor?: string | undefined;
}

/** How many pages without a match are read at once. */
const MOST_PAGES = 5;

function itemFrom(resource: unknown, { picked }: PickableList): PickableItem[] {
	if (!isFields(resource) || typeof resource.id !== 'string') return [];
	const { id, attributes } = resource;
	const words = Object.entries(picked.label).map(([name, titles]) => {
		const value = own(attributes, name);
		const word = typeof value === 'object' ? '' : toString(value);
		return toString(own(titles, word) ?? word);
	});
	return [{ id, label: words.filter((word) => word !== '').join(', ') || id }];
}

/** Whether an item is one that a person searches for. Where Kard searches by itself, its answer decides. */
function matcher({ picked }: PickableList, search: string): (item: PickableItem) => boolean {
	const wanted = search.toLowerCase();
	return picked.searchedBy === undefined
		? ({ id, label }) => `${label} ${id}`.toLowerCase().includes(wanted)
		: () => true;
}

/**
 * Reads what a person can pick from a list: a page of it, and where a search finds nothing there, some more.
 * @throws KardError
 */
export async function pickItems(
	client: KardClient,
	list: PickableList,
	{ ids, search = '', cursor }: PickWanted,
): Promise<PickableItems> {
	const { searchedBy, query } = list.picked;
	const asked = {
		...query,
		...(searchedBy !== undefined && search !== '' && { [searchedBy]: search }),
		...(cursor !== undefined && { [CURSOR.after]: cursor }),
	};
	const matches = matcher(list, search);
	let pages = 0;
	const input = { ids: pick(ids, idNamesOf(list)), query: asked };
	for await (const { data, next } of client.list(list, input).pages()) {
		const items = data.flatMap((resource) => itemFrom(resource, list)).filter(matches);
		pages += 1;
		if (items.length > 0 || pages === MOST_PAGES) return { items, next };
	}
	return { items: [], next: undefined };
}
