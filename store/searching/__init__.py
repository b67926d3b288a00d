"""Full-text search in French, one idea a module; `store.search` is the door.

asked     what is searched for, as plain data: a saved search, the state of an address
tree      what a query says
syntax    from what a person typed to a tree; nothing is a syntax error
text      how words are compared: elisions, accents, stems, compounds
schema    the fields of the index, and the document of an article
index     the live index: replaced, committed, stamped, made again
following bringing it to the results
staleness which articles it must hold anew though their own rows stay
reader    an index open for reading, and the values that its fields know
words     how a word is looked for, and found again in a text
compiled  from the tree and the filters to tantivy's queries
facets    counts over all that is found
pool      all that is found, for those who restrict it further; its weeks
snippets  the passage that shows why an article was found
"""
