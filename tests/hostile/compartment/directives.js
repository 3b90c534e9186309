// compartment: value true
// A directive does not leave strict mode.
function () {
  "use sloppy";
  return this === undefined;
}
