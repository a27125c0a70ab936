/**
 * An expression that gives the label of a value; of a value without one, the value.
 * @param value the expression for the value
 * @param labels by value
 */
export function labelExpression(value: string, labels: Readonly<Record<string, string>>): string {
	return `((${JSON.stringify(labels)})[${value}] ?? ${value})`;
}
