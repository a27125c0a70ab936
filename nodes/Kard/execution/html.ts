/**
 * Text as n8n shows it in hints and descriptions of errors, which it takes for HTML: a sheet may name its columns as it
 * likes. Every line is one of its own.
 */
export function asHtml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\n/g, '<br>\n');
}
