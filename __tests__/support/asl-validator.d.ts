/** Validates state machines by AWS's schema and by rules of its own; it brings no types. */
declare module "asl-validator" {
  export default function validate(definition: unknown): {
    readonly isValid: boolean;
    /** The errors as a text; empty for none. */
    errorsText(separator?: string): string;
  };
}
