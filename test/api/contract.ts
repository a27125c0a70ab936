/** One value of a request: a field of its body, a query parameter or a header. */
export interface Value {
	/** What it is: `text`, `whole number`, `list of text`, `object`. */
	readonly form: string;
	/** Whether it must stand in the object that it belongs to. */
	readonly required: boolean;
	/** The values that it can have, where they are named. */
	readonly choices?: readonly string[] | undefined;
	/** The largest number, or the most items of a list. */
	readonly maximum?: number | undefined;
}

/** Values by name: `data[].transaction.attributes.merchant.name`, `filter[status]`. */
export type Values = ReadonlyMap<string, Value>;

/** What is agreed about one operation: where it is, who may call it, what goes in, and which answers mean success. */
export interface Operation {
	/** Method and path: `GET /v2/issuers/{organizationId}/users/{userId}`. */
	readonly name: string;
	/** By what it is known here: `users.get`. */
	readonly title: string;
	readonly scope?: string | undefined;
	/** How many items one request may have. */
	readonly limit?: number | undefined;
	/** The statuses of success. */
	readonly statuses: readonly number[];
	/** The query parameters and the headers. */
	readonly parameters: Values;
	/** The fields of the body. */
	readonly fields: Values;
}

/** An API as one side describes it: Kard in its document, we in our operations. */
export interface Contract {
	readonly operations: readonly Operation[];
	/** What notifications say, by event and field: `auditUpdate.status`. */
	readonly notifications: Values;
}

/** An operation's name without what may be called this or that: the names of the ids in its path. */
export function keyOf(name: string): string {
	return name.replace(/\{[^}]*\}/g, '{}').replace(/\/$/, '');
}

/** Of the fields of a notification's document, the events and what each says of itself. */
export function eventValues(fields: Values): Values {
	const named = [...fields].flatMap(([name, value]): [string, Value][] => {
		const [, event, attribute] = /^data\.([^.]+)(?:\.attributes(\..+))?$/.exec(name) ?? [];
		return event === undefined ? [] : [[event + (attribute ?? ''), value]];
	});
	return new Map(named);
}
