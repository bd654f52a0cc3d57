"""A Whoosh index read by columns: the same documents, order, totals and scores, some hundred times faster.

What an index is stays Whoosh's: schema, analyzers, segments, table of contents, commit. What a segment is made of is
ours: one file of named arrays (`file`), mapped into memory and searched where it lies. Plain Whoosh reads it through
`index.engines.whoosh_codec`.

    exact.bytes, .offsets       every exact term of the segment's texts, sorted (`strings`)
    stem.bytes, .offsets        every stem
    F.terms                     which stems TEXT field F has, by number; F_exact.terms which exact terms
    F.lists, .at, .counts,      for each of those terms its documents and frequencies, for F_exact its positions too,
      .codes                      packed (`lists`)
    F.lengths                   how long F is in each document, in Whoosh's one byte (`lengths`)
    K.bytes, .offsets           the values of KEYWORD or DAY field K, sorted
    K.lists, .at, …             the documents of each value
    K.rows                      the row of each document: those with the same values share one
    K.first, K.ordinals         the values of each row, by number: ordinals[first[r]:first[r + 1]]; where no document
                                  has two, rows are numbers of values, and the number of values stands for none
    id.bytes, .offsets          the ids, sorted; id.ranks the place of each document's id there, id.order the reverse
    surface.bytes, .offsets,    how each exact term is written in the texts: surfaces[exact.surfaces[t]:…[t + 1]]
      exact.surfaces
    stem.exact, stem.first      the exact terms of each stem
    stored.*                    what else is given back with a document (`stored`)

Numbers of terms, documents and values are written as narrowly as the largest of their array allows.

Written by `build` from documents, by `merge` from segments; `policy` says which are worth merging. Read by `segment`;
`commit` is what holds for all segments together. A question is answered in the order of these rooms: `plan` makes
`nodes` of its clauses, `phrase` and `shapes` for those that need more than lists; a node gives each segment a tree
(`trees`), which one loop walks over (`found`); `filters` are masks; `collapse` leaves one hit a group; `order` finds
the best hits, `hits` reads them, `marking` finds their snippets; `numbering`, `counting` and `timeline` make facets;
`searcher` is the whole. The loops are in `_kernel.c`, and over numpy in `plain`; `kernel` has those in use.
Those of `marking` are in `_quoting.c` and `plain_quoting`, and `quoting` has them; in the same way those of `build` are
in `_writing.c`, those of `merge` in `_merging.c`.

Nothing here knows Whoosh, but for the lengths that its byte stands for.
"""
