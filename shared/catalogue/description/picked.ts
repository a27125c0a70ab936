import type { Fields } from '../../json';

/** How a person picks an id from a list instead of typing it. */
export interface Picked {
	/** The id that the items of the list have in the paths of other operations: `offerId`. */
	readonly id: string;
	/** The attributes that tell an item from the others, the most telling first, with the labels of their values. */
	readonly label: Readonly<Record<string, Readonly<Record<string, string>>>>;
	/** The filter by which Kard searches the list, in its own query name. Without one, the labels are searched. */
	readonly searchedBy?: string;
	/** What else the list is asked for with, such as its order. */
	readonly query?: Fields;
}
