import { columnsOf, namedEvents, otherEvent, type Column } from '../../../shared/host';
import { asText } from './textParameter';

/** The field in which an event is chosen from a list. */
const LISTED = 'eventName';

/** The columns of a collection; where an event is chosen among all of them, also the text that names any other. */
export function withOtherEvent(all: readonly Column[], collected: readonly Column[]): readonly Column[] {
	return all.some(({ key }) => key === LISTED) ? [...collected, ...columnsOf(otherEvent)] : collected;
}

/** What a person filled in, with the event that was named in the place of the one that was chosen. */
export function withNamedEvent(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const { otherEvent: named, ...others } = given;
	const [eventName] = namedEvents(asText(named));
	return eventName === undefined ? others : { ...others, [LISTED]: eventName };
}
