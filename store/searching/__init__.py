"""Full-text search in French, one idea a module; `store.search` is the door.

asked    what is searched for, as plain data: a saved search, the state of an address
syntax   from what a person typed to a tree; nothing is a syntax error
text     how words are compared: elisions, accents, stems, compounds
schema   the fields of the index, and the document of an article
index    the live index that follows the results
reader   an index open for reading, and the values that its fields know
compiled from the tree and the filters to tantivy's queries
facets   counts over all that is found
snippets the passage that shows why an article was found
"""
