/** Base64 of so many bytes in which nothing repeats, the same at each run. */
export function incompressibleBase64(size: number): string {
  return Buffer.from(numbers(size).map((number) => number % 256)).toString("base64");
}

/** So many letters in which nothing repeats, without those that start an expression in Terraform. */
export function incompressibleText(size: number): string {
  return numbers(size)
    .map((number) => String.fromCharCode(38 + (number % 89)))
    .join("");
}

function numbers(size: number): number[] {
  let state = 1;
  return Array.from({ length: size }, () => (state = (state * 48271) % 2147483647));
}
