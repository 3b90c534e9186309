// compartment (verbatim once): value ["index","args","tables","call"]
// What comes beside the item is data, and the calls that were allowed.
(item, about) => Reflect.ownKeys(about)
