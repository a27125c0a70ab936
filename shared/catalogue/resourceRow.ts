/** A row in the form in which Kard documents it, made of the same row with its fields side by side. */
export type AsResource<Row, Type extends string = never> = Row extends unknown
	? {
			readonly type: (Row extends { readonly type?: infer Own } ? Exclude<Own, undefined> : never) | Type;
			readonly id: string;
			readonly attributes: Omit<Row, 'type' | 'id'> & Readonly<Record<string, unknown>>;
		}
	: never;
