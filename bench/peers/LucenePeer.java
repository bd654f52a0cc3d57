// Lucene, as bench/peers/lucene_peer.py drives it: `build PLACE` reads documents from standard input, `serve PLACE`
// answers questions from it. Fields of a line stand between U+001F, several values between U+001E.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

public class LucenePeer {
    static final String[] TEXTS = {"title", "text", "caption"};
    static final Map<String, Float> BOOSTS = Map.of("title", 2f, "text", 1f, "caption", 0.5f);
    static final List<String> COUNTED = List.of("actor", "country", "year");

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("build")) build(Path.of(arguments[1]));
        else new LucenePeer(Path.of(arguments[1])).serve();
    }

    /** Words in lower case, for plain words as their stems. */
    static Analyzer analyzer(boolean stems) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer words = new StandardTokenizer();
                TokenStream lower = new LowerCaseFilter(words);
                return new TokenStreamComponents(words, stems ? new SnowballFilter(lower, "English") : lower);
            }
        };
    }

    static FieldType type(IndexOptions options, boolean stored) {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(options);
        type.setStored(stored);
        return type;
    }

    static void build(Path place) throws Exception {
        Map<String, Analyzer> exact = Arrays.stream(TEXTS).collect(Collectors.toMap(f -> f + "_exact", f -> analyzer(false)));
        IndexWriterConfig config = new IndexWriterConfig(new PerFieldAnalyzerWrapper(analyzer(true), exact));
        config.setRAMBufferSizeMB(400);
        try (IndexWriter writer = new IndexWriter(new MMapDirectory(place), config)) {
            BufferedReader lines = input();
            for (String line; (line = lines.readLine()) != null; ) writer.addDocument(document(line.split("\u001f", -1)));
            writer.forceMerge(1);
        }
    }

    /** A document of: id, title, text, caption, actors, countries, day, source, url. */
    static Document document(String[] given) {
        Document document = new Document();
        document.add(new StringField("id", given[0], Field.Store.YES));
        for (int i = 0; i < TEXTS.length; i++) {
            String text = given[i + 1].replace('\u001d', '\n');
            if (text.isEmpty()) continue;
            document.add(new Field(TEXTS[i], text, type(IndexOptions.DOCS_AND_FREQS, true)));
            document.add(new Field(TEXTS[i] + "_exact", text, type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, false)));
        }
        for (int i = 0; i < 2; i++)
            for (String value : given[i + 4].split("\u001e")) if (!value.isEmpty()) keyword(document, COUNTED.get(i), value);
        if (!given[6].isEmpty()) {
            document.add(new LongPoint("day", Long.parseLong(given[6].replace("-", ""))));
            document.add(new StoredField("date", given[6]));
            document.add(new SortedSetDocValuesField("year", new BytesRef(given[6].substring(0, 4))));
        }
        document.add(new StringField("source", given[7], Field.Store.YES));
        document.add(new StoredField("url", given[8]));
        return document;
    }

    static void keyword(Document document, String field, String value) {
        document.add(new StringField(field, value, Field.Store.YES));
        document.add(new SortedSetDocValuesField(field, new BytesRef(value)));
    }

    static BufferedReader input() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 20);
    }

    final IndexSearcher searcher;
    final Analyzer stems = analyzer(true);

    LucenePeer(Path place) throws Exception {
        searcher = new IndexSearcher(DirectoryReader.open(new MMapDirectory(place)));
        searcher.setQueryCachingPolicy(new UsageTrackingQueryCachingPolicy());
    }

    /** Answers a line with the total, the number of hits and the CPU nanoseconds that it took. */
    void serve() throws Exception {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        BufferedReader lines = input();
        for (String line; (line = lines.readLine()) != null; ) {
            long started = clock.getCurrentThreadCpuTime();
            long[] found = answer(line.split("\u001f", -1));
            out.println(found[0] + " " + found[1] + " " + (clock.getCurrentThreadCpuTime() - started));
            out.flush();
        }
    }

    /** A question of: operator, words, actors, countries, first and last day, whether snippets are wanted. */
    long[] answer(String[] asked) throws Exception {
        Query text = text(asked[0], values(asked[1]));
        Map<String, Query> filters = filters(values(asked[2]), values(asked[3]), asked[4]);
        TopScoreDocCollectorManager best = new TopScoreDocCollectorManager(10, null, Integer.MAX_VALUE);
        TopScoreDocCollector collector = best.newCollector();
        List<String> shared = COUNTED.stream().filter(field -> !filters.containsKey(field)).toList();
        searcher.search(filtered(text, filters.values()), MultiCollector.wrap(collector, new Counting(shared)));
        for (String own : filters.keySet()) {
            List<Query> others = filters.keySet().stream().filter(field -> !field.equals(own)).map(filters::get).toList();
            searcher.search(filtered(text, others), new Counting(List.of(own)));
        }
        TopDocs found = collector.topDocs();
        int shown = 0;
        StoredFields stored = searcher.storedFields();
        for (ScoreDoc hit : found.scoreDocs) shown += stored.document(hit.doc).get("title") != null ? 1 : 0;
        if (asked[5].equals("snippets")) {
            UnifiedHighlighter highlighter = UnifiedHighlighter.builder(searcher, stems).build();
            shown += highlighter.highlight("text", text, found).length;
        }
        return new long[] {found.totalHits.value, shown};
    }

    static List<String> values(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split("\u001e"));
    }

    Query text(String operator, List<String> words) throws Exception {
        switch (operator) {
            case "all": return new MatchAllDocsQuery();
            case "phrase": return fields(field -> new PhraseQuery(field + "_exact", words.toArray(new String[0])));
            case "prefix": return fields(field -> new PrefixQuery(new Term(field + "_exact", words.get(0))));
            case "fuzzy": return fields(field -> new FuzzyQuery(new Term(field + "_exact", words.get(0)), 1));
            case "wildcard": return fields(field -> new WildcardQuery(new Term(field + "_exact", words.get(0))));
            default: return joined(words, operator.equals("and") ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD);
        }
    }

    Query joined(List<String> words, BooleanClause.Occur occur) throws Exception {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (String word : words) {
            String stem = stem(word);
            all.add(fields(field -> new TermQuery(new Term(field, stem))), occur);
        }
        return all.build();
    }

    String stem(String word) throws Exception {
        try (TokenStream stream = stems.tokenStream("text", word)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            return stream.incrementToken() ? term.toString() : word;
        }
    }

    static Query fields(java.util.function.Function<String, Query> queryFor) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String field : TEXTS) any.add(new BoostQuery(queryFor.apply(field), BOOSTS.get(field)), BooleanClause.Occur.SHOULD);
        return any.build();
    }

    static Map<String, Query> filters(List<String> actors, List<String> countries, String days) {
        Map<String, Query> filters = new HashMap<>();
        if (!actors.isEmpty()) filters.put("actor", new TermInSetQuery("actor", actors.stream().map(BytesRef::new).toList()));
        if (!countries.isEmpty()) filters.put("country", new TermInSetQuery("country", countries.stream().map(BytesRef::new).toList()));
        if (!days.isEmpty()) {
            long[] ends = Arrays.stream(days.split("\u001e")).mapToLong(day -> Long.parseLong(day.replace("-", ""))).toArray();
            filters.put("year", LongPoint.newRangeQuery("day", ends[0], ends[1]));
        }
        return filters;
    }

    static Query filtered(Query text, Iterable<Query> filters) {
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(text, BooleanClause.Occur.MUST);
        for (Query filter : filters) all.add(filter, BooleanClause.Occur.FILTER);
        return all.build();
    }

    /** Counts the values of fields among the matches, and takes the ten most frequent: for an index of one segment. */
    static class Counting extends SimpleCollector {
        final List<String> fields;
        final List<int[]> counts = new ArrayList<>();
        final List<SortedSetDocValues> values = new ArrayList<>();

        Counting(List<String> fields) {
            this.fields = fields;
        }

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws java.io.IOException {
            for (String field : fields) {
                values.add(DocValues.getSortedSet(context.reader(), field));
                counts.add(new int[(int) values.get(values.size() - 1).getValueCount()]);
            }
        }

        @Override
        public void collect(int document) throws java.io.IOException {
            for (int i = 0; i < values.size(); i++) {
                SortedSetDocValues of = values.get(i);
                if (!of.advanceExact(document)) continue;
                for (int left = of.docValueCount(); left > 0; left--) counts.get(i)[(int) of.nextOrd()]++;
            }
        }

        @Override
        public void finish() throws java.io.IOException {
            for (int i = 0; i < counts.size(); i++) {
                int[] of = counts.get(i);
                Comparator<Integer> most = Comparator.comparingInt(ord -> -of[ord]);
                java.util.PriorityQueue<Integer> top = new java.util.PriorityQueue<>(most.reversed());
                for (int ord = 0; ord < of.length; ord++) {
                    if (of[ord] == 0) continue;
                    if (top.size() < 10) top.add(ord);
                    else if (of[ord] > of[top.peek()]) {
                        top.poll();
                        top.add(ord);
                    }
                }
                for (int ord : top) values.get(i).lookupOrd(ord).utf8ToString();
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
