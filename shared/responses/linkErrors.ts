import groupBy from 'lodash/groupBy';
import once from 'lodash/once';
import type { ErrorObject } from '../errors/errorDocument';
import type { SentResource } from '../rows/prepareRow';

/** Which rows the errors of a response are about. Rows are named by their place in the request. */
interface LinkedErrors {
	/** The errors about each row that any is about. */
	readonly about: ReadonlyMap<number, readonly ErrorObject[]>;
	/** Rows of which some, but not all, are meant, by a name that several of them have. */
	readonly ambiguous: ReadonlySet<number>;
	/** Errors that cannot be linked to any row that was sent. */
	readonly stray: readonly ErrorObject[];
}

/** `/data/3/attributes/amount`, and the same with `#`, `$`, dots or brackets: `data[3].attributes.amount`. */
const PLACE = /^[#$]?[/.]?data(?:[/.](\d+)|\[(\d+)\])(?=$|[/.[])/;

function placeIn({ source }: ErrorObject): number | undefined {
	const match = PLACE.exec(source?.pointer ?? '');
	const place = match?.[1] ?? match?.[2];
	return place === undefined ? undefined : Number(place);
}

/** Finds the rows that an error names: several where they share the name it uses. */
function rowFinder(sent: readonly SentResource[], alsoNamedBy: string | undefined) {
	const byId = new Map(sent.map(({ id }, place) => [id, place]));
	const byOtherName = once(() => {
		const places = alsoNamedBy === undefined ? [] : [...sent.keys()];
		return groupBy(places, (place) => String(sent[place]?.attributes[alsoNamedBy ?? '']));
	});
	return (error: ErrorObject): readonly number[] => {
		const { id } = error;
		const place = (id === undefined ? undefined : byId.get(id)) ?? placeIn(error);
		if (place !== undefined && place < sent.length) return [place];
		return id !== undefined && Object.hasOwn(byOtherName(), id) ? (byOtherName()[id] ?? []) : [];
	};
}

const NOTHING_LINKED: LinkedErrors = { about: new Map(), ambiguous: new Set(), stray: [] };

/** Whether it makes no difference which of the errors is about which row; their order is nowhere promised. */
function sayTheSame([first, ...others]: readonly ErrorObject[]): boolean {
	return others.every(({ status, title }) => status === first?.status && title === first?.title);
}

/**
 * Links each error to the row it is about: by the id of the row, else by its place in the request, else by the other
 * name that the operation has for rows. Where several rows have that name, they are all meant if there are as many
 * errors, all of one kind; with fewer errors, or other ones, it has to be found out which.
 */
export function linkErrors(
	errors: readonly ErrorObject[],
	sent: readonly SentResource[],
	alsoNamedBy: string | undefined,
): LinkedErrors {
	if (errors.length === 0) return NOTHING_LINKED;
	const about = new Map<number, ErrorObject[]>();
	// Each is added in place: a response may have as many errors as fit into it, all of them about one row.
	const add = (place: number, error: ErrorObject): void => {
		const own = about.get(place);
		if (own === undefined) about.set(place, [error]);
		else own.push(error);
	};
	const placesOf = rowFinder(sent, alsoNamedBy);
	const found = errors.map((error) => ({ error, places: placesOf(error) }));
	for (const { error, places } of found) {
		const [place] = places;
		if (place !== undefined && places.length === 1) add(place, error);
	}
	const ambiguous = new Set<number>();
	const shared = groupBy(
		found.filter(({ places }) => places.length > 1),
		({ error }) => error.id,
	);
	for (const sharing of Object.values(shared)) {
		const alike = sharing.map(({ error }) => error);
		const open = (sharing[0]?.places ?? []).filter((place) => !about.has(place));
		const areAllMeant = alike.length >= open.length && sayTheSame(alike);
		open.forEach((place, turn) => {
			const error = alike[turn];
			if (areAllMeant && error !== undefined) add(place, error);
			else ambiguous.add(place);
		});
	}
	return {
		about,
		ambiguous,
		stray: found.flatMap(({ error, places }) => (places.length === 0 ? [error] : [])),
	};
}
