"""The engine for archives that outgrow one machine: an OpenSearch cluster behind the same contract.

| module | is about |
|---|---|
| address | which cluster and which index: what an engine URL says |
| client | one way to ask the cluster, and what its faults mean |
| mapping | our schema as a mapping, our documents as its source |
| clauses | our clauses and filters as query DSL |
| words | which words there are: prefixes, wildcards, fuzzy words and spellings |
| counting | facets as aggregations |
| groups | one hit for all documents that share a value |
| fetched | values of a hit, brought where they are wanted |
| paging | orders and cursors as sort keys |
| view | one commit, immutable: a point in time, and what to do where it is lost |
| searcher | the contract's answers from a view |
| bulk, writer | documents in, by bulk requests; commits |
| generations, lock | an index for each build, an alias for the current one; one writer at a time |
| soundness | whether everything is there |
| engine | all of it as one `index.engine.Engine` |

What the cluster is not asked for is analysis: it is sent the terms that `index.analysis` finds, and asked for terms, so
that every engine finds the same words. Scores are those of the embedded engine's formula, but for the length of a text,
which Lucene rounds in its own way.
"""

from index.engine import Access, Limits
from index.engines.opensearch.address import Address
from index.engines.opensearch.engine import OpenSearchEngine
from index.schema import Schema


def open_opensearch(address: str, schema: Schema, limits: Limits, access: Access) -> OpenSearchEngine:
    """The engine over the index at an address; raises EngineError for an address that is none."""
    return OpenSearchEngine(Address.parse(address), access, schema, limits)


__all__ = ["Address", "OpenSearchEngine", "open_opensearch"]
