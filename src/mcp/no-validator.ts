// Stands in the bundle for the SDK's validator of JSON Schema, which checks what a client answers to questions of the server. Ours asks none.

/** By the name that the SDK imports. */
export class AjvJsonSchemaValidator {
  getValidator(): never {
    throw new Error('This server asks its client for nothing, so there is nothing to validate.');
  }
}
