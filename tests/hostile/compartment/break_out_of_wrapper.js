// compartment (module): refused syntax
// A text cannot close what it is put into.
export default 1;
}; globalThis.left = 1; {
