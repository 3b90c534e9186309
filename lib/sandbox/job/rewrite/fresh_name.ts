/** Makes a name that a text does not use yet; takes time linear in the text. */
export function freshName(base: string, names: ReadonlySet<string>): string {
  // At worst the text has the name with every number below that of its names.
  let number = 0;
  while (names.has(`${base}${number}`)) number++;
  return `${base}${number}`;
}
