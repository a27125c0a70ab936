import { parse } from 'yaml';

/** The description of an API that has a bit of everything: a library that lends books. */
const LIBRARY = `
openapi: 3.1.0
paths:
  /v2/issuers/{organizationId}/loans:
    post:
      summary: Lend books
      description: 'Lends. <b>Required scopes:</b> \`loan:write\`<br/> At most 40 loans in one request.'
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Loans' }
      responses: { '201': {}, '207': {}, '400': {} }
    get:
      summary: List loans
      description: 'Lists. <b>Required scopes:</b>&nbsp;&nbsp;\`loan:read\`'
      parameters:
        - { name: organizationId, in: path, required: true, schema: { type: string } }
        - { name: Authorization, in: header, required: true, schema: { type: string } }
        - { name: 'filter[state]', in: query, schema: { $ref: '#/components/schemas/State' } }
        - { name: 'page[size]', in: query, schema: { type: integer }, description: 'At most that many [1 - 50]' }
        - { name: sort, in: query, schema: { type: array, items: { type: string, enum: [due, -due] } } }
      responses: { '200': {} }
  /v2/issuers/{organizationId}/loans/{loanId}:
    patch:
      summary: Renew a loan
      requestBody:
        content:
          application/json:
            schema:
              allOf:
                - { type: object, properties: { days: { type: integer, maximum: 30 } }, required: [days] }
                - { type: object, properties: { note: { type: [string, 'null'] } } }
      responses: { '200': {} }
webhooks:
  told:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                data:
                  oneOf:
                    - type: object
                      properties:
                        type: { type: string, enum: [loanDue] }
                        attributes: { type: object, properties: { title: { type: string } }, required: [title] }
                  discriminator: { propertyName: type }
components:
  schemas:
    State: { type: string, enum: [open, returned] }
    Loans:
      type: object
      properties:
        data: { type: array, items: { $ref: '#/components/schemas/Loan' } }
      required: [data]
    Loan:
      oneOf:
        - type: object
          properties:
            type: { type: string, enum: [book] }
            id: { type: string }
            attributes: { $ref: '#/components/schemas/Book' }
          required: [type, id, attributes]
      discriminator: { propertyName: type }
    Book:
      type: object
      properties:
        title: { type: string }
        due: { type: string, format: date-time }
        copies: { type: integer }
        binding: { type: string, enum: [hard, soft] }
        author:
          type: object
          properties: { name: { type: string }, born: { type: string } }
          required: [name]
        sequelTo: { $ref: '#/components/schemas/Book' }
      required: [title, due]
`;

/** The library's description, anew: change what you like. */
export function library(): object {
	const document: unknown = parse(LIBRARY);
	if (typeof document !== 'object' || document === null) throw new TypeError('The description is no object.');
	return document;
}
