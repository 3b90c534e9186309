// compartment (verbatim once): value ["index"]
// What comes beside the item is one number.
(item, about) => Reflect.ownKeys(about)
