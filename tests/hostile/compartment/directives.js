// compartment: value true
// Nor leave the strict language.
function () {
  "use sloppy";
  return this === undefined;
}
